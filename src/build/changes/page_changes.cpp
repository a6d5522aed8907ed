#include "build/changes/page_changes.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include <fmt/format.h>

#include "audit/page_text.hpp"
#include "build/changes/edit_script.hpp"
#include "build/changes/line_pairs.hpp"

namespace gongkai::build {
namespace {

using Lines = std::vector<std::string>;

std::string collapsed(std::string_view text)
{
    std::string out;
    for (const char c : text)
        if (c != ' ' || (!out.empty() && out.back() != ' '))
            out += c;
    if (!out.empty() && out.back() == ' ')
        out.pop_back();
    return out;
}

std::vector<std::string> split(std::string_view text, char sign)
{
    std::vector<std::string> parts;
    for (std::size_t begin = 0; begin <= text.size();) {
        const auto end = std::min(text.find(sign, begin), text.size());
        parts.emplace_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

std::string joined(const std::vector<std::string>& cells)
{
    std::string out;
    for (std::size_t i = 0; i < cells.size(); ++i)
        out.append(i == 0 ? "" : "\t").append(cells[i]);
    return out;
}

/// text_of_page writes a tab before and behind each cell: the cells, with one tab between
/// them. A blank cell stays, so that a figure that moved to the next column is seen.
std::string cells_of(std::string_view line)
{
    auto fields = split(line, '\t');
    for (auto& field : fields)
        field = collapsed(field);
    const auto is_empty = [](const std::string& field) { return field.empty(); };
    if (std::all_of(fields.begin(), fields.end(), is_empty))
        return {};
    bool is_row = fields.size() % 2 == 1;
    for (std::size_t i = 0; i < fields.size(); i += 2)
        is_row = is_row && fields[i].empty();
    std::vector<std::string> cells;
    for (std::size_t i = 0; i < fields.size(); ++i)
        if (is_row ? i % 2 == 1 : !fields[i].empty())
            cells.push_back(std::move(fields[i]));
    return joined(cells);
}

Lines lines_of(std::string_view text)
{
    Lines lines;
    for (const auto& line : split(text, '\n'))
        if (auto cells = cells_of(line); !cells.empty())
            lines.push_back(std::move(cells));
    return lines;
}

/// Every line once, in the order in which it first stands.
void drop_repeated(Lines& lines)
{
    std::unordered_set<std::string> seen;
    std::erase_if(lines, [&](const std::string& line) { return !seen.insert(line).second; });
}

Items numbered(const Lines& lines, std::unordered_map<std::string_view, std::uint32_t>& numbers)
{
    Items items;
    for (const auto& line : lines)
        items.push_back(numbers.emplace(line, static_cast<std::uint32_t>(numbers.size())).first->second);
    return items;
}

/// Takes all elements of that name out of a page; gives them, one behind the other.
std::string cut_out(std::string& html, const std::string& name)
{
    const auto opening = "<" + name;
    const auto closing = "</" + name + ">";
    std::string rest;
    std::string cut;
    std::size_t at = 0;
    for (auto begin = html.find(opening); begin != std::string::npos; begin = html.find(opening, at)) {
        const auto end = html.find(closing, begin);
        if (end == std::string::npos)
            break;
        rest.append(html, at, begin - at);
        at = end + closing.size();
        cut.append(html, begin, at - begin);
    }
    html = rest.append(html, at);
    return cut;
}

/// The texts of a page, part by part.
struct PageLines {
    explicit PageLines(std::string_view page)
    {
        std::string html(page);
        const auto drawings = audit::text_of_page(cut_out(html, "svg"));
        charts = lines_of(drawings.body);
        const auto title = audit::text_of_page(cut_out(html, "title"));
        const auto text = audit::text_of_page(html);
        body = lines_of(text.body);
        attributes = lines_of(title.body + "\n" + text.attributes);
        drop_repeated(attributes);
        footer = lines_of(text.footer);
    }

    Lines body;
    Lines attributes;
    Lines footer;
    Lines charts;
};

/// The pieces that differ alone.
std::string essence(const MarkedPair& pair)
{
    std::string all;
    for (const auto* pieces : {&pair.before, &pair.after}) {
        for (const auto& piece : *pieces)
            if (piece.differs)
                all.append(piece.text).append("\1");
        all += '\2';
    }
    return all;
}

class PageComparison {
public:
    bool add_part(TextPart part, const Lines& old, const Lines& now)
    {
        const auto ranges = ranges_of(old, now);
        if (!ranges)
            return false;
        for (const auto& range : *ranges)
            for (const auto& [before, after] : paired_lines(old, now, range))
                add(part, before, after);
        return true;
    }

    bool count_charts(const Lines& old, const Lines& now)
    {
        const auto ranges = ranges_of(old, now);
        if (!ranges)
            return false;
        for (const auto& range : *ranges)
            result_.in_charts += std::max(range.old_end - range.old_begin, range.now_end - range.now_begin);
        return true;
    }

    TextChanges finish()
    {
        drop_echoes();
        result_.comparison = TextComparison::done;
        return std::move(result_);
    }

private:
    static std::optional<std::vector<DifferingRange>> ranges_of(const Lines& old, const Lines& now)
    {
        std::unordered_map<std::string_view, std::uint32_t> numbers;
        const auto old_items = numbered(old, numbers);
        const auto now_items = numbered(now, numbers);
        return differing_ranges(old_items, now_items, most_changed_lines);
    }

    void add(TextPart part, std::string_view before, std::string_view after)
    {
        const auto key = fmt::format("{}\n{}\n{}", static_cast<int>(part), before, after);
        if (const auto place = places_.find(key); place != places_.end()) {
            ++result_.changes[place->second].times;
            return;
        }
        if (result_.changes.size() == most_text_changes) {
            ++result_.more;
            return;
        }
        places_.emplace(key, result_.changes.size());
        TextChange change{part, mark_differences(before, after)};
        change.is_number = !before.empty() && !after.empty() && only_numbers_differ(change.pair);
        result_.changes.push_back(std::move(change));
    }

    /// A name that changed stands in the description of the page and in labels too.
    void drop_echoes()
    {
        std::set<std::string> seen;
        for (const auto& change : result_.changes)
            if (change.part == TextPart::body)
                seen.insert(essence(change.pair));
        result_.echoes = std::erase_if(result_.changes, [&](const TextChange& change) {
            return change.part == TextPart::attributes && !change.pair.before.empty() && !change.pair.after.empty() &&
                   seen.contains(essence(change.pair));
        });
    }

    TextChanges result_;
    std::unordered_map<std::string, std::size_t> places_;  ///< of changes, by all that they say
};

/// The text of the first element of that name; empty if there is none.
std::string text_of_element(std::string_view html, const std::string& name)
{
    const auto begin = html.find("<" + name);
    const auto end = begin == std::string_view::npos ? begin : html.find("</" + name, begin);
    if (end == std::string_view::npos || end - begin > 4096)
        return {};
    std::string text;
    for (const auto& line : lines_of(audit::text_of_page(html.substr(begin, end - begin)).body))
        text.append(text.empty() ? "" : " ").append(line);
    return text;
}

}  // namespace

TextChanges compare_pages(std::string_view old_html, std::string_view now_html)
{
    TextChanges refused;
    if (old_html.size() > largest_compared_page || now_html.size() > largest_compared_page) {
        refused.comparison = TextComparison::too_large;
        return refused;
    }
    const PageLines old(old_html);
    const PageLines now(now_html);
    PageComparison comparison;
    if (comparison.add_part(TextPart::body, old.body, now.body) &&
        comparison.add_part(TextPart::attributes, old.attributes, now.attributes) &&
        comparison.add_part(TextPart::footer, old.footer, now.footer) && comparison.count_charts(old.charts, now.charts))
        return comparison.finish();
    refused.comparison = TextComparison::too_many;
    return refused;
}

std::string page_title(std::string_view html)
{
    auto title = text_of_element(html, "h1");
    return title.empty() ? text_of_element(html, "title") : title;
}

}  // namespace gongkai::build
