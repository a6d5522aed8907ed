// Loops that run, and `loop` as templates see it.
#pragma once

#include <memory>
#include <vector>

#include "jinja/compile/loop_field.hpp"
#include "jinja/compile/program.hpp"
#include "jinja/value/arguments.hpp"
#include "jinja/value/emptied.hpp"
#include "jinja/value/value.hpp"

namespace gongkai::jinja {

struct Frame;

/// Items that a loop goes through, and where it is.
struct LoopState : private Emptied {
    Value source;            ///< list that is iterated without a copy, or none
    std::vector<Value> own;  ///< items otherwise, and those kept by a condition
    std::vector<Value> kept;
    std::size_t next = 0;
    bool is_completed = false;  ///< the end of the body was reached once
    std::int64_t depth = 0;     ///< of recursion, from 0
    Value previous_changed;     ///< what loop.changed was given last
    bool has_changed = false;   ///< loop.changed was called

    const std::vector<Value>& items() const { return source.kind() == Kind::list ? source.as_list() : own; }
    Value field(LoopField field) const;
    /// Failure for values that have no items.
    void begin(const Value& items);
    /// The next item, or nullptr at the end.
    const Value* turn()
    {
        const auto& all = items();
        return next == all.size() ? nullptr : &all[next++];
    }
    /// Keeps the current item for the second pass.
    void keep() { kept.push_back(items()[next - 1]); }
    /// The second pass, over the items kept.
    void restart();

private:
    void empty() override { const auto gone = std::move(previous_changed); }
};

/// Loops within each other, the innermost last. Their memory is used again.
class LoopStack {
public:
    LoopState& push();
    void pop();
    /// A `loop` that is kept beyond its loop keeps its state.
    const std::shared_ptr<LoopState>& operator[](std::size_t index) const { return states_[index]; }
    LoopState& back() { return *states_[size_ - 1]; }
    std::size_t size() const { return size_; }

private:
    std::vector<std::shared_ptr<LoopState>> states_;
    std::size_t size_ = 0;
};

/// `loop` as a value. `recursion`: what loop(…) calls, or nullptr; `outer`: the frame around it.
Value loop_object(std::shared_ptr<LoopState> state, const MacroInfo* recursion, Frame* outer);

}  // namespace gongkai::jinja
