// A client of raw sockets, so that a test can send any bytes, slowly or not at all.
#pragma once

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include "base/descriptor.hpp"
#include "serve/http/fields.hpp"
#include "serve/http/message.hpp"

namespace http_test {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

/// So long a test waits for what must happen; only a failure takes it.
constexpr auto patience = 20s;

/// Waits until the condition holds; false if it does not in time.
template <class Condition>
bool eventually(Condition condition)
{
    for (const auto end = Clock::now() + patience; Clock::now() < end; std::this_thread::sleep_for(5ms))
        if (condition())
            return true;
    return condition();
}

struct Answer {
    int status = 0;
    gongkai::serve::Headers headers;
    std::string body;

    std::string field(std::string_view name) const
    {
        const auto* value = gongkai::serve::find_field(headers, name);
        return value ? *value : "";
    }
    bool has(std::string_view name) const { return gongkai::serve::find_field(headers, name) != nullptr; }
};

class Client {
public:
    /// Connects to an address of this machine; connected() tells whether it listens.
    explicit Client(int port, const std::string& address = "127.0.0.1")
    {
        sockaddr_storage where{};
        const auto size = parse(address, port, where);
        socket_ = gongkai::base::Descriptor(socket(where.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0));
        connected_ = connect(socket_.get(), reinterpret_cast<const sockaddr*>(&where), size) == 0;
        fcntl(socket_.get(), F_SETFL, O_NONBLOCK);
    }

    bool connected() const { return connected_; }
    int descriptor() const { return socket_.get(); }

    /// Sends all bytes; false if the server does not take them.
    bool send(std::string_view bytes)
    {
        while (!bytes.empty()) {
            if (!wait(POLLOUT, Clock::now() + patience))
                return false;
            const auto count = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (count < 0 && errno != EAGAIN)
                return false;
            bytes.remove_prefix(count > 0 ? static_cast<std::size_t>(count) : 0);
        }
        return true;
    }

    /// Reads one answer; nullopt if the connection ends before. An answer to HEAD has no body.
    std::optional<Answer> answer(bool to_head = false)
    {
        if (!read_until([&] { return received_.find("\r\n\r\n") != std::string::npos; }))
            return std::nullopt;
        auto answer = take_head();
        if (to_head || answer.status == 304 || answer.status == 204)
            return answer;
        const auto length = answer.field("Content-Length");
        std::size_t size = 0;
        std::from_chars(length.data(), length.data() + length.size(), size);
        if (length.empty())
            size = read_to_end().size();
        else if (!read_until([&] { return received_.size() >= size; }))
            return std::nullopt;
        answer.body = received_.substr(0, size);
        received_.erase(0, size);
        return answer;
    }

    /// Reads until what has come holds the text, and takes all up to its end; "" if it does not come.
    std::string read_through(std::string_view text)
    {
        if (!read_until([&] { return received_.find(text) != std::string::npos; }))
            return "";
        const auto end = received_.find(text) + text.size();
        const auto taken = received_.substr(0, end);
        received_.erase(0, end);
        return taken;
    }

    /// What has come, after reading for that time.
    std::string read_for(Clock::duration time)
    {
        for (const auto end = Clock::now() + time; Clock::now() < end && receive(end);) {
        }
        return received_;
    }

    /// Reads until the server closes; all that has come.
    std::string read_to_end()
    {
        read_until([] { return false; });
        return received_;
    }

    /// True if the server closes the connection before the test loses patience.
    bool ends()
    {
        read_to_end();
        return ended_;
    }

    /// True if it closes it in an orderly way: a browser might throw an answer away after a reset.
    bool ends_cleanly()
    {
        read_to_end();
        return ended_ && !was_reset_;
    }

    /// True if the end of the connection has been read.
    bool closed() const { return ended_; }

    /// Sends what fits at the moment; false once the server takes no more for good.
    bool try_send(std::string_view bytes)
    {
        return ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL) >= 0 || errno == EAGAIN;
    }

    void close_own_side() { shutdown(socket_.get(), SHUT_WR); }

    /// Closes without a farewell: the server gets a reset.
    void reset()
    {
        const linger hard{1, 0};
        setsockopt(socket_.get(), SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
        socket_ = gongkai::base::Descriptor();
    }

private:
    static socklen_t parse(const std::string& address, int port, sockaddr_storage& where)
    {
        auto& ipv4 = reinterpret_cast<sockaddr_in&>(where);
        auto& ipv6 = reinterpret_cast<sockaddr_in6&>(where);
        if (inet_pton(AF_INET, address.c_str(), &ipv4.sin_addr) == 1) {
            ipv4.sin_family = AF_INET;
            ipv4.sin_port = htons(static_cast<std::uint16_t>(port));
            return sizeof ipv4;
        }
        inet_pton(AF_INET6, address.c_str(), &ipv6.sin6_addr);
        ipv6.sin6_family = AF_INET6;
        ipv6.sin6_port = htons(static_cast<std::uint16_t>(port));
        return sizeof ipv6;
    }

    bool wait(short events, Clock::time_point end) const
    {
        pollfd descriptor{socket_.get(), events, 0};
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now()).count();
        return poll(&descriptor, 1, static_cast<int>(std::max<std::int64_t>(left, 0))) > 0;
    }

    /// Adds what comes to received_; false at the end of the connection or the time.
    bool receive(Clock::time_point end)
    {
        if (ended_ || !wait(POLLIN, end))
            return false;
        char bytes[16384];
        const auto count = recv(socket_.get(), bytes, sizeof bytes, 0);
        if (count > 0)
            received_.append(bytes, static_cast<std::size_t>(count));
        was_reset_ = count < 0 && errno != EAGAIN;
        ended_ = count == 0 || was_reset_;
        return !ended_;
    }

    template <class Condition>
    bool read_until(Condition condition)
    {
        const auto end = Clock::now() + patience;
        while (!condition())
            if (!receive(end))
                return condition();
        return true;
    }

    Answer take_head()
    {
        const auto end = received_.find("\r\n\r\n");
        std::string_view head = std::string_view(received_).substr(0, end);
        Answer answer;
        std::from_chars(head.data() + std::min<std::size_t>(9, head.size()), head.data() + std::min<std::size_t>(12, head.size()), answer.status);
        for (auto line = head.find("\r\n"); line != std::string_view::npos; line = head.find("\r\n", line + 2)) {
            const auto field = head.substr(line + 2, head.find("\r\n", line + 2) - line - 2);
            const auto colon = std::min(field.find(':'), field.size());
            answer.headers.emplace_back(field.substr(0, colon), gongkai::serve::trimmed(field.substr(std::min(colon + 1, field.size()))));
        }
        received_.erase(0, end + 4);
        return answer;
    }

    gongkai::base::Descriptor socket_;
    bool connected_ = false;
    bool ended_ = false;
    bool was_reset_ = false;
    std::string received_;
};

}  // namespace http_test
