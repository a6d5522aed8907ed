// Results that depend on one file in memory, kept while it is the same object.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <utility>

#include "build/output.hpp"

namespace gongkai::build {

template <class Result>
class ResultCache {
public:
    /// What was kept for this very object; nullptr if nothing.
    const Result* find(const Output& output) const
    {
        const auto found = results_.find(output.path);
        return found != results_.end() && found->second.object.lock() == output.bytes ? &found->second.result : nullptr;
    }
    void keep(const Output& output, Result result) { results_[output.path] = {output.bytes, std::move(result)}; }
    void clear() { results_.clear(); }

private:
    struct Kept {
        std::weak_ptr<const std::string> object;
        Result result;
    };
    std::unordered_map<std::string, Kept> results_;
};

}  // namespace gongkai::build
