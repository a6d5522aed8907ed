// Filters that take and give text.

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "base/html.hpp"
#include "base/utf8.hpp"
#include "jinja/operators.hpp"
#include "jinja/registry.hpp"
#include "jinja/tojson.hpp"

namespace gongkai::jinja {
namespace {

/// Text with the safety of the value it came from.
Value like(const Value& original, std::string text)
{
    return original.kind() == Kind::safe ? Value::safe(std::move(text)) : Value::string(std::move(text));
}

template <class Change>
Operation text_filter(Change change)
{
    return [change](Machine&, const Arguments& arguments) {
        arguments.expect(1, {});
        return like(arguments[0], change(text_of(arguments[0])));
    };
}

std::string lowered(std::string text)
{
    for (auto& c : text)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return text;
}

std::string raised(std::string text)
{
    for (auto& c : text)
        if (c >= 'a' && c <= 'z')
            c = static_cast<char>(c - 'a' + 'A');
    return text;
}

std::string capitalized(std::string text)
{
    text = lowered(std::move(text));
    if (!text.empty())
        text[0] = raised(text.substr(0, 1))[0];
    return text;
}

/// A capital after white space, a hyphen or an opening bracket, as Jinja's title.
std::string titled(std::string text)
{
    bool starts_word = true;
    for (auto& c : text) {
        const std::string one(1, c);
        c = starts_word ? raised(one)[0] : lowered(one)[0];
        starts_word = std::string_view("-({[< \t\n\r").find(c) != std::string_view::npos;
    }
    return text;
}

/// White space as str.strip() of Python sees it.
bool is_white(char32_t c)
{
    return (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x20) || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

std::vector<char32_t> code_points(std::string_view text)
{
    std::vector<char32_t> result;
    for (std::size_t i = 0; i < text.size();) {
        const auto character = base::decode(text, i);
        result.push_back(character.value);
        i += character.length;
    }
    return result;
}

Value trim(Machine&, const Arguments& arguments)
{
    arguments.expect(2, {"chars"});
    const auto text = text_of(arguments[0]);
    const auto* given = arguments.get(1, "chars");
    const auto has_set = given && !given->is_none();
    const auto set = has_set ? code_points(text_of(*given)) : std::vector<char32_t>();
    std::size_t begin = text.size();
    std::size_t end = text.size();
    for (std::size_t i = 0; i < text.size();) {
        const auto character = base::decode(text, i);
        const bool is_cut = has_set ? std::find(set.begin(), set.end(), character.value) != set.end() : is_white(character.value);
        if (!is_cut) {
            begin = std::min(begin, i);
            end = i + character.length;
        }
        i += character.length;
    }
    return like(arguments[0], text.substr(begin, end - std::min(begin, end)));
}

/// Replaces; if the text is safe, what goes in is escaped.
Value replace(Machine&, const Arguments& arguments)
{
    arguments.expect(4, {"old", "new", "count"});
    const bool is_safe = arguments[0].kind() == Kind::safe;
    const auto text = text_of(arguments[0]);
    const auto old = is_safe ? escaped(arguments.require(1, "old")) : text_of(arguments.require(1, "old"));
    const auto replacement = is_safe ? escaped(arguments.require(2, "new")) : text_of(arguments.require(2, "new"));
    auto count = arguments.integer(3, "count", -1);
    std::string out;
    std::size_t from = 0;
    if (old.empty())
        return like(arguments[0], text);
    for (auto at = text.find(old); at != std::string::npos && count != 0; at = text.find(old, from), --count) {
        out.append(text, from, at - from).append(replacement);
        from = at + old.size();
    }
    return like(arguments[0], out + text.substr(from));
}

/// As Jinja's: cuts to `length` characters including the end mark, at a word if
/// not told to kill words, unless the text is within `leeway` of it.
Value truncate(Machine&, const Arguments& arguments)
{
    arguments.expect(5, {"length", "killwords", "end", "leeway"});
    const auto text = text_of(arguments[0]);
    const auto length = arguments.integer(1, "length", 255);
    const auto end = arguments.text(3, "end", "...");
    const auto leeway = arguments.integer(4, "leeway", 5);
    const auto count = [](std::string_view t) { return static_cast<std::int64_t>(base::code_point_count(t)); };
    if (count(text) <= length + leeway)
        return arguments[0];
    const auto keep = std::max<std::int64_t>(length - count(end), 0);
    std::size_t cut = 0;
    for (std::int64_t i = 0; i < keep && cut < text.size(); ++i)
        cut += base::decode(text, cut).length;
    auto kept = text.substr(0, cut);
    if (!arguments.flag(2, "killwords", false))
        if (const auto space = kept.rfind(' '); space != std::string::npos)
            kept.resize(space);
    return like(arguments[0], kept + end);
}

Value indent(Machine&, const Arguments& arguments)
{
    arguments.expect(4, {"width", "first", "blank"});
    const auto* width = arguments.get(1, "width");
    const auto margin = width && width->is_text() ? width->as_text()
                                                  : std::string(static_cast<std::size_t>(std::clamp<std::int64_t>(
                                                                    arguments.integer(1, "width", 4), 0, 1000)),
                                                                ' ');
    const bool first = arguments.flag(2, "first", false);
    const bool blank = arguments.flag(3, "blank", false);
    const auto text = text_of(arguments[0]);
    std::string out;
    bool is_first = true;
    for (std::size_t i = 0; i <= text.size();) {
        const auto newline = std::min(text.find('\n', i), text.size());
        const auto line = text.substr(i, newline - i);
        if (!is_first)
            out += '\n';
        if ((is_first ? first : true) && (blank || !line.empty()))
            out += margin;
        out += line;
        is_first = false;
        i = newline + 1;
    }
    return like(arguments[0], std::move(out));
}

std::string percent_encoded(std::string_view text, std::string_view kept)
{
    std::string out;
    for (const char c : text) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                           kept.find(c) != std::string_view::npos;
        if (plain)
            out += c;
        else
            out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return out;
}

Value urlencode(Machine&, const Arguments& arguments)
{
    arguments.expect(1, {});
    return Value::string(percent_encoded(text_of(arguments[0]), "_.-~/"));
}

/// For href and src: relative addresses and http, https, mailto only.
Value url(Machine&, const Arguments& arguments)
{
    arguments.expect(1, {});
    const auto text = text_of(arguments[0]);
    const auto colon = text.find(':');
    const auto scheme = lowered(text.substr(0, colon));
    const bool has_scheme = colon != std::string::npos && text.find_first_of("/?#") > colon;
    if (has_scheme && scheme != "http" && scheme != "https" && scheme != "mailto")
        throw Failure{"T-URL", fmt::format("不能链接到“{}:”地址", scheme), "只能用 http、https、mailto 或相对地址"};
    return Value::string(percent_encoded(text, "_.-~/:?#[]@!$&()*+,;=%"));
}

/// The text without what stands between `open` and `close`; an `open` that is
/// never closed stays.
std::string without(const std::string& text, std::string_view open, std::string_view close)
{
    std::string out;
    std::size_t from = 0;
    for (auto at = text.find(open); at != std::string::npos; at = text.find(open, from)) {
        const auto end = text.find(close, at + open.size());
        if (end == std::string::npos)
            break;
        out.append(text, from, at - from);
        from = end + close.size();
    }
    return out + text.substr(from);
}

/// The character that the name between & and ; stands for; 0 if it is not one of ours.
char32_t entity(std::string_view name)
{
    if (name.starts_with('#')) {
        const bool hexadecimal = name.size() > 1 && (name[1] == 'x' || name[1] == 'X');
        const auto digits = name.substr(hexadecimal ? 2 : 1);
        std::uint32_t value = 0;
        const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), value, hexadecimal ? 16 : 10);
        const bool is_character = failure == std::errc() && end == digits.data() + digits.size() && value < 0x110000 &&
                                  (value < 0xD800 || value > 0xDFFF);
        return is_character ? value : 0;
    }
    static constexpr std::array<std::pair<std::string_view, char32_t>, 10> named = {{
        {"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}, {"nbsp", 0xA0}, {"middot", 0xB7},
        {"yen", 0xA5}, {"mdash", 0x2014}, {"hellip", 0x2026},
    }};
    const auto found = std::find_if(named.begin(), named.end(), [&](const auto& entry) { return entry.first == name; });
    return found == named.end() ? 0 : found->second;
}

std::string unescaped(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        const auto semicolon = text[i] == '&' ? text.substr(0, i + 12).find(';', i) : std::string_view::npos;
        const auto character = semicolon == std::string_view::npos ? U'\0' : entity(text.substr(i + 1, semicolon - i - 1));
        if (character == 0) {
            out += text[i++];
            continue;
        }
        base::append_utf8(out, character);
        i = semicolon + 1;
    }
    return out;
}

Value striptags(Machine&, const Arguments& arguments)
{
    arguments.expect(1, {});
    const auto out = without(without(text_of(arguments[0]), "<!--", "-->"), "<", ">");
    std::string words;
    bool follows_space = false;
    for (std::size_t i = 0; i < out.size();) {
        const auto character = base::decode(out, i);
        if (is_white(character.value)) {
            follows_space = !words.empty();
        } else {
            words += follows_space ? " " : "";
            words.append(out, i, character.length);
            follows_space = false;
        }
        i += character.length;
    }
    return Value::string(unescaped(words));
}

Value format(Machine&, const Arguments& arguments)
{
    const auto pattern = text_of(arguments[0]);
    std::string out;
    std::size_t next = 1;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] != '%' || i + 1 == pattern.size()) {
            out += pattern[i];
            continue;
        }
        const char kind = pattern[++i];
        if (kind == '%') {
            out += '%';
        } else if (kind == 's' || kind == 'd') {
            if (next >= arguments.positional())
                throw Failure{"T-CALL", "format 的参数不够", ""};
            const auto& value = arguments[next++];
            if (kind == 'd' && value.kind() != Kind::integer)
                throw Failure{"T-TYPE", fmt::format("%d 应对应整数，得到{}", value.kind_name()), ""};
            out += arguments[0].kind() == Kind::safe ? escaped(value) : text_of(value);
        } else {
            throw Failure{"T-TYPE", fmt::format("format 不支持 %{}", kind), "可用 %s、%d；小数请用 |fixed"};
        }
    }
    if (next < arguments.positional() || !arguments.names().empty())
        throw Failure{"T-CALL", "format 的参数多于 % 的个数", ""};
    return like(arguments[0], std::move(out));
}

