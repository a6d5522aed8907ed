#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "pages/downloads/csv_text.hpp"
#include "pages/downloads/downloads.hpp"
#include "pages/format.hpp"

namespace gongkai::pages {
namespace {

bool could_be_formula(std::string_view text)
{
    for (const std::string_view start : {"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"})
        if (text.starts_with(start))
            return true;
    return false;
}

void append_quoted(std::string& out, std::string_view text)
{
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
        out += text;
        return;
    }
    out += '"';
    for (const char c : text)
        out.append(c == '"' ? 2 : 1, c);
    out += '"';
}

/// Labels that tell nothing without the heading above them.
bool says_nothing(std::string_view label)
{
    static constexpr std::array<std::string_view, 5> labels = {"合计", "小计", "数量", "金额", "单价"};
    return std::find(labels.begin(), labels.end(), label) != labels.end();
}

/// Amount columns of a table, each once, with the name under which they appear.
std::vector<std::string> amount_names(const model::TableForm& form)
{
    std::vector<std::string> names(static_cast<std::size_t>(form.amount_columns));
    for (const auto& block : form.blocks)
        for (const auto& column : block.columns)
            if (column.amount_index >= 0 && names[static_cast<std::size_t>(column.amount_index)].empty())
                names[static_cast<std::size_t>(column.amount_index)] = column_name(form, column);
    return names;
}

}  // namespace

void append_csv_text(std::string& out, std::string_view text)
{
    append_quoted(out, could_be_formula(text) ? "'" + std::string(text) : std::string(text));
}

std::string column_name(const model::TableForm& form, const model::Column& column)
{
    bool is_shared = says_nothing(column.label());
    bool is_repeated = false;
    for (const auto& block : form.blocks)
        for (const auto& other : block.columns) {
            const bool is_other = &other != &column && (other.amount_index < 0 || other.amount_index != column.amount_index);
            const bool is_beside = form.is_list() || (other.amount_index >= 0) == (column.amount_index >= 0);
            if (!is_other || !is_beside)
                continue;
            is_shared = is_shared || other.label() == column.label();
            is_repeated = is_repeated || other.path == column.path;
        }
    return is_shared ? fmt::format("{}", fmt::join(column.path, "-")) + (is_repeated ? column.number : "") : column.label();
}

namespace {

/// A list keeps the columns of its form; the depth of a row comes first.
std::string list_csv(const model::TableForm& form, const model::Table& table, const std::vector<FigureFormat>& formats)
{
    const auto& columns = form.blocks.front().columns;
    std::string out = "\xEF\xBB\xBF" "层级";
    for (const auto& column : columns) {
        out += ',';
        append_csv_text(out, column_name(form, column));
    }
    out += "\r\n";
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        const auto& head = table.rows[row];
        out += std::to_string(head.level);
        for (const auto& column : columns) {
            out += ',';
            if (column.role == model::ColumnRole::amount)
                out += figure_text(table.at(row, static_cast<std::size_t>(column.amount_index)).figure,
                                   formats[static_cast<std::size_t>(column.amount_index)].plain());
            else
                append_csv_text(out, row_text(head, column));
        }
        out += "\r\n";
    }
    return out;
}

}  // namespace

std::string_view row_text(const model::Row& row, const model::Column& column)
{
    switch (column.role) {
    case model::ColumnRole::name: return row.name;
    case model::ColumnRole::code: return row.code;
    case model::ColumnRole::line: return row.line;
    case model::ColumnRole::text: {
        const auto place = static_cast<std::size_t>(column.text_index);
        return place < row.texts.size() ? std::string_view(row.texts[place]) : std::string_view();
    }
    case model::ColumnRole::amount: break;
    }
    return {};
}

std::vector<CsvFile> csv_files(const model::Report& report)
{
    std::vector<CsvFile> files;
    for (std::size_t i = 0; i < report.forms->tables.size(); ++i)
        if (model::is_published(report.forms->tables[i], report.tables[i]))
            files.push_back({i, report.forms->tables[i].id});
    if (!report.sheets.empty())
        files.push_back({std::nullopt, "sheets"});
    return files;
}

std::string table_csv(const model::Report& report, std::size_t index)
{
    const auto& form = report.forms->tables[index];
    const auto& table = report.tables[index];
    const auto formats = column_formats(report, form);
    if (form.is_list())
        return list_csv(form, table, formats);
    std::string out = "\xEF\xBB\xBF" "行次,科目编码,项目";
    for (const auto& name : amount_names(form)) {
        out += ',';
        append_csv_text(out, name);
    }
    out += "\r\n";
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        const auto& head = table.rows[row];
        if (head.key.empty())
            continue;
        append_csv_text(out, head.line);
        out += ',';
        append_csv_text(out, head.code);
        out += ',';
        append_csv_text(out, head.name.empty() ? head.key : head.name);
        for (int column = 0; column < table.columns; ++column)
            out.append(",").append(figure_text(table.at(row, static_cast<std::size_t>(column)).figure, formats[static_cast<std::size_t>(column)].plain()));
        out += "\r\n";
    }
    return out;
}

}  // namespace gongkai::pages
