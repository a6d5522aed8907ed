#include <algorithm>

#include <fmt/format.h>

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

void append_text(std::string& out, std::string_view text)
{
    append_quoted(out, could_be_formula(text) ? "'" + std::string(text) : std::string(text));
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

std::string column_name(const model::TableForm& form, const model::Column& column)
{
    int same = 0;
    for (const auto& block : form.blocks)
        for (const auto& other : block.columns)
            if (other.amount_index >= 0 && other.amount_index != column.amount_index && other.label() == column.label())
                ++same;
    return same == 0 ? column.label() : fmt::format("{}", fmt::join(column.path, "-")) + (column.path.size() == 1 ? column.number : "");
}

std::string table_csv(const model::Report& report, std::size_t index)
{
    const auto& form = report.forms->tables[index];
    const auto& table = report.tables[index];
    std::string out = "\xEF\xBB\xBF" "行次,科目编码,项目";
    for (const auto& name : amount_names(form)) {
        out += ',';
        append_text(out, name);
    }
    out += "\r\n";
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        const auto& head = table.rows[row];
        if (head.key.empty())
            continue;
        append_text(out, head.line);
        out += ',';
        append_text(out, head.code);
        out += ',';
        append_text(out, head.name.empty() ? head.key : head.name);
        for (int column = 0; column < table.columns; ++column)
            out.append(",").append(plain_figure_text(table.at(row, static_cast<std::size_t>(column)).figure, report));
        out += "\r\n";
    }
    return out;
}

}  // namespace gongkai::pages
