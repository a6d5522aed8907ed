#include "build/publish.hpp"

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <mutex>
#include <set>
#include <unordered_set>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hash.hpp"
#include "base/safe_path.hpp"
#include "base/descriptor.hpp"
#include "build/manifest.hpp"
#include "build/output_place.hpp"
#include "build/published_folder.hpp"
#include "build/read_below.hpp"

namespace gongkai::build {
namespace {

namespace fs = std::filesystem;

base::Diagnostic refusal(const std::string& code, const std::string& path, const std::string& message, const std::string& hint)
{
    return base::error(code, {}, path + "：" + message, hint);
}

std::string reason() { return std::strerror(errno); }

base::Descriptor open_folder(const fs::path& path)
{
    return base::Descriptor(open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
}

std::optional<base::Diagnostic> check_existing(const fs::path& output)
{
    struct stat status {};
    const auto name = output.string();
    if (lstat(output.c_str(), &status) != 0)
        return std::nullopt;
    if (S_ISLNK(status.st_mode))
        return refusal("O-LINK", name, "是符号链接，不写入", "请写出链接所指的文件夹");
    if (!S_ISDIR(status.st_mode))
        return refusal("O-FILE", name, "是文件，不是文件夹", "请另选一个文件夹");
    std::error_code failure;
    if (fs::is_empty(output, failure))
        return std::nullopt;
    if (!read_manifest(open_folder(output).get()))
        return refusal("O-FOREIGN", name, fmt::format("不是空的，也没有 {}，不是由本程序写成的", manifest_name),
                       "为免误删，不写入；请另选一个文件夹，或自行清空它");
    return std::nullopt;
}

}  // namespace

struct Publication::State {
    fs::path output;
    fs::path staging;     ///< the new site, beside the output
    fs::path set_aside;   ///< the old site, where folders cannot be exchanged
    base::Descriptor output_folder;
    base::Descriptor staging_folder;
    Manifest old_files;
    std::mutex mutex;
    Manifest files;
    std::unordered_set<std::string> folders;
    base::Diagnostics problems;
    std::atomic<std::size_t> written = 0;
    std::atomic<std::size_t> unchanged = 0;

    void fail(const std::string& path, const std::string& message)
    {
        const std::lock_guard lock(mutex);
        problems.push_back(refusal("O-WRITE", path, message, "请检查磁盘空间和权限；原有网站没有改动"));
    }

    /// Creates the folders above a path.
    bool make_folders(const std::string& path)
    {
        const std::lock_guard lock(mutex);
        for (auto slash = path.find('/'); slash != std::string::npos; slash = path.find('/', slash + 1)) {
            const auto folder = path.substr(0, slash);
            if (!folders.insert(folder).second)
                continue;
            if (mkdirat(staging_folder.get(), folder.c_str(), 0755) != 0 && errno != EEXIST)
                return false;
        }
        return true;
    }

    bool link_unchanged(const std::string& path, std::string_view bytes)
    {
        if (!old_files.contains(path))
            return false;
        const auto old = read_below(output_folder.get(), path, bytes.size());
        const auto* old_bytes = std::get_if<std::string>(&old);
        return old_bytes && *old_bytes == bytes &&
               linkat(output_folder.get(), path.c_str(), staging_folder.get(), path.c_str(), 0) == 0;
    }

    bool write_new(const std::string& path, std::string_view bytes)
    {
        const base::Descriptor file(openat(staging_folder.get(), path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644));
        return file && base::write_all(file.get(), bytes);
    }

    bool nothing_changed() const { return written == 0 && files == old_files; }

