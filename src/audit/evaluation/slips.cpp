#include "audit/evaluation/slips.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/ascii.hpp"

namespace gongkai::audit::evaluation {
namespace {

/// Digits and point of the figure: without commas, % and 分.
std::string bare(std::string_view figure)
{
    std::string out;
    for (const char c : figure)
        if (base::is_digit(c) || c == '.')
            out += c;
    return out;
}

}  // namespace

std::vector<decimal::Decimal> one_slip_from(std::string_view figure)
{
    const auto text = bare(figure);
    std::vector<decimal::Decimal> found;
    const auto add = [&](const std::string& changed) {
        if (const auto number = changed == text ? std::nullopt : decimal::Decimal::parse(changed))
            found.push_back(*number);
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!base::is_digit(text[i]))
            continue;
        auto changed = text;
        for (char digit = '0'; digit <= '9'; ++digit) {
            changed[i] = digit;
            add(changed);
        }
        const auto next = i + 1 < text.size() && text[i + 1] == '.' ? i + 2 : i + 1;
        if (next < text.size() && text[i] != text[next]) {
            changed = text;
            std::swap(changed[i], changed[next]);
            add(changed);
        }
    }
    return found;
}

bool is_one_slip_from(std::string_view figure, const decimal::Decimal& right)
{
    const auto slips = one_slip_from(figure);
    return std::find(slips.begin(), slips.end(), right) != slips.end();
}

std::string only_slip(const std::vector<Suspect>& suspects)
{
    const Suspect* only = nullptr;
    for (const auto& suspect : suspects) {
        if (suspect.right.is_negative() || !is_one_slip_from(suspect.figure, suspect.right))
            continue;
        if (only)
            return {};
        only = &suspect;
    }
    return only ? fmt::format("若{}为 {}（与所印 {} 只差一处笔误），则相符", only->label, only->right.to_string(), only->figure) : std::string();
}

}  // namespace gongkai::audit::evaluation
