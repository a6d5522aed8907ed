#include "load/report_loader.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/spelling.hpp"
#include "load/facts_loader.hpp"
#include "load/fields.hpp"
#include "load/figure_reader.hpp"
#include "load/prose_loader.hpp"
#include "load/table_loader.hpp"
#include "model/places.hpp"

namespace gongkai::load {
namespace {

using base::Diagnostics;
using model::FormSet;
using model::Report;

struct ReportName {
    int year;
    std::string kind;
};

/// 2023-final, 2024-budget-benji → year and kind.
std::optional<ReportName> parse_name(const std::string& slug)
{
    const auto date = slug.size() > 5 ? model::parse_date(slug.substr(0, 4) + "-01-01") : std::nullopt;
    if (!date || slug[4] != '-')
        return std::nullopt;
    const auto rest = slug.substr(5);
    const auto kind = rest.substr(0, rest.find('-'));
    const bool allowed = std::all_of(rest.begin(), rest.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
    if (!allowed || (kind != "budget" && kind != "final" && kind != "performance"))
        return std::nullopt;
    return ReportName{date->year, kind};
}


class ReportReader {
public:
    ReportReader(const base::SourceFile& file, const model::Department& department, const model::Site& shared,
                 Diagnostics& problems)
        : file_(file), department_(department), shared_(shared), problems_(problems)
    {
    }

    std::optional<Report> read(const std::string& slug, const ReportName& name)
    {
        const auto root = parse_yaml(file_);
        if (!root) {
            problems_.insert(problems_.end(), root.failures().begin(), root.failures().end());
            return std::nullopt;
        }
        Report report;
        report.path = file_.path;
        report.slug = slug;
        report.year = name.year;
        report.kind = name.kind;
        report.span = {&file_, 0, 1};
        Fields fields(*root, "报告", problems_);
        report.forms = find_forms(fields, name);
        if (!report.forms)
            return std::nullopt;
        read_head(fields, report);
        read_tables(fields, report);
        report.facts = read_facts(fields.get("facts"), report.forms->facts, shared_.classifications.functional,
                                  report.unit, problems_);
        fields.finish();
        return report;
    }

private:
    const FormSet* find_forms(Fields& fields, const ReportName& name)
    {
        const auto* wanted = fields.get("form_set");
        std::vector<std::string> known;
        for (const auto& set : shared_.form_sets) {
            if (wanted && set->id == wanted->text)
                return set.get();
            known.push_back(set->id);
        }
        if (const auto* set = wanted ? nullptr : model::form_set_in_force(shared_, department_, name.year, name.kind))
            return set;
        if (wanted) {
            problems_.push_back(base::error("F-SET", wanted->span, fmt::format("没有表样集“{}”", wanted->text),
                                            base::suggestion(wanted->text, known, fmt::format("现有：{}", fmt::join(known, "、")))));
        } else if (!shared_.has_broken_form_sets) {
            problems_.push_back(base::error(
                "F-SET", {&file_, 0, 1},
                fmt::format("没有适用于{}{} {} 年 {} 的表样集", department_.province, department_.city, name.year, name.kind),
                "请在 templates/forms 中加入表样，或写明 form_set"));
        }
        return nullptr;
    }

    void read_head(Fields& fields, Report& report)
    {
        report.title = fields.text("title");
        const auto entity = fields.text("entity");
        report.entity = entity.empty() ? department_.kind : entity;
        const auto status = fields.choice("status", {"draft", "approved", "published"});
        report.status = static_cast<model::Status>(status.value_or(0));
        report.approved_on = fields.date("approved_on");
        report.published_on = fields.date("published_on");
        const auto unit = fields.choice("unit", {"元", "万元", "亿元"});
        report.unit = unit ? static_cast<decimal::Unit>(*unit) : report.forms->unit;
        report.summarised = fields.boolean("summarised").value_or(false);
        if (const auto* source = fields.get("source"))
            read_source(*source, report.source);
        for (const auto& node : fields.list("corrections"))
            read_correction(node, report);
        for (const auto& node : fields.list("acknowledged"))
            read_acknowledgement(node, report);
    }

    void read_source(const Node& node, model::SourceDocument& source)
    {
        Fields fields(node, "source", problems_);
        source.title = fields.required_text("title");
        source.date = fields.date("date");
        source.note = fields.text("note");
        fields.finish();
    }

    void read_correction(const Node& node, Report& report)
    {
        Fields fields(node, "更正", problems_);
        model::Correction correction;
        const auto* date = fields.require("date");
        correction.span = date ? date->span : node.span;
        correction.date = fields.date("date").value_or(model::Date{});
        correction.what = fields.required_text("what");
        correction.reason = fields.required_text("reason");
        for (const auto& cell : fields.list("cells"))
            correction.cells.push_back(read_corrected_cell(cell, report));
        fields.finish();
        report.corrections.push_back(std::move(correction));
    }

    model::CorrectedCell read_corrected_cell(const Node& node, const Report& report)
    {
        Fields fields(node, "cells", problems_);
        model::CorrectedCell corrected;
        corrected.cell = fields.required_text("cell");
        const auto* place = node.find("cell");
        corrected.span = place ? place->span : node.span;
        const auto unit = model::written_unit(report, corrected.cell);
        corrected.from = read_corrected_figure(fields, "from", unit);
        corrected.to = read_corrected_figure(fields, "to", unit);
        fields.finish();
        return corrected;
    }

    model::Figure read_corrected_figure(Fields& fields, std::string_view key, decimal::Unit unit)
    {
        const auto* node = fields.require_written(key);
        const auto read = node ? read_figure(*node, unit, problems_) : std::nullopt;
        return read ? read->figure : model::Figure{};
    }

    void read_acknowledgement(const Node& node, Report& report)
    {
        Fields fields(node, "acknowledged", problems_);
        report.acknowledged.push_back(
            {fields.required_text("rule"), fields.required_text("cell"), fields.required_text("reason"), node.span});
        fields.finish();
    }

    void read_tables(Fields& fields, Report& report)
    {
        const Node nothing;
        const auto* node = report.forms->tables.empty() ? fields.get("tables") : fields.require("tables");
        Fields tables(node ? *node : nothing, "tables", problems_);
        const auto* statements_node = fields.get("statements");
        Fields statements(statements_node ? *statements_node : nothing, "statements", problems_);
        for (const auto& form : report.forms->tables) {
            const TableContext context{form, shared_.classifications, report.year, report.unit};
            tables.get(form.number);
            const auto* written = node ? node->find(form.number) : nullptr;
            report.tables.push_back(written ? read_table(*written, context, report.grouped, problems_)
                                            : blank_table(context));
            const auto statement = statements.text(form.number);
            report.tables.back().statement = statement.empty() ? form.empty_statement : statement;
            report.tables.back().is_stated = !statement.empty();
        }
        tables.finish();
        statements.finish();
    }

    const base::SourceFile& file_;
    const model::Department& department_;
    const model::Site& shared_;
    Diagnostics& problems_;
};

}  // namespace

std::optional<Report> load_report(const base::SourceFile& file, const std::string& slug,
                                  const model::Department& department, const base::SourceTree& files,
                                  const model::Site& shared, Diagnostics& problems)
{
    const auto name = parse_name(slug);
    if (!name) {
        problems.push_back(base::error("C-NAME", {}, fmt::format("{}：文件名不是“年份-种类”", file.path),
                                       "如 2023-final.yaml；种类为 budget（预算）、final（决算）、performance（绩效）"));
        return std::nullopt;
    }
    auto report = ReportReader(file, department, shared, problems).read(slug, *name);
    const auto prose_path = file.path.substr(0, file.path.rfind('.')) + ".md";
    if (const auto* prose = files.find(prose_path); prose && report)
        report->prose = read_prose(*prose, *report->forms, problems);
    return report;
}

}  // namespace gongkai::load
