// The preview after a change is what a fresh build would be, byte for byte.
#include "build/preview/preview.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <random>

#include <catch2/catch.hpp>

#include "build/manifest.hpp"
#include "unit/preview_project.hpp"

using namespace gongkai;
namespace fs = std::filesystem;
using test::PreviewProject;

namespace {

build::Options options_of(const PreviewProject& project)
{
    build::Options options;
    options.source = project.path().string();
    options.threads = 2;
    return options;
}

using Files = std::map<std::string, std::string>;

Files files_of(const std::vector<build::Output>& outputs)
{
    Files files;
    for (const auto& output : outputs)
        files[output.path] = *output.bytes;
    return files;
}

/// All files that the preview shows.
Files shown(const build::Snapshot& snapshot)
{
    Files files;
    for (const auto& [key, unit] : snapshot.units)
        files.merge(files_of(unit->outputs));
    return files;
}

/// What is said of problems, or of findings, as one text.
std::string said(const build::ToldProblems& problems)
{
    std::string text;
    for (const auto& problem : problems)
        text += problem->text + problem->location + "\n";
    return text;
}

std::string said(const std::vector<build::ToldFinding>& findings)
{
    std::string text;
    for (const auto& finding : findings) {
        text += finding.rule + finding.place + finding.message + finding.diagnosis + finding.acknowledged + finding.location + (finding.blocks ? "!" : "");
        for (const auto& place : finding.places)
            text += place.path + "#" + place.anchor;
        text += "\n";
    }
    return text;
}

std::string said(const build::Snapshot& snapshot)
{
    auto text = said(snapshot.shared_findings) + std::to_string(snapshot.blocking) + "\n";
    for (const auto& [folder, report] : snapshot.reports)
        text += folder + report->title + std::to_string(static_cast<int>(report->status)) + "\n" + said(report->findings);
    return text;
}

/// Names the first file that differs; whole sites would be too long to print.
void check_same(const Files& one, const Files& other)
{
    for (const auto& [path, bytes] : one) {
        INFO(path);
        REQUIRE(other.contains(path));
        REQUIRE((other.at(path) == bytes));
    }
    REQUIRE(one.size() == other.size());
}

void check_is_fresh(const build::PreviewState& state, const PreviewProject& project)
{
    const auto fresh = build::Preview(options_of(project)).update({});
    REQUIRE(said(state.problems) == said(fresh->problems));
    REQUIRE(state.is_good == fresh->is_good);
    if (!fresh->is_good)
        return;
    check_same(shown(*state.snapshot), shown(*fresh->snapshot));
    check_same(files_of(state.snapshot->publication()), files_of(fresh->snapshot->publication()));
    REQUIRE(said(*state.snapshot) == said(*fresh->snapshot));
}

/// What `gongkai build` writes.
Files written_by_build(const PreviewProject& project)
{
    auto options = options_of(project);
    options.output = (project.path() / "public").string();
    const auto built = build::load_project(options);
    build::audit_project(*built, 2);
    build::publish_site(*built, options, [](std::size_t, std::size_t) {});
    for (const auto& problem : built->problems)
        UNSCOPED_INFO(base::to_text(problem));
    REQUIRE_FALSE(base::has_errors(built->problems));
    Files written;
    for (const auto& entry : fs::recursive_directory_iterator(project.path() / "public"))
        if (entry.is_regular_file() && entry.path().filename() != ".gongkai-manifest.json")
            written[entry.path().lexically_relative(project.path() / "public").string()] =
                project.read(entry.path().lexically_relative(project.path()).string());
    return written;
}

/// Random edits of a project, each giving the paths that a watcher would.
class Editor {
public:
    Editor(const PreviewProject& project, unsigned seed) : project_(project), random_(seed) {}