Value xmlattr(Machine&, const Arguments& arguments)
{
    arguments.expect(2, {"autospace"});
    if (arguments[0].kind() != Kind::map)
        throw Failure{"T-TYPE", fmt::format("xmlattr 应用于映射，得到{}", arguments[0].kind_name()), ""};
    std::string out;
    for (const auto& [name, value] : arguments[0].as_map()) {
        if (value.is_none() || value.is_undefined())
            continue;
        if (name.find_first_of(" \t\n\r/>=\"'") != std::string::npos)
            throw Failure{"T-TYPE", fmt::format("“{}”不能作属性名", name), ""};
        out += out.empty() ? "" : " ";
        base::append_escaped(out, name);
        out += "=\"" + escaped(value) + "\"";
    }
    if (!out.empty() && arguments.flag(1, "autospace", true))
        out.insert(0, " ");
    return Value::safe(std::move(out));
}

}  // namespace

void add_text_filters(OperationTable& filters)
{
    filters.add("upper", text_filter(raised));
    filters.add("lower", text_filter(lowered));
    filters.add("capitalize", text_filter(capitalized));
    filters.add("title", text_filter(titled));
    filters.add("trim", trim);
    filters.add("replace", replace);
    filters.add("truncate", truncate);
    filters.add("indent", indent);
    filters.add("urlencode", urlencode);
    filters.add("url", url);
    filters.add("striptags", striptags);
    filters.add("format", format);
    filters.add("xmlattr", xmlattr);
    const Operation escape = [](Machine&, const Arguments& arguments) {
        arguments.expect(1, {});
        return Value::safe(escaped(arguments[0]));
    };
    filters.add("escape", escape);
    filters.add("e", escape);
    filters.add("forceescape", [](Machine&, const Arguments& arguments) {
        std::string out;
        base::append_escaped(out, text_of(arguments[0]));
        return Value::safe(std::move(out));
    });
    filters.add("safe", [](Machine&, const Arguments& arguments) { return Value::safe(text_of(arguments[0])); });
    filters.add("string", [](Machine&, const Arguments& arguments) {
        return arguments[0].is_text() ? arguments[0] : Value::string(text_of(arguments[0]));
    });
    filters.add("tojson", [](Machine&, const Arguments& arguments) {
        arguments.expect(2, {"indent"});
        return Value::safe(to_json(arguments[0], static_cast<int>(std::clamp<std::int64_t>(arguments.integer(1, "indent", -1), -1, 40))));
    });
}

}  // namespace gongkai::jinja
