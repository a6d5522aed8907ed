#include "serve/routes.hpp"

#include <fmt/format.h>

#include "base/hash.hpp"
#include "serve/changes_page.hpp"
#include "serve/client_files.hpp"
#include "serve/content_type.hpp"
#include "serve/frame.hpp"
#include "serve/http/request_path.hpp"
#include "serve/page_json.hpp"
#include "serve/status_page.hpp"

namespace gongkai::serve {
namespace {

HttpResponse response(int status, std::string_view type, std::string body)
{
    HttpResponse answer;
    answer.status = status;
    answer.content_type = type;
    answer.body = std::make_shared<const std::string>(std::move(body));
    return answer;
}

HttpResponse plain_text(int status, std::string text) { return response(status, content_type(".txt"), std::move(text)); }

/// A page of the preview's own in the frame of all pages.
HttpResponse framed_page(int status, const std::string& html, const std::string& path, const std::string& version)
{
    return response(status, content_type(".html"), framed(html, path, version));
}

HttpResponse redirect(const std::string& location)
{
    auto answer = plain_text(307, "请看 " + location + "\n");
    answer.headers.emplace_back("Location", location);
    return answer;
}

/// Bytes that are what is served, with their version as the entity tag.
HttpResponse file_response(const build::Output& output)
{
    const auto version = version_text(output.version);
    HttpResponse answer;
    answer.content_type = content_type(output.path);
    answer.body = output.path.ends_with(".html") ? std::make_shared<const std::string>(framed(*output.bytes, output.path, version)) : output.bytes;
    answer.headers.emplace_back("ETag", "\"" + version + "\"");
    return answer;
}

/// The path with the name of the page where it names a folder.
std::string page_path(const std::string& path) { return path.empty() || path.ends_with('/') ? path + "index.html" : path; }

std::string encoded(std::string_view path)
{
    std::string out;
    for (const char c : path) {
        const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' || c == '/';
        out += is_plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return out;
}

constexpr std::string_view changes_path = "_preview/changes";

}  // namespace

Routes::Routes(std::string output_name, const std::string& output_path) : output_name_(std::move(output_name)), comparison_(output_path) {}

void Routes::set(std::shared_ptr<const build::PreviewState> state)
{
    {
        const std::lock_guard lock(mutex_);
        state_ = std::move(state);
    }
    is_building_ = false;
}

void Routes::set_building() { is_building_ = true; }

std::shared_ptr<const build::PreviewState> Routes::state() const
{
    const std::lock_guard lock(mutex_);
    return state_;
}

HttpResponse Routes::answer(const HttpRequest& request)
{
    if (request.path.starts_with(preview_folder))
        return own_file(request, std::string_view(request.path).substr(preview_folder.size()));
    return site_file(request.path);
}

HttpResponse Routes::site_file(const std::string& path) const
{
    const auto now = state();
    const auto page = page_path(path);
    if (!now)
        return framed_page(503, building_page(), page, "");
    if (!now->snapshot)
        return framed_page(500, problems_page(now->problems), page, "");
    if (const auto* output = now->snapshot->find(page))
        return file_response(*output);
    if (now->snapshot->find(path + "/index.html"))
        return redirect("/" + encoded(path) + "/");
    return framed_page(404, notfound_page(path), page, "");
}

HttpResponse Routes::own_file(const HttpRequest& request, std::string_view name)
{
    if (name == "events") {
        HttpResponse stream;
        stream.is_event_stream = true;
        return stream;
    }
    if (name == "page.json")
        return page_json(request);
    if (name == "changes") {
        const auto html = changes_page();
        return framed_page(200, html, std::string(changes_path), version_text(base::content_hash(html)));
    }
    if (name == "changes.json") {
        const auto now = state();
        if (!now || !now->snapshot)
            return response(503, content_type(".json"), "{}");
        return response(200, content_type(".json"), changes_json(changes(*now, build::Detail::counts)));
    }
    if ((name.ends_with(".js") || name.ends_with(".css")) && !client_file(name).empty())
        return response(200, content_type(name), std::string(client_file(name)));
    return framed_page(404, notfound_page(request.path), request.path, "");
}

HttpResponse Routes::page_json(const HttpRequest& request)
{
    const auto path = query_value(request.target, "path");
    if (!path || !is_plain_path(*path))
        return plain_text(400, "page.json?path= 后面应为网站内的路径\n");
    const auto page = page_path(*path);
    const auto now = state();
    const build::PreviewState nothing;
    return response(200, content_type(".json"), serve::page_json(now ? *now : nothing, is_building_, page, version_of(page)));
}

/// Empty if there is no such page.
std::string Routes::version_of(const std::string& path)
{
    if (path == changes_path)
        return version_text(base::content_hash(changes_page()));
    const auto now = state();
    const auto* output = now && now->snapshot ? now->snapshot->find(path) : nullptr;
    return output ? version_text(output->version) : std::string();
}

build::PublicationChanges Routes::changes(const build::PreviewState& state, build::Detail detail)
{
    const std::lock_guard lock(comparison_mutex_);
    return comparison_.compare(state.snapshot->publication(), detail);
}

std::string Routes::changes_page()
{
    const auto now = state();
    if (!now)
        return building_page();
    if (!now->snapshot)
        return problems_page(now->problems);
    const auto compared_at = std::chrono::system_clock::to_time_t(now->time);
    return serve::changes_page(changes(*now, build::Detail::all), {now->snapshot->site_name, output_name_, compared_at, now->snapshot->blocking});
}

}  // namespace gongkai::serve
