// gongkai archive, whole sites in and whole bags out. What a zip or a bag may look like is
// proved in unit/archive.
#include "build/archive/write_archive.hpp"

#include <csignal>
#include <cstdlib>
#include <functional>
#include <map>
#include <optional>
#include <set>

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "archive/bag_chain.hpp"
#include "archive/bag_writer.hpp"
#include "archive/new_file.hpp"
#include "archive/verify.hpp"
#include "build/archive/archived_sources.hpp"
#include "build/archive/rebuild.hpp"
#include "unit/preview_project.hpp"

using namespace gongkai;
namespace fs = std::filesystem;

namespace {

const build::Progress nobody = [](std::size_t, std::size_t) {};

/// A variable of the environment for as long as this lives; nullptr: not set.
class Variable {
public:
    Variable(const char* name, const char* value) : name_(name)
    {
        if (const char* before = std::getenv(name))
            before_ = before;
        set(value);
    }
    ~Variable() { set(before_ ? before_->c_str() : nullptr); }
    Variable(const Variable&) = delete;
    Variable& operator=(const Variable&) = delete;

private:
    void set(const char* value) const { value ? setenv(name_, value, 1) : unsetenv(name_); }

    const char* name_;
    std::optional<std::string> before_;
};

struct Outcome {
    build::ArchiveSummary summary;
    std::string errors;  ///< as on a terminal
    std::string told;    ///< warnings that begin with A-
};

/// A project, and a folder for archives of it.
class Records {
public:
    Records()
    {
        std::string name = (fs::temp_directory_path() / "gongkai-records-XXXXXX").string();
        folder_ = mkdtemp(name.data());
    }
    ~Records() { fs::remove_all(folder_); }
    Records(const Records&) = delete;
    Records& operator=(const Records&) = delete;

    const test::PreviewProject& project() const { return project_; }
    std::string at(const std::string& name) const { return (folder_ / name).string(); }
    std::set<std::string> names() const
    {
        std::set<std::string> all;
        for (const auto& entry : fs::directory_iterator(folder_))
            all.insert(entry.path().filename().string());
        return all;
    }

    Outcome archive(const std::string& name, const std::string& since = {}, std::size_t threads = 2) const
    {
        return archive_to(at(name), since.empty() ? since : at(since), threads);
    }

    Outcome archive_to(const std::string& path, const std::string& since = {}, std::size_t threads = 2) const
    {
        build::Options options;
        options.source = project_.path().string();
        options.threads = threads;
        const auto loaded = build::load_project(options);
        build::audit_project(*loaded, threads);
        Outcome outcome;
        outcome.summary = build::write_archive(*loaded, options, {path, since}, nobody);
        for (const auto& problem : loaded->problems) {
            if (problem.severity == base::Severity::error)
                outcome.errors += base::to_text(problem);
            else if (problem.code.starts_with("A-"))
                outcome.told += base::to_text(problem);
        }
        return outcome;
    }

    std::unique_ptr<archive::BagChain> open(const std::string& name) const
    {
        auto chain = archive::BagChain::open(at(name));
        INFO((chain ? "" : base::to_text(chain.failures().front())));
        REQUIRE(chain.ok());
        return std::move(*chain);
    }

    std::string read(const std::string& archive, const std::string& path) const
    {
        const auto text = open(archive)->read(path);
        INFO(path);
        REQUIRE(text.ok());
        return *text;
    }

