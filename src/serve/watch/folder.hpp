// What is in a folder of the project.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace gongkai::serve {

struct FolderEntry {
    std::string name;
    bool may_be_folder;  ///< some file systems tell only when asked for the entry itself
};

/// The entries that the reader of a project does not leave out. A symbolic link is not
/// followed. nullopt, with errno, when the folder cannot be read.
std::optional<std::vector<FolderEntry>> entries_of(const std::string& folder);

/// a/b for a and b; b when the folder has no name, being the project's own.
std::string join(const std::string& folder, const std::string& name);

}  // namespace gongkai::serve
