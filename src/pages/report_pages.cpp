// The pages and downloads of one report.

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/hash.hpp"
#include "formula/formula.hpp"
#include "model/classification.hpp"
#include "pages/addresses.hpp"
#include "pages/charts.hpp"
#include "pages/correction_values.hpp"
#include "pages/downloads/downloads.hpp"
#include "pages/format.hpp"
#include "pages/narrative.hpp"
#include "pages/page_heads.hpp"
#include "pages/report_values.hpp"
#include "pages/sheet_html.hpp"
#include "pages/sheet_values.hpp"
#include "pages/site_pages.hpp"
#include "pages/table_html.hpp"
#include "resolve/resolve.hpp"

namespace gongkai::pages {

using jinja::Member;
using jinja::Value;

namespace {

Value text(std::string value) { return Value::string(std::move(value)); }

/// "比上年增加 127.20（18.6%）"; with its unit where that is not the forms'.
std::string change_text(const model::Figure& change, const model::Figure& current, const model::Report& report, decimal::Unit unit)
{
    if (change.amount.is_zero())
        return "与上年持平";
    auto magnitude = change;
    if (change.amount < decimal::Money())
        magnitude.amount = -change.amount;
    auto format = format_of(report);
    format.unit = unit;
    const auto suffix = unit == report.forms->unit ? std::string() : " " + std::string(decimal::unit_name(unit));
    const auto prior = current.amount - change.amount;
    const auto percent = prior > decimal::Money() ? decimal::percent_of(magnitude.amount, prior, 1) : std::nullopt;
    return fmt::format("比上年{} {}{}", change.amount > decimal::Money() ? "增加" : "减少", figure_text(magnitude, format) + suffix,
                       percent ? fmt::format("（{}%）", percent->to_string()) : "");
}

Value key_figure(const model::ShownFigure& shown, const model::Report& report)
{
    const auto expression = formula::parse_expression(shown.value, *report.forms);
    const auto figure = expression ? resolve::evaluate(*expression, report).figure : model::Figure{};
    const auto change = stated_change(report, shown.change);
    Value change_value;
    if (change && figure.has_amount()) {
        const auto direction = change->amount.is_zero() ? "same" : change->amount > decimal::Money() ? "up" : "down";
        change_value = Value::map({{"direction", text(direction)}, {"text", text(change_text(*change, figure, report, change_unit(report, shown.change)))}});
    }
    return Value::map({{"label", text(shown.label)},
                       {"value", text(figure.has_amount() ? figure_text(figure, format_of(report)) : "—")},
                       {"unit", text(std::string(decimal::unit_name(report.forms->unit)))},
                       {"change", change_value}});
}

}  // namespace

Value key_figures(const model::Report& report)
{
    std::vector<Value> figures;
    for (const auto& shown : report.forms->key_figures)
        figures.push_back(key_figure(shown, report));
    return Value::list(std::move(figures));
}

class ReportPages {
public:
    ReportPages(const SitePages& site, const model::Department& department, const model::Report& report, const StillGood& still_good)
        : site_(site), department_(department), report_(report), still_good_(still_good), folder_(report_folder(department, report)),
          pages_(report_pages(department, report)), charts_(report_charts(department, report))
    {
    }

    base::Diagnostics run(const Sink& sink)
    {
        build_report_value();
        for (std::size_t i = 0; i < pages_.size(); ++i)
            if (!is_still_good(template_of(pages_[i].kind)))
                render(i);
        if (!is_still_good(""))
            add_downloads();
        if (!base::has_errors(problems_))
            for (const auto& [path, bytes] : files_)
                sink(path, bytes);
        return std::move(problems_);
    }

private:
    bool is_still_good(std::string_view template_name) const { return still_good_ && still_good_(template_name); }

    void add(std::string path, std::string bytes) { files_.emplace_back(std::move(path), std::move(bytes)); }

