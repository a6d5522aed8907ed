// templates/README.md is what the program prints. With GONGKAI_UPDATE=1 in the environment
// it is written anew.
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <set>

#include <catch2/catch.hpp>

#include "capture.hpp"
#include "cli/template_reference.hpp"
#include "cli/run.hpp"
#include "jinja/library/examples.hpp"
#include "jinja/library/registry.hpp"
#include "jinja/syntax/parser.hpp"

using namespace gongkai;

namespace {

const std::string path = std::string(GONGKAI_SOURCE_DIR) + "/templates/README.md";

std::string read(const std::string& file_path)
{
    std::ifstream file(file_path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// Operations without an example, and examples without an operation. Further names of the
/// same operation need none.
std::string differences(const std::vector<jinja::OperationEntry>& entries, const std::vector<jinja::Example>& examples)
{
    std::set<std::string> left;
    for (const auto& example : examples)
        left.insert(example.name);
    std::string text;
    const jinja::OperationEntry* previous = nullptr;
    for (const auto& entry : entries) {
        const bool is_alias = previous && previous->run == entry.run && previous->summary == entry.summary;
        if (left.erase(entry.name) == 0 && !is_alias)
            text += entry.name + " has no example\n";
        previous = &entry;
    }
    for (const auto& name : left)
        text += name + " is not there\n";
    return text;
}

/// Whether the parser knows such a tag.
bool is_statement(const std::string& keyword)
{
    const base::SourceFile file{"a", "{% " + keyword + " %}"};
    const auto parsed = jinja::parse(jinja::tokenize(file, {&file, 0, static_cast<std::uint32_t>(file.text.size())}));
    return parsed.problems.empty() || parsed.problems.front().message.find("这种标签") == std::string::npos;
}

}  // namespace

TEST_CASE("reference: templates/README.md is up to date")
{
    const auto text = cli::template_reference();
    if (std::getenv("GONGKAI_UPDATE"))
        std::ofstream(path, std::ios::binary) << text;
    const bool is_same = text == read(path);
    INFO("write it anew: gongkai template reference > templates/README.md");
    CHECK(is_same);
}

TEST_CASE("reference: the command prints it")
{
    const char* arguments[] = {"gongkai", "template", "reference"};
    cli::test::Capture output(stdout);
    const int code = cli::run(3, const_cast<char**>(arguments));
    const bool is_same = output.take() == cli::template_reference();
    CHECK(code == cli::done);
    CHECK(is_same);
}

TEST_CASE("reference: every filter, test and function has an example")
{
    const auto registry = jinja::builtin_registry();
    CHECK(differences(registry.filters.entries(), jinja::filter_examples()) == "");
    CHECK(differences(registry.tests.entries(), jinja::test_examples()) == "");
    std::set<std::string> functions;
    for (const auto& entry : registry.functions)
        functions.insert(entry.name);
    for (const auto& example : jinja::function_examples())
        CHECK(functions.erase(example.name) == 1);
    CHECK(functions.empty());
}

TEST_CASE("reference: every statement has an example")
{
    std::set<std::string> described;
    for (const auto& example : jinja::statement_examples()) {
        CHECK(is_statement(example.keyword));
        described.insert(example.keyword);
    }
    // The table of the parser.
    for (const auto* keyword : {"if", "for", "break", "continue", "set", "with", "block", "extends", "include", "import", "from", "macro",
                                "call", "filter", "autoescape", "do", "raw"})
        CHECK(described.contains(keyword));
}

TEST_CASE("reference: every member of loop has an example")
{
    std::string text;
    for (const auto& example : jinja::loop_examples())
        text += example.name + "\n";
    for (const auto* member : {"index", "index0", "revindex", "revindex0", "first", "last", "length", "previtem", "nextitem", "depth", "depth0"})
        CHECK(text.find("loop." + std::string(member) + "\n") != std::string::npos);
    CHECK(text.find("loop.cycle") != std::string::npos);
    CHECK(text.find("loop.changed") != std::string::npos);
}
