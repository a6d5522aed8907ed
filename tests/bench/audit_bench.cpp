// How long the audit of 500 loaded reports takes on two threads. Prints
// milliseconds, the best of five rounds.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <vector>

#include "audit/audit.hpp"
#include "base/parallel.hpp"
#include "synthetic.hpp"

using namespace gongkai;

int main()
{
    constexpr std::size_t wanted = 500;
    const test::SyntheticSite site(18);
    auto subjects = site.subjects();
    if (subjects.size() < wanted)
        return 1;
    while (subjects.size() > wanted)
        subjects.pop_back();
    double best = 1e9;
    std::size_t findings = 0;
    for (int round = 0; round < 5; ++round) {
        std::vector<std::size_t> counts(subjects.size());
        const auto start = std::chrono::steady_clock::now();
        base::parallel_for(subjects.size(), 2, [&](std::size_t i) { counts[i] = audit::audit_report(subjects[i]).findings.size(); });
        best = std::min(best, std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
        findings = 0;
        for (const auto count : counts)
            findings += count;
    }
    std::printf("%zu reports, 2 threads: %.1f ms (%zu findings)\n", subjects.size(), best, findings);
}
