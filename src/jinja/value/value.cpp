#include "jinja/value/value.hpp"

#include <algorithm>
#include <optional>

#include "jinja/value/arguments.hpp"
#include "jinja/value/containers.hpp"
#include "jinja/value/exact.hpp"

namespace gongkai::jinja {
namespace {

thread_local std::int64_t bytes_held = 0;  ///< by the values of this thread
thread_local std::int64_t most_bytes = INT64_MAX;

[[noreturn]] void fail_memory()
{
    throw Failure{"T-LIMIT", "变量所占的内存太多", "请检查循环，不要保留每一步的结果"};
}

/// The bytes of one value, for as long as it lives.
class Held {
public:
    explicit Held(std::size_t bytes) : bytes_(static_cast<std::int64_t>(bytes))
    {
        if (bytes_held + bytes_ > most_bytes)
            fail_memory();
        bytes_held += bytes_;
    }
    Held(const Held&) = delete;
    Held& operator=(const Held&) = delete;
    ~Held() { bytes_held -= bytes_; }

private:
    std::int64_t bytes_;
};

struct DecimalBox : Shared {
    explicit DecimalBox(const decimal::Decimal& v) : value(v) {}
    decimal::Decimal value;
};

struct TextBox : Shared {
    explicit TextBox(std::string t) : text(std::move(t)), held(sizeof(TextBox) + text.capacity()) {}
    std::string text;
    Held held;
};

struct UndefinedBox : TextBox {
    UndefinedBox(std::string name, Value s, bool v) : TextBox(std::move(name)), subject(std::move(s)), is_variable(v) {}
    Value subject;
    bool is_variable;
};

struct ListBox : Shared {
    explicit ListBox(std::vector<Value> v) : items(std::move(v)), held(sizeof(ListBox) + items.capacity() * sizeof(Value)) {}
    std::vector<Value> items;
    Held held;
};

/// Members in order; large maps also have an index of open addressing. Of equal
/// keys the last value stands where the first did, as in Python.
struct MapBox : Shared {
    explicit MapBox(std::vector<Member> given)
        : members(std::move(given)), held(sizeof(MapBox) + members.capacity() * (sizeof(Member) + sizeof(std::uint64_t)))
    {
        hashes.reserve(members.size());
        if (members.size() > 12)
            reserve_index(members.size());
        std::size_t kept = 0;
        for (auto& member : members) {
            const auto hash = hash_of(member.first);
            if (const auto known = position(member.first, hash)) {
                members[*known].second = std::move(member.second);
                continue;
            }
            note(hash, kept);
            if (&members[kept] != &member)
                members[kept] = std::move(member);
            ++kept;
        }
        members.erase(members.begin() + static_cast<std::ptrdiff_t>(kept), members.end());
    }

    void reserve_index(std::size_t count)
    {
        std::size_t size = 32;
        while (size < 2 * count)
            size *= 2;
        index.assign(size, 0);
    }

    void note(std::uint64_t hash, std::size_t at)
    {
        hashes.push_back(hash);
        if (index.empty())
            return;
        auto slot = hash & (index.size() - 1);
        while (index[slot] != 0)
            slot = (slot + 1) & (index.size() - 1);
        index[slot] = static_cast<std::uint32_t>(at + 1);
    }

    std::optional<std::size_t> position(std::string_view key, std::uint64_t hash) const
    {
        if (index.empty()) {
            for (std::size_t i = 0; i < hashes.size(); ++i)
                if (hashes[i] == hash && members[i].first == key)
                    return i;
            return std::nullopt;
        }
        for (auto slot = hash & (index.size() - 1); index[slot] != 0; slot = (slot + 1) & (index.size() - 1)) {
            const auto i = index[slot] - 1;
            if (hashes[i] == hash && members[i].first == key)
                return i;
        }
        return std::nullopt;
    }

