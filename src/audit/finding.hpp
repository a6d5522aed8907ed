// What the audit says: findings, and how often each rule passed.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "model/report.hpp"

namespace gongkai::audit {

/// A figure that a finding speaks of, and where it stands.
struct Operand {
    std::string label;   ///< 公开05表 合计 1栏（小计）; 人才工作经费项目自评表 得分
    std::string figure;  ///< as the page shows it
    base::Span span;     ///< in the content; empty for computed figures
    std::optional<model::CellRef> cell;  ///< of a table of the report
};

/// One contradiction or doubt. Severity: error blocks publishing, warning needs a
/// person, note explains (a rounding tail).
struct Finding {
    std::string rule;          ///< J05-C
    base::Severity severity = base::Severity::error;
    base::Span span;           ///< where to look in the content
    std::string place;         ///< names the figure in content: what `acknowledged` writes after `cell:`
    std::string message;       ///< the evidence in one sentence
    std::string formula;       ///< the rule as the form or regulation words it
    std::vector<Operand> operands;
    std::string difference;    ///< with sign and unit, or empty
    std::string diagnosis;     ///< the one explanation that closes all sums around it, or empty
    std::string advice;
    std::string acknowledged;  ///< the reason given in the content; empty: not acknowledged

    bool blocks() const { return severity == base::Severity::error && acknowledged.empty(); }
};

/// A rule and where it comes from.
struct Rule {
    std::string id;
    std::string title;
    std::string source;  ///< the form's notes, a regulation, practice
};

/// How a rule fared: so that "no findings" can be told from "nothing checked".
struct Tally {
    int passed = 0;
    int failed = 0;          ///< findings that are errors or warnings
    int noted = 0;           ///< findings that are notes
    int not_applicable = 0;  ///< the form or the report has nothing of the kind
    int insufficient = 0;    ///< figures are missing
};

/// Collects what rules say.
class Record {
public:
    void passed(const std::string& rule) { ++tallies_[rule].passed; }
    void not_applicable(const std::string& rule) { ++tallies_[rule].not_applicable; }
    void insufficient(const std::string& rule) { ++tallies_[rule].insufficient; }
    void add(Finding finding)
    {
        auto& tally = tallies_[finding.rule];
        ++(finding.severity == base::Severity::note ? tally.noted : tally.failed);
        findings_.push_back(std::move(finding));
    }

    std::vector<Finding>& findings() { return findings_; }
    const std::vector<Finding>& findings() const { return findings_; }
    const std::map<std::string, Tally>& tallies() const { return tallies_; }

private:
    std::vector<Finding> findings_;
    std::map<std::string, Tally> tallies_;
};

}  // namespace gongkai::audit