    void build_report_value()
    {
        const auto& source = report_.source;
        report_value_ = Value::map({
            {"site", site_.site_value_},
            {"department", Value::map({{"name", text(department_.name)},
                                       {"short_name", text(department_.short_name)},
                                       {"url", text(department_path(department_))}})},
            {"report", Value::map({
                           {"title", text(report_title(department_, report_))},
                           {"year", Value::integer(report_.year)},
                           {"kind_name", text(report_.forms->kind_name)},
                           {"entity", text(report_.entity)},
                           {"unit", text(std::string(decimal::unit_name(report_.forms->unit)))},
                           {"published", text(report_.published_on ? report_.published_on->iso() : "")},
                           {"published_text", text(report_.published_on ? report_.published_on->chinese() : "")},
                           {"summarised", Value::boolean(report_.summarised)},
                           {"corrections", corrections_value(department_, report_)},
                           {"source", Value::map({{"title", text(source.title.empty() ? report_title(department_, report_) : source.title)},
                                                  {"date", text(source.date ? source.date->chinese() : "")},
                                                  {"note", text(source.note)}})},
                           {"downloads", Value::map({{"workbook", text(folder_ + "data/report.xlsx")},
                                                     {"package", text(folder_ + "data/datapackage.json")}})},
                       })},
        });
    }

    void finish(std::size_t index, std::vector<Member> members)
    {
        const auto page = report_page_head(department_, report_, pages_, index);
        members.emplace_back("page", page_value(page));
        std::string html;
        html.reserve(32 * 1024);
        auto problems = site_.templates_.render(template_of(pages_[index].kind), {report_value_, Value::map(std::move(members))}, html);
        for (auto& problem : problems) {
            problem.related.push_back({report_.span, "在生成页面 " + page.path + " 时"});
            problems_.push_back(std::move(problem));
        }
        add(page.path, std::move(html));
    }

    void render(std::size_t index)
    {
        switch (pages_[index].kind) {
        case ReportPageKind::contents: contents(index); break;
        case ReportPageKind::table: table(index); break;
        case ReportPageKind::part: part(index); break;
        case ReportPageKind::evaluations: evaluations(index); break;
        case ReportPageKind::sheet: sheet(index); break;
        case ReportPageKind::glossary: glossary(index); break;
        }
    }

    Value contents_item(const ReportPage& page) const
    {
        std::string number;
        std::string title = page.title;
        std::string statement;
        if (page.kind == ReportPageKind::table) {
            number = report_.forms->tables[page.index].number;
            title = report_.forms->tables[page.index].title;
            if (report_.tables[page.index].is_empty() || report_.tables[page.index].is_stated)
                statement = filled(report_.tables[page.index].statement, department_, report_);
        } else if (page.kind == ReportPageKind::sheet) {
            number = report_.sheets[page.index].form->number;
        }
        return Value::map({{"number", text(number)}, {"title", text(title)}, {"url", text(page.path)}, {"statement", text(statement)}});
    }

    /// Notes that stand neither beside a figure nor under a sheet.
    Value other_notes() const
    {
        std::vector<Value> notes;
        for (const auto& note : report_.notes)
            if (!note.cell && note.sheet.empty())
                notes.push_back(text(note.text));
        return Value::list(std::move(notes));
    }

    Value contents_parts() const
    {
        std::vector<Value> parts;
        for (const auto& part : report_.forms->parts) {
            std::vector<Value> items;
            for (const auto& page : pages_)
                if (page.part_id == part.id)
                    items.push_back(contents_item(page));
            if (items.empty())
                continue;
            parts.push_back(Value::map({{"id", text(part.id)},
                                        {"title", text(filled(part.title, department_, report_))},
                                        {"items", Value::list(std::move(items))}}));
        }
        return Value::list(std::move(parts));
    }

    Value chart_list(const std::vector<std::string>* ids) const
    {
        std::vector<Value> charts;
        for (const auto& chart : charts_) {
            if (ids && std::find(ids->begin(), ids->end(), chart.id) == ids->end())
                continue;
            if (auto value = chart_value(chart); !value.is_none())
                charts.push_back(std::move(value));
        }
        return Value::list(std::move(charts));
    }

