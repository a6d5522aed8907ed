#include "audit/prose/labels.hpp"

#include <algorithm>
#include <array>

#include "base/utf8.hpp"
#include "resolve/resolve.hpp"

namespace gongkai::audit::prose {
namespace {

constexpr std::array<std::string_view, 12> meaningless = {"合计", "小计", "总计", "其他", "项目", "金额", "决算数", "预算数", "数量", "单价", "本年收入", "本年支出"};
constexpr std::array<std::string_view, 4> totals = {"合计", "小计", "总计", "总额"};
constexpr std::size_t least_characters = 3;

// Before a name these do not change which figure it is.
constexpr std::array<std::string_view, 19> neutral = {
    "本部门", "本单位", "我部门", "我单位", "本级", "全部", "本年度", "本年", "当年", "全年", "年度", "其中", "安排", "单位", "部门", "中", "的", "共", "总",
};

void remove_all(std::string& text, std::string_view part)
{
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part))
        text.erase(at, part.size());
}

/// 一般公共服务支出（类） and 一般公共服务（类）支出 are one name.
std::string without_levels(std::string_view phrase)
{
    std::string text(phrase);
    for (const auto* level : {"类", "款", "项"})
        for (const auto& [open, close] : {std::pair{"（", "）"}, std::pair{"(", ")"}}) {
            const auto mark = std::string(open) + level + close;
            if (const auto at = text.find(mark + "支出"); at != std::string::npos && std::string_view(text).substr(0, at).ends_with("支出"))
                text.erase(at, mark.size() + std::string_view("支出").size());
            remove_all(text, mark);
        }
    return text;
}

/// The name without its ordinal: 一、一般公共服务支出, （一）, 其中：
std::string without_ordinal(std::string name)
{
    if (const auto marker = marker_at(name))
        name.erase(0, marker->length);
    for (const auto* lead : {"其中：", "其中:"})
        if (name.starts_with(lead))
            name.erase(0, std::string_view(lead).size());
    return name;
}

std::string without_total(std::string name)
{
    const auto length = ends_with_any(name, totals);
    constexpr std::size_t least_rest = 4;
    if (length > 0 && base::code_point_count(name) >= least_rest + 2)
        name.erase(name.size() - length);
    return name;
}

/// Label of a column; 小计 and 合计 below another label mean that one.
std::string column_label(const model::Column& column)
{
    const auto& path = column.path;
    const bool is_total = std::find(totals.begin(), totals.end(), path.back()) != totals.end();
    return is_total && path.size() > 1 ? path[path.size() - 2] : path.back();
}

/// Ways in which prose calls it: 本年支出合计 is 支出合计, 人员经费合计 is 人员经费.
std::vector<std::string> names_of(const std::string& name)
{
    std::vector<std::string> names = {name, without_total(name)};
    constexpr std::string_view this_year = "本年";
    if (name.starts_with(this_year))
        names.push_back(name.substr(this_year.size()));
    return names;
}

bool has_kind(const model::Column& column, const std::string& kind_name)
{
    return std::any_of(column.path.begin(), column.path.end(), [&](const std::string& label) { return label.find(kind_name) != std::string::npos; });
}

/// Of the amount columns of a block, those that the report is about: 决算数 beside 预算数.
std::vector<const model::Column*> own_columns(const model::Block& block, const std::string& kind_name)
{
    std::vector<const model::Column*> all;
    std::vector<const model::Column*> own;
    for (const auto& column : block.columns) {
        if (column.amount_index < 0 || column.measure != model::Measure::money)
            continue;
        all.push_back(&column);
        if (has_kind(column, kind_name))
            own.push_back(&column);
    }
    return own.empty() ? all : own;
}

const model::Block* block_of(const model::TableForm& form, const model::Row& row)
{
    const auto index = static_cast<std::size_t>(row.block);
    return index < form.blocks.size() ? &form.blocks[index] : nullptr;
}

}  // namespace

