#include "serve/http/connection.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include <poll.h>
#include <sys/socket.h>

namespace gongkai::serve {
namespace {

/// Whole milliseconds until then, rounded up, as poll() takes them.
int time_until(Connection::Clock::time_point deadline)
{
    const auto left = std::chrono::ceil<Connection::Duration>(deadline - Connection::Clock::now());
    return static_cast<int>(std::clamp<Connection::Duration::rep>(left.count(), 0, 3'600'000));
}

/// poll() until the deadline whatever signals come; the number of ready descriptors.
template <std::size_t count>
int poll_until(std::array<pollfd, count>& descriptors, Connection::Clock::time_point deadline)
{
    for (;;) {
        const auto ready = poll(descriptors.data(), descriptors.size(), time_until(deadline));
        if (ready > 0 || (ready < 0 && errno != EINTR))
            return ready;
        if (Connection::Clock::now() >= deadline)
            return 0;
    }
}

bool would_block() { return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR; }

}  // namespace

Connection::Connection(base::Descriptor socket, int stop, Duration stall_time)
    : socket_(std::move(socket)), stop_(stop), stall_time_(stall_time)
{
}

Connection::Readiness Connection::wait(short events, Clock::time_point deadline) const
{
    std::array<pollfd, 2> descriptors = {pollfd{socket_.get(), events, 0}, pollfd{stop_, POLLIN, 0}};
    const auto ready = poll_until(descriptors, deadline);
    if (ready < 0 || descriptors[1].revents != 0)
        return Readiness::stopped;
    return ready > 0 ? Readiness::ready : Readiness::late;
}

bool Connection::receive(Clock::time_point deadline)
{
    while (open_) {
        const auto readiness = wait(POLLIN, deadline);
        if (readiness == Readiness::late)
            return false;
        std::array<char, 4096> bytes;
        const auto count = readiness == Readiness::ready ? recv(socket_.get(), bytes.data(), bytes.size(), 0) : 0;
        if (count > 0) {
            received_.append(bytes.data(), static_cast<std::size_t>(count));
            return true;
        }
        open_ = count < 0 && would_block();
    }
    return false;
}

bool Connection::send(std::string_view bytes)
{
    while (open_ && !bytes.empty()) {
        open_ = wait(POLLOUT, Clock::now() + stall_time_) == Readiness::ready;
        const auto count = open_ ? ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL) : 0;
        if (count > 0)
            bytes.remove_prefix(static_cast<std::size_t>(count));
        else
            open_ = open_ && would_block();
    }
    return open_;
}

bool Connection::wait_beside(int descriptor, Duration time)
{
    std::array<pollfd, 3> descriptors = {pollfd{socket_.get(), POLLRDHUP, 0}, pollfd{stop_, POLLIN, 0}, pollfd{descriptor, POLLIN, 0}};
    const auto ready = poll_until(descriptors, Clock::now() + time);
    if (ready < 0 || descriptors[0].revents != 0 || descriptors[1].revents != 0)
        open_ = false;
    return open_ && descriptors[2].revents != 0;
}

void Connection::linger(Duration time)
{
    if (!open_)
        return;
    shutdown(socket_.get(), SHUT_WR);
    const auto deadline = Clock::now() + time;
    while (receive(deadline))
        received_.clear();
    open_ = false;
}

}  // namespace gongkai::serve