    std::set<std::string> edit()
    {
        static const std::vector<std::set<std::string> (Editor::*)()> kinds = {
            &Editor::change_figure,  &Editor::change_figure, &Editor::change_figure,   &Editor::toggle_status,   &Editor::copy_report,
            &Editor::remove_report,  &Editor::rename_folder, &Editor::rename,          &Editor::change_template, &Editor::change_template,
            &Editor::override_template, &Editor::change_prose, &Editor::change_asset,  &Editor::change_settings, &Editor::change_glossary,
            &Editor::change_form,    &Editor::break_yaml,    &Editor::break_template,  &Editor::break_form,      &Editor::remove_sheet,
            &Editor::add_noise,      &Editor::touch};
        return (this->*kinds[pick(kinds.size())])();
    }

    /// Notes all files as they are.
    void remember()
    {
        remembered_.clear();
        for (const auto& path : all_files())
            remembered_[path] = project_.read(path);
    }

    /// Makes all files what they were when noted, as `git checkout` would.
    std::set<std::string> go_back()
    {
        std::set<std::string> paths;
        for (const auto& path : all_files())
            if (!remembered_.contains(path)) {
                fs::remove(project_.path() / path);
                paths.insert(path);
            }
        for (const auto& [path, text] : remembered_)
            if (!fs::exists(project_.path() / path) || project_.read(path) != text) {
                project_.write(path, text);
                paths.insert(path);
            }
        return paths;
    }

private:
    using Paths = std::set<std::string>;

    std::size_t pick(std::size_t count) { return std::uniform_int_distribution<std::size_t>(0, count - 1)(random_); }

    /// Files below a folder whose path ends so, sorted.
    std::vector<std::string> files(const std::string& folder, const std::string& ending) const
    {
        std::vector<std::string> found;
        for (const auto& entry : fs::recursive_directory_iterator(project_.path() / folder))
            if (entry.is_regular_file() && entry.path().string().ends_with(ending))
                found.push_back(entry.path().lexically_relative(project_.path()).string());
        std::sort(found.begin(), found.end());
        return found;
    }

    std::vector<std::string> all_files() const
    {
        auto found = files(".", "");
        for (auto& path : found)
            path = path.substr(path.starts_with("./") ? 2 : 0);
        return found;
    }

    std::vector<std::string> departments() const
    {
        std::vector<std::string> found;
        for (const auto& file : files("content", "/department.yaml"))
            found.push_back(fs::path(file).parent_path().string());
        return found;
    }

    std::string any_report()
    {
        auto found = files("content", "-final.yaml");
        return found[pick(found.size())];
    }

    Paths change_figure()
    {
        const auto path = any_report();
        auto text = project_.read(path);
        std::vector<std::size_t> digits;
        for (auto at = text.find("tables:"); at + 1 < text.size(); ++at)
            if (text[at] == '.' && text[at + 1] >= '0' && text[at + 1] <= '9')
                digits.push_back(at + 1);
        if (digits.empty())
            return {path};
        const auto at = digits[pick(digits.size())];
        text[at] = static_cast<char>('0' + (text[at] - '0' + 1 + static_cast<char>(pick(9))) % 10);
        project_.write(path, text);
        return {path};
    }

    Paths toggle_status()
    {
        const auto path = any_report();
        auto text = project_.read(path);
        const auto at = text.find("status: ") + 8;
        const auto end = text.find('\n', at);
        const char* const names[] = {"draft", "approved", "published"};
        project_.write(path, text.replace(at, end - at, names[pick(3)]));
        return {path};
    }

    Paths copy_report()
    {
        const auto all = departments();
        const auto to = all[pick(all.size())] + "/2023-final-benji.yaml";
        fs::copy_file(project_.path() / any_report(), project_.path() / to, fs::copy_options::overwrite_existing);
        return {to};
    }

    Paths remove_report()
    {
        if (files("content", "-final.yaml").size() < 3)
            return {};
        const auto path = any_report();
        fs::remove(project_.path() / path);
        return {path};
    }

    Paths rename_folder()
    {
        const auto all = departments();
        const auto from = all[pick(all.size())];
        const auto to = "content/bumen-" + std::to_string(pick(1000));
        if (fs::exists(project_.path() / to))
            return {};
        fs::rename(project_.path() / from, project_.path() / to);
        return {from, to};
    }

