#include "pages/archive/index_values.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "pages/addresses.hpp"
#include "pages/archive/layout.hpp"
#include "pages/correction_values.hpp"
#include "pages/directory.hpp"
#include "pages/format.hpp"

namespace gongkai::pages {
namespace {

using jinja::Value;

Value text(std::string value) { return Value::string(std::move(value)); }

Value integer(std::uint64_t value) { return Value::integer(static_cast<std::int64_t>(value)); }

/// 812 字节, 12.3 KB, 4.0 MB: one decimal, rounded down, 1 KB = 1024 bytes.
std::string size_text(std::uint64_t bytes)
{
    constexpr std::uint64_t kilobyte = 1024;
    constexpr std::uint64_t megabyte = 1024 * kilobyte;
    if (bytes < kilobyte)
        return fmt::format("{} 字节", bytes);
    const auto unit = bytes < megabyte ? kilobyte : megabyte;
    return fmt::format("{}.{} {}", bytes / unit, bytes % unit * 10 / unit, unit == kilobyte ? "KB" : "MB");
}

std::string_view standing_id(ReportStanding standing)
{
    switch (standing) {
    case ReportStanding::published: return "published";
    case ReportStanding::unpublished: return "unpublished";
    case ReportStanding::missing: return "missing";
    case ReportStanding::exempt: return "exempt";
    }
    return "";
}

/// What stands in a cell, where the link of a published report does not say it.
std::string mark_of(ReportStanding standing)
{
    switch (standing) {
    case ReportStanding::published: return "";
    case ReportStanding::unpublished: return "未公开";
    default: return standing_name(standing);
    }
}

/// 预算; 预算（benji） of a report with a scope.
std::string label_of(const InventoryRow& row)
{
    const auto plain = std::to_string(row.year).size() + 1 + row.kind.size();
    if (!row.report || row.report->slug.size() <= plain)
        return row.kind_name;
    return fmt::format("{}（{}）", row.kind_name, row.report->slug.substr(plain + 1));
}

/// The table of one district: departments down, years across, notes below.
class DistrictTable {
public:
    DistrictTable(std::string id, std::string name, const std::set<int>& years) : id_(std::move(id)), name_(std::move(name)), years_(years) {}

    const std::string& name() const { return name_; }

    /// A department's rows.
    void add(const model::Department& department, const std::vector<const InventoryRow*>& rows)
    {
        std::vector<Value> cells;
        for (const int year : years_) {
            std::vector<Value> items;
            for (const auto* row : rows)
                if (row->year == year)
                    items.push_back(item(*row));
            cells.push_back(Value::map({{"year", Value::integer(year)}, {"reports", Value::list(std::move(items))}}));
        }
        departments_.push_back(Value::map({{"name", text(department.short_name)},
                                           {"url", text(department_path(department))},
                                           {"cells", Value::list(std::move(cells))}}));
    }

    Value value() const
    {
        std::vector<Value> years;
        for (const int year : years_)
            years.push_back(Value::integer(year));
        std::vector<Value> notes;
        for (std::size_t i = 0; i < notes_.size(); ++i)
            notes.push_back(Value::map({{"id", text(note_id(i))}, {"text", text(notes_[i])}}));
        return Value::map({{"id", text(id_)},
                           {"name", text(name_)},
                           {"years", Value::list(std::move(years))},
                           {"departments", Value::list(departments_)},
                           {"notes", Value::list(std::move(notes))}});
    }

private:
    Value item(const InventoryRow& row)
    {
        const bool is_published = row.standing == ReportStanding::published;
        Value note;
        if (!row.reason.empty()) {
            const auto index = note_index(row);
            note = Value::map({{"number", integer(index + 1)}, {"id", text(note_id(index))}, {"text", text(notes_[index])}});
        }
        return Value::map({{"label", text(label_of(row))},
                           {"title", text(is_published ? report_title(*row.department, *row.report) : "")},
                           {"url", text(is_published ? report_path(*row.department, *row.report) : "")},
                           {"standing", text(std::string(standing_id(row.standing)))},
                           {"mark", text(mark_of(row.standing))},
                           {"note", std::move(note)}});
    }

