// What each department owes for each year, and what became of it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/site.hpp"

namespace gongkai::pages {

enum class ReportStanding : std::uint8_t { published, unpublished, missing, exempt };

/// 已公开, 未公开不入档, 缺, 不公开
std::string standing_name(ReportStanding standing);

/// Points into its site.
struct InventoryRow {
    const model::Department* department = nullptr;
    int year = 0;
    std::string kind;                       ///< budget, final, performance
    std::string kind_name;                  ///< as its form set calls it: 决算
    const model::Report* report = nullptr;  ///< nullptr: missing or exempt
    ReportStanding standing = ReportStanding::missing;
    std::string reason;                     ///< why it is not public; empty if published or missing
    std::string basis;                      ///< of an exemption
};

/// A row for each department, year and kind, by department, year (ascending), kind and
/// scope. Budgets and final accounts are due in every year from the first to the last in
/// which any department of the site has one, whatever its status; a performance report
/// that is published on its own is no duty, and only counts where it exists.
std::vector<InventoryRow> inventory(const model::Site& site);

}  // namespace gongkai::pages
