#include "base/hash.hpp"

#include <array>

#include <openssl/sha.h>
#include <xxhash.h>

namespace gongkai::base {

std::string sha256_hex(std::string_view bytes)
{
    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
    SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest.data());
    std::string hex;
    hex.reserve(2 * digest.size());
    constexpr std::string_view digits = "0123456789abcdef";
    for (const auto byte : digest) {
        hex += digits[byte >> 4];
        hex += digits[byte & 15];
    }
    return hex;
}

std::uint64_t content_hash(std::string_view bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

}  // namespace gongkai::base