    Paths rename()
    {
        const auto all = departments();
        const auto path = all[pick(all.size())] + "/department.yaml";
        auto text = project_.read(path);
        const auto at = text.find("name: ") + 6;
        project_.write(path, text.replace(at, text.find('\n', at) - at, "部门" + std::to_string(pick(100))));
        return {path};
    }

    Paths change_template()
    {
        auto all = files("templates", ".html");
        const auto more = files("templates/narrative", ".md");
        all.insert(all.end(), more.begin(), more.end());
        const auto path = all[pick(all.size())];
        if (project_.read(path).find("{% block content %}") != std::string::npos && pick(4) != 0)
            project_.replace(path, "{% block content %}", "{% block content %}<p>" + std::to_string(pick(100)) + "</p>");
        else
            project_.write(path, project_.read(path) + (path.ends_with(".md") ? "\n\n补充说明" + std::to_string(pick(10)) + "。\n" : "<!-- " + std::to_string(pick(100)) + " -->\n"));
        return {path};
    }

    Paths override_template()
    {
        const auto all = files("templates/partials", ".html");
        const auto from = all[pick(all.size())];
        const auto to = "themes/gov/" + from;
        if (fs::exists(project_.path() / to))
            fs::remove(project_.path() / to);
        else
            project_.write(to, "<!-- theme -->" + project_.read(from));
        return {to};
    }

    Paths change_prose()
    {
        const auto all = files("content", "-final.md");
        if (all.empty())
            return {};
        const auto path = all[pick(all.size())];
        project_.write(path, project_.read(path) + "\n补充" + std::to_string(pick(10)) + "。\n");
        return {path};
    }

    Paths change_asset()
    {
        const std::string path = pick(2) == 0 ? "themes/gov/assets/style.css" : "themes/gov/assets/new-" + std::to_string(pick(3)) + ".txt";
        if (fs::exists(project_.path() / path) && path.ends_with(".txt"))
            fs::remove(project_.path() / path);
        else
            project_.write(path, project_.read(path) + "/* " + std::to_string(pick(100)) + " */\n");
        return {path};
    }

    Paths change_settings()
    {
        project_.write("site.yaml", "name: 测试网站\ndescription: 说明" + std::to_string(pick(10)) + "\n" + (pick(2) == 0 ? "base_url: https://example.gov.cn/\n" : ""));
        return {"site.yaml"};
    }

    Paths change_glossary()
    {
        const auto number = std::to_string(pick(100000));
        project_.write("content/glossary.yaml", project_.read("content/glossary.yaml") + "\n- {term: 新词" + number + ", definition: 释义" + number + "}\n");
        return {"content/glossary.yaml"};
    }

    Paths change_form()
    {
        const std::string path = "templates/forms/wuhan-final-2023/03.yaml";
        auto text = project_.read(path);
        const auto at = text.find("title: ") + 7;
        const auto end = text.find('\n', at);
        project_.write(path, text.replace(at, end - at, "支出决算表" + std::to_string(pick(10))));
        return {path};
    }

    Paths break_yaml()
    {
        const auto path = any_report();
        project_.write(path, project_.read(path) + (pick(2) == 0 ? "\n  - [: broken\n" : "\nunknown_key: 1\n"));
        return {path};
    }

    Paths break_template()
    {
        const auto all = files("templates/pages", ".html");
        const auto path = all[pick(all.size())];
        project_.write(path, project_.read(path) + (pick(2) == 0 ? "{% if %}" : "{{ page.titel }}"));
        return {path};
    }

    Paths break_form()
    {
        const std::string path = "templates/forms/wuhan-final-2023/02.yaml";
        project_.write(path, project_.read(path) + "\nnonsense: 1\n");
        return {path};
    }

    Paths remove_sheet()
    {
        const auto path = "content/jiangan-zuzhibu/2023-final/01-talent.yaml";
        if (!fs::exists(project_.path() / path))
            return {};
        fs::remove(project_.path() / path);
        return {"content/jiangan-zuzhibu/2023-final"};
    }