    void contents(std::size_t index)
    {
        for (const auto& chart : charts_) {
            if (const auto* drawn = std::get_if<chart::Chart>(&chart.result))
                add(chart.svg_path, drawn->file);
            else
                problems_.push_back(base::warning("G-REFUSED", report_.span,
                                                  fmt::format("{}“{}”没有画：{}", chart.number, chart.title,
                                                              std::get<chart::Refusal>(chart.result).reason),
                                                  "请核对有关的表"));
        }
        finish(index,
               {{"key_figures", key_figures(report_)},
                {"charts", chart_list(nullptr)},
                {"parts", contents_parts()},
                {"figure_notes", other_notes()}});
    }

    void table(std::size_t index)
    {
        const auto t = pages_[index].index;
        const auto& form = report_.forms->tables[t];
        const auto& table = report_.tables[t];
        std::vector<Value> notes;
        for (const auto& note : form.notes)
            notes.push_back(text(filled(note, department_, report_)));
        std::vector<Value> formulas;
        for (const auto& rule : form.formulas)
            formulas.push_back(text(rule.formula.text));
        const bool computed = std::any_of(table.cells.begin(), table.cells.end(),
                                          [](const model::Cell& cell) { return cell.origin == model::Origin::computed; });
        std::vector<Value> figure_notes;
        for (const auto& note : report_.notes)
            if (note.cell && note.cell->table == t)
                figure_notes.push_back(text(note.text));
        const auto statement = table.is_empty() || table.is_stated ? filled(table.statement, department_, report_) : std::string();
        finish(index,
               {{"table", Value::map({{"number", text(form.number)},
                                      {"title", text(form.title)},
                                      {"unit", text(std::string(unit_text(report_, form)))},
                                      {"html", Value::safe(table_html(report_, t))},
                                      {"notes", Value::list(std::move(notes))},
                                      {"figure_notes", Value::list(std::move(figure_notes))},
                                      {"formulas", Value::list(std::move(formulas))},
                                      {"statement", text(statement)},
                                      {"computed", Value::boolean(computed)},
                                      {"csv", text(folder_ + "data/" + form.id + ".csv")},
                                      {"json", text(folder_ + "data/" + form.id + ".json")}})}});
    }

    void sheet(std::size_t index)
    {
        const auto& sheet = report_.sheets[pages_[index].index];
        const auto& policy = site_.site_.settings.personal_data;
        for (auto& warning : kept_personal_data(sheet, report_.year, policy))
            problems_.push_back(std::move(warning));
        std::vector<Value> notes;
        for (const auto& note : sheet.form->notes)
            notes.push_back(text(filled(note, department_, report_)));
        std::vector<Value> figure_notes;
        for (const auto& note : report_.notes)
            if (note.sheet == sheet.slug)
                figure_notes.push_back(text(note.text));
        finish(index,
               {{"figure_notes", Value::list(std::move(figure_notes))},
                {"sheet", Value::map({{"title", text(pages_[index].title)},
                                      {"number", text(sheet.form->number)},
                                      {"unit", text(std::string(decimal::unit_name(sheet.form->unit)))},
                                      {"html", Value::safe(sheet_html(sheet, department_, report_, policy))},
                                      {"notes", Value::list(std::move(notes))}})},
                {"summary_url", text(folder_ + "sheets.html")}});
    }

    bool is_rated() const
    {
        return std::any_of(report_.sheets.begin(), report_.sheets.end(), [](const model::Sheet& sheet) {
            const auto* rate = sheet.find(model::ValueRole::rate);
            return sheet.form->scope == model::SheetScope::project && rate && rate->number;
        });
    }

    /// The summary: every sheet with its budget, rate and score, and their chart.
    void evaluations(std::size_t index)
    {
        const auto chart = rate_chart(department_, report_);
        Value drawn_value;
        if (const auto* drawn = std::get_if<chart::Chart>(&chart.result)) {
            add(chart.svg_path, drawn->file);
            drawn_value = chart_value(chart);
        } else if (is_rated()) {
            problems_.push_back(base::warning("G-REFUSED", report_.span,
                                              fmt::format("“{}”没有画：{}", chart.title, std::get<chart::Refusal>(chart.result).reason),
                                              "各项目的数见汇总表"));
        }
        finish(index,
               {{"title", text(pages_[index].title)},
                {"sheets", sheet_list(department_, report_)},
                {"chart", std::move(drawn_value)},
                {"csv", text(folder_ + "data/sheets.csv")}});
    }

