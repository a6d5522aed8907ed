#include "archive/input_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>

#include <fmt/format.h>

#include "archive/problem.hpp"
#include "base/utf8.hpp"

namespace gongkai::archive {
namespace {

constexpr std::size_t piece_size = 64u << 10;

base::Diagnostic not_opened(const std::string& path, std::string_view why)
{
    return base::error("B-READ", {}, fmt::format("不能打开档案 {}：{}", base::visible(path), why), "请检查文件名与访问权限");
}

}  // namespace

InputFile::InputFile(std::string path, base::Descriptor file, std::uint64_t size) : path_(std::move(path)), file_(std::move(file)), size_(size) {}

base::Result<InputFile> InputFile::open(const std::string& path)
{
    // Without O_NONBLOCK a pipe would be waited for.
    base::Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct stat about{};
    if (!file || fstat(file.get(), &about) != 0)
        return not_opened(path, std::strerror(errno));
    if (!S_ISREG(about.st_mode))
        return not_opened(path, "不是普通文件");
    return InputFile(path, std::move(file), static_cast<std::uint64_t>(about.st_size));
}

std::optional<base::Diagnostic> InputFile::read_at(std::uint64_t offset, std::span<char> bytes) const
{
    while (!bytes.empty()) {
        const auto count = pread(file_.get(), bytes.data(), bytes.size(), static_cast<off_t>(offset));
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0) {
            const std::string why = count < 0 ? std::strerror(errno) : "文件到此为止（读取期间变短了）";
            return base::error("B-READ", {}, fmt::format("不能读取 {} 第 {} 字节起的内容：{}", base::visible(path_), offset, why),
                               "请检查存储介质，或换用另处保存的完好的一份");
        }
        bytes = bytes.subspan(static_cast<std::size_t>(count));
        offset += static_cast<std::uint64_t>(count);
    }
    return std::nullopt;
}

std::optional<base::Diagnostic> InputFile::read_pieces(std::uint64_t offset, std::uint64_t size, const TakeBytes& take) const
{
    std::string piece(static_cast<std::size_t>(std::min<std::uint64_t>(size, piece_size)), '\0');
    for (const auto end = offset + size; offset < end; offset += piece.size()) {
        piece.resize(static_cast<std::size_t>(std::min<std::uint64_t>(end - offset, piece_size)));
        if (auto problem = read_at(offset, piece))
            return problem;
        take(piece);
    }
    return std::nullopt;
}

base::Result<base::Digests> InputFile::digests() const
{
    base::DigestStream digest;
    if (auto problem = read_pieces(0, size_, [&](std::string_view piece) { digest.add(piece); }))
        return *problem;
    return digest.finish();
}

}  // namespace gongkai::archive
