// Every figure of the five published documents stands on its page. The lists in
// tests/documents come from the documents' own text, never from content/, so a
// figure typed wrongly there is found here.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "build/pipeline.hpp"
#include "pages/site_pages.hpp"

using namespace gongkai;

namespace {

/// How often each figure occurs, in its compared form.
using Counts = std::map<std::string, std::size_t>;

/// One table or form of a document.
struct Section {
    std::string page;                 ///< path from the site's root
    std::vector<std::string> figures; ///< as printed, in the document's order
    std::vector<std::string> absent;  ///< printed, and known not to be on the page: lines that begin with “-”
};

/// A list in tests/documents, and how many figures it had when it was compared with the document.
struct Document {
    std::string list;
    std::string department;
    std::size_t sections;
    std::size_t figures;
};

const std::vector<Document> documents = {
    {"000-jiangan.txt", "jiangan-zuzhibu", 17, 598},
    {"001-qingshan.txt", "qingshan-zuzhibu", 20, 723},
    {"002-jingkai.txt", "jingkai-zuzhibu", 29, 1051},
    {"003-hanyang.txt", "hanyang-quweiban", 20, 458},
    {"004-hongshan.txt", "hongshan-zuzhibu", 2, 221},
};

std::filesystem::path folder()
{
    return std::filesystem::path(GONGKAI_SOURCE_DIR) / "tests" / "documents";
}

std::vector<std::string> words(const std::string& line)
{
    std::vector<std::string> found;
    std::istringstream stream(line);
    for (std::string word; stream >> word;)
        found.push_back(word);
    return found;
}

std::vector<Section> read_list(const std::string& name)
{
    std::ifstream file(folder() / name);
    REQUIRE(file);
    std::vector<Section> sections;
    for (std::string line; std::getline(file, line);) {
        if (line.empty() || line.front() == '#')
            continue;
        if (line.starts_with("@ ")) {
            sections.push_back({line.substr(2), {}, {}});
            continue;
        }
        INFO(name << ": " << line);
        REQUIRE_FALSE(sections.empty());
        const bool absent = line.starts_with("- ");
        auto& into = absent ? sections.back().absent : sections.back().figures;
        for (auto& word : words(absent ? line.substr(2) : line))
            into.push_back(std::move(word));
    }
    return sections;
}

/// The form in which figures are compared: no spaces, no commas, and an amount
/// without the zeros at its end (80 is 80.00). All else stays: 100% is not 100.00%.
std::string compared(std::string_view text)
{
    std::string plain;
    for (std::size_t at = 0; at < text.size();) {
        if (text.substr(at).starts_with("\xE3\x80\x80")) {  // the ideographic space
            at += 3;
            continue;
        }
        if (text.substr(at).starts_with("\xC2\xA0")) {  // the no-break space
            at += 2;
            continue;
        }
        if (std::string_view(" \t\r\n,").find(text[at]) == std::string_view::npos)
            plain += text[at];
        ++at;
    }
    const auto point = plain.find('.');
    const bool amount = point != std::string::npos && point > 0 && plain.find('.', point + 1) == std::string::npos &&
                        plain.find_first_not_of("0123456789.", plain.front() == '-' ? 1 : 0) == std::string::npos;
    if (amount) {
        plain.erase(plain.find_last_not_of('0') + 1);
        if (plain.back() == '.')
            plain.pop_back();
    }
    return plain;
}

/// What a reader sees of a piece of HTML.
std::string text_of(std::string_view html)
{
    static const std::vector<std::pair<std::string_view, std::string_view>> entities = {
        {"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&#34;", "\""}, {"&#39;", "'"}, {"&quot;", "\""}, {"&nbsp;", " "}};
    std::string text;
    for (std::size_t at = 0; at < html.size();) {
        if (html[at] == '<') {
            at = std::min(html.find('>', at), html.size() - 1) + 1;
            continue;
        }
        const auto entity = std::find_if(entities.begin(), entities.end(),
                                         [&](const auto& candidate) { return html.substr(at).starts_with(candidate.first); });
        if (entity != entities.end()) {
            text += entity->second;
            at += entity->first.size();
        } else {
            text += html[at++];
        }
    }
    return text;
}

bool has_class(std::string_view tag, std::string_view name)
{
    constexpr std::string_view attribute = "class=\"";
    const auto begin = tag.find(attribute);
    if (begin == std::string_view::npos)
        return false;
    const auto value = tag.substr(begin + attribute.size());
    const auto classes = words(std::string(value.substr(0, value.find('"'))));
    return std::find(classes.begin(), classes.end(), name) != classes.end();
}

/// The score of a whole group of indicators, which a page writes in the caption: 分值 60 · 得分 54.
std::string group_score(const std::string& caption)
{
    constexpr std::string_view label = "得分 ";
    const auto at = caption.rfind(label);
    return at == std::string::npos ? std::string() : caption.substr(at + label.size());
}

/// What stands in the cells of a page. Numbers of lines and columns are not figures.
Counts cells_of(std::string_view html)
{
    Counts cells;
    for (auto at = html.find('<'); at != std::string_view::npos; at = html.find('<', at)) {
        const auto close = html.find('>', at);
        if (close == std::string_view::npos)
            break;
        const auto tag = html.substr(at + 1, close - at - 1);
        const auto name = tag.substr(0, tag.find_first_of(" \n"));
        const bool numbering = (name == "tr" && has_class(tag, "columns-row")) || (name == "td" && has_class(tag, "line"));
        const bool cell = name == "td" || name == "th" || name == "dd" || name == "caption";
        if (!numbering && !cell) {
            at = close + 1;
            continue;
        }
        const auto end = html.find("</" + std::string(name) + ">", close);
        if (end == std::string_view::npos)
            break;
        const auto text = text_of(html.substr(close + 1, end - close - 1));
        if (!numbering)
            ++cells[compared(name == "caption" ? group_score(text) : text)];
        at = end;
    }
    return cells;
}

/// Pages of all reports by path.
std::map<std::string, std::string> rendered_reports()
{
    build::Options options;
    options.source = GONGKAI_SOURCE_DIR;
    const auto project = build::load_project(options);
    for (const auto& problem : project->problems)
        UNSCOPED_INFO(base::to_text(problem));
    REQUIRE_FALSE(base::has_errors(project->problems));
    std::map<std::string, std::string> files;
    const pages::SitePages site(project->site, *project->templates);
    const auto keep = [&](const std::string& path, std::string_view bytes) { files[path] = bytes; };
    for (const auto& department : project->site.departments)
        for (const auto& report : department.reports)
            REQUIRE_FALSE(base::has_errors(site.report(department, report, keep)));
    return files;
}

Counts counted(const std::vector<std::string>& figures)
{
    Counts counts;
    for (const auto& figure : figures)
        ++counts[compared(figure)];
    return counts;
}

std::size_t occurrences(const Counts& counts, const std::string& figure)
{
    const auto found = counts.find(figure);
    return found == counts.end() ? 0 : found->second;
}

}  // namespace

