#include "audit/prose/leftovers.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "base/utf8.hpp"

namespace gongkai::audit::prose {
namespace {

constexpr std::string_view prompt = "范本的填写提示";
constexpr std::string_view blank = "待填的空";
constexpr std::string_view choice = "待选的文字";
constexpr std::string_view field = "文字处理软件的域代码";
constexpr std::string_view remove_it = "请删去提示，写上本单位的内容";
constexpr std::string_view fill_it = "请填上数字或名称";
constexpr std::string_view choose_it = "请留下与事实相符的一个";
constexpr std::string_view update_it = "请在原文件中更新域，再粘贴文字";

/// A pattern: `head`, then at most `gap` characters within the same sentence, then
/// one of which `tail` may be empty.
struct Pattern {
    std::string_view head;
    std::string_view tail;
    std::size_t gap = 0;
    std::string_view what;
    std::string_view advice;
};

// Sources: [s] the published documents in shared/seeds (汉阳 2023: 该项名词解释…, 参考《…》说明
// 逐项解释, 根据本部门使用的…补充解释; 青山 2024: 请对…进行说明; 经开 2024: 增加（减少）;
// 洪山 2019: 请在此处简要说明…, 如没有请填无); [t] the yearly templates of provinces, as
// formulas.md N14 lists them; [w] what Word prints for fields that it cannot resolve.
constexpr std::array patterns = {
    Pattern{"（参考《", "解释）", 40, prompt, remove_it},        // [s]
    Pattern{"(参考《", "解释)", 40, prompt, remove_it},
    Pattern{"（根据", "解释）", 30, prompt, remove_it},          // [s]
    Pattern{"（根据", "填写）", 30, prompt, remove_it},          // [t]
    Pattern{"（根据", "说明）", 30, prompt, remove_it},          // [t]
    Pattern{"（该项名词解释", "解释）", 40, prompt, remove_it},  // [s]
    Pattern{"（请", "说明）", 40, prompt, remove_it},            // [t]
    Pattern{"（请", "填写）", 40, prompt, remove_it},
    Pattern{"（请", "解释）", 40, prompt, remove_it},
    Pattern{"（请", "填列）", 40, prompt, remove_it},
    Pattern{"（请", "删除）", 40, prompt, remove_it},
    Pattern{"（如无", "删除）", 20, prompt, remove_it},
    Pattern{"（如有", "说明）", 20, prompt, remove_it},
    Pattern{"（若无", "删除）", 20, prompt, remove_it},
    Pattern{"请在此处", "", 0, prompt, remove_it},               // [s]
    Pattern{"请在此", "说明", 8, prompt, remove_it},
    Pattern{"如没有请填", "", 0, prompt, remove_it},             // [s]
    Pattern{"如无请填", "", 0, prompt, remove_it},
    Pattern{"没有的请填", "", 0, prompt, remove_it},
    Pattern{"请对", "进行说明", 40, prompt, remove_it},          // [s]
    Pattern{"请简要说明", "", 0, prompt, remove_it},
    Pattern{"请逐项说明", "", 0, prompt, remove_it},
    Pattern{"请据实填", "", 0, prompt, remove_it},
    Pattern{"请自行", "补充", 10, prompt, remove_it},
    Pattern{"请依据部门", "解释", 30, prompt, remove_it},        // [s]
    Pattern{"此处填", "", 0, prompt, remove_it},
    Pattern{"此处插入", "", 0, prompt, remove_it},
    Pattern{"（填写", "）", 20, prompt, remove_it},
    Pattern{"参照部门预算公开的范围、体例和内容", "", 0, prompt, remove_it},  // [s] 汉阳 2023
    Pattern{"字以内）", "", 0, prompt, remove_it},               // [t] (200字以内)
    Pattern{"字以内)", "", 0, prompt, remove_it},
    Pattern{"（限", "字）", 6, prompt, remove_it},
    Pattern{"（待补充", "", 0, blank, fill_it},
    Pattern{"（待填", "", 0, blank, fill_it},
    Pattern{"【待", "】", 8, blank, fill_it},
    Pattern{"____", "", 0, blank, fill_it},
    Pattern{"＿＿", "", 0, blank, fill_it},
    Pattern{"20XX年", "", 0, blank, fill_it},
    Pattern{"20××年", "", 0, blank, fill_it},
    Pattern{"增加（减少）", "", 0, choice, choose_it},           // [s] 经开 2024
    Pattern{"增加(减少)", "", 0, choice, choose_it},
    Pattern{"减少（增加）", "", 0, choice, choose_it},
    Pattern{"增加/减少", "", 0, choice, choose_it},
    Pattern{"增长（下降）", "", 0, choice, choose_it},
    Pattern{"增长(下降)", "", 0, choice, choose_it},
    Pattern{"上升（下降）", "", 0, choice, choose_it},
    Pattern{"下降（上升）", "", 0, choice, choose_it},
    Pattern{"增长/下降", "", 0, choice, choose_it},
    Pattern{"上升/下降", "", 0, choice, choose_it},
    Pattern{"大于（小于）", "", 0, choice, choose_it},
    Pattern{"小于（大于）", "", 0, choice, choose_it},
    Pattern{".....", "", 0, prompt, remove_it},                  // [s] 汉阳 2023: 行政运行（项）2.....
    Pattern{"错误!未找到引用源", "", 0, field, update_it},       // [w]
    Pattern{"错误！未找到引用源", "", 0, field, update_it},
    Pattern{"错误!未定义书签", "", 0, field, update_it},
    Pattern{"错误！未定义书签", "", 0, field, update_it},
    Pattern{"PAGEREF", "", 0, field, update_it},
    Pattern{"MERGEFORMAT", "", 0, field, update_it},
    Pattern{"MERGEFIELD", "", 0, field, update_it},
    Pattern{"REF _Ref", "", 0, field, update_it},
    Pattern{"HYPERLINK \"", "", 0, field, update_it},
    Pattern{"TOC \\o", "", 0, field, update_it},
};

// XX分, ××万元: letters in place of a figure. 李×× hides a name and is no leftover.
constexpr std::array<std::string_view, 3> placeholders = {"XX", "××", "xx"};
constexpr std::array<std::string_view, 15> placeholder_units = {"万元", "亿元", "元", "分", "%", "年", "个", "人", "辆", "批", "次", "项", "部门", "单位", "局"};

// 增加万元, 占%: the figure is missing.
constexpr std::array<std::string_view, 9> before_figure = {"增加", "减少", "支出为", "收入为", "预算为", "决算为", "增长", "下降", "上升"};
constexpr std::array<std::string_view, 3> figure_units = {"万元", "亿元", "%"};

// Most characters begin no pattern: a table of those that do, by the bits in which
// characters of three bytes differ.
constexpr std::size_t key_of(std::string_view text)
{
    const auto bits = [&](std::size_t i) { return static_cast<std::size_t>(static_cast<unsigned char>(text[i]) & 0x3F); };
    return static_cast<unsigned char>(text[0]) < 0x80 || text.size() < 3 ? bits(0) : bits(1) << 6 | bits(2);
}

constexpr std::array<bool, 4096> make_leads()
{
    std::array<bool, 4096> leads{};
    for (const auto& pattern : patterns)
        leads[key_of(pattern.head)] = true;
    for (const auto& word : placeholders)
        leads[key_of(word)] = true;
    for (const auto& word : before_figure)
        leads[key_of(word)] = true;
    return leads;
}

constexpr auto leads = make_leads();

bool ends_sentence(std::string_view text) { return text.starts_with("。") || text.starts_with("；"); }

/// End of the match of a pattern that begins at the start of the text, or nullopt.
std::optional<std::size_t> match(const Pattern& pattern, std::string_view text)
{
    if (!text.starts_with(pattern.head))
        return std::nullopt;
    std::size_t at = pattern.head.size();
    for (std::size_t n = 0; n <= pattern.gap && at <= text.size(); ++n) {
        if (text.substr(at).starts_with(pattern.tail))
            return at + pattern.tail.size();
        if (at == text.size() || ends_sentence(text.substr(at)))
            break;
        at += base::decode(text, at).length;
    }
    return std::nullopt;
}

/// 提请, 申请: not a request to the one who fills in the template.
bool is_within_word(std::string_view before)
{
    constexpr std::array<std::string_view, 9> askers = {"提", "申", "邀", "聘", "敬", "恳", "呈", "报", "商"};
    return std::any_of(askers.begin(), askers.end(), [&](std::string_view asker) { return before.ends_with(asker); });
}

std::optional<Leftover> pattern_at(std::string_view text, std::size_t at)
{
    if (text.substr(at).starts_with("请") && is_within_word(text.substr(0, at)))
        return std::nullopt;
    for (const auto& pattern : patterns)
        if (const auto length = match(pattern, text.substr(at)))
            return Leftover{at, at + *length, pattern.what, pattern.advice};
    return std::nullopt;
}

std::size_t first_of(std::string_view text, const auto& words)
{
    for (const std::string_view word : words)
        if (text.starts_with(word))
            return word.size();
    return 0;
}

std::optional<Leftover> placeholder_at(std::string_view text, std::size_t at)
{
    const auto length = first_of(text.substr(at), placeholders);
    const bool in_word = at > 0 && ((text[at - 1] >= 'A' && text[at - 1] <= 'Z') || (text[at - 1] >= 'a' && text[at - 1] <= 'z'));
    if (length == 0 || in_word)
        return std::nullopt;
    auto end = at + length;
    // XXX, XX.XX
    while (end < text.size() && (text[end] == 'X' || text[end] == 'x' || text[end] == '.'))
        ++end;
    while (text.substr(end).starts_with("×"))
        end += std::string_view("×").size();
    const auto unit = first_of(text.substr(end), placeholder_units);
    if (unit == 0)
        return std::nullopt;
    return Leftover{at, end + unit, blank, fill_it};
}

std::optional<Leftover> missing_figure_at(std::string_view text, std::size_t at)
{
    const auto words = first_of(text.substr(at), before_figure);
    const auto unit = words > 0 ? first_of(text.substr(at + words), figure_units) : 0;
    if (unit == 0)
        return std::nullopt;
    return Leftover{at, at + words + unit, blank, fill_it};
}

std::optional<Leftover> any_at(std::string_view text, std::size_t at)
{
    auto leftover = pattern_at(text, at);
    if (!leftover)
        leftover = placeholder_at(text, at);
    return leftover ? leftover : missing_figure_at(text, at);
}

/// …… or ..... with nothing else: the template goes on so.
bool is_only_dots(std::string_view text)
{
    std::size_t dots = 0;
    for (std::size_t i = 0; i < text.size();) {
        const auto character = base::decode(text, i);
        if (character.value != U'…' && character.value != U'.' && character.value != U'。' && character.value != U'．')
            return false;
        dots += character.value == U'…' ? 3 : 1;
        i += character.length;
    }
    return dots >= 3;
}

}  // namespace

std::vector<Leftover> leftovers_in(std::string_view text)
{
    if (is_only_dots(text))
        return {{0, text.size(), prompt, "请补齐内容，或删去这一项"}};
    std::vector<Leftover> found;
    if (text.starts_with("如：") || text.starts_with("例："))
        found.push_back({0, std::string_view("如：").size(), prompt, "这是范本的举例，请写上本单位的内容"});
    for (std::size_t at = 0; at < text.size();) {
        std::optional<Leftover> leftover;
        if (leads[key_of(text.substr(at))])
            leftover = any_at(text, at);
        if (leftover) {
            found.push_back(*leftover);
            at = leftover->end;
        } else {
            at += base::decode(text, at).length;
        }
    }
    return found;
}

}  // namespace gongkai::audit::prose
