#include "build/changes/common_changes.hpp"

#include <unordered_map>

namespace gongkai::build {
namespace {

std::string key_of(const TextChange& change)
{
    std::string key(1, static_cast<char>('0' + static_cast<int>(change.part)));
    for (const auto* pieces : {&change.pair.before, &change.pair.after}) {
        for (const auto& piece : *pieces)
            key += piece.text;
        key += '\n';  // no line of a page holds one
    }
    return key;
}

}  // namespace

void gather_common_changes(PublicationChanges& changes)
{
    std::unordered_map<std::string, std::size_t> pages;
    for (const auto& file : changes.files)
        for (const auto& change : file.texts.changes)
            if (!change.is_number)
                ++pages[key_of(change)];
    std::unordered_map<std::string, bool> is_told;
    for (auto& file : changes.files)
        file.in_common = std::erase_if(file.texts.changes, [&](const TextChange& change) {
            const auto key = change.is_number ? std::string() : key_of(change);
            const auto found = pages.find(key);
            if (change.is_number || found->second < common_from_pages)
                return false;
            if (is_told.emplace(key, true).second)
                changes.common.push_back({change, found->second});
            return true;
        });
}

}  // namespace gongkai::build
