#include "build/read_below.hpp"

#include <cerrno>

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/descriptor.hpp"
#include "base/safe_path.hpp"

namespace gongkai::build {
namespace {

/// O_NONBLOCK: a FIFO opens at once. O_NOCTTY: no terminal becomes ours.
constexpr int reading = O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;

/// Where the kernel has no openat2 (before 5.6, or a filter of calls forbids it).
base::Descriptor walk(int folder, const std::string& path)
{
    base::Descriptor at(dup(folder));
    std::size_t begin = 0;
    for (auto slash = path.find('/'); at && slash != std::string::npos; slash = path.find('/', begin)) {
        at = base::Descriptor(openat(at.get(), path.substr(begin, slash - begin).c_str(), O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
        begin = slash + 1;
    }
    return at ? base::Descriptor(openat(at.get(), path.c_str() + begin, reading | O_NOFOLLOW)) : base::Descriptor();
}

/// Opens a safe path; without it errno says why.
base::Descriptor open_below(int folder, const std::string& path)
{
    open_how how{};
    how.flags = static_cast<std::uint64_t>(reading);
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
    base::Descriptor file(static_cast<int>(syscall(SYS_openat2, folder, path.c_str(), &how, sizeof how)));
    if (!file && (errno == ENOSYS || errno == EPERM || errno == EAGAIN))
        return walk(folder, path);
    return file;
}

Unread reason()
{
    switch (errno) {
    case ENOENT: return Unread::missing;
    case ENOTDIR:  // a file, or with walk() a link, where a folder is on the way
    case ELOOP:
    case EXDEV:
    case ENXIO: return Unread::not_a_file;
    default: return Unread::failed;
    }
}

/// Opens a regular file and tells what it is.
std::variant<base::Descriptor, Unread> open_regular(int folder, const std::string& path, struct stat& status)
{
    if (!base::is_safe_path(path))
        return Unread::missing;
    auto file = open_below(folder, path);
    if (!file || fstat(file.get(), &status) != 0)
        return reason();
    if (!S_ISREG(status.st_mode))
        return Unread::not_a_file;
    return file;
}

/// Exactly so many bytes; false if the file has become shorter.
bool fill(int file, std::string& bytes)
{
    std::size_t filled = 0;
    while (filled < bytes.size()) {
        const auto count = read(file, bytes.data() + filled, bytes.size() - filled);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return false;
        filled += static_cast<std::size_t>(count);
    }
    return true;
}

}  // namespace

std::variant<std::string, Unread> read_below(int folder, const std::string& path, std::uint64_t limit)
{
    struct stat status {};
    const auto file = open_regular(folder, path, status);
    if (const auto* why = std::get_if<Unread>(&file))
        return *why;
    const auto size = static_cast<std::uint64_t>(status.st_size);
    if (size > limit)
        return Unread::too_large;
    std::string bytes(static_cast<std::size_t>(size), '\0');
    if (!fill(std::get<base::Descriptor>(file).get(), bytes))
        return Unread::failed;
    return bytes;
}

std::variant<FileStamp, Unread> stamp_below(int folder, const std::string& path)
{
    struct stat status {};
    const auto file = open_regular(folder, path, status);
    if (const auto* why = std::get_if<Unread>(&file))
        return *why;
    return FileStamp{static_cast<std::uint64_t>(status.st_size), static_cast<std::uint64_t>(status.st_ino),
                     std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec};
}

}  // namespace gongkai::build
