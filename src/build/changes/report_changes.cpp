#include "build/changes/report_changes.hpp"

#include <nlohmann/json.hpp>

#include "build/changes/report_files.hpp"

namespace gongkai::build {
namespace {

/// The folder of the report in which a file stands: the innermost with a report's mark.
std::string folder_of(const std::string& path, const std::vector<FilePair>& pairs)
{
    for (auto slash = path.rfind('/'); slash != std::string::npos; slash = slash == 0 ? std::string::npos : path.rfind('/', slash - 1)) {
        auto folder = path.substr(0, slash + 1);
        if (find_pair(pairs, folder + std::string(report_mark)))
            return folder;
    }
    return {};
}

std::string title_in(std::string_view package)
{
    const auto root = nlohmann::json::parse(package, nullptr, false);
    if (!root.is_object() || !root.contains("title") || !root["title"].is_string())
        return {};
    return root["title"].get<std::string>();
}

}  // namespace

std::string ReportComparison::add(const FilePair& pair, Standing published)
{
    auto folder = folder_of(pair.path(), pairs_);
    if (folder.empty())
        return folder;
    auto& report = report_of(folder);
    report.pages += is_page(pair.path()) ? 1 : 0;
    if (report.presence == Presence::both)
        compare_data(report, pair, published);
    return folder;
}

ReportChange& ReportComparison::report_of(const std::string& folder)
{
    const auto [place, is_new] = reports_.try_emplace(folder);
    if (is_new) {
        const auto& mark = *find_pair(pairs_, folder + std::string(report_mark));
        place->second.presence = mark.presence();
        place->second.folder = folder;
        place->second.title = title_of(mark);
    }
    return place->second;
}

std::string ReportComparison::title_of(const FilePair& mark) const
{
    auto title = mark.now ? title_in(*mark.now->bytes) : title_in(published_.read(mark.path()).bytes);
    return title.empty() ? mark.path().substr(0, mark.path().size() - report_mark.size() - 1) : title;
}

void ReportComparison::compare_data(ReportChange& report, const FilePair& pair, Standing published)
{
    const auto file = std::string_view(pair.path()).substr(report.folder.size());
    const bool is_sheets = file == sheets_file;
    const auto id = table_id(file);
    if (!is_sheets && id.empty())
        return;
    for (auto& table : compared(pair, published, is_sheets)) {
        if (!is_sheets)
            table.id = id;
        table.is_sheet = is_sheets;
        table.data = pair.path();
        table.page = page_of(report, table, is_sheets);
        if (!table.is_empty())
            report.tables.push_back(std::move(table));
    }
}

std::string ReportComparison::page_of(const ReportChange& report, const TableChange& table, bool is_sheets) const
{
    const auto path = report.folder + (is_sheets ? sheet_page(table.id) : table_page(table.id));
    const auto* pair = find_pair(pairs_, path);
    return pair && (pair->now || table.presence == Presence::removed) ? path : std::string();
}

std::vector<TableChange> ReportComparison::compared(const FilePair& pair, Standing published, bool is_sheets) const
{
    if (pair.now && published == Standing::as_listed)
        if (const auto* kept = cache_.find(*pair.now))
            return *kept;
    const auto old = pair.old ? published_.read(pair.path()) : PublishedFile{};
    const std::string_view now = pair.now ? std::string_view(*pair.now->bytes) : std::string_view();
    std::vector<TableChange> tables;
    if (is_sheets)
        tables = compare_sheets(old.bytes, now);
    else if (auto table = pair.presence() == Presence::both ? compare_tables(old.bytes, now)
                                                            : table_heading(pair.now ? now : old.bytes, pair.presence()))
        tables.push_back(std::move(*table));
    if (pair.now && published == Standing::as_listed && old.standing == Standing::as_listed)
        cache_.keep(*pair.now, tables);
    return tables;
}

std::vector<ReportChange> ReportComparison::finish()
{
    std::vector<ReportChange> reports;
    for (auto& [folder, report] : reports_)
        reports.push_back(std::move(report));
    reports_.clear();
    return reports;
}

}  // namespace gongkai::build
