// The preview: builds, serves, watches, and builds again.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/result.hpp"
#include "build/preview/preview.hpp"
#include "serve/watch/watcher.hpp"

namespace gongkai::serve {

struct PreviewOptions {
    build::Options build;  ///< `output`: the last publication, which the preview is compared with
    int port = 8000;       ///< the first to be tried; 0: any
    Watcher::Method method = Watcher::Method::automatic;
    WatchTimes times = {};
};

class PreviewServer {
public:
    /// Told what came of each attempt to build, by the thread that runs.
    using Report = std::function<void(const build::PreviewState&)>;

    /// Listens from now on; pages say that the site is being built. Fails with V-PORT.
    static base::Result<std::unique_ptr<PreviewServer>> start(const PreviewOptions& options, Report report);
    ~PreviewServer();
    PreviewServer(const PreviewServer&) = delete;
    PreviewServer& operator=(const PreviewServer&) = delete;

    int port() const;
    /// Why changes are polled for, in Chinese; empty when the system tells of them.
    const std::string& polling_reason() const;

    /// Builds, then again after each change, until `stop_fd` becomes readable.
    void run(int stop_fd);

    /// Ends all connections at once; run() may go on. May be called from another thread.
    void stop_serving();

private:
    struct State;
    explicit PreviewServer(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace gongkai::serve
