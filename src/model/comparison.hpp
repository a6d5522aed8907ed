// What years and departments are compared by: declared in templates/comparisons.yaml, and for
// each form set the figures of its tables that are meant (set.yaml, `measures`).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/source.hpp"

namespace gongkai::model {

/// 收入和支出; 支出（功能分类）.
struct ComparisonTopic {
    std::string id;     ///< part of addresses: lower-case letters, digits, hyphens
    std::string title;
    std::vector<std::string> measures;  ///< names of single figures, in order; empty if by code
    std::string coded_measure;          ///< name of a measure that has a figure for each code; or empty
    base::Span span;

    bool is_coded() const { return !coded_measure.empty(); }
};

}  // namespace gongkai::model
