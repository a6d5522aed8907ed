// The folders that one instance of inotify watches.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/descriptor.hpp"
#include "serve/watch/change_source.hpp"
#include "serve/watch/system.hpp"

namespace gongkai::serve {

/// inotify watches single folders, knows them by numbers, and follows them wherever they
/// are moved. This is the table of which number stands for which path.
class FolderWatches {
public:
    /// Watches the project folder alone; what is in it is added by name.
    FolderWatches(const WatchSystem& system, std::string root);

    int instance() const { return instance_.get(); }
    const std::optional<WatchFailure>& failure() const { return failure_; }
    /// Nothing is to be expected any longer.
    void fail(WatchFailure::Step step, int error);

    /// Watches what is at this path now, if it is a folder, and all folders beneath it;
    /// whatever was known of the path before. From then on nothing in them is missed.
    void add_tree(const std::string& folder);
    /// Ends the watches of the folder last seen at this path and of those beneath it.
    void drop_tree(const std::string& folder);
    /// The folder with this number ("" is the project folder); nullopt after it was dropped.
    std::optional<std::string> path_of(int number) const;

private:
    int ask_for(const std::string& folder);
    bool add(const std::string& folder);
    void append_subfolders(const std::string& folder, std::vector<std::string>& folders);
    void drop(const std::string& folder);

    WatchSystem system_;
    std::string root_;
    base::Descriptor instance_;
    std::map<int, std::string> paths_;
    std::map<std::string, int> numbers_;
    std::optional<WatchFailure> failure_;
};

}  // namespace gongkai::serve
