#include "build/archive/earlier_archive.hpp"

#include <filesystem>

#include <fmt/format.h>

#include "archive/verify.hpp"
#include "base/utf8.hpp"
#include "build/changes/report_files.hpp"
#include "pages/archive/layout.hpp"

namespace gongkai::build {
namespace {

using pages::archived_site;

/// Of site/x/2023-final/data/01.json x/2023-final/; empty for a file that is no report's data.
std::string report_folder_of(std::string_view path)
{
    const auto data = path.rfind("data/");
    if (!path.starts_with(archived_site) || data == std::string_view::npos || data <= archived_site.size() || path.find('/', data + 5) != std::string_view::npos)
        return {};
    return std::string(path.substr(archived_site.size(), data - archived_site.size()));
}

/// The same, of its tables and of sheets.csv alone.
std::string folder_of_figures(std::string_view path)
{
    const auto folder = report_folder_of(path);
    if (folder.empty())
        return {};
    const auto file = path.substr(archived_site.size() + folder.size());
    return file == sheets_file || !table_id(file).empty() ? folder : std::string();
}

std::string mark_of(const std::string& folder) { return archived_site + folder + std::string(report_mark); }

}  // namespace

EarlierArchive::EarlierArchive(std::unique_ptr<archive::BagChain> chain, archive::BaseBag base) : chain_(std::move(chain)), base_(std::move(base))
{
    for (const auto& [path, file] : chain_->payload())
        facts_[path] = {file.size, file.digests.sha256};
}

base::Result<EarlierArchive> EarlierArchive::open(const std::string& path, std::size_t threads)
{
    std::error_code failure;
    const auto real = std::filesystem::canonical(path, failure);
    auto chain = archive::BagChain::open(failure ? path : real.string());
    if (!chain)
        return chain.failures();
    auto verified = archive::verify(**chain, threads, [](std::size_t, std::size_t) {});
    const auto& newest = (*chain)->bags().front();
    if (!verified.is_valid) {
        verified.problems.push_back(base::error("A-SINCE", {}, fmt::format("{}：上一份档案有损坏，不能接续", path), "请换用完好的一份，或不写 --since，做一份完整的"));
        return verified.problems;
    }
    EarlierArchive earlier(std::move(*chain), {newest.file_name, newest.sha256});
    if (earlier.chain_->payload().contains(pages::archived_corrections)) {
        auto corrections = earlier.chain_->read(pages::archived_corrections);
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
    const auto folder = folder_of_figures(path);
    if (!folder.empty() && chain_->payload().contains(mark_of(folder)))
        keep_changes(path, bytes);
}

void EarlierArchive::keep_changes(const std::string& path, std::optional<std::string_view> now)
{
    std::optional<std::string> old;
    if (chain_->payload().contains(path)) {
        auto text = chain_->read(path);
        if (!text)
            return base::append(failures_, text.failures());
        if (base::find_invalid(*text))
            return failures_.push_back(base::error("A-SINCE", {}, fmt::format("{}：{} 不是 UTF-8 文字", chain_->newest().path(), base::visible(path)),
                                                   "上一份档案不是由本程序写成的；请不写 --since，做一份完整的"));
        old = std::move(*text);
    }
    std::vector<TableChange> tables;
    if (path.ends_with(sheets_file))
        tables = compare_sheets(old.value_or(""), now.value_or(""));
    else if (auto table = old && now ? compare_tables(*old, *now) : table_heading(now ? *now : *old, now ? Presence::added : Presence::removed))
        tables.push_back(std::move(*table));
    for (auto& table : tables) {
        table.data = path.substr(archived_site.size());
        if (!table.is_empty())
            figures_[report_folder_of(path)].push_back(std::move(table));
    }
}

ChangesSince EarlierArchive::changes(const archive::Payload& now)
{
    for (const auto& [path, file] : chain_->payload())
        if (const auto folder = folder_of_figures(path); !folder.empty() && !now.contains(path) && now.contains(mark_of(folder)))
            keep_changes(path, std::nullopt);
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
            problems.push_back(base::warning("A-WITHDRAWN", {}, fmt::format("上一份档案中的报告 {} 这次没有", base::visible(report_folder_of(path))),
                                             "公开的报告应长期保留；确需撤下的，请在档案之外说明原因"));
    }
    return problems;
}

}  // namespace gongkai::build
