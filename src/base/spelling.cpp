#include "base/spelling.hpp"

#include <algorithm>
#include <numeric>

#include "base/utf8.hpp"

namespace gongkai::base {
namespace {

std::u32string characters(std::string_view text)
{
    std::u32string out;
    for (std::size_t i = 0; i < text.size();) {
        const auto character = decode(text, i);
        out += character.value;
        i += character.length;
    }
    return out;
}

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b)
{
    const auto left = characters(a);
    const auto right = characters(b);
    std::vector<std::size_t> row(right.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < left.size(); ++i) {
        auto diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < right.size(); ++j) {
            const auto substituted = diagonal + (left[i] == right[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({substituted, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& known)
{
    const std::string* best = nullptr;
    std::size_t best_distance = 0;
    for (const auto& name : known) {
        const auto distance = edit_distance(word, name);
        const auto longest = std::max(code_point_count(word), code_point_count(name));
        const bool near = distance <= std::max<std::size_t>(1, longest / 3) && distance < longest;
        if (near && (!best || distance < best_distance)) {
            best = &name;
            best_distance = distance;
        }
    }
    return best ? std::optional(*best) : std::nullopt;
}

}  // namespace gongkai::base
