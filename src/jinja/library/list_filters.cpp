// Filters for lists and maps that neither order nor select.

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/utf8.hpp"
#include "jinja/library/attribute_path.hpp"
#include "jinja/library/registry.hpp"
#include "jinja/run/machine.hpp"
#include "jinja/value/operators.hpp"

namespace gongkai::jinja {
namespace {

Value sum(Machine&, const Arguments& arguments)
{
    const AttributePath path(arguments.get(1, "attribute"));
    const auto* start = arguments.get(2, "start");
    if (start && start->is_text())
        throw Failure{"T-TYPE", "sum 不能加文字", "连接文字请用 |join"};
    Value total = start ? *start : Value::integer(0);
    for (const auto& item : Items(arguments[0]))
        total = add(total, path.is_whole_item() ? item : path.of(item));
    return total;
}

/// Items with a separator between; if either side is safe, the other is escaped.
Value joined(const std::vector<const Value*>& items, const Value& separator, bool escapes)
{
    const bool has_safe = separator.kind() == Kind::safe ||
                         std::any_of(items.begin(), items.end(), [](const Value* item) { return item->kind() == Kind::safe; });
    const bool is_safe = escapes && has_safe;
    std::string out;
    bool is_first = true;
    for (const auto* item : items) {
        for (const auto* part : {&separator, item}) {
            if (part == &separator && std::exchange(is_first, false))
                continue;
            if (is_safe)
                append_escaped(out, *part);
            else
                append_text(out, *part);
        }
        check_text_size(out.size());
    }
    return is_safe ? Value::safe(std::move(out)) : Value::string(std::move(out));
}

Value join(Machine& machine, const Arguments& arguments)
{
    const auto* given = arguments.get(1, "d");
    const AttributePath path(arguments.get(2, "attribute"));
    const Items items(arguments[0]);
    std::vector<Value> attributes;
    if (!path.is_whole_item())
        for (const auto& item : items)
            attributes.push_back(path.of(item));
    std::vector<const Value*> parts;
    parts.reserve(items.size());
    for (std::size_t i = 0; i < items.size(); ++i)
        parts.push_back(path.is_whole_item() ? &items[i] : &attributes[i]);
    return joined(parts, given ? *given : Value::string(""), machine.escapes());
}

Value length(Machine&, const Arguments& arguments)
{
    return Value::integer(static_cast<std::int64_t>(length_of(arguments[0])));
}

/// A count of items that a filter is told; from 1 to what a list may have.
std::size_t count_of(const Arguments& arguments, std::string_view name)
{
    const auto count = arguments.integer(1, name, 0);
    if (count < 1)
        throw Failure{"T-CALL", fmt::format("“{}”的参数“{}”应大于零", arguments.callee(), name), ""};
    check_list_size(static_cast<std::size_t>(count));
    return static_cast<std::size_t>(count);
}

/// What short groups are filled up with; nullptr if they stay short.
const Value* filling_of(const Arguments& arguments)
{
    const auto* filling = arguments.get(2, "fill_with");
    return filling && !filling->is_none() ? filling : nullptr;
}

Value batch(Machine&, const Arguments& arguments)
{
    const auto size = count_of(arguments, "linecount");
    const auto* filling = filling_of(arguments);
    std::vector<Value> rows;
    std::vector<Value> row;
    for (const auto& item : Items(arguments[0])) {
        row.push_back(item);
        if (row.size() == size)
            rows.push_back(Value::list(std::exchange(row, {})));
    }
    if (!row.empty()) {
        if (filling)
            row.resize(size, *filling);
        rows.push_back(Value::list(std::move(row)));
    }
    return Value::list(std::move(rows));
}

/// Columns of nearly the same length; the first ones get what is over.
Value slice_columns(Machine&, const Arguments& arguments)
{
    const auto count = count_of(arguments, "slices");
    const auto* filling = filling_of(arguments);
    const Items items(arguments[0]);
    const auto each = items.size() / count;
    const auto longer = items.size() % count;
    std::vector<Value> columns;
    auto next = items.begin();
    for (std::size_t column = 0; column < count; ++column) {
        const auto end = next + static_cast<std::ptrdiff_t>(each + (column < longer ? 1 : 0));
        std::vector<Value> part(next, end);
        next = end;
        if (filling && column >= longer)
            part.push_back(*filling);
        columns.push_back(Value::list(std::move(part)));
    }
    return Value::list(std::move(columns));
}

Value first(Machine&, const Arguments& arguments)
{
    const auto& subject = arguments[0];
    // Only the first character of a text is needed, and no list of them all.
    if (subject.is_text() && !subject.as_text().empty())
        return Value::string(subject.as_text().substr(0, base::decode(subject.as_text(), 0).length));
    const Items items(subject);
    return items.empty() ? Value::undefined("空列表的第一项") : items[0];
}

Value last(Machine&, const Arguments& arguments)
{
    const auto& subject = arguments[0];
    if (subject.is_text() && !subject.as_text().empty())
        return item_at(subject, Value::integer(-1));
    const Items items(subject);
    return items.empty() ? Value::undefined("空列表的最后一项") : items[items.size() - 1];
}

Value reverse(Machine&, const Arguments& arguments)
{
    if (arguments[0].is_text())
        return slice(arguments[0], Value::none(), Value::none(), Value::integer(-1));
    auto items = items_of(arguments[0]);
    std::reverse(items.begin(), items.end());
    return Value::list(std::move(items));
}

Value list(Machine&, const Arguments& arguments)
{
    return arguments[0].kind() == Kind::list ? arguments[0] : Value::list(items_of(arguments[0]));
}

Value items(Machine&, const Arguments& arguments)
{
    if (arguments[0].is_undefined())
        return Value::list({});
    if (arguments[0].kind() != Kind::map)
        throw Failure{"T-TYPE", fmt::format("items 应用于映射，得到{}", arguments[0].kind_name()), ""};
    std::vector<Value> pairs;
    pairs.reserve(arguments[0].as_map().size());
    for (const auto& [key, value] : arguments[0].as_map())
        pairs.push_back(Value::list({Value::string(std::string_view(key)), value}));
    return Value::list(std::move(pairs));
}

Value default_value(Machine&, const Arguments& arguments)
{
    const auto& subject = arguments[0];
    if (!subject.is_undefined() && (subject.is_true() || !arguments.flag(2, "boolean", false)))
        return subject;
    const auto* fallback = arguments.get(1, "default_value");
    return fallback ? *fallback : Value::string("");
}

}  // namespace

void add_list_filters(OperationTable& filters)
{
    filters.add({"sum", Signature("attribute=none, start=0"), sum, "各项之和，或各项某个属性之和。"});
    filters.add({"join", Signature("d='', attribute=none"), join, "把各项连成文字，中间放 d。"});
    for (const auto* name : {"length", "count"})
        filters.add({name, Signature(""), length, "列表的项数，映射的键数，文字的字数。"});
    filters.add({"batch", Signature("linecount, fill_with=none"), batch, "每 linecount 项为一行，末行可用 fill_with 补足。"});
    filters.add({"slice", Signature("slices, fill_with=none"), slice_columns, "分为 slices 列，短的列可用 fill_with 补足。"});
    filters.add({"first", Signature(""), first, "第一项。"});
    filters.add({"last", Signature(""), last, "最后一项。"});
    filters.add({"reverse", Signature(""), reverse, "倒过来的列表或文字。"});
    filters.add({"list", Signature(""), list, "变为列表：映射的键，文字的各字。"});
    filters.add({"items", Signature(""), items, "映射的“键、值”列表；未定义时为空。", true});
    for (const auto* name : {"default", "d"})
        filters.add({name, Signature("default_value='', boolean=false"), default_value,
                     "未定义时改用 default_value；boolean 为真时，空的也算。", true});
}

}  // namespace gongkai::jinja
