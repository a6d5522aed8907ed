#include "jinja/value.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace gongkai::jinja {
namespace {

struct DecimalBox : Shared {
    explicit DecimalBox(decimal::Decimal v) : value(v) {}
    decimal::Decimal value;
};

struct TextBox : Shared {
    explicit TextBox(std::string t) : text(std::move(t)) {}
    std::string text;
};

struct UndefinedBox : TextBox {
    UndefinedBox(std::string name, Value s, bool v) : TextBox(std::move(name)), subject(std::move(s)), is_variable(v) {}
    Value subject;
    bool is_variable;
};

struct ListBox : Shared {
    explicit ListBox(std::vector<Value> v) : items(std::move(v)) {}
    std::vector<Value> items;
};

/// Members in order; large maps also have an index of open addressing.
struct MapBox : Shared {
    explicit MapBox(std::vector<Member> v) : members(std::move(v))
    {
        hashes.reserve(members.size());
        for (const auto& member : members)
            hashes.push_back(hash_of(member.first));
        if (members.size() > 12)
            build_index();
    }

    void build_index()
    {
        std::size_t size = 32;
        while (size < 2 * members.size())
            size *= 2;
        index.assign(size, 0);
        for (std::size_t i = 0; i < members.size(); ++i) {
            auto slot = hashes[i] & (size - 1);
            while (index[slot] != 0)
                slot = (slot + 1) & (size - 1);
            index[slot] = static_cast<std::uint32_t>(i + 1);
        }
    }

    const Value* find(std::string_view key, std::uint64_t hash) const
    {
        if (index.empty()) {
            for (std::size_t i = 0; i < members.size(); ++i)
                if (hashes[i] == hash && members[i].first == key)
                    return &members[i].second;
            return nullptr;
        }
        for (auto slot = hash & (index.size() - 1); index[slot] != 0; slot = (slot + 1) & (index.size() - 1)) {
            const auto i = index[slot] - 1;
            if (hashes[i] == hash && members[i].first == key)
                return &members[i].second;
        }
        return nullptr;
    }

    std::vector<Member> members;
    std::vector<std::uint64_t> hashes;
    std::vector<std::uint32_t> index;
};

struct ObjectBox : Shared {
    explicit ObjectBox(std::shared_ptr<Object> o) : object(std::move(o)) {}
    std::shared_ptr<Object> object;
};

class HostFunction : public Object {
public:
    explicit HostFunction(Function function) : function_(std::move(function)) {}
    bool is_callable() const override { return true; }
    Value call(Machine&, const Arguments& arguments) override { return function_(arguments); }

private:
    Function function_;
};

decimal::Decimal to_decimal(const Value& value)
{
    return value.kind() == Kind::decimal ? value.as_decimal() : decimal::Decimal::integer(value.as_integer());
}

bool numbers_equal(const Value& a, const Value& b)
{
    if (a.kind() == Kind::real || b.kind() == Kind::real) {
        if (a.kind() == Kind::decimal || b.kind() == Kind::decimal)
            return false;
        const double left = a.kind() == Kind::real ? a.as_real() : static_cast<double>(a.as_integer());
        const double right = b.kind() == Kind::real ? b.as_real() : static_cast<double>(b.as_integer());
        return left == right;
    }
    return to_decimal(a) == to_decimal(b);
}

bool maps_equal(const Value& a, const Value& b)
{
    return a.as_map().size() == b.as_map().size() &&
           std::all_of(a.as_map().begin(), a.as_map().end(), [&](const Member& member) {
               const auto* other = b.find(member.first);
               return other && equal(member.second, *other);
           });
}

}  // namespace

std::uint64_t hash_of(std::string_view key)
{
    std::uint64_t hash = 14695981039346656037u;  // FNV-1a
    for (const char c : key)
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
    return hash ^ (hash >> 29);
}

Value Value::of(Kind kind, Shared* shared)
{
    Value value;
    value.kind_ = kind;
    value.shared_ = shared;
    return value;
}

Value Value::boolean(bool value)
{
    Value result;
    result.kind_ = Kind::boolean;
    result.integer_ = value ? 1 : 0;
    return result;
}

Value Value::integer(std::int64_t value)
{
    Value result;
    result.kind_ = Kind::integer;
    result.integer_ = value;
    return result;
}

Value Value::real(double value)
{
    Value result;
    result.kind_ = Kind::real;
    result.real_ = value;
    return result;
}

Value Value::decimal(decimal::Decimal value) { return of(Kind::decimal, new DecimalBox(value)); }
Value Value::string(std::string text) { return of(Kind::string, new TextBox(std::move(text))); }
Value Value::safe(std::string html) { return of(Kind::safe, new TextBox(std::move(html))); }
Value Value::list(std::vector<Value> items) { return of(Kind::list, new ListBox(std::move(items))); }
Value Value::map(std::vector<Member> members) { return of(Kind::map, new MapBox(std::move(members))); }
Value Value::undefined(std::string name) { return undefined(std::move(name), Value()); }
Value Value::undefined(std::string name, Value subject)
{
    return of(Kind::undefined, new UndefinedBox(std::move(name), std::move(subject), false));
}
Value Value::undefined_variable(std::string name)
{
    return of(Kind::undefined, new UndefinedBox(std::move(name), Value(), true));
}
Value Value::object(std::shared_ptr<Object> object) { return of(Kind::object, new ObjectBox(std::move(object))); }
Value Value::function(Function function) { return object(std::make_shared<HostFunction>(std::move(function))); }

