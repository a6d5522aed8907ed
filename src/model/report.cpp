#include "model/report.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace gongkai::model {
namespace {

int days_in_month(int year, int month)
{
    constexpr std::array days = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[static_cast<std::size_t>(month - 1)];
}

std::optional<int> digits(std::string_view text)
{
    int value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9')
            return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

}  // namespace

std::string Date::iso() const { return fmt::format("{:04}-{:02}-{:02}", year, month, day); }

std::string Date::chinese() const { return fmt::format("{}年{}月{}日", year, month, day); }

std::optional<Date> parse_date(std::string_view text)
{
    if (text.size() != 10 || text[4] != '-' || text[7] != '-')
        return std::nullopt;
    const auto year = digits(text.substr(0, 4));
    const auto month = digits(text.substr(5, 2));
    const auto day = digits(text.substr(8, 2));
    if (!year || !month || !day || *month < 1 || *month > 12 || *day < 1 || *day > days_in_month(*year, *month))
        return std::nullopt;
    return Date{*year, *month, *day};
}

std::optional<std::size_t> Table::find_row(std::string_view key) const
{
    if (key.empty())
        return std::nullopt;
    const auto found = std::find_if(rows.begin(), rows.end(),
                                    [&](const Row& row) { return row.key == key || row.line == key || row.code == key; });
    return found == rows.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - rows.begin()));
}

bool Table::is_empty() const
{
    return std::none_of(cells.begin(), cells.end(), [](const Cell& cell) { return cell.figure.has_amount(); });
}

bool Exemption::covers(int year, std::string_view report_kind) const
{
    return since <= year && year <= until && (kind.empty() || kind == report_kind);
}

bool is_address(std::string_view name)
{
    const bool allowed = std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
    return allowed && !name.empty() && !name.starts_with('-') && !name.ends_with('-');
}

const Report* report_before(const Department& department, const Report& report)
{
    constexpr std::size_t year_digits = 4;
    const auto found = std::find_if(department.reports.begin(), department.reports.end(), [&](const Report& other) {
        return other.year == report.year - 1 && other.slug.substr(year_digits) == report.slug.substr(year_digits) &&
               may_draw_on(report, other);
    });
    return found == department.reports.end() ? nullptr : &*found;
}

const Report* budget_beside(const Department& department, const Report& report)
{
    const auto found = std::find_if(department.reports.begin(), department.reports.end(), [&](const Report& other) {
        return other.year == report.year && other.kind == "budget" && may_draw_on(report, other);
    });
    return found == department.reports.end() ? nullptr : &*found;
}

const Fact* find_fact(const FactGroup& facts, std::string_view dotted_name)
{
    const auto dot = dotted_name.find('.');
    const auto found = facts.members.find(dotted_name.substr(0, dot));
    if (found == facts.members.end())
        return nullptr;
    if (dot == std::string_view::npos)
        return &found->second;
    const auto* group = std::get_if<FactGroup>(&found->second.value);
    return group ? find_fact(*group, dotted_name.substr(dot + 1)) : nullptr;
}

}  // namespace gongkai::model
