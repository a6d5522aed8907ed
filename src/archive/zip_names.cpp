#include "archive/zip_names.hpp"

#include <string_view>
#include <unordered_map>

#include <fmt/format.h>

#include "archive/problem.hpp"
#include "base/ascii.hpp"
#include "base/safe_path.hpp"
#include "base/utf8.hpp"

namespace gongkai::archive {
namespace {

// Sites of ours become 5 to 20 times smaller; a table of nothing but empty rows 100 times.
// Deflate can do 1032. Small things may be what they like: 4 MiB fill no disk.
constexpr std::uint64_t largest_ratio = 400;
constexpr std::uint64_t always_allowed = 4u << 20;
constexpr std::uint64_t largest_ratio_of_all = 200;
constexpr std::uint64_t always_allowed_of_all = 256u << 20;

bool has_control_character(std::string_view name)
{
    for (std::size_t i = 0; i < name.size();) {
        const auto [value, length] = base::decode(name, i);
        if ((value < 0x20 && value != '\n' && value != '\r') || (value >= 0x7f && value < 0xa0))
            return true;
        i += length;
    }
    return false;
}

/// Why a name must not be unpacked; empty if it may.
std::string_view objection_to(std::string_view name)
{
    if (base::find_invalid(name))
        return "不是有效的 UTF-8";
    if (name.find('\\') != std::string_view::npos)
        return "含有反斜线";
    if (name.starts_with('/'))
        return "是绝对路径";
    if (name.ends_with('/'))
        return "是文件夹，不是文件";
    if (has_control_character(name))
        return "含有控制字符";
    return base::is_safe_path(name) ? "" : "含有“..”“.”或空的一段，可能通往别处";
}

base::Diagnostic twice(const std::string& file, std::string_view name, std::string_view other)
{
    const auto how = name == other ? "同名" : "只有大小写不同，在 Windows 上后者会替换前者";
    return damage("B-TWICE", file, fmt::format("条目 {} 与 {} {}", quoted(name), quoted(other), how));
}

bool is_bomb(const ZipEntry& entry) { return entry.size > always_allowed && entry.size / largest_ratio >= entry.compressed_size; }

}  // namespace

base::Diagnostics name_problems(const std::string& file, const std::vector<ZipEntry>& entries)
{
    base::Diagnostics problems;
    std::unordered_map<std::string, std::string_view> seen;  // in lower case → as it stands
    for (const auto& entry : entries) {
        if (const auto objection = objection_to(entry.name); !objection.empty())
            problems.push_back(damage("B-NAME", file, fmt::format("条目 {} 的名称{}", quoted(entry.name), objection)));
        const auto [first, is_new] = seen.emplace(base::lowered(entry.name), entry.name);
        if (!is_new)
            problems.push_back(twice(file, entry.name, first->second));
    }
    for (const auto& entry : entries) {
        const auto name = base::lowered(entry.name);
        for (auto slash = name.find('/'); slash != std::string::npos; slash = name.find('/', slash + 1))
            if (const auto other = seen.find(name.substr(0, slash)); other != seen.end())
                problems.push_back(damage("B-TWICE", file, fmt::format("条目 {} 既是文件，又是 {} 所在的文件夹", quoted(other->second), quoted(entry.name))));
    }
    return problems;
}

base::Diagnostics size_problems(const std::string& file, const std::vector<ZipEntry>& entries, std::uint64_t file_size)
{
    base::Diagnostics problems;
    std::uint64_t all = 0;
    for (const auto& entry : entries) {
        if (is_bomb(entry))
            problems.push_back(damage("B-BOMB", file, fmt::format("条目 {} 声称解压后有 {} 字节，是压缩后 {} 字节的 {} 倍以上：可能是压缩炸弹，没有解压",
                                                                 quoted(entry.name), entry.size, entry.compressed_size, largest_ratio)));
        else
            all += entry.size;  // each at most 4 MiB or 400 times what lies in the file: no overflow
    }
    if (problems.empty() && all > always_allowed_of_all && all / largest_ratio_of_all >= file_size)
        problems.push_back(damage("B-BOMB", file, fmt::format("全部文件声称解压后有 {} 字节，是压缩包 {} 字节的 {} 倍以上：可能是压缩炸弹，没有解压",
                                                             all, file_size, largest_ratio_of_all)));
    return problems;
}

}  // namespace gongkai::archive
