#include "archive/bag_chain.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "archive/problem.hpp"

namespace gongkai::archive {
namespace {

/// An archive every day for three years, each going on from the one before. All are open at once.
constexpr std::size_t longest_chain = 1000;

std::string folder_of(const std::string& path) { return path.substr(0, path.rfind('/') + 1); }

base::Diagnostic base_problem(const BagReader& bag, const BaseBag& base, std::string_view what)
{
    auto problem = damage("B-BASE", bag.path(), fmt::format("所接续的档案 {} {}", quoted(base.file_name), what));
    problem.evidence.push_back(fmt::format("SHA-256 应为 {}", base.sha256));
    problem.hint = fmt::format("请把摘要相符的 {} 放在同一文件夹中", quoted(base.file_name));
    return problem;
}

/// As far as digests are known of both.
bool is_same_file(const PayloadFile& a, const PayloadFile& b)
{
    const auto agree = [](const std::string& x, const std::string& y) { return x.empty() || y.empty() || x == y; };
    return a.size == b.size && agree(a.digests.sha256, b.digests.sha256) && agree(a.digests.sha512, b.digests.sha512);
}

}  // namespace

base::Diagnostics BagChain::add(InputFile file, std::string sha256)
{
    auto file_name = file.path().substr(folder_of(file.path()).size());
    auto bag = BagReader::open(std::move(file));
    if (!bag)
        return bag.failures();
    bags_.push_back({std::move(*bag), std::move(file_name), std::move(sha256)});
    return {};
}

base::Diagnostics BagChain::add_base(const BaseBag& base)
{
    const auto& bag = *bags_.back().bag;
    const bool is_loop = std::any_of(bags_.begin(), bags_.end(), [&](const ChainBag& b) { return b.file_name == base.file_name; });
    if (is_loop)
        return {base_problem(bag, base, "就在这一系列之中，首尾相接")};
    if (bags_.size() == longest_chain)
        return {base_problem(bag, base, fmt::format("没有打开：一系列档案最多 {} 个", longest_chain))};
    auto file = InputFile::open(folder_of(bag.path()) + base.file_name);
    if (!file) {
        auto problem = base_problem(bag, base, "不能打开");
        problem.evidence.push_back(file.failures().front().message);
        return {std::move(problem)};
    }
    const auto digests = file->digests();
    if (!digests)
        return digests.failures();
    const auto& sha256 = digests.value().sha256;
    if (sha256 != base.sha256)
        return {base_problem(bag, base, fmt::format("不是当时的那一个，SHA-256 实为 {}", sha256))};
    return add(std::move(*file), sha256);
}

base::Result<std::unique_ptr<BagChain>> BagChain::open_damaged(const std::string& path)
{
    auto file = InputFile::open(path);
    if (!file)
        return file.failures();
    const auto digests = file->digests();
    if (!digests)
        return digests.failures();
    std::unique_ptr<BagChain> chain(new BagChain);
    if (auto failures = chain->add(std::move(*file), digests.value().sha256); !failures.empty())
        return failures;
    while (chain->broken_.empty() && chain->bags_.back().bag->base())
        chain->broken_ = chain->add_base(*chain->bags_.back().bag->base());
    return chain;
}

base::Result<std::unique_ptr<BagChain>> BagChain::open(const std::string& path)
{
    auto chain = open_damaged(path);
    if (!chain)
        return chain;
    const auto& newest = (*chain)->newest();
    auto problems = (*chain)->gaps();
    append(problems, (*chain)->faults());
    for (const auto& [file, digests] : newest.missing())
        problems.push_back(missing_file(newest, file));
    for (const auto* entry : newest.extra())
        problems.push_back(extra_file(newest, *entry));
    if (!problems.empty())
        return problems;
    return chain;
}

base::Diagnostics BagChain::gaps() const
{
    base::Diagnostics gaps;
    for (const auto& [bag, name, sha256] : bags_)
        append(gaps, bag->gaps());
    append(gaps, broken_);
    for (const auto& [path, file] : payload())
        if (const auto problem = search(path).problem)
            gaps.push_back(*problem);
    return gaps;
}

base::Diagnostics BagChain::faults() const
{
    base::Diagnostics faults;
    for (const auto& [bag, name, sha256] : bags_)
        append(faults, bag->faults());
    return faults;
}

BagChain::Search BagChain::search(const std::string& path) const
{
    const auto wanted = payload().find(path);
    if (wanted == payload().end())
        return {nullptr, missing_file(newest(), path)};
    for (const auto& [bag, name, sha256] : bags_) {
        const auto found = bag->payload().find(path);
        const bool is_there = found != bag->payload().end();
        if (!is_there || !is_same_file(found->second, wanted->second))
            return {nullptr, damage("B-BASE", newest().path(), fmt::format("文件 {} 应在所接续的档案 {} 中，那里{}", quoted(path), quoted(name),
                                                                           is_there ? "的却是另一份" : "没有"))};
        if (found->second.is_held)
            return {bag.get(), std::nullopt};
    }
    if (!broken_.empty())
        return {};
    return {nullptr, damage("B-BASE", newest().path(), fmt::format("文件 {} 在这一系列档案中都没有", quoted(path)))};
}

base::Result<const BagReader*> BagChain::holder(const std::string& path) const
{
    const auto found = search(path);
    if (found.bag)
        return found.bag;
    return found.problem ? base::Diagnostics{*found.problem} : broken_;
}

base::Result<std::string> BagChain::read(const std::string& path) const
{
    const auto bag = holder(path);
    if (!bag)
        return bag.failures();
    return bag.value()->read(path);
}

}  // namespace gongkai::archive
