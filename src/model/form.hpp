// 表样: the prescribed tables, as declared in templates/forms. Nothing here
// knows a particular form.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/source.hpp"
#include "decimal/money.hpp"
#include "model/sheet.hpp"

namespace gongkai::model {

/// What a column shows: an amount, or something about the row.
enum class ColumnRole : std::uint8_t { amount, name, code, line, text };

/// What an amount column counts: money in the table's unit, or things (辆, 批).
enum class Measure : std::uint8_t { money, count };

/// A column of a block, flattened: `path` holds the labels from the outermost
/// header down to the column's own.
struct Column {
    std::vector<std::string> path;
    ColumnRole role = ColumnRole::amount;
    std::string number;      ///< 栏次; unique among the amount columns of a table
    /// Position among all amount columns of the table, or -1. Columns without
    /// 栏次 at the same place in their blocks share one (three columns 决算数 side by side).
    int amount_index = -1;
    int text_index = -1;     ///< position among the text columns of its block, or -1
    Measure measure = Measure::money;
    std::string key;         ///< another name for formulas and content, or empty
    bool is_summed = true;   ///< a row above others holds their sum (not so for a price)

    const std::string& label() const { return path.back(); }
};

/// A printed row of a block with fixed rows.
struct FixedRow {
    std::string key;    ///< how content and formulas name it; empty on a blank printed row
    std::string line;   ///< 行次, or empty
    std::string code;   ///< classification code, or empty
    std::string name;   ///< as printed, with its ordinal
    bool emphasis = false;
    base::Span span;
};

enum class Classification : std::uint8_t { none, functional, economic };

/// One part of a table; blocks stand side by side. Either `fixed_rows` are
/// given, or the rows follow a classification under a total, or they are a list
/// that the content makes (units, projects, purchases), which may nest.
struct Block {
    std::vector<Column> columns;
    std::vector<FixedRow> fixed_rows;
    Classification classification = Classification::none;
    bool is_list = false;
    std::string total_name;  ///< name of the first row of a classified block or list (合计); a list may have none
};

/// A label over one or more neighbouring blocks.
struct BlockHeading {
    std::string label;
    int blocks = 1;
};

/// A row under the blocks, spanning `blocks` of them (人员经费合计).
struct FooterRow {
    std::string key;
    std::string name;
    int blocks = 1;
    int first_block = 0;
};

/// A formula as the form words it; checked by module formula.
struct FormulaText {
    std::string text;
    base::Span span;
};

/// How far apart the two sides of a rule may be: by the rounding of their printed
/// terms (尾差), or not at all.
enum class Tolerance : std::uint8_t { tail, exact };

/// A formula as an audit rule.
struct RuleForm {
    FormulaText formula;
    std::string id;      ///< J05-C; given by the loader where the form has none
    std::string title;
    std::string source;  ///< the form's notes, a regulation
    std::string advice;
    base::Severity severity = base::Severity::error;
    Tolerance tolerance = Tolerance::tail;
    std::optional<FormulaText> when;  ///< a condition; the rule is not applicable without it
};

enum class Orientation : std::uint8_t { portrait, landscape };

struct TableForm {
    std::string number;  ///< 公开01表
    std::string id;      ///< "01": part of addresses
    std::string title;
    Orientation orientation = Orientation::portrait;
    std::vector<BlockHeading> headings;
    std::vector<Block> blocks;
    std::vector<FooterRow> footer;
    std::vector<std::string> notes;
    std::string empty_statement;
    std::optional<decimal::Unit> unit;  ///< if other than the form set's; content is written in it too
    bool is_optional = false;           ///< left out altogether when the content has none of it
    std::vector<RuleForm> formulas;
    std::string hierarchy_id;  ///< id of the rule that parents are the sums of the rows below them
    std::optional<FormulaText> derive_when;
    std::vector<FormulaText> derive;
    int amount_columns = 0;  ///< number of amount columns in all blocks
    base::Span span;

