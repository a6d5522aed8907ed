#include "serve/http/session.hpp"

#include "serve/http/request_head.hpp"

namespace gongkai::serve {
namespace {

using Clock = Connection::Clock;

/// Feeds the reader until the head is complete or refused; false if it did not come in time.
bool read_head(Connection& connection, HeadReader& reader, const HttpLimits& limits, bool is_first)
{
    auto deadline = Clock::now() + (is_first ? limits.head_time : limits.idle_time);
    for (;;) {
        if (!is_first && !reader.begun() && !connection.received().empty())
            deadline = Clock::now() + limits.head_time;
        connection.take(reader.take(connection.received()));
        if (reader.complete() || reader.refusal() != 0)
            return true;
        if (!connection.receive(deadline))
            return false;
    }
}

/// Answers the next request; true if another may follow.
bool serve_request(Connection& connection, const Service& service, bool is_first)
{
    HeadReader reader(service.limits);
    const auto came = read_head(connection, reader, service.limits, is_first);
    if (reader.complete())
        return answer_request(connection, reader.head(), service);
    if (came)
        answer_refused(connection, reader.head(), reader.refusal(), service);
    else if (connection.open() && reader.begun())
        answer_refused(connection, reader.head(), 408, service);
    return false;
}

}  // namespace

void serve_connection(Connection connection, const Service& service)
{
    for (bool is_first = true; serve_request(connection, service, is_first);)
        is_first = false;
    connection.linger(service.limits.linger_time);
}

void turn_away(Connection connection, const Service& service)
{
    answer_refused(connection, {}, 503, service);
    connection.linger(service.limits.linger_time);
}

}  // namespace gongkai::serve