    std::vector<Member> members;
    Held held;
    std::vector<std::uint64_t> hashes;
    std::vector<std::uint32_t> index;
};

class HostFunction : public Object {
public:
    explicit HostFunction(Function function) : function_(std::move(function)) {}
    bool is_callable() const override { return true; }
    Value call(Machine&, const Arguments& arguments) override { return function_(arguments); }

private:
    Function function_;
};

decimal::Decimal exact(const Value& value)
{
    return value.kind() == Kind::decimal ? value.as_decimal() : decimal::Decimal::integer(value.as_integer());
}

bool numbers_equal(const Value& a, const Value& b)
{
    if (a.kind() == Kind::real && b.kind() == Kind::real)
        return a.as_real() == b.as_real();
    if (a.kind() == Kind::real)
        return numbers_equal(b, a);
    if (b.kind() == Kind::real)
        return a.kind() == Kind::decimal ? same_number(a.as_decimal(), b.as_real())
                                         : order(a.as_integer(), b.as_real()) == std::partial_ordering::equivalent;
    if (a.kind() != Kind::decimal && b.kind() != Kind::decimal)
        return a.as_integer() == b.as_integer();
    return order(exact(a), exact(b)) == std::strong_ordering::equal;
}

/// Containers within each other that == goes down, and items that it compares: of
/// lists that hold the same list twice, and that again, there may be 2^60.
constexpr int deepest_equality = 500;
constexpr int most_comparisons = 10'000'000;

bool equal_within(const Value& a, const Value& b, int depth, int& comparisons);

bool lists_equal(const std::vector<Value>& a, const std::vector<Value>& b, int depth, int& comparisons)
{
    return &a == &b || std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](const Value& left, const Value& right) {
               return equal_within(left, right, depth, comparisons);
           });
}

bool maps_equal(const Value& a, const Value& b, int depth, int& comparisons)
{
    return &a.as_map() == &b.as_map() ||
           (a.as_map().size() == b.as_map().size() &&
            std::all_of(a.as_map().begin(), a.as_map().end(), [&](const Member& member) {
                const auto* other = b.find(member.first);
                return other && equal_within(member.second, *other, depth, comparisons);
            }));
}

bool equal_within(const Value& a, const Value& b, int depth, int& comparisons)
{
    if (depth > deepest_equality)
        throw Failure{"T-LIMIT", "比较的列表或映射嵌套太深", ""};
    if (++comparisons > most_comparisons)
        throw Failure{"T-LIMIT", "比较的列表或映射太大", ""};
    if (a.is_number() && b.is_number())
        return numbers_equal(a, b);
    if (a.is_text() && b.is_text())
        return a.as_text() == b.as_text();
    const auto* left = sequence_of(a);
    const auto* right = sequence_of(b);
    if (left && right)
        return lists_equal(*left, *right, depth + 1, comparisons);
    if (a.kind() != b.kind())
        return false;
    switch (a.kind()) {
    case Kind::none: return true;
    case Kind::map: return maps_equal(a, b, depth + 1, comparisons);
    case Kind::object: return &a.as_object() == &b.as_object();
    default: return false;
    }
}

}  // namespace

/// What a template nests a million deep (lists, namespaces, cyclers …) must not be
/// a million destructors deep on the stack: below a certain depth they wait until
/// the outermost is done.
void Shared::destroy(const Shared* shared)
{
    constexpr int deepest = 100;
    thread_local int depth = 0;
    thread_local std::vector<const Shared*>* waiting = nullptr;
    if (depth >= deepest) {
        if (!waiting)
            waiting = new std::vector<const Shared*>;
        waiting->push_back(shared);
        return;
    }
    ++depth;
    delete shared;
    --depth;
    if (depth > 0 || !waiting)
        return;
    while (!waiting->empty()) {
        const auto* next = waiting->back();
        waiting->pop_back();
        ++depth;
        delete next;
        --depth;
    }
    delete std::exchange(waiting, nullptr);
}

namespace {

constexpr std::int64_t bytes_of_object = 128;  ///< about, with a member or two

}  // namespace

