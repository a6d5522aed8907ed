// The stages of a build in pieces: what is shared first, then one department at a time.
// The build goes through all of them once (pipeline.cpp), the preview again through
// those that a change reaches (preview.cpp).
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "build/pipeline.hpp"

namespace gongkai::build {

/// Files and folders of a project that a site is made of.
const std::vector<std::string>& source_names();

/// themes/<the site's theme>
std::string theme_folder(const model::Site& site);

/// A template by its path, and not what is written for its readers.
bool is_template(std::string_view path);

/// Fills site from the files, without departments.
base::Diagnostics load_shared(Project& project);

/// Fills formulas, for the form sets of the site.
base::Diagnostics parse_formulas(Project& project);

/// There is a theme of the name that the site gives (C-THEME), with files whose names are UTF-8 (C-UTF8).
base::Diagnostics check_theme(const Project& project);

/// Fills templates; without success they stay as they were.
base::Diagnostics compile_templates(Project& project);

/// For each template a digest of its text and of all that it extends, includes and imports.
using TemplateDigests = std::map<std::string, std::uint64_t, std::less<>>;
TemplateDigests template_digests(const jinja::TemplateSet& templates);

/// Departments can be loaded: reports read with another set than their own would only
/// be blamed for it.
bool are_forms_complete(const Project& project);

/// A department with its reports resolved, from the oldest, each with the one before it.
model::Department load_department(const Project& project, const std::string& folder, base::Diagnostics& problems);

/// One audit for each report. Gives every report the notes of what it acknowledges.
std::vector<audit::Audit> audit_department(const Project& project, model::Department& department);

/// Of files as they are: personal data.
audit::Audit audit_files(const std::vector<const base::SourceFile*>& files);

/// Personal data on a page that content alone did not show: a department's own
/// template, numbers put together from two fields.
base::Diagnostics check_page(const std::string& path, std::string_view html);

/// The address of each asset of the theme, and its file.
std::vector<std::pair<std::string, const base::SourceFile*>> assets(const Project& project);

}  // namespace gongkai::build
