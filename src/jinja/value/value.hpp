// Values of the template language. Immutable and shared by reference count, so
// that a table of thousands of rows is passed on without a copy. Sixteen bytes:
// numbers, ordinary decimals and short texts need no memory of their own.
#pragma once

#include <atomic>
#include <cstdint>
#include <cstring>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "decimal/decimal.hpp"
#include "jinja/value/small_copy.hpp"

namespace gongkai::jinja {

enum class Kind : std::uint8_t {
    none,       ///< first, so that zeroed memory is none
    unset,      ///< a variable that was not assigned yet; templates never see it
    undefined,  ///< a name or attribute that is not there; carries its name
    boolean,
    integer,
    real,
    decimal,
    string,
    safe,    ///< a string that is HTML already
    list,
    map,     ///< keys in order of insertion
    object,  ///< functions, macros, loop, namespace
};

class Value;
class Object;
class Arguments;
class Machine;
struct Signature;

using Member = std::pair<std::string, Value>;
using Function = std::function<Value(const Arguments&)>;

/// Base of what a Value refers to on the heap.
class Shared {
public:
    Shared() = default;
    Shared(const Shared&) = delete;
    Shared& operator=(const Shared&) = delete;
    virtual ~Shared() = default;

    static void retain(const Shared* shared) { shared->references_.fetch_add(1, std::memory_order_relaxed); }
    static void release(const Shared* shared)
    {
        if (shared->references_.fetch_sub(1, std::memory_order_acq_rel) == 1)
            destroy(shared);
    }

private:
    static void destroy(const Shared* shared);

    mutable std::atomic<std::uint32_t> references_{1};
};

class Value {
public:
    Value() : Value(Kind::none) {}
    Value(const Value& other) { copy(other); retain(); }
    Value(Value&& other) noexcept
    {
        copy(other);
        other.reset_to_none();
    }
    Value& operator=(const Value& other)
    {
        other.retain();
        release();
        copy(other);
        return *this;
    }
    Value& operator=(Value&& other) noexcept
    {
        if (this != &other) {
            release();
            copy(other);
            other.reset_to_none();
        }
        return *this;
    }
    ~Value() { release(); }

    /// Becomes none.
    void clear()
    {
        release();
        reset_to_none();
    }

    static Value none() { return {}; }
    static Value unset() { return Value(Kind::unset); }
    static Value boolean(bool value)
    {
        Value result(Kind::boolean);
        result.integer_ = value ? 1 : 0;
        return result;
    }
    static Value integer(std::int64_t value)
    {
        Value result(Kind::integer);
        result.integer_ = value;
        return result;
    }
    static Value real(double value);
    static Value decimal(const decimal::Decimal& value)
    {
        const auto coefficient = static_cast<std::int64_t>(value.coefficient());
        if (coefficient != value.coefficient())
            return boxed(value);
        Value result(Kind::decimal);
        result.extra_ = static_cast<std::uint8_t>(value.scale());
        result.integer_ = coefficient;
        return result;
    }
    static Value string(std::string text);
    static Value string(std::string_view text) { return text.size() <= longest_inline ? inlined(Kind::string, text) : copied(Kind::string, text); }
    static Value string(const char* text) { return string(std::string_view(text)); }
    static Value safe(std::string html);
    static Value safe(std::string_view html) { return html.size() <= longest_inline ? inlined(Kind::safe, html) : copied(Kind::safe, html); }
    static Value safe(const char* html) { return safe(std::string_view(html)); }
    static Value list(std::vector<Value> items);
    static Value map(std::vector<Member> members);
    /// A function that templates can call; it throws jinja::Failure for wrong arguments.
    static Value function(Function function);
    static Value object(std::unique_ptr<Object> object);
    static Value undefined(std::string name);
    /// The same, for a key that the map `subject` lacks: its keys are looked through when it is reported.
    static Value undefined(std::string name, Value subject);
    /// What `a if b` without else gives when b is false: missing, but prints as nothing.
    static Value absent() { return undefined(std::string()); }
    /// The same as undefined, for a variable that no scope has.
    static Value undefined_variable(std::string name);

    Kind kind() const { return kind_; }
    bool is_unset() const { return kind_ == Kind::unset; }
    bool is_undefined() const { return kind_ == Kind::undefined; }
    bool is_none() const { return kind_ == Kind::none; }
    bool is_text() const { return kind_ == Kind::string || kind_ == Kind::safe; }
    bool is_number() const { return kind_ >= Kind::boolean && kind_ <= Kind::decimal; }

