// 与已发布的比较: what a publication would change, as a page for the person who signs.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "build/publication_changes.hpp"

namespace gongkai::serve {

/// What the page says beside the changes.
struct ChangesPageInfo {
    std::string site_name;                   ///< of the site; may be empty
    std::string output;                      ///< the folder of the last build, as the user names it
    std::optional<std::int64_t> compared_at; ///< seconds since 1970; left out if unknown
    std::size_t blocking = 0;                ///< findings for which a publication would be refused
};

/// So much is listed at most; what is left out is counted on the page.
inline constexpr std::size_t most_listed_figures = 500;  ///< lines of tables of figures
inline constexpr std::size_t most_listed_tables = 200;
inline constexpr std::size_t most_listed_pages = 200;    ///< with their texts; also added, removed, other files
inline constexpr std::size_t most_listed_texts = 1500;   ///< pairs of old and new, on all pages together
inline constexpr std::size_t most_texts_of_page = 60;

/// The page at /_preview/changes, of Detail::all: complete HTML without script, that uses
/// /_preview/changes.css and links to pages of the preview by absolute paths. Times are local.
std::string changes_page(const build::PublicationChanges& changes, const ChangesPageInfo& info = {});

/// For the bar of the preview: {"published":true,"pages":12,"figures":3,"others":8}, numbers of
/// pages and of other files that are added, changed or removed, and of figures that differ.
/// Without a published build all pages count as added.
std::string changes_json(const build::PublicationChanges& changes);

}  // namespace gongkai::serve
