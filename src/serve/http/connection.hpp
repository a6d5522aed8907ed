// One accepted socket. Every wait is bounded, and ends at once when the server stops.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "base/descriptor.hpp"

namespace gongkai::serve {

class Connection {
public:
    using Clock = std::chrono::steady_clock;
    using Duration = std::chrono::milliseconds;

    /// `socket` does not block; `stop` is a descriptor that becomes readable when the server
    /// stops. A write that makes no progress for `stall_time` ends the connection.
    Connection(base::Descriptor socket, int stop, Duration stall_time);

    /// False once there is nothing more to say: the client has gone, a write has failed or the
    /// server stops. It stays so.
    bool open() const { return open_; }

    /// Waits for further bytes and adds them to received(); false if none came until then, or
    /// the client has said its last (open() is then false).
    bool receive(Clock::time_point deadline);

    /// What has come and was not yet taken; take() drops its first `count` bytes.
    std::string_view received() const { return received_; }
    void take(std::size_t count) { received_.erase(0, count); }

    /// Sends all bytes; false if the connection has ended.
    bool send(std::string_view bytes);

    /// Waits until the other descriptor is readable (true), the time is over (false), or the
    /// connection has ended: the client closed it, be it only its own side (false, and open() as well).
    bool wait_beside(int descriptor, Duration time);

    /// Closes the own side, then reads away what the client still sends until it closes too,
    /// for `time` at most: closing with unread bytes would destroy the answer on its way.
    void linger(Duration time);

private:
    enum class Readiness { ready, late, stopped };

    Readiness wait(short events, Clock::time_point deadline) const;

    base::Descriptor socket_;
    int stop_;
    Duration stall_time_;
    std::string received_;
    bool open_ = true;
};

}  // namespace gongkai::serve
