#include "build/archive/write_archive.hpp"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>

#include <fmt/format.h>

#include "archive/bag_reader.hpp"
#include "archive/bag_writer.hpp"
#include "archive/new_file.hpp"
#include "archive/verify.hpp"
#include "base/version.hpp"
#include "build/archive/archive_place.hpp"
#include "build/archive/archive_time.hpp"
#include "build/archive/archived_files.hpp"
#include "build/archive/archived_sources.hpp"
#include "build/archive/corrections.hpp"
#include "build/archive/earlier_archive.hpp"
#include "build/archive/reading_notes.hpp"
#include "pages/archive/archive_index.hpp"
#include "pages/archive/inventory_files.hpp"
#include "pages/archive/layout.hpp"
#include "pages/site_pages.hpp"

namespace gongkai::build {
namespace {

/// Writes a new file and tells its digest.
class CountingFile {
public:
    explicit CountingFile(archive::NewFile& file) : file_(file) {}

    bool write(std::string_view bytes)
    {
        digest_.add(bytes);
        size_ += bytes.size();
        return file_.write(bytes);
    }
    std::uint64_t size() const { return size_; }
    std::string sha256() { return digest_.finish().sha256; }

private:
    archive::NewFile& file_;
    base::DigestStream digest_;
    std::uint64_t size_ = 0;
};

class ArchiveWriting {
public:
    ArchiveWriting(const Project& project, ArchivedFiles& files, EarlierArchive* earlier, ArchiveTime time)
        : project_(project), files_(files), earlier_(earlier), time_(time), rows_(pages::inventory(project.site))
    {
        summary_.folder = folder_name();
    }

    base::Diagnostics write(archive::NewFile& to, const Progress& progress)
    {
        CountingFile file(to);
        archive::ZipWriter zip([&](std::string_view bytes) { return file.write(bytes); }, time_.seconds);
        archive::BagWriter bag(zip, summary_.folder);
        bag_ = &bag;
        problems_ = files_.write(
            time_, [&](const std::string& path, std::string_view bytes, const base::Digests& digests) { add(path, bytes, digests); }, progress);
        if (!base::has_errors(problems_))
            add_lists();
        if (base::has_errors(problems_))
            return problems_;
        count();
        bag.finish(info());
        if (const auto failure = zip.finish())
            return {base::error("O-WRITE", {}, fmt::format("无法写入档案：{}", *failure), "请检查磁盘空间和权限；原有文件没有改动")};
        summary_.zip_size = file.size();
        summary_.zip_sha256 = file.sha256();
        base::append(problems_, refused(to));
        if (!base::has_errors(problems_))
            base::append(problems_, to.commit());
        return problems_;
    }

    const ArchiveSummary& summary() const { return summary_; }

private:
    const model::Site& site() const { return project_.site; }

    /// The day, and digits that tell apart archives of one day: of other sources, or that go on
    /// from another.
    std::string folder_name() const
    {
        std::string sources = earlier_ ? earlier_->base().sha256 : std::string();
        for (const auto* file : files_.sources().all())
            sources += fmt::format("\n{} {}", base::sha256_hex(file->text), file->path);
        return fmt::format("gongkai-{}-{:.8}", time_.day.iso(), base::sha256_hex(sources));
    }

    void add(const std::string& path, std::string_view bytes, const base::Digests& digests)
    {
        if (earlier_ && earlier_->has(path, bytes.size(), digests)) {
            bag_->refer(path, bytes.size(), digests);
            ++summary_.referred;
            return;
        }
        bag_->add(path, bytes, digests);
        if (earlier_)
            earlier_->compare(path, bytes);
    }
    void add(const std::string& path, std::string_view bytes) { add(path, bytes, base::digests_of(bytes)); }

    /// What depends on more than the sources: on drafts, and on the archive before.
    void add_lists()
    {
        const pages::FileFactsOf facts = [this](std::string_view path) { return files_.facts(path); };
        const pages::RecordHead head{time_.day, std::string(base::version), site().settings.retention};
        const auto reports = pages::report_records(site(), rows_, head, facts);
        add("inventory/reports.csv", pages::record_csv(reports));
        add("inventory/reports.json", pages::record_json(reports, head));
        const auto corrections = list_corrections(site(), earlier_ ? earlier_->changes(bag_->payload()) : ChangesSince(), facts);
        add("corrections.csv", pages::record_csv(corrections.table));
        add(pages::archived_corrections, pages::record_json(corrections.table, head));
        base::append(problems_, corrections.problems);
        add("README.txt", reading_notes(site().settings, time_.day, earlier_ ? &earlier_->base() : nullptr));
        add_index(corrections.since > 0);
        if (earlier_)
            base::append(problems_, earlier_->problems(bag_->payload()));
    }

