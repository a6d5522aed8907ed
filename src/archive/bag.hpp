// What a bag (BagIt 1.0, RFC 8493) is made of, for those who write and those who read it.
//
// One zip file holds one bag, in one folder:
//
//     <folder>/bagit.txt
//     <folder>/data/…                 the payload
//     <folder>/fetch.txt              only of a bag that goes on from another: files that
//                                     are in that one
//     <folder>/bag-info.txt
//     <folder>/manifest-sha256.txt, manifest-sha512.txt           every payload file
//     <folder>/tagmanifest-sha256.txt, tagmanifest-sha512.txt     every file above but the payload
//
// in this order, so that it can be written and read as a stream.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/hash.hpp"

namespace gongkai::archive {

inline constexpr std::string_view declaration_name = "bagit.txt";
inline constexpr std::string_view declaration = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
inline constexpr std::string_view payload_folder = "data/";
inline constexpr std::string_view fetch_name = "fetch.txt";
inline constexpr std::string_view info_name = "bag-info.txt";
inline constexpr std::array<std::string_view, 2> algorithms = {"sha256", "sha512"};
inline constexpr std::array<std::size_t, 2> digest_digits = {64, 128};  ///< hexadecimal, of these

struct PayloadFile {
    std::uint64_t size = 0;
    base::Digests digests;
    bool is_held = true;  ///< in this bag; else in the one it goes on from, under the same path
};

/// By path below data/, in byte order.
using Payload = std::map<std::string, PayloadFile, std::less<>>;

/// Labels and values of bag-info.txt, in order.
using BagInfo = std::vector<std::pair<std::string, std::string>>;

/// The bag that this one goes on from.
struct BaseBag {
    std::string file_name;  ///< without folders
    std::string sha256;     ///< of the zip file

    bool operator==(const BaseBag&) const = default;
};

// Labels of our own in bag-info.txt that name it.
inline constexpr std::string_view base_file_label = "Gongkai-Base-File";
inline constexpr std::string_view base_digest_label = "Gongkai-Base-SHA256";

/// manifest-sha256.txt, tagmanifest-sha512.txt …
std::string manifest_name(std::string_view algorithm);
std::string tag_manifest_name(std::string_view algorithm);

/// The digest by one of `algorithms`.
const std::string& digest_by(std::string_view algorithm, const base::Digests& digests);

/// A path as manifests and fetch.txt write it: CR, LF and % as %0D, %0A, %25 (RFC 8493, 2.1.3).
std::string encoded_path(std::string_view path);

/// The path that was encoded; nullopt for a % that begins none of these.
std::optional<std::string> decoded_path(std::string_view text);

/// The name of a file by its digest (RFC 6920): what fetch.txt gives in place of an address, since
/// the file is to be found by what it is. The host, one that never exists (RFC 2606), is there
/// for programs that take an address without one for malformed (Python's bagit).
std::string digest_uri(std::string_view sha256);

/// octets.files of the payload (RFC 8493, 2.2.2), those that are not held included.
std::string payload_oxum(const Payload& payload);

}  // namespace gongkai::archive
