#include "base/source_tree.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <optional>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/utf8.hpp"

namespace gongkai::base {
namespace {

namespace fs = std::filesystem;

bool is_ignored(std::string_view name) { return name.starts_with('.') || name.ends_with('~'); }

Diagnostic file_error(const std::string& code, const std::string& path, std::string message, std::string hint)
{
    return error(code, {}, path + "：" + std::move(message), std::move(hint));
}

std::optional<std::string> read_bytes(const std::string& path, std::size_t size)
{
    const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (file < 0)
        return std::nullopt;
    std::string bytes(size, '\0');
    std::size_t filled = 0;
    while (filled < size) {
        const auto count = read(file, bytes.data() + filled, size - filled);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            break;
        filled += static_cast<std::size_t>(count);
    }
    close(file);
    bytes.resize(filled);
    return bytes;
}

class TreeReader {
public:
    TreeReader(const std::string& root, const ReadLimits& limits, SourceTree& tree)
        : root_(root), limits_(limits), tree_(tree)
    {
    }

    void read(const std::string& path)
    {
        struct stat status {};
        const auto full = root_ + "/" + path;
        if (lstat(full.c_str(), &status) != 0)
            return;
        if (S_ISLNK(status.st_mode))
            leave_out("C-LINK", path, "是符号链接，不读取", "请放入文件本身，或删去此链接");
        else if (S_ISDIR(status.st_mode))
            read_folder(path);
        else if (S_ISREG(status.st_mode))
            read_file(path, static_cast<std::size_t>(status.st_size));
    }

    Diagnostics take() { return std::move(problems_); }

private:
    void read_folder(const std::string& path)
    {
        std::error_code failure;
        std::vector<std::string> names;
        for (const auto& entry : fs::directory_iterator(root_ + "/" + path, failure))
            names.push_back(entry.path().filename().string());
        if (failure)
            problems_.push_back(file_error("C-READ", path, "无法读取文件夹：" + failure.message(), "请检查权限"));
        std::sort(names.begin(), names.end());
        for (const auto& name : names)
            if (!is_ignored(name))
                read(path + "/" + name);
    }

    void read_file(const std::string& path, std::size_t size)
    {
        const bool is_text = is_text_path(path);
        const auto limit = is_text ? limits_.largest_text : limits_.largest_asset;
        if (size > limit) {
            leave_out("C-SIZE", path, fmt::format("文件有 {} 字节，超过上限 {} 字节", size, limit),
                      "请检查是否放错了文件；数据文件通常只有几千字节");
            return;
        }
        auto bytes = read_bytes(root_ + "/" + path, size);
        if (!bytes) {
            leave_out("C-READ", path, fmt::format("无法读取：{}", std::strerror(errno)), "请检查文件权限");
            return;
        }
        if (is_text && bytes->starts_with("\xEF\xBB\xBF"))
            bytes->erase(0, 3);
        if (is_text && !check_utf8(path, *bytes)) {
            tree_.leave_out(path);
            return;
        }
        tree_.add({path, std::move(*bytes)});
    }

    void leave_out(const std::string& code, const std::string& path, std::string message, std::string hint)
    {
        problems_.push_back(file_error(code, path, std::move(message), std::move(hint)));
        tree_.leave_out(path);
    }

    bool check_utf8(const std::string& path, const std::string& bytes)
    {
        const auto invalid = find_invalid(bytes);
        if (!invalid)
            return true;
        const auto at = locate(bytes, *invalid);
        problems_.push_back(error("C-UTF8", {},
                                  fmt::format("{}:{}:{}：第 {} 字节（0x{:02X}）不是有效的 UTF-8", path, at.line, at.column,
                                              *invalid + 1, static_cast<unsigned char>(bytes[*invalid])),
                                  "请把文件另存为 UTF-8 编码；旧文件常为 GBK"));
        return false;
    }

    const std::string& root_;
    const ReadLimits& limits_;
    SourceTree& tree_;
    Diagnostics problems_;
};

}  // namespace

bool is_text_path(std::string_view path)
{
    constexpr std::array<std::string_view, 8> endings = {".yaml", ".yml", ".md", ".html", ".css", ".js", ".svg", ".txt"};
    return std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) { return path.ends_with(ending); });
}

void SourceTree::add(SourceFile file) { files_.push_back(std::move(file)); }

void SourceTree::leave_out(std::string path) { left_out_.insert(std::move(path)); }

bool SourceTree::was_left_out(std::string_view path) const { return left_out_.contains(path); }

void SourceTree::sort()
{
    order_.clear();
    for (const auto& file : files_)
        order_.push_back(&file);
    std::sort(order_.begin(), order_.end(),
              [](const SourceFile* a, const SourceFile* b) { return a->path < b->path; });
}

const SourceFile* SourceTree::find(std::string_view path) const
{
    const auto found = std::lower_bound(order_.begin(), order_.end(), path,
                                        [](const SourceFile* file, std::string_view p) { return file->path < p; });
    return found != order_.end() && (*found)->path == path ? *found : nullptr;
}

std::vector<const SourceFile*> SourceTree::under(std::string_view folder) const
{
    const auto prefix = std::string(folder) + "/";
    auto found = std::lower_bound(order_.begin(), order_.end(), prefix,
                                  [](const SourceFile* file, const std::string& p) { return file->path < p; });
    std::vector<const SourceFile*> files;
    for (; found != order_.end() && (*found)->path.starts_with(prefix); ++found)
        files.push_back(*found);
    return files;
}

Diagnostics read_tree(const std::string& root, const std::vector<std::string>& names, const ReadLimits& limits,
                      SourceTree& tree)
{
    TreeReader reader(root, limits, tree);
    for (const auto& name : names)
        reader.read(name);
    tree.sort();
    return reader.take();
}

}  // namespace gongkai::base
