// The checks of prose. Each takes what was read and says what it finds.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "audit/finding.hpp"
#include "audit/prose/labels.hpp"
#include "audit/prose/reading.hpp"
#include "audit/prose/statements.hpp"
#include "audit/subject.hpp"

namespace gongkai::audit::prose {

/// All prose of a report, read once.
struct Reading {
    const Subject& subject;
    std::vector<Passage> passages;
    std::vector<Line> lines;                        ///< of all passages, in their order
    std::vector<std::vector<std::size_t>> of_passage;  ///< indexes of lines, by passage
    std::unique_ptr<const Labels> labels;           ///< none when no amount could name a figure

    std::size_t index_of(const Line& line) const { return static_cast<std::size_t>(line.passage - passages.data()); }
};
Reading read(const Subject& subject);

/// Makes findings with their place, and counts what passed.
class Reporter {
public:
    Reporter(const Subject& subject, Record& record) : subject_(subject), record_(record) {}

    /// A finding on the bytes [begin, end) of a passage.
    Finding finding(const std::string& rule, base::Severity severity, const Passage& passage, std::size_t begin, std::size_t end);
    void add(Finding finding) { record_.add(std::move(finding)); }
    void passed(const std::string& rule) { record_.passed(rule); }
    void insufficient(const std::string& rule) { record_.insufficient(rule); }

private:
    const Subject& subject_;
    Record& record_;
    std::map<std::string, int> places_;  ///< how often each was used
};

/// The figure as an operand: its name, and the bytes it was written in.
Operand operand_of(const Line& line, const Token& figure, std::string name);

void check_differences(const Reading& reading, Reporter& reporter);   // N2
void check_shares(const Reading& reading, Reporter& reporter);        // N3
void check_completions(const Reading& reading, Reporter& reporter);   // N4
void check_sums(const Reading& reading, Reporter& reporter);          // N5
void check_units(const Reading& reading, Reporter& reporter);         // N8, within lists
void check_figures_named(const Reading& reading, Reporter& reporter); // N1, N8, N15
void check_years_named(const Reading& reading, Reporter& reporter);   // N9
void check_leftovers(const Reading& reading, Reporter& reporter);     // N14
void check_levels(const Reading& reading, Reporter& reporter);        // N16
void check_numbering(const Reading& reading, Reporter& reporter);     // N17
void check_writing(const Reading& reading, Reporter& reporter);       // N18

}  // namespace gongkai::audit::prose
