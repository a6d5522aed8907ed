// Skeletons of content: what a clerk fills in, with the form's own words as comments.
#pragma once

#include <string>
#include <vector>

#include "model/site.hpp"

namespace gongkai::scaffold {

/// A file to write; the path is relative to the site's folder.
struct NewFile {
    std::string path;
    std::string text;
};

/// A new department: its place is what all other departments share.
model::Department new_department(const model::Site& site, const std::string& folder);

/// Its department.yaml; what is not known yet is a comment that says what to write.
NewFile department_file(const model::Department& department);

/// The report's YAML (status: draft), its Markdown if the form set has sections of
/// prose alone, and one example of each form of one page. Every table is there and
/// empty, with its rows and columns in comments, so that it builds at once.
std::vector<NewFile> report_files(const model::FormSet& forms, const std::string& folder, const std::string& slug, int year);

}  // namespace gongkai::scaffold
