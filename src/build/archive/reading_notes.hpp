// README.txt of an archive: for those who find it in decades.
#pragma once

#include <string>

#include "archive/bag.hpp"
#include "model/site.hpp"

namespace gongkai::build {

/// What is in the archive, and how to read and check it without this program. `earlier`: the
/// archive that this one goes on from, or nullptr.
std::string reading_notes(const model::SiteSettings& settings, const model::Date& day, const archive::BaseBag* earlier);

}  // namespace gongkai::build
