#include "serve/http/loopback.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <optional>
#include <utility>

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace gongkai::serve {
namespace {

constexpr int further_ports = 50;
constexpr int last_port = 65535;

void switch_on(int socket, int level, int option)
{
    const int yes = 1;
    setsockopt(socket, level, option, &yes, sizeof yes);
}

/// A listening socket; none, with errno, if that cannot be had.
template <class Address>
base::Descriptor listen_at(const Address& address, int family)
{
    base::Descriptor listener(socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!listener)
        return listener;
    switch_on(listener.get(), SOL_SOCKET, SO_REUSEADDR);
    if (family == AF_INET6)
        switch_on(listener.get(), IPPROTO_IPV6, IPV6_V6ONLY);
    // Two programs can bind before either listens; the second is then refused here.
    if (bind(listener.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 && listen(listener.get(), SOMAXCONN) == 0)
        return listener;
    const auto failure = errno;
    listener = base::Descriptor();
    errno = failure;
    return listener;
}

base::Descriptor listen_ipv4(int port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return listen_at(address, AF_INET);
}

base::Descriptor listen_ipv6(int port)
{
    sockaddr_in6 address{};
    address.sin6_family = AF_INET6;
    address.sin6_port = htons(static_cast<std::uint16_t>(port));
    address.sin6_addr = in6addr_loopback;
    return listen_at(address, AF_INET6);
}

int port_of(int listener)
{
    sockaddr_in address{};
    socklen_t size = sizeof address;
    getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size);
    return ntohs(address.sin_port);
}

/// Both sockets on that port (0: any); nullopt, with errno, if another program has it.
std::optional<Loopback> try_port(int port)
{
    Loopback loopback;
    loopback.ipv4 = listen_ipv4(port);
    if (!loopback.ipv4)
        return std::nullopt;
    loopback.port = port_of(loopback.ipv4.get());
    loopback.ipv6 = listen_ipv6(loopback.port);
    if (!loopback.ipv6 && errno == EADDRINUSE)
        return std::nullopt;
    return loopback;  // without IPv6 if this machine has none
}

base::Diagnostic all_taken(int first, int last)
{
    if (first == 0)
        return base::error("V-PORT", {}, "找不到空闲的端口", "请停下一些正在监听端口的程序");
    return base::error("V-PORT", {}, fmt::format("端口 {} 至 {} 都已被占用", first, last), "请用 --port 另选一个端口，或停下占用端口的程序");
}

base::Diagnostic not_allowed(int port, int failure)
{
    const auto* const hint = failure == EACCES ? "这个端口须有管理员权限才能使用；请用 --port 另选一个 1024 以上的端口，如 8000" : "请用 --port 另选一个端口";
    return base::error("V-PORT", {}, fmt::format("不能在端口 {} 上监听：{}", port, std::strerror(failure)), hint);
}

}  // namespace

base::Result<Loopback> listen_on_loopback(int port)
{
    if (port < 0 || port > last_port)
        return base::error("V-PORT", {}, fmt::format("没有端口 {}：端口是 0 至 {} 的整数", port, last_port), "请用 --port 另选一个端口，如 8000");
    const auto last = std::min(port + further_ports, last_port);
    for (int next = port; next <= last; ++next) {
        const auto wanted = port == 0 ? 0 : next;
        if (auto loopback = try_port(wanted))
            return std::move(*loopback);
        if (errno != EADDRINUSE)
            return not_allowed(wanted, errno);
    }
    return all_taken(port, last);
}

}  // namespace gongkai::serve
