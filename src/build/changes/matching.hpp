// Which items of an old list are which of a new one.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace gongkai::build {

class Matching {
public:
    static constexpr std::size_t none = static_cast<std::size_t>(-1);
    using Key = std::function<std::string(std::size_t)>;

    Matching(std::size_t old_count, std::size_t now_count) : now_of_(old_count, none), old_of_(now_count, none) {}

    /// Pairs items that have no partner yet and the same key: of several with one key the
    /// first with the first, the second with the second.
    void pair_by(const Key& old_key, const Key& now_key);
    void pair(std::size_t old, std::size_t now);

    std::size_t old_of(std::size_t now) const { return old_of_[now]; }
    std::size_t now_of(std::size_t old) const { return now_of_[old]; }
    std::size_t count() const { return count_; }

private:
    std::vector<std::size_t> now_of_;
    std::vector<std::size_t> old_of_;
    std::size_t count_ = 0;
};

}  // namespace gongkai::build