    void add_index(bool has_new_corrections)
    {
        pages::ArchiveIndex index;
        index.archived_on = time_.day;
        index.version = base::version;
        index.rows = rows_;
        index.departments = site().departments.size();
        index.reports = published();
        for (const auto& [path, file] : bag_->payload()) {
            index.pages += path.starts_with(pages::archived_site) && path.ends_with(".html") ? 1 : 0;
            index.bytes += file.size;
            ++index.files;
        }
        if (earlier_) {
            index.base_name = earlier_->base().file_name;
            index.base_sha256 = earlier_->base().sha256;
            index.has_corrections_since_base = has_new_corrections;
        }
        const pages::SitePages site_pages(site(), *project_.templates, pages::Scope::published);
        base::append(problems_, site_pages.archive_index(index, [&](const std::string& path, std::string_view bytes) { add(path, bytes); }));
    }

    /// What verification would say of the zip and the names in it: it takes less than can be written.
    static base::Diagnostics refused(const archive::NewFile& written)
    {
        const auto bag = archive::BagReader::open(written.path_of_bytes());
        if (bag)
            return {};
        auto problems = bag.failures();
        problems.push_back(base::error("A-REFUSED", {}, "这样写成的档案通不过核对，没有写", "主题和内容中的文件名：不用控制字符，不要只有大小写不同的；其他情况请报告，这是程序的缺陷"));
        return problems;
    }

    std::size_t published() const { return standing(pages::ReportStanding::published); }
    std::size_t standing(pages::ReportStanding wanted) const
    {
        return static_cast<std::size_t>(std::count_if(rows_.begin(), rows_.end(), [&](const auto& row) { return row.standing == wanted; }));
    }

    void count()
    {
        summary_.departments = site().departments.size();
        summary_.reports = published();
        summary_.left_out = standing(pages::ReportStanding::unpublished);
        summary_.files = bag_->payload().size();
    }

    archive::BagInfo info() const
    {
        const auto& settings = site().settings;
        archive::BagInfo info = {{"Source-Organization", settings.organiser.empty() ? settings.name : settings.organiser}};
        if (!settings.contact.empty())
            info.emplace_back("Contact-Name", settings.contact);
        info.emplace_back("External-Description", fmt::format("{}：{} 个部门、{} 份报告", settings.name, summary_.departments, summary_.reports));
        info.emplace_back("External-Identifier", summary_.folder);
        info.emplace_back("Bagging-Date", time_.day.iso());
        info.emplace_back("Bag-Software-Agent", fmt::format("gongkai {}", base::version));
        if (earlier_) {
            info.emplace_back(archive::base_file_label, earlier_->base().file_name);
            info.emplace_back(archive::base_digest_label, earlier_->base().sha256);
        }
        info.emplace_back("Gongkai-Departments", std::to_string(summary_.departments));
        info.emplace_back("Gongkai-Reports", std::to_string(summary_.reports));
        info.emplace_back("Gongkai-Left-Out", std::to_string(summary_.left_out));
        return info;
    }

    const Project& project_;
    ArchivedFiles& files_;
    EarlierArchive* earlier_;
    ArchiveTime time_;
    std::vector<pages::InventoryRow> rows_;
    archive::BagWriter* bag_ = nullptr;
    ArchiveSummary summary_;
    base::Diagnostics problems_;
};

}  // namespace

ArchiveSummary write_archive(Project& project, const Options& options, const ArchiveRequest& request, const Progress& progress)
{
    const auto fail = [&](base::Diagnostics problems) {
        base::append(project.problems, std::move(problems));
        return ArchiveSummary();
    };
    refuse_findings(project);
    if (base::has_errors(project.problems))
        return {};
    const auto time = archive_time(project.site);
    if (!time)
        return fail(time.failures());
    if (auto problem = check_archive_place(request.output, options.source, request.since))
        return fail({*problem});
    std::optional<EarlierArchive> earlier;
    if (!request.since.empty()) {
        auto opened = EarlierArchive::open(request.since, options.threads);
        if (!opened)
            return fail(opened.failures());
        if (auto problem = check_chain_place(request.output, opened->chain()))
            return fail({*problem});
        earlier.emplace(std::move(*opened));
    }
    auto file = archive::NewFile::begin(request.output);
    if (!file)
        return fail(file.failures());
    ArchivedFiles files(project, archived_sources(project), options.threads);
    ArchiveWriting writing(project, files, earlier ? &*earlier : nullptr, *time);
    base::append(project.problems, writing.write(**file, progress));
    base::sort_and_unique(project.problems);
    return base::has_errors(project.problems) ? ArchiveSummary() : writing.summary();
}

}  // namespace gongkai::build
