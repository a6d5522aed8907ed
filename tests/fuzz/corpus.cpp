#include "corpus.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>

namespace fuzz {
namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<fs::path> files_in(const fs::path& folder)
{
    std::vector<fs::path> paths;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file())
            paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    return paths;
}

using Named = std::map<std::string, std::string>;

/// Adds a template and those whose names stand in quotes in it.
void add_with_references(const std::string& name, const Named& all, std::set<std::string>& seen, Templates& out)
{
    const auto found = all.find(name);
    if (found == all.end() || !seen.insert(name).second)
        return;
    out.emplace_back(name, found->second);
    const auto& text = found->second;
    for (auto open = text.find('\''); open != std::string::npos; open = text.find('\'', open + 1)) {
        const auto close = text.find('\'', open + 1);
        if (close != std::string::npos)
            add_with_references(text.substr(open + 1, close - open - 1), all, seen, out);
    }
}

void add_project(const fs::path& folder, std::vector<Templates>& corpus)
{
    Named all;
    for (const auto& path : files_in(folder))
        if (path.extension() == ".html" || path.extension() == ".md" || path.extension() == ".xml")
            all[path.lexically_relative(folder).generic_string()] = read(path);
    for (const auto& named : all) {
        std::set<std::string> seen;
        add_with_references(named.first, all, seen, corpus.emplace_back());
    }
}

/// The form of these files is explained in tests/conformance/oracle.py; contexts are left out.
void add_cases(const fs::path& path, std::vector<Templates>& corpus)
{
    std::istringstream lines(read(path));
    std::string ignored;
    auto* part = &ignored;
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("=== ")) {
            corpus.push_back({{"main", ""}});
            part = &corpus.back().back().second;
        } else if (line == "@@@ context" || line == "--- context") {
            part = &ignored;
        } else if (line.starts_with("--- ") && !corpus.empty()) {
            corpus.back().emplace_back(line.substr(4), "");
            part = &corpus.back().back().second;
        } else {
            *part += line + "\n";
        }
    }
}

}  // namespace

std::vector<Templates> read_corpus(const std::string& project_folder)
{
    const fs::path project(project_folder);
    std::vector<Templates> corpus;
    for (const auto* folder : {"templates", "tests/province/templates"})
        add_project(project / folder, corpus);
    for (const auto& path : files_in(project / "tests/conformance/cases"))
        add_cases(path, corpus);
    return corpus;
}

}  // namespace fuzz
