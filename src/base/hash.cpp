#include "base/hash.hpp"

#include <array>
#include <new>
#include <span>

#include <openssl/evp.h>
#include <openssl/sha.h>
#include <xxhash.h>

namespace gongkai::base {
namespace {

std::string to_hex(std::span<const unsigned char> bytes)
{
    std::string hex;
    hex.reserve(2 * bytes.size());
    constexpr std::string_view digits = "0123456789abcdef";
    for (const auto byte : bytes) {
        hex += digits[byte >> 4];
        hex += digits[byte & 15];
    }
    return hex;
}

const unsigned char* data_of(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }

class Context {
public:
    explicit Context(const EVP_MD* algorithm) : context_(EVP_MD_CTX_new())
    {
        if (!context_ || EVP_DigestInit_ex(context_, algorithm, nullptr) != 1)
            throw std::bad_alloc();
    }
    ~Context() { EVP_MD_CTX_free(context_); }
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;

    void add(std::string_view bytes) { EVP_DigestUpdate(context_, bytes.data(), bytes.size()); }

    std::string finish()
    {
        std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
        unsigned int size = 0;
        EVP_DigestFinal_ex(context_, digest.data(), &size);
        return to_hex({digest.data(), size});
    }

private:
    EVP_MD_CTX* context_;
};

}  // namespace

std::string sha256_hex(std::string_view bytes)
{
    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
    SHA256(data_of(bytes), bytes.size(), digest.data());
    return to_hex(digest);
}

Digests digests_of(std::string_view bytes)
{
    std::array<unsigned char, SHA512_DIGEST_LENGTH> digest{};
    SHA512(data_of(bytes), bytes.size(), digest.data());
    return {sha256_hex(bytes), to_hex(digest)};
}

struct DigestStream::State {
    Context sha256{EVP_sha256()};
    Context sha512{EVP_sha512()};
};

DigestStream::DigestStream() : state_(std::make_unique<State>()) {}
DigestStream::~DigestStream() = default;

void DigestStream::add(std::string_view bytes)
{
    state_->sha256.add(bytes);
    state_->sha512.add(bytes);
}

Digests DigestStream::finish() { return {state_->sha256.finish(), state_->sha512.finish()}; }

std::uint64_t content_hash(std::string_view bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

}  // namespace gongkai::base
