// gongkai archive: writes an archive of everything published, or checks one.

#include <chrono>

#include <fmt/format.h>

#include "archive/verify.hpp"
#include "base/version.hpp"
#include "build/archive/rebuild.hpp"
#include "build/archive/write_archive.hpp"
#include "cli/commands.hpp"
#include "cli/console.hpp"
#include "cli/run.hpp"

namespace gongkai::cli {
namespace {

/// 1,234,567 字节
std::string in_bytes(std::uint64_t size)
{
    auto digits = std::to_string(size);
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
        digits.insert(static_cast<std::size_t>(at), ",");
    return digits + " 字节";
}

int write(const build::Options& options, const build::ArchiveRequest& request)
{
    const auto start = std::chrono::steady_clock::now();
    const auto project = build::load_project(options);
    build::audit_project(*project, options.threads);
    const auto summary = build::write_archive(*project, options, request, progress_bar("归档"));
    const auto code = report(project->problems);
    if (code != done) {
        fmt::print(stderr, "没有写成档案，原有文件不变。\n");
        return code;
    }
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    fmt::print("已归档 {} 个部门、{} 份报告：{} 个文件", summary.departments, summary.reports, summary.files);
    if (!request.since.empty())
        fmt::print("，其中 {} 个在上一份档案中", summary.referred);
    fmt::print("，用时 {:.2f} 秒。\n", seconds.count());
    if (summary.left_out > 0)
        fmt::print("另有 {} 份报告没有公开，没有归档。\n", summary.left_out);
    const auto* completing = summary.referred > 0 ? "解开，照 README.txt 第四节补全后" : "解开后";
    fmt::print("{}：{}\nSHA-256 {}\n请把这个摘要记在移交清单上；{}打开 {}/data/index.html\n", request.output, in_bytes(summary.zip_size),
               summary.zip_sha256, completing, summary.folder);
    return done;
}

void print_chain(const archive::Verification& verified)
{
    for (std::size_t i = 0; i < verified.chain.size(); ++i) {
        const auto& bag = verified.chain[i];
        fmt::print("{}{}：{} 个文件，SHA-256 {}\n", i == 0 ? "" : "上一份 ", bag.file_name, bag.held_files, bag.sha256);
    }
}

/// RFC 8493, 3: complete and valid are two things.
std::string verdict(const archive::Verification& verified)
{
    if (verified.is_valid)
        return fmt::format("完整，有效：{} 个文件，{}，SHA-256 和 SHA-512 都相符。", verified.files, in_bytes(verified.bytes));
    if (verified.is_complete)
        return "完整，但无效：文件都在，有的与清单不符，见上。";
    return "不完整：文件或清单有缺，见上。";
}

int check_rebuild(const archive::BagChain& chain, const build::Options& options)
{
    const auto result = build::rebuild(chain, options.threads, progress_bar("重新生成"));
    if (const auto code = report(result.problems); code != done) {
        fmt::print("重新生成的与档案不同（由 {} 制成，本程序为 gongkai {}）。\n", result.made_by, base::version);
        return content_errors;
    }
    fmt::print("由 source 重新生成 {} 个文件，与档案逐字节相同。\n", result.compared);
    return done;
}

int verify(const build::Options& options, const ArchiveCheck& check)
{
    const auto chain = archive::BagChain::open_damaged(check.file);
    if (!chain) {
        if (report(chain.failures()) == not_loaded)
            return not_loaded;
        fmt::print("不是完好的档案，没有解开任何文件。\n");
        return content_errors;
    }
    const auto verified = archive::verify(**chain, options.threads, progress_bar("核对"));
    report(verified.problems);
    print_chain(verified);
    fmt::print("{}\n", verdict(verified));
    if (!verified.is_valid)
        return content_errors;
    return check.rebuild ? check_rebuild(**chain, options) : done;
}

}  // namespace

int archive_command(const build::Options& options, const build::ArchiveRequest& request, const ArchiveCheck& check)
{
    return check.file.empty() ? write(options, request) : verify(options, check);
}

}  // namespace gongkai::cli
