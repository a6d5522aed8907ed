#include "pages/table_head.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/html.hpp"

namespace gongkai::pages {
namespace {

bool shares_cell(const HeadColumn& a, const HeadColumn& b, std::size_t level)
{
    return level + 1 < std::min(a.path.size(), b.path.size()) &&
           std::equal(a.path.begin(), a.path.begin() + static_cast<std::ptrdiff_t>(level) + 1, b.path.begin());
}

void append_cell(std::string& out, const HeadColumn& column, std::size_t level, std::size_t depth, std::size_t span)
{
    const bool leaf = level + 1 == column.path.size();
    const auto rows = leaf ? depth - level : 1;
    out += leaf ? "<th scope=\"col\"" : "<th scope=\"colgroup\"";
    if (span > 1)
        out += fmt::format(" colspan=\"{}\"", span);
    if (rows > 1)
        out += fmt::format(" rowspan=\"{}\"", rows);
    if (leaf)
        out.append(" class=\"").append(column.css_class).append("\"");
    out += '>';
    base::append_escaped(out, column.path[level]);
    out += "</th>";
}

}  // namespace

void append_head_rows(std::string& out, const std::vector<HeadColumn>& columns)
{
    std::size_t depth = 1;
    for (const auto& column : columns)
        depth = std::max(depth, column.path.size());
    for (std::size_t level = 0; level < depth; ++level) {
        out += "<tr>";
        for (std::size_t i = 0; i < columns.size();) {
            auto end = i + 1;
            while (end < columns.size() && shares_cell(columns[i], columns[end], level))
                ++end;
            if (level < columns[i].path.size())
                append_cell(out, columns[i], level, depth, end - i);
            i = end;
        }
        out += "</tr>\n";
    }
}

}  // namespace gongkai::pages
