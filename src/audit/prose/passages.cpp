#include "audit/prose/passages.hpp"

#include <algorithm>
#include <array>

#include "base/ascii.hpp"
#include "base/utf8.hpp"

namespace gongkai::audit::prose {
namespace {

// Bytes that masking puts in place of what is not prose.
constexpr char nothing = '\x01';
constexpr char value = '\x02';

/// Text under way, each byte with its place in the file.
struct Raw {
    std::string text;
    std::vector<std::uint32_t> origin;

    void append(std::string_view bytes, std::uint32_t at)
    {
        for (const char byte : bytes) {
            text += byte;
            origin.push_back(at++);
        }
    }
};

bool is_ascii_word(char c) { return base::is_letter(c) || base::is_digit(c); }
bool is_ascii_punctuation(char c) { return c > ' ' && c < '\x7f' && !is_ascii_word(c); }

// ---- masking ----

void blank_out(std::string& text, std::size_t begin, std::size_t end, bool keeps_lines, char first)
{
    for (auto i = begin; i < end; ++i)
        if (!keeps_lines || text[i] != '\n')
            text[i] = nothing;
    if (begin < end)
        text[begin] = first;
}

/// Comments vanish; what a template puts in place of {{ … }} and {% … %} is unknown.
std::string masked(std::string_view source)
{
    struct Kind {
        std::string_view open;
        std::string_view close;
        bool keeps_lines;
        char first;
    };
    constexpr std::array<Kind, 4> kinds = {{
        {"<!--", "-->", true, nothing}, {"{#", "#}", true, nothing}, {"{{", "}}", false, value}, {"{%", "%}", false, value}}};
    std::string text(source);
    for (std::size_t i = 0; i < text.size(); ++i)
        for (const auto& kind : kinds)
            if (text.compare(i, kind.open.size(), kind.open) == 0) {
                const auto close = text.find(kind.close, i + kind.open.size());
                const auto end = close == std::string::npos ? text.size() : close + kind.close.size();
                blank_out(text, i, end, kind.keeps_lines, kind.first);
                i = end - 1;
                break;
            }
    return text;
}

// ---- cleaning ----

std::size_t white_space_at(std::string_view text)
{
    for (const std::string_view space : {" ", "\t", "\n", "\r", "\xC2\xA0", "　"})
        if (text.starts_with(space))
            return space.size();
    return 0;
}

/// Bytes of Markdown that do not show: marks, escapes, tags, the target of a link.
std::size_t markup_at(std::string_view text, std::size_t i)
{
    const char c = text[i];
    if (c == nothing || c == '*' || c == '`')
        return 1;
    if (c == '\\' && i + 1 < text.size() && is_ascii_punctuation(text[i + 1]))
        return 1;
    const auto rest = text.substr(i);
    if (c == '<' && rest.size() > 1 && (base::is_letter(rest[1]) || rest[1] == '/')) {
        const auto close = rest.find('>');
        return close == std::string_view::npos ? 0 : close + 1;
    }
    if (c == '!' && rest.starts_with("![")) {
        const auto target = rest.find("](");
        const auto close = target == std::string_view::npos ? target : rest.find(')', target);
        return close == std::string_view::npos ? 0 : close + 1;
    }
    if (c == '[' && rest.find("](") != std::string_view::npos)
        return 1;
    if (rest.starts_with("](")) {
        const auto close = rest.find(')');
        return close == std::string_view::npos ? 0 : close + 1;
    }
    return 0;
}

struct Replacement {
    std::string bytes;
    std::size_t length = 0;
};

/// Full-width digits, signs and points within numbers read as half-width ones.
Replacement narrowed(std::string_view text, std::size_t i, bool after_digit)
{
    const auto character = base::decode(text, i);
    if (character.value >= U'０' && character.value <= U'９')
        return {std::string(1, static_cast<char>('0' + (character.value - U'０'))), character.length};
    if (character.value == U'％' || character.value == U'﹪')
        return {"%", character.length};
    if (character.value == U'．' && after_digit) {
        const auto next = i + character.length;
        if (next < text.size() && (base::is_digit(text[next]) || (base::decode(text, next).value >= U'０' && base::decode(text, next).value <= U'９')))
            return {".", character.length};
    }
    return {std::string(text.substr(i, character.length)), character.length};
}

/// The text as it reads. White space stays only between words of Latin letters and digits.
Raw cleaned(const Raw& raw)
{
    Raw out;
    const std::string_view text = raw.text;
    std::uint32_t space_at = 0;
    bool space = false;
    for (std::size_t i = 0; i < text.size();) {
        if (const auto width = white_space_at(text.substr(i))) {
            space_at = raw.origin[i];
            space = true;
            i += width;
            continue;
        }
        if (const auto width = markup_at(text, i)) {
            i += width;
            continue;
        }
        auto next = text[i] == value ? Replacement{std::string(unknown_mark), 1} : narrowed(text, i, !out.text.empty() && base::is_digit(out.text.back()));
        if (space && !out.text.empty() && is_ascii_word(out.text.back()) && is_ascii_word(next.bytes.front()))
            out.append(" ", space_at);
        space = false;
        // A shorter or longer form keeps the place of its first byte.
        const bool same = next.bytes.size() == next.length;
        for (std::size_t b = 0; b < next.bytes.size(); ++b)
            out.append(next.bytes.substr(b, 1), raw.origin[i] + static_cast<std::uint32_t>(same ? b : 0));
        i += next.length;
    }
    return out;
}

// ---- list markers ----

constexpr std::string_view numerals[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九"};

int numeral_digit(std::string_view text)
{
    for (int i = 0; i < 9; ++i)
        if (text == numerals[i])
            return i + 1;
    return 0;
}

/// The number at the start, of ASCII digits or Chinese numerals, and its bytes.
std::pair<int, std::size_t> number_at(std::string_view text, bool& is_chinese)
{
    std::size_t length = 0;
    while (length < text.size() && length < 3 && base::is_digit(text[length]))
        ++length;
    is_chinese = length == 0;
    if (length > 0)
        return {length < 3 ? std::stoi(std::string(text.substr(0, length))) : 0, length};
    while (text.substr(length).starts_with("十") || numeral_digit(text.substr(length, 3)) > 0)
        length += 3;
    return {chinese_number(text.substr(0, length)), length};
}

std::optional<MarkerAt> bracketed_marker(std::string_view text)
{
    for (const auto& [open, close, style] : {std::array<std::string_view, 3>{"（", "）", "（"}, {"(", ")", "（"}, {"（", ")", "（"}, {"(", "）", "（"}}) {
        if (!text.starts_with(open))
            continue;
        bool is_chinese = false;
        const auto [number, length] = number_at(text.substr(open.size()), is_chinese);
        if (number > 0 && text.substr(open.size() + length).starts_with(close)) {
            const auto size = open.size() + length + close.size();
            return MarkerAt{{std::string(style) + (is_chinese ? "一）" : "1）"), std::string(text.substr(0, size)), number}, size};
        }
    }
    return std::nullopt;
}

std::optional<MarkerAt> circled_marker(std::string_view text)
{
    const auto character = base::decode(text, 0);
    if (character.value < U'①' || character.value > U'⑳')
        return std::nullopt;
    return MarkerAt{{"①", std::string(text.substr(0, character.length)), static_cast<int>(character.value - U'①') + 1}, character.length};
}

/// Places where a new passage begins: a list marker of Markdown, or of Chinese writing.
struct Line {
    std::string_view text;     ///< masked, without its marks
    std::uint32_t begin = 0;   ///< of the text
    std::uint32_t start = 0;   ///< of the line
    std::size_t indent = 0;
    std::optional<Marker> marker;
    std::uint32_t marker_begin = 0;
    bool is_item = false;
    bool is_heading = false;
    bool is_blank = false;
    bool is_template = false;  ///< nothing but {% … %}
    bool is_table = false;
};

void skip(Line& line, std::size_t bytes)
{
    line.text.remove_prefix(std::min(bytes, line.text.size()));
    line.begin += static_cast<std::uint32_t>(bytes);
}

/// "12. " or "12) " of Markdown.
std::optional<MarkerAt> markdown_number(std::string_view text)
{
    std::size_t digits = 0;
    while (digits < text.size() && base::is_digit(text[digits]))
        ++digits;
    if (digits == 0 || digits > 2 || digits + 1 >= text.size() || (text[digits] != '.' && text[digits] != ')') || text[digits + 1] != ' ')
        return std::nullopt;
    return MarkerAt{{text[digits] == '.' ? "1." : "1）", std::string(text.substr(0, digits + 1)), std::stoi(std::string(text.substr(0, digits)))}, digits + 2};
}

void read_marks(Line& line)
{
    const auto first = line.text.find_first_not_of(" \t>");
    line.indent = first == std::string_view::npos ? 0 : first;
    skip(line, line.indent);
    if (line.text.starts_with('#')) {
        line.is_heading = true;
        skip(line, std::min(line.text.find_first_not_of("# "), line.text.size()));
    }
    if (line.text.starts_with("- ") || line.text.starts_with("* ") || line.text.starts_with("+ ")) {
        line.is_item = true;
        skip(line, 2);
    }
    auto number = markdown_number(line.text);
    if (!number)
        number = marker_at(line.text);
    if (number) {
        line.marker = number->marker;
        line.marker->style += std::string(line.indent / 2, ' ');
        line.marker_begin = line.begin;
        line.is_item = !line.is_heading;
        skip(line, number->length);
    }
}

Line read_line(std::string_view text, std::uint32_t begin)
{
    Line line{text, begin, begin};
    if (line.text.ends_with('\r'))
        line.text.remove_suffix(1);
    line.is_blank = std::all_of(line.text.begin(), line.text.end(), [](char c) { return c == ' ' || c == '\t' || c == nothing; });
    line.is_template = !line.is_blank && std::all_of(line.text.begin(), line.text.end(), [](char c) { return c == ' ' || c == nothing || c == value; });
    line.is_table = line.text.starts_with('|');
    if (!line.is_blank && !line.is_table)
        read_marks(line);
    return line;
}

// ---- sections ----

bool is_about_accounts(const std::string& title)
{
    constexpr std::array<std::string_view, 8> words = {"收入", "支出", "收支", "预算", "决算", "经费", "采购", "绩效"};
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return title.find(word) != std::string::npos; });
}

class SectionReader {
public:
    SectionReader(const model::ProseSection& section, Passage model, std::vector<Passage>& passages)
        : span_(section.span), model_(std::move(model)), passages_(passages)
    {
    }

