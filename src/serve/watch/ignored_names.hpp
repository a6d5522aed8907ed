// Names of files that are no part of a project.
#pragma once

#include <string_view>

namespace gongkai::serve {

/// True for names that the reader of a project leaves out (base/source_tree.hpp), of
/// files as of folders: .x, x~
bool is_left_out(std::string_view name);

/// True for what is left out and for files, not folders, that editors, office programs
/// and downloads have for a moment beside the one they write: 4913, #x#, x.tmp, ~$x …
/// Nobody is told when these go: who reads a folder for the preview must leave them out
/// too, or one that was there by chance stays for ever.
bool is_ignored(std::string_view name, bool is_folder);

}  // namespace gongkai::serve
