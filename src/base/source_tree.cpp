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
    // Not blocking: the file could have become a pipe since its type was looked at.
    const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
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

}  // namespace

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

    TreeChanges read_again(const std::set<std::string>& paths)
    {
        TreeChanges changes;
        for (const auto& path : paths) {
            if (!is_readable_path(path))
                continue;
            const auto from = first_that_is_no_folder(path);
            const auto before = take_out(from);
            read(from);
            put_back(take_out(from), before, changes);
        }
        return changes;
    }

    static Diagnostics problems_of(const SourceTree& tree)
    {
        Diagnostics problems;
        for (const auto& [path, problem] : tree.left_out_)
            problems.push_back(problem);
        return problems;
    }

private:
    void read_folder(const std::string& path)
    {
        std::error_code failure;
        std::vector<std::string> names;
        for (const auto& entry : fs::directory_iterator(root_ + "/" + path, failure))
            names.push_back(entry.path().filename().string());
        if (failure)
            leave_out("C-READ", path, "无法读取文件夹：" + failure.message(), "请检查权限");
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
        if (is_text && !check_utf8(path, *bytes))
            return;
        tree_.add({path, std::move(*bytes)});
    }

    void leave_out(const std::string& code, const std::string& path, std::string message, std::string hint)
    {
        tree_.left_out_.insert_or_assign(path, file_error(code, path, std::move(message), std::move(hint)));
    }

    bool check_utf8(const std::string& path, const std::string& bytes)
    {
        const auto invalid = find_invalid(bytes);
        if (!invalid)
            return true;
        const auto at = locate(bytes, *invalid);
        tree_.left_out_.insert_or_assign(path, error("C-UTF8", {},
                                                     fmt::format("{}:{}:{}：第 {} 字节（0x{:02X}）不是有效的 UTF-8", path, at.line, at.column,
                                                                 *invalid + 1, static_cast<unsigned char>(bytes[*invalid])),
                                                     "请把文件另存为 UTF-8 编码；旧文件常为 GBK"));
        return false;
    }

    struct Taken {
        std::map<std::string, SourceFilePtr, std::less<>> files;
        std::map<std::string, Diagnostic, std::less<>> left_out;
    };

    /// No part of the path is a name that is left out.
    static bool is_readable_path(const std::string& path)
    {
        for (const auto& part : fs::path(path))
            if (part.empty() || is_ignored(part.string()))
                return false;
        return !path.empty();
    }

    /// The path itself, or the first folder above it that is none (gone, or a link).
    std::string first_that_is_no_folder(const std::string& path) const
    {
        for (auto slash = path.find('/'); slash != std::string::npos; slash = path.find('/', slash + 1)) {
            struct stat status {};
            const auto folder = path.substr(0, slash);
            if (lstat((root_ + "/" + folder).c_str(), &status) != 0 || !S_ISDIR(status.st_mode))
                return folder;
        }
        return path;
    }

    template <class Map>
    static void move_out(const std::string& path, Map& from, Map& to)
    {
        if (auto node = from.extract(path))
            to.insert(std::move(node));
        const auto prefix = path + "/";
        for (auto at = from.lower_bound(prefix); at != from.end() && at->first.starts_with(prefix);)
            to.insert(from.extract(at++));
    }

    /// Takes what is at and below a path out of the tree.
    Taken take_out(const std::string& path)
    {
        Taken taken;
        move_out(path, tree_.files_, taken.files);
        move_out(path, tree_.left_out_, taken.left_out);
        return taken;
    }

    /// Puts back what was read now; files with the same bytes as before are those of before.
    void put_back(Taken now, const Taken& before, TreeChanges& changes)
    {
        for (const auto& [path, old] : before.files) {
            const auto read = now.files.find(path);
            if (read != now.files.end() && read->second->text == old->text) {
                read->second = old;
                continue;
            }
            changes.paths.insert(path);
            changes.replaced.push_back(old);
        }
        for (const auto& [path, file] : now.files)
            if (!before.files.contains(path))
                changes.paths.insert(path);
        note_problems(now, before, changes);
        note_problems(before, now, changes);
        tree_.files_.merge(now.files);
        tree_.left_out_.merge(now.left_out);
    }

    /// What was left out in one of the two only, or for another reason.
    static void note_problems(const Taken& one, const Taken& other, TreeChanges& changes)
    {
        for (const auto& [path, problem] : one.left_out) {
            const auto same = other.left_out.find(path);
            if (same == other.left_out.end() || same->second.message != problem.message)
                changes.paths.insert(path);
        }
    }

    const std::string& root_;
    const ReadLimits& limits_;
    SourceTree& tree_;
};

bool is_text_path(std::string_view path)
{
    constexpr std::array<std::string_view, 8> endings = {".yaml", ".yml", ".md", ".html", ".css", ".js", ".svg", ".txt"};
    return std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) { return path.ends_with(ending); });
}

void SourceTree::add(SourceFile file)
{
    auto path = file.path;
    files_.insert_or_assign(std::move(path), std::make_shared<const SourceFile>(std::move(file)));
}

bool SourceTree::was_left_out(std::string_view path) const { return left_out_.find(path) != left_out_.end(); }

const SourceFile* SourceTree::find(std::string_view path) const
{
    const auto found = files_.find(path);
    return found != files_.end() ? found->second.get() : nullptr;
}

std::vector<const SourceFile*> SourceTree::all() const
{
    std::vector<const SourceFile*> files;
    for (const auto& [path, file] : files_)
        files.push_back(file.get());
    return files;
}

SourceTree SourceTree::only(const std::function<bool(const SourceFile&)>& wanted) const
{
    SourceTree tree;
    for (const auto& [path, file] : files_)
        if (wanted(*file))
            tree.files_.emplace_hint(tree.files_.end(), path, file);
    return tree;
}

std::vector<const SourceFile*> SourceTree::under(std::string_view folder) const
{
    const auto prefix = std::string(folder) + "/";
    std::vector<const SourceFile*> files;
    for (auto at = files_.lower_bound(prefix); at != files_.end() && at->first.starts_with(prefix); ++at)
        files.push_back(at->second.get());
    return files;
}

Diagnostics read_tree(const std::string& root, const std::vector<std::string>& names, const ReadLimits& limits,
                      SourceTree& tree)
{
    TreeReader reader(root, limits, tree);
    for (const auto& name : names)
        reader.read(name);
    return reading_problems(tree);
}

TreeChanges read_again(const std::string& root, const std::set<std::string>& paths, const ReadLimits& limits, SourceTree& tree)
{
    return TreeReader(root, limits, tree).read_again(paths);
}

Diagnostics reading_problems(const SourceTree& tree) { return TreeReader::problems_of(tree); }

}  // namespace gongkai::base