Object::Object()
{
    if (bytes_held + bytes_of_object > most_bytes)
        fail_memory();
    bytes_held += bytes_of_object;
}

Object::~Object() { bytes_held -= bytes_of_object; }

MemoryLimit::MemoryLimit(std::size_t bytes) : outer_(most_bytes)
{
    most_bytes = std::min(outer_, bytes_held + static_cast<std::int64_t>(bytes));
}

MemoryLimit::~MemoryLimit() { most_bytes = outer_; }

std::uint64_t hash_of(std::string_view key)
{
    std::uint64_t hash = 14695981039346656037u;  // FNV-1a
    for (const char c : key)
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
    return hash ^ (hash >> 29);
}

Value Value::of(Kind kind, Shared* shared)
{
    Value value(kind);
    value.set_extra(on_heap);
    value.shared_ = shared;
    return value;
}

Value Value::text(Kind kind, std::string text)
{
    return text.size() <= ShortText::longest ? inlined(kind, text) : of(kind, new TextBox(std::move(text)));
}

Value Value::copied(Kind kind, std::string_view text) { return of(kind, new TextBox(std::string(text))); }
Value Value::boxed(const decimal::Decimal& value) { return of(Kind::decimal, new DecimalBox(value)); }
std::string_view Value::heap_text() const { return static_cast<const TextBox*>(shared_)->text; }
decimal::Decimal Value::heap_decimal() const { return static_cast<const DecimalBox*>(shared_)->value; }

Value Value::real(double value)
{
    Value result(Kind::real);
    result.real_ = value;
    return result;
}

Value Value::string(std::string text) { return Value::text(Kind::string, std::move(text)); }
Value Value::safe(std::string html) { return text(Kind::safe, std::move(html)); }
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
Value Value::object(std::unique_ptr<Object> object) { return of(Kind::object, object.release()); }
Value Value::function(Function function) { return object(std::make_unique<HostFunction>(std::move(function))); }

const Value& Value::undefined_subject() const { return static_cast<const UndefinedBox*>(shared_)->subject; }
bool Value::is_undefined_variable() const { return static_cast<const UndefinedBox*>(shared_)->is_variable; }
const std::vector<Value>& Value::as_list() const { return static_cast<const ListBox*>(shared_)->items; }
const std::vector<Member>& Value::as_map() const { return static_cast<const MapBox*>(shared_)->members; }
Object& Value::as_object() const { return static_cast<Object&>(*shared_); }

const Value* Value::find(std::string_view key, std::uint64_t hash) const
{
    const auto& map = *static_cast<const MapBox*>(shared_);
    const auto at = map.position(key, hash);
    return at ? &map.members[*at].second : nullptr;
}

const Value* Value::find(std::string_view key) const { return find(key, hash_of(key)); }

bool Value::is_true() const
{
    switch (kind()) {
    case Kind::unset:
    case Kind::undefined:
    case Kind::none: return false;
    case Kind::boolean:
    case Kind::integer: return integer_ != 0;
    case Kind::real: return real_ != 0;
    case Kind::decimal: return !as_decimal().is_zero();
    case Kind::string:
    case Kind::safe: return extra() != 0;
    case Kind::list: return !as_list().empty();
    case Kind::map: return !as_map().empty();
    case Kind::object: return true;
    }
    return false;
}

std::string_view Value::kind_name() const
{
    switch (kind()) {
    case Kind::unset:
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
    case Kind::object: break;
    }
    if (as_object().items())
        return "列表";
    return as_object().is_callable() ? "函数" : "对象";
}

const std::vector<Value>* sequence_of(const Value& value)
{
    if (value.kind() == Kind::list)
        return &value.as_list();
    return value.kind() == Kind::object ? value.as_object().items() : nullptr;
}

bool equal(const Value& a, const Value& b)
{
    int comparisons = 0;
    return equal_within(a, b, 0, comparisons);
}

}  // namespace gongkai::jinja
