#include "pages/finding_places.hpp"

#include <algorithm>
#include <optional>

#include "pages/addresses.hpp"
#include "pages/anchors.hpp"

namespace gongkai::pages {
namespace {

class Places {
public:
    Places(const model::Department& department, const model::Report& report) : department_(department), report_(report) {}

    std::vector<PagePlace> find(const audit::Finding& finding, const FindingGroup& group)
    {
        for (const bool wants_main : {true, false})
            for (const auto& operand : finding.operands)
                if (operand.cell && (operand.label == finding.place) == wants_main)
                    add(cell(*operand.cell));
        if (places_.empty())
            add(place(finding, group));
        return std::move(places_);
    }

private:
    void add(std::optional<PagePlace> place)
    {
        if (place && std::find(places_.begin(), places_.end(), *place) == places_.end())
            places_.push_back(std::move(*place));
    }

    std::optional<std::string> page(ReportPageKind kind, std::size_t index) const { return page_path(department_, report_, kind, index); }

    std::optional<PagePlace> cell(const model::CellRef& cell) const
    {
        const auto path = page(ReportPageKind::table, cell.table);
        if (!path)
            return std::nullopt;
        return PagePlace{*path, cell_anchor(row_anchors(report_.tables[cell.table])[cell.row], cell.column)};
    }

    PagePlace place(const audit::Finding& finding, const FindingGroup& group) const
    {
        std::optional<PagePlace> found;
        switch (group.topic) {
        case Topic::table:
            if (const auto path = page(ReportPageKind::table, group.index))
                found = PagePlace{*path, ""};
            break;
        case Topic::sheet: {
            const auto& sheet = report_.sheets[group.index];
            found = PagePlace{sheet_path(department_, report_, sheet), anchor_of(sheet, finding.span).value_or("")};
            break;
        }
        case Topic::narrative: found = section(finding); break;
        case Topic::disclosure:
        case Topic::tail: break;
        }
        return found.value_or(PagePlace{report_path(department_, report_), ""});
    }

    /// The section that the place begins with; else the first page of sections.
    std::optional<PagePlace> section(const audit::Finding& finding) const
    {
        std::optional<PagePlace> first;
        for (std::size_t i = 0; i < report_.forms->parts.size(); ++i) {
            const auto path = page(ReportPageKind::part, i);
            if (!path)
                continue;
            if (!first)
                first = PagePlace{*path, ""};
            for (const auto& section : report_.forms->parts[i].sections)
                if (finding.place.starts_with(section.title))
                    return PagePlace{*path, section.id};
        }
        return first;
    }

    const model::Department& department_;
    const model::Report& report_;
    std::vector<PagePlace> places_;
};

}  // namespace

std::vector<PagePlace> places_of(const audit::Finding& finding, const FindingGroup& group, const model::Department& department,
                                 const model::Report& report)
{
    return Places(department, report).find(finding, group);
}

}  // namespace gongkai::pages
