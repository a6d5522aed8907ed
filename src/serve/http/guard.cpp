#include "serve/http/guard.hpp"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "serve/http/fields.hpp"
#include "serve/http/refusal.hpp"

namespace gongkai::serve {
namespace {

using Refusal = std::optional<HttpResponse>;

/// What an authority is without its port, if that is ours; nullopt otherwise.
std::optional<std::string_view> without_port(std::string_view authority, int port)
{
    const auto suffix = fmt::format(":{}", port);
    if (authority.ends_with(suffix))
        return authority.substr(0, authority.size() - suffix.size());
    if (port == 80)
        return authority;
    return std::nullopt;
}

bool is_label(std::string_view label)
{
    const auto is_plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    };
    return !label.empty() && std::all_of(label.begin(), label.end(), is_plain);
}

/// True for "localhost" and names beneath it; a dot at the end is not taken.
bool is_localhost(std::string_view name)
{
    for (auto dot = name.find('.'); dot != std::string_view::npos; dot = name.find('.')) {
        if (!is_label(name.substr(0, dot)))
            return false;
        name.remove_prefix(dot + 1);
    }
    return same_ignoring_case(name, "localhost");
}

/// The host of an authority that stands for this preview.
std::optional<std::string_view> own_host(std::string_view authority, int port)
{
    const auto host = without_port(authority, port);
    if (host && (*host == "127.0.0.1" || *host == "[::1]" || is_localhost(*host)))
        return host;
    return std::nullopt;
}

HttpResponse foreign_host(int port)
{
    return refusal(403, fmt::format("拒绝访问：预览只接受发往本机的请求。请在浏览器的地址栏中输入 http://localhost:{}/ 。", port));
}

HttpResponse foreign_page(int port)
{
    return refusal(403, fmt::format("拒绝访问：请求来自其他网站的页面。请新开一个标签页，在地址栏中输入 http://localhost:{}/ 。", port));
}

Refusal check_host(const HttpRequest& request, int port)
{
    const auto hosts = field_values(request.headers, "Host");
    if (hosts.size() != 1)
        return refusal(400, "请求须有且只有一个 Host。");
    if (!own_host(hosts.front(), port))
        return foreign_host(port);
    return std::nullopt;
}

/// True if the origin is that of a page which came from the same Host.
bool is_own_origin(std::string_view origin, std::string_view host_field, int port)
{
    constexpr std::string_view scheme = "http://";
    if (!origin.starts_with(scheme))
        return false;
    const auto host = own_host(origin.substr(scheme.size()), port);
    const auto wanted = own_host(host_field, port);
    return host && wanted && same_ignoring_case(*host, *wanted);
}

Refusal check_origin(const HttpRequest& request, int port)
{
    const auto origins = field_values(request.headers, "Origin");
    const auto sites = field_values(request.headers, "Sec-Fetch-Site");
    if (origins.size() > 1 || sites.size() > 1)
        return refusal(400);
    if (!origins.empty() && !is_own_origin(origins.front(), *find_field(request.headers, "Host"), port))
        return foreign_page(port);
    if (!sites.empty() && sites.front() != "same-origin" && sites.front() != "none")
        return foreign_page(port);
    return std::nullopt;
}

Refusal check_body(const Headers& headers)
{
    if (find_field(headers, "Transfer-Encoding") || find_field(headers, "Expect"))
        return refusal(400, "预览只读：不接受带内容的请求。");
    const auto lengths = field_values(headers, "Content-Length");
    if (lengths.empty())
        return std::nullopt;
    const auto length = lengths.front();
    if (lengths.size() > 1 || length.empty() || length.find_first_not_of("0123456789") != std::string_view::npos)
        return refusal(400);
    if (length.find_first_not_of('0') != std::string_view::npos)
        return refusal(413);
    return std::nullopt;
}

}  // namespace

std::optional<HttpResponse> guard(const HttpRequest& request, int port)
{
    if (auto refused = check_host(request, port))
        return refused;
    if (auto refused = check_origin(request, port))
        return refused;
    if (request.method != "GET" && request.method != "HEAD")
        return refusal(405);
    return check_body(request.headers);
}

}  // namespace gongkai::serve