TEST_CASE("figures are compared as printed, but for commas, spaces and zeros at the end of an amount: documents")
{
    CHECK(compared("18,009,652.68") == compared("18009652.68"));
    CHECK(compared("80") == compared("80.00"));
    CHECK(compared("12.9") == compared("12.90"));
    CHECK(compared("0") == compared("0.00"));
    CHECK(compared("1900 户") == compared("1900户"));
    CHECK(compared("100") == "100");
    CHECK(compared("100%") != compared("100.00%"));
    CHECK(compared("0.2") != compared("0.02"));
    CHECK(compared("2024.5.20") == "2024.5.20");
    const auto cells = cells_of("<caption>指标<span>分值 60 · 得分 54</span></caption>"
                                "<tr class=\"columns-row\"><th>栏次</th><td>1</td></tr>"
                                "<tr><td class=\"line\">7</td><td class=\"amount computed\"><b>1,638.50</b></td><td>&gt;95%</td></tr>");
    CHECK(cells == Counts{{"54", 1}, {"1638.5", 1}, {">95%", 1}});
}

TEST_CASE("the lists of the documents are complete: no section and no figure has gone")
{
    std::set<std::string> lists;
    for (const auto& entry : std::filesystem::directory_iterator(folder()))
        lists.insert(entry.path().filename().string());
    CHECK(lists.size() == documents.size());
    for (const auto& document : documents) {
        INFO(document.list);
        CHECK(lists.contains(document.list));
        const auto sections = read_list(document.list);
        std::set<std::string> pages;
        std::size_t figures = 0;
        for (const auto& section : sections) {
            INFO(section.page);
            CHECK(section.page.starts_with(document.department + "/"));
            CHECK(pages.insert(section.page).second);
            figures += section.figures.size() + section.absent.size();
        }
        CHECK(sections.size() == document.sections);
        CHECK(figures == document.figures);
    }
}

TEST_CASE("every figure of every table and form of the published documents stands on its page")
{
    const auto files = rendered_reports();
    for (const auto& document : documents)
        for (const auto& section : read_list(document.list)) {
            INFO(document.list << " " << section.page);
            const auto page = files.find(section.page);
            CHECK(page != files.end());
            if (page == files.end())
                continue;
            const auto cells = cells_of(page->second);
            const auto printed = counted(section.figures);
            for (const auto& [figure, times] : printed) {
                const auto found = occurrences(cells, figure);
                INFO(figure << ": printed " << times << " times, on the page " << found << " times");
                CHECK(found >= times);
            }
            for (const auto& [figure, times] : counted(section.absent)) {
                INFO(figure << ": known not to be on the page, and now it is");
                CHECK(occurrences(cells, figure) < occurrences(printed, figure) + times);
            }
        }
}
