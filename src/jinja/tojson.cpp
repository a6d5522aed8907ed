#include "jinja/tojson.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/utf8.hpp"
#include "jinja/operators.hpp"

namespace gongkai::jinja {
namespace {

void write_unit(std::string& out, std::uint32_t unit) { out += fmt::format("\\u{:04x}", unit); }

void write_text(std::string& out, std::string_view text)
{
    out += '"';
    for (std::size_t i = 0; i < text.size();) {
        const auto character = base::decode(text, i);
        const auto c = character.value;
        i += character.length;
        switch (c) {
        case '"': out += "\\\""; continue;
        case '\\': out += "\\\\"; continue;
        case '\n': out += "\\n"; continue;
        case '\r': out += "\\r"; continue;
        case '\t': out += "\\t"; continue;
        case '\b': out += "\\b"; continue;
        case '\f': out += "\\f"; continue;
        default: break;
        }
        if (c >= 0x10000) {
            write_unit(out, 0xD800 + ((c - 0x10000) >> 10));
            write_unit(out, 0xDC00 + ((c - 0x10000) & 0x3FF));
        } else if (c < 0x20 || c > 0x7E || c == '<' || c == '>' || c == '&' || c == '\'') {
            write_unit(out, c);
        } else {
            out += static_cast<char>(c);
        }
    }
    out += '"';
}

/// Begins the next member of a list or map, or (`is_end`) goes before its bracket.
void next_line(std::string& out, int indent, int level, bool is_first, bool is_end)
{
    if (!is_first && !is_end)
        out += indent < 0 ? ", " : ",";
    if (indent < 0)
        return;
    out += '\n';
    out.append(static_cast<std::size_t>(indent * level), ' ');
}

constexpr int deepest = 200;

void write(std::string& out, const Value& value, int indent, int level)
{
    if (level > deepest)
        throw Failure{"T-LIMIT", fmt::format("tojson 的嵌套超过 {} 层", deepest), ""};
    switch (value.kind()) {
    case Kind::none: out += "null"; return;
    case Kind::boolean: out += value.as_boolean() ? "true" : "false"; return;
    case Kind::integer:
    case Kind::real:
    case Kind::decimal: out += text_of(value); return;
    case Kind::string:
    case Kind::safe: write_text(out, value.as_text()); return;
    case Kind::list: {
        out += '[';
        for (const auto& item : value.as_list()) {
            next_line(out, indent, level + 1, &item == &value.as_list().front(), false);
            write(out, item, indent, level + 1);
        }
        if (!value.as_list().empty())
            next_line(out, indent, level, false, true);
        out += ']';
        return;
    }
    case Kind::map: {
        std::vector<const Member*> members;
        for (const auto& member : value.as_map())
            members.push_back(&member);
        std::sort(members.begin(), members.end(), [](const Member* a, const Member* b) { return a->first < b->first; });
        out += '{';
        for (const auto* member : members) {
            next_line(out, indent, level + 1, member == members.front(), false);
            write_text(out, member->first);
            out += ": ";
            write(out, member->second, indent, level + 1);
        }
        if (!members.empty())
            next_line(out, indent, level, false, true);
        out += '}';
        return;
    }
    case Kind::undefined: fail_undefined(value);
    case Kind::object: break;
    }
    throw Failure{"T-TYPE", "函数不能写成 JSON", ""};
}

}  // namespace

std::string to_json(const Value& value, int indent)
{
    std::string out;
    write(out, value, indent, 0);
    return out;
}

}  // namespace gongkai::jinja
