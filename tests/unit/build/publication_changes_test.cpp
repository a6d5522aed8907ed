// What a publication would change: real small sites, and folders that were tampered with.
#include "build/publication_changes.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <sys/stat.h>

#include "base/hash.hpp"
#include "build/pipeline.hpp"
#include "build/publish.hpp"

using namespace gongkai;
namespace fs = std::filesystem;

namespace {

const fs::path repository = GONGKAI_SOURCE_DIR;
const std::string report_file = "content/caizheng/2023-final.yaml";
const std::string report_folder = "caizheng/2023-final/";

using Files = std::map<std::string, std::string>;

std::string read(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void write(const fs::path& path, const std::string& bytes) { std::ofstream(path, std::ios::binary) << bytes; }

class Folder {
public:
    Folder()
    {
        std::string name = (fs::temp_directory_path() / "gongkai-changes-XXXXXX").string();
        path_ = mkdtemp(name.data());
    }
    ~Folder() { fs::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    fs::path operator/(const std::string& name) const { return path_ / name; }

private:
    fs::path path_;
};

std::vector<build::Output> outputs_of(const Files& files)
{
    std::vector<build::Output> outputs;
    for (const auto& [path, bytes] : files)
        outputs.push_back({path, std::make_shared<const std::string>(bytes), base::content_hash(bytes)});
    return outputs;
}

Files files_in(const fs::path& folder)
{
    Files files;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file() && entry.path().filename() != build::manifest_name)
            files[entry.path().lexically_relative(folder).string()] = read(entry.path());
    return files;
}

/// The base of the broken sites, published by the pipeline.
class Site {
public:
    Site()
    {
        const auto all = fs::copy_options::recursive | fs::copy_options::overwrite_existing;
        fs::create_directory(folder_ / "project");
        for (const auto* part : {"templates", "themes"})
            fs::copy(repository / part, folder_ / "project" / part, all);
        fs::copy(repository / "tests" / "broken" / "base", folder_ / "project", all);
        published_ = publish("published");
    }

    void replace(const std::string& file, const std::string& old, const std::string& with) const
    {
        auto text = read(folder_ / "project" / file);
        const auto at = text.find(old);
        REQUIRE(at != std::string::npos);
        write(folder_ / "project" / file, text.replace(at, old.size(), with));
    }
    void remove(const std::string& file) const { fs::remove_all(folder_ / "project" / file); }

    /// What would be written now.
    std::vector<build::Output> rendered() const
    {
        const auto next = publish("next");
        auto outputs = outputs_of(files_in(next));
        fs::remove_all(next);
        return outputs;
    }

    build::PublicationChanges changes() const { return build::PublicationComparison(published_).compare(rendered(), build::Detail::all); }
    std::string published() const { return published_; }

private:
    std::string publish(const std::string& name) const
    {
        build::Options options;
        options.source = (folder_ / "project").string();
        options.output = (folder_ / name).string();
        const auto project = build::load_project(options);
        build::publish_site(*project, options, [](std::size_t, std::size_t) {});
        for (const auto& problem : project->problems)
            UNSCOPED_INFO(base::to_text(problem));
        REQUIRE_FALSE(base::has_errors(project->problems));
        return options.output;
    }

    Folder folder_;
    std::string published_;
};

/// Files published as they are.
class Published {
public:
    explicit Published(const Files& files) : files_(files)
    {
        fs::create_directory(folder_ / "project");
        auto publication = build::Publication::begin(path().string(), (folder_ / "project").string());
        REQUIRE(publication.ok());
        for (const auto& [file, bytes] : files)
            (*publication)->add(file, bytes);
        REQUIRE((*publication)->commit().ok());
    }
    fs::path path() const { return folder_ / "public"; }
    const Files& files() const { return files_; }
    fs::path operator/(const std::string& name) const { return path() / name; }
    build::PublicationChanges against(const Files& files) const
    {
        return build::PublicationComparison(path().string()).compare(outputs_of(files), build::Detail::all);
    }
    fs::path outside() const { return folder_ / "project"; }

private:
    Folder folder_;
    Files files_;
};

std::string shown(const build::ShownValue& value)
{
    switch (value.state) {
    case build::ValueState::blank: return "（空）";
    case build::ValueState::dash: return "—";
    case build::ValueState::not_applicable: return "不适用";
    case build::ValueState::shown: return value.text;
    }
    return "";
}

/// Every figure on a line: 公开02表 | 2010602 | 财政拨款收入 | 20.00 > 20.10 | +0.10
std::vector<std::string> figures(const build::PublicationChanges& changes)
{
    std::vector<std::string> lines;
    for (const auto& report : changes.reports)
        for (const auto& table : report.tables)
            for (const auto& figure : table.figures)
                lines.push_back(fmt::format("{} | {} | {} | {} > {} | {}", table.number.empty() ? table.title : table.number,
                                            figure.place.empty() ? figure.row : figure.place, figure.column, shown(figure.before),
                                            shown(figure.after), figure.difference));
    return lines;
}

/// Texts with 【】 around what differs.
std::string marked(const build::Pieces& pieces)
{
    std::string out;
    for (const auto& piece : pieces)
        out += piece.differs ? "【" + piece.text + "】" : piece.text;
    return out;
}

std::vector<std::string> texts(const build::FileChange& file)
{
    std::vector<std::string> lines;
    for (const auto& change : file.texts.changes)
        lines.push_back(marked(change.pair.before) + " > " + marked(change.pair.after));
    return lines;
}

const build::FileChange& file(const build::PublicationChanges& changes, const std::string& path)
{
    const auto found = std::find_if(changes.files.begin(), changes.files.end(), [&](const auto& one) { return one.path == path; });
    REQUIRE(found != changes.files.end());
    return *found;
}

bool is_listed(const build::PublicationChanges& changes, const std::string& path)
{
    return std::any_of(changes.files.begin(), changes.files.end(), [&](const auto& one) { return one.path == path; });
}

std::string page(const std::string& body) { return "<html><head><title>T</title></head><body><h1>页</h1>" + body + "</body></html>"; }

using Strings = std::vector<std::string>;

}  // namespace

TEST_CASE("one figure of the content: it, the totals computed from it, and their pages")
{
    const Site site;
    site.replace(report_file, "2010602: {财政拨款收入: 20.00}", "2010602: {财政拨款收入: 20.10}");
    const auto changes = site.changes();
    CHECK(figures(changes) == Strings{
                                  "公开01表 | 1 | 决算数1 | 100.00 > 100.10 | +0.10",
                                  "公开01表 | 27 | 决算数1 | 100.00 > 100.10 | +0.10",
                                  "公开01表 | 31 | 决算数1 | 100.00 > 100.10 | +0.10",
                                  "公开02表 | 合计 | 本年收入合计 | 100.00 > 100.10 | +0.10",
                                  "公开02表 | 合计 | 财政拨款收入 | 100.00 > 100.10 | +0.10",
                                  "公开02表 | 201 | 本年收入合计 | 100.00 > 100.10 | +0.10",
                                  "公开02表 | 201 | 财政拨款收入 | 100.00 > 100.10 | +0.10",
                                  "公开02表 | 20106 | 本年收入合计 | 100.00 > 100.10 | +0.10",
                                  "公开02表 | 20106 | 财政拨款收入 | 100.00 > 100.10 | +0.10",
                                  "公开02表 | 2010602 | 本年收入合计 | 20.00 > 20.10 | +0.10",
                                  "公开02表 | 2010602 | 财政拨款收入 | 20.00 > 20.10 | +0.10",
                                  "公开04表 | 1 | 决算数 | 100.00 > 100.10 | +0.10",
                                  "公开04表 | 27 | 决算数 | 100.00 > 100.10 | +0.10",
                                  "公开04表 | 32 | 决算数 | 100.00 > 100.10 | +0.10",
                              });
    CHECK(changes.counts.figures == 14);
    REQUIRE(changes.reports.size() == 1);
    CHECK(changes.reports.front().title == "2023年度测试区财政局决算");
    CHECK(changes.reports.front().tables.front().page == report_folder + "table-01.html");
    Strings pages;
    for (const auto& one : changes.files)
        if (one.is_page)
            pages.push_back((one.is_told_by_data ? "told " : "") + one.path);
    CHECK(pages == Strings{"caizheng/2023-final/explanation.html", "caizheng/2023-final/index.html",
                           "told caizheng/2023-final/table-01.html", "told caizheng/2023-final/table-02.html",
                           "told caizheng/2023-final/table-04.html", "caizheng/index.html"});
    CHECK(file(changes, report_folder + "table-02.html").title == "公开02表 收入决算表");
    CHECK(file(changes, report_folder + "table-02.html").report == report_folder);
    CHECK(texts(file(changes, report_folder + "table-02.html")).at(3) ==
          "2010602\t一般行政管理事务\t【20.00】\t【20.00】\t\t\t\t\t > 2010602\t一般行政管理事务\t【20.10】\t【20.10】\t\t\t\t\t");
}

TEST_CASE("nothing changed; and nothing was published")
{
    const Site site;
    const auto same = site.changes();
    CHECK(same.is_same());
    CHECK(same.counts.unchanged > 20);
    CHECK(same.published_at);
    build::PublicationComparison nowhere(site.published() + "-none");
    const auto fresh = nowhere.compare(site.rendered(), build::Detail::all);
    CHECK(fresh.state == build::PublishedState::nothing);
    CHECK_FALSE(fresh.is_same());
    CHECK(fresh.counts.pages_added > 5);
    CHECK(fresh.counts.figures == 0);
    REQUIRE(fresh.reports.size() == 1);
    CHECK(fresh.reports.front().presence == build::Presence::added);
    CHECK(fresh.reports.front().tables.empty());
}

TEST_CASE("the fingerprint is the SHA-256 of the manifest that is written")
{
    const Site site;
    const auto manifest = read(fs::path(site.published()) / build::manifest_name);
    CHECK(site.changes().fingerprint == base::sha256_hex(manifest));
    build::PublicationComparison comparison(site.published());
    CHECK(comparison.compare(site.rendered(), build::Detail::counts).fingerprint.empty());
}

TEST_CASE("blank, dash and zero are three things")
{
    const Site site;
    site.replace(report_file, "决算数: {公务接待费: 0.50}", "决算数: {公务接待费: 0.50, 公务用车运行维护费: —, 公务用车购置费: 0}");
    CHECK(figures(site.changes()) == Strings{"公开09表 | 金额 | 决算数-公务用车购置及运行维护费-小计 | （空） > 0.00 | ",
                                             "公开09表 | 金额 | 决算数-公务用车购置及运行维护费-公务用车购置费 | （空） > 0.00 | ",
                                             "公开09表 | 金额 | 决算数-公务用车购置及运行维护费-公务用车运行维护费 | （空） > — | "});
}

TEST_CASE("values of a form of one page")
{
    const Site site;
    site.replace("content/caizheng/2023-final/00-whole.yaml", "加强培训。", "加强培训和考核。");
    site.replace("content/caizheng/2023-final/00-whole.yaml", "31个, 20]", "29个, 18]");
    const auto changes = site.changes();
    const std::string sheet = "2023年度测试区财政局整体绩效自评表";
    CHECK(figures(changes) == Strings{sheet + " | 年度目标 › 1 › 产出指标 › 数量指标 › 编制部门预算 | 实际完成值 | 31个 > 29个 | ",
                                      sheet + " | 年度目标 › 1 › 产出指标 › 数量指标 › 编制部门预算 | 得分 | 20 > 18 | -2",
                                      sheet + " |  | 总分 | 95.67 > 93.67 | -2.00",
                                      sheet + " |  | 改进措施 | 加强培训。 > 加强培训和考核。 | "});
    CHECK(changes.counts.figures == 3);
    CHECK(texts(file(changes, report_folder + "sheet-00-whole.html")) ==
          Strings{"产出指标\t数量指标\t编制部门预算\t≥30个\t【31】个\t【20】 > 产出指标\t数量指标\t编制部门预算\t≥30个\t【29】个\t【18】",
                  "总分\t【95.67】 > 总分\t【93.67】", "加强培训。 > 加强培训【和考核】。"});
    CHECK(file(changes, report_folder + "sheet-00-whole.html").is_told_by_data);
}

TEST_CASE("a form that is gone, a row that is new")
{
    const Site site;
    site.replace(report_file, "    2010602: {财政拨款收入: 20.00}\n", "    2010602: {财政拨款收入: 15.00}\n    2010699: {财政拨款收入: 5.00}\n");
    site.replace("content/classification/functional.yaml", "2010602:", "2010699: 其他财政事务支出\n2010602:");
    site.remove("content/caizheng/2023-final/01-peixun.yaml");
    const auto changes = site.changes();
    Strings found;
    for (const auto& table : changes.reports.front().tables) {
        if (table.presence == build::Presence::removed)
            found.push_back("form " + table.id + " " + table.title + (table.page.empty() ? "" : " " + table.page));
        for (const auto& row : table.rows)
            found.push_back(fmt::format("{} {} {} {} {}", table.number, row.presence == build::Presence::added ? "+" : "-", row.place, row.row, row.figures));
    }
    CHECK(found == Strings{"公开02表 + 2010699 其他财政事务支出 2", "form 01-peixun 2023年度干部培训项目自评表 " + report_folder + "sheet-01-peixun.html"});
    CHECK(file(changes, report_folder + "sheet-01-peixun.html").presence == build::Presence::removed);
    CHECK(file(changes, report_folder + "sheet-01-peixun.html").title == "2023年度干部培训项目自评表");
    CHECK(changes.counts.pages_removed == 1);
    CHECK(file(changes, report_folder + "table-02.html").is_told_by_data);
}

TEST_CASE("the page of a table is not told by its data if it differs elsewhere too, or was changed by hand")
{
    const Site site;
    site.replace(report_file, "2010602: {财政拨款收入: 20.00}", "2010602: {财政拨款收入: 20.10}");
    const auto page = report_folder + "table-02.html";
    CHECK(file(site.changes(), page).is_told_by_data);
    auto outputs = site.rendered();
    const auto told = [&] { return file(build::PublicationComparison(site.published()).compare(outputs, build::Detail::all), page).is_told_by_data; };
    CHECK(told());
    const auto output = std::find_if(outputs.begin(), outputs.end(), [&](const auto& one) { return one.path == page; });
    auto text = *output->bytes;
    const auto at = text.find("80.00");
    REQUIRE(at != std::string::npos);
    output->bytes = std::make_shared<const std::string>(text.replace(at, 5, "80.01"));
    CHECK_FALSE(told());
    const auto again = site.rendered();
    write(fs::path(site.published()) / page, text);
    CHECK_FALSE(file(build::PublicationComparison(site.published()).compare(again, build::Detail::all), page).is_told_by_data);
}

TEST_CASE("a report that is gone is one entry")
{
    const Site site;
    site.replace(report_file, "status: published", "status: draft");
    const auto changes = site.changes();
    REQUIRE(changes.reports.size() == 1);
    CHECK(changes.reports.front().presence == build::Presence::removed);
    CHECK(changes.reports.front().title == "2023年度测试区财政局决算");
    CHECK(changes.reports.front().tables.empty());
    CHECK(changes.reports.front().pages == changes.counts.pages_removed);
    CHECK(changes.counts.figures == 0);
}

TEST_CASE("a change that many pages share is told once")
{
    const Site site;
    site.replace("site.yaml", "测试网站", "测试网");
    const auto changes = site.changes();
    REQUIRE(changes.common.size() == 1);
    CHECK(marked(changes.common.front().change.pair.before) == "测试网【站】");
    CHECK(changes.common.front().pages == changes.counts.pages_changed);
    for (const auto& one : changes.files)
        if (one.is_page) {
            INFO(one.path);
            CHECK(texts(one) == Strings{});
            CHECK(one.in_common == 1);
        }
}

// From here on files that are no site of ours.

TEST_CASE("why there is nothing to compare with")
{
    const Folder folder;
    const auto state = [&](const std::string& name) {
        return build::PublicationComparison((folder / name).string()).compare({}, build::Detail::all).state;
    };
    CHECK(state("none") == build::PublishedState::nothing);
    fs::create_directory(folder / "empty");
    CHECK(state("empty") == build::PublishedState::nothing);
    fs::create_directory(folder / "foreign");
    write(folder / "foreign/thesis.doc", "x");
    CHECK(state("foreign") == build::PublishedState::foreign);
    write(folder / "file", "x");
    CHECK(state("file") == build::PublishedState::unreadable);
    fs::create_directory_symlink(folder / "empty", folder / "link");
    CHECK(state("link") == build::PublishedState::unreadable);
    CHECK(state("link/") == build::PublishedState::unreadable);
    fs::create_directory(folder / "damaged");
    const auto manifest = folder / "damaged" / std::string(build::manifest_name);
    for (const std::string text : {"", "{", "[]", R"({"generator":1,"files":{}})", R"({"generator":"gongkai","files":{"a":{"size":-1,"sha256":""}}})",
                                   R"({"generator":"gongkai","files":[]})", "\xff\xfe", R"({"generator":"gongkai"})"}) {
        INFO(text);
        write(manifest, text);
        CHECK(state("damaged") == build::PublishedState::damaged);
    }
    write(manifest, std::string(200'000, '['));
    CHECK(state("damaged") == build::PublishedState::damaged);
    fs::remove(manifest);
    fs::create_symlink(folder / "file", manifest);
    CHECK(state("damaged") == build::PublishedState::damaged);
    fs::remove(manifest);
    REQUIRE(mkfifo(manifest.c_str(), 0600) == 0);
    CHECK(state("damaged") == build::PublishedState::damaged);
}

TEST_CASE("added, removed, changed and unchanged files")
{
    const Published site({{"index.html", page("a")}, {"gone.html", page("g")}, {"style.css", "s"}, {"old.svg", "o"}, {"kept.txt", "k"}});
    const auto changes = site.against({{"index.html", page("b")}, {"new.html", page("n")}, {"style.css", "t"}, {"new.svg", "o"}, {"kept.txt", "k"}});
    Strings found;
    for (const auto& one : changes.files)
        found.push_back(one.path + (one.presence == build::Presence::added ? " +" : one.presence == build::Presence::removed ? " -" : ""));
    CHECK(found == Strings{"gone.html -", "index.html", "new.html +", "new.svg +", "old.svg -", "style.css"});
    const auto& counts = changes.counts;
    CHECK(counts.pages_added == 1);
    CHECK(counts.pages_changed == 1);
    CHECK(counts.pages_removed == 1);
    CHECK(counts.others() == 3);
    CHECK(counts.unchanged == 1);
    CHECK(file(changes, "gone.html").title == "页");
    CHECK(texts(file(changes, "index.html")) == Strings{"【a】 > 【b】"});
    CHECK(changes.mismatches.empty());
}

TEST_CASE("a file that was changed by hand is reported, and compared as it stands")
{
    const Published site({{"index.html", page("公布的")}, {"other.html", page("x")}});
    write(site / "index.html", page("改过的"));
    for (const bool is_same_size : {true, false}) {
        if (!is_same_size)
            write(site / "index.html", page("改过的了"));
        const auto changes = site.against(site.files());
        CHECK_FALSE(changes.is_same());
        REQUIRE(changes.mismatches.size() == 1);
        CHECK(changes.mismatches.front().path == "index.html");
        CHECK(changes.mismatches.front().standing == build::Standing::differs);
        CHECK(changes.counts.pages_changed == 1);
        CHECK(texts(file(changes, "index.html")) == Strings{is_same_size ? "【改过】的 > 【公布】的" : "【改过的了】 > 【公布的】"});
    }
    // The new page says what the hand had written: nothing to read, but still reported.
    const auto changes = site.against({{"index.html", page("改过的了")}, {"other.html", page("x")}});
    CHECK(texts(file(changes, "index.html")).empty());
    CHECK(file(changes, "index.html").published == build::Standing::differs);
}

TEST_CASE("a file in whose place is something else, or nothing")
{
    const Published site({{"a/page.html", page("a")}, {"fifo.html", page("f")}, {"folder.html", page("d")}, {"link.html", page("l")},
                          {"missing.html", page("m")}, {"secret/page.html", page("s")}});
    write(site.outside() / "page.html", page("外面的秘密"));
    for (const auto* name : {"fifo.html", "folder.html", "link.html", "missing.html"})
        fs::remove(site / name);
    REQUIRE(mkfifo((site / "fifo.html").c_str(), 0600) == 0);
    fs::create_directory(site / "folder.html");
    fs::create_symlink(site.outside() / "page.html", site / "link.html");
    fs::remove_all(site / "secret");
    fs::create_directory_symlink(site.outside(), site / "secret");
    auto files = site.files();
    files["link.html"] = page("new");
    files.erase("secret/page.html");
    const auto changes = site.against(files);
    Strings found;
    for (const auto& mismatch : changes.mismatches)
        found.push_back(fmt::format("{} {}", mismatch.path, static_cast<int>(mismatch.standing)));
    const auto standing = [](build::Standing one) { return " " + std::to_string(static_cast<int>(one)); };
    CHECK(found == Strings{"fifo.html" + standing(build::Standing::not_a_file), "folder.html" + standing(build::Standing::not_a_file),
                           "link.html" + standing(build::Standing::not_a_file), "missing.html" + standing(build::Standing::missing),
                           "secret/page.html" + standing(build::Standing::not_a_file)});
    for (const auto& one : changes.files) {
        CHECK(one.texts.changes.empty());
        CHECK(one.texts.comparison == build::TextComparison::left_out);
        CHECK(one.title.find("秘密") == std::string::npos);
    }
    CHECK(file(changes, "secret/page.html").title.empty());
    CHECK_FALSE(is_listed(changes, "a/page.html"));
}

TEST_CASE("paths of a manifest that lead out are not followed")
{
    const Published site({{"index.html", page("a")}});
    write(site.outside() / "page.html", page("外面的秘密"));
    const auto digest = base::sha256_hex(page("外面的秘密"));
    const auto entry = fmt::format("{{\"size\": {}, \"sha256\": \"{}\"}}", page("外面的秘密").size(), digest);
    write(site / std::string(build::manifest_name),
          fmt::format(R"({{"generator": "gongkai", "files": {{"../project/page.html": {0}, "{1}/page.html": {0}, "a//b.html": {0}, "": {0}}}}})", entry,
                      site.outside().string()));
    const auto changes = site.against({});
    CHECK(changes.counts.pages_removed == 3);
    CHECK(changes.mismatches.size() == 4);
    for (const auto& one : changes.files)
        CHECK(one.title.empty());
}

TEST_CASE("between rebuilds only new objects are hashed")
{
    const Published site({{"a.html", page("a")}, {"b.html", page("b")}, {"c.html", page("c")}});
    build::PublicationComparison comparison(site.path().string());
    auto outputs = outputs_of(site.files());
    CHECK(comparison.compare(outputs, build::Detail::counts).is_same());
    CHECK(comparison.computed_digests() == 3);
    outputs[1].bytes = std::make_shared<const std::string>(page("x"));
    CHECK(comparison.compare(outputs, build::Detail::counts).counts.pages_changed == 1);
    CHECK(comparison.computed_digests() == 4);
    CHECK(comparison.compare(outputs, build::Detail::all).counts.pages_changed == 1);
    CHECK(comparison.computed_digests() == 4);
    outputs[1].bytes = std::make_shared<const std::string>(page("longer"));
    CHECK(comparison.compare(outputs, build::Detail::counts).counts.pages_changed == 1);
    CHECK(comparison.computed_digests() == 4);  // the size tells
    outputs[1].bytes = std::make_shared<const std::string>(page("b"));
    CHECK(comparison.compare(outputs, build::Detail::counts).is_same());
    CHECK(comparison.computed_digests() == 5);
}

TEST_CASE("a publication in between is noticed")
{
    const Published site({{"a.html", page("a")}});
    build::PublicationComparison comparison(site.path().string());
    const auto now = outputs_of({{"a.html", page("b")}});
    CHECK(comparison.compare(now, build::Detail::all).counts.pages_changed == 1);
    auto publication = build::Publication::begin(site.path().string(), site.outside().string());
    REQUIRE(publication.ok());
    (*publication)->add("a.html", page("b"));
    REQUIRE((*publication)->commit().ok());
    CHECK(comparison.compare(now, build::Detail::counts).is_same());
    fs::remove_all(site.path());
    CHECK(comparison.compare(now, build::Detail::counts).state == build::PublishedState::nothing);
}

TEST_CASE("what was kept of a page is not used once its published file is changed by hand")
{
    const Published site({{"a.html", page("旧的")}});
    build::PublicationComparison comparison(site.path().string());
    const auto now = outputs_of({{"a.html", page("新的")}});
    CHECK(texts(file(comparison.compare(now, build::Detail::all), "a.html")) == Strings{"【旧】的 > 【新】的"});
    write(site / "a.html", page("黑的"));
    CHECK(texts(file(comparison.compare(now, build::Detail::all), "a.html")) == Strings{"【黑】的 > 【新】的"});
}

TEST_CASE("outputs that are not sorted give the same")
{
    const Published site({{"a.html", page("a")}, {"b.html", page("b")}, {"c.html", page("c")}});
    auto outputs = outputs_of(site.files());
    std::reverse(outputs.begin(), outputs.end());
    CHECK(build::PublicationComparison(site.path().string(), 4).compare(outputs, build::Detail::all).is_same());
}

TEST_CASE("a published table that can no longer be read is not compared cell by cell")
{
    const std::string package = R"({"title": "报告"})";
    const std::string table = R"({"table": "表一", "title": "甲", "unit": "万元", "columns": [], "rows": []})";
    const Published site({{"d/r/data/datapackage.json", package}, {"d/r/data/01.json", "damaged"}, {"d/r/data/other.json", "{}"}});
    const auto changes = site.against({{"d/r/data/datapackage.json", package}, {"d/r/data/01.json", table}, {"d/r/data/other.json", "[]"}});
    REQUIRE(changes.reports.size() == 1);
    CHECK(changes.reports.front().title == "报告");
    REQUIRE(changes.reports.front().tables.size() == 1);
    const auto& found = changes.reports.front().tables.front();
    CHECK_FALSE(found.is_listed);
    CHECK(found.remarks == Strings{"已发布的数据无法读取，未逐格比较，请整表核对"});
    CHECK(found.page.empty());
    const auto gone = site.against({{"d/r/data/datapackage.json", package}});
    CHECK(gone.reports.front().tables.empty());  // what was no table is a file that is gone
    CHECK(gone.counts.others_removed == 2);
}
