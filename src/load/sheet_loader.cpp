#include "load/sheet_loader.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/spelling.hpp"
#include "load/fields.hpp"
#include "load/figure_reader.hpp"

namespace gongkai::load {
namespace {

using base::Diagnostics;
using decimal::Decimal;
using model::SheetValue;
using model::ValueForm;
using model::ValueType;

std::string_view without_suffix(std::string_view text, std::string_view suffix)
{
    return text.ends_with(suffix) ? text.substr(0, text.size() - suffix.size()) : text;
}

bool is_blank(const Node& node) { return node.is_null() || (node.is_scalar() && node.text.find_first_not_of(' ') == std::string::npos); }

/// How a number that is no amount of money is written, and what no form can mean.
struct NumberKind {
    std::string_view suffix;
    bool needs_suffix;
    const char* code;
    std::string_view what;
    const char* hint;
    int largest;
};

constexpr NumberKind percentage = {"%", true, "F-PERCENT", "百分比", "写作“98.8%”", 100'000};
constexpr NumberKind points = {"分", false, "F-SCORE", "分数", "写作“10”或“10分”", 10'000};
constexpr int most_decimals = 6;

/// “0.988” may mean either: the two ways to write it.
std::string with_percent_sign(const Decimal& number)
{
    const auto as_written = number.to_string() + "%";
    if (number > Decimal::integer(1) || number < Decimal::integer(-1))
        return fmt::format("写作“{}”", as_written);
    const auto hundredfold = (number * Decimal::integer(100)).round(std::max(number.scale() - 2, 0));
    return fmt::format("百分之 {} 写作“{}%”；确为百分之 {} 的，写作“{}”", hundredfold.to_string(), hundredfold.to_string(), number.to_string(), as_written);
}

class SheetReader {
public:
    SheetReader(const model::SheetForm& form, const model::Report& report, Diagnostics& problems)
        : form_(form), report_(report), problems_(problems)
    {
    }

    std::vector<model::SheetSection> read(Fields& fields)
    {
        span_ = fields.span();
        std::vector<model::SheetSection> sections;
        for (const auto& section : form_.sections) {
            if (const auto* grid = std::get_if<model::GridForm>(&section))
                sections.emplace_back(read_grid(fields.get(grid->heading), *grid));
            else if (const auto* indicators = std::get_if<model::IndicatorsForm>(&section))
                sections.emplace_back(read_indicators(fields, *indicators));
            else
                sections.emplace_back(read_fields(fields, std::get<model::FieldsForm>(section)));
        }
        return sections;
    }

private:
    std::string label_of(const ValueForm& form) const { return model::filled_years(form.label(), report_.year); }

    model::Fields read_fields(Fields& outer, const model::FieldsForm& form)
    {
        if (form.heading.empty())
            return {read_values(outer, form.fields)};
        const Node nothing;
        const auto* node = outer.get(form.heading);
        Fields inner(node ? *node : nothing, form.heading, problems_);
        model::Fields fields{read_values(inner, form.fields)};
        inner.finish();
        return fields;
    }

    std::vector<SheetValue> read_values(Fields& fields, const std::vector<ValueForm>& forms)
    {
        std::vector<SheetValue> values;
        for (const auto& form : forms) {
            const auto* node = fields.written(label_of(form));
            if (form.role == model::ValueRole::name && (!node || is_blank(*node)))
                report_no_name(form, node);
            values.push_back(node ? read_value(*node, form) : SheetValue{});
        }
        return values;
    }

    /// Pages, lists and the chart call a sheet by this name: only a draft may lack it yet.
    void report_no_name(const ValueForm& form, const Node* node)
    {
        const auto severity = report_.status == model::Status::draft ? base::Severity::warning : base::Severity::error;
        problems_.push_back({severity, "F-SHEET", node ? node->span : span_, fmt::format("“{}”没有{}", form_.name, label_of(form)),
                             fmt::format("请写明“{}: …”：网页的标题和汇总表用它称呼这张表", label_of(form)), {}});
    }

    model::Grid read_grid(const Node* node, const model::GridForm& form)
    {
        const Node nothing;
        Fields rows(node ? *node : nothing, form.heading, problems_);
        model::Grid grid;
        for (std::size_t i = 0; i < form.rows.size();) {
            if (form.rows[i].group.empty()) {
                grid.rows.push_back(read_grid_row(rows.get(form.rows[i].label), form.rows[i].label, form));
                ++i;
                continue;
            }
            const auto& group = form.rows[i].group;
            const auto* inside = rows.get(group);
            Fields grouped(inside ? *inside : nothing, group, problems_);
            for (; i < form.rows.size() && form.rows[i].group == group; ++i)
                grid.rows.push_back(read_grid_row(grouped.get(form.rows[i].label), form.rows[i].label, form));
            grouped.finish();
        }
        rows.finish();
        return grid;
    }

    std::vector<SheetValue> read_grid_row(const Node* node, const std::string& label, const model::GridForm& form)
    {
        if (node && node->is_scalar() && form.columns.size() == 1)
            return {read_value(*node, form.columns.front())};
        const Node nothing;
        Fields cells(node ? *node : nothing, label, problems_);
        auto values = read_values(cells, form.columns);
        cells.finish();
        return values;
    }

    model::Indicators read_indicators(Fields& fields, const model::IndicatorsForm& form)
    {
        model::Indicators indicators;
        for (const auto& node : fields.list(form.heading)) {
            model::Goal goal;
            goal.span = node.span;
            Fields inside(node, form.heading, problems_);
            goal.text = inside.text("目标");
            ValueForm of_goal;
            of_goal.type = ValueType::score;
            if (const auto* weight = inside.get("分值"))
                goal.weight = read_value(*weight, of_goal);
            if (const auto* score = inside.get("得分"))
                goal.score = read_value(*score, of_goal);
            if (const auto* tree = inside.get("指标"))
                read_level(*tree, form, {}, goal);
            inside.finish();
            indicators.goals.push_back(std::move(goal));
        }
        return indicators;
    }

    /// A mapping holds the next level by name; a list holds indicators.
    void read_level(const Node& node, const model::IndicatorsForm& form, std::vector<std::string> names, model::Goal& goal)
    {
        if (node.kind == NodeKind::sequence) {
            names.resize(form.levels.size() - 1);
            for (const auto& row : node.items)
                goal.indicators.push_back(read_indicator(row, form, names));
        } else if (node.kind == NodeKind::mapping && names.size() + 1 < form.levels.size()) {
            for (std::size_t i = 0; i + 1 < node.items.size(); i += 2) {
                auto below = names;
                below.push_back(node.items[i].text);
                read_level(node.items[i + 1], form, std::move(below), goal);
            }
        } else if (!node.is_null()) {
            problems_.push_back(base::error("Y-TYPE", node.span, fmt::format("“{}”之下应是指标的列表", fmt::join(names, "、")),
                                            fmt::format("每项写作“- [{}, {}…]”", form.levels.back(), form.columns.empty() ? "" : label_of(form.columns.front()))));
        }
    }

    model::Indicator read_indicator(const Node& row, const model::IndicatorsForm& form, std::vector<std::string> names)
    {
        model::Indicator indicator;
        indicator.span = row.span;
        indicator.values.resize(form.columns.size());
        names.emplace_back();
        indicator.names = std::move(names);
        if (row.kind == NodeKind::mapping)
            read_named_cells(row, form, indicator);
        else
            read_listed_cells(row, form, indicator);
        return indicator;
    }

    void read_named_cells(const Node& row, const model::IndicatorsForm& form, model::Indicator& indicator)
    {
        Fields cells(row, "指标", problems_);
        indicator.names.back() = cells.required_text(form.levels.back());
        indicator.values = read_values(cells, form.columns);
        cells.finish();
    }

    void read_listed_cells(const Node& row, const model::IndicatorsForm& form, model::Indicator& indicator)
    {
        const std::vector<Node> only = {row};
        const auto& cells = row.kind == NodeKind::sequence ? row.items : only;
        std::vector<std::string> labels = {form.levels.back()};
        for (const auto& column : form.columns)
            labels.push_back(label_of(column));
        if (cells.size() > labels.size()) {
            problems_.push_back(base::error("F-COLUMN", cells[labels.size()].span,
                                            fmt::format("指标一行有 {} 项，表样只有 {} 栏", cells.size(), labels.size()),
                                            fmt::format("依次写：{}；含逗号的文字要加引号", fmt::join(labels, "、"))));
            return;
        }
        if (std::all_of(cells.begin(), cells.end(), is_blank)) {
            problems_.push_back(base::error("Y-MISSING", row.span, "指标一行是空的",
                                            fmt::format("依次写：{}；没有这项指标就删去这一行", fmt::join(labels, "、"))));
            return;
        }
        indicator.names.back() = scalar_text(cells.front(), form.levels.back(), problems_);
        for (std::size_t i = 1; i < cells.size(); ++i)
            indicator.values[i - 1] = read_value(cells[i], form.columns[i - 1]);
    }

    SheetValue read_value(const Node& node, const ValueForm& form)
    {
        SheetValue value;
        value.span = node.span;
        value.is_given = true;
        value.text = scalar_text(node, form.path.empty() ? "分值" : label_of(form), problems_);
        if (value.text.empty())
            return value;
        switch (form.type) {
        case ValueType::money: read_money(node, value); break;
        case ValueType::percent: read_number(node, value, percentage); break;
        case ValueType::score: read_number(node, value, points); break;
        case ValueType::choice: check_option(node, form); break;
        case ValueType::text:
        case ValueType::paragraph: break;
        }
        return value;
    }

    void read_money(const Node& node, SheetValue& value)
    {
        const auto figure = read_figure(node, form_.unit, problems_);
        if (!figure || !figure->figure.has_amount())
            return;
        auto plain = node.text;
        std::erase(plain, ',');
        value.number = decimal::Decimal::parse(plain);
    }

    void read_number(const Node& node, SheetValue& value, const NumberKind& kind)
    {
        if (node.text == "—" || node.text == "不适用")
            return;
        const auto refuse = [&](std::string message, std::string hint) {
            problems_.push_back(base::error(kind.code, node.span, fmt::format("“{}”{}", node.text, message), std::move(hint)));
        };
        const auto number = Decimal::parse(without_suffix(node.text, kind.suffix));
        const auto largest = Decimal::integer(kind.largest);
        if (!number)
            refuse(fmt::format("不是{}", kind.what), kind.hint);
        else if (*number > largest || *number < -largest)
            refuse(fmt::format("超过了 {}{}", kind.largest, kind.suffix), "请核对位数和小数点");
        else if (number->scale() > most_decimals)
            refuse(fmt::format("有 {} 位小数，最多 {} 位", number->scale(), most_decimals), "请核对小数点；照文件印出的位数写");
        else if (kind.needs_suffix && !node.text.ends_with(kind.suffix) && !number->is_zero())
            refuse("缺少百分号", with_percent_sign(*number));
        else
            value.number = number;
    }

    void check_option(const Node& node, const ValueForm& form)
    {
        if (std::find(form.options.begin(), form.options.end(), node.text) == form.options.end())
            problems_.push_back(base::error("Y-CHOICE", node.span, fmt::format("“{}”不能是“{}”", label_of(form), node.text),
                                            fmt::format("可选：{}", fmt::join(form.options, "、"))));
    }

    const model::SheetForm& form_;
    const model::Report& report_;
    Diagnostics& problems_;
    base::Span span_;  ///< of the whole sheet
};

const model::SheetForm* find_form(Fields& fields, const model::FormSet& forms, Diagnostics& problems)
{
    const auto* name = fields.require("form");
    if (!name)
        return nullptr;
    std::vector<std::string> known;
    for (const auto& form : forms.sheets) {
        if (form.name == name->text)
            return &form;
        known.push_back(form.name);
    }
    const auto otherwise = known.empty() ? "这一表样集没有任何单页表样；请核对报告的 form_set 和部门的所在地"
                                         : fmt::format("现有：{}", fmt::join(known, "、"));
    problems.push_back(base::error("F-SHEET", name->span, fmt::format("表样集 {} 没有单页表样“{}”", forms.id, name->text),
                                   base::suggestion(name->text, known, otherwise)));
    return nullptr;
}

}  // namespace

std::optional<model::Sheet> load_sheet(const base::SourceFile& file, const std::string& slug, const model::Report& report,
                                       Diagnostics& problems)
{
    const auto root = parse_yaml(file);
    if (!root) {
        problems.insert(problems.end(), root.failures().begin(), root.failures().end());
        return std::nullopt;
    }
    Fields fields(*root, "单页表", problems);
    const auto* form = find_form(fields, *report.forms, problems);
    if (!form)
        return std::nullopt;
    model::Sheet sheet;
    sheet.path = file.path;
    sheet.slug = slug;
    sheet.form = form;
    sheet.span = {&file, 0, 1};
    sheet.sections = SheetReader(*form, report, problems).read(fields);
    fields.finish();
    return sheet;
}

}  // namespace gongkai::load
