// The sections of a report's text: generated from the figures by the prescribed
// wording, or written by the department.
#pragma once

#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "jinja/environment.hpp"
#include "markup/markup.hpp"
#include "model/report.hpp"

namespace gongkai::pages {

struct SectionText {
    std::string html;
    std::vector<std::string> missing;  ///< names of data that the wording needs and the report lacks
};

/// Renders the sections of one report. Templates (and the department's own
/// Markdown, which is a template too) can use:
///   year entity name short_name unit facts units
///   cell(table, row, column)      decimal in the form's unit, or none
///   rows(table)                   rows of a classified table or list: key code name level cells
///   coded_rows(table)             rows with a code of a table with fixed rows
///   is_empty(table), statement(table)
///   sheets                        evaluations or targets: name title file scope budget executed rate score total
///   money(decimal[, unit, places=2])  with the commas of this report; converted to that unit
///   share(part, whole, places=1), change_percent(change, current, places=1): decimal or none
///   missing(name)                 notes that this datum is missing; prints nothing
class Narrative {
public:
    Narrative(const jinja::TemplateSet& templates, const markup::TermFinder& terms, const model::Department& department,
              const model::Report& report, std::string term_prefix);

    /// Text of a section; problems of templates and Markdown are added.
    SectionText section(const model::SectionForm& form, base::Diagnostics& problems) const;

private:
    std::string source(const model::SectionForm& form, base::Span& where, base::Diagnostics& problems) const;

    const jinja::TemplateSet& templates_;
    const markup::TermFinder& terms_;
    const model::Report& report_;
    std::string term_prefix_;
    std::shared_ptr<std::vector<std::string>> missing_;
    std::vector<jinja::Value> contexts_;
};

}  // namespace gongkai::pages
