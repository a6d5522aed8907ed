// gongkai new: skeletons of every form set build at once, and build filled in.
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>

#include <catch2/catch.hpp>

#include "build/pipeline.hpp"
#include "cli/commands.hpp"
#include "cli/run.hpp"
#include "scaffold/scaffold.hpp"
#include "unit/cli/capture.hpp"

using namespace gongkai;
namespace fs = std::filesystem;

namespace {

const fs::path repository = GONGKAI_SOURCE_DIR;

std::string read(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void write(const fs::path& path, const std::string& text)
{
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
}

/// A site with the repository's forms, themes and classifications, and no department.
class NewSite {
public:
    NewSite()
    {
        std::string name = (fs::temp_directory_path() / "gongkai-new-XXXXXX").string();
        path_ = mkdtemp(name.data());
        for (const auto* folder : {"templates", "themes", "content/classification"}) {
            fs::create_directories(path_ / fs::path(folder).parent_path());
            fs::copy(repository / folder, path_ / folder, fs::copy_options::recursive);
        }
        fs::copy(repository / "content" / "glossary.yaml", path_ / "content");
        write(path_ / "site.yaml", "name: 测试网站\n");
    }
    ~NewSite() { fs::remove_all(path_); }
    NewSite(const NewSite&) = delete;
    NewSite& operator=(const NewSite&) = delete;

    const fs::path& path() const { return path_; }

    std::unique_ptr<build::Project> load() const
    {
        build::Options options;
        options.source = path_.string();
        return build::load_project(options);
    }

    /// Errors of the whole site, everything rendered.
    std::string errors() const
    {
        const auto project = load();
        build::check_pages(*project, 1, [](std::size_t, std::size_t) {});
        std::string text;
        for (const auto& problem : project->problems)
            if (problem.severity == base::Severity::error)
                text += base::to_text(problem);
        return text;
    }

    /// All paths below content/ but the classifications', with the texts of files.
    std::map<std::string, std::string> content() const
    {
        std::map<std::string, std::string> files;
        for (const auto& entry : fs::recursive_directory_iterator(path_ / "content"))
            if (const auto name = fs::relative(entry.path(), path_ / "content").string(); !name.starts_with("classification"))
                files[name] = entry.is_regular_file() ? read(entry.path()) : "(folder)";
        return files;
    }

    void add_department(const std::string& slug, const model::FormSet& set) const
    {
        auto text = "name: 某局\nkind: 部门\n";
        write(path_ / "content" / slug / "department.yaml",
              text + (set.province.empty() ? "" : "province: " + set.province + "\n") + (set.city.empty() ? "" : "city: " + set.city + "\n") +
                  (set.district.empty() ? "" : "district: " + set.district + "\n"));
    }

private:
    fs::path path_;
};

struct Outcome {
    int code;
    std::string out;
    std::string problems;
};

Outcome run_new(const NewSite& site, const cli::NewReport& wanted)
{
    build::Options options;
    options.source = site.path().string();
    cli::test::Capture out(stdout);
    cli::test::Capture problems(stderr);
    const auto code = cli::new_command(options, wanted);
    return {code, out.take(), problems.take()};
}

/// Calls a test for each form set of the repository, with a department of its place.
template <class Test>
void for_every_form_set(const Test& test)
{
    const NewSite all;
    const auto project = all.load();
    std::size_t count = 0;
    for (const auto& set : project->site.form_sets) {
        INFO(set->id);
        const NewSite site;
        site.add_department("moubu", *set);
        const cli::NewReport wanted{"moubu", set->first_year, set->kind, ""};
        const auto outcome = run_new(site, wanted);
        CHECK(outcome.problems == "");
        REQUIRE(outcome.code == cli::done);
        CHECK(outcome.out.starts_with("按表样集 " + set->id + "（" + set->title + "）新建：\n"));
        test(site, *set, site.path() / "content" / "moubu" / (std::to_string(set->first_year) + "-" + set->kind));
        ++count;
    }
    CHECK(count >= 7);
}

bool is_row(const std::string& text) { return text.ends_with(": ") || text.ends_with(':') || text.ends_with('}'); }

/// A fact as its comment describes it.
std::string fact_value(const std::string& hint)
{
    const auto says = [&](const char* what) { return hint.find(what) != std::string::npos; };
    if (says("{科目编码: 金额}"))
        return "{2010101: 0}";
    if (says("{科目编码: 文字}"))
        return "{2010101: 工作需要}";
    if (says("{名称: 文字}"))
        return "{某项目: 用于某事}";
    return says("金额") || says("整数") ? "0" : "某事";
}

/// A report's skeleton with the "# " taken off all rows and facts, and a value written for each.
std::string filled_report(const std::string& skeleton)
{
    static const std::regex comment("^( *)# (.*)$");
    static const std::regex fact("^(.*): # (.*)$");
    static const std::regex blank(": (?=[,}]|$)");
    std::string out;
    bool in_facts = false;
    std::istringstream lines(skeleton);
    for (std::string line; std::getline(lines, line);) {
        std::smatch found;
        if (line == "# facts:")
            in_facts = true;
        const bool is_comment = std::regex_match(line, found, comment);
        const auto text = is_comment ? found[2].str() : "";
        std::smatch described;
        if (in_facts && std::regex_match(text, described, fact))
            line = described[1].str() + ": " + fact_value(described[2].str());
        else if (in_facts && is_comment)
            line = text;
        else if (is_comment && !found[1].str().empty() && is_row(text))
            line = found[1].str() + std::regex_replace(text, blank, ": 0");
        out += line + "\n";
    }
    return out;
}

/// "属性: ~   # 甲、乙" → "属性: 甲": other comments name no choices.
std::string with_first_options(std::string text)
{
    const std::string mark = ": ~   # ";
    for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at + 1)) {
        const auto begin = at + mark.size();
        const auto choices = text.substr(begin, text.find('\n', begin) - begin);
        if (!choices.starts_with("个人信息"))
            text.replace(at, mark.size() + choices.size(), ": " + choices.substr(0, choices.find("、")));
    }
    return text;
}