    std::string bytes(const std::string& name) const
    {
        std::ifstream file(folder_ / name, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }

    /// All problems of verifying; empty: valid.
    std::string verified(const std::string& name) const
    {
        const auto found = archive::verify(*open(name), 2, nobody);
        std::string text = found.is_valid ? "" : "not valid\n";
        for (const auto& problem : found.problems)
            text += base::to_text(problem);
        return text;
    }

private:
    test::PreviewProject project_;
    fs::path folder_;
};

std::map<std::string, std::string> files_below(const fs::path& folder)
{
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file()) {
            std::ifstream file(entry.path(), std::ios::binary);
            files[entry.path().lexically_relative(folder).string()] = {std::istreambuf_iterator<char>(file), {}};
        }
    return files;
}

std::map<std::string, std::string> files_in(const archive::BagChain& chain, const std::string& folder)
{
    std::map<std::string, std::string> files;
    for (const auto& [path, file] : chain.payload())
        if (path.starts_with(folder))
            files[path.substr(folder.size())] = *chain.read(path);
    return files;
}

void publish(const fs::path& project)
{
    build::Options options;
    options.source = project.string();
    const auto loaded = build::load_project(options);
    build::audit_project(*loaded, 1);
    build::publish_site(*loaded, options, nobody);
    for (const auto& problem : loaded->problems)
        if (problem.severity == base::Severity::error)
            FAIL(base::to_text(problem));
}

constexpr const char* report = "content/minzheng/2023-final.yaml";

/// forged.zip: a valid bag of what a.zip holds, changed. A forger can write bags.
void forge(const Records& records, const std::function<void(std::map<std::string, std::string>&)>& change)
{
    const auto chain = records.open("a.zip");
    auto files = files_in(*chain, "");
    change(files);
    const auto forged = archive::NewFile::begin(records.at("forged.zip"));
    REQUIRE(forged.ok());
    archive::ZipWriter zip([&](std::string_view bytes) { return (*forged)->write(bytes); }, 1729728000);
    archive::BagWriter bag(zip, chain->newest().folder());
    for (const auto& [path, bytes] : files)
        bag.add(path, bytes, base::digests_of(bytes));
    auto info = chain->newest().info();
    std::erase_if(info, [](const auto& field) { return field.first == "Payload-Oxum"; });
    bag.finish(info);
    REQUIRE_FALSE(zip.finish());
    REQUIRE((*forged)->commit().empty());
}

}  // namespace

TEST_CASE("an archive holds the published site, to the byte, and what it was made from")
{
    const Records records;
    const auto outcome = records.archive("a.zip");
    REQUIRE(outcome.errors.empty());
    CHECK(records.verified("a.zip").empty());
    const auto chain = records.open("a.zip");
    publish(records.project().path());
    CHECK(files_in(*chain, "site/") == files_below(records.project().path() / "public"));
    const auto sources = files_in(*chain, "source/");
    CHECK(sources.at("site.yaml") == records.project().read("site.yaml"));
    CHECK(sources.at(std::string(report)) == records.project().read(report));
    CHECK(sources.contains("content/jiangan-zuzhibu/2023-final.md"));
    CHECK(sources.contains("content/caizheng/department.yaml"));
    CHECK(sources.contains("content/classification/functional.yaml"));
    CHECK(sources.contains("templates/pages/table.html"));
    CHECK(sources.contains("themes/gov/assets/style.css"));
    for (const auto* path : {"index.html", "README.txt", "datapackage.json", "corrections.csv", "corrections.json", "findings/findings.html",
                             "findings/findings.json", "findings/findings.txt", "inventory/reports.csv", "inventory/reports.json",
                             "inventory/pages.csv", "inventory/pages.json"})
        CHECK(chain->payload().contains(path));
    CHECK(outcome.summary.departments == 3);
    CHECK(outcome.summary.reports == 3);
    CHECK(outcome.summary.left_out == 1);
    CHECK(outcome.summary.files == chain->payload().size());
    CHECK(outcome.summary.zip_size == fs::file_size(records.at("a.zip")));
    CHECK(outcome.summary.zip_sha256 == chain->bags().front().sha256);
    CHECK(outcome.summary.folder == chain->newest().folder());
}

TEST_CASE("nothing of a draft gets into an archive but that it is left out")
{
    const Records records;
    records.project().write("content/minzheng/2024-final.md", "# 主要职责\n\n草稿中的话。\n");
    records.project().write("content/minzheng/notes.yaml.txt", "草稿中的话");
    records.project().write("content/README.md", "草稿中的话");
    REQUIRE(records.archive("a.zip").errors.empty());
    const auto chain = records.open("a.zip");
    for (const auto& [path, file] : chain->payload()) {
        INFO(path);
        CHECK(path.find("minzheng/2024-final") == std::string::npos);
        CHECK(chain->read(path)->find("草稿中的话") == std::string::npos);
    }
    CHECK(records.read("a.zip", "inventory/reports.csv").find("minzheng,测试区民政局,") != std::string::npos);
    CHECK(records.read("a.zip", "inventory/reports.csv").find("final,未公开不入档,草稿,") != std::string::npos);
}

