#include "pages/archive/page_records.hpp"

#include "pages/directory.hpp"
#include "pages/page_heads.hpp"

namespace gongkai::pages {
namespace {

PageRecord record_of(const PageContext& head, std::string publisher)
{
    PageRecord record;
    record.path = head.path;
    record.title = head.title;
    record.publisher = std::move(publisher);
    record.column = head.column_name;
    record.published = head.published;
    return record;
}

void add_report(std::vector<PageRecord>& records, const model::Department& department, const model::Report& report)
{
    const auto pages = report_pages(department, report);
    for (std::size_t i = 0; i < pages.size(); ++i) {
        auto record = record_of(report_page_head(department, report, pages, i), department.name);
        record.formed = report.approved_on ? report.approved_on->iso() : "";
        record.department = department.slug;
        record.report = report.slug;
        record.year = report.year;
        record.kind = report.kind;
        record.kind_name = report.forms->kind_name;
        record.version = 1 + static_cast<int>(report.corrections.size());
        records.push_back(std::move(record));
    }
}

}  // namespace

std::vector<PageRecord> page_records(const model::Site& site)
{
    const auto& settings = site.settings;
    std::vector<PageRecord> records;
    for (const auto page : all_shared_pages)
        records.push_back(record_of(shared_page_head(settings, page), settings.organiser.empty() ? settings.name : settings.organiser));
    for (const auto& department : site.departments) {
        records.push_back(record_of(department_page_head(department), department.name));
        records.back().department = department.slug;
        for (const auto& report : department.reports)
            if (is_shown(report, Scope::published))
                add_report(records, department, report);
    }
    return records;
}

}  // namespace gongkai::pages
