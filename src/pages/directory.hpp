// What the pages that all departments share (home, site map) take from each of them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "jinja/value/value.hpp"
#include "model/site.hpp"

namespace gongkai::pages {

/// Which reports a site shows: those that are published, or drafts too (in the preview).
enum class Scope { published, all };

/// 其他 for departments of no district.
std::string district_name(const model::Department& department);

bool is_shown(const model::Report& report, Scope scope);

/// Everything that those pages may know of one department: nothing else of it can
/// change them.
struct DirectoryEntry {
    std::string district;
    jinja::Value department;                                       ///< with links to its reports
    std::vector<std::pair<int, jinja::Value>> reports;             ///< year, link
    std::int64_t tables = 0;
    std::int64_t sheets = 0;
    std::int64_t figures = 0;
    jinja::Value contents;                                         ///< with links to every page
    std::vector<std::pair<std::string, std::string>> addresses;    ///< path, date of its report or ""
};

DirectoryEntry directory_entry(const model::Department& department, Scope scope);

/// Digests of what is taken of an entry: equal digests, equal pages.
struct DirectoryDigests {
    std::uint64_t home = 0;
    std::uint64_t contents = 0;  ///< site map and list of addresses
};

DirectoryDigests digests_of(const DirectoryEntry& entry);

using Directory = std::span<const DirectoryEntry* const>;

jinja::Value department_value(const model::Department& department, Scope scope);

/// For the home page: departments by district in the order of their first, reports by
/// year from the newest, and what there is in all.
jinja::Value districts_value(Directory directory);
jinja::Value years_value(Directory directory);
jinja::Value counts_value(Directory directory);

/// For the site map.
jinja::Value contents_value(Directory directory);

/// https://www.sitemaps.org: absolute addresses, lastmod from the content.
std::string sitemap_xml(const std::string& base_url, Directory directory);

}  // namespace gongkai::pages