TEST_CASE("files that are not read are not archived, whatever they are called")
{
    const Records records;
    const auto unread = {"content/password.xlsx", "content/ideas.yaml", "content/classification/backup.sql", "content/classification/old/a.csv",
                         "content/minzheng/2023-final.bak", "content/minzheng/2023-final.old.docx", "content/minzheng/2023-final/05.docx",
                         "content/minzheng/department.md", "templates/pages/home.html.orig", "templates/notes.yaml", "templates/README.md",
                         "themes/gov/design.psd", "themes/other/assets/style.css"};
    for (const auto* path : unread)
        records.project().write(path, "没有读的话");
    REQUIRE(records.archive("a.zip").errors.empty());
    const auto chain = records.open("a.zip");
    for (const auto* path : unread) {
        INFO(path);
        CHECK_FALSE(chain->payload().contains("source/" + std::string(path)));
    }
    CHECK(chain->payload().contains("source/content/minzheng/2023-final/00-whole.yaml"));
    CHECK(chain->payload().contains("source/content/jiangan-zuzhibu/2023-final.md"));
    CHECK(build::rebuild(*chain, 2, nobody).problems.empty());
}

TEST_CASE("a published report does not draw on a draft: without it every byte is the same")
{
    const Records records;
    records.project().replace("content/minzheng/2024-final.yaml", "draft", "published");
    records.project().replace(report, "published", "draft");
    publish(records.project().path());
    const auto with_draft = files_below(records.project().path() / "public");
    fs::remove(records.project().path() / report);
    fs::remove_all(records.project().path() / "content/minzheng/2023-final");
    publish(records.project().path());
    CHECK(files_below(records.project().path() / "public") == with_draft);
}

TEST_CASE("a bag made twice is the same to the byte: threads, time zones, locales, folders")
{
    const Records records;
    REQUIRE(records.archive("a.zip", {}, 1).errors.empty());
    const auto first = records.bytes("a.zip");
    {
        const Variable zone("TZ", "Asia/Shanghai");
        const Variable locale("LC_ALL", "C");
        REQUIRE(records.archive("b.zip", {}, 2).errors.empty());
    }
    CHECK(records.bytes("b.zip") == first);
    {
        const Variable zone("TZ", "America/New_York");
        const Variable locale("LC_ALL", "zh_CN.UTF-8");
        REQUIRE(records.archive("c.zip", {}, 5).errors.empty());
    }
    CHECK(records.bytes("c.zip") == first);
    const Records elsewhere;
    REQUIRE(elsewhere.archive("其他 名称.zip").errors.empty());
    CHECK(elsewhere.bytes("其他 名称.zip") == first);
}

TEST_CASE("the date of an archive is that of its content, or SOURCE_DATE_EPOCH")
{
    const Records records;
    const auto date = [&](const std::string& name) {
        const auto chain = records.open(name);
        for (const auto& [label, value] : chain->newest().info())
            if (label == "Bagging-Date")
                return value;
        return std::string();
    };
    REQUIRE(records.archive("a.zip").errors.empty());
    CHECK(date("a.zip") == "2024-09-01");  // 2025-09-01 is the draft's
    {
        const Variable epoch("SOURCE_DATE_EPOCH", "1767225599");
        REQUIRE(records.archive("b.zip").errors.empty());
    }
    CHECK(date("b.zip") == "2025-12-31");
    for (const auto* wrong : {"yesterday", "0", "4354819201", "1767225599.5", "-1"}) {
        const Variable epoch("SOURCE_DATE_EPOCH", wrong);
        CHECK(records.archive("c.zip").errors ==
              fmt::format("错误 [A-EPOCH] 环境变量 SOURCE_DATE_EPOCH 应是 1980 至 2107 年间某时的秒数（自 1970 年起），得到“{}”\n"
                          "   提示: 如 SOURCE_DATE_EPOCH=$(date +%s)；不设它，则取最近的公开或更正日期\n",
                          wrong));
    }
    CHECK_FALSE(fs::exists(records.at("c.zip")));
}

