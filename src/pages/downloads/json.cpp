// Written straight into a string: a build makes thousands of these.

#include <fmt/format.h>

#include "pages/downloads/downloads.hpp"
#include "pages/downloads/json_text.hpp"
#include "pages/format.hpp"

namespace gongkai::pages {
namespace {

void append_cell(std::string& out, const model::Cell& cell, const FigureFormat& format, model::Measure measure)
{
    switch (cell.figure.state) {
    case model::CellState::blank: out += "{\"state\":\"blank\"}"; return;
    case model::CellState::dash: out += "{\"state\":\"dash\"}"; return;
    case model::CellState::not_applicable: out += "{\"state\":\"not_applicable\"}"; return;
    case model::CellState::amount: break;
    }
    const auto text = figure_text(cell.figure, format.plain());
    const auto origin = cell.origin == model::Origin::computed ? "computed" : "written";
    if (measure == model::Measure::count) {
        out += fmt::format("{{\"state\":\"amount\",\"amount\":\"{0}\",\"count\":{0},\"origin\":\"{1}\"}}", text, origin);
        return;
    }
    // Beyond 2^53 a JSON number is not safe: then the count of 分 is a string.
    const auto cents = cell.figure.amount.cents();
    const bool is_safe = cents < (1LL << 53) && cents > -(1LL << 53);
    out += fmt::format("{{\"state\":\"amount\",\"amount\":\"{}\",\"cents\":{}{}{},\"origin\":\"{}\"}}",
                       text, is_safe ? "" : "\"", cents, is_safe ? "" : "\"", origin);
}

void append_columns(std::string& out, const model::TableForm& form)
{
    bool is_first = true;
    std::vector<bool> seen(static_cast<std::size_t>(form.amount_columns));
    for (const auto& block : form.blocks)
        for (const auto& column : block.columns) {
            if (column.amount_index < 0 || seen[static_cast<std::size_t>(column.amount_index)])
                continue;
            seen[static_cast<std::size_t>(column.amount_index)] = true;
            out += is_first ? "\n" : ",\n";
            is_first = false;
            out += fmt::format("{{\"index\":{},\"measure\":\"{}\",\"number\":", column.amount_index,
                               column.measure == model::Measure::count ? "count" : "money");
            append_json(out, column.number);
            out += ",\"name\":";
            append_json(out, column_name(form, column));
            out += '}';
        }
}

/// The texts of a list's row by the label of their column.
void append_texts(std::string& out, const model::Row& row, const model::TableForm& form)
{
    if (row.texts.empty())
        return;
    out += ",\"texts\":{";
    bool is_first = true;
    for (const auto& column : form.blocks[static_cast<std::size_t>(row.block)].columns) {
        if (column.role != model::ColumnRole::text)
            continue;
        out += is_first ? "" : ",";
        is_first = false;
        append_json(out, column_name(form, column));
        out += ':';
        append_json(out, row_text(row, column));
    }
    out += '}';
}

/// How the figures of a column are written, and what they count.
struct ColumnFormat {
    FigureFormat figures;
    model::Measure measure;
};

std::vector<ColumnFormat> formats_of(const model::Report& report, const model::TableForm& form)
{
    std::vector<ColumnFormat> formats;
    for (const auto& figures : column_formats(report, form))
        formats.push_back({figures, form.amount_column(static_cast<int>(formats.size()))->measure});
    return formats;
}

void append_row(std::string& out, const model::Table& table, std::size_t index, const model::TableForm& form,
                const std::vector<ColumnFormat>& formats)
{
    const auto& row = table.rows[index];
    out += "{\"key\":";
    append_json(out, row.key);
    out += ",\"name\":";
    append_json(out, row.name);
    out += ",\"code\":";
    append_json(out, row.code);
    out += ",\"line\":";
    append_json(out, row.line);
    append_texts(out, row, form);
    out += fmt::format(",\"level\":{},\"cells\":[", row.level);
    for (int column = 0; column < table.columns; ++column) {
        out += column == 0 ? "" : ",";
        const auto& format = formats[static_cast<std::size_t>(column)];
        append_cell(out, table.at(index, static_cast<std::size_t>(column)), format.figures, format.measure);
    }
    out += "]}";
}

}  // namespace

void append_json(std::string& out, std::string_view text)
{
    out += '"';
    for (const char c : text) {
        if (c == '"' || c == '\\')
            out.append("\\").append(1, c);
        else if (static_cast<unsigned char>(c) < 0x20)
            out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        else
            out += c;
    }
    out += '"';
}

std::string table_json(const model::Department& department, const model::Report& report, std::size_t index)
{
    const auto& form = report.forms->tables[index];
    const auto& table = report.tables[index];
    const auto formats = formats_of(report, form);
    std::string out = "{\n\"department\":";
    append_json(out, department.name);
    out += fmt::format(",\n\"year\":{},\n\"kind\":\"{}\",\n\"table\":", report.year, report.kind);
    append_json(out, form.number);
    out += ",\n\"title\":";
    append_json(out, form.title);
    out += ",\n\"unit\":";
    append_json(out, unit_text(report, form));
    out += fmt::format(",\n\"derived\":{},\n\"columns\":[", table.derived);
    append_columns(out, form);
    out += "\n],\n\"rows\":[";
    bool is_first = true;
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        if (table.rows[row].key.empty())
            continue;
        out += is_first ? "\n" : ",\n";
        is_first = false;
        append_row(out, table, row, form, formats);
    }
    return out + "\n]\n}\n";
}

}  // namespace gongkai::pages
