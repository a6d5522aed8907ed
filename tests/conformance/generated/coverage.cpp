#include "coverage.hpp"

#include <set>

#include <fmt/format.h>

namespace generated {
namespace {

void collect(const Node& node, std::set<std::string>& kinds)
{
    if (!node.kind.empty())
        kinds.insert(node.kind);
    for (const auto& child : node.children)
        collect(child, kinds);
}

}  // namespace

void Coverage::add(const Case& test_case, const Answer& answer)
{
    ++cases_;
    ++ends_[answer.error.empty() ? "text" : answer.error];
    if (answer.error == "skip")
        ++ends_["skip: " + answer.text];
    output_ += answer.error.empty() ? answer.text.size() : 0;
    std::set<std::string> kinds;
    for (const auto& [name, root] : test_case.templates)
        collect(root, kinds);
    for (const auto& kind : kinds)
        ++uses_[kind];
}

std::string Coverage::table() const
{
    std::string out;
    int column = 0;
    for (const auto& [kind, count] : uses_)
        out += fmt::format("{:>6} {:<34}{}", count, kind, ++column % 3 == 0 ? "\n" : "");
    out += fmt::format("\n{} cases", cases_);
    for (const auto& [end, count] : ends_)
        out += fmt::format("; {}: {}", end, count);
    const auto texts = ends_.contains("text") ? ends_.at("text") : 0;
    return out + fmt::format("\nmean output {} bytes\n", texts ? output_ / static_cast<std::size_t>(texts) : 0);
}

}  // namespace generated
