// The recorded answers of Python's Jinja2 (tests/conformance) against ours.
// Intended differences are listed in DIVERGENCES.md; one that has vanished fails too.
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "jinja/environment.hpp"

using namespace gongkai;
using jinja::Value;

namespace {

const std::string folder = std::string(GONGKAI_SOURCE_DIR) + "/tests/conformance/";

std::string read(const std::string& name)
{
    std::ifstream file(folder + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

Value value_of(const nlohmann::ordered_json& data)
{
    if (data.is_null())
        return Value::none();
    if (data.is_boolean())
        return Value::boolean(data.get<bool>());
    if (data.is_number_integer())
        return Value::integer(data.get<std::int64_t>());
    if (data.is_number())
        return Value::real(data.get<double>());
    if (data.is_string())
        return Value::string(data.get<std::string>());
    if (data.is_array()) {
        std::vector<Value> items;
        for (const auto& item : data)
            items.push_back(value_of(item));
        return Value::list(std::move(items));
    }
    if (data.contains("$dec"))
        return Value::decimal(decimal::Decimal::parse(data["$dec"].get<std::string>()).value());
    if (data.contains("$safe"))
        return Value::safe(data["$safe"].get<std::string>());
    std::vector<jinja::Member> members;
    for (const auto& [key, item] : data.items())
        members.emplace_back(key, value_of(item));
    return Value::map(std::move(members));
}

struct Case {
    std::string name;
    std::vector<std::pair<std::string, std::string>> templates;
    nlohmann::ordered_json context = nlohmann::ordered_json::object();
};

std::vector<Case> read_cases()
{
    std::vector<Case> cases;
    std::istringstream lines(read("cases.txt"));
    std::string* part = nullptr;
    std::string context;
    const auto finish = [&] {
        if (!cases.empty() && !context.empty())
            cases.back().context = nlohmann::ordered_json::parse(context);
        context.clear();
    };
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("=== ")) {
            finish();
            cases.push_back({line.substr(4), {{"main", ""}}});
            part = &cases.back().templates.back().second;
        } else if (line == "--- context") {
            part = &context;
        } else if (line.starts_with("--- ")) {
            cases.back().templates.emplace_back(line.substr(4), "");
            part = &cases.back().templates.back().second;
        } else {
            *part += line + "\n";
        }
    }
    finish();
    return cases;
}

/// Our answer in the form of expected.json.
nlohmann::json answer(const Case& test_case)
{
    std::vector<std::unique_ptr<base::SourceFile>> files;
    jinja::Environment environment;
    for (const auto& [name, text] : test_case.templates) {
        files.push_back(std::make_unique<base::SourceFile>(base::SourceFile{name, text}));
        environment.add_template(*files.back(), name);
    }
    const auto line_of = [](const base::Diagnostics& problems) {
        const auto& span = problems.front().span;
        return span.file ? base::locate(span.file->text, span.begin).line : 0;
    };
    const auto set = environment.compile();
    if (!set) {
        const bool syntax = set.failures().front().code == "T-SYNTAX" || set.failures().front().code == "T-NAME";
        return {{"error", syntax ? "syntax" : "runtime"}, {"line", line_of(set.failures())}};
    }
    std::string out;
    const auto problems = (*set)->render("main", {value_of(test_case.context)}, out);
    if (!problems.empty())
        return {{"error", "runtime"}, {"line", line_of(problems)}};
    return {{"text", out}};
}

/// Names in the first column of the table in DIVERGENCES.md.
std::set<std::string> intended_differences()
{
    std::set<std::string> names;
    std::istringstream lines(read("DIVERGENCES.md"));
    for (std::string line; std::getline(lines, line);)
        if (line.starts_with("| `"))
            names.insert(line.substr(3, line.find('`', 3) - 3));
    return names;
}

}  // namespace

TEST_CASE("the engine gives the bytes of Jinja2, or an error of the same class at the same line")
{
    const auto expected = nlohmann::json::parse(read("expected.json"))["answers"];
    auto differences = intended_differences();
    const auto cases = read_cases();
    REQUIRE(cases.size() > 100);
    REQUIRE(cases.size() == expected.size());
    for (const auto& test_case : cases) {
        INFO(test_case.name);
        const auto ours = answer(test_case);
        if (differences.erase(test_case.name) > 0)
            CHECK(ours != expected[test_case.name]);
        else
            CHECK(ours == expected[test_case.name]);
    }
    CHECK(differences.empty());
}