TEST_CASE("an archive that goes on from another holds what changed, and says what became of which figure")
{
    const Records records;
    REQUIRE(records.archive("2024.zip").errors.empty());
    records.project().replace(report, "公务接待费: 0.50", "公务接待费: 0.40");
    const auto silent = records.archive("2025.zip", "2024.zip");
    REQUIRE(silent.errors.empty());
    CHECK(silent.told.find("content/minzheng/2023-final.yaml:1:1: 警告 [A-UNEXPLAINED] 公开的数与上一份档案不同，有 ") == 0);
    CHECK(silent.told.find("但没有新的更正说明\n") != std::string::npos);
    CHECK(records.verified("2025.zip").empty());
    CHECK(silent.summary.referred > 0);
    CHECK(silent.summary.zip_size < fs::file_size(records.at("2024.zip")) / 2);
    const auto chain = records.open("2025.zip");
    REQUIRE(chain->bags().size() == 2);
    CHECK(chain->bags()[1].file_name == "2024.zip");
    publish(records.project().path());
    CHECK(files_in(*chain, "site/") == files_below(records.project().path() / "public"));
    for (const auto& [path, file] : chain->payload())
        if (path.starts_with("site/jiangan-zuzhibu/"))
            CHECK_FALSE(file.is_held);

    const auto list = records.read("2025.zip", "corrections.csv");
    CHECK(list.find("minzheng,2023-final,") != std::string::npos);
    CHECK(list.find(",0.50,0.40,万元,比较,site/minzheng/2023-final/data/09.json,") != std::string::npos);
    const auto before = chain->bags()[1].bag->payload().at("site/minzheng/2023-final/data/09.json").digests.sha256;
    const auto now = chain->payload().at("site/minzheng/2023-final/data/09.json").digests.sha256;
    CHECK(list.find("," + before + "," + now + "\r\n") != std::string::npos);
}

TEST_CASE("declared corrections stand in the list with their reason, and stay in later archives")
{
    const Records records;
    REQUIRE(records.archive("1.zip").errors.empty());
    records.project().replace(report, "公务接待费: 0.50", "公务接待费: 0.40");
    records.project().write(report, records.project().read(report) + "corrections:\n  - {date: 2025-03-01, what: 公务接待费误多计, reason: 重复入账}\n");
    const auto second = records.archive("2.zip", "1.zip");
    REQUIRE(second.errors.empty());
    CHECK(second.told.empty());
    const auto list = records.read("2.zip", "corrections.csv");
    CHECK(list.find(",2025-03-01,公务接待费误多计,重复入账,,,,,说明,,,\r\n") != std::string::npos);
    CHECK(list.find(",2025-03-01,公务接待费误多计,重复入账,") != list.rfind(",2025-03-01,公务接待费误多计,重复入账,"));
    CHECK(list.find(",0.50,0.40,万元,比较,") != std::string::npos);
    CHECK(records.read("2.zip", "index.html").find("公务接待费误多计") != std::string::npos);

    // The third archive has nothing new: the list is the same, in the second archive.
    const auto third = records.archive("3.zip", "2.zip");
    REQUIRE(third.errors.empty());
    CHECK(records.read("3.zip", "corrections.csv") == list);
    CHECK_FALSE(records.open("3.zip")->payload().at("corrections.csv").is_held);
    CHECK(records.verified("3.zip").empty());
    CHECK(records.open("3.zip")->bags().size() == 3);
    const auto chain = records.open("3.zip");
    const auto again = build::rebuild(*chain, 2, nobody);
    CHECK(again.problems.empty());
    CHECK(again.compared > 200);
}

TEST_CASE("a correction's own cells stand once in the list, with what followed from them beside")
{
    const Records records;
    REQUIRE(records.archive("1.zip").errors.empty());
    records.project().replace(report, "2010602: {财政拨款收入: 20.00}", "2010602: {财政拨款收入: 25.00}");
    records.project().replace(report, "2010602: {项目支出: 20.00}", "2010602: {项目支出: 25.00}");
    records.project().write(report, records.project().read(report) + "corrections:\n  - {date: 2025-03-01, what: 改正项目支出, reason: 录入有误, "
                                                                     "cells: [{cell: 公开03表 2010602 3栏, from: 20, to: 25}]}\n");
    const auto outcome = records.archive("2.zip", "1.zip");
    REQUIRE(outcome.errors.empty());
    CHECK(outcome.told.empty());
    const auto list = records.read("2.zip", "corrections.csv");
    const auto count = [&](const std::string& text) {
        std::size_t found = 0;
        for (auto at = list.find(text); at != std::string::npos; at = list.find(text, at + 1))
            ++found;
        return found;
    };
    CHECK(count("2025-03-01,改正项目支出,录入有误,公开03表 2010602 3栏,20.00,25.00,万元,说明,site/minzheng/2023-final/data/03.json,") == 1);
    CHECK(count("公开03表 2010602 ") == 2);  // the cell, and the row's total that follows from it
    CHECK(count(",100.00,105.00,万元,比较,") >= 4);
}