const decimal::Decimal& Value::as_decimal() const { return static_cast<const DecimalBox*>(shared_)->value; }
const std::string& Value::as_text() const { return static_cast<const TextBox*>(shared_)->text; }
const Value& Value::undefined_subject() const { return static_cast<const UndefinedBox*>(shared_)->subject; }
bool Value::is_undefined_variable() const { return static_cast<const UndefinedBox*>(shared_)->is_variable; }
const std::vector<Value>& Value::as_list() const { return static_cast<const ListBox*>(shared_)->items; }
const std::vector<Member>& Value::as_map() const { return static_cast<const MapBox*>(shared_)->members; }
Object& Value::as_object() const { return *static_cast<const ObjectBox*>(shared_)->object; }

const Value* Value::find(std::string_view key, std::uint64_t hash) const
{
    return static_cast<const MapBox*>(shared_)->find(key, hash);
}

const Value* Value::find(std::string_view key) const { return find(key, hash_of(key)); }

bool Value::is_true() const
{
    switch (kind_) {
    case Kind::undefined:
    case Kind::none: return false;
    case Kind::boolean:
    case Kind::integer: return integer_ != 0;
    case Kind::real: return real_ != 0;
    case Kind::decimal: return !as_decimal().is_zero();
    case Kind::string:
    case Kind::safe: return !as_text().empty();
    case Kind::list: return !as_list().empty();
    case Kind::map: return !as_map().empty();
    case Kind::object: return true;
    }
    return false;
}

std::string_view Value::kind_name() const
{
    switch (kind_) {
    case Kind::undefined: return "未定义";
    case Kind::none: return "空值";
    case Kind::boolean: return "是否值";
    case Kind::integer: return "整数";
    case Kind::real: return "浮点数";
    case Kind::decimal: return "小数";
    case Kind::string:
    case Kind::safe: return "文字";
    case Kind::list: return "列表";
    case Kind::map: return "映射";
    case Kind::object: return "函数";
    }
    return "";
}

bool equal(const Value& a, const Value& b)
{
    if (a.is_number() && b.is_number())
        return numbers_equal(a, b);
    if (a.is_text() && b.is_text())
        return a.as_text() == b.as_text();
    if (a.kind() != b.kind())
        return false;
    switch (a.kind()) {
    case Kind::none: return true;
    case Kind::list:
        return std::equal(a.as_list().begin(), a.as_list().end(), b.as_list().begin(), b.as_list().end(), equal);
    case Kind::map: return maps_equal(a, b);
    case Kind::object: return &a.as_object() == &b.as_object();
    default: return false;
    }
}

const Value* Arguments::get(std::size_t position, std::string_view name) const
{
    if (position < positional())
        return &values_[position];
    const auto found = std::find(names_.begin(), names_.end(), name);
    return found == names_.end() ? nullptr : &named(static_cast<std::size_t>(found - names_.begin()));
}

const Value& Arguments::require(std::size_t position, std::string_view name) const
{
    if (const auto* value = get(position, name))
        return *value;
    throw Failure{"T-CALL", fmt::format("“{}”缺少参数“{}”", callee_, name), ""};
}

std::string Arguments::text(std::size_t position, std::string_view name, std::string_view fallback) const
{
    const auto* value = get(position, name);
    if (!value)
        return std::string(fallback);
    if (!value->is_text())
        throw Failure{"T-TYPE", fmt::format("“{}”的参数“{}”应是文字，得到{}", callee_, name, value->kind_name()), ""};
    return value->as_text();
}

std::int64_t Arguments::integer(std::size_t position, std::string_view name, std::int64_t fallback) const
{
    const auto* value = get(position, name);
    if (!value || value->is_none())
        return fallback;
    if (value->kind() != Kind::integer && value->kind() != Kind::boolean)
        throw Failure{"T-TYPE", fmt::format("“{}”的参数“{}”应是整数，得到{}", callee_, name, value->kind_name()), ""};
    return value->as_integer();
}

bool Arguments::flag(std::size_t position, std::string_view name, bool fallback) const
{
    const auto* value = get(position, name);
    return value ? value->is_true() : fallback;
}

void Arguments::expect(std::size_t most, std::initializer_list<std::string_view> names) const
{
    if (positional() > most)
        throw Failure{"T-CALL", fmt::format("“{}”最多有 {} 个参数，给了 {} 个", callee_, most, positional()), ""};
    for (const auto& name : names_) {
        const auto known = std::find(names.begin(), names.end(), name);
        if (known == names.end())
            throw Failure{"T-CALL", fmt::format("“{}”没有参数“{}”", callee_, name), ""};
        // The names are those of the last positions.
        const auto unnamed = most - std::min(most, names.size());
        if (names.size() <= most && unnamed + static_cast<std::size_t>(known - names.begin()) < positional())
            throw Failure{"T-CALL", fmt::format("“{}”的参数“{}”给了两次", callee_, name), ""};
    }
}

}  // namespace gongkai::jinja
