#include "load/form_loader.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "load/comparison_loader.hpp"
#include "load/fields.hpp"
#include "load/rule_loader.hpp"
#include "load/sheet_form_loader.hpp"
#include "load/table_form_loader.hpp"

namespace gongkai::load {
namespace {

using base::Diagnostics;

model::ShownFigure read_shown_figure(const Node& node, Diagnostics& problems)
{
    Fields fields(node, "数据项", problems);
    model::ShownFigure figure;
    figure.label = fields.required_text("label");
    if (const auto* value = fields.require("value"))
        figure.value = {scalar_text(*value, "value", problems), value->span};
    figure.change = fields.text("change");
    fields.finish();
    return figure;
}

model::ChartForm read_chart(const Node& node, Diagnostics& problems)
{
    Fields fields(node, "图表", problems);
    model::ChartForm chart;
    chart.span = node.span;
    chart.id = fields.required_text("id");
    chart.number = fields.text("number");
    chart.title = fields.required_text("title");
    const auto kind = fields.choice("kind", {"change", "structure"});
    chart.kind = static_cast<model::ChartKind>(kind.value_or(0));
    if (const auto* whole = fields.get("whole"))
        chart.whole = model::FormulaText{scalar_text(*whole, "whole", problems), whole->span};
    for (const auto* key : {"items", "parts"})
        for (const auto& item : fields.list(key))
            chart.items.push_back(read_shown_figure(item, problems));
    fields.finish();
    return chart;
}

model::SectionForm read_section(const Node& node, Diagnostics& problems)
{
    Fields fields(node, "章节", problems);
    model::SectionForm section;
    section.span = node.span;
    section.id = fields.required_text("id");
    section.number = fields.text("number");
    section.title = fields.required_text("title");
    section.template_name = fields.text("template");
    section.charts = fields.texts("charts");
    fields.finish();
    return section;
}

/// Puts the keys of a set over those of the set that it extends.
Node overlaid(Node base, const Node& over)
{
    for (std::size_t i = 0; i + 1 < over.items.size(); i += 2) {
        auto place = std::size_t{0};
        while (place < base.items.size() && base.items[place].text != over.items[i].text)
            place += 2;
        if (place < base.items.size()) {
            base.items[place + 1] = over.items[i + 1];
        } else {
            base.items.push_back(over.items[i]);
            base.items.push_back(over.items[i + 1]);
        }
    }
    base.span = over.span;
    return base;
}

std::vector<model::FactForm> read_facts(const Node& node, Diagnostics& problems);

model::FactForm read_fact(const Node& key, const Node& node, Diagnostics& problems)
{
    Fields fields(node, fmt::format("数据“{}”", key.text), problems);
    model::FactForm fact;
    fact.key = key.text;
    fact.span = key.span;
    fact.label = fields.text("label");
    if (fact.label.empty())
        fact.label = key.text;
    fact.unit = fields.text("unit");
    if (const auto* difference = fields.get("difference"))
        fact.difference = model::FormulaText{scalar_text(*difference, "difference", problems), difference->span};
    fact.share_of = fields.text("share_of");
    fact.names_units = fields.boolean("names_units").value_or(false);
    if (const auto* needed = fields.get("needed_when"))
        fact.needed_when = model::FormulaText{scalar_text(*needed, "needed_when", problems), needed->span};
    const auto type = fields.choice("type", {"group", "money", "count", "text", "money_by_code", "text_by_code", "texts"});
    const auto* members = fields.get("members");
    fact.type = members ? model::FactType::group : static_cast<model::FactType>(type.value_or(3));
    if (members)
        fact.members = read_facts(*members, problems);
    fields.finish();
    return fact;
}

std::vector<model::FactForm> read_facts(const Node& node, Diagnostics& problems)
{
    std::vector<model::FactForm> facts;
    if (node.kind == NodeKind::mapping)
        for (std::size_t i = 0; i + 1 < node.items.size(); i += 2)
            facts.push_back(read_fact(node.items[i], node.items[i + 1], problems));
    return facts;
}

class SetReader {
public:
    SetReader(const base::SourceFile& file, const base::SourceTree& files) : file_(file), files_(files) {}

