#include "pages/archive/inventory.hpp"

#include <algorithm>
#include <array>

namespace gongkai::pages {
namespace {

/// Years in which reports of a kind are due; none if first > last.
struct DueYears {
    const char* kind;
    int first = 9999;
    int last = 0;
};

DueYears due_years(const model::Site& site, const char* kind)
{
    DueYears due{kind};
    for (const auto& department : site.departments)
        for (const auto& report : department.reports)
            if (report.kind == kind) {
                due.first = std::min(due.first, report.year);
                due.last = std::max(due.last, report.year);
            }
    return due;
}

/// As the form set in force calls the kind; as any does, where none is in force.
std::string kind_name(const model::Site& site, const model::Department& department, int year, const std::string& kind)
{
    if (const auto* forms = model::form_set_in_force(site, department, year, kind))
        return forms->kind_name;
    const auto any = std::find_if(site.form_sets.begin(), site.form_sets.end(), [&](const auto& set) { return set->kind == kind; });
    return any == site.form_sets.end() ? kind : (*any)->kind_name;
}

InventoryRow row_of(const model::Department& department, const model::Report& report)
{
    InventoryRow row{&department, report.year, report.kind, report.forms->kind_name, &report};
    row.standing = report.status == model::Status::published ? ReportStanding::published : ReportStanding::unpublished;
    if (report.status == model::Status::draft)
        row.reason = "草稿";
    else if (report.status == model::Status::approved)
        row.reason = "已审定，尚未公布";
    return row;
}

InventoryRow absent_row(const model::Site& site, const model::Department& department, int year, const std::string& kind)
{
    InventoryRow row{&department, year, kind, kind_name(site, department, year, kind)};
    for (const auto& exemption : department.exemptions)
        if (exemption.covers(year, kind)) {
            row.standing = ReportStanding::exempt;
            row.reason = exemption.reason;
            row.basis = exemption.basis;
            break;
        }
    return row;
}

std::vector<InventoryRow> rows_of(const model::Site& site, const model::Department& department, const std::array<DueYears, 2>& duties)
{
    std::vector<InventoryRow> rows;
    for (const auto& report : department.reports)
        rows.push_back(row_of(department, report));
    for (const auto& due : duties)
        for (int year = due.first; year <= due.last; ++year) {
            const bool is_there = std::any_of(department.reports.begin(), department.reports.end(), [&](const model::Report& report) {
                return report.year == year && report.kind == due.kind;
            });
            if (!is_there)
                rows.push_back(absent_row(site, department, year, due.kind));
        }
    std::sort(rows.begin(), rows.end(), [](const InventoryRow& a, const InventoryRow& b) {
        const auto key = [](const InventoryRow& row) {
            return std::make_tuple(row.year, std::string_view(row.kind), row.report ? std::string_view(row.report->slug) : std::string_view());
        };
        return key(a) < key(b);
    });
    return rows;
}

}  // namespace

std::string standing_name(ReportStanding standing)
{
    switch (standing) {
    case ReportStanding::published: return "已公开";
    case ReportStanding::unpublished: return "未公开不入档";
    case ReportStanding::missing: return "缺";
    case ReportStanding::exempt: return "不公开";
    }
    return {};
}

std::vector<InventoryRow> inventory(const model::Site& site)
{
    const std::array duties = {due_years(site, "budget"), due_years(site, "final")};
    std::vector<InventoryRow> all;
    for (const auto& department : site.departments) {
        auto rows = rows_of(site, department, duties);
        all.insert(all.end(), std::make_move_iterator(rows.begin()), std::make_move_iterator(rows.end()));
    }
    return all;
}

}  // namespace gongkai::pages
