// Filters between text, HTML and addresses.

#include <algorithm>

#include <fmt/format.h>

#include "base/ascii.hpp"
#include "base/html.hpp"
#include "base/utf8.hpp"
#include "jinja/library/entities.hpp"
#include "jinja/library/registry.hpp"
#include "jinja/value/characters.hpp"
#include "jinja/run/machine.hpp"
#include "jinja/value/operators.hpp"
#include "jinja/value/tojson.hpp"

namespace gongkai::jinja {
namespace {

Value escape(Machine&, const Arguments& arguments)
{
    return arguments[0].kind() == Kind::safe ? arguments[0] : Value::safe(escaped(arguments[0]));
}

Value force_escape(Machine&, const Arguments& arguments)
{
    std::string out;
    base::append_escaped(out, text_of(arguments[0]));
    check_text_size(out.size());
    return Value::safe(std::move(out));
}

Value safe(Machine&, const Arguments& arguments)
{
    return arguments[0].kind() == Kind::safe ? arguments[0] : Value::safe(text_of(arguments[0]));
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
    return out.append(text, from);
}

/// Words with one space between, whatever white space there was.
std::string with_single_spaces(std::string_view text)
{
    std::string words;
    bool follows_space = false;
    for (std::size_t i = 0; i < text.size();) {
        const auto character = base::decode(text, i);
        if (is_white(character.value)) {
            follows_space = !words.empty();
        } else {
            words += follows_space ? " " : "";
            words.append(text, i, character.length);
            follows_space = false;
        }
        i += character.length;
    }
    return words;
}

Value striptags(Machine&, const Arguments& arguments)
{
    const auto text = without(without(text_of(arguments[0]), "<!--", "-->"), "<", ">");
    return Value::string(unescaped(with_single_spaces(text)));
}

/// class="a" id="b" of a map, without the members that are none or undefined.
Value xmlattr(Machine& machine, const Arguments& arguments)
{
    if (arguments[0].kind() != Kind::map)
        throw Failure{"T-TYPE", fmt::format("xmlattr 应用于映射，得到{}", arguments[0].kind_name()), ""};
    const bool autospace = arguments.flag(1, "autospace", true);
    std::string out;
    for (const auto& [name, value] : arguments[0].as_map()) {
        if (value.is_none() || value.is_undefined())
            continue;
        // These end an attribute's name.
        if (name.find_first_of(" \t\n\r\f\v/>=") != std::string::npos)
            throw Failure{"T-TYPE", fmt::format("“{}”不能作属性名", name), ""};
        out += out.empty() && !autospace ? "" : " ";
        base::append_escaped(out, name);
        out += "=\"";
        append_escaped(out, value);
        out += '"';
        check_text_size(out.size());
    }
    return machine.escapes() ? Value::safe(std::move(out)) : Value::string(std::move(out));
}

Value tojson(Machine&, const Arguments& arguments)
{
    constexpr std::int64_t largest_indent = 100;
    const auto* indent = arguments.get(1, "indent");
    if (!indent || indent->is_none())
        return Value::safe(to_json(arguments[0]));
    if (indent->is_text())
        return Value::safe(to_json(arguments[0], indent->as_text()));
    const auto spaces = std::max<std::int64_t>(arguments.integer(1, "indent", 0), 0);
    if (spaces > largest_indent)
        throw Failure{"T-LIMIT", fmt::format("tojson 的缩进超过 {} 格", largest_indent), ""};
    return Value::safe(to_json(arguments[0], std::string(static_cast<std::size_t>(spaces), ' ')));
}

/// Bytes as %E9, but for ASCII letters, digits and the characters of `kept`.
std::string percent_encoded(std::string_view text, std::string_view kept)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                           kept.find(c) != std::string_view::npos;
        if (plain) {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += '%';
        out += digits[byte >> 4];
        out += digits[byte & 0xF];
    }
    check_text_size(out.size());
    return out;
}

/// For the part of an address behind the ? sign: spaces as +.
std::string query_encoded(const Value& value)
{
    auto out = percent_encoded(text_of(value), "_.-~ ");
    std::replace(out.begin(), out.end(), ' ', '+');
    return out;
}

/// key=value&key=value of a list of pairs.
std::string query_of(const Value& pairs)
{
    std::string out;
    for (const auto& pair : Items(pairs)) {
        const Items parts(pair);
        if (parts.size() != 2)
            throw Failure{"T-TYPE", fmt::format("urlencode 的各项应是“键、值”两项，得到 {} 项", parts.size()), ""};
        out += out.empty() ? "" : "&";
        out.append(query_encoded(parts[0])).append("=").append(query_encoded(parts[1]));
        check_text_size(out.size());
    }
    return out;
}

Value urlencode(Machine&, const Arguments& arguments)
{
    const auto& subject = arguments[0];
    if (sequence_of(subject))
        return Value::string(query_of(subject));
    if (subject.kind() != Kind::map)
        return Value::string(percent_encoded(text_of(subject), "_.-~/"));
    std::vector<Value> pairs;
    for (const auto& [key, value] : subject.as_map())
        pairs.push_back(Value::list({Value::string(std::string_view(key)), value}));
    return Value::string(query_of(Value::list(std::move(pairs))));
}

/// For href and src: relative addresses and http, https, mailto only.
Value url(Machine&, const Arguments& arguments)
{
    const auto text = text_of(arguments[0]);
    const auto colon = text.find(':');
    const auto scheme = base::lowered(std::string_view(text).substr(0, colon));
    const bool has_scheme = colon != std::string::npos && text.find_first_of("/?#") > colon;
    if (has_scheme && scheme != "http" && scheme != "https" && scheme != "mailto")
        throw Failure{"T-URL", fmt::format("不能链接到“{}:”地址", scheme), "只能用 http、https、mailto 或相对地址"};
    return Value::string(percent_encoded(text, "_.-~/:?#[]@!$&()*+,;=%"));
}

}  // namespace

void add_markup_filters(OperationTable& filters)
{
    for (const auto* name : {"escape", "e"})
        filters.add({name, Signature(""), escape, "转义为 HTML；已是 HTML 的不变。"});
    filters.add({"forceescape", Signature(""), force_escape, "转义为 HTML，已是 HTML 的也再转义。"});
    filters.add({"safe", Signature(""), safe, "当作 HTML，不再转义：只用于可信的内容。", false, Gives::html});
    filters.add({"striptags", Signature(""), striptags, "去掉 HTML 标签，空白并为一个空格。"});
    filters.add({"xmlattr", Signature("autospace=true"), xmlattr, "把映射写成标签的属性，前面加空格。", false, Gives::html});
    filters.add({"tojson", Signature("indent=none"), tojson, "写成 JSON，可放在 script 中；indent：每层缩进的格数。", false, Gives::html});
    filters.add({"urlencode", Signature(""), urlencode, "百分号编码；映射写成查询字符串。", false, Gives::address});
    filters.add({"url", Signature(""), url, "用于 href、src 的地址：只许相对地址和 http、https、mailto。", false, Gives::address});
}

}  // namespace gongkai::jinja