    base::Result<std::unique_ptr<const model::FormSet>> read()
    {
        auto root = extended(file_, {});
        if (!root)
            return std::move(problems_);
        auto set = std::make_unique<model::FormSet>();
        set->span = {&file_, 0, 1};
        set->facts.type = model::FactType::group;
        Fields fields(*root, "表样集", problems_);
        read_head(fields, *set);
        fields.get("extends");
        for (const auto& table : fields.list("tables"))
            read_table(table, *set);
        for (const auto& sheet : fields.list("sheets"))
            if (const auto form = named_yaml(sheet))
                set->sheets.push_back(read_sheet_form(*form, set->unit, problems_));
        if (const auto* needed = fields.get("sheets_needed_when"))
            set->sheets_needed_when = model::FormulaText{scalar_text(*needed, "sheets_needed_when", problems_), needed->span};
        if (const auto* facts = fields.get("facts"))
            read_facts_file(*facts, *set);
        read_contents(fields, *set);
        fields.finish();
        check(*set);
        if (!problems_.empty())
            return std::move(problems_);
        return std::unique_ptr<const model::FormSet>(std::move(set));
    }

private:
    void read_head(Fields& fields, model::FormSet& set)
    {
        set.id = fields.required_text("id");
        set.title = fields.required_text("title");
        set.kind = fields.required_text("kind");
        set.kind_name = fields.required_text("kind_name");
        const auto unit = fields.choice("unit", {"元", "万元", "亿元"});
        set.unit = static_cast<decimal::Unit>(unit.value_or(1));
        set.decimals = fields.integer("decimals").value_or(2);
        if (const auto* scope = fields.get("applies_to")) {
            Fields place(*scope, "applies_to", problems_);
            set.province = place.text("province");
            set.city = place.text("city");
            set.district = place.text("district");
            const auto years = place.texts("years");
            if (years.size() == 2) {
                set.first_year = std::atoi(years[0].c_str());
                set.last_year = std::atoi(years[1].c_str());
            } else if (!years.empty()) {
                problems_.push_back(base::error("Y-TYPE", scope->span, "years 应写作“[起始年, 终止年]”"));
            }
            place.finish();
        }
    }

    /// A set file laid over the one that it extends, and so on; `above` are the files that extend it.
    std::optional<Node> extended(const base::SourceFile& file, std::vector<std::string> above)
    {
        auto root = parse_yaml(file);
        if (!root) {
            problems_.insert(problems_.end(), root.failures().begin(), root.failures().end());
            return std::nullopt;
        }
        const auto* base = root->find("extends");
        if (!base || base->is_null())
            return std::move(*root);
        const auto* base_file = named_file(*base);
        above.push_back(file.path);
        if (base_file && std::find(above.begin(), above.end(), base_file->path) != above.end()) {
            problems_.push_back(base::error("F-SET", base->span, fmt::format("表样集循环引用：{} → {}", fmt::join(above, " → "), base_file->path),
                                            "去掉其中一处 extends"));
            return std::nullopt;
        }
        auto below = base_file ? extended(*base_file, std::move(above)) : std::nullopt;
        return below ? std::optional(overlaid(std::move(*below), *root)) : std::nullopt;
    }

    const base::SourceFile* named_file(const Node& node)
    {
        const auto path = resolve_path(node.span.file->path, scalar_text(node, "path", problems_));
        const auto* file = path ? files_.find(*path) : nullptr;
        if (!file)
            problems_.push_back(base::error("F-FILE", node.span, fmt::format("找不到文件“{}”", node.text),
                                            fmt::format("路径相对于 {} 所在的文件夹", node.span.file->path)));
        return file;
    }

    std::optional<Node> named_yaml(const Node& node)
    {
        const auto* file = named_file(node);
        if (!file)
            return std::nullopt;
        auto root = parse_yaml(*file);
        if (root)
            return std::move(*root);
        problems_.insert(problems_.end(), root.failures().begin(), root.failures().end());
        return std::nullopt;
    }

    void read_table(const Node& node, model::FormSet& set)
    {
        if (const auto root = named_yaml(node))
            set.tables.push_back(read_table_form(*root, problems_));
    }

    void read_facts_file(const Node& node, model::FormSet& set)
    {
        if (const auto root = named_yaml(node))
            set.facts.members = read_facts(*root, problems_);
    }

    void read_contents(Fields& fields, model::FormSet& set)
    {
        const auto* folder = fields.get("narrative");
        for (const auto& part : fields.list("parts"))
            set.parts.push_back(read_part(part, set));
        place_other_tables(set);
        for (auto& part : set.parts)
            for (auto& section : part.sections)
                if (!section.template_name.empty())
                    name_template(folder, section);
        set.glossary = fields.texts("glossary");
        for (const auto& figure : fields.list("key_figures"))
            set.key_figures.push_back(read_shown_figure(figure, problems_));
        if (const auto* measures = fields.get("measures"))
            set.measures = read_measures(*measures, set, problems_);
        for (const auto& chart : fields.list("charts"))
            set.charts.push_back(read_chart(chart, problems_));
        for (const auto* key : {"rules", "local_rules"})  // a set that extends another adds its own to the base's
            for (const auto& rule : fields.list(key))
                set.rules.push_back(read_rule(rule, "", problems_));
    }