    Paths add_noise()
    {
        const auto all = departments();
        const auto folder = all[pick(all.size())];
        switch (pick(4)) {
        case 0: project_.write(folder + "/.notes.yaml", "x"); return {folder + "/.notes.yaml"};
        case 1: project_.write(folder + "/memo.txt", std::to_string(pick(10))); return {folder + "/memo.txt"};
        case 2: project_.write("templates/README.md", std::to_string(pick(10))); return {"templates/README.md"};
        default: fs::create_directories(project_.path() / folder / "empty/deep"); return {folder + "/empty"};
        }
    }

    Paths touch()
    {
        const auto path = any_report();
        project_.write(path, project_.read(path));
        return {path, "content", "templates/none.html", "public", ""};
    }

    const PreviewProject& project_;
    std::mt19937 random_;
    Files remembered_;
};

const build::Output& output(const build::PreviewState& state, const std::string& path)
{
    const auto* found = state.snapshot->find(path);
    INFO(path);
    REQUIRE(found);
    return *found;
}

}  // namespace

TEST_CASE("after any sequence of edits the preview equals a fresh one, byte for byte")
{
    const auto seed = GENERATE(range(1u, 7u));
    const PreviewProject project;
    build::Preview preview(options_of(project));
    auto state = preview.update({});
    REQUIRE(state->is_good);
    Editor editor(project, seed);
    editor.remember();
    std::size_t good = 0;
    for (int step = 0; step < 30; ++step) {
        std::set<std::string> paths;
        if (step % 3 == 2 && !state->is_good)
            paths = editor.go_back();
        for (int edits = step % 3; edits >= 0; --edits)
            paths.merge(editor.edit());
        if (auto next = preview.update(paths))
            state = next;
        INFO("seed " << seed << ", step " << step);
        check_is_fresh(*state, project);
        if (state->is_good) {
            editor.remember();
            ++good;
        }
    }
    CHECK(good >= 10);  // or the test would say little
}

TEST_CASE("one figure: its pages alone are made again")
{
    const PreviewProject project;
    build::Preview preview(options_of(project));
    const auto before = preview.update({});
    REQUIRE(before->is_good);
    project.replace("content/caizheng/2023-final.yaml", "30101: 60.00", "30101: 61.00");
    const auto after = preview.update({"content/caizheng/2023-final.yaml"});
    REQUIRE(after->is_good);
    CHECK(after->changed_files == std::set<std::string>{"content/caizheng/2023-final.yaml"});
    CHECK(after->changed_pages.size() < 8);
    for (const auto& page : after->changed_pages)
        CHECK(page.starts_with("caizheng/2023-final/"));
    for (const auto& [key, unit] : after->snapshot->units)
        CHECK((key == "caizheng/2023-final/" || key == "caizheng/index.html" || before->snapshot->units.at(key) == unit));
    CHECK(output(*after, "caizheng/2023-final/table-06.html").bytes->find("61.00") != std::string::npos);
    CHECK(preview.update({"content/caizheng/2023-final.yaml", "content", "themes/gov/none.css"}) == nullptr);
}

TEST_CASE("one template: the pages that use it, and no download")
{
    const PreviewProject project;
    build::Preview preview(options_of(project));
    const auto before = preview.update({});
    project.replace("templates/pages/table.html", "{% block content %}", "{% block content %}<!-- x -->");
    const auto after = preview.update({"templates/pages/table.html"});
    REQUIRE(after->is_good);
    for (const auto& page : after->changed_pages)
        CHECK(page.find("/table-") != std::string::npos);
    CHECK(after->changed_pages.size() > 25);
    const std::string workbook = "jiangan-zuzhibu/2023-final/data/report.xlsx";
    CHECK(output(*before, workbook).bytes == output(*after, workbook).bytes);
}

