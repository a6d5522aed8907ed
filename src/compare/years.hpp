// One department's reports of a kind, year beside year.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "model/site.hpp"

namespace gongkai::compare {

/// A figure of one year, and where it stands.
struct YearPoint {
    model::Figure figure;
    const model::Report* report = nullptr;  ///< that has the cells
    std::vector<model::CellRef> cells;      ///< the one, or those of the sum
    bool is_derived = false;                ///< 推算: the cells' figure, of the year after, less the change that the report states
};

/// What is compared: a single figure or a code.
struct YearLine {
    std::string key;   ///< name of the measure, or code
    std::string name;  ///< of the measure; of a code its name in the last year that has it
    int level = 0;     ///< of a code: 类 1, 款 2, 项 3
    std::vector<std::optional<YearPoint>> points;  ///< by year; nullopt: no report, or no such row

    bool is_empty() const;
};

struct YearTable {
    const model::ComparisonTopic* topic = nullptr;
    std::vector<YearLine> lines;  ///< as the topic orders them, or by code; none is empty
};

/// Reports of one kind and scope: all 2019-final … 2024-final.
struct YearComparison {
    std::string series;  ///< what follows the year in the reports' names: final, budget-benji
    std::string kind_name;
    std::vector<int> years;  ///< ascending; with those that are only derived
    std::vector<const model::Report*> reports;  ///< by year; nullptr: only derived
    std::vector<YearTable> tables;              ///< by topic, those with lines
};

/// Which reports count, such as those that are published.
using IsShown = std::function<bool(const model::Report&)>;

/// Resolved reports side by side; series with one year only are left out. A report takes the
/// place of what was derived for its year.
std::vector<YearComparison> across_years(const model::Site& site, const model::Department& department, const IsShown& is_shown);

}  // namespace gongkai::compare