    /// Its rows are made by the content (one block).
    bool is_list() const { return blocks.size() == 1 && blocks.front().is_list; }
    /// The first column with this index.
    const Column* amount_column(int index) const;
    bool is_summed(int index) const;
};

/// Kinds of data that a narrative may need beyond the tables.
/// `texts`: a text for each of some names that the content chooses (projects).
enum class FactType : std::uint8_t { group, money, count, text, money_by_code, text_by_code, texts };

/// One entry of the schema for `facts:`; groups nest.
struct FactForm {
    std::string key;
    FactType type = FactType::text;
    std::string label;                      ///< what to call it in a message
    std::string unit;                       ///< of counts: 辆, 批次 …; of money, if other than the report's
    std::optional<FormulaText> difference;  ///< money: this year's figure less last year's of this reference
    std::vector<FactForm> members;          ///< of a group
    bool names_units = false;               ///< text: says which units the report covers
    std::string share_of;                   ///< text: a share of this fact (dotted), which must not be zero
    std::optional<FormulaText> needed_when; ///< the fact must be given when this expression is not zero
    base::Span span;
};

/// The schema of the fact with this dotted name, or nullptr; below amounts by code
/// every code means the amounts' own.
const FactForm* find_fact_form(const FactForm& facts, std::string_view dotted_name);

struct SectionForm {
    std::string id;
    std::string number;    ///< 一, 二 … or empty
    std::string title;
    std::string template_name;        ///< template that generates it, or empty: only prose
    std::vector<std::string> charts;  ///< ids of charts shown in it
    base::Span span;
};

/// A part of a report: in this order its sections (one page), tables, sheets
/// (forms of one page, with a summary before them) and glossary, a page each.
struct PartForm {
    std::string id;
    std::string title;
    std::vector<SectionForm> sections;
    std::vector<std::size_t> tables;  ///< indexes in FormSet::tables
    std::string sheets_title;         ///< of the summary of the sheets; empty: no sheets here
    bool has_glossary = false;
};

/// A figure that is shown with its change: `value` is an expression, `change`
/// the dotted name of a fact, or empty.
struct ShownFigure {
    std::string label;
    FormulaText value;
    std::string change;
};

/// What a measure of comparison is in a form set's tables: the value of an expression, or a
/// column with a figure for each code.
struct MeasureForm {
    std::string name;   ///< as comparisons.yaml calls it
    FormulaText value;  ///< of a single figure
    bool is_coded = false;
    std::size_t table = 0;  ///< coded: index in FormSet::tables
    int column = 0;         ///< coded: Column::amount_index
    base::Span span;
};

enum class ChartKind : std::uint8_t { change, structure };

struct ChartForm {
    std::string id;
    std::string number;  ///< 图1
    std::string title;
    ChartKind kind = ChartKind::change;
    std::optional<FormulaText> whole;  ///< of structure charts
    std::vector<ShownFigure> items;
    base::Span span;
};

/// All that a kind of report consists of, for a place and years.
struct FormSet {
    std::string id;
    std::string title;
    std::string kind;       ///< final, budget, performance
    std::string kind_name;  ///< 决算
    std::string province;   ///< empty: any
    std::string city;       ///< empty: any
    std::string district;   ///< empty: any
    int first_year = 0;
    int last_year = 9999;
    decimal::Unit unit = decimal::Unit::ten_thousand_yuan;
    int decimals = 2;       ///< least number of decimals shown
    std::vector<TableForm> tables;
    std::vector<SheetForm> sheets;
    FactForm facts;         ///< the root group
    std::optional<FormulaText> sheets_needed_when;  ///< a report without sheets is incomplete when this is not zero
    std::vector<PartForm> parts;
    std::vector<std::string> glossary;
    std::vector<ShownFigure> key_figures;
    std::vector<ChartForm> charts;
    std::vector<MeasureForm> measures;
    std::vector<RuleForm> rules;  ///< between tables, facts and reports
    base::Span span;

    /// Index of the table with this number (公开01表), or nullopt.
    std::optional<std::size_t> find_table(std::string_view number) const;
    const SectionForm* find_section(std::string_view title) const;
    const ChartForm* find_chart(std::string_view id) const;
    const MeasureForm* find_measure(std::string_view name) const;
};

}  // namespace gongkai::model