Labels::Labels(const Subject& subject) : subject_(subject), report_(subject.report)
{
    if (!report_.forms || report_.tables.size() != report_.forms->tables.size())
        return;
    for (std::size_t t = 0; t < report_.tables.size(); ++t)
        if (model::is_published(report_.forms->tables[t], report_.tables[t]))
            add_table(t);
    for (const auto& shown : report_.forms->key_figures)
        add_shown(shown);
    for (const auto& chart : report_.forms->charts)
        for (const auto& shown : chart.items)
            add_shown(shown);
}

std::optional<NamedCell> Labels::cell(model::CellRef place) const
{
    const auto& figure = report_.tables[place.table].at(place.row, place.column).figure;
    if (!figure.has_amount())
        return std::nullopt;
    return NamedCell{place, figure.amount, false, false};
}

void Labels::add(const std::string& name, const NamedCell& named_cell)
{
    if (base::code_point_count(name) < least_characters || std::find(meaningless.begin(), meaningless.end(), name) != meaningless.end())
        return;
    auto& cells = cells_[name];
    const auto same = std::find_if(cells.begin(), cells.end(), [&](const NamedCell& c) { return c.cell == named_cell.cell; });
    if (same == cells.end())
        cells.push_back(named_cell);
    else
        same->is_main = same->is_main || named_cell.is_main;
}

void Labels::add_table(std::size_t table)
{
    for (std::size_t row = 0; row < report_.tables[table].rows.size(); ++row)
        add_row(table, row);
    add_columns(table);
    add_title(table);
}

bool Labels::is_total_row(const model::TableForm& form, const model::Row& row) const
{
    const auto* block = block_of(form, row);
    if (!block)
        return false;
    if (!block->total_name.empty())
        return row.key == block->total_name;
    return form.blocks.size() == 1 && block->fixed_rows.size() == 1;
}

void Labels::add_row(std::size_t table, std::size_t row)
{
    const auto& form = report_.forms->tables[table];
    const auto& r = report_.tables[table].rows[row];
    const auto* block = block_of(form, r);
    if (!block || r.key.empty())
        return;
    std::vector<NamedCell> cells;
    bool is_first = true;
    for (const auto* column : own_columns(*block, report_.forms->kind_name)) {
        auto named_cell = cell({static_cast<std::uint16_t>(table), static_cast<std::uint16_t>(column->amount_index), static_cast<std::uint32_t>(row)});
        if (named_cell) {
            named_cell->is_main = is_first;
            const bool is_economic = r.code.size() >= 3 && (r.code.front() == '3' || block->classification == model::Classification::economic);
            named_cell->is_detail = r.code.size() > 3 || is_economic;
            cells.push_back(*named_cell);
        }
        is_first = false;
    }
    if (cells.empty())
        return;
    auto names = names_of(without_ordinal(r.name));
    for (auto& name : names_of(r.key))
        names.push_back(std::move(name));
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    for (const auto& name : names)
        for (const auto& named_cell : cells)
            add(name, named_cell);
}

void Labels::add_columns(std::size_t table)
{
    const auto& form = report_.forms->tables[table];
    const auto& rows = report_.tables[table].rows;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        if (!is_total_row(form, rows[row]))
            continue;
        for (const auto* column : own_columns(*block_of(form, rows[row]), report_.forms->kind_name)) {
            auto named_cell = cell({static_cast<std::uint16_t>(table), static_cast<std::uint16_t>(column->amount_index), static_cast<std::uint32_t>(row)});
            if (!named_cell)
                continue;
            named_cell->is_main = true;
            for (const auto& name : names_of(column_label(*column)))
                add(name, *named_cell);
        }
    }
}

/// 一般公共预算…支出决算表 names its total: 一般公共预算…支出.
void Labels::add_title(std::size_t table)
{
    const auto& form = report_.forms->tables[table];
    std::string name = form.title;
    for (const auto& ending : {report_.forms->kind_name + "表", std::string("表")})
        if (name.ends_with(ending)) {
            name.erase(name.size() - ending.size());
            break;
        }
    const auto& rows = report_.tables[table].rows;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        if (!is_total_row(form, rows[row]))
            continue;
        const auto columns = own_columns(*block_of(form, rows[row]), report_.forms->kind_name);
        if (columns.empty())
            return;
        auto named_cell = cell({static_cast<std::uint16_t>(table), static_cast<std::uint16_t>(columns.front()->amount_index), static_cast<std::uint32_t>(row)});
        if (named_cell) {
            named_cell->is_main = true;
            add(name, *named_cell);
        }
        return;
    }
}

