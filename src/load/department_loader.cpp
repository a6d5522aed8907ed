#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "load/fields.hpp"
#include "load/load.hpp"
#include "load/report_loader.hpp"
#include "load/sheet_loader.hpp"

namespace gongkai::load {
namespace {

using base::Diagnostics;

constexpr std::array<std::string_view, 1> shared_folders = {"classification"};
const std::vector<std::string> report_kinds = {"budget", "final", "performance"};

model::Exemption read_exemption(const Node& node, Diagnostics& problems)
{
    Fields fields(node, "exempt", problems);
    model::Exemption exemption;
    exemption.span = node.span;
    const auto* since = fields.get("since");
    exemption.since = fields.integer("since").value_or(exemption.since);
    exemption.until = fields.integer("until").value_or(exemption.until);
    if (const auto kind = fields.choice("kind", report_kinds))
        exemption.kind = report_kinds[*kind];
    exemption.reason = fields.required_text("reason");
    exemption.basis = fields.required_text("basis");
    fields.finish();
    if (since && exemption.since > exemption.until)
        problems.push_back(base::error("C-EXEMPT", since->span,
                                       fmt::format("不公开的年份颠倒：since {} 在 until {} 之后", exemption.since, exemption.until),
                                       "since 写最早的年份，until 写最晚的年份；只有一年的写同一年"));
    return exemption;
}

void read_settings(const Node& root, model::Department& department, Diagnostics& problems)
{
    Fields fields(root, "department.yaml", problems);
    department.span = root.span;
    department.name = fields.required_text("name");
    department.short_name = fields.text("short_name");
    if (department.short_name.empty())
        department.short_name = department.name;
    department.province = fields.text("province");
    department.city = fields.text("city");
    department.district = fields.text("district");
    const auto kind = fields.choice("kind", {"部门", "单位"});
    department.kind = kind.value_or(0) == 1 ? "单位" : "部门";
    department.budget_code = fields.text("budget_code");
    department.units = fields.texts("units");
    for (const auto& node : fields.list("exempt"))
        department.exemptions.push_back(read_exemption(node, problems));
    fields.finish();
}

/// 2023-final.yaml → the slug 2023-final; empty for files that are no reports.
std::string report_slug(std::string_view file_name)
{
    for (const std::string_view ending : {".yaml", ".yml"})
        if (file_name.ends_with(ending))
            return std::string(file_name.substr(0, file_name.size() - ending.size()));
    return {};
}

/// <report>/<name>.yaml: a form of one page that belongs to a report.
struct SheetFile {
    const base::SourceFile* file;
    std::string report;
    std::string slug;
};

/// Lists and charts tell sheets of one form apart by their project alone.
void warn_of_same_name(const model::Sheet& sheet, const model::Report& report, Diagnostics& problems)
{
    const auto* name = sheet.find(model::ValueRole::name);
    if (name && name->is_blank())
        return;  // said already
    const auto same = std::find_if(report.sheets.begin(), report.sheets.end(), [&](const model::Sheet& other) {
        return other.form == sheet.form && other.text_of(model::ValueRole::name) == sheet.text_of(model::ValueRole::name);
    });
    if (same != report.sheets.end())
        problems.push_back(base::warning("F-SHEET", name ? name->span : sheet.span,
                                         fmt::format("与 {} 是同一种表“{}”{}", same->path, sheet.form->name, name ? "，名称也相同" : ""),
                                         name ? "请核对是否重复；确是两个项目的，请在名称中加以区别" : "请核对是否重复；这种表没有名称，在汇总表中分不开"));
}

void add_sheet(const SheetFile& sheet, bool has_report, model::Department& department, Diagnostics& problems)
{
    if (!has_report) {
        problems.push_back(base::error("C-SHEET", {sheet.file, 0, 1},
                                       fmt::format("文件夹“{}”没有对应的报告 {}.yaml", sheet.report, sheet.report),
                                       "单页表放在与报告同名的文件夹中"));
        return;
    }
    if (!model::is_address(sheet.slug)) {
        problems.push_back(base::error("C-SHEET", {sheet.file, 0, 1}, fmt::format("文件名“{}”不能作网址", sheet.slug),
                                       "直接放在报告的文件夹中，文件名只用小写字母、数字和连字符，如 01-rencai.yaml"));
        return;
    }
    const auto report = std::find_if(department.reports.begin(), department.reports.end(),
                                     [&](const model::Report& candidate) { return candidate.slug == sheet.report; });
    if (report == department.reports.end())
        return;  // the report itself could not be read: said already
    for (const auto& other : report->sheets)
        if (other.slug == sheet.slug) {
            problems.push_back(base::error("C-ADDRESS", {sheet.file, 0, 1},
                                           fmt::format("与 {} 的网址相同：{}/{}/sheet-{}.html", other.path, department.slug, sheet.report, sheet.slug),
                                           "同名的单页表只留一个文件"));
            return;
        }
    if (auto loaded = load_sheet(*sheet.file, sheet.slug, *report, problems)) {
        warn_of_same_name(*loaded, *report, problems);
        report->sheets.push_back(std::move(*loaded));
    }
}

/// What is declared exempt must not be there, not even as a draft.
void refuse_exempt_reports(const model::Department& department, Diagnostics& problems)
{
    for (const auto& exemption : department.exemptions)
        for (const auto& report : department.reports) {
            if (!exemption.covers(report.year, report.kind))
                continue;
            auto problem = base::error("C-EXEMPT", exemption.span,
                                       fmt::format("{}年度{}已声明不公开（{}），却有这份报告：{}", report.year, report.forms->kind_name,
                                                   exemption.reason, report.path),
                                       "确不公开的，把报告移出 content；要公开的，改写 exempt 的 since、until 或 kind");
            problem.related.push_back({report.span, "这份报告"});
            problems.push_back(std::move(problem));
        }
}

}  // namespace

std::string_view department_of(std::string_view path)
{
    constexpr std::string_view content = "content/";
    if (!path.starts_with(content))
        return {};
    const auto rest = path.substr(content.size());
    const auto slash = rest.find('/');
    const auto name = slash == std::string_view::npos ? std::string_view() : rest.substr(0, slash);
    return std::find(shared_folders.begin(), shared_folders.end(), name) == shared_folders.end() ? name : std::string_view();
}

std::vector<std::string> department_folders(const base::SourceTree& files, Diagnostics& problems)
{
    std::vector<std::string> folders;
    std::set<std::string_view> seen;
    for (const auto* file : files.under("content")) {
        const auto name = std::string(department_of(file->path));
        if (name.empty() || !seen.insert(department_of(file->path)).second)
            continue;
        if (!model::is_address(name)) {
            problems.push_back(base::error("C-FOLDER", {}, fmt::format("content/{}：文件夹名不能作网址", name),
                                           "只用小写字母、数字和连字符，如 jiangan-zuzhibu"));
            continue;
        }
        folders.push_back(name);
    }
    std::sort(folders.begin(), folders.end());  // paths are in another order: "a-b/" is before "a/"
    return folders;
}

model::Department load_department(const std::string& folder, const base::SourceTree& files, const model::Site& shared,
                                  Diagnostics& problems)
{
    model::Department department;
    department.slug = folder;
    const auto path = "content/" + folder;
    const auto* settings = files.find(path + "/department.yaml");
    if (!settings && files.was_left_out(path + "/department.yaml"))
        return department;
    if (!settings) {
        problems.push_back(base::error("C-DEPARTMENT", {}, fmt::format("{} 中没有 department.yaml", path),
                                       "请写明部门的 name、district 和 kind"));
        return department;
    }
    if (const auto root = parse_yaml(*settings))
        read_settings(*root, department, problems);
    else
        problems.insert(problems.end(), root.failures().begin(), root.failures().end());
    std::map<std::string, const base::SourceFile*> by_slug;
    std::vector<SheetFile> sheets;
    for (const auto* file : files.under(path)) {
        const auto name = std::string_view(file->path).substr(path.size() + 1);
        const auto slug = report_slug(name);
        if (slug.empty() && name.find('/') != std::string_view::npos)
            problems.push_back(base::warning("C-FILE", {}, fmt::format("{}：不是 .yaml 文件，没有读入", file->path),
                                             "单页表写在 .yaml 文件中；不是单页表的，请移出这个文件夹"));
        if (slug.empty() || slug == "department")
            continue;
        if (const auto slash = slug.find('/'); slash != std::string::npos) {
            sheets.push_back({file, slug.substr(0, slash), slug.substr(slash + 1)});
            continue;
        }
        const auto [other, is_new] = by_slug.try_emplace(slug, file);
        if (!is_new) {
            problems.push_back(base::error("C-ADDRESS", {file, 0, 1},
                                           fmt::format("与 {} 的网址相同：{}/{}/", other->second->path, folder, slug),
                                           "同一年、同一种报告只留一个文件"));
            continue;
        }
        if (auto report = load_report(*file, slug, department, files, shared, problems))
            department.reports.push_back(std::move(*report));
    }
    const auto has_report = [&](const std::string& slug) {
        return by_slug.contains(slug) || files.was_left_out(path + "/" + slug + ".yaml") || files.was_left_out(path + "/" + slug + ".yml");
    };
    for (const auto& sheet : sheets)
        add_sheet(sheet, has_report(sheet.report), department, problems);
    std::sort(department.reports.begin(), department.reports.end(), [](const auto& a, const auto& b) {
        return std::make_tuple(-a.year, std::string_view(a.slug)) < std::make_tuple(-b.year, std::string_view(b.slug));
    });
    refuse_exempt_reports(department, problems);
    return department;
}

}  // namespace gongkai::load
