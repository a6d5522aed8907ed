#include "serve/watch/polling_reason.hpp"

#include <cerrno>
#include <cstring>

#include <fmt/format.h>

namespace gongkai::serve {
namespace {

std::string look_every(const WatchTimes& times) { return fmt::format("每隔 {} 毫秒查看一次文件", times.poll.count()); }

std::string remedy_for(std::string_view filesystem)
{
    if (filesystem == "9p" || filesystem == "WSL")
        return "要立即看到更改，请把项目移到本机磁盘上；在 WSL 中是 Linux 的主目录（~），不是 /mnt";
    return "要立即看到更改，请把项目移到本机磁盘上";
}

}  // namespace

std::string polling_was_asked_for(const WatchTimes& times) { return "按要求" + look_every(times); }

std::string polling_for_filesystem(const std::string& name, std::string_view filesystem, const WatchTimes& times)
{
    return fmt::format("{}在 {} 文件系统上，那里的更改系统不都通知，因此{}。{}", name.empty() ? "项目文件夹" : name + " ",
                       filesystem, look_every(times), remedy_for(filesystem));
}

std::string polling_for_failure(const WatchFailure& failure, const WatchTimes& times)
{
    if (failure.step == WatchFailure::Step::add && failure.error == ENOSPC)
        return fmt::format("系统允许监视的文件夹数（fs.inotify.max_user_watches）已用完，因此{}。"
                           "要立即看到更改，请运行 sudo sysctl fs.inotify.max_user_watches=524288，再重新启动预览",
                           look_every(times));
    if (failure.step == WatchFailure::Step::create && failure.error == EMFILE)
        return fmt::format("系统允许的监视实例数（fs.inotify.max_user_instances）或本程序可打开的文件数已用完，因此{}。"
                           "要立即看到更改，请运行 sudo sysctl fs.inotify.max_user_instances=1024，再重新启动预览",
                           look_every(times));
    if (failure.error == 0)
        return fmt::format("项目文件夹被移走或删去，因此{}。请在项目所在的地方重新启动预览", look_every(times));
    return fmt::format("系统不能监视文件夹（{}），因此{}", std::strerror(failure.error), look_every(times));
}

}  // namespace gongkai::serve