    void read()
    {
        const auto text = masked(std::string_view(span_.file->text).substr(span_.begin, span_.end - span_.begin));
        for (std::size_t i = 0; i < text.size();) {
            const auto end = std::min(text.find('\n', i), text.size());
            add(read_line(std::string_view(text).substr(i, end - i), span_.begin + static_cast<std::uint32_t>(i)));
            i = end + 1;
        }
        close();
    }

private:
    void add(const Line& line)
    {
        if (line.text.starts_with("```")) {
            close();
            in_code_ = !in_code_;
            return;
        }
        if (in_code_)
            return;
        if (line.is_table) {
            add_cells(line);
            return;
        }
        if (line.is_blank || line.is_template || line.is_heading || line.is_item || line.marker)
            close();
        after_template_ = after_template_ || line.is_template;
        if (line.is_blank || line.is_template)
            return;
        if (!open_)
            begin(line);
        raw_.append(line.text, line.begin);
        raw_.append("\n", line.begin + static_cast<std::uint32_t>(line.text.size()));
        current_.whole.end = line.begin + static_cast<std::uint32_t>(line.text.size());
        if (line.is_heading)
            close();
    }

    void begin(const Line& line)
    {
        current_ = model_;
        current_.whole = {span_.file, line.start, line.start};
        current_.marker = line.marker;
        if (line.marker)
            current_.marker->span = {span_.file, line.marker_begin, line.marker_begin + static_cast<std::uint32_t>(line.marker->text.size())};
        current_.is_item = line.is_item;
        current_.indent = line.indent;
        current_.is_heading = line.is_heading;
        current_.after_template = after_template_;
        after_template_ = false;
        open_ = true;
    }

