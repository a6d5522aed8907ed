// The build, one function a stage. Each takes values and returns values; only
// read and publish touch the disk.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "audit/audit.hpp"
#include "audit/reporters.hpp"
#include "base/diagnostic.hpp"
#include "base/source_tree.hpp"
#include "build/publish.hpp"
#include "formula/formula.hpp"
#include "jinja/environment.hpp"
#include "model/site.hpp"

namespace gongkai::build {

struct Options {
    std::string source = ".";       ///< the project folder
    std::string output = "public";  ///< relative to the project folder, or absolute
    std::size_t threads = 1;
};

/// Where the output folder is.
std::string output_path(const Options& options);

/// Formulas of every form set, checked.
using Formulas = std::map<const model::FormSet*, formula::FormSetFormulas>;

/// A project in memory. Spans of diagnostics point into `files`.
struct Project {
    base::SourceTree files;
    model::Site site;
    Formulas formulas;
    std::shared_ptr<const jinja::TemplateSet> templates;
    std::vector<std::vector<audit::Audit>> audits;  ///< parallel to departments and their reports
    audit::Audit content_audit;                     ///< of files as a whole: personal data
    base::Diagnostics problems;  ///< of all stages so far
};

struct Summary {
    std::size_t departments = 0;
    std::size_t reports = 0;
    std::size_t left_out = 0;  ///< reports that are not published yet
    PublishSummary files;
};

/// Told how many of how many pieces of work are done; may be called from any thread.
using Progress = std::function<void(std::size_t done, std::size_t total)>;

/// read, load, resolve: the whole model, with all its problems.
std::unique_ptr<Project> load_project(const Options& options);

/// The same without reading: the files are there.
std::unique_ptr<Project> load_project(base::SourceTree files, std::size_t threads);

/// Nothing but what the templates need: the settings, the forms and the templates.
std::unique_ptr<Project> load_templates(const Options& options);

/// Templates that generate the sections of reports, by name.
std::vector<std::string> text_templates(const Project& project);

/// audit: fills `audits`, and gives every report the notes of what it acknowledges.
/// Nothing is done when the project has errors: figures could be missing.
void audit_project(Project& project, std::size_t threads);

/// What the audit found, as reporters take it; empty if nothing was audited.
std::vector<audit::ReportFindings> report_findings(const Project& project);

/// plan and render, with nothing written: only the problems.
void check_pages(Project& project, std::size_t threads, const Progress& progress);

/// Findings that stand in the way of publishing become problems of the project.
void refuse_findings(Project& project);

/// render and publish. Nothing is published if the project has errors, or a report
/// to publish has findings that are errors and not acknowledged; they are then in
/// project.problems (as are those of publishing).
Summary publish_site(Project& project, const Options& options, const Progress& progress);

}  // namespace gongkai::build
