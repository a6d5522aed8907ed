#include "load/prose_loader.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/spelling.hpp"

namespace gongkai::load {
namespace {

struct Line {
    std::string_view text;
    std::uint32_t begin;
    std::uint32_t end;  ///< after the line break
};

std::vector<Line> lines_of(const std::string& text)
{
    std::vector<Line> lines;
    for (std::size_t i = 0; i < text.size();) {
        const auto newline = std::min(text.find('\n', i), text.size());
        auto line = std::string_view(text).substr(i, newline - i);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        const auto end = std::min(newline + 1, text.size());
        lines.push_back({line, static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(end)});
        i = end;
    }
    return lines;
}

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t#");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t#") - first + 1);
}

void check_title(const base::SourceFile& file, const Line& line, const std::vector<model::ProseSection>& sections,
                 const model::FormSet& forms, base::Diagnostics& problems)
{
    const base::Span span{&file, line.begin, line.begin + static_cast<std::uint32_t>(line.text.size())};
    const std::string title(trimmed(line.text));
    if (!forms.find_section(title)) {
        std::vector<std::string> known;
        for (const auto& part : forms.parts)
            for (const auto& section : part.sections)
                known.push_back(section.title);
        problems.push_back(base::error("P-SECTION", span, fmt::format("没有“{}”这一节", title),
                                       base::suggestion(title, known, "标题照表样书写，不写序号；下级标题用“##”")));
    }
    for (const auto& section : sections)
        if (section.title == title)
            problems.push_back(base::error("P-SECTION", span, fmt::format("“{}”一节重复", title), "请合为一节"));
}

}  // namespace

std::vector<model::ProseSection> read_prose(const base::SourceFile& file, const model::FormSet& forms,
                                            base::Diagnostics& problems)
{
    std::vector<model::ProseSection> sections;
    bool in_fence = false;
    for (const auto& line : lines_of(file.text)) {
        if (line.text.starts_with("```"))
            in_fence = !in_fence;
        if (!in_fence && line.text.starts_with("# ")) {
            check_title(file, line, sections, forms, problems);
            sections.push_back({std::string(trimmed(line.text)), {&file, line.end, line.end}});
        } else if (!sections.empty()) {
            sections.back().span.end = line.end;
        } else if (!trimmed(line.text).empty() && !line.text.starts_with("<!--")) {
            problems.push_back(base::error("P-SECTION", {&file, line.begin, line.begin + static_cast<std::uint32_t>(line.text.size())},
                                           "文字不属于任何一节", "请先写“# 节名”"));
        }
    }
    return sections;
}

}  // namespace gongkai::load