TEST_CASE("a correction tells of one cell; the others that changed alike are listed beside it")
{
    const Records records;
    REQUIRE(records.archive("1.zip").errors.empty());
    records.project().replace(report, "公务接待费: 0.50", "公务接待费: 0.40");
    records.project().replace(report, "30201: 20.00", "30201: 15.00\n    30202: 5.00");
    records.project().write(report, records.project().read(report) +
                                        "corrections:\n"
                                        "  - {date: 2025-03-01, what: 分列, reason: 漏列, cells: [{cell: 公开06表 30202, from: ~, to: 5}]}\n"
                                        "  - {date: 2025-04-01, what: 再改, reason: 又错, cells: [{cell: 公开09表 金额 12栏, from: 0.45, to: 0.40}]}\n"
                                        "  - {date: 2025-03-01, what: 先改, reason: 多计, cells: [{cell: 公开09表 金额 12栏, from: 0.50, to: 0.45}]}\n");
    const auto second = records.archive("2.zip", "1.zip");
    REQUIRE(second.errors.empty());
    const auto list = records.read("2.zip", "corrections.csv");
    CHECK(list.find("2025-03-01,先改,多计,公开09表 金额 12栏,0.50,0.45,万元,说明,") < list.find("2025-04-01,再改,又错,公开09表 金额 12栏,0.45,0.40,万元,说明,"));
    CHECK(list.find("公开09表 金额 决算数-公务接待费,") == std::string::npos);
    CHECK(list.find("公开06表 30202,,5.00,万元,说明,") != std::string::npos);
    CHECK(list.find("公开06表 30202 印刷费") == std::string::npos);
    CHECK(list.find("公开06表 30201 办公费 决算数,20.00,15.00,万元,比较,") != std::string::npos);
    CHECK(list.find("2025-04-01,分列；先改；再改,漏列；多计；又错,公开09表 金额 决算数-合计,0.50,0.40,万元,比较,") != std::string::npos);
}

TEST_CASE("texts in the list of corrections keep to their column, and are no formulas, in later archives too")
{
    const Records records;
    const auto sheet = "content/minzheng/2023-final/01-peixun.yaml";
    REQUIRE(records.archive("1.zip").errors.empty());
    records.project().replace(sheet, "2023年: 50人", "2023年: \"=50人,\\\"其中\\\"女20人\"");
    REQUIRE(records.archive("2.zip", "1.zip").errors.empty());
    const auto list = records.read("2.zip", "corrections.csv");
    CHECK(list.find(",50人,\"'=50人,\"\"其中\"\"女20人\",,比较,") != std::string::npos);
    records.project().write("content/glossary.yaml", records.project().read("content/glossary.yaml") + "- {term: 新名词, definition: 新加的。}\n");
    REQUIRE(records.archive("3.zip", "2.zip").errors.empty());
    CHECK(records.read("3.zip", "corrections.csv") == list);
}

TEST_CASE("tables and sheets that came or went are in the list of corrections")
{
    const Records records;
    REQUIRE(records.archive("1.zip").errors.empty());
    fs::remove_all(records.project().path() / "content/minzheng/2023-final");
    const auto second = records.archive("2.zip", "1.zip");
    REQUIRE(second.errors.empty());
    CHECK(second.told.find("[A-UNEXPLAINED] 公开的数与上一份档案不同，有 2 处") != std::string::npos);
    CHECK(records.read("2.zip", "corrections.csv").find(",去掉的表,,比较,site/minzheng/2023-final/data/sheets.csv,") != std::string::npos);
    fs::copy(records.project().path() / "content/caizheng/2023-final", records.project().path() / "content/minzheng/2023-final");
    REQUIRE(records.archive("3.zip", "2.zip").errors.empty());
    CHECK(records.read("3.zip", "corrections.csv").find(",新增的表,,比较,site/minzheng/2023-final/data/sheets.csv,") != std::string::npos);
}

