#include "jinja/value/tojson.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/utf8.hpp"
#include "jinja/value/operators.hpp"

namespace gongkai::jinja {
namespace {

constexpr int deepest = 200;

class JsonWriter {
public:
    JsonWriter(std::string& out, std::optional<std::string_view> indent) : out_(out), indent_(indent) {}

    void write(const Value& value)
    {
        check_text_size(out_.size());
        if (const auto* items = sequence_of(value))
            return write_list(*items);
        switch (value.kind()) {
        case Kind::none: out_ += "null"; return;
        case Kind::boolean: out_ += value.as_boolean() ? "true" : "false"; return;
        case Kind::integer:
        case Kind::decimal: append_text(out_, value); return;
        case Kind::real: write_real(value.as_real()); return;
        case Kind::string:
        case Kind::safe: write_text(value.as_text()); return;
        case Kind::map: write_map(value); return;
        default: break;
        }
        require_defined(value);
        throw Failure{"T-TYPE", fmt::format("{}不能写成 JSON", value.kind_name()), ""};
    }

private:
    void write_list(const std::vector<Value>& items)
    {
        open('[');
        bool is_first = true;
        for (const auto& item : items) {
            next_member(std::exchange(is_first, false));
            write(item);
        }
        close(']', items.empty());
    }

    /// The members in the order of their keys, so that the same map is always the same text.
    void write_map(const Value& map)
    {
        std::vector<const Member*> members;
        members.reserve(map.as_map().size());
        for (const auto& member : map.as_map())
            members.push_back(&member);
        std::sort(members.begin(), members.end(), [](const Member* a, const Member* b) { return a->first < b->first; });
        open('{');
        bool is_first = true;
        for (const auto* member : members) {
            next_member(std::exchange(is_first, false));
            write_text(member->first);
            out_ += ": ";
            write(member->second);
        }
        close('}', members.empty());
    }

    void open(char bracket)
    {
        if (++level_ > deepest)
            throw Failure{"T-LIMIT", fmt::format("tojson 的嵌套超过 {} 层", deepest), ""};
        out_ += bracket;
    }

    void next_member(bool is_first)
    {
        if (!is_first)
            out_ += indent_ ? "," : ", ";
        begin_line();
    }

    void close(char bracket, bool is_empty)
    {
        --level_;
        if (!is_empty)
            begin_line();
        out_ += bracket;
    }

    void begin_line()
    {
        if (!indent_)
            return;
        out_ += '\n';
        for (int i = 0; i < level_; ++i) {
            out_ += *indent_;
            check_text_size(out_.size());
        }
    }

    /// What is no number is none in JSON either, but JavaScript knows these names.
    void write_real(double value)
    {
        if (std::isnan(value))
            out_ += "NaN";
        else if (std::isinf(value))
            out_ += value < 0 ? "-Infinity" : "Infinity";
        else
            out_ += real_text(value);
    }

    void write_text(std::string_view text)
    {
        out_ += '"';
        for (std::size_t i = 0; i < text.size();) {
            const auto character = base::decode(text, i);
            write_character(character.value);
            i += character.length;
        }
        out_ += '"';
        check_text_size(out_.size());
    }

    void write_character(char32_t c)
    {
        switch (c) {
        case '"': out_ += "\\\""; return;
        case '\\': out_ += "\\\\"; return;
        case '\n': out_ += "\\n"; return;
        case '\r': out_ += "\\r"; return;
        case '\t': out_ += "\\t"; return;
        case '\b': out_ += "\\b"; return;
        case '\f': out_ += "\\f"; return;
        default: break;
        }
        if (c >= 0x10000) {
            write_unit(0xD800 + ((c - 0x10000) >> 10));
            write_unit(0xDC00 + ((c - 0x10000) & 0x3FF));
        } else if (c < 0x20 || c > 0x7E || c == '<' || c == '>' || c == '&' || c == '\'') {
            write_unit(c);
        } else {
            out_ += static_cast<char>(c);
        }
    }

    void write_unit(char32_t unit)
    {
        constexpr std::string_view digits = "0123456789abcdef";
        out_ += "\\u";
        for (int shift = 12; shift >= 0; shift -= 4)
            out_ += digits[(unit >> shift) & 0xF];
    }

    std::string& out_;
    std::optional<std::string_view> indent_;
    int level_ = 0;
};

}  // namespace

std::string to_json(const Value& value, std::optional<std::string_view> indent)
{
    std::string out;
    JsonWriter(out, indent).write(value);
    return out;
}

}  // namespace gongkai::jinja