TEST_CASE("errors: the last good site stays, all errors are said, and all is well when mended")
{
    const PreviewProject project;
    build::Preview preview(options_of(project));
    const auto good = preview.update({});
    project.replace("content/caizheng/2023-final.yaml", "unit: 万元", "unit: 万圆");
    project.replace("content/minzheng/2023-final.yaml", "unit: 万元", "unit: 千元");
    const auto broken = preview.update({"content/caizheng", "content/minzheng"});
    CHECK_FALSE(broken->is_good);
    CHECK(broken->snapshot == good->snapshot);
    CHECK(build::count_errors(broken->problems) == 2);
    const auto& problem = *broken->problems.front();
    CHECK(problem.location == "content/caizheng/2023-final.yaml:3:7");
    REQUIRE(problem.excerpt);
    CHECK(problem.excerpt->line == 3);
    CHECK(problem.excerpt->before == "unit: ");
    CHECK(problem.excerpt->marked == "万圆");
    // Meanwhile another department goes on; it is seen as soon as all errors are gone.
    project.replace("content/jiangan-zuzhibu/department.yaml", "组织部", "组织部（新）");
    CHECK_FALSE(preview.update({"content/jiangan-zuzhibu/department.yaml"})->is_good);
    project.replace("content/caizheng/2023-final.yaml", "unit: 万圆", "unit: 万元");
    CHECK_FALSE(preview.update({"content/caizheng/2023-final.yaml"})->is_good);
    project.replace("content/minzheng/2023-final.yaml", "unit: 千元", "unit: 万元");
    const auto mended = preview.update({"content/minzheng/2023-final.yaml"});
    REQUIRE(mended->is_good);
    check_is_fresh(*mended, project);
    CHECK(output(*mended, "jiangan-zuzhibu/index.html").bytes->find("组织部（新）") != std::string::npos);
}

TEST_CASE("drafts are shown here and are in no publication, which is what gongkai build writes")
{
    const PreviewProject project;
    const auto state = build::Preview(options_of(project)).update({});
    REQUIRE(state->is_good);
    CHECK(state->snapshot->find("minzheng/2024-final/table-01.html"));
    CHECK(output(*state, "index.html").bytes->find("minzheng/2024-final/") != std::string::npos);
    CHECK(output(*state, "minzheng/index.html").bytes->find("2024-final/") != std::string::npos);
    REQUIRE(state->snapshot->report_at("minzheng/2024-final/table-01.html"));
    CHECK(state->snapshot->report_at("minzheng/2024-final/data/01.csv")->status == model::Status::draft);
    CHECK_FALSE(state->snapshot->report_at("minzheng/index.html"));

    check_same(files_of(state->snapshot->publication()), written_by_build(project));
}

TEST_CASE("departments are in the order of gongkai build, also where one name begins with another")
{
    const PreviewProject project;
    fs::copy(project.path() / "content/caizheng", project.path() / "content/caizheng-a", fs::copy_options::recursive);
    const auto state = build::Preview(options_of(project)).update({});
    REQUIRE(state->is_good);
    check_same(files_of(state->snapshot->publication()), written_by_build(project));
}

TEST_CASE("a template that the forms name goes, and comes back")
{
    const std::string path = "templates/narrative/hubei-final/08-state-capital.md";
    const PreviewProject project;
    const auto text = project.read(path);
    SECTION("while the preview runs")
    {
        build::Preview preview(options_of(project));
        REQUIRE(preview.update({})->is_good);
        fs::remove(project.path() / path);
        const auto broken = preview.update({path});
        CHECK_FALSE(broken->is_good);
        check_is_fresh(*broken, project);
        project.write(path, text);
        check_is_fresh(*preview.update({path}), project);
    }
    SECTION("from the start")
    {
        fs::remove(project.path() / path);
        build::Preview preview(options_of(project));
        CHECK_FALSE(preview.update({})->is_good);
        project.write(path, text);
        const auto mended = preview.update({path});
        CHECK(mended->is_good);
        check_is_fresh(*mended, project);
    }
}

TEST_CASE("personal data in files that belong to no report")
{
    const auto path = GENERATE(as<std::string>(), "content/notes.md", "content/classification/notes.html", "content/caizheng/memo.txt");
    INFO(path);
    const PreviewProject project;
    build::Preview preview(options_of(project));
    REQUIRE(preview.update({})->snapshot->blocking == 0);
    project.write(path, "联系人身份证号 110101199003074514\n");
    const auto after = preview.update({path});
    REQUIRE(after->is_good);
    CHECK(after->snapshot->blocking == 1);
    REQUIRE(after->snapshot->shared_findings.size() == 1);
    CHECK(after->snapshot->shared_findings.front().location.starts_with(path));
    check_is_fresh(*after, project);
}