TEST_CASE("a correction that gives another earlier figure than the archive had does not hide the change")
{
    const Records records;
    REQUIRE(records.archive("1.zip").errors.empty());
    records.project().replace(report, "公务接待费: 0.50", "公务接待费: 0.40");
    records.project().write(report, records.project().read(report) + "corrections:\n  - {date: 2025-03-01, what: 改正, reason: 录入有误, "
                                                                     "cells: [{cell: 公开09表 金额 12栏, from: 0.45, to: 0.40}]}\n");
    REQUIRE(records.archive("2.zip", "1.zip").errors.empty());
    const auto list = records.read("2.zip", "corrections.csv");
    CHECK(list.find(",公开09表 金额 12栏,0.45,0.40,万元,说明,") != std::string::npos);
    CHECK(list.find(",0.50,0.40,万元,比较,") != std::string::npos);
}

TEST_CASE("an archive whose list of corrections cannot be read is not gone on from")
{
    const Records records;
    REQUIRE(records.archive("a.zip").errors.empty());
    for (const auto* list : {"", "{}", "{\"records\": [1]}"}) {
        forge(records, [&](auto& files) { files["corrections.json"] = list; });
        CHECK(records.archive("b.zip", "forged.zip").errors ==
              "错误 [A-SINCE] 上一份档案的 corrections.json 不是更正清单，接续它会丢失以前的更正\n"
              "   提示: 上一份档案不是由本程序写成的；请不写 --since，做一份完整的\n");
        CHECK_FALSE(fs::exists(records.at("b.zip")));
    }
}

TEST_CASE("reports that were archived and are gone are told of")
{
    const Records records;
    REQUIRE(records.archive("1.zip").errors.empty());
    records.project().replace(report, "published", "draft");
    CHECK(records.archive("2.zip", "1.zip").told ==
          "警告 [A-WITHDRAWN] 上一份档案中的报告 minzheng/2023-final/ 这次没有\n   提示: 公开的报告应长期保留；确需撤下的，请在档案之外说明原因\n");
}

TEST_CASE("an archive does not go on from a damaged one")
{
    const Records records;
    REQUIRE(records.archive("1.zip").errors.empty());
    auto bytes = records.bytes("1.zip");
    const auto middle = bytes.size() / 2;
    bytes[middle] = static_cast<char>(bytes[middle] ^ 1);
    std::ofstream(records.at("1.zip"), std::ios::binary) << bytes;
    const auto outcome = records.archive("2.zip", "1.zip");
    CHECK(outcome.errors.find("[B-") != std::string::npos);
    CHECK(outcome.errors.find("上一份档案有损坏，不能接续") != std::string::npos);
    CHECK(records.names() == std::set<std::string>{"1.zip"});
}

TEST_CASE("an archive does not go on from one whose tables are no text")
{
    const Records records;
    REQUIRE(records.archive("a.zip").errors.empty());
    forge(records, [](auto& files) { files["site/minzheng/2023-final/data/sheets.csv"] = "a,b,c,d,e,f\nx,\xff,c,d,e,f\n"; });
    CHECK(records.archive("b.zip", "forged.zip").errors ==
          "错误 [A-SINCE] " + fs::canonical(records.at("forged.zip")).string() + "：site/minzheng/2023-final/data/sheets.csv 不是 UTF-8 文字\n"
          "   提示: 上一份档案不是由本程序写成的；请不写 --since，做一份完整的\n");
    CHECK(records.names() == std::set<std::string>{"a.zip", "forged.zip"});
}

