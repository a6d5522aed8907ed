// Reports without a contradiction give no finding of any kind.
#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "audit/audit.hpp"
#include "synthetic.hpp"

using namespace gongkai;

TEST_CASE("consistent reports of every kind give no finding, and the rules were applied")
{
    const test::SyntheticSite site;
    const auto subjects = site.subjects();
    CHECK(subjects.size() >= 60);
    std::map<std::string, int> passed;
    std::size_t findings = 0;
    for (const auto& subject : subjects) {
        const auto audit = audit::audit_report(subject);
        for (const auto& finding : audit.findings)
            if (++findings <= 10)
                UNSCOPED_INFO(fmt::format("{} {}: {} {}", subject.department.slug, subject.report.slug, finding.rule, finding.message));
        for (const auto& [rule, tally] : audit.tallies)
            passed[rule] += tally.passed;
    }
    CHECK(findings == 0);
    for (const auto* rule : {"J01-R1", "J01-R4", "J01-B", "J02-H", "J02-C", "J03-H", "J03-C", "J04-R1", "J04-R2", "J04-C", "J04-B", "J05-H",
                             "J05-C",  "J06-R1", "J06-R2", "J07-H", "J07-C", "J08-H", "J08-C", "J09-C", "J-K",   "F-DEC", "X1",    "X2",
                             "X3",     "X4",     "X5",     "X6",    "X7",    "X8",    "X9",    "X10",   "N10",   "N11",   "Y2",    "Y3",
                             "B1",     "B2",     "B2-H",   "B3",    "B4",    "B5",    "B6",    "B7",    "B8",    "B9",    "B10",   "B10-H",
                             "B11-H",  "B12-H",  "B12",    "B13",   "P1",    "P2",    "P3",    "P4",    "P5",    "P7",    "P8",    "P9",
                             "P11",    "P12",    "P14",    "R-A1",  "R-B1",  "R-B2",  "R-B3",  "R-B4",  "R-C4",  "R-C8",  "R-C9"}) {
        INFO(rule);
        CHECK(passed[rule] > 0);
    }
}
