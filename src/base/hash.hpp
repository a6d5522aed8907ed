// Digests: SHA-256 and SHA-512 for what is published and archived, XXH3 for what is only
// compared here.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace gongkai::base {

/// SHA-256 (FIPS 180-4) as 64 lower-case hexadecimal digits.
std::string sha256_hex(std::string_view bytes);

/// The two digests of an archive's manifests (FIPS 180-4), lower-case hexadecimal.
struct Digests {
    std::string sha256;  ///< 64 digits
    std::string sha512;  ///< 128 digits

    bool operator==(const Digests&) const = default;
};

Digests digests_of(std::string_view bytes);

/// The same for bytes that come in pieces.
class DigestStream {
public:
    DigestStream();
    ~DigestStream();
    DigestStream(const DigestStream&) = delete;
    DigestStream& operator=(const DigestStream&) = delete;

    void add(std::string_view bytes);
    /// Once, at the end.
    Digests finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// XXH3, 64 bits: fast, for change detection only, never for trust.
std::uint64_t content_hash(std::string_view bytes);

}  // namespace gongkai::base