    bool as_boolean() const { return integer_ != 0; }
    std::int64_t as_integer() const { return integer_; }
    double as_real() const { return real_; }
    decimal::Decimal as_decimal() const { return extra_ == on_heap ? heap_decimal() : decimal::Decimal(integer_, extra_); }
    /// Of string and safe; the name of an undefined value. Valid as long as this Value.
    std::string_view as_text() const { return extra_ == on_heap ? heap_text() : std::string_view(inline_text(), extra_); }
    /// Of undefined: where the name was looked for; none if unknown.
    const Value& undefined_subject() const;
    bool is_undefined_variable() const;
    const std::vector<Value>& as_list() const;
    const std::vector<Member>& as_map() const;
    Object& as_object() const;

    /// Value of a map's key, or nullptr. `hash` must be hash_of(key).
    const Value* find(std::string_view key, std::uint64_t hash) const;
    const Value* find(std::string_view key) const;

    /// Jinja's truth: empty, zero, none and undefined are false.
    bool is_true() const;

    /// What the type is called in messages: 整数, 文字 …
    std::string_view kind_name() const;

private:
    /// extra_ of values whose payload is a Shared.
    static constexpr std::uint8_t on_heap = 255;
    static constexpr std::size_t longest_inline = 14;

    explicit Value(Kind kind) : kind_(kind), integer_(0) {}
    static Value of(Kind kind, Shared* shared);
    static Value text(Kind kind, std::string text);
    static Value copied(Kind kind, std::string_view text);
    static Value boxed(const decimal::Decimal& value);
    static Value inlined(Kind kind, std::string_view text)
    {
        Value value(kind);
        value.extra_ = static_cast<std::uint8_t>(text.size());
        small_copy(value.inline_text(), text.data(), text.size());
        return value;
    }
    std::string_view heap_text() const;
    decimal::Decimal heap_decimal() const;

    void copy(const Value& other) noexcept { std::memcpy(static_cast<void*>(this), static_cast<const void*>(&other), sizeof *this); }
    void reset_to_none() noexcept
    {
        kind_ = Kind::none;
        extra_ = 0;
    }
    void retain() const
    {
        if (extra_ == on_heap)
            Shared::retain(shared_);
    }
    void release() const
    {
        if (extra_ == on_heap)
            Shared::release(shared_);
    }
    /// Where a short text stands: in what the other fields leave.
    char* inline_text() { return reinterpret_cast<char*>(this) + 2; }
    const char* inline_text() const { return reinterpret_cast<const char*>(this) + 2; }

    Kind kind_;
    std::uint8_t extra_ = 0;  ///< length of an inline text, scale of an inline decimal, or on_heap
    char head_[6] = {};
    union {
        std::int64_t integer_;
        double real_;
        Shared* shared_;
        char tail_[8];
    };
};
static_assert(sizeof(Value) == 16);

/// While it lives, the lists, maps and texts that this thread makes may take so many bytes
/// more than at its beginning; then making one is Failure T-LIMIT.
class MemoryLimit {
public:
    explicit MemoryLimit(std::size_t bytes);
    MemoryLimit(const MemoryLimit&) = delete;
    MemoryLimit& operator=(const MemoryLimit&) = delete;
    ~MemoryLimit();

private:
    std::int64_t outer_;
};

std::uint64_t hash_of(std::string_view key);

/// Something with behaviour: attributes, a call, or both.
class Object : public Shared {
public:
    /// False if there is no such attribute.
    virtual bool attribute(std::string_view, Value&) const { return false; }
    virtual bool is_callable() const { return false; }
    virtual Value call(Machine&, const Arguments&) { return {}; }
    /// Calls and prints the result; true if it was printed already and nothing is returned.
    virtual bool print_call(Machine&, const Arguments&) { return false; }
    /// `set ns.name = value`; false if the object does not take attributes.
    virtual bool assign(std::string_view, const Value&) { return false; }
    /// A pair such as groupby gives can be unpacked and indexed; nullptr for others.
    virtual const std::vector<Value>* items() const { return nullptr; }
};

/// Equality as Python's ==: numbers by value, text by characters, containers by members.
bool equal(const Value& a, const Value& b);

}  // namespace gongkai::jinja
