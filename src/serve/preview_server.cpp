#include "serve/preview_server.hpp"

#include <exception>
#include <optional>

#include "build/stages.hpp"
#include "serve/http/server.hpp"
#include "serve/page_json.hpp"
#include "serve/routes.hpp"

namespace gongkai::serve {
namespace {

/// A failure of the program itself, as a state that can be shown.
std::shared_ptr<const build::PreviewState> failed_state(const build::PreviewState* before, const ChangedPaths& paths, const std::string& what)
{
    auto state = std::make_shared<build::PreviewState>();
    state->number = before ? before->number + 1 : 1;
    state->snapshot = before ? before->snapshot : nullptr;
    state->changed_files = paths;
    state->problems = build::told(base::Diagnostics{base::error("V-INTERNAL", {}, "程序内部错误：" + what, "这是程序的缺陷，请报告；再保存一次文件会重新生成")});
    state->time = std::chrono::system_clock::now();
    return state;
}

}  // namespace

struct PreviewServer::State {
    PreviewOptions options;
    Report report;
    Watcher watcher;  // before the first build reads: what changes meanwhile is not missed
    std::unique_ptr<build::Preview> preview;
    Routes routes;
    EventHub events;
    std::shared_ptr<const build::PreviewState> latest;
    std::unique_ptr<HttpServer> server;  // last: ends before what it uses

    State(const PreviewOptions& wanted, Report told)
        : options(wanted), report(std::move(told)), watcher(wanted.build.source, build::source_names(), wanted.times, wanted.method),
          preview(std::make_unique<build::Preview>(wanted.build)), routes(wanted.build.output, build::output_path(wanted.build))
    {
    }

    void tell_building()
    {
        routes.set_building();
        events.publish(state_json(latest ? latest->number : 0, "building"));
    }

    std::shared_ptr<const build::PreviewState> update(const ChangedPaths& paths)
    try {
        return preview->update(paths, [this] { tell_building(); });
    } catch (const std::exception& failure) {
        auto failed = failed_state(latest.get(), paths, failure.what());
        preview = std::make_unique<build::Preview>(options.build, failed.get());  // what the other knew may be half changed
        return failed;
    }

    void build(const ChangedPaths& paths)
    {
        auto next = update(paths);
        if (!next)
            return;
        latest = std::move(next);
        routes.set(latest);  // before the event: who asks because of it gets the new site
        events.publish(state_json(latest->number, status_of(*latest)));
        report(*latest);
    }
};

PreviewServer::PreviewServer(std::unique_ptr<State> state) : state_(std::move(state)) {}

PreviewServer::~PreviewServer() = default;

base::Result<std::unique_ptr<PreviewServer>> PreviewServer::start(const PreviewOptions& options, Report report)
{
    auto state = std::make_unique<State>(options, std::move(report));
    state->tell_building();
    auto& routes = state->routes;
    auto server = HttpServer::start(options.port, [&routes](const HttpRequest& request) { return routes.answer(request); }, state->events);
    if (!server)
        return server.failures();
    state->server = std::move(*server);
    return std::unique_ptr<PreviewServer>(new PreviewServer(std::move(state)));
}

int PreviewServer::port() const { return state_->server->port(); }

const std::string& PreviewServer::polling_reason() const { return state_->watcher.polling_reason(); }

void PreviewServer::run(int stop_fd)
{
    state_->build({});
    while (const auto paths = state_->watcher.wait(stop_fd))
        state_->build(*paths);
}

void PreviewServer::stop_serving() { state_->server->stop(); }

}  // namespace gongkai::serve
