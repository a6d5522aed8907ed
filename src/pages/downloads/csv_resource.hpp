// A CSV file as a resource of a Data Package.
#pragma once

#include <nlohmann/json.hpp>

#include "pages/downloads/downloads.hpp"

namespace gongkai::pages {

using Json = nlohmann::ordered_json;

/// Named within its report: table-01, sheets. With its dialect and schema.
Json csv_resource(const model::Department& department, const model::Report& report, const PackagedFile& file);

inline constexpr const char* package_profile = "https://datapackage.org/profiles/2.0/datapackage.json";

}  // namespace gongkai::pages
