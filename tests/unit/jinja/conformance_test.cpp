// The recorded answers of Python's Jinja2 (tests/conformance) against ours.
// Intended differences are listed in DIVERGENCES.md; one that has vanished fails too.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "conformance/error_class.hpp"
#include "jinja/environment.hpp"
#include "json_value.hpp"

using namespace gongkai;
using jinja::Value;

namespace {

const std::filesystem::path folder = std::filesystem::path(GONGKAI_SOURCE_DIR) / "tests/conformance";

std::string read(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

struct Case {
    std::string name;
    std::vector<std::pair<std::string, std::string>> templates;
    nlohmann::ordered_json context;
};

/// In templates the sign ␍ stands for a carriage return.
std::string with_carriage_returns(std::string text)
{
    const std::string sign = "␍";
    for (auto at = text.find(sign); at != std::string::npos; at = text.find(sign, at + 1))
        text.replace(at, sign.size(), "\r");
    return text;
}

/// The form of these files is explained in oracle.py.
std::vector<Case> read_cases(const std::filesystem::path& path)
{
    std::vector<Case> cases;
    std::istringstream lines(read(path));
    std::string preamble;
    std::string shared;
    std::string context;
    std::string* part = &preamble;
    const auto finish = [&] {
        if (cases.empty())
            return;
        const auto& text = !context.empty() ? context : shared;
        cases.back().context = nlohmann::ordered_json::parse(text.empty() ? "{}" : text);
        for (auto& named : cases.back().templates)
            named.second = with_carriage_returns(named.second);
        context.clear();
    };
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("=== ")) {
            finish();
            cases.push_back({line.substr(4), {{"main", ""}}, {}});
            part = &cases.back().templates.back().second;
        } else if (line == "@@@ context" && cases.empty()) {
            part = &shared;
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

std::vector<std::filesystem::path> topics()
{
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator(folder / "cases"))
        paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    return paths;
}

nlohmann::json error_of(const Case& test_case, const base::Diagnostics& problems)
{
    const auto& first = problems.front();
    const auto* file = first.span.file;
    const auto line = file ? base::locate(file->text, first.span.begin).line : 0;
    nlohmann::json answer{{"error", jinja::test::class_of(first.code)}, {"line", line}};
    if (test_case.templates.size() > 1)
        answer["template"] = file ? file->path : "";
    return answer;
}

/// Our answer in the form of the recorded ones.
nlohmann::json answer(const Case& test_case)
{
    std::vector<std::unique_ptr<base::SourceFile>> files;
    jinja::Environment environment;
    environment.set_lint(false);
    for (const auto& [name, text] : test_case.templates) {
        files.push_back(std::make_unique<base::SourceFile>(base::SourceFile{name, text}));
        environment.add_template(*files.back(), name);
    }
    const auto set = environment.compile();
    if (!set)
        return error_of(test_case, set.failures());
    std::string out;
    const auto problems = (*set)->render("main", {jinja::test::value_of(test_case.context)}, out);
    if (!problems.empty())
        return error_of(test_case, problems);
    return {{"text", out}};
}

std::string shown(const nlohmann::json& answer)
{
    return answer.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

/// Names in the first column of the table in DIVERGENCES.md.
std::set<std::string> intended_differences()
{
    std::set<std::string> names;
    std::istringstream lines(read(folder / "DIVERGENCES.md"));
    for (std::string line; std::getline(lines, line);)
        if (line.starts_with("| `"))
            names.insert(line.substr(3, line.find('`', 3) - 3));
    return names;
}

}  // namespace

TEST_CASE("the engine gives the bytes of Jinja2, or an error of the same class at the same place")
{
    const auto differences = intended_differences();
    for (const auto& path : topics()) {
        const auto topic = path.stem().string();
        DYNAMIC_SECTION(topic)
        {
            INFO("topic: " << topic);
            const auto expected = nlohmann::json::parse(read(folder / "expected" / (topic + ".json")))["answers"];
            const auto cases = read_cases(path);
            CHECK(cases.size() == expected.size());
            for (const auto& test_case : cases) {
                INFO("case: " << test_case.name);
                INFO("template: " << test_case.templates.front().second);
                REQUIRE(expected.contains(test_case.name));
                const auto jinja2 = shown(expected[test_case.name]);
                const auto ours = shown(answer(test_case));
                if (differences.count(test_case.name) > 0)
                    CHECK(ours != jinja2);
                else
                    CHECK(ours == jinja2);
            }
        }
    }
}

TEST_CASE("cases of the conformance test have names of their own, and intended differences are cases")
{
    auto differences = intended_differences();
    std::set<std::string> names;
    for (const auto& path : topics()) {
        for (const auto& test_case : read_cases(path)) {
            INFO("topic: " << path.stem().string() << ", case: " << test_case.name);
            CHECK(names.insert(test_case.name).second);
            differences.erase(test_case.name);
        }
    }
    CHECK(names.size() >= 420);
    CHECK(differences.empty());
}
