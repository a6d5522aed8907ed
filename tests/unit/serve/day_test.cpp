// A day of editing in a minute: memory, descriptors and threads do not grow.
#include <atomic>
#include <filesystem>
#include <thread>

#include <catch2/catch.hpp>
#include <malloc.h>
#include <sys/eventfd.h>

#include "http_client.hpp"
#include "serve/preview_server.hpp"
#include "unit/preview_project.hpp"

using namespace gongkai;
namespace fs = std::filesystem;
using namespace std::chrono_literals;

namespace {

std::size_t entries(const char* folder)
{
    std::size_t count = 0;
    for ([[maybe_unused]] const auto& entry : fs::directory_iterator(folder))
        ++count;
    return count;
}

/// A preview at work in a thread of its own.
class Running {
public:
    explicit Running(const test::PreviewProject& project)
    {
        serve::PreviewOptions options;
        options.build.source = project.path().string();
        options.build.threads = 2;
        options.port = 0;
        options.times.quiet = 1ms;
        auto started = serve::PreviewServer::start(options, [this](const build::PreviewState& state) {
            is_good = state.is_good;
            attempts = state.number;
        });
        REQUIRE(started.ok());
        server = std::move(*started);
        thread = std::thread([this] { server->run(stop.get()); });
        wait_for(1);
    }
    ~Running()
    {
        eventfd_write(stop.get(), 1);
        server->stop_serving();
        thread.join();
    }

    void wait_for(std::uint64_t number) const
    {
        REQUIRE(http_test::eventually([&] { return attempts >= number; }));
    }

    std::unique_ptr<serve::PreviewServer> server;
    base::Descriptor stop{eventfd(0, EFD_CLOEXEC)};
    std::thread thread;
    std::atomic<std::uint64_t> attempts = 0;
    std::atomic<bool> is_good = false;
};

/// The edits of a day, over and over: figures, now and then a template, a style sheet, a
/// form, an error and its mending, a report that comes and goes.
class Day {
public:
    explicit Day(const test::PreviewProject& project) : project_(project) {}

    void edit(int number)
    {
        const auto value = std::to_string(number % 2);
        if (number % 50 == 49)
            write("templates/pages/table.html", "{# " + value + " #}");
        else if (number % 40 == 39)
            write("themes/gov/assets/style.css", "/* " + value + " */");
        else if (number % 200 == 198)
            write("templates/forms/wuhan-final-2023/03.yaml", "# " + value);
        else if (number % 20 == 18)
            write(report_, "nonsense: " + value);
        else if (number % 30 == 15)
            toggle("content/caizheng/2023-final-benji.yaml");
        else
            write(report_, "# " + value);
    }

private:
    /// Puts a line at the end, in the place of the one of the last time.
    void write(const std::string& file, const std::string& line)
    {
        auto& original = originals_.try_emplace(file, project_.read(file)).first->second;
        if (project_.read(file) == original + line + "\n")
            project_.write(file, original + line + " \n");
        else
            project_.write(file, original + line + "\n");
    }

    void toggle(const std::string& file)
    {
        if (!fs::remove(project_.path() / file))
            fs::copy_file(project_.path() / "content/minzheng/2023-final.yaml", project_.path() / file);
    }

    const std::string report_ = "content/caizheng/2023-final.yaml";
    const test::PreviewProject& project_;
    std::map<std::string, std::string> originals_;
};

}  // namespace

TEST_CASE("two thousand rebuilds with browsers at work: memory, descriptors and threads do not grow")
{
    const test::PreviewProject project;
    fs::remove_all(project.path() / "content/jiangan-zuzhibu");
    Running preview(project);
    Day day(project);
    http_test::Client stream(preview.server->port());
    REQUIRE(stream.send("GET /_preview/events HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(preview.server->port()) + "\r\n\r\n"));
    int number = 0;
    std::size_t good = 0;
    const auto work = [&](int rebuilds) {
        for (const auto end = number + rebuilds; number < end; ++number) {
            const auto before = preview.attempts.load();
            day.edit(number);
            preview.wait_for(before + 1);
            good += preview.is_good ? 1 : 0;
            http_test::Client client(preview.server->port());
            const auto target = number % 3 == 0 ? "/_preview/page.json?path=caizheng/2023-final/table-03.html" : number % 3 == 1 ? "/caizheng/2023-final/" : "/_preview/changes.json";
            REQUIRE(client.send(std::string("GET ") + target + " HTTP/1.1\r\nHost: localhost:" + std::to_string(preview.server->port()) + "\r\nConnection: close\r\n\r\n"));
            REQUIRE(client.answer());
        }
    };
    work(400);  // caches are full now, arenas have their size
    const auto memory = mallinfo2().uordblks;
    const auto descriptors = entries("/proc/self/fd");
    work(1600);
    CHECK(good > 1700);
    CHECK(mallinfo2().uordblks < memory + (512u << 10));
    CHECK(http_test::eventually([&] { return entries("/proc/self/fd") <= descriptors; }));
    CHECK(http_test::eventually([&] { return entries("/proc/self/task") < 12; }));
}
