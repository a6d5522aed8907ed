#include "build/archive/archive_place.hpp"

#include <algorithm>
#include <filesystem>
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "archive/bag_reader.hpp"
#include "base/safe_path.hpp"
#include "base/utf8.hpp"
#include "build/output_place.hpp"
#include "build/publish.hpp"

namespace gongkai::build {
namespace {

namespace fs = std::filesystem;

base::Diagnostic refusal(std::string code, const fs::path& path, const std::string& message, std::string hint)
{
    return base::error(std::move(code), {}, path.string() + "：" + message, std::move(hint));
}

bool is_in_published_folder(const fs::path& output)
{
    std::error_code failure;
    for (auto folder = output.parent_path(); folder != folder.parent_path(); folder = folder.parent_path())
        if (fs::exists(folder / manifest_name, failure))
            return true;
    return false;
}

/// Nothing, an empty file, or an archive of ours.
bool may_be_replaced(const fs::path& output)
{
    std::error_code failure;
    const auto status = fs::symlink_status(output, failure);
    if (!fs::is_regular_file(status) || fs::file_size(output, failure) == 0)
        return true;  // what is no file is refused where it is opened
    return archive::BagReader::open(output.string()).ok();
}

/// An archive beside this one that goes on from it, and would not be complete without it.
std::optional<std::string> successor_of(const fs::path& output)
{
    std::error_code failure;
    if (!fs::exists(output, failure))
        return std::nullopt;
    std::set<fs::path> others;
    for (const auto& entry : fs::directory_iterator(output.parent_path(), failure))
        if (entry.path().extension() == ".zip" && entry.path() != output)
            others.insert(entry.path());
    for (const auto& other : others)
        if (const auto bag = archive::BagReader::open(other.string()); bag && (*bag)->base() && (*bag)->base()->file_name == output.filename())
            return other.filename().string();
    return std::nullopt;
}

/// bag-info.txt can say it, in one line of UTF-8.
bool is_lasting_name(std::string_view name)
{
    const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
    return !base::find_invalid(name) && std::none_of(name.begin(), name.end(), is_control) && base::is_safe_path(name);
}

}  // namespace

std::optional<base::Diagnostic> check_archive_place(const std::string& output, const std::string& project, const std::string& earlier)
{
    const auto path = resolved_output(output);
    std::error_code failure;
    if (path.extension() != ".zip" || path.stem().empty())
        return refusal("O-NAME", path, "档案的文件名应以 .zip 结尾", "如 --output 2024-档案.zip");
    if (!earlier.empty() && fs::equivalent(path, earlier, failure))
        return refusal("O-PLACE", path, "就是上一份档案，不能覆盖它", "新档案引用它的文件，请另用一个文件名");
    if (auto problem = check_output_place(path, project))
        return problem;
    if (is_in_published_folder(path))
        return refusal("O-PLACE", path, "在 gongkai build 生成的文件夹中，下次生成会把它删去", "请放在别处");
    if (!may_be_replaced(path))
        return refusal("O-FOREIGN", path, "已有这个文件，它不是由本程序写成的档案，或已经损坏", "为免误删，不覆盖；请另用一个文件名");
    if (const auto successor = successor_of(path))
        return refusal("O-PLACE", path, fmt::format("“{}”接续这份档案，不能覆盖它", *successor), "没有它，后来的档案就不完整；请另用一个文件名");
    return std::nullopt;
}

std::optional<base::Diagnostic> check_chain_place(const std::string& output, const archive::BagChain& earlier)
{
    const auto path = resolved_output(output);
    const auto& newest = earlier.bags().front();
    std::error_code failure;
    if (!is_lasting_name(newest.file_name))
        return refusal("O-SINCE", newest.bag->path(), "文件名中有控制字符，或不是 UTF-8，新档案不能指明它", "请先给上一份档案改名");
    if (!fs::equivalent(path.parent_path() / newest.file_name, newest.bag->path(), failure))
        return refusal("O-SINCE", path, fmt::format("上一份档案“{}”不在同一文件夹，核对时会找不到它", newest.file_name),
                       fmt::format("写到 {} 中；或把上一份和它所接续的各份先复制到新档案的文件夹", fs::absolute(newest.bag->path()).parent_path().string()));
    return std::nullopt;
}

}  // namespace gongkai::build
