#include "build/changes/matching.hpp"

#include <unordered_map>

namespace gongkai::build {

void Matching::pair_by(const Key& old_key, const Key& now_key)
{
    struct Queue {
        std::vector<std::size_t> items;
        std::size_t next = 0;
    };
    std::unordered_map<std::string, Queue> waiting;
    for (std::size_t old = 0; old < now_of_.size(); ++old)
        if (now_of_[old] == none)
            waiting[old_key(old)].items.push_back(old);
    for (std::size_t now = 0; now < old_of_.size(); ++now) {
        if (old_of_[now] != none)
            continue;
        const auto found = waiting.find(now_key(now));
        if (found != waiting.end() && found->second.next < found->second.items.size())
            pair(found->second.items[found->second.next++], now);
    }
}

void Matching::pair(std::size_t old, std::size_t now)
{
    now_of_[old] = now;
    old_of_[now] = old;
    ++count_;
}

}  // namespace gongkai::build
