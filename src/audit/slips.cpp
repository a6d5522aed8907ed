#include "audit/slips.hpp"

#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

#include "audit/cells.hpp"

namespace gongkai::audit {
namespace {

using decimal::Money;

/// Digits of an amount without sign, point and zeros at the end that only the unit makes.
std::string digits_of(std::int64_t cents)
{
    auto text = std::to_string(std::abs(cents));
    return text;
}

std::string digit_slip(const std::string& wrong, const std::string& right)
{
    if (wrong.size() == right.size()) {
        std::vector<std::size_t> differ;
        for (std::size_t i = 0; i < wrong.size(); ++i)
            if (wrong[i] != right[i])
                differ.push_back(i);
        if (differ.size() == 1)
            return fmt::format("第 {} 位数字应为 {}，写作 {}", differ[0] + 1, right[differ[0]], wrong[differ[0]]);
        if (differ.size() == 2 && differ[1] == differ[0] + 1 && wrong[differ[0]] == right[differ[1]] && wrong[differ[1]] == right[differ[0]])
            return fmt::format("第 {}、{} 位数字对调", differ[0] + 1, differ[1] + 1);
    }
    const auto inserted = [](const std::string& longer, const std::string& shorter) {
        for (std::size_t i = 0; i < longer.size(); ++i)
            if (longer.substr(0, i) + longer.substr(i + 1) == shorter)
                return true;
        return false;
    };
    if (wrong.size() + 1 == right.size() && inserted(right, wrong))
        return "少写一位数字";
    if (wrong.size() == right.size() + 1 && inserted(wrong, right))
        return "多写一位数字";
    return {};
}

std::string scale_slip(std::int64_t wrong, std::int64_t right)
{
    if (wrong == 0 || right == 0)
        return {};
    std::int64_t factor = 10;
    for (int power = 1; power <= 4; ++power, factor *= 10) {
        if (right % factor == 0 && right / factor == wrong)
            return power == 4 ? "元、万元弄错" : fmt::format("小数点错 {} 位", power);
        if (wrong % factor == 0 && wrong / factor == right)
            return power == 4 ? "元、万元弄错" : fmt::format("小数点错 {} 位", power);
    }
    return {};
}

/// The value stands in a neighbouring cell: copied from there.
std::string copy_slip(const model::Report& report, model::CellRef cell, Money wrong, const std::vector<model::CellRef>& together)
{
    if (wrong.is_zero())
        return {};
    const auto& table = report.tables[cell.table];
    const auto same = [&](std::int64_t row, int column) {
        if (row < 0 || row >= static_cast<std::int64_t>(table.rows.size()) || column < 0 || column >= table.columns)
            return false;
        const model::CellRef other{cell.table, static_cast<std::uint16_t>(column), static_cast<std::uint32_t>(row)};
        if (std::find(together.begin(), together.end(), other) != together.end())
            return false;
        const auto& figure = table.at(other.row, other.column).figure;
        return figure.has_amount() && figure.amount == wrong;
    };
    for (const int step : {-1, 1})
        if (same(cell.row, cell.column + step))
            return fmt::format("与相邻的“{}”栏相同，似抄错栏", column_name(report.forms->tables[cell.table], cell.column + step));
    for (const int step : {-1, 1})
        if (same(static_cast<std::int64_t>(cell.row) + step, cell.column))
            return fmt::format("与相邻的“{}”行相同，似抄错行", table.rows[static_cast<std::size_t>(static_cast<std::int64_t>(cell.row) + step)].key);
    return {};
}

/// The difference is the figure of one row of the table: left out, or counted twice.
std::string part_slip(const model::Report& report, model::CellRef cell, Money difference)
{
    if (difference.is_zero())
        return {};
    const auto& table = report.tables[cell.table];
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        const auto& figure = table.at(row, cell.column).figure;
        if (row == cell.row || !figure.has_amount() || figure.amount.is_zero())
            continue;
        if (figure.amount == difference)
            return fmt::format("似漏加“{}”", table.rows[row].name == table.rows[row].key ? table.rows[row].key : table.rows[row].key + " " + table.rows[row].name);
        if (figure.amount == -difference)
            return fmt::format("似把“{}”加了两次", table.rows[row].key);
    }
    return {};
}

}  // namespace

std::string slip_between(const model::Report& report, model::CellRef cell, Money right, bool is_sum, const std::vector<model::CellRef>& together)
{
    const auto wrong = report.tables[cell.table].at(cell.row, cell.column).figure.amount;
    if (wrong == -right)
        return "正负号错";
    if (auto slip = scale_slip(wrong.cents(), right.cents()); !slip.empty())
        return slip;
    if (auto slip = copy_slip(report, cell, wrong, together); !slip.empty())
        return slip;
    if (auto slip = digit_slip(digits_of(wrong.cents()), digits_of(right.cents())); !slip.empty())
        return slip;
    return is_sum ? part_slip(report, cell, right - wrong) : std::string();
}

}  // namespace gongkai::audit
