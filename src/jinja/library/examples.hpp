// Examples for the theme author's reference: one of every filter, test, function,
// member of loop and statement. Their output is rendered when the reference is made.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace gongkai::jinja {

struct Example {
    std::string name;
    std::string text;  ///< a template that needs nothing
};

/// loop.index …: with what it gives, as there is no registry for them.
struct MemberExample {
    std::string name;
    std::string summary;
    std::string text;
};

struct StatementExample {
    std::string keyword;
    std::string syntax;
    std::string summary;
    std::string text;
    std::vector<std::pair<std::string, std::string>> others = {};  ///< further templates by name
};

/// Of several names for the same filter the first has the example.
const std::vector<Example>& filter_examples();
const std::vector<Example>& test_examples();
const std::vector<Example>& function_examples();
const std::vector<MemberExample>& loop_examples();
const std::vector<StatementExample>& statement_examples();

}  // namespace gongkai::jinja
