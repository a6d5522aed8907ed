// What the tests of archives share: a folder of their own, small bags, zips of given files.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "archive/bag.hpp"
#include "archive/bag_chain.hpp"
#include "base/diagnostic.hpp"

namespace archive_test {

namespace archive = gongkai::archive;
namespace base = gongkai::base;

/// 2023-11-14 22:13:21 UTC.
inline constexpr std::int64_t sample_time = 1700000001;

/// A folder that goes with this.
class Folder {
public:
    Folder();
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    std::string file(const std::string& name) const { return path_ + "/" + name; }
    /// Writes a file; its path.
    std::string write(const std::string& name, std::string_view bytes) const;
    /// The texts of diagnostics, with this folder left out.
    std::string text(const base::Diagnostics& problems) const;
    std::string text(const base::Diagnostic& problem) const { return text(base::Diagnostics{problem}); }

private:
    std::string path_;
};

std::string bytes_of(const std::string& path);

/// Entries of a zip, in order.
using Files = std::vector<std::pair<std::string, std::string>>;

/// As ZipWriter writes them.
std::string zip_of(const Files& files, std::int64_t time = sample_time);
/// Of a zip that ZipReader opens.
Files files_of(std::string_view zip);
/// The content of one; it is there.
std::string& content(Files& files, const std::string& name);
void remove(Files& files, const std::string& name);

using Contents = std::map<std::string, std::string>;

/// Four files: Chinese, combining, with % and line break in their names, one empty.
const Contents& sample_payload();
/// A bag in the folder “bag” as BagWriter writes it; `referred` are in its base.
std::string bag_of(const Contents& payload, const archive::BagInfo& info = {{"Source-Organization", "某某局"}}, const Contents& referred = {});
/// bag-info.txt for a bag that goes on from that zip.
archive::BagInfo goes_on_from(const std::string& file_name, std::string_view zip);
/// Makes manifests of these, or tag manifests only, anew, as someone would who wants to deceive.
void renew_manifests(Files& files);
void renew_tag_manifests(Files& files);

/// The codes of all problems, in order, each once.
std::vector<std::string> codes_of(const base::Diagnostics& problems);
/// Of opening it as a zip; empty when it is opened.
std::vector<std::string> zip_codes(std::string_view zip);
/// Of opening and verifying it as a bag; empty when it is valid.
std::vector<std::string> bag_codes(std::string_view zip);
base::Diagnostics bag_problems(const std::string& path);

using Codes = std::vector<std::string>;

}  // namespace archive_test
