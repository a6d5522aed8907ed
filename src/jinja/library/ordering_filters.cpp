// Filters that put in order or compare: sort, dictsort, groupby, unique, min, max.

#include <algorithm>
#include <charconv>
#include <functional>
#include <unordered_map>

#include <fmt/format.h>

#include "base/ascii.hpp"
#include "jinja/library/attribute_path.hpp"
#include "jinja/library/registry.hpp"
#include "jinja/value/operators.hpp"

namespace gongkai::jinja {
namespace {

/// Where a template does not ask for case, text is compared in lower case.
Value folded(Value value, bool case_sensitive)
{
    if (case_sensitive || !value.is_text())
        return value;
    const auto text = value.as_text();
    const bool has_capital = std::any_of(text.begin(), text.end(), [](char c) { return base::lowered(c) != c; });
    return has_capital ? Value::string(base::lowered(text)) : value;
}

/// An item and what it is ordered by.
struct Keyed {
    Value key;
    const Value* item;
};

Value key_of(const Value& item, const AttributePath& path, bool case_sensitive, const Value* fallback = nullptr)
{
    auto key = path.of(item, fallback);
    require_defined(key);
    return folded(std::move(key), case_sensitive);
}

/// The key of 'total,name': a list, unless there is only one.
Value key_of(const Value& item, const std::vector<AttributePath>& paths, bool case_sensitive)
{
    if (paths.size() == 1)
        return key_of(item, paths.front(), case_sensitive);
    std::vector<Value> parts;
    for (const auto& path : paths)
        parts.push_back(key_of(item, path, case_sensitive));
    return Value::list(std::move(parts));
}

/// Equal keys keep their order, also in reverse.
template <class Order>
void sort_keyed(std::vector<Keyed>& items, bool reverse, const Order& order)
{
    if (reverse)
        std::stable_sort(items.begin(), items.end(), [&](const Keyed& a, const Keyed& b) { return order(b.key, a.key) < 0; });
    else
        std::stable_sort(items.begin(), items.end(), [&](const Keyed& a, const Keyed& b) { return order(a.key, b.key) < 0; });
}

/// As Python orders lists of keys: what is equal needs no order (none and none, map and map).
int order_unless_equal(const Value& a, const Value& b)
{
    const bool has_order = (a.is_text() && b.is_text()) || (a.is_number() && b.is_number());
    return !has_order && equal(a, b) ? 0 : compare(a, b);
}

Value items_only(const std::vector<Keyed>& items)
{
    std::vector<Value> result;
    result.reserve(items.size());
    for (const auto& item : items)
        result.push_back(*item.item);
    return Value::list(std::move(result));
}

Value sort(Machine&, const Arguments& arguments)
{
    const Items items(arguments[0]);
    const auto paths = attribute_paths(arguments.get(3, "attribute"));
    const bool case_sensitive = arguments.flag(2, "case_sensitive", false);
    std::vector<Keyed> sorted;
    sorted.reserve(items.size());
    for (const auto& item : items)
        sorted.push_back({key_of(item, paths, case_sensitive), &item});
    sort_keyed(sorted, arguments.flag(1, "reverse", false), order_unless_equal);
    return items_only(sorted);
}

Value dictsort(Machine&, const Arguments& arguments)
{
    if (arguments[0].kind() != Kind::map)
        throw Failure{"T-TYPE", fmt::format("dictsort 应用于映射，得到{}", arguments[0].kind_name()), ""};
    const bool case_sensitive = arguments.flag(1, "case_sensitive", false);
    const auto by = arguments.text(2, "by", "key");
    if (by != "key" && by != "value")
        throw Failure{"T-CALL", fmt::format("dictsort 不能按“{}”排序", by), "by 可用 'key' 或 'value'"};
    std::vector<Value> pairs;
    for (const auto& [key, value] : arguments[0].as_map())
        pairs.push_back(Value::list({Value::string(std::string_view(key)), value}));
    std::vector<Keyed> sorted;
    for (const auto& pair : pairs)
        sorted.push_back({folded(pair.as_list()[by == "key" ? 0 : 1], case_sensitive), &pair});
    sort_keyed(sorted, arguments.flag(3, "reverse", false), compare);
    return items_only(sorted);
}

/// What groupby gives: `for grouper, list in …` as well as group.grouper and group.list.
class Group : public Object {
public:
    Group(Value grouper, Value list) : pair_{std::move(grouper), std::move(list)} {}
    bool attribute(std::string_view name, Value& value) const override
    {
        if (name != "grouper" && name != "list")
            return false;
        value = pair_[name == "grouper" ? 0 : 1];
        return true;
    }
    const std::vector<Value>* items() const override { return &pair_; }

private:
    std::vector<Value> pair_;
};

Value groupby(Machine&, const Arguments& arguments)
{
    const Items items(arguments[0]);
    const AttributePath path(&arguments.require(1, "attribute"));
    const auto* fallback = arguments.get(2, "default");
    const bool case_sensitive = arguments.flag(3, "case_sensitive", false);
    std::vector<Keyed> sorted;
    sorted.reserve(items.size());
    for (const auto& item : items)
        sorted.push_back({key_of(item, path, case_sensitive, fallback), &item});
    sort_keyed(sorted, false, compare);
    std::vector<Value> groups;
    for (auto first = sorted.begin(); first != sorted.end();) {
        std::vector<Value> members;
        auto next = first;
        for (; next != sorted.end() && equal(next->key, first->key); ++next)
            members.push_back(*next->item);
        // The grouper is written as the first item has it, not in lower case.
        groups.push_back(Value::object(std::make_unique<Group>(path.of(*first->item, fallback), Value::list(std::move(members)))));
        first = next;
    }
    return Value::list(std::move(groups));
}

double nearest_real(const Value& number)
{
    if (number.kind() == Kind::real)
        return number.as_real();
    if (number.kind() != Kind::decimal)
        return static_cast<double>(number.as_integer());
    const NumberText text(number.as_decimal());
    double nearest = 0;
    std::from_chars(text.view().data(), text.view().data() + text.view().size(), nearest);
    return nearest;
}

/// Equal values have equal hashes, whatever kind of number they are. Containers
/// are gone through a few levels down.
std::uint64_t hash_of_key(const Value& key, int levels = 3)
{
    constexpr std::uint64_t factor = 1099511628211u;
    if (key.is_text())
        return hash_of(key.as_text());
    if (key.is_number())
        return std::hash<double>()(nearest_real(key));
    std::uint64_t hash = 1;
    if (levels == 0)
        return hash;
    if (const auto* items = sequence_of(key)) {
        for (const auto& item : *items)
            hash = hash * factor + hash_of_key(item, levels - 1);
    } else if (key.kind() == Kind::map) {
        for (const auto& [name, value] : key.as_map())  // in any order
            hash += hash_of(name) * factor + hash_of_key(value, levels - 1);
    }
    return hash;
}

Value unique(Machine&, const Arguments& arguments)
{
    const AttributePath path(arguments.get(2, "attribute"));
    const bool case_sensitive = arguments.flag(1, "case_sensitive", false);
    std::vector<Value> kept;
    std::unordered_multimap<std::uint64_t, Value> seen;
    for (const auto& item : Items(arguments[0])) {
        auto key = key_of(item, path, case_sensitive);
        const auto hash = hash_of_key(key);
        const auto [first, last] = seen.equal_range(hash);
        if (std::any_of(first, last, [&](const auto& entry) { return equal(entry.second, key); }))
            continue;
        seen.emplace(hash, std::move(key));
        kept.push_back(item);
    }
    return Value::list(std::move(kept));
}

/// The item with the least or greatest key, the first of equal ones.
Value extreme(const Arguments& arguments, int sign, std::string_view name)
{
    const Items items(arguments[0]);
    const AttributePath path(arguments.get(2, "attribute"));
    const bool case_sensitive = arguments.flag(1, "case_sensitive", false);
    if (items.empty())
        return Value::undefined(fmt::format("空列表的{}项", name));
    const auto* best = &items[0];
    auto best_key = key_of(*best, path, case_sensitive);
    for (std::size_t i = 1; i < items.size(); ++i) {
        auto key = key_of(items[i], path, case_sensitive);
        if (sign * compare(key, best_key) <= 0)
            continue;
        best = &items[i];
        best_key = std::move(key);
    }
    return *best;
}

Value least(Machine&, const Arguments& arguments) { return extreme(arguments, -1, "最小"); }
Value greatest(Machine&, const Arguments& arguments) { return extreme(arguments, 1, "最大"); }

}  // namespace

void add_ordering_filters(OperationTable& filters)
{
    filters.add({"sort", Signature("reverse=false, case_sensitive=false, attribute=none"), sort,
                 "按大小排序；attribute 可写“a.b”，几个用逗号隔开。"});
    filters.add({"dictsort", Signature("case_sensitive=false, by='key', reverse=false"), dictsort,
                 "把映射变为按键（或按值）排序的“键、值”列表。"});
    filters.add({"groupby", Signature("attribute, default=none, case_sensitive=false"), groupby,
                 "按属性分组，各组可拆为“组名、列表”，也可用 .grouper 和 .list。"});
    filters.add({"unique", Signature("case_sensitive=false, attribute=none"), unique, "去掉重复的项，保留最先出现的。"});
    filters.add({"min", Signature("case_sensitive=false, attribute=none"), least, "最小的一项。"});
    filters.add({"max", Signature("case_sensitive=false, attribute=none"), greatest, "最大的一项。"});
}

}  // namespace gongkai::jinja
