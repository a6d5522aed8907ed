// A form of one page as the rules on evaluations look at it: rows of values, goals
// with their indicators, each with a name that is unique on its sheet.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/finding.hpp"
#include "audit/subject.hpp"

namespace gongkai::audit::evaluation {

/// A value on a sheet, and what to call it.
struct ValueAt {
    const model::SheetValue* value = nullptr;
    std::string name;   ///< 年度财政资金总额 得分: in places and operands
    std::string label;  ///< 得分: in messages
    base::Span span;    ///< of the value; of what holds it when it was left out

    const std::optional<decimal::Decimal>& number() const { return value->number; }
    bool is_blank() const { return value->is_blank(); }
    const std::string& text() const { return value->text; }
};

/// Values side by side: a row of a grid, or fields under one heading.
struct ValueRow {
    const std::vector<model::ValueForm>* forms = nullptr;
    const std::vector<model::SheetValue>* values = nullptr;
    const model::GridForm* grid = nullptr;  ///< nullptr: fields
    std::string group;                      ///< of a grid's row
    std::string name;                       ///< 其中/市补助; heading of fields
    std::string short_name;                 ///< empty for the only row of its grid outside groups
};

/// Which columns of indicators say what; told by labels and types.
struct IndicatorColumns {
    std::optional<std::size_t> target;
    std::optional<std::size_t> actual;
    std::optional<std::size_t> reason;
    std::optional<std::size_t> weight;
    std::vector<std::size_t> scores;
};

struct IndicatorAt {
    const model::Indicator* indicator = nullptr;
    std::string name;  ///< its own name, with those above it where others have the same
};

struct GoalAt {
    const model::IndicatorsForm* form = nullptr;
    const model::Goal* goal = nullptr;
    std::string name;  ///< 年度目标1
    IndicatorColumns columns;
    std::vector<IndicatorAt> indicators;
};

/// One sheet under audit, and where its findings go.
class SheetAudit {
public:
    SheetAudit(const Subject& subject, const model::Sheet& sheet, Record& record);

    const Subject& subject() const { return subject_; }
    const model::Sheet& sheet() const { return sheet_; }
    Record& record() const { return record_; }
    const std::vector<ValueRow>& rows() const { return rows_; }
    const std::vector<GoalAt>& goals() const { return goals_; }
    bool is_whole() const { return sheet_.form->scope == model::SheetScope::whole; }
    /// Decimals that amounts have at least, whether written or not.
    int decimals() const { return subject_.report.forms ? subject_.report.forms->decimals : 2; }

    ValueAt at(const ValueRow& row, std::size_t column) const;
    ValueAt at(const GoalAt& goal, const IndicatorAt& indicator, std::size_t column) const;
    ValueAt weight_of(const GoalAt& goal) const;
    ValueAt score_of(const GoalAt& goal) const;
    /// The first value with the role; nullopt if the form has none.
    std::optional<ValueAt> find(model::ValueRole role) const;

    /// 部门整体, or the project's name.
    const std::string& who() const { return who_; }
    Operand operand(const ValueAt& at) const;
    std::string place(const ValueAt& at) const { return sheet_.slug + " " + at.name; }
    /// With place, span and the value as first operand. The message is "who：text".
    Finding finding(std::string rule, base::Severity severity, const ValueAt& at, std::string text) const;

private:
    std::string shown_label(const model::ValueForm& form) const;
    void add_rows(const model::SheetSectionForm& form, const model::SheetSection& section);
    void add_goals(const model::IndicatorsForm& form, const model::Indicators& indicators);
    void name_indicators();

    const Subject& subject_;
    const model::Sheet& sheet_;
    Record& record_;
    std::vector<ValueRow> rows_;
    std::vector<GoalAt> goals_;
    std::string who_;
    std::string title_;
};

/// Column with this label; nullopt if none.
std::optional<std::size_t> column_named(const std::vector<model::ValueForm>& forms, const std::string& label);

/// “20 + 25 + 30”: the figures of values, at most eight of them.
std::string joined(const std::vector<std::string>& figures, std::string_view separator);

/// “…”, with quotation marks inside it single.
std::string quoted(std::string name);

/// The difference without its sign.
decimal::Decimal distance(const decimal::Decimal& a, const decimal::Decimal& b);

/// Without zeros after the last digit of the fraction.
std::string trimmed(const decimal::Decimal& number);

}  // namespace gongkai::audit::evaluation
