// The site in memory, kept up to date: what a change does not reach stays as it is.
//
// Units (a report, a page) are pure functions of a department's folder, of what all
// departments share, and of templates. A unit is made again when one of these differs;
// the result is that of a fresh build, byte for byte (preview_test.cpp).
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "build/output.hpp"
#include "build/pipeline.hpp"
#include "build/told.hpp"

namespace gongkai::build {

/// Files that are made together.
struct Unit {
    std::vector<Output> outputs;    ///< by path; drafts are shown
    std::vector<Output> published;  ///< what a publication has of it
    ToldProblems problems;          ///< warnings
};

/// What the preview says beside the pages of a report.
struct ToldReport {
    std::string title;
    model::Status status = model::Status::draft;
    std::vector<ToldFinding> findings;
};

/// A site that can be shown. Never changes.
struct Snapshot {
    std::string site_name;
    std::map<std::string, std::shared_ptr<const Unit>, std::less<>> units;          ///< by path, or folder with "/"
    std::map<std::string, std::shared_ptr<const ToldReport>, std::less<>> reports;  ///< by folder with "/"
    std::vector<ToldFinding> shared_findings;                                       ///< on files that belong to no report
    std::size_t blocking = 0;                                                       ///< findings that stand in the way of publishing

    /// The file at a path from the site's root, or nullptr.
    const Output* find(std::string_view path) const;
    /// The report that a path belongs to, or nullptr.
    const ToldReport* report_at(std::string_view path) const;
    /// What a publication would write, by path.
    std::vector<Output> publication() const;
};

/// What came of one attempt to build.
struct PreviewState {
    std::uint64_t number = 0;  ///< of the attempt, from 1
    bool is_good = false;      ///< no errors: the snapshot is of this attempt
    ToldProblems problems;     ///< errors and warnings
    std::shared_ptr<const Snapshot> snapshot;  ///< the last good one; nullptr if there was none
    std::set<std::string> changed_files;       ///< of the project; empty at first
    std::vector<std::string> changed_pages;    ///< pages that are new, gone or have other bytes
    std::chrono::system_clock::time_point time;
    std::chrono::microseconds duration{0};
};

/// Not thread-safe; the states it gives may be shared by threads.
class Preview {
public:
    /// `before`: what another one has come to, which this one goes on from; may be nullptr.
    explicit Preview(Options options, const PreviewState* before = nullptr);
    ~Preview();
    Preview(const Preview&) = delete;
    Preview& operator=(const Preview&) = delete;

    /// The first call builds everything. Later: looks again at what is, or was, at and
    /// below these paths (from the project folder), and builds what the changes reach;
    /// nullptr if no byte has changed. `started` is called once there is something to do.
    std::shared_ptr<const PreviewState> update(const std::set<std::string>& paths, const std::function<void()>& started = {});

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace gongkai::build
