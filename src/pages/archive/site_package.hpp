// All tables of a site as one Data Package.
#pragma once

#include <string>

#include "model/site.hpp"
#include "pages/archive/file_facts.hpp"

namespace gongkai::pages {

/// datapackage.json (Frictionless Data Package 2) of the CSV files of all published
/// reports that are in the archive, beside site/: <department>-<report>-<table>.
std::string site_data_package(const model::Site& site, const model::Date& archived_on, const FileFactsOf& facts);

}  // namespace gongkai::pages
