// Changes that the system tells of.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "serve/watch/change_source.hpp"
#include "serve/watch/folder_watches.hpp"
#include "serve/watch/unclosed_files.hpp"

namespace gongkai::serve {

/// An event says where to look, not what to believe: when it is read the file may be gone
/// and another folder stand there. So each event about a folder renews what is watched at
/// its path from what is there now, and whatever changes after that gives another event.
class InotifyWatch final : public ChangeSource {
public:
    InotifyWatch(WatchSystem system, std::string root, std::vector<std::string> names, const WatchTimes& times);

    int descriptor() const override { return watches_->instance(); }
    WatchTime next_look() const override { return unclosed_.next(); }
    bool look(ChangedPaths& changed) override;
    const std::optional<WatchFailure>& failure() const override { return watches_->failure(); }

private:
    struct Event {
        int number;
        std::uint32_t mask;
        std::string name;
    };

    void start();
    void start_anew(ChangedPaths& changed);
    bool take_all(std::string_view bytes, ChangedPaths& changed);
    bool take(const Event& event, ChangedPaths& changed);
    bool take_entry(const Event& event, const std::string& path, ChangedPaths& changed);
    bool is_watched(const std::string& folder, const Event& event) const;
    void lose(const std::string& folder, ChangedPaths& changed);

    WatchSystem system_;
    std::string root_;
    std::vector<std::string> names_;
    UnclosedFiles unclosed_;
    std::optional<FolderWatches> watches_;
};

}  // namespace gongkai::serve
