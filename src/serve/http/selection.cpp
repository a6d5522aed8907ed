#include "serve/http/selection.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "serve/http/byte_range.hpp"
#include "serve/http/fields.hpp"
#include "serve/http/refusal.hpp"

namespace gongkai::serve {
namespace {

std::string_view without_weak_mark(std::string_view tag) { return tag.starts_with("W/") ? tag.substr(2) : tag; }

/// True if If-None-Match names the tag: "*", or a list of entity tags that has it. Commas may
/// stand within a tag, so the list is taken apart by its quotation marks.
bool names_tag(std::string_view field, std::string_view tag)
{
    if (trimmed(field) == "*")
        return true;
    const auto wanted = without_weak_mark(tag);
    for (auto open = field.find('"'); open != std::string_view::npos; open = field.find('"')) {
        const auto close = field.find('"', open + 1);
        if (close == std::string_view::npos)
            return false;
        if (field.substr(open, close + 1 - open) == wanted)
            return true;
        field.remove_prefix(close + 1);
    }
    return false;
}

bool is_known(const HttpRequest& request, const std::string* tag)
{
    const auto fields = field_values(request.headers, "If-None-Match");
    return tag && std::any_of(fields.begin(), fields.end(), [&](auto field) { return names_tag(field, *tag); });
}

/// True unless If-Range says that the client has parts of something else.
bool range_applies(const HttpRequest& request, const std::string* tag)
{
    const auto* condition = find_field(request.headers, "If-Range");
    return !condition || (tag && !tag->starts_with("W/") && *condition == *tag);
}

HttpResponse not_modified(HttpResponse response)
{
    response.status = 304;
    response.body = nullptr;
    return response;
}

HttpResponse unsatisfiable(std::size_t size)
{
    auto response = refusal(416);
    response.headers.emplace_back("Content-Range", fmt::format("bytes */{}", size));
    return response;
}

std::string content_range(const ByteRange& range, std::size_t size)
{
    return fmt::format("bytes {}-{}/{}", range.begin, range.end - 1, size);
}

std::string_view part_of(const std::string& body, const ByteRange& range)
{
    return std::string_view(body).substr(range.begin, range.end - range.begin);
}

/// A line that is in none of the parts.
std::string boundary_for(const std::string& body)
{
    auto boundary = std::string("gongkai");
    for (int i = 0; body.find("--" + boundary) != std::string::npos; ++i)
        boundary = fmt::format("gongkai-{}", i);
    return boundary;
}

HttpResponse several_parts(HttpResponse response, const std::vector<ByteRange>& ranges)
{
    const auto& body = *response.body;
    const auto boundary = boundary_for(body);
    std::string parts;
    for (const auto& range : ranges)
        parts += fmt::format("--{}\r\nContent-Type: {}\r\nContent-Range: {}\r\n\r\n{}\r\n", boundary, response.content_type,
                             content_range(range, body.size()), part_of(body, range));
    parts += fmt::format("--{}--\r\n", boundary);
    response.content_type = "multipart/byteranges; boundary=" + boundary;
    response.body = std::make_shared<const std::string>(std::move(parts));
    return response;
}

HttpResponse one_part(HttpResponse response, const ByteRange& range)
{
    response.headers.emplace_back("Content-Range", content_range(range, response.body->size()));
    response.body = std::make_shared<const std::string>(part_of(*response.body, range));
    return response;
}

HttpResponse partial(HttpResponse response, const std::vector<ByteRange>& ranges)
{
    if (ranges.empty())
        return unsatisfiable(response.body->size());
    response.status = 206;
    return ranges.size() == 1 ? one_part(std::move(response), ranges.front()) : several_parts(std::move(response), ranges);
}

}  // namespace

HttpResponse select_content(const HttpRequest& request, HttpResponse response, std::size_t range_limit)
{
    if (response.status != 200 || response.is_event_stream)
        return response;
    const auto* tag = find_field(response.headers, "ETag");
    if (is_known(request, tag))
        return not_modified(std::move(response));
    const auto wanted = field_values(request.headers, "Range");
    if (request.method != "GET" || wanted.size() != 1 || !response.body || response.body->empty() || !range_applies(request, tag))
        return response;
    const auto ranges = parse_ranges(wanted.front(), response.body->size(), range_limit);
    return ranges ? partial(std::move(response), *ranges) : response;
}

}  // namespace gongkai::serve
