// The attribute that sort, map, sum … are told to look at.
#pragma once

#include <vector>

#include "jinja/value/value.hpp"

namespace gongkai::jinja {

/// 'total', 'unit.name', 'cells.0' or an index; none: the item itself. Taken
/// apart once, then applied to every item.
class AttributePath {
public:
    /// `attribute` may be nullptr, as an argument that was not given.
    explicit AttributePath(const Value* attribute);

    bool is_whole_item() const { return steps_.empty(); }
    /// Undefined if the item has no such attribute; then `fallback`, if there is one.
    Value of(const Value& item, const Value* fallback = nullptr) const;

private:
    std::vector<Value> steps_;
};

/// 'total,name' as several paths; anything else as one.
std::vector<AttributePath> attribute_paths(const Value* attribute);

}  // namespace gongkai::jinja
