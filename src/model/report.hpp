// What the departments wrote: departments, reports, and the figures of their tables.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/source.hpp"
#include "model/figure.hpp"
#include "model/form.hpp"

namespace gongkai::model {

/// A calendar day.
struct Date {
    int year = 0;
    int month = 0;
    int day = 0;

    auto operator<=>(const Date&) const = default;
    std::string iso() const;      ///< 2024-10-24
    std::string chinese() const;  ///< 2024年10月24日
};

/// YYYY-MM-DD of a day that exists; nullopt otherwise.
std::optional<Date> parse_date(std::string_view text);

/// A row of a report's table. Fixed and footer rows come from the form,
/// classified rows from the content.
struct Row {
    std::string key;    ///< code, or the key of a fixed row, or the total's name
    std::string name;   ///< as shown
    std::string code;   ///< classification code, or empty
    std::string line;   ///< 行次, or empty
    int block = 0;      ///< index of the block it belongs to (first block of a footer row)
    int level = 0;      ///< 类 1, 款 2, 项 3; depth in a list, from 1; 0 for others
    std::vector<std::string> texts;  ///< of a list, by Column::text_index; may be shorter
    bool footer = false;
    bool emphasis = false;
    bool written = false;  ///< stands in the content
    base::Span span;
};

/// A place in the tables of one report.
struct CellRef {
    std::uint16_t table = 0;   ///< index in FormSet::tables
    std::uint16_t column = 0;  ///< Column::amount_index
    std::uint32_t row = 0;     ///< index in Table::rows

    auto operator<=>(const CellRef&) const = default;
};

enum class Origin : std::uint8_t { absent, written, computed };

/// A cell: its figure and where it comes from. `span` is the place in the
/// content (written), `from` the cells used (computed).
struct Cell {
    Figure figure;
    Origin origin = Origin::absent;
    base::Span span;
    std::vector<CellRef> from;
};

/// The figures of one table of a report: rows × amount columns, dense.
struct Table {
    std::vector<Row> rows;
    std::vector<Cell> cells;
    int columns = 0;
    bool given = false;    ///< stands in the content (perhaps empty)
    bool derived = false;  ///< left out, and computed from other tables
    std::string statement; ///< sentence published with an empty table
    bool is_stated = false; ///< the content wrote the sentence: published even if the table shows zeros
    base::Span span;

