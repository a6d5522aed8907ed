// N1: amounts that name a figure of the report. N15: one name, several amounts.
// N8: amounts of one name that differ by the factor of 万 or 亿.
#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "audit/cells.hpp"
#include "audit/prose/checks.hpp"
#include "base/utf8.hpp"

namespace gongkai::audit::prose {
namespace {

using base::Severity;
using decimal::Decimal;

/// An amount with the name before it.
struct Named {
    const Line* line = nullptr;
    std::size_t index = 0;
    std::string name;
    bool is_in_tables = false;  ///< a cell of that name has this amount

    const Token& token() const { return line->tokens[index]; }
    std::string text() const { return std::string(line->text(token())); }
};

using Place = std::pair<const Passage*, std::size_t>;

bool equals(const Token& printed, decimal::Money amount)
{
    return amount.in(printed.unit).round(printed.value.scale()) == printed.value;
}

/// They differ by 万 or 亿 exactly.
bool is_off_by_unit(const Decimal& a, const Decimal& b)
{
    if (a.is_zero() || b.is_zero())
        return false;
    constexpr std::array<long long, 2> factors = {10'000, 100'000'000};
    return std::any_of(factors.begin(), factors.end(),
                       [&](long long factor) { return a * Decimal::integer(factor) == b || b * Decimal::integer(factor) == a; });
}

std::string amount_like(decimal::Money amount, const Token& model)
{
    const int decimals = std::max(model.value.scale(), model.unit == decimal::Unit::yuan ? 0 : 2);
    return decimal::format_rounded(amount, model.unit, decimals, decimal::Grouping::none) + std::string(decimal::unit_name(model.unit));
}

class FigureCheck {
public:
    FigureCheck(const Reading& reading, Reporter& reporter) : reading_(reading), report_(reading.subject.report), reporter_(reporter), labels_(*reading.labels) {}

    void run()
    {
        sums_ = sums_of(reading_.lines);
        for (const auto& sum : sums_)
            for (const auto& part : sum.parts)
                sum_of_[{part.line->passage, part.figure.begin}] = &sum;
        for (const auto& line : reading_.lines)
            if (line.passage->explains && !names_another_unit(*line.passage))
                for (std::size_t i = 0; i < line.tokens.size(); ++i)
                    if (line.is_exact(i) && !is_change(line, i) && is_of_this_year(line, i))
                        look_at(line, i);
        for (const auto& [name, amounts] : mentions_)
            compare(name, amounts);
        compare_projects();
    }

private:
    // ---- what an amount is about ----

    /// A passage about a subordinate unit has that unit's figures.
    bool names_another_unit(const Passage& passage) const
    {
        const auto& department = reading_.subject.department;
        const auto& units = department.units;
        return units.size() > 1 && std::any_of(units.begin(), units.end(), [&](const std::string& unit) {
                   const bool is_itself = unit.starts_with(department.name) || (!department.short_name.empty() && unit.starts_with(department.short_name));
                   return !is_itself && passage.text.find(unit) != std::string::npos;
               });
    }

    /// No other year stands before it in its sentence.
    bool is_of_this_year(const Line& line, std::size_t index) const
    {
        const auto& main = reading_.lines[reading_.of_passage[reading_.index_of(line)].front()];
        const auto at = line.tokens[index].begin;
        const Token* year = nullptr;
        for (const auto& token : main.tokens) {
            if (token.begin >= at)
                break;
            if (token.kind == TokenKind::stop)
                year = nullptr;
            if (token.kind == TokenKind::year)
                year = &token;
        }
        for (const auto& token : line.tokens)
            if (token.begin < at && token.kind == TokenKind::year)
                year = &token;
        return !year || year->value == Decimal::integer(report_.year);
    }

    bool is_planned(std::string_view phrase) const
    {
        constexpr std::array<std::string_view, 3> planned = {"预算", "预算数", "指标"};
        return report_.forms->kind != "budget" && ends_with_any(named(phrase), planned) > 0;
    }

    /// The amount right before it in the sentence is a plan, and this one a part of that.
    bool follows_plan(const Line& line, std::size_t index) const
    {
        for (auto i = index; i-- > sentence_begin(line, index);)
            if (line.is_exact(i) && !is_change(line, i))
                return is_planned(phrase_before(line, i).text);
        return false;
    }

    /// 机关食堂收入合计50万元，支出合计48万元: the sentence began with another subject.
    bool follows_foreign(const Line& line, std::size_t index) const
    {
        for (auto i = sentence_begin(line, index); i < index; ++i)
            if (line.is(i, TokenKind::amount) && !is_change(line, i) && labels_.is_foreign(phrase_before(line, i)))
                return true;
        return false;
    }

    /// The sentence begins with this year or with the name itself, or the name tells which table is meant.
    bool is_about_report(const Line& line, std::size_t index, const Mention& mention) const
    {
        const auto begin = sentence_begin(line, index);
        return mention.qualified != mention.name || line.is(begin, TokenKind::year) || mention.begin == line.tokens[begin].begin;
    }

    std::size_t index_of_total(const Sum& sum) const
    {
        const auto& tokens = sum.line->tokens;
        const auto total = std::find_if(tokens.begin(), tokens.end(), [&](const Token& t) { return t.begin == sum.total.begin; });
        return static_cast<std::size_t>(total - tokens.begin());
    }

    bool is_about_report(const Sum& sum) const
    {
        const auto index = index_of_total(sum);
        const auto head = labels_.find(phrase_of(*sum.line, index));
        return sum.line->is(sentence_begin(*sum.line, index), TokenKind::year) || (head && is_about_report(*sum.line, index, *head));
    }

    bool table_has(std::size_t table, const Token& amount) const
    {
        const auto& cells = report_.tables[table].cells;
        return std::any_of(cells.begin(), cells.end(), [&](const model::Cell& cell) {
            return cell.figure.has_amount() && !cell.figure.amount.is_zero() && equals(amount, cell.figure.amount);
        });
    }

    /// Of a list, the cells in tables that the list is about.
    void keep_cells_of_list(Mention& mention, const Sum& sum) const
    {
        const auto phrase = phrase_before(*sum.line, index_of_total(sum));
        const auto head = labels_.find(phrase);
        std::erase_if(mention.cells, [&](const NamedCell& cell) {
            if (is_planned(phrase.text))
                return true;
            if (table_has(cell.cell.table, sum.total))
                return false;
            return !head || !(labels_.knows(cell.cell.table, head->name) || labels_.knows(cell.cell.table, head->qualified));
        });
    }

    /// The name before the amount; of 甲支出年初预算为A，支出决算为B that of A.
    Phrase phrase_of(const Line& line, std::size_t index) const
    {
        constexpr std::array<std::string_view, 6> spent = {"支出决算为", "支出决算数为", "决算为", "决算数为", "支出决算", "实际支出"};
        constexpr std::array<std::string_view, 6> planned = {"年初预算", "全年预算", "调整后预算", "调整预算", "预算数为", "预算为"};
        auto phrase = phrase_before(line, index);
        if (std::find(spent.begin(), spent.end(), phrase.text) == spent.end())
            return phrase;
        for (auto i = index; i-- > sentence_begin(line, index) && !line.is(i, TokenKind::semicolon);) {
            if (!line.is(i, TokenKind::amount))
                continue;
            auto before = phrase_before(line, i);
            for (const auto word : planned)
                if (const auto at = before.text.find(word); at != std::string::npos && at > 0) {
                    before.text.erase(at);
                    return before;
                }
        }
        return phrase;
    }

    void look_at(const Line& line, std::size_t index)
    {
        auto mention = labels_.find(phrase_of(line, index));
        if (!mention)
            return;
        if (follows_foreign(line, index))
            return;
        const auto& token = line.tokens[index];
        const auto found = sum_of_.find({line.passage, token.begin});
        const auto* sum = found == sum_of_.end() ? nullptr : found->second;
        if (sum)
            keep_cells_of_list(*mention, *sum);
        else if (follows_plan(line, index) && named(phrase_before(line, index).text) == named(phrase_of(line, index).text))
            return;
        else
            std::erase_if(mention->cells, [](const NamedCell& cell) { return cell.is_detail; });
        if (mention->cells.empty()) {
            reporter_.insufficient("N1");
            return;
        }
        const bool is_in_tables =
            std::any_of(mention->cells.begin(), mention->cells.end(), [&](const NamedCell& cell) { return equals(token, cell.amount); });
        mentions_[mention->qualified].push_back({&line, index, mention->name, is_in_tables});
        if (is_in_tables)
            reporter_.passed("N1");
        else
            report(line, index, *mention, sum);
    }

    // ---- N1 ----

    static std::set<decimal::Money> amounts_of(const std::vector<NamedCell>& cells, bool only_main)
    {
        std::set<decimal::Money> amounts;
        for (const auto& cell : cells)
            if (cell.is_main || !only_main)
                amounts.insert(cell.amount);
        if (amounts.size() > 1)
            amounts.erase(decimal::Money());
        return amounts;
    }

    /// The column in which the figure stands also has the list's total.
    bool total_is_in_column(const Sum& sum, const std::vector<NamedCell>& cells) const
    {
        return std::any_of(cells.begin(), cells.end(), [&](const NamedCell& named_cell) {
            const auto& table = report_.tables[named_cell.cell.table];
            for (std::size_t row = 0; named_cell.is_main && row < table.rows.size(); ++row) {
                const auto& figure = table.at(row, named_cell.cell.column).figure;
                if (figure.has_amount() && equals(sum.total, figure.amount))
                    return true;
            }
            return false;
        });
    }

    void report(const Line& line, std::size_t index, const Mention& mention, const Sum* sum)
    {
        const auto& token = line.tokens[index];
        const auto main = amounts_of(mention.cells, true);
        if (main.empty()) {
            reporter_.insufficient("N1");
            return;
        }
        const auto truth = *main.begin();
        auto gap = yuan(token) - truth.in(decimal::Unit::yuan);
        const bool one_figure = amounts_of(mention.cells, false).size() == 1;
        const bool is_own = sum ? is_about_report(*sum) : is_about_report(line, index, mention);
        const bool is_sure = is_own && main.size() == 1 && amounts_of(mention.all, true).size() == 1 && (!sum || one_figure || total_is_in_column(*sum, mention.cells));
        const bool is_tail = gap * Decimal::integer(100) <= unit_in_yuan(token) && -gap * Decimal::integer(100) <= unit_in_yuan(token);
        const bool is_unit = main.size() == 1 && is_off_by_unit(yuan(token), truth.in(decimal::Unit::yuan));
        const auto severity = is_sure && !is_tail ? Severity::error : Severity::warning;
        auto finding = reporter_.finding(is_unit ? "N8" : "N1", severity, *line.passage, name_begin(line, index, mention.begin, mention.name), token.end);
        finding.formula = is_unit ? "同一事项的金额单位一致" : "文字所述的金额＝表中同名的数";
        finding.message = fmt::format("“{}”：{}", line.text(name_begin(line, index, mention.begin, mention.name), token.end), described(mention, token));
        finding.operands.push_back(operand_of(line, token, mention.name));
        for (const auto& cell : mention.cells)
            if (cell.is_main)
                finding.operands.push_back(audit::operand_of(report_, cell.cell));
        if (main.size() == 1)
            finding.difference = difference_text(gap, token);
        if (is_unit)
            finding.diagnosis = "数字相同而相差一万倍，是元、万元写错";
        finding.advice = "请核对文字与表，改正有误的一处；文字中的数字可以引用表格，使二者一致";
        reporter_.add(std::move(finding));
    }

    static Decimal unit_in_yuan(const Token& token)
    {
        auto one = token;
        one.value = Decimal::integer(1);
        return yuan(one);
    }

    static std::string difference_text(const Decimal& gap, const Token& token)
    {
        const int decimals = std::max(token.value.scale(), 2);
        return gap.divide(unit_in_yuan(token), decimals)->to_string() + std::string(decimal::unit_name(token.unit));
    }

    /// The bytes from the name on, as near as they can be told.
    static std::size_t name_begin(const Line& line, std::size_t index, std::size_t phrase, const std::string& name)
    {
        const auto before = line.text(phrase, line.tokens[index].begin);
        const auto at = before.rfind(name);
        return at == std::string_view::npos ? phrase : phrase + at;
    }

    /// The cells of that name: those that are meant, then others that differ.
    std::string described(const Mention& mention, const Token& token) const
    {
        std::string text;
        std::set<decimal::Money> told;
        for (const auto* cells : {&mention.cells, &mention.all})
            for (const auto& cell : *cells)
                if (cell.is_main && (!cell.amount.is_zero() || text.empty()) && told.insert(cell.amount).second)
                    text += fmt::format("{}{}为{}", text.empty() ? "" : "，", cell_place(report_, cell.cell), amount_like(cell.amount, token));
        return text;
    }

    // ---- N15 ----

    static bool agree(const Token& a, const Token& b)
    {
        const int scale = std::min(a.value.scale(), b.value.scale());
        return a.unit == b.unit ? a.value.round(scale) == b.value.round(scale) : yuan(a) == yuan(b);
    }

    void compare(const std::string& name, const std::vector<Named>& amounts)
    {
        for (std::size_t i = 1; i < amounts.size(); ++i) {
            const auto& first = amounts.front();
            const auto& other = amounts[i];
            if (first.line->passage == other.line->passage)
                continue;
            // A row may have several figures (budgeted and spent): each is right.
            if (agree(first.token(), other.token()) || (first.is_in_tables && other.is_in_tables))
                reporter_.passed("N15");
            else
                report_disagreement(name, first, other);
        }
    }

    void report_disagreement(const std::string& name, const Named& first, const Named& other)
    {
        const bool is_unit = is_off_by_unit(yuan(first.token()), yuan(other.token()));
        const auto phrase = phrase_before(*other.line, other.index);
        const auto begin = name_begin(*other.line, other.index, phrase.begin, other.name);
        auto finding = reporter_.finding(is_unit ? "N8" : "N15", Severity::warning, *other.line->passage, begin, other.token().end);
        finding.formula = "同一事项在文中各处的金额一致";
        finding.message = fmt::format("{}：这里写作{}，“{}”中写作{}", name, other.text(), first.line->passage->title, first.text());
        finding.advice = is_unit ? "请核对单位是元还是万元" : "请核对两处金额";
        finding.operands = {operand_of(*other.line, other.token(), name), operand_of(*first.line, first.token(), name)};
        reporter_.add(std::move(finding));
    }

    /// What was spent on a project, in its evaluation and where the projects are listed.
    void compare_projects()
    {
        std::map<std::string, std::vector<Named>> projects;
        std::set<Place> budgets;
        constexpr std::size_t least_characters = 4;
        for (const auto& line : reading_.lines)
            for (const auto& completion : completions_of(line)) {
                budgets.insert({line.passage, completion.budget->begin});
                const auto done = std::find_if(line.tokens.begin(), line.tokens.end(), [&](const Token& t) { return t.begin == completion.done.begin; });
                budgets.insert({line.passage, completion.done.begin});
                if (base::code_point_count(completion.subject) >= least_characters && !mentions_.contains(completion.subject))
                    projects[completion.subject].push_back({&line, static_cast<std::size_t>(done - line.tokens.begin()), completion.subject});
            }
        for (const auto& line : reading_.lines)
            for (std::size_t i = 0; i < line.tokens.size() && !projects.empty(); ++i) {
                if (!line.is_exact(i) || is_change(line, i) || budgets.contains({line.passage, line.tokens[i].begin}))
                    continue;
                const auto project = projects.find(std::string(named(phrase_before(line, i).text)));
                if (project != projects.end())
                    project->second.push_back({&line, i, project->first});
            }
        for (const auto& [name, amounts] : projects)
            compare(name, amounts);
    }

    const Reading& reading_;
    const model::Report& report_;
    Reporter& reporter_;
    const Labels& labels_;
    std::vector<Sum> sums_;
    std::map<Place, const Sum*> sum_of_;
    std::map<std::string, std::vector<Named>> mentions_;
};

}  // namespace

void check_figures_named(const Reading& reading, Reporter& reporter)
{
    if (reading.labels)
        FigureCheck(reading, reporter).run();
}

}  // namespace gongkai::audit::prose
