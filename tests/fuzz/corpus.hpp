// Templates to start from: those of the project and those of the conformance cases.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace fuzz {

/// A template and all that it refers to; the first is the one that is changed.
using Templates = std::vector<std::pair<std::string, std::string>>;

/// In the same order on every machine.
std::vector<Templates> read_corpus(const std::string& project_folder);

}  // namespace fuzz