    void close()
    {
        if (!open_)
            return;
        open_ = false;
        auto text = cleaned(raw_);
        raw_ = {};
        current_.text = std::move(text.text);
        current_.origin = std::move(text.origin);
        if (!current_.text.empty())
            passages_.push_back(std::move(current_));
    }

    /// Each cell of a table is a passage; the line under the heading has none.
    void add_cells(const Line& line)
    {
        close();
        if (line.text.find_first_not_of("|-: \t") == std::string_view::npos)
            return;
        for (std::size_t i = 1; i < line.text.size();) {
            const auto end = std::min(line.text.find('|', i), line.text.size());
            Line cell{line.text.substr(i, end - i), line.begin + static_cast<std::uint32_t>(i), line.begin + static_cast<std::uint32_t>(i)};
            begin(cell);
            raw_.append(cell.text, cell.begin);
            current_.whole.end = cell.begin + static_cast<std::uint32_t>(cell.text.size());
            close();
            i = end + 1;
        }
    }

    base::Span span_;
    Passage model_;
    std::vector<Passage>& passages_;
    Passage current_;
    Raw raw_;
    bool open_ = false;
    bool in_code_ = false;
    bool after_template_ = false;
};

// ---- facts ----

void add_fact_text(const std::string& text, Passage model, std::vector<Passage>& passages)
{
    for (std::size_t i = 0; i <= text.size();) {
        const auto end = std::min(text.find('\n', i), text.size());
        auto passage = model;
        Raw raw;
        raw.append(std::string_view(text).substr(i, end - i), 0);
        passage.text = cleaned(raw).text;
        if (const auto marker = marker_at(passage.text)) {
            passage.marker = marker->marker;
            passage.is_item = true;
            passage.text.erase(0, marker->length);
        }
        if (!passage.text.empty())
            passages.push_back(std::move(passage));
        i = end + 1;
    }
}

void add_facts(const model::FactGroup& facts, const std::string& prefix, std::size_t& section, std::vector<Passage>& passages)
{
    for (const auto& [key, fact] : facts.members) {
        const auto name = prefix.empty() ? key : prefix + "." + key;
        if (const auto* group = std::get_if<model::FactGroup>(&fact.value)) {
            add_facts(*group, name, section, passages);
        } else if (const auto* text = std::get_if<std::string>(&fact.value)) {
            Passage model;
            model.title = name;
            model.whole = fact.span;
            model.section = section++;
            model.is_fact = true;
            model.explains = true;
            add_fact_text(*text, std::move(model), passages);
        }
    }
}

}  // namespace

