#include "serve/http/answer_headers.hpp"

#include <algorithm>
#include <array>
#include <ctime>
#include <iterator>
#include <string>
#include <string_view>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "serve/http/fields.hpp"

namespace gongkai::serve {
namespace {

constexpr std::string_view policy = "Content-Security-Policy";

bool is_ours(std::string_view name)
{
    constexpr std::array<std::string_view, 8> names = {"Content-Type", "Content-Length", "Accept-Ranges", "Date",
                                                       "Connection",   "Keep-Alive",     "Server",        "Transfer-Encoding"};
    constexpr std::string_view sharing = "Access-Control-";
    return same_ignoring_case(name.substr(0, sharing.size()), sharing) ||
           std::any_of(names.begin(), names.end(), [&](auto other) { return same_ignoring_case(name, other); }) ||
           (find_field(fixed_headers(), name) && !same_ignoring_case(name, policy));
}

/// RFC 9110, section 5.6.7. Made by hand: strftime() takes the names of days from the locale.
std::string http_date(std::time_t time)
{
    constexpr std::array days = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto utc = fmt::gmtime(time);
    return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} GMT", days[static_cast<std::size_t>(utc.tm_wday)], utc.tm_mday,
                       months[static_cast<std::size_t>(utc.tm_mon)], utc.tm_year + 1900, utc.tm_hour, utc.tm_min, utc.tm_sec);
}

}  // namespace

const Headers& fixed_headers()
{
    static const Headers headers = {
        {"X-Content-Type-Options", "nosniff"},
        {"Cache-Control", "no-store"},
        {"Cross-Origin-Resource-Policy", "same-origin"},
        {"Cross-Origin-Opener-Policy", "same-origin"},
        {"X-Frame-Options", "DENY"},
        {"Referrer-Policy", "no-referrer"},
        {"X-Robots-Tag", "noindex, nofollow"},
        {std::string(policy), "frame-ancestors 'none'"},
    };
    return headers;
}

Headers answer_headers(const HttpResponse& response, bool last)
{
    auto headers = fixed_headers();
    std::copy_if(response.headers.begin(), response.headers.end(), std::back_inserter(headers),
                 [](const auto& field) { return !is_ours(field.first); });
    headers.emplace_back("Date", http_date(std::time(nullptr)));
    if (last)
        headers.emplace_back("Connection", "close");
    if (response.status == 304 || response.status == 204)
        return headers;
    if (response.is_event_stream) {
        headers.emplace_back("Content-Type", "text/event-stream; charset=utf-8");
        return headers;
    }
    headers.emplace_back("Content-Type", response.content_type);
    headers.emplace_back("Content-Length", std::to_string(response.body ? response.body->size() : 0));
    if (response.status == 200 || response.status == 206)
        headers.emplace_back("Accept-Ranges", "bytes");
    return headers;
}

}  // namespace gongkai::serve
