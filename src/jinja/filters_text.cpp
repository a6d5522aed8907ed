// Filters that take and give text.

#include <algorithm>

#include <fmt/format.h>

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

Value trim(Machine&, const Arguments& arguments)
{
    arguments.expect(2, {"chars"});
    const auto text = text_of(arguments[0]);
    const auto* characters = arguments.get(1, "chars");
    const auto set = characters && !characters->is_none() ? text_of(*characters) : std::string(" \t\n\r\f\v");
    const auto first = text.find_first_not_of(set);
    if (first == std::string::npos)
        return like(arguments[0], "");
    return like(arguments[0], text.substr(first, text.find_last_not_of(set) - first + 1));
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

Value striptags(Machine&, const Arguments& arguments)
{
    arguments.expect(1, {});
    std::string out;
    bool in_tag = false;
    for (const char c : text_of(arguments[0])) {
        if (c == '<')
            in_tag = true;
        else if (c == '>' && in_tag)
            in_tag = false;
        else if (!in_tag)
            out += c;
    }
    std::string words;
    for (std::size_t i = 0; i < out.size();) {
        const auto start = out.find_first_not_of(" \t\n\r", i);
        if (start == std::string::npos)
            break;
        const auto end = std::min(out.find_first_of(" \t\n\r", start), out.size());
        words += (words.empty() ? "" : " ") + out.substr(start, end - start);
        i = end;
    }
    return Value::string(std::move(words));
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
        append_escaped(out, name);
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
    const Operation escape = [](Machine&, const Arguments& arguments) { return Value::safe(escaped(arguments[0])); };
    filters.add("escape", escape);
    filters.add("e", escape);
    filters.add("forceescape", [](Machine&, const Arguments& arguments) {
        std::string out;
        append_escaped(out, text_of(arguments[0]));
        return Value::safe(std::move(out));
    });
    filters.add("safe", [](Machine&, const Arguments& arguments) { return Value::safe(text_of(arguments[0])); });
    filters.add("string", [](Machine&, const Arguments& arguments) {
        return arguments[0].is_text() ? arguments[0] : Value::string(text_of(arguments[0]));
    });
    filters.add("tojson", [](Machine&, const Arguments& arguments) {
        arguments.expect(2, {"indent"});
        return Value::safe(to_json(arguments[0]));
    });
}

}  // namespace gongkai::jinja