    /// tables: [表名…] takes those; tables: true takes all that no part names.
    model::PartForm read_part(const Node& node, const model::FormSet& set)
    {
        Fields fields(node, "部分", problems_);
        model::PartForm part;
        part.id = fields.required_text("id");
        part.title = fields.required_text("title");
        for (const auto& section : fields.list("sections"))
            part.sections.push_back(read_section(section, problems_));
        const auto* tables = fields.get("tables");
        if (tables && tables->kind == NodeKind::sequence) {
            for (const auto& number : fields.texts("tables"))
                if (const auto index = set.find_table(number))
                    part.tables.push_back(*index);
                else
                    problems_.push_back(base::error("F-FORM", tables->span, fmt::format("没有“{}”", number)));
        } else if (fields.boolean("tables").value_or(false)) {
            takes_other_tables_ = set.parts.size();
        }
        part.sheets_title = fields.text("sheets");
        part.has_glossary = fields.boolean("glossary").value_or(false);
        fields.finish();
        return part;
    }

    void place_other_tables(model::FormSet& set)
    {
        std::set<std::size_t> named;
        for (const auto& part : set.parts)
            named.insert(part.tables.begin(), part.tables.end());
        for (std::size_t i = 0; i < set.tables.size(); ++i)
            if (!named.contains(i) && takes_other_tables_)
                set.parts[*takes_other_tables_].tables.push_back(i);
    }

    void name_template(const Node* folder, model::SectionForm& section)
    {
        const auto path = folder ? resolve_path(folder->span.file->path, folder->text + "/" + section.template_name) : std::nullopt;
        if (!path || !files_.find(*path))
            problems_.push_back(base::error("F-FILE", section.span, fmt::format("找不到情况说明模板“{}”", section.template_name),
                                            fmt::format("应在 {} 中", folder ? folder->text : "narrative 所指的文件夹")));
        else  // templates are known by their path below templates/
            section.template_name = path->substr(std::string_view("templates/").size());
    }

    void check(const model::FormSet& set)
    {
        std::set<std::string> numbers;
        std::set<std::string> ids;
        for (const auto& table : set.tables)
            if (!numbers.insert(table.number).second || !ids.insert(table.id).second)
                problems_.push_back(base::error("F-FORM", table.span, fmt::format("表号“{}”重复", table.number)));
        std::set<std::string> names;
        for (const auto& sheet : set.sheets)
            if (!names.insert(sheet.name).second)
                problems_.push_back(base::error("F-FORM", sheet.span, fmt::format("单页表样的名称“{}”重复", sheet.name), "录入文件按名称（form: …）选用表样，各表应不同"));
        for (const auto& sheet : set.sheets)
            if (!ids.insert(sheet.id).second)
                problems_.push_back(base::error("F-FORM", sheet.span, fmt::format("单页表样的 id“{}”重复", sheet.id), "id 是网址的一部分，各表应不同"));
        if (!set.sheets.empty() && std::all_of(set.parts.begin(), set.parts.end(), [](const auto& part) { return part.sheets_title.empty(); }))
            problems_.push_back(base::error("F-FORM", set.span, "有单页表样，但没有一个部分列出它们", "在 parts 的一个部分写明“sheets: 汇总页的标题”"));
        for (const auto& part : set.parts)
            for (const auto& section : part.sections)
                for (const auto& chart : section.charts)
                    if (!set.find_chart(chart))
                        problems_.push_back(base::error("F-FORM", section.span, fmt::format("没有图表“{}”", chart)));
    }

    const base::SourceFile& file_;
    const base::SourceTree& files_;
    std::optional<std::size_t> takes_other_tables_;  ///< index of the part with tables: true
    Diagnostics problems_;
};

}  // namespace

std::optional<std::string> resolve_path(std::string_view from, std::string_view path)
{
    std::vector<std::string> parts;
    const auto add = [&](std::string_view text) {
        while (!text.empty()) {
            const auto slash = std::min(text.find('/'), text.size());
            const auto part = text.substr(0, slash);
            text.remove_prefix(std::min(slash + 1, text.size()));
            if (part == "..") {
                if (parts.empty())
                    return false;
                parts.pop_back();
            } else if (!part.empty() && part != ".") {
                parts.emplace_back(part);
            }
        }
        return true;
    };
    const auto slash = from.rfind('/');
    if (!add(slash == std::string_view::npos ? std::string_view() : from.substr(0, slash)) || !add(path))
        return std::nullopt;
    return fmt::format("{}", fmt::join(parts, "/"));
}

base::Result<std::unique_ptr<const model::FormSet>> load_form_set(const base::SourceFile& set_file,
                                                                   const base::SourceTree& files)
{
    return SetReader(set_file, files).read();
}

}  // namespace gongkai::load
