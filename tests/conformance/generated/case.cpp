#include "case.hpp"

#include <string_view>

namespace generated {

CaseText text_of(const Case& test_case)
{
    CaseText result{{}, test_case.context};
    for (const auto& [name, root] : test_case.templates)
        result.templates.emplace_back(name, print(root));
    return result;
}

std::uint64_t hash_of(const CaseText& text)
{
    std::uint64_t hash = 0xcbf29ce484222325u;
    const auto add = [&](std::string_view part) {
        for (const char c : part)
            hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
        hash = (hash ^ 0xffu) * 0x100000001b3u;  // no part of UTF-8: parts end here
    };
    for (const auto& [name, source] : text.templates) {
        add(name);
        add(source);
    }
    add(text.context.dump());
    return hash;
}

std::string shown(const CaseText& text)
{
    std::string out;
    for (const auto& [name, source] : text.templates)
        out += "--- " + name + "\n" + source + "\n";
    return out + "--- context\n" + text.context.dump() + "\n";
}

}  // namespace generated
