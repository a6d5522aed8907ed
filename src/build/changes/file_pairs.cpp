#include "build/changes/file_pairs.hpp"

#include <algorithm>

namespace gongkai::build {

std::vector<FilePair> pair_files(const std::vector<Output>& outputs, const Manifest& published)
{
    std::vector<const Output*> sorted;
    sorted.reserve(outputs.size());
    for (const auto& output : outputs)
        sorted.push_back(&output);
    const auto by_path = [](const Output* a, const Output* b) { return a->path < b->path; };
    if (!std::is_sorted(sorted.begin(), sorted.end(), by_path))
        std::stable_sort(sorted.begin(), sorted.end(), by_path);
    sorted.erase(std::unique(sorted.begin(), sorted.end(), [](const Output* a, const Output* b) { return a->path == b->path; }), sorted.end());
    std::vector<FilePair> pairs;
    pairs.reserve(std::max(sorted.size(), published.size()));
    auto old = published.begin();
    for (const auto* now : sorted) {
        for (; old != published.end() && old->first < now->path; ++old)
            pairs.push_back({nullptr, &*old});
        const bool is_both = old != published.end() && old->first == now->path;
        pairs.push_back({now, is_both ? &*old : nullptr});
        if (is_both)
            ++old;
    }
    for (; old != published.end(); ++old)
        pairs.push_back({nullptr, &*old});
    return pairs;
}

const FilePair* find_pair(const std::vector<FilePair>& pairs, std::string_view path)
{
    const auto found = std::lower_bound(pairs.begin(), pairs.end(), path,
                                        [](const FilePair& pair, std::string_view wanted) { return pair.path() < wanted; });
    return found != pairs.end() && found->path() == path ? &*found : nullptr;
}

}  // namespace gongkai::build