TEST_CASE("reports that cannot be rendered: the same place is told of once, and nothing of what was before")
{
    const PreviewProject project;
    build::Preview preview(options_of(project));
    const auto before = preview.update({});
    const auto missing = [](const auto& problem) { return problem->code == "N-MISSING" && problem->location.starts_with("content/caizheng/"); };
    REQUIRE(std::any_of(before->problems.begin(), before->problems.end(), missing));
    // Known only when it is rendered, and on the page that had the warnings.
    project.replace("templates/pages/narrative.html", "{% block content %}", "{% block content %}{{ 1 // (page.title | length - page.title | length) }}");
    fs::remove(project.path() / "content/caizheng/2023-final.yaml");
    project.write("content/caizheng/2023-final.yaml", project.read("content/minzheng/2023-final.yaml"));
    const auto after = preview.update({"templates", "content"});
    CHECK_FALSE(after->is_good);
    check_is_fresh(*after, project);
    CHECK(build::count_errors(after->problems) == 1);
}

TEST_CASE("a folder that is no department is forgotten when it is gone, even while the forms are broken")
{
    const PreviewProject project;
    project.write("content/Bad/department.yaml", "name: x\n");
    build::Preview preview(options_of(project));
    REQUIRE(preview.update({})->problems.front()->code == "C-FOLDER");
    project.write("templates/forms/wuhan-final-2023/02.yaml", "nonsense: 1\n");
    check_is_fresh(*preview.update({"templates"}), project);
    fs::remove_all(project.path() / "content/Bad");
    check_is_fresh(*preview.update({"content/Bad"}), project);
}

TEST_CASE("pages that are made again and have the same bytes have not changed")
{
    const std::string page = "templates/pages/table.html";
    const PreviewProject project;
    const auto text = project.read(page);
    build::Preview preview(options_of(project));
    preview.update({});
    // Tables are made, evaluations are not: the site of before stays.
    project.replace(page, "{% block content %}", "{% block content %}x");
    project.replace("templates/pages/evaluations.html", "{% block content %}", "{% block content %}{{ 1 // (page.title | length - page.title | length) }}");
    REQUIRE_FALSE(preview.update({"templates"})->is_good);
    project.write(page, text);
    project.replace("templates/pages/evaluations.html", "{{ 1 // (page.title | length - page.title | length) }}", "");
    const auto mended = preview.update({"templates"});
    REQUIRE(mended->is_good);
    CHECK(mended->changed_pages.empty());
}

TEST_CASE("after a failure of the program another preview goes on, from any change")
{
    struct Failure {};
    const PreviewProject project;
    build::Preview first(options_of(project));
    const auto good = first.update({});
    project.replace("content/caizheng/2023-final.yaml", "unit: 万元", "unit: 万圆");
    CHECK_THROWS_AS(first.update({"content/caizheng"}, [] { throw Failure(); }), Failure);
    build::Preview second(options_of(project), good.get());
    const auto broken = second.update({"themes"});
    CHECK(broken->number == 2);
    CHECK(broken->snapshot == good->snapshot);
    CHECK(broken->problems.front()->location == "content/caizheng/2023-final.yaml:3:7");
    project.replace("content/caizheng/2023-final.yaml", "unit: 万圆", "unit: 万元");
    const auto mended = second.update({"content"});
    CHECK(mended->changed_pages.empty());
    check_is_fresh(*mended, project);
}

TEST_CASE("a site that was broken from the start is there when it is mended")
{
    const PreviewProject project;
    project.replace("site.yaml", "name:", "nmae:");
    build::Preview preview(options_of(project));
    const auto broken = preview.update({});
    CHECK_FALSE(broken->is_good);
    CHECK_FALSE(broken->snapshot);
    project.replace("site.yaml", "nmae:", "name:");
    const auto mended = preview.update({"site.yaml"});
    REQUIRE(mended->is_good);
    check_is_fresh(*mended, project);
}