TEST_CASE("the site of an archive is made again from its sources, and every difference is named")
{
    const Records records;
    REQUIRE(records.archive("a.zip").errors.empty());
    const auto chain = records.open("a.zip");
    const auto same = build::rebuild(*chain, 2, nobody);
    CHECK(same.problems.empty());
    CHECK(same.different == 0);
    CHECK(same.made_by.starts_with("gongkai "));

    // One figure of a page changed, one page added, one left out, something hidden among the sources.
    forge(records, [](auto& files) {
        auto& page = files["site/minzheng/2023-final/table-09.html"];
        page.replace(page.find("0.50"), 4, "0.10");
        files.erase("site/glossary.html");
        files["site/minzheng/extra.html"] = "more";
        files["source/content/minzheng/hidden.docx"] = "more";
    });
    CHECK(records.verified("forged.zip").empty());
    const auto forgery = records.open("forged.zip");
    const auto found = build::rebuild(*forgery, 2, nobody);
    CHECK(found.different == 4);
    std::string text;
    for (const auto& problem : found.problems)
        text += problem.code + " " + problem.message + "\n";
    CHECK(text.find("R-DIFFERS site/minzheng/2023-final/table-09.html：与由数据生成的不同：") != std::string::npos);
    CHECK(text.find("R-MISSING site/glossary.html：由数据生成了这个文件，档案中没有\n") != std::string::npos);
    CHECK(text.find("R-EXTRA site/minzheng/extra.html：档案中有这个文件，由数据没有生成它\n") != std::string::npos);
    CHECK(text.find("R-EXTRA source/content/minzheng/hidden.docx：档案中有这个文件，由数据没有生成它\n") != std::string::npos);
}

TEST_CASE("where an archive may not be written")
{
    const Records records;
    std::ofstream(records.at("letter.zip")) << "years of work";
    fs::create_directory(records.at("folder.zip"));
    const auto project = fs::canonical(records.project().path());
    const auto refused = [&](const std::string& path) { return records.archive_to(path).errors; };
    CHECK(refused(records.at("letter.zip")) == "错误 [O-FOREIGN] " + records.at("letter.zip") +
                                                   "：已有这个文件，它不是由本程序写成的档案，或已经损坏\n   提示: 为免误删，不覆盖；请另用一个文件名\n");
    CHECK(refused(records.at("a.tar")) ==
          "错误 [O-NAME] " + records.at("a.tar") + "：档案的文件名应以 .zip 结尾\n   提示: 如 --output 2024-档案.zip\n");
    CHECK(refused(records.at("folder.zip")).starts_with("错误 [O-FILE] "));
    CHECK(refused((project / "content/a.zip").string()).starts_with("错误 [O-PLACE] "));
    CHECK(refused((project / "themes/gov/a.zip").string()).starts_with("错误 [O-PLACE] "));
    CHECK(refused(records.at("none/a.zip")).starts_with("错误 [O-WRITE] "));
    publish(project);
    CHECK(refused((project / "public/a.zip").string()) ==
          "错误 [O-PLACE] " + (project / "public/a.zip").string() + "：在 gongkai build 生成的文件夹中，下次生成会把它删去\n   提示: 请放在别处\n");
    REQUIRE(records.archive("a.zip").errors.empty());
    const auto bytes = records.bytes("a.zip");
    CHECK(records.archive("a.zip", "a.zip").errors ==
          "错误 [O-PLACE] " + records.at("a.zip") + "：就是上一份档案，不能覆盖它\n   提示: 新档案引用它的文件，请另用一个文件名\n");
    CHECK(records.bytes("a.zip") == bytes);
    CHECK(records.archive("a.zip").errors.empty());  // over an archive of ours
    CHECK(records.names() == std::set<std::string>{"a.zip", "letter.zip", "folder.zip"});
}

TEST_CASE("an archive is written only where verification finds those that it goes on from")
{
    const Records records;
    REQUIRE(records.archive("1.zip").errors.empty());
    REQUIRE(records.archive("2.zip", "1.zip").errors.empty());
    const auto first = records.bytes("1.zip");
    for (const auto* since : {"2.zip", ""})
        CHECK(records.archive("1.zip", since).errors == "错误 [O-PLACE] " + records.at("1.zip") +
                                                            "：“2.zip”接续这份档案，不能覆盖它\n   提示: 没有它，后来的档案就不完整；请另用一个文件名\n");
    CHECK(records.bytes("1.zip") == first);

    fs::create_directory(records.at("else"));
    CHECK(records.archive("else/3.zip", "2.zip").errors ==
          "错误 [O-SINCE] " + records.at("else/3.zip") + "：上一份档案“2.zip”不在同一文件夹，核对时会找不到它\n   提示: 写到 " + fs::path(records.at("")).parent_path().string() +
              " 中；或把上一份和它所接续的各份先复制到新档案的文件夹\n");
    for (const auto* copied : {"1.zip", "2.zip"})
        fs::copy(records.at(copied), records.at("else"));
    CHECK(records.archive("else/3.zip", "else/2.zip").errors.empty());
    CHECK(records.verified("else/3.zip").empty());

    for (const std::string name : {"a\nb.zip", "\xff.zip"}) {
        fs::copy(records.at("1.zip"), records.at(name));
        CHECK(records.archive("3.zip", name).errors.find("：文件名中有控制字符，或不是 UTF-8，新档案不能指明它\n   提示: 请先给上一份档案改名\n") != std::string::npos);
        fs::remove(records.at(name));
    }

    // A link to the latest archive leads elsewhere next year.
    fs::create_symlink("2.zip", records.at("latest.zip"));
    REQUIRE(records.archive("3.zip", "latest.zip").errors.empty());
    CHECK(records.open("3.zip")->bags()[1].file_name == "2.zip");
    CHECK(records.names() == std::set<std::string>{"1.zip", "2.zip", "3.zip", "latest.zip", "else"});
}

