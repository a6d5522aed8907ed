// A generated case: templates as trees, and a context.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "node.hpp"

namespace generated {

struct Case {
    std::vector<std::pair<std::string, Node>> templates;  ///< the first is rendered
    nlohmann::ordered_json context = nlohmann::ordered_json::object();
};

/// The same as text, as engine and judge get it.
struct CaseText {
    std::vector<std::pair<std::string, std::string>> templates;
    nlohmann::ordered_json context;
};

CaseText text_of(const Case& test_case);
/// FNV-1a of all of it: tells whether the generator still makes the same case.
std::uint64_t hash_of(const CaseText& text);
/// For a person to read.
std::string shown(const CaseText& text);

}  // namespace generated
