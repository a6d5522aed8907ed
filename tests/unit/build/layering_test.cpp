// The table in src/README.md is the law: every #include is compared with it.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

namespace fs = std::filesystem;

namespace {

using Modules = std::map<std::string, std::set<std::string>>;

std::string read(const fs::path& path)
{
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

Modules table()
{
    Modules modules;
    const auto text = read(fs::path(GONGKAI_SOURCE_DIR) / "src" / "README.md");
    const std::regex row(R"(\| `(\w+)` \| [^|\n]* \| ([^|\n]*)\|)");
    const std::regex name("`(\\w+)`");
    for (auto from = text.cbegin(); from != text.cend();) {
        std::smatch found;
        if (!std::regex_search(from, text.cend(), found, row))
            break;
        from = found.suffix().first;
        const auto dependencies = found[2].str();
        auto& allowed = modules[found[1].str()];
        for (auto d = std::sregex_iterator(dependencies.begin(), dependencies.end(), name); d != std::sregex_iterator(); ++d)
            allowed.insert((*d)[1].str());
    }
    return modules;
}

/// A module with all that its dependencies may include.
std::set<std::string> closure(const Modules& modules, const std::string& module)
{
    std::set<std::string> all = {module};
    for (const auto& dependency : modules.at(module))
        all.merge(closure(modules, dependency));
    return all;
}

}  // namespace

TEST_CASE("modules include only what the table allows")
{
    const auto modules = table();
    REQUIRE(modules.size() >= 12);
    const std::regex include("#include \"(\\w+)/[^\"]+\"");
    std::size_t checked = 0;
    for (const auto& folder : fs::directory_iterator(fs::path(GONGKAI_SOURCE_DIR) / "src")) {
        if (!folder.is_directory())
            continue;
        const auto module = folder.path().filename().string();
        REQUIRE(modules.contains(module));
        const auto allowed = closure(modules, module);
        for (const auto& file : fs::recursive_directory_iterator(folder)) {
            if (!file.is_regular_file())
                continue;
            const auto text = read(file.path());
            for (auto match = std::sregex_iterator(text.begin(), text.end(), include); match != std::sregex_iterator(); ++match) {
                INFO(file.path().string() << " includes " << (*match)[1].str());
                CHECK(allowed.contains((*match)[1].str()));
                ++checked;
            }
        }
    }
    CHECK(checked > 150);
}

TEST_CASE("third-party headers stay in their modules")
{
    const std::map<std::string, std::set<std::string>> homes = {
        {"yaml-cpp/", {"load"}}, {"cmark-gfm", {"markup"}}, {"xlsxwriter.h", {"pages"}}, {"CLI/", {"cli"}},
        {"nlohmann/", {"audit", "pages", "build", "serve"}}, {"httplib.h", {"serve"}}, {"openssl/", {"base"}}, {"xxhash.h", {"base"}},
        {"archive.h", {"archive"}}, {"archive_entry.h", {"archive"}}, {"zlib.h", {"archive"}},
    };
    for (const auto& file : fs::recursive_directory_iterator(fs::path(GONGKAI_SOURCE_DIR) / "src")) {
        if (!file.is_regular_file())
            continue;
        const auto module = file.path().lexically_relative(fs::path(GONGKAI_SOURCE_DIR) / "src").begin()->string();
        const auto text = read(file.path());
        for (const auto& [header, allowed] : homes)
            if (text.find("#include <" + header) != std::string::npos) {
                INFO(file.path().string() << " includes " << header);
                CHECK(allowed.contains(module));
            }
    }
}

TEST_CASE("no line of C++ names a form, a column or a place")
{
    // Names of tables, rows, columns and fields of the forms in templates/forms and tests/province.
    const std::vector<std::string> forms = {
        "公开0", "武汉", "湖北", "江岸", "汉阳", "洪山", "甲省", "丙区", "上缴上级", "附属单位",
        "部门整体支出", "年度财政资金", "中央补助", "增减原因", "年初目标值", "实际完成值",
    };
    // The vocabulary of accounts. The audit reads Chinese sentences and explains itself in
    // them (预算数, 结余), and so is free to use it; it finds figures by labels of the forms.
    const std::vector<std::string> vocabulary = {
        "基本支出", "项目支出", "经营支出", "人员经费", "公用经费", "财政拨款",
        "一般公共", "政府性基金", "国有资本", "事业收入", "收入总计", "支出总计", "本年收入", "本年支出", "结余", "结转",
        "三公", "会议费", "培训费", "公务接待", "公务用车", "因公出国",
        "资金总额", "预算数", "执行数", "决算数", "总分", "填报人", "联系电话", "主管部门",
    };
    std::size_t checked = 0;
    for (const auto& file : fs::recursive_directory_iterator(fs::path(GONGKAI_SOURCE_DIR) / "src")) {
        const auto extension = file.path().extension();
        if (extension != ".cpp" && extension != ".hpp")
            continue;
        auto forbidden = forms;
        if (file.path().string().find("/src/audit/") == std::string::npos)
            forbidden.insert(forbidden.end(), vocabulary.begin(), vocabulary.end());
        std::ifstream lines(file.path());
        for (std::string line; std::getline(lines, line);) {
            const auto code = line.substr(0, line.find("//"));
            const bool is_example = code.find("如“") != std::string::npos || code.find("写作“") != std::string::npos ||
                                    code.find("\"如") != std::string::npos;
            const auto named = std::find_if(forbidden.begin(), forbidden.end(),
                                            [&](const std::string& word) { return code.find(word) != std::string::npos; });
            if (named != forbidden.end() && !is_example)
                FAIL_CHECK(file.path().string() << " names “" << *named << "”: " << line);
        }
        ++checked;
    }
    CHECK(checked > 100);
}