    const Cell& at(std::size_t row, std::size_t column) const { return cells[row * static_cast<std::size_t>(columns) + column]; }
    Cell& at(std::size_t row, std::size_t column) { return cells[row * static_cast<std::size_t>(columns) + column]; }
    /// First row with this key, 行次 or code; nullopt if none.
    std::optional<std::size_t> find_row(std::string_view key) const;
    /// No cell holds an amount.
    bool is_empty() const;
};

/// The table belongs to the report: an optional one only when it is written.
inline bool is_published(const TableForm& form, const Table& table) { return !form.is_optional || table.given; }

struct Fact;

/// A fact's value as its schema says: money, count, text, by code, or a group.
struct FactGroup {
    std::map<std::string, Fact, std::less<>> members;
};

/// A datum for the narrative beyond the tables.
struct Fact {
    std::variant<std::monostate, Figure, std::int64_t, std::string, FactGroup> value;
    base::Span span;
};

/// The fact with this dotted name (三公.国内接待.批次), or nullptr.
const Fact* find_fact(const FactGroup& facts, std::string_view dotted_name);

/// Calls `visit(form, fact, dotted name)` for every fact that is given and is no
/// group of the schema, in the schema's order.
template <class Visit>
void each_fact(const FactForm& schema, const FactGroup& facts, const Visit& visit, const std::string& path = {})
{
    for (const auto& member : schema.members) {
        const auto found = facts.members.find(member.key);
        if (found == facts.members.end())
            continue;
        const auto name = path.empty() ? member.key : path + "." + member.key;
        if (member.type != FactType::group)
            visit(member, found->second, name);
        else if (const auto* inner = std::get_if<FactGroup>(&found->second.value))
            each_fact(member, *inner, visit, name);
    }
}

enum class Status : std::uint8_t { draft, approved, published };

struct SourceDocument {
    std::string title;
    std::optional<Date> date;
    std::string note;
};

/// A section of prose from the report's Markdown file: a template text.
struct ProseSection {
    std::string title;
    base::Span span;  ///< the text under its heading
};

/// A finding of the audit that the department leaves standing, and why.
struct Acknowledgement {
    std::string rule;
    std::string cell;    ///< the place as the finding names it
    std::string reason;
    base::Span span;
};

/// A note that pages show beside a figure, or under the sheet or report it is about.
struct FigureNote {
    std::optional<CellRef> cell;  ///< beside this figure
    std::string sheet;            ///< slug of the sheet that it is about, or empty
    std::string text;
};

/// A figure that a correction changed: as it was published, and what it became.
struct CorrectedCell {
    std::string cell;   ///< its place as findings name it: 公开05表 合计 1栏
    Figure from;
    Figure to;
    base::Span span;    ///< of the place in the content
};

/// A change after publication (更正).
struct Correction {
    Date date;
    std::string what;
    std::string reason;
    std::vector<CorrectedCell> cells;  ///< may be empty: texts and sheets are corrected too
    base::Span span;                   ///< of its date
};

struct Report {
    std::string path;        ///< of the YAML file
    std::string slug;        ///< 2023-final[-scope]: last part of its address
    int year = 0;
    std::string kind;
    std::string title;       ///< as written, or empty
    std::string entity;      ///< 部门, 单位, 本级单位
    const FormSet* forms = nullptr;
    Status status = Status::draft;
    std::optional<Date> approved_on;
    std::optional<Date> published_on;
    decimal::Unit unit = decimal::Unit::ten_thousand_yuan;
    bool grouped = false;    ///< its figures are written with commas
    bool summarised = false; ///< its prose is a summary of the source
    SourceDocument source;
    std::vector<Table> tables;  ///< parallel to forms->tables
    std::vector<Sheet> sheets;  ///< forms of one page, by file name
    FactGroup facts;
    std::vector<ProseSection> prose;
    std::vector<Correction> corrections;
    std::vector<Acknowledgement> acknowledged;
    std::vector<FigureNote> notes;  ///< by the audit, of what is acknowledged
    base::Span span;
};

/// Reports that a department does not publish, by rule (涉密; rules.md R-A3).
struct Exemption {
    int since = 0;       ///< first year
    int until = 9999;    ///< last year
    std::string kind;    ///< budget, final, performance; empty: all
    std::string reason;
    std::string basis;   ///< the law or decision
    base::Span span;

    bool covers(int year, std::string_view report_kind) const;
};

struct Department {
    std::string slug;        ///< folder name: its permanent address
    std::string name;
    std::string short_name;
    std::string province;
    std::string city;
    std::string district;
    std::string kind;        ///< 部门 or 单位
    std::string budget_code;
    std::vector<std::string> units;
    std::vector<Exemption> exemptions;
    std::vector<Report> reports;  ///< by year, newest first, then by kind
    base::Span span;
};

/// Lower-case letters, digits and hyphens between them: safe in every address and
/// file system, so that folders and files can be addresses.
bool is_address(std::string_view name);

/// A report draws only on reports that are as public as itself, or more: nothing of a draft
/// gets into what is published, and leaving drafts out changes nothing published.
inline bool may_draw_on(const Report& report, const Report& other) { return other.status >= report.status; }

/// The same kind of report (and scope) of the year before that it may draw on, or nullptr.
const Report* report_before(const Department& department, const Report& report);

/// The budget of the same year that it may draw on, or nullptr.
const Report* budget_beside(const Department& department, const Report& report);

struct Term {
    std::string term;
    std::vector<std::string> aliases;
    std::string definition;
    base::Span span;
};

}  // namespace gongkai::model