/// A sheet's skeleton with a value in every place; 不适用 is one of every kind.
std::string filled_sheet(const std::string& skeleton)
{
    static const std::regex computed("# ([^\n]*):   # 不写的由程序算出");
    static const std::regex row("- \\[([^,\\]]*), ([^\n]*)\\]");
    auto text = std::regex_replace(with_first_options(skeleton), computed, "$1: 不适用");
    text = std::regex_replace(text, std::regex(": ~"), ": 不适用");
    text = std::regex_replace(text, std::regex("    指标: \\{\\}\n"), "");
    text = std::regex_replace(text, std::regex("    # "), "    ");
    std::string out;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        std::smatch found;
        if (std::regex_search(line, found, row)) {
            const auto others = found[2].str();
            std::string values = found[1].str();
            for (auto n = 1 + std::count(others.begin(), others.end(), ','); n > 0; --n)
                values += ", 不适用";
            line = found.prefix().str() + "- [" + values + "]";
        }
        out += line + "\n";
    }
    return out;
}

}  // namespace

TEST_CASE("the skeleton of every form set builds at once")
{
    for_every_form_set([](const NewSite& site, const model::FormSet& set, const fs::path& report) {
        CHECK(site.errors() == "");
        const auto project = site.load();
        REQUIRE(project->site.departments.size() == 1);
        REQUIRE(project->site.departments[0].reports.size() == 1);
        const auto& loaded = project->site.departments[0].reports[0];
        CHECK(loaded.forms->id == set.id);
        CHECK(loaded.status == model::Status::draft);
        CHECK(loaded.sheets.size() == set.sheets.size());
        for (const auto& sheet : loaded.sheets)
            CHECK(sheet.form == &loaded.forms->sheets[static_cast<std::size_t>(&sheet - &loaded.sheets.front())]);
        CHECK(fs::exists(report.string() + ".yaml"));
    });
}

TEST_CASE("the skeleton of every form set builds with all its rows, facts and sheets filled in")
{
    for_every_form_set([](const NewSite& site, const model::FormSet& set, const fs::path& report) {
        const auto path = report.string() + ".yaml";
        write(path, filled_report(read(path)));
        if (fs::exists(report))
            for (const auto& sheet : fs::directory_iterator(report))
                write(sheet.path(), filled_sheet(read(sheet.path())));
        CHECK(site.errors() == "");
        const auto project = site.load();
        REQUIRE(project->site.departments[0].reports.size() == 1);
        const auto& loaded = project->site.departments[0].reports[0];
        for (std::size_t t = 0; t < set.tables.size(); ++t) {
            INFO(set.tables[t].number);
            const auto& table = loaded.tables[t];
            CHECK(table.given);
            CHECK(table.is_empty() == (table.columns == 0));
            const auto written = std::count_if(table.rows.begin(), table.rows.end(), [](const model::Row& row) { return row.written; });
            const auto& block = set.tables[t].blocks.front();
            CHECK(written >= (block.fixed_rows.empty() ? 1 : static_cast<std::ptrdiff_t>(block.fixed_rows.size()) / 2));
        }
        for (const auto& sheet : loaded.sheets)
            for (const auto& section : sheet.sections)
                if (const auto* indicators = std::get_if<model::Indicators>(&section)) {
                    REQUIRE(indicators->goals.size() == 1);
                    REQUIRE(indicators->goals[0].indicators.size() == 1);
                    CHECK(indicators->goals[0].indicators[0].values.back().text == "不适用");
                }
    });
}

