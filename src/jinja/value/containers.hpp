// What lists, maps and texts hold: items, members, characters.
#pragma once

#include <cstddef>
#include <vector>

#include "jinja/value/value.hpp"

namespace gongkai::jinja {

/// The items of a list or of a pair-like object; nullptr for everything else.
const std::vector<Value>* sequence_of(const Value& value);

/// What a loop runs over: the items of a list, the keys of a map, the characters
/// of a text. Those of a list are not copied; the value must outlive this.
class Items {
public:
    /// Failure for values that have no items.
    explicit Items(const Value& value);
    Items(const Items&) = delete;  // may point into itself
    Items& operator=(const Items&) = delete;

    auto begin() const { return items_->begin(); }
    auto end() const { return items_->end(); }
    std::size_t size() const { return items_->size(); }
    bool empty() const { return items_->empty(); }
    const Value& operator[](std::size_t index) const { return (*items_)[index]; }

private:
    std::vector<Value> made_;
    const std::vector<Value>* items_;
};

/// The same as a list of its own.
std::vector<Value> items_of(const Value& value);

/// What len() of Python counts: items, members, characters; Failure for values without.
std::size_t length_of(const Value& value);

/// item in container
bool contains(const Value& container, const Value& item);
/// subject[index]; undefined if there is none.
Value item_at(const Value& subject, const Value& index);
/// subject[name], for a name that is at hand as text.
Value member_at(const Value& subject, std::string_view name);
/// subject[start:stop:step]; none for a bound that was left out.
Value slice(const Value& subject, const Value& start, const Value& stop, const Value& step);

constexpr std::size_t largest_list = 1'000'000;  ///< items that one range or list may have

/// Failure T-LIMIT if a list would have more items than that.
void check_list_size(std::size_t size);

}  // namespace gongkai::jinja
