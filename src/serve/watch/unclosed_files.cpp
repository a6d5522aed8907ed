#include "serve/watch/unclosed_files.hpp"

#include <algorithm>

namespace gongkai::serve {

void UnclosedFiles::forget_beneath(const std::string& folder)
{
    const auto prefix = folder + "/";
    std::erase_if(due_, [&](const auto& file) { return file.first.starts_with(prefix); });
}

WatchTime UnclosedFiles::next() const
{
    auto earliest = never;
    for (const auto& [path, due] : due_)
        earliest = std::min(earliest, due);
    return earliest;
}

bool UnclosedFiles::take(WatchTime now, ChangedPaths& changed)
{
    return std::erase_if(due_, [&](const auto& file) {
               if (now < file.second)
                   return false;
               changed.insert(file.first);
               return true;
           }) > 0;
}

}  // namespace gongkai::serve