    /// Equal reasons share a note.
    std::size_t note_index(const InventoryRow& row)
    {
        const auto basis = row.basis.empty() ? std::string() : fmt::format("（依据：{}）", row.basis);
        const auto note = fmt::format("{}：{}{}", mark_of(row.standing), row.reason, basis);
        const auto found = std::find(notes_.begin(), notes_.end(), note);
        const auto index = static_cast<std::size_t>(found - notes_.begin());
        if (found == notes_.end())
            notes_.push_back(note);
        return index;
    }

    std::string note_id(std::size_t index) const { return fmt::format("{}-note-{}", id_, index + 1); }

    std::string id_;
    std::string name_;
    const std::set<int>& years_;
    std::vector<Value> departments_;
    std::vector<std::string> notes_;
};

/// Departments by district, in the order of the first of each.
Value districts_of(const model::Site& site, const std::vector<InventoryRow>& rows)
{
    std::set<int> years;
    for (const auto& row : rows)
        years.insert(row.year);
    std::vector<DistrictTable> tables;
    for (const auto& department : site.departments) {
        const auto name = district_name(department);
        auto table = std::find_if(tables.begin(), tables.end(), [&](const DistrictTable& t) { return t.name() == name; });
        if (table == tables.end()) {
            tables.emplace_back(fmt::format("district-{}", tables.size() + 1), name, years);
            table = std::prev(tables.end());
        }
        std::vector<const InventoryRow*> own;
        for (const auto& row : rows)
            if (row.department == &department)
                own.push_back(&row);
        table->add(department, own);
    }
    std::vector<Value> values;
    for (const auto& table : tables)
        values.push_back(table.value());
    return Value::list(std::move(values));
}

/// Published reports that were corrected.
Value corrected_reports(const model::Site& site)
{
    std::vector<Value> values;
    for (const auto& department : site.departments)
        for (const auto& report : department.reports)
            if (is_shown(report, Scope::published) && !report.corrections.empty())
                values.push_back(Value::map({{"title", text(report_title(department, report))},
                                             {"url", text(report_path(department, report))},
                                             {"corrections", corrections_value(department, report)}}));
    return Value::list(std::move(values));
}

std::uint64_t count(const std::vector<InventoryRow>& rows, ReportStanding standing)
{
    return static_cast<std::uint64_t>(std::count_if(rows.begin(), rows.end(), [&](const InventoryRow& row) { return row.standing == standing; }));
}

Value archive_value(const model::Site& site, const ArchiveIndex& index)
{
    const auto base = index.base_name.empty()
                          ? Value::none()
                          : Value::map({{"name", text(index.base_name)},
                                        {"sha256", text(index.base_sha256)},
                                        {"has_corrections_since", Value::boolean(index.has_corrections_since_base)}});
    return Value::map({{"date", text(index.archived_on.iso())},
                       {"date_text", text(index.archived_on.chinese())},
                       {"version", text(index.version)},
                       {"retention", text(site.settings.retention)},
                       {"departments", integer(index.departments)},
                       {"reports", integer(index.reports)},
                       {"pages", integer(index.pages)},
                       {"files", integer(index.files)},
                       {"size", text(size_text(index.bytes))},
                       {"unpublished", integer(count(index.rows, ReportStanding::unpublished))},
                       {"missing", integer(count(index.rows, ReportStanding::missing))},
                       {"exempt", integer(count(index.rows, ReportStanding::exempt))},
                       {"base", base}});
}

}  // namespace

PageContext archive_index_head(const model::SiteSettings& settings)
{
    PageContext page;
    page.kind = "archive";
    page.path = "index.html";
    page.site_folder = archived_site;
    page.title = "归档目录";
    page.description = settings.name + "：归档目录";
    page.column_name = page.title;
    page.column_type = "信息公开目录";
    page.is_content = false;
    return page;
}

std::vector<jinja::Member> archive_index_values(const model::Site& site, const ArchiveIndex& index)
{
    return {{"archive", archive_value(site, index)},
            {"districts", districts_of(site, index.rows)},
            {"corrected_reports", corrected_reports(site)}};
}

}  // namespace gongkai::pages
