// Recursive descent over the words of a formula:
//
//     equation   = expression ("=" | "≥" | "≤") expression
//     expression = ["-"] operand { ("+" | "-") operand }
//     operand    = [table] ( selector { selector } | "(" items ")" selector { selector } )
//     items      = item { ("+" | "-") item }, where "…" stands for the items between its neighbours
//
// A selector is 27行, 合计行, 各行, 各类行, 3栏 or several of them written together
// (1栏各行). A column without 栏次 is called by its label, as a word of its own: 合计行 基本支出栏. After a bracket, 行 or 栏 says what the items are.

#include <algorithm>
#include <charconv>
#include <set>

#include <fmt/format.h>

#include "base/spelling.hpp"
#include "formula/formula.hpp"
#include "formula/scanner.hpp"
#include "model/classification.hpp"

namespace gongkai::formula {
namespace {

struct Problem {
    std::size_t offset;
    std::size_t length;
    std::string message;
    std::string hint;
};

std::optional<int> integer(std::string_view text)
{
    int value = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    return failure == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

bool is_ellipsis_item(std::string_view item) { return item == "…"; }

struct Selection {
    std::optional<std::string> row;
    std::optional<std::string> column;  ///< 栏次 or label
    std::optional<Iteration> iteration;
};

struct GroupItem {
    int sign;
    std::string text;
    Token token;
};

class Parser {
public:
    Parser(std::string_view text, const model::FormSet& forms, std::optional<std::size_t> home)
        : forms_(forms), home_(home), tokens_(scan(text))
    {
    }

    Equation equation()
    {
        Equation result;
        result.left = expression();
        result.comparison = comparison();
        result.right = expression();
        expect_end();
        const auto& first = result.left.front().reference;
        result.table = home_.value_or(first.origin == Origin::own ? first.table : 0);
        const bool names_row = named_row_ || (!home_ && first.rows == RowScope::named);
        result.iteration = iteration_.value_or(names_row ? Iteration::single : Iteration::each_row);
        return result;
    }

    Expression whole_expression()
    {
        auto result = expression();
        expect_end();
        return result;
    }

private:
    const Token& peek() const { return tokens_[position_]; }
    Token next() { return tokens_[position_ < tokens_.size() - 1 ? position_++ : position_]; }
    bool accept(TokenKind kind)
    {
        if (peek().kind != kind)
            return false;
        next();
        return true;
    }

    [[noreturn]] static void fail(const Token& token, std::string message, std::string hint = {})
    {
        throw Problem{token.offset, std::max<std::size_t>(token.text.size(), 1), std::move(message), std::move(hint)};
    }

    void expect_end()
    {
        if (peek().kind != TokenKind::end)
            fail(peek(), fmt::format("公式在“{}”处应已结束", peek().text));
    }

    Comparison comparison()
    {
        const auto token = next();
        if (token.kind == TokenKind::equal)
            return Comparison::equal;
        if (token.kind == TokenKind::at_least)
            return Comparison::at_least;
        if (token.kind == TokenKind::at_most)
            return Comparison::at_most;
        fail(token, "公式缺少等号", "写成“27行 = (1+2+…+8)行”");
    }

    Expression expression()
    {
        Expression terms;
        int sign = accept(TokenKind::minus) ? -1 : 1;
        for (;;) {
            for (auto& term : operand()) {
                term.sign *= sign;
                terms.push_back(std::move(term));
            }
            if (accept(TokenKind::plus))
                sign = 1;
            else if (accept(TokenKind::minus))
                sign = -1;
            else
                return terms;
        }
    }

    std::vector<Term> operand()
    {
        const auto start = peek();
        if (accept(TokenKind::fact))
            return {{1, fact(start)}};
        if (start.kind == TokenKind::word && (start.text == "上年" || start.text == "预算")) {
            next();
            return {{1, elsewhere(start.text == "上年" ? Origin::previous : Origin::budget)}};
        }
        const auto table = table_name();
        if (accept(TokenKind::open))
            return group(table, start);
        Selection selection;
        if (peek().kind != TokenKind::word)
            fail(peek(), "此处应写行或栏", "如“27行”“2栏”“合计行 1栏”");
        while (peek().kind == TokenKind::word && !starts_table(peek().text))
            select(next(), selection);
        return {{1, reference(table, selection, start)}};
    }

    Reference fact(const Token& token) const
    {
        Reference reference;
        reference.origin = Origin::fact;
        reference.rows = RowScope::named;
        reference.fact = std::string(token.text);
        if (!model::find_fact_form(forms_.facts, reference.fact))
            fail(token, fmt::format("facts 中没有“{}”", reference.fact), "写作「组.名」，照 facts 的表样");
        return reference;
    }

    /// A cell of another report: its form may have other tables, so that names are kept.
    Reference elsewhere(Origin origin)
    {
        Reference reference;
        reference.origin = origin;
        reference.rows = RowScope::named;
        if (peek().kind != TokenKind::word)
            fail(peek(), "此处应写表号", "如“上年 公开01表 60行 2栏”");
        reference.table_number = std::string(next().text);
        Selection selection;
        while (peek().kind == TokenKind::word)
            select(next(), selection);
        if (!selection.row)
            fail(peek(), "引用另一份报告时要写明行", "如“上年 公开01表 60行 2栏”");
        reference.row = *selection.row;
        reference.column_name = selection.column.value_or("");
        return reference;
    }

    /// The table whose number begins the word: the longest, since 表1 begins 表10 too.
    std::optional<std::size_t> table_at(std::string_view word) const
    {
        std::optional<std::size_t> found;
        for (std::size_t i = 0; i < forms_.tables.size(); ++i)
            if (word.starts_with(forms_.tables[i].number) &&
                (!found || forms_.tables[i].number.size() > forms_.tables[*found].number.size()))
                found = i;
        return found;
    }

    bool starts_table(std::string_view word) const { return table_at(word).has_value(); }

    /// Takes a table's number off the front of the current word.
    std::size_t table_name()
    {
        auto& token = tokens_[position_];
        if (const auto table = token.kind == TokenKind::word ? table_at(token.text) : std::nullopt) {
            token.text.remove_prefix(forms_.tables[*table].number.size());
            token.offset += forms_.tables[*table].number.size();
            if (token.text.empty())
                ++position_;
            return *table;
        }
        if (!home_)
            fail(token, fmt::format("“{}”之前应写明表号", token.text), "如“公开01表 收入总计行 1栏”");
        return *home_;
    }

    /// Adds to the selection what one word says: 1栏各行, 合计行, 27行2栏 …
    void select(const Token& token, Selection& selection)
    {
        auto rest = token.text;
        const auto take_suffix = [&](std::string_view suffix) {
            if (!rest.ends_with(suffix))
                return false;
            rest.remove_suffix(suffix.size());
            return true;
        };
        if (take_suffix("各类行"))
            selection.iteration = Iteration::each_class;
        else if (take_suffix("各行"))
            selection.iteration = Iteration::each_row;
        if (const auto digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
            digits > 0 && rest.substr(digits).starts_with("栏")) {
            selection.column = std::string(rest.substr(0, digits));
            rest.remove_prefix(digits + std::string_view("栏").size());
        } else if (take_suffix("栏")) {
            // 合计行2栏 holds a row as well; a column's label stands by itself.
            const auto digits_from = rest.find_last_not_of("0123456789");
            const auto start = digits_from == std::string_view::npos || digits_from + 1 == rest.size() ? 0 : digits_from + 1;
            selection.column = std::string(rest.substr(start));
            rest = rest.substr(0, start);
        }
        if (take_suffix("行"))
            selection.row = std::string(rest);
        else if (!rest.empty())
            fail(token, fmt::format("“{}”既不是行也不是栏", token.text), "行写作“27行”，栏写作“2栏”");
    }

    std::vector<Term> group(std::size_t table, const Token& start)
    {
        auto items = group_items();
        const auto unit = peek();
        if (unit.kind != TokenKind::word)
            fail(unit, "括号后应写“行”或“栏”");
        const bool is_rows = unit.text.starts_with("行");
        if (!is_rows && !unit.text.starts_with("栏"))
            fail(unit, "括号后应写“行”或“栏”");
        tokens_[position_].text.remove_prefix(std::string_view("行").size());
        Selection shared;
        while (peek().kind == TokenKind::word && !starts_table(peek().text))
            select(next(), shared);
        fill_ellipses(items, table, is_rows);
        std::vector<Term> terms;
        for (const auto& item : items) {
            auto selection = shared;
            if (is_rows)
                selection.row = item.text;
            else
                selection.column = item.text;
            terms.push_back({item.sign, reference(table, selection, item.token.text.empty() ? start : item.token)});
        }
        return terms;
    }

    std::vector<GroupItem> group_items()
    {
        std::vector<GroupItem> items;
        int sign = 1;
        for (;;) {
            const auto token = next();
            if (token.kind != TokenKind::word && token.kind != TokenKind::ellipsis)
                fail(token, "括号内应是行次、编码或栏次，以 + 或 - 相连");
            items.push_back({sign, token.kind == TokenKind::ellipsis ? "…" : std::string(token.text), token});
            const auto separator = next();
            if (separator.kind == TokenKind::close)
                return items;
            if (separator.kind != TokenKind::plus && separator.kind != TokenKind::minus)
                fail(separator, "括号没有闭合");
            sign = separator.kind == TokenKind::plus ? 1 : -1;
        }
    }

    /// Puts the rows (in the order of the form) or numbers between its
    /// neighbours in the place of each "…".
    void fill_ellipses(std::vector<GroupItem>& items, std::size_t table, bool is_rows) const
    {
        std::vector<GroupItem> filled;
        for (std::size_t i = 0; i < items.size(); ++i) {
            if (!is_ellipsis_item(items[i].text)) {
                filled.push_back(items[i]);
                continue;
            }
            if (i == 0 || i + 1 == items.size())
                fail(items[i].token, "“…”前后都要有行次或栏次");
            for (auto& text : between(items[i - 1], items[i + 1], table, is_rows))
                filled.push_back({items[i].sign, std::move(text), items[i].token});
        }
        items = std::move(filled);
    }

    std::vector<std::string> between(const GroupItem& from, const GroupItem& to, std::size_t table, bool is_rows) const
    {
        std::vector<std::string> texts;
        if (!is_rows) {
            const auto first = integer(from.text);
            const auto last = integer(to.text);
            if (!first || !last)
                fail(from.token, "栏次应是数字");
            for (int number = *first + 1; number < *last; ++number)
                texts.push_back(std::to_string(number));
            return texts;
        }
        for (const auto& block : forms_.tables[table].blocks) {
            const auto matches = [](const std::string& key) {
                return [&key](const model::FixedRow& row) { return row.line == key || row.key == key || row.code == key; };
            };
            const auto first = std::find_if(block.fixed_rows.begin(), block.fixed_rows.end(), matches(from.text));
            const auto last = std::find_if(block.fixed_rows.begin(), block.fixed_rows.end(), matches(to.text));
            if (first == block.fixed_rows.end() || last == block.fixed_rows.end() || last < first)
                continue;
            for (auto row = std::next(first); row < last; ++row)
                if (!row->key.empty())
                    texts.push_back(row->key);
            return texts;
        }
        fail(from.token, fmt::format("“{}”到“{}”不是同一栏目下前后相接的行", from.text, to.text));
    }

    Reference reference(std::size_t table, const Selection& selection, const Token& token)
    {
        Reference result;
        result.table = table;
        if (selection.row) {
            result.rows = RowScope::named;
            result.row = *selection.row;
            check_row(table, *selection.row, token);
            named_row_ = named_row_ || table == home_;
        }
        if (selection.iteration)
            iteration_ = selection.iteration;
        if (selection.column)
            result.column = column_index(table, *selection.column, token);
        else
            result.column = only_column(table);
        return result;
    }

    /// A column by 栏次, by label (小计) or by the end of its labels (本年收入/小计).
    int column_index(std::size_t table, const std::string& name, const Token& token) const
    {
        const auto found = columns_named(forms_.tables[table], name);
        if (found.size() == 1)
            return found.front();
        std::vector<std::string> known;
        std::string example;
        for (const auto& block : forms_.tables[table].blocks)
            for (const auto& column : block.columns) {
                if (column.amount_index < 0)
                    continue;
                const auto path = fmt::format("{}", fmt::join(column.path, "/"));
                if (example.empty() && !found.empty() && column.amount_index == found.front())
                    example = path;
                known.push_back(column.number.empty() ? path : column.number);
            }
        if (!found.empty())
            fail(token, fmt::format("{}不止一栏叫“{}”", forms_.tables[table].number, name), fmt::format("写上一级栏目，如“{}”", example));
        fail(token, fmt::format("{}没有“{}”栏", forms_.tables[table].number, name),
             fmt::format("该表的栏：{}", fmt::join(known, "、")));
    }

    int only_column(std::size_t table) const { return forms_.tables[table].amount_columns == 1 ? 0 : -1; }

    void check_row(std::size_t table, const std::string& key, const Token& token) const
    {
        const auto& form = forms_.tables[table];
        std::vector<std::string> known;
        for (const auto& block : form.blocks) {
            if (block.classification != model::Classification::none && (model::level_of(key) > 0 || key == block.total_name))
                return;
            if (block.is_list && key == block.total_name)
                return;
            for (const auto& row : block.fixed_rows) {
                if (row.key == key || row.line == key || row.code == key)
                    return;
                known.push_back(row.key);
            }
        }
        for (const auto& row : form.footer) {
            if (row.key == key)
                return;
            known.push_back(row.key);
        }
        fail(token, fmt::format("{}没有“{}”行", form.number, key), base::suggestion(key, known));
    }

    const model::FormSet& forms_;
    std::optional<std::size_t> home_;
    std::vector<Token> tokens_;
    std::size_t position_ = 0;
    std::optional<Iteration> iteration_;
    bool named_row_ = false;
};

base::Diagnostic diagnostic(const model::FormulaText& formula, const Problem& problem)
{
    auto span = formula.span;
    // A quoted scalar begins with its quotation mark.
    if (span.file && span.begin < span.file->text.size() &&
        (span.file->text[span.begin] == '"' || span.file->text[span.begin] == '\''))
        ++span.begin;
    span.begin += static_cast<std::uint32_t>(problem.offset);
    span.end = span.begin + static_cast<std::uint32_t>(problem.length);
    return base::error("F-FORMULA", span, fmt::format("公式“{}”：{}", formula.text, problem.message), problem.hint);
}

template <class T, class Read>
base::Result<T> guarded(const model::FormulaText& formula, const Read& read)
{
    try {
        return read();
    } catch (const Problem& problem) {
        return diagnostic(formula, problem);
    }
}

/// Calls `check` with the condition of every fact that has one.
template <typename Check>
void for_each_need(const model::FactForm& facts, Check&& check)
{
    for (const auto& member : facts.members) {
        if (member.needed_when)
            check(*member.needed_when);
        for_each_need(member, check);
    }
}

}  // namespace

std::vector<int> columns_named(const model::TableForm& form, const std::string& name)
{
    std::set<int> found;
    std::set<int> whole;  // by all their labels: a column without a heading has no longer name
    for (const auto& block : form.blocks)
        for (const auto& column : block.columns) {
            if (column.amount_index < 0)
                continue;
            if ((!column.number.empty() && column.number == name) || (!column.key.empty() && column.key == name))
                return {column.amount_index};
            const auto path = "/" + fmt::format("{}", fmt::join(column.path, "/"));
            if (path == "/" + name)
                whole.insert(column.amount_index);
            if (path.ends_with("/" + name))
                found.insert(column.amount_index);
        }
    if (whole.size() == 1)
        return {*whole.begin()};
    return {found.begin(), found.end()};
}

base::Result<Equation> parse_rule(const model::FormulaText& formula, const model::FormSet& forms)
{
    return guarded<Equation>(formula, [&] {
        auto equation = Parser(formula.text, forms, std::nullopt).equation();
        equation.text = formula.text;
        equation.span = formula.span;
        return equation;
    });
}

base::Result<Equation> parse_equation(const model::FormulaText& formula, const model::FormSet& forms, std::size_t table)
{
    return guarded<Equation>(formula, [&] {
        auto equation = Parser(formula.text, forms, table).equation();
        equation.text = formula.text;
        equation.span = formula.span;
        return equation;
    });
}

base::Result<Expression> parse_expression(const model::FormulaText& formula, const model::FormSet& forms)
{
    return guarded<Expression>(formula, [&] { return Parser(formula.text, forms, std::nullopt).whole_expression(); });
}

base::Result<FormSetFormulas> parse_all(const model::FormSet& forms)
{
    FormSetFormulas all;
    base::Diagnostics problems;
    const auto take = [&](base::Result<Equation> equation, auto&& store) {
        if (equation)
            store(std::move(*equation));
        else
            problems.insert(problems.end(), equation.failures().begin(), equation.failures().end());
    };
    const auto add_equation = [&](const model::FormulaText& formula, std::size_t table, auto&& store) {
        take(parse_equation(formula, forms, table), store);
    };
    const auto check_expression = [&](const model::FormulaText& formula) {
        const auto expression = parse_expression(formula, forms);
        if (!expression)
            problems.insert(problems.end(), expression.failures().begin(), expression.failures().end());
    };
    for (std::size_t i = 0; i < forms.tables.size(); ++i) {
        TableFormulas& table = all.tables.emplace_back();
        for (const auto& rule : forms.tables[i].formulas)
            add_equation(rule.formula, i, [&](Equation e) { table.formulas.push_back(std::move(e)); });
        for (const auto& formula : forms.tables[i].derive)
            add_equation(formula, i, [&](Equation e) { table.derive.push_back(std::move(e)); });
        if (forms.tables[i].derive_when)
            add_equation(*forms.tables[i].derive_when, i, [&](Equation e) { table.derive_when = std::move(e); });
    }
    for (const auto& rule : forms.rules) {
        auto& parsed = all.rules.emplace_back();
        take(parse_rule(rule.formula, forms), [&](Equation e) { parsed.equation = std::move(e); });
        if (rule.when)
            take(parse_rule(*rule.when, forms), [&](Equation e) { parsed.when = std::move(e); });
    }
    for_each_need(forms.facts, check_expression);
    if (forms.sheets_needed_when)
        check_expression(*forms.sheets_needed_when);
    for (const auto& figure : forms.key_figures)
        check_expression(figure.value);
    for (const auto& measure : forms.measures)
        if (!measure.is_coded)
            check_expression(measure.value);
    for (const auto& chart : forms.charts) {
        if (chart.whole)
            check_expression(*chart.whole);
        for (const auto& item : chart.items)
            check_expression(item.value);
    }
    if (!problems.empty())
        return problems;
    return all;
}

}  // namespace gongkai::formula
