// Filters that take and give text.

#include <algorithm>

#include <fmt/format.h>

#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "jinja/library/registry.hpp"
#include "jinja/value/characters.hpp"
#include "jinja/value/formatting.hpp"
#include "jinja/run/machine.hpp"
#include "jinja/value/operators.hpp"

namespace gongkai::jinja {
namespace {

/// A filter that changes the text and leaves it as safe as it was.
template <std::string (*change)(std::string_view)>
Value changed(Machine&, const Arguments& arguments)
{
    const auto& subject = arguments[0];
    return text_like(subject, subject.is_text() ? change(subject.as_text()) : change(text_of(subject)));
}

std::string capitalized(std::string_view text)
{
    auto out = base::lowered(text);
    if (!out.empty())
        out[0] = base::raised(out[0]);
    return out;
}

/// Every word with a capital: after white space, a hyphen or an opening bracket.
/// Never safe, as in Jinja: a capital may change what an entity stands for.
Value title(Machine&, const Arguments& arguments)
{
    const auto text = text_of(arguments[0]);
    std::string out;
    bool starts_word = true;
    for (std::size_t i = 0; i < text.size();) {
        const auto character = base::decode(text, i);
        if (character.length == 1)
            out += starts_word ? base::raised(text[i]) : base::lowered(text[i]);
        else
            out.append(text, i, character.length);
        starts_word = is_white(character.value) || (character.length == 1 && std::string_view("-({[<").find(text[i]) != std::string_view::npos);
        i += character.length;
    }
    return Value::string(std::move(out));
}

/// Sorted, each once.
std::vector<char32_t> set_of_characters(std::string_view text)
{
    std::vector<char32_t> result;
    for (std::size_t i = 0; i < text.size();) {
        const auto character = base::decode(text, i);
        result.push_back(character.value);
        i += character.length;
    }
    std::sort(result.begin(), result.end());
    result.erase(std::unique(result.begin(), result.end()), result.end());
    return result;
}

/// Cuts white space, or the given characters, off both ends.
Value trim(Machine&, const Arguments& arguments)
{
    const auto& subject = arguments[0];
    const auto text = text_of(subject);
    const auto* given = arguments.get(1, "chars");
    const bool has_set = given && !given->is_none();
    const auto set = !has_set ? std::vector<char32_t>()
                              : set_of_characters(subject.kind() == Kind::safe ? escaped(*given) : text_of(*given));
    const auto is_cut = [&](char32_t c) { return has_set ? std::binary_search(set.begin(), set.end(), c) : is_white(c); };
    std::size_t begin = text.size();
    std::size_t end = text.size();
    for (std::size_t i = 0; i < text.size();) {
        const auto character = base::decode(text, i);
        if (!is_cut(character.value)) {
            begin = std::min(begin, i);
            end = i + character.length;
        }
        i += character.length;
    }
    return text_like(subject, text.substr(begin, end - begin));
}

/// `replacement` for each of the first `count` places of `old`; negative: for all.
/// An empty `old` is found before every character and at the end.
std::string replaced(const std::string& text, const std::string& old, const std::string& replacement, std::int64_t count)
{
    std::string out;
    std::size_t from = 0;
    for (auto at = find_text(text, old); at != std::string::npos && count != 0; --count) {
        out.append(text, from, at - from).append(replacement);
        check_text_size(out.size());
        from = at + old.size();
        if (!old.empty()) {
            at = find_text(text, old, from);
            continue;
        }
        if (at == text.size())
            break;
        at += base::decode(text, at).length;
    }
    return from < text.size() ? out.append(text, from) : out;
}

/// If the text or what comes into it is safe, everything else is escaped.
Value replace(Machine& machine, const Arguments& arguments)
{
    const auto& subject = arguments[0];
    const auto& old = arguments.require(1, "old");
    const auto& replacement = arguments.require(2, "new");
    const bool has_safe = subject.kind() == Kind::safe || old.kind() == Kind::safe || replacement.kind() == Kind::safe;
    const bool is_safe = machine.escapes() && has_safe;
    const auto html_or_text = [&](const Value& value) { return is_safe ? escaped(value) : text_of(value); };
    auto out = replaced(html_or_text(subject), html_or_text(old), html_or_text(replacement), arguments.integer(3, "count", -1));
    return is_safe ? Value::safe(std::move(out)) : Value::string(std::move(out));
}

std::string_view first_characters(std::string_view text, std::int64_t count)
{
    std::size_t end = 0;
    for (std::int64_t i = 0; i < count && end < text.size(); ++i)
        end += base::decode(text, end).length;
    return text.substr(0, end);
}

[[noreturn]] void fail_no_text(const Arguments& arguments)
{
    throw Failure{"T-TYPE", fmt::format("“{}”应用于文字，得到{}", arguments.callee(), arguments[0].kind_name()), ""};
}

/// Cuts to `length` characters including the end mark, at a word if not told to
/// kill words, unless the text is within `leeway` of it.
Value truncate(Machine&, const Arguments& arguments)
{
    const auto& subject = arguments[0];
    if (!subject.is_text())
        fail_no_text(arguments);
    const auto length = arguments.integer(1, "length", 255);
    const auto* given_end = arguments.get(3, "end");
    const auto end = given_end ? *given_end : Value::string("...");
    const auto leeway = arguments.integer(4, "leeway", 5);
    const auto end_length = static_cast<std::int64_t>(length_of(end));
    if (length < end_length || leeway < 0)
        throw Failure{"T-CALL", "truncate 的 length 不能小于 end 的字数，leeway 不能小于零", ""};
    const auto text = subject.as_text();
    const auto characters = static_cast<std::int64_t>(base::code_point_count(text));
    if (characters <= length || characters - length <= leeway)
        return subject;
    auto kept = first_characters(text, length - end_length);
    if (!arguments.flag(2, "killwords", false))
        kept = kept.substr(0, std::min(kept.rfind(' '), kept.size()));
    return add(text_like(subject, std::string(kept)), end);
}

/// Lines as str.splitlines() of Python sees them.
std::vector<std::string_view> lines_of(std::string_view text)
{
    std::vector<std::string_view> lines;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < text.size();) {
        const auto character = base::decode(text, i);
        const auto c = character.value;
        const auto at = i;
        i += character.length;
        const bool ends_line = (c >= 0x0A && c <= 0x0D) || (c >= 0x1C && c <= 0x1E) || c == 0x85 || c == 0x2028 || c == 0x2029;
        if (!ends_line)
            continue;
        if (c == '\r' && i < text.size() && text[i] == '\n')
            ++i;
        lines.push_back(text.substr(begin, at - begin));
        begin = i;
    }
    if (begin < text.size())
        lines.push_back(text.substr(begin));
    return lines;
}

/// What stands before each line: spaces, or the text that `width` is.
std::string margin_of(const Arguments& arguments)
{
    const auto* width = arguments.get(1, "width");
    if (width && width->is_text())
        return std::string(width->as_text());
    const auto spaces = static_cast<std::size_t>(std::max<std::int64_t>(arguments.integer(1, "width", 4), 0));
    check_text_size(spaces);
    return std::string(spaces, ' ');
}

Value indent(Machine&, const Arguments& arguments)
{
    const auto& subject = arguments[0];
    if (!subject.is_text())
        fail_no_text(arguments);
    const auto margin = margin_of(arguments);
    const bool first = arguments.flag(2, "first", false);
    const bool blank = arguments.flag(3, "blank", false);
    // With a line break more, the last line is one even if it is empty.
    const auto text = std::string(subject.as_text()) + '\n';
    std::string out = first ? margin : "";
    bool is_first = true;
    for (const auto line : lines_of(text)) {
        if (!is_first) {
            out += '\n';
            if (blank || !line.empty())
                out += margin;
        }
        out += line;
        is_first = false;
        check_text_size(out.size());
    }
    return text_like(subject, std::move(out));
}

/// '%s：%.2f'|format(name, amount), or with names: '%(a)s'|format(a=1).
Value format(Machine&, const Arguments& arguments)
{
    const auto pattern = arguments[0].is_text() ? arguments[0] : Value::string(text_of(arguments[0]));
    if (arguments.positional() > 1 && !arguments.names().empty())
        throw Failure{"T-CALL", "format 的参数要么都带名称，要么都不带", ""};
    if (arguments.names().empty()) {
        std::vector<Value> values;
        for (std::size_t i = 1; i < arguments.positional(); ++i)
            values.push_back(arguments[i]);
        return formatted(pattern, Value::list(std::move(values)));
    }
    std::vector<Member> members;
    for (std::size_t i = 0; i < arguments.names().size(); ++i)
        members.emplace_back(arguments.names()[i], arguments.named(i));
    return formatted(pattern, Value::map(std::move(members)));
}

Value string(Machine&, const Arguments& arguments)
{
    return arguments[0].is_text() ? arguments[0] : Value::string(text_of(arguments[0]));
}

}  // namespace