void Labels::add_shown(const model::ShownFigure& shown)
{
    const auto expression = formula::parse_expression(shown.value, *report_.forms);
    if (!expression)
        return;
    const auto sum = resolve::evaluate(*expression, report_);
    if (!sum.figure.has_amount() || sum.from.size() != 1)
        return;
    add(shown.label, {sum.from.front(), sum.figure.amount, true, false});
}

bool Labels::allows(std::string_view before, std::optional<std::vector<std::size_t>>& tables) const
{
    while (!before.empty()) {
        auto length = starts_with_any(before, neutral);
        for (const auto* name : {&subject_.department.name, &subject_.department.short_name})
            if (!name->empty() && before.starts_with(*name))
                length = std::max(length, name->size());
        if (length == 0)
            break;
        before.remove_prefix(length);
    }
    if (before.empty())
        return true;
    tables.emplace();
    for (std::size_t t = 0; t < report_.forms->tables.size(); ++t)
        if (report_.forms->tables[t].title.starts_with(before))
            tables->push_back(t);
    constexpr std::size_t least_title = 4;
    return !tables->empty() && base::code_point_count(before) >= least_title;
}

std::pair<Labels::Entry, std::size_t> Labels::longest_name(std::string_view text) const
{
    for (std::size_t at = 0; at < text.size(); at += base::decode(text, at).length) {
        const auto name = text.substr(at);
        auto found = cells_.find(name);
        for (const std::string_view ending : {std::string_view("支出"), std::string_view(report_.forms->kind_name)})
            if (found == cells_.end() && name.ends_with(ending))
                found = cells_.find(name.substr(0, name.size() - ending.size()));
        if (found != cells_.end())
            return {found, at};
    }
    return {cells_.end(), 0};
}

std::optional<Mention> Labels::find(const Phrase& phrase) const
{
    if (phrase.has_hole || cells_.empty())
        return std::nullopt;
    const auto text = without_levels(named(phrase.text));
    const auto [found, at] = longest_name(text);
    std::optional<std::vector<std::size_t>> tables;
    if (found == cells_.end() || !allows(std::string_view(text).substr(0, at), tables))
        return std::nullopt;
    Mention mention{found->first, tables ? text : found->first, phrase.begin, {}, found->second};
    for (const auto& candidate : found->second)
        if (!tables || std::find(tables->begin(), tables->end(), candidate.cell.table) != tables->end())
            mention.cells.push_back(candidate);
    return mention.cells.empty() ? std::nullopt : std::optional(std::move(mention));
}

bool Labels::is_foreign(const Phrase& phrase) const
{
    if (cells_.empty())
        return false;
    const auto text = without_levels(named(phrase.text));
    const auto [found, at] = longest_name(text);
    std::optional<std::vector<std::size_t>> tables;
    return found != cells_.end() && !allows(std::string_view(text).substr(0, at), tables);
}

std::optional<Mention> Labels::find_single(std::string_view name) const
{
    auto mention = find({std::string(name), 0, nullptr, std::nullopt, false});
    if (!mention)
        return std::nullopt;
    std::erase_if(mention->cells, [](const NamedCell& c) { return !c.is_main || c.is_detail; });
    const bool is_single = !mention->cells.empty() && std::all_of(mention->cells.begin(), mention->cells.end(),
                                                                  [&](const NamedCell& c) { return c.amount == mention->cells.front().amount; });
    return is_single ? mention : std::nullopt;
}

bool Labels::knows(std::size_t table, std::string_view name) const
{
    if (report_.forms->tables[table].title.find(name) != std::string::npos)
        return true;
    const auto found = cells_.find(name);
    return found != cells_.end() && std::any_of(found->second.begin(), found->second.end(), [&](const NamedCell& c) { return c.cell.table == table; });
}

}  // namespace gongkai::audit::prose