    std::optional<base::Diagnostic> swap_in();
};

std::optional<base::Diagnostic> Publication::State::swap_in()
{
    if (!output_folder) {
        if (rename(staging.c_str(), output.c_str()) == 0)
            return std::nullopt;
        return refusal("O-WRITE", output.string(), "无法建立：" + reason(), "请检查权限");
    }
    if (renameat2(AT_FDCWD, staging.c_str(), AT_FDCWD, output.c_str(), RENAME_EXCHANGE) == 0) {
        std::error_code ignored;
        fs::remove_all(staging, ignored);
        return std::nullopt;
    }
    if (errno != EINVAL && errno != ENOSYS)
        return refusal("O-WRITE", output.string(), "无法替换：" + reason(), "请检查权限；原有网站没有改动");
    // This file system cannot exchange: two renames. begin() puts the old site
    // back if a run ends between them.
    if (rename(output.c_str(), set_aside.c_str()) != 0 || rename(staging.c_str(), output.c_str()) != 0)
        return refusal("O-WRITE", output.string(), "无法替换：" + reason(), "请检查权限；再运行一次会恢复原有网站");
    std::error_code ignored;
    fs::remove_all(set_aside, ignored);
    return std::nullopt;
}

base::Result<std::unique_ptr<Publication>> Publication::begin(const std::string& output, const std::string& project)
{
    auto state = std::make_unique<State>();
    state->output = resolved_output(output);
    const auto name = state->output.filename().string();
    state->staging = state->output.parent_path() / fmt::format(".{}.gongkai-new", name);
    state->set_aside = state->output.parent_path() / fmt::format(".{}.gongkai-old", name);
    if (auto problem = check_output_place(state->output, project))
        return *problem;
    std::error_code failure;
    fs::create_directories(state->output.parent_path(), failure);
    if (!fs::exists(fs::symlink_status(state->output)) && fs::is_directory(state->set_aside, failure))
        fs::rename(state->set_aside, state->output, failure);
    if (auto problem = check_existing(state->output))
        return *problem;
    state->output_folder = open_folder(state->output);
    const auto busy = refusal("O-BUSY", state->output.string(), "另一次生成正在写入这里", "请等它结束");
    if (state->output_folder && flock(state->output_folder.get(), LOCK_EX | LOCK_NB) != 0)
        return busy;
    if (mkdir(state->staging.c_str(), 0755) != 0 && errno != EEXIST)
        return refusal("O-WRITE", state->staging.string(), "无法建立：" + reason(), "请检查权限");
    state->staging_folder = open_folder(state->staging);
    if (!state->staging_folder)
        return refusal("O-WRITE", state->staging.string(), "无法打开：" + reason(), "请删去它再试");
    if (flock(state->staging_folder.get(), LOCK_EX | LOCK_NB) != 0)
        return busy;
    // What a killed run left behind.
    for (const auto& entry : fs::directory_iterator(state->staging, failure))
        fs::remove_all(entry.path(), failure);
    if (state->output_folder)
        state->old_files = read_manifest(state->output_folder.get()).value_or(Manifest());
    return std::unique_ptr<Publication>(new Publication(std::move(state)));
}

Publication::Publication(std::unique_ptr<State> state) : state_(std::move(state)) {}

Publication::~Publication()
{
    if (!state_)
        return;
    std::error_code ignored;
    fs::remove_all(state_->staging, ignored);
}

void Publication::add(const std::string& path, std::string_view bytes)
{
    auto& state = *state_;
    if (!base::is_safe_path(path) || path == manifest_name) {
        state.fail(path, "不能作为网站内的路径");
        return;
    }
    ManifestEntry entry{bytes.size(), base::sha256_hex(bytes)};
    {
        const std::lock_guard lock(state.mutex);
        if (!state.files.emplace(path, std::move(entry)).second) {
            state.problems.push_back(refusal("O-TWICE", path, "两个页面要写同一个文件", "请改其中一个的名称"));
            return;
        }
    }
    if (!state.make_folders(path)) {
        state.fail(path, "无法建立文件夹：" + reason());
    } else if (state.link_unchanged(path, bytes)) {
        ++state.unchanged;
    } else if (state.write_new(path, bytes)) {
        ++state.written;
    } else {
        state.fail(path, "无法写入：" + reason());
    }
}

base::Result<PublishSummary> Publication::commit()
{
    auto& state = *state_;
    if (!state.problems.empty()) {
        base::sort_and_unique(state.problems);
        return state.problems;
    }
    PublishSummary summary{state.written, state.unchanged, 0};
    for (const auto& [path, entry] : state.old_files)
        summary.removed += state.files.contains(path) ? 0 : 1;
    if (state.nothing_changed())
        return summary;
    if (!state.write_new(std::string(manifest_name), to_json(state.files))) {
        state.fail(std::string(manifest_name), "无法写入：" + reason());
        return state.problems;
    }
    if (auto problem = state.swap_in())
        return *problem;
    state_.reset();
    return summary;
}

}  // namespace gongkai::build
