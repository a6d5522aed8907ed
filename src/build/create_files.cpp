#include "build/create_files.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

namespace gongkai::build {
namespace {

namespace fs = std::filesystem;

/// 0, or errno. The file is new: an existing one (or a link) is refused by the kernel.
int create_file(const fs::path& path, std::string_view bytes)
{
    const int descriptor = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (descriptor < 0)
        return errno;
    int failure = 0;
    while (!bytes.empty() && failure == 0) {
        const auto count = write(descriptor, bytes.data(), bytes.size());
        if (count > 0)
            bytes.remove_prefix(static_cast<std::size_t>(count));
        else if (errno != EINTR)
            failure = errno;
    }
    if (close(descriptor) != 0 && failure == 0)
        failure = errno;
    if (failure != 0)
        unlink(path.c_str());
    return failure;
}

}  // namespace

base::Diagnostics create_files(const std::string& folder, const std::vector<std::pair<std::string, std::string>>& files)
{
    std::vector<fs::path> created;
    const auto undo = [&] {
        std::error_code ignored;
        for (const auto& path : created)
            fs::remove(path, ignored);
    };
    for (const auto& [name, bytes] : files) {
        const auto path = fs::path(folder) / name;
        std::error_code failure;
        fs::create_directories(path.parent_path(), failure);
        const int result = failure ? failure.value() : create_file(path, bytes);
        if (result == 0) {
            created.push_back(path);
            continue;
        }
        undo();
        if (result == EEXIST)
            return {base::error("N-EXISTS", {}, fmt::format("已有 {}，没有覆盖，也没有新建任何文件", name), "要重写请先移走原文件")};
        return {base::error("N-WRITE", {}, fmt::format("不能写 {}：{}", name, std::strerror(result)), "请检查文件夹的权限和空间")};
    }
    return {};
}

}  // namespace gongkai::build
