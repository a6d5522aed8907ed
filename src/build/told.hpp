// What people are told of the content, as texts: nothing here points into files or the
// model, so that it can be kept and sent while these change.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "audit/reporters.hpp"
#include "base/diagnostic.hpp"
#include "pages/finding_places.hpp"

namespace gongkai::build {

/// A line of a file (base/excerpt.hpp) in three: the part that is meant, and what stands
/// around it.
struct ToldExcerpt {
    std::size_t line = 1;
    std::string before;
    std::string marked;
    std::string after;
};

/// A diagnostic.
struct ToldProblem {
    base::Severity severity = base::Severity::error;
    std::string code;
    std::string location;  ///< path:line:column, or empty
    std::string message;
    std::optional<ToldExcerpt> excerpt;
    std::vector<std::string> evidence;
    std::string hint;
    std::vector<std::pair<std::string, std::string>> related;  ///< location, message
    std::string text;                                          ///< as on a terminal
};

/// Shared, since a site of many departments has thousands of warnings at each build.
using ToldProblems = std::vector<std::shared_ptr<const ToldProblem>>;

/// In the order of base::sort_and_unique.
ToldProblems told(base::Diagnostics problems);

std::size_t count_errors(const ToldProblems& problems);
inline bool has_errors(const ToldProblems& problems) { return count_errors(problems) > 0; }

/// A finding of the audit.
struct ToldFinding {
    base::Severity severity = base::Severity::error;
    bool blocks = false;  ///< stands in the way of publishing
    std::string rule;
    std::string place;
    std::string message;
    std::string formula;
    std::string diagnosis;
    std::string advice;
    std::string acknowledged;  ///< the reason, or empty
    std::string location;      ///< in the content: path:line:column, or empty
    std::vector<pages::PagePlace> places;  ///< the first is the main one; empty: on no page
};

/// Of a report, by table and sheet, errors first (pages::groups_of).
std::vector<ToldFinding> told(const model::Department& department, const model::Report& report, const audit::Audit& audit);

/// One that is about the text of a file.
ToldFinding told(const audit::Finding& finding);

}  // namespace gongkai::build
