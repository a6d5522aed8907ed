// N14: leftovers. N16: words of another level. N18: doubled words and stray signs.
#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

#include "audit/prose/checks.hpp"
#include "audit/prose/leftovers.hpp"
#include "base/utf8.hpp"

namespace gongkai::audit::prose {
namespace {

using base::Severity;

// ---- N16 ----

struct LevelWord {
    std::string_view word;
    std::string_view instead;
    bool only_in_accounts;  ///< elsewhere a district may well speak of the city
};
constexpr std::array<LevelWord, 10> level_words = {{
    {"市级财政预决算", "区级财政预决算", false},
    {"市级财政一般公共预算当年", "区级财政一般公共预算当年", false},
    {"市级财政政府性基金预算当年", "区级财政政府性基金预算当年", false},
    {"市级财政国有资本经营预算当年", "区级财政国有资本经营预算当年", false},
    {"市级部门预算", "区级部门预算", true},
    {"市级部门决算", "区级部门决算", true},
    {"市直部门", "区直部门", true},
    {"市直单位", "区直单位", true},
    {"市直本级单位", "区直单位", true},
    {"市本级", "区本级", true},
}};

std::string without_titles(const Line& line)
{
    std::string text = line.passage->text;
    for (const auto& token : line.tokens)
        if (token.kind == TokenKind::title)
            std::fill(text.begin() + static_cast<std::ptrdiff_t>(token.begin), text.begin() + static_cast<std::ptrdiff_t>(token.end), ' ');
    return text;
}

// ---- N18 ----

bool is_han(char32_t c) { return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF); }

/// Characters with their offsets.
struct Character {
    char32_t value = 0;
    std::size_t begin = 0;
};

std::vector<Character> characters_of(std::string_view text)
{
    std::vector<Character> all;
    for (std::size_t i = 0; i < text.size();) {
        const auto character = base::decode(text, i);
        all.push_back({character.value, i});
        i += character.length;
    }
    return all;
}

// Said twice on purpose: 一个一个, 研究研究.
constexpr std::array<std::string_view, 14> reduplications = {"研究", "讨论", "商量", "考虑", "学习", "了解", "交流", "锻炼", "休息", "打扫", "整理", "沟通", "体验", "来来"};
// The second begins another word: 区政府｜政府采购, 各部门｜部门预算.
constexpr std::array<std::string_view, 27> second_words = {
    "政府采购", "政府性", "政府购买", "政府信息", "政府收支", "部门预算", "部门决算", "部门整体", "单位预算", "单位决算", "单位整体", "项目支出", "项目绩效",
    "项目预算", "年度预算", "年度决算", "财政预算", "预算绩效", "工作人员", "工作经费", "工作要点",
    "工作计划", "工作方案", "管理办法", "服务中心", "支出决算", "支出预算",
};

bool is_on_purpose(std::string_view half, std::string_view second)
{
    return half.starts_with("一") || half.starts_with("某") || half == "等等" ||
           std::find(reduplications.begin(), reduplications.end(), half) != reduplications.end() || starts_with_any(second, second_words) > 0;
}

struct Doubled {
    std::size_t begin = 0;
    std::size_t middle = 0;
    std::size_t end = 0;
};

std::optional<Doubled> doubled_at(std::string_view text, const std::vector<Character>& characters, std::size_t i)
{
    const auto offset = [&](std::size_t n) { return n < characters.size() ? characters[n].begin : text.size(); };
    for (std::size_t n = 4; n >= 2; --n) {
        if (i + 2 * n > characters.size() || characters[i].value != characters[i + n].value)
            continue;
        const auto first = characters.begin() + static_cast<std::ptrdiff_t>(i);
        const bool han = std::all_of(first, first + static_cast<std::ptrdiff_t>(2 * n), [](const Character& c) { return is_han(c.value); });
        const bool one_character = std::all_of(first, first + static_cast<std::ptrdiff_t>(n), [&](const Character& c) { return c.value == first->value; });
        if (!han || one_character)
            continue;
        const Doubled doubled{offset(i), offset(i + n), offset(i + 2 * n)};
        const auto half = text.substr(doubled.begin, doubled.middle - doubled.begin);
        if (half == text.substr(doubled.middle, doubled.end - doubled.middle) && !is_on_purpose(half, text.substr(doubled.middle)))
            return doubled;
    }
    return std::nullopt;
}

/// 的的: but not 目的的, 的的确确.
std::optional<Doubled> doubled_particle(std::string_view text, const std::vector<Character>& characters, std::size_t i)
{
    if (characters[i].value != U'的' || i + 1 >= characters.size() || characters[i + 1].value != U'的')
        return std::nullopt;
    const char32_t before = i > 0 ? characters[i - 1].value : U' ';
    const char32_t after = i + 2 < characters.size() ? characters[i + 2].value : U' ';
    if (before == U'目' || before == U'标' || after == U'确')
        return std::nullopt;
    const auto end = i + 2 < characters.size() ? characters[i + 2].begin : text.size();
    return Doubled{characters[i].begin, characters[i + 1].begin, end};
}

void check_doubled(const Passage& passage, const std::vector<Character>& characters, Reporter& reporter)
{
    for (std::size_t i = 0; i < characters.size(); ++i) {
        auto doubled = doubled_at(passage.text, characters, i);
        if (!doubled)
            doubled = doubled_particle(passage.text, characters, i);
        if (!doubled)
            continue;
        auto finding = reporter.finding("N18", Severity::note, passage, doubled->begin, doubled->end);
        const auto half = std::string_view(passage.text).substr(doubled->begin, doubled->middle - doubled->begin);
        finding.message = fmt::format("“{}”连写了两次", half);
        finding.formula = "没有重复的词";
        finding.advice = "请删去一个";
        reporter.add(std::move(finding));
        while (i + 1 < characters.size() && characters[i + 1].begin < doubled->end)
            ++i;
    }
}

bool is_half_width_sign(char32_t c) { return c == U',' || c == U';' || c == U':' || c == U'?' || c == U'!' || c == U'(' || c == U')'; }

/// Half-width signs with Chinese characters on both sides.
std::vector<std::size_t> half_width_signs(const std::vector<Character>& characters)
{
    std::vector<std::size_t> places;
    for (std::size_t i = 1; i + 1 < characters.size(); ++i) {
        const bool is_stop = characters[i].value == U'.' && is_han(characters[i + 1].value);
        if ((is_stop || is_half_width_sign(characters[i].value)) && is_han(characters[i - 1].value) && is_han(characters[i + 1].value))
            places.push_back(i);
    }
    return places;
}

/// 思想 and 精神: an English word that stands for a Chinese one.
std::optional<std::pair<std::size_t, std::size_t>> stray_word(std::string_view text)
{
    for (const std::string_view word : {"and", "or", "of", "the", "to"})
        for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
            const auto end = at + word.size();
            // Chinese characters are bytes above 0x7F; punctuation of theirs begins with E3 80 or EF BC.
            const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
            if (at >= 3 && end + 2 < text.size() && byte(at - 1) >= 0x80 && byte(end) >= 0xE4 && byte(end) <= 0xE9 && byte(at - 3) >= 0xE4 && byte(at - 3) <= 0xE9)
                return std::pair(at, end);
        }
    return std::nullopt;
}

