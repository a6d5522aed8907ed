#include "archive/new_file.hpp"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace gongkai::archive {
namespace {

base::Diagnostic failure(const std::string& path, std::string_view what)
{
    return base::error("O-WRITE", {}, fmt::format("{}：{}：{}", path, what, std::strerror(errno)), "请检查文件夹、磁盘空间和权限；原有文件没有改动");
}

std::string folder_of(const std::string& path)
{
    const auto slash = path.rfind('/');
    return slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
}

base::Diagnostics check_place(const std::string& path)
{
    struct stat status {};
    if (lstat(path.c_str(), &status) != 0)
        return {};
    if (S_ISLNK(status.st_mode))
        return {base::error("O-LINK", {}, path + "：是符号链接，不写入", "请写出链接所指的文件")};
    if (!S_ISREG(status.st_mode))
        return {base::error("O-FILE", {}, path + "：不是文件", "请写明文件名，如 档案.zip")};
    return {};
}

}  // namespace

base::Result<std::unique_ptr<NewFile>> NewFile::begin(const std::string& path)
{
    if (auto problems = check_place(path); !problems.empty())
        return problems;
    std::unique_ptr<NewFile> file(new NewFile(path, folder_of(path)));
    if (!file->open())
        return failure(path, "无法写入");
    return file;
}

NewFile::~NewFile()
{
    if (!name_.empty())
        unlink(name_.c_str());
}

bool NewFile::open() { return make_unnamed() || ((errno == EOPNOTSUPP || errno == EISDIR || errno == EINVAL) && make_named()); }

bool NewFile::make_unnamed()
{
    file_ = base::Descriptor(::open(folder_.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0644));
    return static_cast<bool>(file_);
}

/// A template for mkostemp, and so for a name that nobody has.
std::string NewFile::new_name() const
{
    const auto slash = path_.rfind('/');
    return fmt::format("{}/.{}.gongkai-XXXXXX", folder_, slash == std::string::npos ? path_ : path_.substr(slash + 1));
}

bool NewFile::make_named()
{
    auto name = new_name();
    file_ = base::Descriptor(mkostemp(name.data(), O_CLOEXEC));
    if (!file_)
        return false;
    name_ = name;
    return fchmod(file_.get(), 0644) == 0;
}

/// A name for bytes without one: linkat() needs one that nobody has, mkostemp() finds it.
bool NewFile::give_name()
{
    if (!name_.empty())
        return true;
    auto name = new_name();
    const base::Descriptor holder(mkostemp(name.data(), O_CLOEXEC));
    if (!holder || unlink(name.c_str()) != 0)
        return false;
    if (linkat(AT_FDCWD, path_of_bytes().c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) != 0)
        return false;
    name_ = name;
    return true;
}

std::string NewFile::path_of_bytes() const { return fmt::format("/proc/self/fd/{}", file_.get()); }

bool NewFile::write(std::string_view bytes) { return base::write_all(file_.get(), bytes); }

base::Diagnostics NewFile::commit()
{
    if (fsync(file_.get()) != 0 || !give_name())
        return {failure(path_, "无法写入")};
    if (rename(name_.c_str(), path_.c_str()) != 0)
        return {failure(path_, "无法替换")};
    name_.clear();
    const base::Descriptor folder(::open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    fsync(folder.get());  // the name, too; the bytes are there whatever comes of it
    return {};
}

}  // namespace gongkai::archive
