// The fields of `loop` that tell where it is: loop.index and its like.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

namespace gongkai::jinja {

enum class LoopField : std::uint8_t { index, index0, revindex, revindex0, first, last, length, previtem, nextitem, depth, depth0 };

constexpr std::optional<LoopField> loop_field(std::string_view name)
{
    constexpr std::array<std::pair<std::string_view, LoopField>, 11> fields = {{
        {"index", LoopField::index}, {"index0", LoopField::index0}, {"revindex", LoopField::revindex},
        {"revindex0", LoopField::revindex0}, {"first", LoopField::first}, {"last", LoopField::last},
        {"length", LoopField::length}, {"previtem", LoopField::previtem}, {"nextitem", LoopField::nextitem},
        {"depth", LoopField::depth}, {"depth0", LoopField::depth0},
    }};
    for (const auto& [known, field] : fields)
        if (known == name)
            return field;
    return std::nullopt;
}

}  // namespace gongkai::jinja