    void part(std::size_t index)
    {
        const auto& form = report_.forms->parts[pages_[index].index];
        const Narrative narrative(site_.templates_, site_.terms_, department_, report_, root_of(pages_[index].path) + "glossary.html#");
        std::vector<Value> sections;
        for (const auto& section : form.sections) {
            const auto written = narrative.section(section, problems_);
            std::vector<Value> missing;
            for (const auto& name : written.missing)
                missing.push_back(text(name));
            sections.push_back(Value::map({{"id", text(section.id)},
                                           {"number", text(section.number)},
                                           {"title", text(section.title)},
                                           {"html", Value::safe(written.html)},
                                           {"missing", Value::list(std::move(missing))},
                                           {"charts", chart_list(&section.charts)}}));
        }
        finish(index,
               {{"part", Value::map({{"title", text(pages_[index].title)}, {"sections", Value::list(std::move(sections))}})}});
    }

    /// "201 一般公共服务支出 › 20131 … › 2013101 行政运行" of every 项 in use.
    Value subjects() const
    {
        std::set<std::string> codes;
        for (const auto& table : report_.tables)
            for (const auto& row : table.rows)
                if (row.level == 3 && site_.site_.classifications.functional.contains(row.code))
                    codes.insert(row.code);
        std::vector<Value> subjects;
        for (const auto& code : codes) {
            std::string path;
            for (const auto length : {std::size_t{3}, std::size_t{5}, std::size_t{7}}) {
                const auto name = site_.site_.classifications.functional.name(code.substr(0, length), report_.year);
                path += (path.empty() ? "" : " › ") + std::string(name.value_or(code.substr(0, length)));
            }
            subjects.push_back(Value::map({{"code", text(code)},
                                           {"path", text(path)},
                                           {"explanation", text(site_.site_.classifications.explanation(code))}}));
        }
        return Value::list(std::move(subjects));
    }

    void glossary(std::size_t index)
    {
        std::vector<Value> terms;
        for (std::size_t i = 0; i < site_.site_.glossary.size(); ++i) {
            const auto& term = site_.site_.glossary[i];
            const auto& wanted = report_.forms->glossary;
            if (std::find(wanted.begin(), wanted.end(), term.term) != wanted.end())
                terms.push_back(Value::map({{"id", text(term_id(site_.site_, i))}, {"term", text(term.term)}, {"definition", text(term.definition)}}));
        }
        finish(index, {{"terms", Value::list(std::move(terms))}, {"subjects", subjects()}});
    }

    void add_downloads()
    {
        std::vector<PackagedFile> packaged;
        for (const auto& file : csv_files(report_)) {
            auto csv = file.table ? table_csv(report_, *file.table) : sheets_csv(department_, report_, site_.site_.settings.personal_data);
            packaged.push_back({file, file.id + ".csv", csv.size(), base::sha256_hex(csv)});
            add(folder_ + "data/" + file.id + ".csv", std::move(csv));
            if (file.table)
                add(folder_ + "data/" + file.id + ".json", table_json(department_, report_, *file.table));
        }
        add(folder_ + "data/datapackage.json", data_package(department_, report_, packaged));
        auto book = workbook(department_, report_);
        if (book)
            add(folder_ + "data/report.xlsx", std::move(*book));
        else
            problems_.insert(problems_.end(), book.failures().begin(), book.failures().end());
    }

    const SitePages& site_;
    const model::Department& department_;
    const model::Report& report_;
    const StillGood& still_good_;
    std::string folder_;
    std::vector<ReportPage> pages_;
    std::vector<ReportChart> charts_;
    Value report_value_;
    std::vector<std::pair<std::string, std::string>> files_;
    base::Diagnostics problems_;
};

base::Diagnostics SitePages::report(const model::Department& department, const model::Report& report, const Sink& sink,
                                    const StillGood& still_good) const
{
    return ReportPages(*this, department, report, still_good).run(sink);
}

}  // namespace gongkai::pages
