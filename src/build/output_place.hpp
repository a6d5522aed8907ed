// Where output may go: never over or into what it is made from.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "base/diagnostic.hpp"

namespace gongkai::build {

/// The output as an absolute path whose parents are real folders.
std::filesystem::path resolved_output(const std::string& path);

/// Refused (O-PLACE): a resolved output that contains the project or lies in its sources.
std::optional<base::Diagnostic> check_output_place(const std::filesystem::path& output, const std::string& project);

}  // namespace gongkai::build
