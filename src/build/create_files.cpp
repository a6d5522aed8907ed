#include "build/create_files.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include "base/descriptor.hpp"

namespace gongkai::build {
namespace {

bool is_link(int folder, const std::string& name)
{
    struct stat status {};
    return fstatat(folder, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK(status.st_mode);
}

/// New files below a folder, which can all be taken back. Paths are walked folder by
/// folder, so that no symbolic link is followed below it.
class Creation {
public:
    explicit Creation(base::Descriptor root) : root_(std::move(root)) {}

    base::Diagnostics add(const std::string& path, std::string_view bytes)
    {
        const auto slash = path.rfind('/');
        const auto folder = slash == std::string::npos ? base::Descriptor(dup(root_.get())) : open_folder(path.substr(0, slash));
        if (!folder)
            return refusal(path);
        const base::Descriptor file(openat(folder.get(), path.c_str() + (slash == std::string::npos ? 0 : slash + 1),
                                     O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644));
        if (!file && errno == EEXIST)
            return {base::error("N-EXISTS", {}, fmt::format("已有 {}，没有覆盖，也没有新建任何文件", path), "要重写请先移走原文件")};
        if (!file)
            return refusal(path);
        made_.push_back({path, 0});
        return base::write_all(file.get(), bytes) && fsync(file.get()) == 0 ? base::Diagnostics() : refusal(path);
    }

    void undo()
    {
        for (auto made = made_.rbegin(); made != made_.rend(); ++made)
            unlinkat(root_.get(), made->path.c_str(), made->flags);
    }

private:
    struct Made {
        std::string path;
        int flags;  ///< of unlinkat
    };

    base::Descriptor open_folder(const std::string& path)
    {
        base::Descriptor folder(dup(root_.get()));
        for (std::size_t begin = 0; folder && begin < path.size();) {
            const auto end = std::min(path.find('/', begin), path.size());
            folder = open_child(folder.get(), path.substr(0, end), begin);
            begin = end + 1;
        }
        return folder;
    }

    /// The folder at the end of `path`, whose name begins at `begin`; made if it is missing.
    base::Descriptor open_child(int folder, const std::string& path, std::size_t begin)
    {
        const auto name = path.substr(begin);
        const auto open = [&] { return base::Descriptor(openat(folder, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)); };
        auto child = open();
        if (!child && errno == ENOENT && mkdirat(folder, name.c_str(), 0755) == 0) {
            made_.push_back({path, AT_REMOVEDIR});
            child = open();
        }
        if (!child) {
            obstacle_ = path + "：" + std::strerror(errno);
            if (is_link(folder, name))
                obstacle_ = path + " 是符号链接，不经它写入";
        }
        return child;
    }

    base::Diagnostics refusal(const std::string& path) const
    {
        return {base::error("N-WRITE", {}, fmt::format("不能写 {}：{}", path, obstacle_.empty() ? std::strerror(errno) : obstacle_),
                            "请检查文件夹的权限和空间")};
    }

    base::Descriptor root_;
    std::vector<Made> made_;
    std::string obstacle_;  ///< the folder that could not be opened, and why
};

}  // namespace

base::Diagnostics create_files(const std::string& folder, const std::vector<std::pair<std::string, std::string>>& files)
{
    base::Descriptor root(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!root)
        return {base::error("N-WRITE", {}, fmt::format("不能打开文件夹 {}：{}", folder, std::strerror(errno)), "请检查 --source")};
    Creation creation(std::move(root));
    for (const auto& [path, bytes] : files)
        if (auto problems = creation.add(path, bytes); !problems.empty()) {
            creation.undo();
            return problems;
        }
    return {};
}

}  // namespace gongkai::build
