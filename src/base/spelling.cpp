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
    std::vector<std::size_t> before(right.size() + 1);
    std::vector<std::size_t> above(right.size() + 1);
    std::vector<std::size_t> row(right.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= left.size(); ++i) {
        before.swap(above);
        above.swap(row);
        row[0] = i;
        for (std::size_t j = 1; j <= right.size(); ++j) {
            const auto substituted = above[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
            row[j] = std::min({substituted, above[j] + 1, row[j - 1] + 1});
            const bool swapped = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
            if (swapped)
                row[j] = std::min(row[j], before[j - 2] + 1);
        }
    }
    return row.back();
}

std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& known)
{
    const std::string* best = nullptr;
    std::size_t best_distance = 0;
    // Nobody misspells a name of thousands of characters; measuring would take its square.
    constexpr std::size_t longest_word = 200;
    if (word.size() > longest_word)
        return std::nullopt;
    for (const auto& name : known) {
        if (name.size() > longest_word)
            continue;
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

std::string suggestion(std::string_view word, const std::vector<std::string>& known, std::string otherwise)
{
    const auto near = nearest(word, known);
    return near ? "是否为“" + *near + "”？" : std::move(otherwise);
}

}  // namespace gongkai::base