int chinese_number(std::string_view text)
{
    const auto ten = text.find("十");
    if (ten == std::string_view::npos)
        return numeral_digit(text);
    const auto tens = text.substr(0, ten);
    const auto ones = text.substr(ten + 3);
    const int high = tens.empty() ? 1 : numeral_digit(tens);
    const int low = ones.empty() ? 0 : numeral_digit(ones);
    return high == 0 || (low == 0 && !ones.empty()) ? 0 : high * 10 + low;
}

std::optional<MarkerAt> marker_at(std::string_view text)
{
    if (text.empty())
        return std::nullopt;
    if (auto marker = bracketed_marker(text))
        return marker;
    if (auto marker = circled_marker(text))
        return marker;
    bool is_chinese = false;
    const auto [number, length] = number_at(text, is_chinese);
    if (number == 0)
        return std::nullopt;
    const auto rest = text.substr(length);
    for (const std::string_view sign : {"、", "．", ".", "）", ")"}) {
        if (!rest.starts_with(sign) || (is_chinese && sign != "、"))
            continue;
        const auto after = rest.substr(sign.size());
        if (sign != "、" && !after.empty() && base::is_digit(after.front()))
            return std::nullopt;  // 1.5
        const std::string style = is_chinese ? "一、" : sign == "、" ? "1、" : sign == ")" || sign == "）" ? "1）" : "1.";
        return MarkerAt{{style, std::string(text.substr(0, length + sign.size())), number}, length + sign.size()};
    }
    return std::nullopt;
}

base::Span Passage::span(std::size_t begin, std::size_t end) const
{
    if (origin.empty() || begin >= end)
        return whole;
    const auto last = origin[end - 1];
    // A character that was narrowed keeps only the place of its first byte.
    const bool is_lead = static_cast<unsigned char>(whole.file->text[last]) >= 0xC0;
    const auto length = is_lead ? base::decode(whole.file->text, last).length : 1;
    return {whole.file, origin[begin], std::max(last, origin[begin]) + static_cast<std::uint32_t>(length)};
}

std::vector<Passage> passages_of(const model::Report& report)
{
    std::vector<Passage> passages;
    std::size_t section = 0;
    for (const auto& prose : report.prose) {
        if (!prose.span.file)
            continue;
        Passage model;
        model.title = prose.title;
        model.section = section++;
        const auto* form = report.forms ? report.forms->find_section(prose.title) : nullptr;
        model.explains = (form && !form->template_name.empty()) || is_about_accounts(prose.title);
        SectionReader(prose, std::move(model), passages).read();
    }
    add_facts(report.facts, "", section, passages);
    return passages;
}

}  // namespace gongkai::audit::prose
