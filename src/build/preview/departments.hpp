// The departments of a preview: loaded, resolved and audited again when their files change.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "build/preview/preview.hpp"
#include "build/stages.hpp"
#include "pages/directory.hpp"

namespace gongkai::build {

/// What the shared pages need to know of a department, with or without drafts.
struct DirectoryPart {
    pages::DirectoryEntry entry;
    pages::DirectoryDigests digests;
};

struct HeldDepartment {
    std::uint64_t revision = 0;  ///< another one after each load
    model::Department department;
    ToldProblems problems;       ///< of loading

    // Of the audit; empty before it.
    bool is_audited = false;
    std::map<std::string, std::shared_ptr<const ToldReport>, std::less<>> reports;  ///< by folder with "/"
    std::vector<ToldFinding> other_findings;  ///< on files that belong to no report
    std::size_t blocking = 0;
    DirectoryPart shown;
    DirectoryPart published;

    bool has_drafts() const;
};

class HeldDepartments {
public:
    using Map = std::map<std::string, std::unique_ptr<HeldDepartment>, std::less<>>;

    /// All must be loaded again: what they share has changed.
    void drop_all() { held_.clear(); }

    /// Sees which there are, drops those that are gone.
    void find_folders(const Project& project);

    /// Loads those that are new or whose names are given.
    void load(const Project& project, const std::set<std::string, std::less<>>& changed, std::size_t threads);

    /// Audits those that were loaded since. There must be no errors.
    void audit(const Project& project, std::size_t threads);

    ToldProblems problems() const;
    const Map& all() const { return held_; }

private:
    Map held_;
    std::vector<std::string> folders_;
    ToldProblems folder_problems_;
    std::uint64_t last_revision_ = 0;
};

}  // namespace gongkai::build
