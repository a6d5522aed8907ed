// 单页表样: forms of one page that are no tables of accounts: self-evaluations
// (绩效自评表) and performance targets (绩效目标表). A form is a sequence of
// sections; what is filled in stands in the same order. Nothing here knows a
// particular form. (财预〔2020〕10号; the forms differ by place and year.)
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/source.hpp"
#include "decimal/decimal.hpp"
#include "decimal/money.hpp"

namespace gongkai::model {

enum class ValueType : std::uint8_t {
    text,       ///< a short text; also targets and actual values (5场, ≥90%)
    paragraph,  ///< a longer text
    choice,     ///< one of the options is ticked
    money,      ///< in the form's unit
    percent,    ///< 98.8%
    score,      ///< points: 10, 10分
};

/// What a value means to summaries, whatever a form calls it.
/// `weight`: the most points that an indicator can get; not a score itself.
enum class ValueRole : std::uint8_t { none, name, budget, executed, rate, score, total, weight };

/// A value that names or reaches a person; shown only as the site's policy says.
enum class Personal : std::uint8_t { none, name, telephone };

/// A percentage that follows from two values of its row: `part` ÷ `whole`.
struct Ratio {
    std::string part;
    std::string whole;
    int places = 2;  ///< decimals of the percentage
};

/// A field, or a column of a grid or of indicators.
struct ValueForm {
    std::vector<std::string> path;  ///< labels from the outermost heading down; content names the last
    std::string mark;               ///< printed after the label: A, B/A
    ValueType type = ValueType::text;
    ValueRole role = ValueRole::none;
    Personal personal = Personal::none;
    std::vector<std::string> options;  ///< of a choice, in printed order
    bool is_optional = false;          ///< not shown when it is blank
    std::optional<Ratio> ratio;        ///< percent: computed when left out
    std::string weighted_by;           ///< score: the section's weight × this percentage, when left out
    bool is_total = false;             ///< score: the sum of all others, when left out
    base::Span span;

    const std::string& label() const { return path.back(); }
};

/// Labels with values. With a heading, content writes them below it.
struct FieldsForm {
    std::string heading;
    std::vector<ValueForm> fields;
};

struct GridRowForm {
    std::string group;  ///< heading over neighbouring rows (收入构成, 其中), or empty
    std::string label;
};

/// Fixed rows by columns: 预算执行情况.
struct GridForm {
    std::string heading;
    std::optional<decimal::Decimal> weight;  ///< points that the section can give
    std::vector<GridRowForm> rows;
    std::vector<ValueForm> columns;

    /// The row is a part of another (under 其中): it earns no points of its own.
    bool is_part(std::size_t row) const;
};

/// Indicators in up to three levels under one or more goals.
struct IndicatorsForm {
    std::string heading;
    std::string goal_label;           ///< 年度目标: numbered when there are several
    std::vector<std::string> levels;  ///< headings of the columns of names, outermost first
    std::vector<ValueForm> columns;
};

using SheetSectionForm = std::variant<FieldsForm, GridForm, IndicatorsForm>;

enum class SheetScope : std::uint8_t { whole, project };

struct SheetForm {
    std::string id;      ///< part of addresses and of `form:` in files of data
    std::string name;    ///< what content writes after `form:`
    std::string number;  ///< 表15, or empty
    std::string title;   ///< with placeholders; {project} is the value with role name
    std::string label;   ///< what lists call a sheet without a project's name (部门整体)
    SheetScope scope = SheetScope::project;
    decimal::Unit unit = decimal::Unit::ten_thousand_yuan;
    std::vector<SheetSectionForm> sections;
    std::vector<std::string> notes;
    base::Span span;
};

/// What somebody filled in, as written; `number` when the type has one.
struct SheetValue {
    std::string text;
    std::optional<decimal::Decimal> number;  ///< money in the form's unit, percent, points
    bool is_given = false;                   ///< stands in the content, perhaps blank (~): then it stays as it is
    bool is_computed = false;
    base::Span span;

    bool is_blank() const { return text.empty(); }
    bool is_left_out() const { return is_blank() && !is_given; }
};

struct Fields {
    std::vector<SheetValue> values;  ///< parallel to FieldsForm::fields
};

struct Grid {
    std::vector<std::vector<SheetValue>> rows;  ///< rows × columns of the form
};

struct Indicator {
    std::vector<std::string> names;  ///< parallel to IndicatorsForm::levels; inner ones may be blank
    std::vector<SheetValue> values;  ///< parallel to IndicatorsForm::columns
    base::Span span;
};

struct Goal {
    std::string text;
    SheetValue weight;  ///< 分值, may be blank
    SheetValue score;   ///< 得分 of the whole goal where the form prints one
    std::vector<Indicator> indicators;
    base::Span span;
};

struct Indicators {
    std::vector<Goal> goals;
};

using SheetSection = std::variant<Fields, Grid, Indicators>;

struct Sheet {
    std::string path;  ///< of its file
    std::string slug;  ///< file name without ending: last part of its address
    const SheetForm* form = nullptr;
    std::vector<SheetSection> sections;  ///< parallel to form->sections, of the same kinds
    base::Span span;

    /// The first value with this role, or nullptr.
    const SheetValue* find(ValueRole role) const;
    /// What its form calls the value with this role, or empty.
    std::string label_of(ValueRole role) const;
    /// Its text, or empty.
    std::string text_of(ValueRole role) const;
};

/// Fills {year}, {year-1} and {year-2} in a label.
std::string filled_years(std::string label, int year);

}  // namespace gongkai::model
