#include "archive/bag.hpp"

#include <fmt/format.h>

namespace gongkai::archive {
namespace {

constexpr std::array<std::pair<char, std::string_view>, 3> encoded_characters = {{{'%', "%25"}, {'\n', "%0A"}, {'\r', "%0D"}}};

int value_of(char digit) { return digit <= '9' ? digit - '0' : digit - 'a' + 10; }

/// Base64 for addresses (RFC 4648, 5), without padding, of the bytes that hexadecimal digits say.
std::string base64url(std::string_view hex)
{
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    std::string out;
    unsigned bits = 0;
    int held = 0;
    for (const char digit : hex) {
        bits = bits << 4 | static_cast<unsigned>(value_of(digit));
        held += 4;
        if (held >= 6) {
            held -= 6;
            out += alphabet[bits >> held & 63];
        }
    }
    if (held > 0)
        out += alphabet[bits << (6 - held) & 63];
    return out;
}

}  // namespace

std::string manifest_name(std::string_view algorithm) { return fmt::format("manifest-{}.txt", algorithm); }

std::string tag_manifest_name(std::string_view algorithm) { return "tag" + manifest_name(algorithm); }

const std::string& digest_by(std::string_view algorithm, const base::Digests& digests)
{
    return algorithm == algorithms[0] ? digests.sha256 : digests.sha512;
}

std::string encoded_path(std::string_view path)
{
    std::string out;
    for (const char c : path) {
        std::string_view text(&c, 1);
        for (const auto& [plain, encoded] : encoded_characters)
            if (c == plain)
                text = encoded;
        out += text;
    }
    return out;
}

std::optional<std::string> decoded_path(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i];
            continue;
        }
        auto digits = std::string(text.substr(i, 3));
        for (auto& c : digits)
            c = c == 'a' ? 'A' : c == 'd' ? 'D' : c;
        char plain = '\0';
        for (const auto& [character, encoded] : encoded_characters)
            if (digits == encoded)
                plain = character;
        if (plain == '\0')
            return std::nullopt;
        out += plain;
        i += 2;
    }
    return out;
}

std::string digest_uri(std::string_view sha256) { return "ni://earlier-archive.invalid/sha-256;" + base64url(sha256); }

std::string payload_oxum(const Payload& payload)
{
    std::uint64_t octets = 0;
    for (const auto& [path, file] : payload)
        octets += file.size;
    return fmt::format("{}.{}", octets, payload.size());
}

}  // namespace gongkai::archive
