#include "build/archive/rebuild.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/utf8.hpp"
#include "build/archive/archived_files.hpp"
#include "build/archive/archived_sources.hpp"
#include "pages/archive/layout.hpp"

namespace gongkai::build {
namespace {

using pages::archived_source;

std::string info_of(const archive::BagChain& archive, std::string_view label)
{
    for (const auto& [name, value] : archive.newest().info())
        if (name == label)
            return value;
    return {};
}

/// What ArchivedFiles makes, and no more.
bool follows_from_sources(std::string_view path)
{
    return path.starts_with(pages::archived_site) || path.starts_with(archived_source) || path.starts_with("findings/") ||
           path.starts_with("inventory/pages.") || path == "datapackage.json";
}

base::Diagnostics read_sources(const archive::BagChain& archive, base::SourceTree& sources)
{
    base::Diagnostics problems;
    for (const auto& [path, file] : archive.payload()) {
        if (!path.starts_with(archived_source))
            continue;
        auto text = archive.read(path);
        if (!text)
            base::append(problems, text.failures());
        else if (base::is_text_path(path) && base::find_invalid(*text))
            problems.push_back(base::error("R-SOURCE", {}, fmt::format("{}：不是 UTF-8 文字", path), "档案不是由本程序写成的，或写成之前已被改动"));
        else
            sources.add({path.substr(archived_source.size()), std::move(*text)});
    }
    return problems;
}

/// What is made again beside what is there.
class Comparison {
public:
    Comparison(const archive::Payload& payload, Rebuild& result) : payload_(payload), result_(result) {}

    void add(const std::string& path, std::uint64_t size, const base::Digests& digests)
    {
        ++result_.compared;
        made_.insert(path);
        const auto found = payload_.find(path);
        if (found == payload_.end())
            report("R-MISSING", path, "由数据生成了这个文件，档案中没有");
        else if (found->second.size != size || found->second.digests != digests)
            report("R-DIFFERS", path, fmt::format("与由数据生成的不同：档案中 {} 字节，SHA-256 {}；生成的 {} 字节，SHA-256 {}", found->second.size,
                                                  found->second.digests.sha256, size, digests.sha256));
    }

    void finish()
    {
        for (const auto& [path, file] : payload_)
            if (follows_from_sources(path) && !made_.contains(path))
                report("R-EXTRA", path, "档案中有这个文件，由数据没有生成它");
    }

private:
    void report(std::string code, const std::string& path, const std::string& what)
    {
        ++result_.different;
        result_.problems.push_back(base::error(std::move(code), {}, fmt::format("{}：{}", path, what), "档案写成之前网站或数据已被改动，或由不同版本的程序制成"));
    }

    const archive::Payload& payload_;
    Rebuild& result_;
    std::set<std::string, std::less<>> made_;
};

}  // namespace

Rebuild rebuild(const archive::BagChain& archive, std::size_t threads, const Progress& progress)
{
    Rebuild result;
    result.made_by = info_of(archive, "Bag-Software-Agent");
    const auto day = model::parse_date(info_of(archive, "Bagging-Date"));
    base::SourceTree sources;
    result.problems = read_sources(archive, sources);
    if (!day)
        result.problems.push_back(base::error("R-SOURCE", {}, "bag-info.txt 没有 Bagging-Date，或不是日期", "档案不是由本程序写成的"));
    if (base::has_errors(result.problems))
        return result;
    const auto all = [](const base::SourceFile&) { return true; };
    result.project = load_project(sources.only(all), threads);
    audit_project(*result.project, threads);
    refuse_findings(*result.project);
    auto problems = result.project->problems;
    if (!base::has_errors(problems)) {
        Comparison comparison(archive.payload(), result);
        ArchivedFiles files(*result.project, archived_sources(*result.project), threads);
        base::append(problems, files.write(
                                   archive_time(*day),
                                   [&](const std::string& path, std::string_view bytes, const base::Digests& digests) {
                                       comparison.add(path, bytes.size(), digests);
                                   },
                                   progress));
        comparison.finish();
    }
    for (const auto& problem : problems)
        if (problem.severity == base::Severity::error)
            result.problems.push_back(problem);
    return result;
}

}  // namespace gongkai::build