TEST_CASE("what must not be published is not archived")
{
    const Records records;
    REQUIRE(records.archive("a.zip").errors.empty());
    const auto bytes = records.bytes("a.zip");
    records.project().replace(report, "公务接待费: 0.50", "公务接待费: 0.4O");
    CHECK(records.archive("a.zip").errors.find("[F-NUM]") != std::string::npos);
    records.project().replace(report, "公务接待费: 0.4O", "公务接待费: 0.50");
    records.project().write(report, records.project().read(report) +
                                        "corrections:\n  - {date: 2025-03-01, what: 改, reason: 错, cells: [{cell: 公开09表 没有这行, from: 1, to: 2}]}\n");
    CHECK(records.archive("a.zip").errors.find("[R-D2]") != std::string::npos);
    CHECK(records.bytes("a.zip") == bytes);
    CHECK(records.names() == std::set<std::string>{"a.zip"});
}

TEST_CASE("names that would not survive another system are refused before there is an archive")
{
    const Records records;
    records.project().write("themes/gov/assets/logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    records.project().write("themes/gov/assets/Logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    const auto outcome = records.archive("a.zip");
    CHECK(outcome.errors.find("[B-TWICE]") != std::string::npos);
    CHECK(outcome.errors.find("错误 [A-REFUSED] 这样写成的档案通不过核对，没有写\n"
                              "   提示: 主题和内容中的文件名：不用控制字符，不要只有大小写不同的；其他情况请报告，这是程序的缺陷\n") != std::string::npos);
    CHECK(records.names().empty());
    fs::remove(records.project().path() / "themes/gov/assets/Logo.svg");
    records.project().write("themes/gov/assets/\xb1\xea.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    CHECK(records.archive("a.zip").errors == "错误 [C-UTF8] themes/gov/assets/\\ufffd\\ufffd.svg：文件名不是有效的 UTF-8\n"
                                             "   提示: 请改名；从旧系统拷来的文件名常为 GBK\n");
}

TEST_CASE("a disk that is full, or a kill, leaves the archive that was there")
{
    const Records records;
    REQUIRE(records.archive("a.zip").errors.empty());
    const auto before = records.bytes("a.zip");
    records.project().replace(report, "公务接待费: 0.50", "公务接待费: 0.40");
    for (const rlim_t room : {rlim_t{100'000}, rlim_t{400'000}}) {
        const auto child = fork();
        if (child == 0) {
            signal(SIGXFSZ, SIG_IGN);  // no file may grow beyond: as a full disk, write() fails
            const rlimit limit{room, room};
            setrlimit(RLIMIT_FSIZE, &limit);
            _exit(records.archive("a.zip").errors.find("[O-WRITE] 无法写入档案：") != std::string::npos ? 0 : 1);
        }
        int status = 0;
        waitpid(child, &status, 0);
        CHECK(status == 0);
        CHECK(records.bytes("a.zip") == before);
        CHECK(records.names() == std::set<std::string>{"a.zip"});
    }
    for (int round = 0; round < 12; ++round) {
        const auto child = fork();
        if (child == 0) {
            (void)records.archive("a.zip");
            pause();
        }
        usleep(static_cast<useconds_t>(5000 + round * 17'000));
        kill(child, SIGKILL);
        waitpid(child, nullptr, 0);
        const auto chain = archive::BagChain::open(records.at("a.zip"));
        REQUIRE(chain.ok());
        CHECK(archive::verify(**chain, 1, nobody).is_valid);
    }
}
