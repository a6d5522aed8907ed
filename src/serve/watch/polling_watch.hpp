// Changes found by looking at the files again and again.
#pragma once

#include <string>
#include <vector>

#include "serve/watch/change_source.hpp"
#include "serve/watch/snapshot.hpp"

namespace gongkai::serve {

/// What comes and goes between two looks is not told of, even if somebody has read it in
/// the meantime; nor is a change that leaves size, inode and all times as they were, as
/// may happen where the clock of the file system is coarse.
class PollingWatch final : public ChangeSource {
public:
    PollingWatch(std::string root, std::vector<std::string> names, const WatchTimes& times);

    int descriptor() const override { return -1; }
    WatchTime next_look() const override;
    bool look(ChangedPaths& changed) override;
    const std::optional<WatchFailure>& failure() const override { return failure_; }

private:
    std::string root_;
    std::vector<std::string> names_;
    WatchTimes times_;
    Snapshot seen_;
    WatchTime looked_;
    bool has_changed_ = false;  ///< at the last look
    std::optional<WatchFailure> failure_;
};

}  // namespace gongkai::serve