/// One note for a section: there may be hundreds.
class SignCount {
public:
    explicit SignCount(Reporter& reporter) : reporter_(reporter) {}

    void add(const Passage& passage, const std::vector<Character>& characters)
    {
        if (first_ && first_->section != passage.section)
            finish();
        for (const auto place : half_width_signs(characters)) {
            if (!first_) {
                first_ = &passage;
                begin_ = characters[place - 1].begin;
                end_ = place + 2 < characters.size() ? characters[place + 2].begin : passage.text.size();
            }
            ++count_;
        }
    }

    void finish()
    {
        if (first_) {
            auto finding = reporter_.finding("N18", Severity::note, *first_, begin_, end_);
            finding.message = fmt::format("中文之间用了半角标点，本节共{}处", count_);
            finding.formula = "中文用全角标点（GB/T 15834）";
            finding.advice = "请改为全角标点";
            reporter_.add(std::move(finding));
        }
        first_ = nullptr;
        count_ = 0;
    }

private:
    Reporter& reporter_;
    const Passage* first_ = nullptr;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    int count_ = 0;
};

}  // namespace

void check_leftovers(const Reading& reading, Reporter& reporter)
{
    for (const auto& passage : reading.passages) {
        const auto leftovers = leftovers_in(passage.text);
        if (leftovers.empty())
            reporter.passed("N14");
        for (const auto& leftover : leftovers) {
            auto finding = reporter.finding("N14", Severity::warning, passage, leftover.begin, leftover.end);
            finding.message = fmt::format("“{}”是{}", std::string_view(passage.text).substr(leftover.begin, leftover.end - leftover.begin), leftover.what);
            finding.formula = "没有留下范本中的提示、待填和待选文字";
            finding.advice = leftover.advice;
            reporter.add(std::move(finding));
        }
    }
}

void check_levels(const Reading& reading, Reporter& reporter)
{
    if (reading.subject.department.district.empty())
        return;
    for (const auto& line : reading.lines) {
        if (line.is_aside)
            continue;
        const auto text = without_titles(line);
        bool is_right = true;
        for (const auto& level : level_words) {
            const auto at = level.only_in_accounts && !line.passage->explains ? std::string::npos : text.find(level.word);
            if (at == std::string::npos)
                continue;
            is_right = false;
            auto finding = reporter.finding("N16", Severity::warning, *line.passage, at, at + level.word.size());
            finding.message = fmt::format("区级单位的报告写作“{}”", level.word);
            finding.formula = "区级单位不写“市级财政”“市直部门”";
            finding.advice = fmt::format("应为“{}”；所述确为市级的，请确认", level.instead);
            reporter.add(std::move(finding));
        }
        if (is_right)
            reporter.passed("N16");
    }
}

void check_writing(const Reading& reading, Reporter& reporter)
{
    SignCount signs(reporter);
    for (const auto& passage : reading.passages) {
        const auto characters = characters_of(passage.text);
        check_doubled(passage, characters, reporter);
        signs.add(passage, characters);
        if (const auto word = stray_word(passage.text)) {
            auto finding = reporter.finding("N18", Severity::note, passage, word->first, word->second);
            finding.message = fmt::format("中文里夹着英文“{}”", std::string_view(passage.text).substr(word->first, word->second - word->first));
            finding.formula = "中文里不夹英文词";
            finding.advice = "请改为中文";
            reporter.add(std::move(finding));
        }
        reporter.passed("N18");
    }
    signs.finish();
}

}  // namespace gongkai::audit::prose
