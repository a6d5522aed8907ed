#include "build/archive/earlier_archive.hpp"

#include <fmt/format.h>

#include "archive/verify.hpp"
#include "build/changes/report_files.hpp"

namespace gongkai::build {
namespace {

constexpr std::string_view site_folder = "site/";
constexpr std::string_view corrections_file = "corrections.json";

/// Of site/x/2023-final/data/01.json x/2023-final/; empty for a file that is no report's data.
std::string report_folder_of(std::string_view path)
{
    const auto data = path.rfind("data/");
    if (!path.starts_with(site_folder) || data == std::string_view::npos || data <= site_folder.size() || path.find('/', data + 5) != std::string_view::npos)
        return {};
    return std::string(path.substr(site_folder.size(), data - site_folder.size()));
}

}  // namespace

EarlierArchive::EarlierArchive(std::unique_ptr<archive::BagChain> chain, archive::BaseBag base) : chain_(std::move(chain)), base_(std::move(base))
{
    for (const auto& [path, file] : chain_->payload())
        facts_[path] = {file.size, file.digests.sha256};
}

base::Result<EarlierArchive> EarlierArchive::open(const std::string& path, std::size_t threads)
{
    auto chain = archive::BagChain::open(path);
    if (!chain)
        return chain.failures();
    auto verified = archive::verify(**chain, threads, [](std::size_t, std::size_t) {});
    const auto& newest = (*chain)->bags().front();
    if (!verified.is_valid) {
        verified.problems.push_back(base::error("A-SINCE", {}, fmt::format("{}：上一份档案有损坏，不能接续", path), "请换用完好的一份，或不写 --since，做一份完整的"));
        return verified.problems;
    }
    EarlierArchive earlier(std::move(*chain), {newest.file_name, newest.sha256});
    if (earlier.chain_->payload().contains(corrections_file)) {
        auto corrections = earlier.chain_->read(std::string(corrections_file));
        if (!corrections)
            return corrections.failures();
        earlier.corrections_ = std::move(*corrections);
    }
    return earlier;
}

bool EarlierArchive::has(std::string_view path, std::uint64_t size, const base::Digests& digests) const
{
    const auto& payload = chain_->payload();
    const auto found = payload.find(path);
    return found != payload.end() && found->second.size == size && found->second.digests == digests;
}

void EarlierArchive::compare(const std::string& path, std::string_view bytes)
{
    const auto folder = report_folder_of(path);
    if (folder.empty() || !chain_->payload().contains(path))
        return;
    const auto file = std::string_view(path).substr(site_folder.size() + folder.size());
    const bool is_sheets = file == sheets_file;
    if (!is_sheets && table_id(file).empty())
        return;
    const auto old = chain_->read(path);
    if (!old)
        return base::append(failures_, old.failures());
    std::vector<TableChange> tables;
    if (is_sheets)
        tables = compare_sheets(*old, bytes);
    else if (auto table = compare_tables(*old, bytes))
        tables.push_back(std::move(*table));
    for (auto& table : tables) {
        table.data = path.substr(site_folder.size());
        if (!table.is_empty())
            figures_[folder].push_back(std::move(table));
    }
}

ChangesSince EarlierArchive::changes() const
{
    return {corrections_, figures_, [this](std::string_view path) -> const pages::FileFacts* {
                const auto found = facts_.find(path);
                return found == facts_.end() ? nullptr : &found->second;
            }};
}

base::Diagnostics EarlierArchive::problems(const archive::Payload& now) const
{
    auto problems = failures_;
    for (const auto& [path, file] : chain_->payload()) {
        if (path.ends_with(report_mark) && !report_folder_of(path).empty() && !now.contains(path))
            problems.push_back(base::warning("A-WITHDRAWN", {}, fmt::format("上一份档案中的报告 {} 这次没有", report_folder_of(path)),
                                             "公开的报告应长期保留；确需撤下的，请在档案之外说明原因"));
    }
    return problems;
}

}  // namespace gongkai::build
