// Filters for lists and maps.

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/utf8.hpp"
#include "jinja/machine.hpp"
#include "jinja/operators.hpp"
#include "jinja/registry.hpp"

namespace gongkai::jinja {
namespace {

/// item.a.b.0 for a dotted name or an index.
Value dotted(const Value& item, const Value& name)
{
    if (!name.is_text())
        return item_at(item, name);
    Value value = item;
    std::string_view rest = name.as_text();
    while (!rest.empty()) {
        const auto dot = std::min(rest.find('.'), rest.size());
        const auto part = rest.substr(0, dot);
        rest.remove_prefix(std::min(dot + 1, rest.size()));
        const bool is_index = part.find_first_not_of("0123456789") == std::string_view::npos && part.size() < 10;
        value = item_at(value, is_index ? Value::integer(std::stoll(std::string(part))) : Value::string(std::string(part)));
    }
    return value;
}

Value dotted_or(const Value& item, const Value& name, const Value* fallback)
{
    auto value = dotted(item, name);
    return value.is_undefined() && fallback ? *fallback : value;
}

Value folded(const Value& value, bool case_sensitive)
{
    if (case_sensitive || !value.is_text())
        return value;
    auto text = value.as_text();
    for (auto& c : text)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return Value::string(std::move(text));
}

struct Keyed {
    Value key;
    Value item;
};

/// Items with the key by which they are ordered: an attribute, several joined
/// by commas, or themselves.
std::vector<Keyed> keyed(const std::vector<Value>& items, const Value* attribute, bool case_sensitive,
                         const Value* fallback = nullptr)
{
    std::vector<Keyed> result;
    for (const auto& item : items) {
        Value key = item;
        if (attribute && !attribute->is_none() && attribute->is_text() && attribute->as_text().find(',') != std::string::npos) {
            std::vector<Value> parts;
            std::string_view rest = attribute->as_text();
            while (!rest.empty()) {
                const auto comma = std::min(rest.find(','), rest.size());
                parts.push_back(folded(dotted(item, Value::string(std::string(rest.substr(0, comma)))), case_sensitive));
                rest.remove_prefix(std::min(comma + 1, rest.size()));
            }
            key = Value::list(std::move(parts));
        } else if (attribute && !attribute->is_none()) {
            key = folded(dotted_or(item, *attribute, fallback), case_sensitive);
        } else {
            key = folded(item, case_sensitive);
        }
        require_defined(key);
        result.push_back({std::move(key), item});
    }
    return result;
}

void sort_keyed(std::vector<Keyed>& items, bool reverse)
{
    if (reverse)
        std::reverse(items.begin(), items.end());
    std::stable_sort(items.begin(), items.end(), [](const Keyed& a, const Keyed& b) { return compare(a.key, b.key) < 0; });
    if (reverse)
        std::reverse(items.begin(), items.end());
}

Value items_only(std::vector<Keyed> items)
{
    std::vector<Value> result;
    for (auto& item : items)
        result.push_back(std::move(item.item));
    return Value::list(std::move(result));
}

Value sort(Machine&, const Arguments& arguments)
{
    arguments.expect(4, {"reverse", "case_sensitive", "attribute"});
    auto items = keyed(items_of(arguments[0]), arguments.get(3, "attribute"), arguments.flag(2, "case_sensitive", false));
    sort_keyed(items, arguments.flag(1, "reverse", false));
    return items_only(std::move(items));
}

Value dictsort(Machine&, const Arguments& arguments)
{
    arguments.expect(4, {"case_sensitive", "by", "reverse"});
    if (arguments[0].kind() != Kind::map)
        throw Failure{"T-TYPE", fmt::format("dictsort 应用于映射，得到{}", arguments[0].kind_name()), ""};
    const auto by = arguments.text(2, "by", "key");
    std::vector<Value> pairs;
    for (const auto& [key, value] : arguments[0].as_map())
        pairs.push_back(Value::list({Value::string(key), value}));
    const auto attribute = Value::integer(by == "value" ? 1 : 0);
    auto items = keyed(pairs, &attribute, arguments.flag(1, "case_sensitive", false));
    sort_keyed(items, arguments.flag(3, "reverse", false));
    return items_only(std::move(items));
}

Value groupby(Machine&, const Arguments& arguments)
{
    arguments.expect(4, {"attribute", "default", "case_sensitive"});
    const auto& attribute = arguments.require(1, "attribute");
    const auto* fallback = arguments.get(2, "default");
    auto items = keyed(items_of(arguments[0]), &attribute, arguments.flag(3, "case_sensitive", false), fallback);
    sort_keyed(items, false);
    std::vector<Value> groups;
    for (std::size_t i = 0; i < items.size();) {
        std::vector<Value> members;
        const auto& first = items[i];
        auto end = i;
        while (end < items.size() && compare(items[end].key, first.key) == 0)
            members.push_back(items[end++].item);
        const auto grouper = dotted_or(first.item, attribute, fallback);
        // A pair (for unpacking) that also has the names grouper and list is not
        // needed twice: templates unpack it.
        groups.push_back(Value::list({grouper, Value::list(std::move(members))}));
        i = end;
    }
    return Value::list(std::move(groups));
}

Value unique(Machine&, const Arguments& arguments)
{
    arguments.expect(3, {"case_sensitive", "attribute"});
    std::vector<Keyed> kept;
    for (auto& item : keyed(items_of(arguments[0]), arguments.get(2, "attribute"), arguments.flag(1, "case_sensitive", false)))
        if (std::none_of(kept.begin(), kept.end(), [&](const Keyed& k) { return equal(k.key, item.key); }))
            kept.push_back(std::move(item));
    return items_only(std::move(kept));
}

Value extreme(const Arguments& arguments, int sign)
{
    arguments.expect(3, {"case_sensitive", "attribute"});
    const auto items = keyed(items_of(arguments[0]), arguments.get(2, "attribute"), arguments.flag(1, "case_sensitive", false));
    if (items.empty())
        return Value::undefined(sign < 0 ? "min" : "max");
    const auto* best = &items.front();
    for (const auto& item : items)
        if (sign * compare(item.key, best->key) > 0)
            best = &item;
    return best->item;
}

Value sum(Machine&, const Arguments& arguments)
{
    arguments.expect(3, {"attribute", "start"});
    const auto* attribute = arguments.get(1, "attribute");
    const auto* start = arguments.get(2, "start");
    Value total = start ? *start : Value::integer(0);
    for (const auto& item : items_of(arguments[0]))
        total = add(total, attribute && !attribute->is_none() ? dotted(item, *attribute) : item);
    return total;
}

Value join(Machine&, const Arguments& arguments)
{
    arguments.expect(3, {"d", "attribute"});
    const auto* separator = arguments.get(1, "d");
    const auto* attribute = arguments.get(2, "attribute");
    std::vector<Value> parts;
    for (const auto& item : items_of(arguments[0])) {
        if (!parts.empty() && separator)
            parts.push_back(*separator);
        parts.push_back(attribute && !attribute->is_none() ? dotted(item, *attribute) : item);
    }
    return concatenate(parts.data(), parts.size());
}

Value map(Machine& machine, const Arguments& arguments)
{
    std::vector<Value> result;
    const auto items = items_of(arguments[0]);
    if (arguments.positional() < 2) {
        arguments.expect(1, {"attribute", "default"});
        const auto& attribute = arguments.require(1, "attribute");
        const auto* fallback = arguments.get(99, "default");
        for (const auto& item : items) {
            auto value = dotted(item, attribute);
            if (value.is_undefined() && fallback)
                value = *fallback;
            require_defined(value);
            result.push_back(std::move(value));
        }
        return Value::list(std::move(result));
    }
    const auto& filters = machine.linked().registry().filters;
    const auto name = text_of(arguments[1]);
    const auto index = filters.find(name);
    if (!index)
        throw Failure{"T-NAME", fmt::format("没有过滤器“{}”", name), ""};
    std::vector<Value> values(arguments.positional() - 1 + arguments.names().size());
    for (std::size_t i = 2; i < arguments.positional(); ++i)
        values[i - 1] = arguments[i];
    for (std::size_t i = 0; i < arguments.names().size(); ++i)
        values[arguments.positional() - 1 + i] = arguments.named(i);
    for (const auto& item : items) {
        values[0] = item;
        result.push_back(filters[*index](machine, Arguments(values.data(), values.size(), arguments.names(), name)));
    }
    return Value::list(std::move(result));
}

/// select, reject (of items) and selectattr, rejectattr (of an attribute).
Operation choose(bool keep, bool by_attribute)
{
    return [keep, by_attribute](Machine& machine, const Arguments& arguments) {
        const std::size_t first = by_attribute ? 2 : 1;
        const auto& tests = machine.linked().registry().tests;
        std::optional<std::size_t> test;
        if (arguments.positional() > first) {
            test = tests.find(arguments.text(first, "test", ""));
            if (!test)
                throw Failure{"T-NAME", fmt::format("没有测试“{}”", arguments[first].as_text()), ""};
        }
        if (!test)
            arguments.expect(first, {});
        std::vector<Value> values(1);
        for (std::size_t i = first + 1; i < arguments.positional(); ++i)
            values.push_back(arguments[i]);
        for (std::size_t i = 0; i < arguments.names().size(); ++i)
            values.push_back(arguments.named(i));
        const auto name = test ? arguments[first].as_text() : std::string();
        std::vector<Value> result;
        for (const auto& item : items_of(arguments[0])) {
            values[0] = by_attribute ? dotted(item, arguments.require(1, "attr")) : item;
            if (test && !tests.accepts_undefined(*test))
                require_defined(values[0]);
            const bool holds = test ? tests[*test](machine, Arguments(values.data(), values.size(), arguments.names(), name)).is_true()
                                    : values[0].is_true();
            if (holds == keep)
                result.push_back(item);
        }
        return Value::list(std::move(result));
    };
}

Value length(Machine&, const Arguments& arguments)
{
    arguments.expect(1, {});
    const auto& value = arguments[0];
    if (value.is_text())
        return Value::integer(static_cast<std::int64_t>(base::code_point_count(value.as_text())));
    if (value.kind() == Kind::list)
        return Value::integer(static_cast<std::int64_t>(value.as_list().size()));
    if (value.kind() == Kind::map)
        return Value::integer(static_cast<std::int64_t>(value.as_map().size()));
    throw Failure{"T-TYPE", fmt::format("{}没有长度", value.kind_name()), ""};
}

Value batch(Machine&, const Arguments& arguments)
{
    arguments.expect(3, {"linecount", "fill_with"});
    const auto size = arguments.integer(1, "linecount", 0);
    if (size < 1)
        throw Failure{"T-CALL", "batch 的每组个数应大于零", ""};
    const auto* fill = arguments.get(2, "fill_with");
    if (size > static_cast<std::int64_t>(largest_list))
        throw Failure{"T-LIMIT", fmt::format("batch 的每组个数超过 {}", largest_list), ""};
    std::vector<Value> rows;
    std::vector<Value> row;
    for (const auto& item : items_of(arguments[0])) {
        row.push_back(item);
        if (static_cast<std::int64_t>(row.size()) == size)
            rows.push_back(Value::list(std::exchange(row, {})));
    }
    if (!row.empty()) {
        while (fill && !fill->is_none() && static_cast<std::int64_t>(row.size()) < size)
            row.push_back(*fill);
        rows.push_back(Value::list(std::move(row)));
    }
    return Value::list(std::move(rows));
}

Value slice_columns(Machine&, const Arguments& arguments)
{
    arguments.expect(3, {"slices", "fill_with"});
    const auto count = static_cast<std::size_t>(std::clamp<std::int64_t>(arguments.integer(1, "slices", 0), 1, 10'000));
    const auto* fill = arguments.get(2, "fill_with");
    const auto items = items_of(arguments[0]);
    const auto each = items.size() / count;
    const auto longer = items.size() % count;
    std::vector<Value> columns;
    std::size_t next = 0;
    for (std::size_t column = 0; column < count; ++column) {
        const auto size = each + (column < longer ? 1 : 0);
        std::vector<Value> part(items.begin() + static_cast<std::ptrdiff_t>(next),
                                items.begin() + static_cast<std::ptrdiff_t>(next + size));
        next += size;
        if (fill && !fill->is_none() && column >= longer)
            part.push_back(*fill);
        columns.push_back(Value::list(std::move(part)));
    }
    return Value::list(std::move(columns));
}

Value first(Machine&, const Arguments& arguments)
{
    arguments.expect(1, {});
    const auto items = items_of(arguments[0]);
    return items.empty() ? Value::undefined("first") : items.front();
}

Value last(Machine&, const Arguments& arguments)
{
    arguments.expect(1, {});
    const auto items = items_of(arguments[0]);
    return items.empty() ? Value::undefined("last") : items.back();
}

Value reverse(Machine&, const Arguments& arguments)
{
    arguments.expect(1, {});
    auto items = items_of(arguments[0]);
    std::reverse(items.begin(), items.end());
    if (!arguments[0].is_text())
        return Value::list(std::move(items));
    std::string text;
    for (const auto& item : items)
        text += item.as_text();
    return arguments[0].kind() == Kind::safe ? Value::safe(std::move(text)) : Value::string(std::move(text));
}

Value items(Machine&, const Arguments& arguments)
{
    if (arguments[0].is_undefined())
        return Value::list({});
    if (arguments[0].kind() != Kind::map)
        throw Failure{"T-TYPE", fmt::format("items 应用于映射，得到{}", arguments[0].kind_name()), ""};
    std::vector<Value> pairs;
    for (const auto& [key, value] : arguments[0].as_map())
        pairs.push_back(Value::list({Value::string(key), value}));
    return Value::list(std::move(pairs));
}

Value default_value(Machine&, const Arguments& arguments)
{
    arguments.expect(3, {"default_value", "boolean"});
    const bool replaces = arguments[0].is_undefined() || (arguments.flag(2, "boolean", false) && !arguments[0].is_true());
    if (!replaces)
        return arguments[0];
    const auto* fallback = arguments.get(1, "default_value");
    return fallback ? *fallback : Value::string("");
}

}  // namespace

void add_list_filters(OperationTable& filters)
{
    filters.add("sort", sort);
    filters.add("dictsort", dictsort);
    filters.add("groupby", groupby);
    filters.add("unique", unique);
    filters.add("min", [](Machine&, const Arguments& arguments) { return extreme(arguments, -1); });
    filters.add("max", [](Machine&, const Arguments& arguments) { return extreme(arguments, 1); });
    filters.add("sum", sum);
    filters.add("join", join);
    filters.add("map", map);
    filters.add("select", choose(true, false));
    filters.add("reject", choose(false, false));
    filters.add("selectattr", choose(true, true));
    filters.add("rejectattr", choose(false, true));
    filters.add("length", length);
    filters.add("count", length);
    filters.add("batch", batch);
    filters.add("slice", slice_columns);
    filters.add("first", first);
    filters.add("last", last);
    filters.add("reverse", reverse);
    filters.add("items", items, true);
    filters.add("list", [](Machine&, const Arguments& arguments) { return Value::list(items_of(arguments[0])); });
    filters.add("default", default_value, true);
    filters.add("d", default_value, true);
}

}  // namespace gongkai::jinja
