#include "serve/http/server.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <thread>

#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

#include "serve/http/loopback.hpp"
#include "serve/http/session.hpp"
#include "serve/http/workers.hpp"

namespace gongkai::serve {
namespace {

/// True if accept4() failed for want of descriptors or memory. Its other failures concern one
/// connection, which is gone (accept(2)).
bool lacks_resources() { return errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM; }

base::Descriptor accept_from(int listener)
{
    base::Descriptor socket(accept4(listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
    const int yes = 1;
    if (socket)
        setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    return socket;
}

}  // namespace

struct HttpServer::State {
    Service service;
    Loopback loopback;
    base::Descriptor stopping;  ///< an eventfd, readable once the server stops
    Workers workers;             ///< used by the acceptor alone
    std::thread acceptor;

    void accept_until_stopped();
    void accept_one(int listener);
    void serve(base::Descriptor socket);
    void pause() const;
};

void HttpServer::State::accept_until_stopped()
{
    // poll() passes over the descriptor -1 of a missing IPv6.
    std::array<pollfd, 3> descriptors = {pollfd{stopping.get(), POLLIN, 0}, pollfd{loopback.ipv4.get(), POLLIN, 0},
                                         pollfd{loopback.ipv6.get(), POLLIN, 0}};
    while (descriptors[0].revents == 0) {
        const auto ready = poll(descriptors.data(), descriptors.size(), -1);
        if (ready < 0)
            continue;
        for (std::size_t i = 1; i < descriptors.size(); ++i)
            if (descriptors[i].revents != 0)
                accept_one(descriptors[i].fd);
    }
}

void HttpServer::State::accept_one(int listener)
{
    auto socket = accept_from(listener);
    if (socket)
        serve(std::move(socket));
    else if (lacks_resources())
        pause();
}

/// Serves the connection on a thread, or turns it away there; closes it if there are too many even for that.
void HttpServer::State::serve(base::Descriptor socket)
{
    const auto running = workers.running();
    if (running >= service.limits.connections + service.limits.refused_connections)
        return;
    const auto task = running < service.limits.connections ? serve_connection : turn_away;
    const auto connection = std::make_shared<Connection>(std::move(socket), stopping.get(), service.limits.stall_time);
    workers.start([this, task, connection] { task(std::move(*connection), service); });
}

/// Waits for others to give descriptors or memory back; the listener stays readable meanwhile.
void HttpServer::State::pause() const
{
    pollfd stop{stopping.get(), POLLIN, 0};
    poll(&stop, 1, 50);
}

HttpServer::HttpServer(std::unique_ptr<State> state) : state_(std::move(state)) {}

HttpServer::~HttpServer() { stop(); }

base::Result<std::unique_ptr<HttpServer>> HttpServer::start(int port, HttpHandler handler, EventHub& events, const HttpLimits& limits)
{
    auto loopback = listen_on_loopback(port);
    if (!loopback)
        return loopback.failures();
    base::Descriptor stopping(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (!stopping)
        return base::error("V-PORT", {}, fmt::format("不能启动预览服务器：{}", std::strerror(errno)), "请关闭一些程序后再试");
    const auto own_port = loopback->port;
    std::unique_ptr<HttpServer> server(new HttpServer(std::unique_ptr<State>(
        new State{{std::move(handler), events, limits, own_port}, std::move(*loopback), std::move(stopping), {}, {}})));
    server->state_->acceptor = std::thread([state = server->state_.get()] { state->accept_until_stopped(); });
    return server;
}

int HttpServer::port() const { return state_->service.port; }

void HttpServer::stop()
{
    if (!state_->acceptor.joinable())
        return;
    eventfd_write(state_->stopping.get(), 1);
    state_->acceptor.join();
    state_->loopback = Loopback();
    state_->workers.wait();
}

}  // namespace gongkai::serve
