#include "serve/watch/folder.hpp"

#include <cerrno>
#include <memory>

#include <dirent.h>
#include <fcntl.h>

#include "base/descriptor.hpp"
#include "serve/watch/ignored_names.hpp"

namespace gongkai::serve {
namespace {

struct CloseFolder {
    void operator()(DIR* folder) const { closedir(folder); }
};
using OpenFolder = std::unique_ptr<DIR, CloseFolder>;

int open_again_if_interrupted(const std::string& folder)
{
    int file;
    do
        file = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    while (file < 0 && errno == EINTR);
    return file;
}

OpenFolder open_folder(const std::string& folder)
{
    const int file = open_again_if_interrupted(folder);
    if (file < 0)
        return nullptr;
    OpenFolder opened(fdopendir(file));
    if (!opened)
        close(file);
    return opened;
}

}  // namespace

std::optional<std::vector<FolderEntry>> entries_of(const std::string& folder)
{
    const auto opened = open_folder(folder);
    if (!opened)
        return std::nullopt;
    std::vector<FolderEntry> entries;
    // "." and ".." begin with a dot and are left out with the rest.
    while (const dirent* entry = readdir(opened.get()))
        if (!is_left_out(entry->d_name))
            entries.push_back({entry->d_name, entry->d_type == DT_DIR || entry->d_type == DT_UNKNOWN});
    return entries;
}

std::string join(const std::string& folder, const std::string& name)
{
    return folder.empty() ? name : folder + "/" + name;
}

}  // namespace gongkai::serve
