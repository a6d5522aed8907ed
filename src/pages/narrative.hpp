// The sections of a report's text: generated from the figures by the prescribed
// wording, or written by the department.
#pragma once

#include <memory>
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

/// What the functions of a report's text work on.
struct NarrativeData;

/// The functions that a report's text can call, for the reference: without anything to run.
std::vector<jinja::FunctionEntry> narrative_functions();

/// Renders the sections of one report. What its templates (and the department's own
/// Markdown, which is a template too) can use is in pages/offered_names.cpp.
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
    std::shared_ptr<NarrativeData> data_;
    std::vector<jinja::Value> contexts_;
};

}  // namespace gongkai::pages
