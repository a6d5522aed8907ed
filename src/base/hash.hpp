// Digests: SHA-256 for what is published, XXH3 for what is only compared here.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace gongkai::base {

/// SHA-256 (FIPS 180-4) as 64 lower-case hexadecimal digits.
std::string sha256_hex(std::string_view bytes);

/// XXH3, 64 bits: fast, for change detection only, never for trust.
std::uint64_t content_hash(std::string_view bytes);

}  // namespace gongkai::base