TEST_CASE("a new department comes with the report, where all the others are")
{
    const NewSite site;
    write(site.path() / "content" / "jiuju" / "department.yaml", "name: 旧局\nprovince: 湖北省\ncity: 武汉市\ndistrict: 江岸区\n");
    const auto outcome = run_new(site, {"xinju", 2023, "final", "benji"});
    CHECK(outcome.problems == "");
    CHECK(outcome.code == cli::done);
    CHECK(outcome.out == "按表样集 jiangan-final-2023（武汉市江岸区2023年度部门决算公开表）新建：\n"
                         "  content/xinju/department.yaml\n"
                         "  content/xinju/2023-final-benji.yaml\n"
                         "  content/xinju/2023-final-benji.md\n"
                         "  content/xinju/2023-final-benji/00-whole-evaluation.yaml\n"
                         "  content/xinju/2023-final-benji/01-project-evaluation.yaml\n"
                         "填写后运行 gongkai check；现为草稿，不会公开。\n");
    CHECK(site.errors() == "");
    CHECK(read(site.path() / "content" / "xinju" / "department.yaml").find("district: 江岸区\n") != std::string::npos);
}

TEST_CASE("nothing is overwritten, and nothing is created beside what is there")
{
    const std::vector<std::string> names = {"2023-final.yaml", "2023-final.md", "2023-final/01-project-evaluation.yaml"};
    for (const auto& name : names) {
        const NewSite site;
        write(site.path() / "content" / "jiuju" / "department.yaml", "name: 旧局\nprovince: 湖北省\ncity: 武汉市\ndistrict: 江岸区\n");
        write(site.path() / "content" / "jiuju" / name, "form: 项目自评\n");
        const auto before = site.content();
        const auto outcome = run_new(site, {"jiuju", 2023, "final", ""});
        INFO(name);
        CHECK(outcome.code == cli::content_errors);
        CHECK(outcome.out == "");
        CHECK(outcome.problems == "错误 [N-EXISTS] 已有 content/jiuju/" + name + "，没有覆盖，也没有新建任何文件\n"
                                  "   提示: 要重写请先移走原文件\n共 1 个错误，0 个警告。\n");
        CHECK(site.content() == before);
    }
}

TEST_CASE("what cannot be written leaves nothing behind")
{
    const NewSite site;
    write(site.path() / "content" / "jiuju" / "department.yaml", "name: 旧局\nprovince: 湖北省\ncity: 武汉市\ndistrict: 江岸区\n");
    write(site.path() / "content" / "jiuju" / "2023-final", "no folder");
    const auto before = site.content();
    const auto outcome = run_new(site, {"jiuju", 2023, "final", ""});
    CHECK(outcome.code == cli::not_loaded);
    CHECK(outcome.problems.starts_with("错误 [N-WRITE] 不能写 content/jiuju/2023-final/00-whole-evaluation.yaml："));
    CHECK(site.content() == before);
}

TEST_CASE("a file of the other ending has the same address")
{
    const NewSite site;
    write(site.path() / "content" / "jiuju" / "department.yaml", "name: 旧局\nprovince: 湖北省\ncity: 武汉市\ndistrict: 江岸区\n");
    write(site.path() / "content" / "jiuju" / "2023-final.yml", "status: draft\ntables: {公开02表: {}, 公开03表: {}, 公开06表: {}, 公开09表: {}}\n");
    const auto before = site.content();
    const auto outcome = run_new(site, {"jiuju", 2023, "final", ""});
    CHECK(outcome.code == cli::content_errors);
    CHECK(outcome.problems == "错误 [N-EXISTS] 已有 content/jiuju/2023-final.yml，与 content/jiuju/2023-final.yaml 同名，没有新建任何文件\n"
                              "   提示: 要重写请先移走原文件\n共 1 个错误，0 个警告。\n");
    CHECK(site.content() == before);
}

TEST_CASE("without a form set for the place and year, or a name fit for an address, nothing is created")
{
    const NewSite site;
    const auto before = site.content();
    const auto place = run_new(site, {"xinju", 2023, "final", ""});
    CHECK(place.code == cli::content_errors);
    CHECK(place.problems == "错误 [F-SET] 没有适用于（未写明地区） 2023 年 final 的表样集\n"
                            "   提示: 请在 content/xinju/department.yaml 写明 province、city、district，或在 templates/forms 中加入表样\n"
                            "共 1 个错误，0 个警告。\n");
    for (const auto* name : {"新局", "Xinju", "-xinju", "xin/ju", "..", ""}) {
        const auto outcome = run_new(site, {name, 2023, "final", ""});
        CHECK(outcome.code == cli::content_errors);
        CHECK(outcome.problems == "错误 [C-FOLDER] “" + std::string(name) + "”不能作网址\n"
                                  "   提示: 部门文件夹名只用小写字母、数字和连字符，如 jiangan-zuzhibu\n共 1 个错误，0 个警告。\n");
    }
    CHECK(run_new(site, {"xinju", 2023, "final", "本级"}).problems.starts_with("错误 [C-FOLDER] “本级”不能作网址\n"));
    CHECK(run_new(site, {"classification", 2023, "final", ""}).code == cli::content_errors);
    CHECK(site.content() == before);
}

TEST_CASE("outside of a site the problem is that there is none")
{
    const NewSite site;
    fs::remove(site.path() / "site.yaml");
    const auto outcome = run_new(site, {"xinju", 2023, "final", ""});
    CHECK(outcome.code == cli::not_loaded);
    CHECK(outcome.problems.find("[C-SITE] 没有 site.yaml") != std::string::npos);
}
