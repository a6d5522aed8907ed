// Values of the template language. Immutable and shared by reference count, so
// that a table of thousands of rows is passed on without a copy.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/source.hpp"
#include "decimal/decimal.hpp"

namespace gongkai::jinja {

enum class Kind : std::uint8_t {
    undefined,  ///< a name or attribute that is not there; carries its name
    none,
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

using Member = std::pair<std::string, Value>;
using Function = std::function<Value(const Arguments&)>;

/// Base of what a Value refers to on the heap.
class Shared {
public:
    Shared() = default;
    Shared(const Shared&) = delete;
    Shared& operator=(const Shared&) = delete;
    virtual ~Shared() = default;

    void retain() const { references_.fetch_add(1, std::memory_order_relaxed); }
    void release() const
    {
        if (references_.fetch_sub(1, std::memory_order_acq_rel) == 1)
            delete this;
    }

private:
    mutable std::atomic<std::uint32_t> references_{1};
};

class Value {
public:
    Value() : kind_(Kind::none), integer_(0) {}
    Value(const Value& other) : kind_(other.kind_), integer_(other.integer_)
    {
        if (is_shared())
            shared_->retain();
    }
    Value(Value&& other) noexcept : kind_(other.kind_), integer_(other.integer_)
    {
        other.kind_ = Kind::none;
        other.integer_ = 0;
    }
    Value& operator=(Value other) noexcept
    {
        std::swap(kind_, other.kind_);
        std::swap(integer_, other.integer_);
        return *this;
    }
    ~Value()
    {
        if (is_shared())
            shared_->release();
    }

    static Value none() { return {}; }
    static Value boolean(bool value);
    static Value integer(std::int64_t value);
    static Value real(double value);
    static Value decimal(decimal::Decimal value);
    static Value string(std::string text);
    static Value safe(std::string html);
    static Value list(std::vector<Value> items);
    static Value map(std::vector<Member> members);
    /// A function that templates can call; it throws jinja::Failure for wrong arguments.
    static Value function(Function function);
    static Value object(std::shared_ptr<Object> object);
    static Value undefined(std::string name);
    /// The same, for a key that the map `subject` lacks: its keys are looked through when it is reported.
    static Value undefined(std::string name, Value subject);
    /// The same, for a variable that no scope has.
    static Value undefined_variable(std::string name);

    Kind kind() const { return kind_; }
    bool is_undefined() const { return kind_ == Kind::undefined; }
    bool is_none() const { return kind_ == Kind::none; }
    bool is_text() const { return kind_ == Kind::string || kind_ == Kind::safe; }
    bool is_number() const { return kind_ >= Kind::boolean && kind_ <= Kind::decimal; }

    bool as_boolean() const { return integer_ != 0; }
    std::int64_t as_integer() const { return integer_; }
    double as_real() const { return real_; }
    const decimal::Decimal& as_decimal() const;
    /// Of string and safe; the name of an undefined value.
    const std::string& as_text() const;
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
    bool is_shared() const { return kind_ == Kind::undefined || kind_ >= Kind::decimal; }
    static Value of(Kind kind, Shared* shared);

    Kind kind_;
    union {
        std::int64_t integer_;
        double real_;
        Shared* shared_;
    };
};

std::uint64_t hash_of(std::string_view key);

/// Something with behaviour: attributes, a call, or both.
class Object {
public:
    virtual ~Object() = default;
    /// nullopt-like: returns false if there is no such attribute.
    virtual bool attribute(std::string_view, Value&) const { return false; }
    virtual bool is_callable() const { return false; }
    virtual Value call(Machine&, const Arguments&) { return {}; }
    /// `set ns.name = value`; false if the object does not take attributes.
    virtual bool assign(const std::string&, const Value&) { return false; }
};

/// Equality as Python's ==: numbers by value, text by characters, containers by members.
bool equal(const Value& a, const Value& b);

/// What a failing operation says; the machine adds the place. `code` is T-TYPE,
/// T-LIMIT …
struct Failure {
    std::string code;
    std::string message;
    std::string hint;
    std::string variable = {};  ///< name of the variable that is not there, for which the machine seeks a hint
    base::Span span = {};       ///< the place, if it is narrower than that of the instruction
};

/// Arguments of a call, a filter (first: its subject) or a test.
class Arguments {
public:
    Arguments(const Value* values, std::size_t count, const std::vector<std::string>& names, std::string_view callee)
        : values_(values), count_(count), names_(names), callee_(callee)
    {
    }

    std::size_t positional() const { return count_ - names_.size(); }
    const Value& operator[](std::size_t index) const { return values_[index]; }
    /// The value given by position or by name, or nullptr.
    const Value* get(std::size_t position, std::string_view name) const;
    /// The same, with Failure T-CALL when absent.
    const Value& require(std::size_t position, std::string_view name) const;
    std::string text(std::size_t position, std::string_view name, std::string_view fallback) const;
    std::int64_t integer(std::size_t position, std::string_view name, std::int64_t fallback) const;
    bool flag(std::size_t position, std::string_view name, bool fallback) const;
    /// Failure T-CALL if more than `most` are given by position or another name than these is used.
    void expect(std::size_t most, std::initializer_list<std::string_view> names) const;

    const std::vector<std::string>& names() const { return names_; }
    /// Value of the name with that index in names().
    const Value& named(std::size_t index) const { return values_[positional() + index]; }
    std::string_view callee() const { return callee_; }

private:
    const Value* values_;
    std::size_t count_;
    const std::vector<std::string>& names_;
    std::string_view callee_;
};

}  // namespace gongkai::jinja
