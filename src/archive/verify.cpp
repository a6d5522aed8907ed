#include "archive/verify.hpp"

#include <algorithm>
#include <map>
#include <mutex>
#include <optional>

#include <fmt/format.h>

#include "archive/problem.hpp"
#include "base/parallel.hpp"

namespace gongkai::archive {
namespace {

constexpr std::size_t most_problems = 1000;

/// Which extra file is a missing one under another name: by both digests, names in the bag.
std::map<std::string, std::string> extra_by_digest(const BagReader& bag, std::size_t threads)
{
    std::vector<base::Digests> digests(bag.extra().size());
    base::parallel_for(digests.size(), threads, [&](std::size_t i) {
        if (auto found = bag.digests_of(*bag.extra()[i]))
            digests[i] = std::move(*found);
    });
    std::map<std::string, std::string> names;
    for (std::size_t i = 0; i < digests.size(); ++i)
        for (const auto& digest : {digests[i].sha256, digests[i].sha512})
            names.emplace(digest, bag.extra()[i]->name.substr(bag.folder().size() + 1));
    return names;
}

base::Diagnostics missing_files(const BagReader& bag, std::size_t threads)
{
    base::Diagnostics problems;
    if (bag.missing().empty())
        return problems;
    const auto names = extra_by_digest(bag, threads);
    for (const auto& [path, digests] : bag.missing()) {
        problems.push_back(missing_file(bag, path));
        const auto name = names.find(digests.sha256.empty() ? digests.sha512 : digests.sha256);
        if (name != names.end())
            problems.back().evidence.push_back(fmt::format("多出的 {} 内容与它相同，可能是改了名", quoted(name->second)));
    }
    return problems;
}

base::Diagnostics extra_files(const BagReader& bag)
{
    base::Diagnostics problems;
    for (const auto* entry : bag.extra())
        problems.push_back(extra_file(bag, *entry));
    return problems;
}

/// A payload file of the newest bag, and the bag that holds it.
struct HeldFile {
    const std::string* path;
    const BagReader* bag;
    std::uint64_t size;
};

std::vector<HeldFile> held_files(const BagChain& chain)
{
    std::vector<HeldFile> files;
    for (const auto& [path, file] : chain.payload())
        if (const auto bag = chain.holder(path))
            files.push_back({&path, bag.value(), file.size});
    return files;
}

base::Diagnostics check_files(const std::vector<HeldFile>& files, std::size_t threads, const Progress& progress)
{
    std::vector<std::unique_ptr<base::Diagnostic>> found(files.size());
    std::mutex mutex;
    std::size_t done = 0;
    base::parallel_for(files.size(), threads, [&](std::size_t i) {
        if (auto problem = files[i].bag->check(*files[i].path))
            found[i] = std::make_unique<base::Diagnostic>(std::move(*problem));
        const std::lock_guard lock(mutex);
        progress(++done, files.size());
    });
    base::Diagnostics problems;
    for (auto& problem : found)
        if (problem)
            problems.push_back(std::move(*problem));
    return problems;
}

void limit(base::Diagnostics& problems, const BagChain& chain)
{
    if (problems.size() <= most_problems)
        return;
    const auto more = problems.size() - most_problems;
    problems.erase(problems.begin() + most_problems, problems.end());
    problems.push_back(damage("B-MORE", chain.newest().path(), fmt::format("另有 {} 处问题没有列出", more)));
}

}  // namespace

Verification verify(const BagChain& chain, std::size_t threads, const Progress& progress)
{
    Verification out;
    for (const auto& [bag, name, sha256] : chain.bags())
        out.chain.push_back({name, bag->held_files(), sha256});
    out.problems = chain.gaps();
    append(out.problems, missing_files(chain.newest(), threads));
    append(out.problems, extra_files(chain.newest()));
    out.is_complete = out.problems.empty();
    append(out.problems, chain.faults());
    const auto files = held_files(chain);
    append(out.problems, check_files(files, threads, progress));
    out.is_valid = out.problems.empty();
    out.files = files.size();
    for (const auto& file : files)
        out.bytes += file.size;
    limit(out.problems, chain);
    return out;
}

}  // namespace gongkai::archive
