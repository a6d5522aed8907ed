// Projects as rows of the report's lists (项目绩效自评情况汇总表, 项目支出表), linked to
// their sheets.
#pragma once

#include <vector>

#include "audit/evaluation/sheet.hpp"

namespace gongkai::audit::evaluation {

/// A project as a row of a list: no row below it.
struct ListRow {
    std::size_t row = 0;
    std::string name;                   ///< plain
    const SheetAudit* sheet = nullptr;  ///< of the same name
};

/// A table that lists projects, with its columns of money.
struct ProjectList {
    std::uint16_t table = 0;
    std::vector<std::uint16_t> money;
    std::vector<ListRow> rows;
};

/// Lists that have at least half of the projects by name.
std::vector<ProjectList> project_lists(const Subject& subject, const std::vector<const SheetAudit*>& projects);

/// One amount of a project's sheet with the cell that should hold the same.
struct Match {
    ValueAt value;
    model::CellRef cell;
};

/// Two columns of money are budget and execution; of more, the first if it is the
/// total and the sheet has only a budget. Both have figures.
std::vector<Match> matches_of(const Subject& subject, const ProjectList& list, std::size_t row, const SheetAudit& sheet);

enum class Likeness : std::uint8_t { same, rounded, other };

/// Both with the decimals of the coarser one; `rounded`: only as the sheet writes it.
Likeness compare(const Subject& subject, const SheetAudit& sheet, const Match& match);

}  // namespace gongkai::audit::evaluation
