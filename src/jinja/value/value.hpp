// Values of the template language. Immutable and shared by reference count, so
// that a table of thousands of rows is passed on without a copy. Sixteen bytes:
// numbers, ordinary decimals and short texts need no memory of their own.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "decimal/decimal.hpp"
#include "jinja/value/short_text.hpp"

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
        return small_decimal(coefficient, value.scale());
    }
    static Value string(std::string text);
    static Value string(std::string_view text) { return text.size() <= ShortText::longest ? inlined(Kind::string, text) : copied(Kind::string, text); }
    static Value string(const ShortText& text) { return inlined(Kind::string, text); }
    static Value string(const char* text) { return string(std::string_view(text)); }
    static Value safe(std::string html);
    static Value safe(std::string_view html) { return html.size() <= ShortText::longest ? inlined(Kind::safe, html) : copied(Kind::safe, html); }
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

    Kind kind() const { return static_cast<Kind>(head_ & 0xFF); }
    bool is_unset() const { return kind() == Kind::unset; }
    bool is_undefined() const { return kind() == Kind::undefined; }
    bool is_none() const { return kind() == Kind::none; }
    bool is_text() const { return kind() == Kind::string || kind() == Kind::safe; }
    bool is_number() const { return kind() >= Kind::boolean && kind() <= Kind::decimal; }

    /// It refers to memory of its own; no number and no text of a few bytes does.
    bool is_on_heap() const { return extra() == on_heap; }

    bool as_boolean() const { return integer_ != 0; }
    std::int64_t as_integer() const { return integer_; }
    double as_real() const { return real_; }
    decimal::Decimal as_decimal() const { return extra() == on_heap ? heap_decimal() : decimal::Decimal(integer_, extra()); }
    /// Of string and safe; the name of an undefined value. Valid as long as this Value.
    std::string_view as_text() const { return extra() == on_heap ? heap_text() : std::string_view(reinterpret_cast<const char*>(this) + 2, extra()); }
    /// A decimal whose digits fit 64 bits: small_coefficient() × 10^-small_scale().
    bool is_small_decimal() const { return kind() == Kind::decimal && extra() != on_heap; }
    std::int64_t small_coefficient() const { return integer_; }
    int small_scale() const { return extra(); }
    static Value small_decimal(std::int64_t coefficient, int scale)
    {
        Value result(Kind::decimal);
        result.set_extra(static_cast<std::uint8_t>(scale));
        result.integer_ = coefficient;
        return result;
    }
    /// Of a text that is not on the heap.
    ShortText as_short_text() const { return {head_ >> 16 | tail_ << 48, tail_ >> 16, extra()}; }
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
    /// The extra byte of values whose payload is a Shared.
    static constexpr std::uint8_t on_heap = 255;

    explicit Value(Kind kind) : head_(static_cast<std::uint64_t>(kind)), integer_(0) {}
    static Value of(Kind kind, Shared* shared);
    static Value text(Kind kind, std::string text);
    static Value copied(Kind kind, std::string_view text);
    static Value boxed(const decimal::Decimal& value);
    static Value inlined(Kind kind, const ShortText& text)
    {
        Value value(kind);
        value.head_ |= text.size << 8 | text.first << 16;
        value.tail_ = text.first >> 48 | text.others << 16;
        return value;
    }
    static Value inlined(Kind kind, std::string_view text) { return inlined(kind, ShortText::of(text.data(), text.size())); }
    std::string_view heap_text() const;
    decimal::Decimal heap_decimal() const;

    void copy(const Value& other) noexcept
    {
        head_ = other.head_;
        tail_ = other.tail_;
    }
    void reset_to_none() noexcept
    {
        head_ = static_cast<std::uint64_t>(Kind::none);
    }
    void retain() const
    {
        if (extra() == on_heap)
            Shared::retain(shared_);
    }
    void release() const
    {
        if (extra() == on_heap)
            Shared::release(shared_);
    }
    /// Length of an inline text, scale of an inline decimal, or on_heap.
    std::uint8_t extra() const { return static_cast<std::uint8_t>(head_ >> 8); }
    void set_extra(std::uint8_t extra) { head_ |= static_cast<std::uint64_t>(extra) << 8; }

    // Two words that are written and copied as words: a processor that has to put a
    // word together from bytes just written waits for them.
    std::uint64_t head_;  ///< from the lowest byte: kind, extra, then the first bytes of an inline text
    union {
        std::int64_t integer_;
        double real_;
        Shared* shared_;
        std::uint64_t tail_;  ///< the other bytes of an inline text
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
    Object();
    ~Object() override;

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
