// What the script of a page asks after each build: is the page still what it was, and
// what is there to say of it?
#pragma once

#include <string>
#include <string_view>

#include "build/preview/preview.hpp"

namespace gongkai::serve {

/// Problems that are sent; the rest is a number.
inline constexpr std::size_t most_problems = 50;

/// {"build", "status", "time", "version", "assets", "report", "findings", "problems"} for
/// the page at this path. `version` is that of its bytes, or empty if there is no such
/// page. While a build is under way the status is "building".
std::string page_json(const build::PreviewState& state, bool is_building, std::string_view path, const std::string& version);

/// {"build", "status"}: what is told to all pages.
std::string state_json(std::uint64_t build, std::string_view status);

/// "ok", "failed"
std::string_view status_of(const build::PreviewState& state);

/// The version of a file's bytes, as pages know it.
std::string version_text(std::uint64_t version);

}  // namespace gongkai::serve