void add_text_filters(OperationTable& filters)
{
    filters.add({"upper", Signature(""), changed<base::raised>, "英文字母变为大写。"});
    filters.add({"lower", Signature(""), changed<base::lowered>, "英文字母变为小写。"});
    filters.add({"capitalize", Signature(""), changed<capitalized>, "首字母大写，其余小写。"});
    filters.add({"title", Signature(""), title, "每个词首字母大写。"});
    filters.add({"trim", Signature("chars=none"), trim, "去掉两端的空白，或 chars 中的各字。"});
    filters.add({"replace", Signature("old, new, count=none"), replace, "把 old 换为 new；count：最多换几处。"});
    filters.add({"truncate", Signature("length=255, killwords=false, end='...', leeway=5"), truncate,
                 "超过 length 字（超出不到 leeway 字不算）时截短，末尾加 end。"});
    filters.add({"indent", Signature("width=4, first=false, blank=false"), indent,
                 "各行缩进 width 格（或以文字 width 开头）；first：首行也缩进，blank：空行也缩进。"});
    filters.add({"format", Signature("*args, **kwargs"), format, "把文字中的 %s、%d、%.2f、%(名称)s 换为所给的值。"});
    filters.add({"string", Signature(""), string, "变为文字。"});
}

}  // namespace gongkai::jinja
