// How long a render takes, how many allocations it makes, and how many times
// faster it is than Python's Jinja2 on the same templates and data:
//   a table page of 60 × 8 cells; a page with inheritance, include, macros and calls.
//
//     jinja_bench             compares with jinja_peer.py, which renders the same
//     jinja_bench TEMPLATE    only this one and only ours, for a profiler
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <new>
#include <string>
#include <vector>

#include "jinja/environment.hpp"

using namespace gongkai;
using namespace gongkai::jinja;

namespace {

std::atomic<std::size_t> allocations{0};

struct Page {
    std::string name;
    std::string task;
};

const std::vector<Page> pages = {
    {"table.html", "a table of 60 × 8 amounts"},
    {"page.html", "60 cards: inheritance, include, macros, calls"},
};

constexpr int renders = 400;
constexpr int rounds = 7;

std::string read(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// The data of jinja_peer.py.
std::vector<Value> context()
{
    std::vector<Value> columns;
    for (int j = 0; j < 8; ++j)
        columns.push_back(Value::string("第" + std::to_string(j + 1) + "栏"));
    std::vector<Value> rows;
    for (int i = 0; i < 60; ++i) {
        std::vector<Value> cells;
        for (int j = 0; j < 8; ++j)
            cells.push_back(Value::decimal(decimal::Decimal(163852 + 977 * i * j, 2)));
        rows.push_back(Value::map({{"name", Value::string("一般公共服务支出<" + std::to_string(i))}, {"cells", Value::list(cells)}}));
    }
    return {Value::map({{"columns", Value::list(std::move(columns))},
                        {"rows", Value::list(std::move(rows))},
                        {"site", Value::string("预决算公开")},
                        {"year", Value::integer(2023)}})};
}

struct Measure {
    double nanoseconds = 0;  ///< of the best round
    std::size_t allocations = 0;
    std::string output;
};

Measure measure(const TemplateSet& set, const std::string& name, const std::vector<Value>& contexts)
{
    Measure result;
    result.nanoseconds = 1e18;
    for (int round = 0; round < rounds; ++round) {
        const auto start = std::chrono::steady_clock::now();
        for (int i = 0; i < renders; ++i) {
            std::string out;
            const auto before = allocations.load(std::memory_order_relaxed);
            if (const auto problems = set.render(name, contexts, out); !problems.empty()) {
                std::fputs(base::to_text(problems.front()).c_str(), stderr);
                std::exit(1);
            }
            result.allocations = allocations.load(std::memory_order_relaxed) - before;
            result.output = std::move(out);
        }
        const std::chrono::duration<double, std::nano> taken = std::chrono::steady_clock::now() - start;
        result.nanoseconds = std::min(result.nanoseconds, taken.count() / renders);
    }
    return result;
}

/// Nanoseconds that Jinja2 takes; its output is left in a file. 0 if there is no Jinja2.
double measure_peer(const std::string& folder, const std::string& name, const std::string& output)
{
    const auto command = "/usr/bin/python3 '" + folder + "/../jinja_peer.py' '" + folder + "' " + name + " '" + output + "'";
    std::FILE* pipe = popen(command.c_str(), "r");
    double nanoseconds = 0;
    const bool is_read = pipe && std::fscanf(pipe, "%lf", &nanoseconds) == 1;
    if (pipe)
        pclose(pipe);
    return is_read ? nanoseconds : 0;
}

}  // namespace

void* operator new(std::size_t size)
{
    allocations.fetch_add(1, std::memory_order_relaxed);
    if (void* memory = std::malloc(size))
        return memory;
    throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

int main(int count, char** arguments)
{
    const std::string folder = GONGKAI_SOURCE_DIR "/tests/bench/jinja";
    std::vector<std::unique_ptr<base::SourceFile>> files;
    Environment environment;
    for (const auto* name : {"table.html", "base.html", "footer.html", "cards.html", "page.html"}) {
        files.push_back(std::make_unique<base::SourceFile>(base::SourceFile{name, read(folder + "/" + name)}));
        environment.add_template(*files.back(), name);
    }
    const auto set = environment.compile();
    if (!set) {
        std::fputs(base::to_text(set.failures().front()).c_str(), stderr);
        return 1;
    }
    const auto contexts = context();
    const auto peer_output = (std::filesystem::temp_directory_path() / ("jinja_peer." + std::to_string(getpid()))).string();
    if (count > 1) {
        std::printf("%.1f µs a render\n", measure(**set, arguments[1], contexts).nanoseconds / 1000);
        return 0;
    }
    for (const auto& [name, task] : pages) {
        const auto ours = measure(**set, name, contexts);
        const auto peer = measure_peer(folder, name, peer_output);
        std::printf("%s (%s)\n  %.1f µs a render, %zu allocations, %zu bytes\n", name.c_str(), task.c_str(), ours.nanoseconds / 1000,
                    ours.allocations, ours.output.size());
        if (peer > 0)
            std::printf("  Jinja2: %.1f µs, %s bytes; %.1f times slower\n", peer / 1000,
                        read(peer_output) == ours.output ? "the same" : "OTHER", peer / ours.nanoseconds);
    }
    std::remove(peer_output.c_str());
    return 0;
}
