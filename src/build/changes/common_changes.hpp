// Changes of a text that many pages share are told once.
#pragma once

#include "build/publication_changes.hpp"

namespace gongkai::build {

/// Moves texts that changed in the same way on common_from_pages pages or more from the files
/// to changes.common. Figures stay with their page.
void gather_common_changes(PublicationChanges& changes);

}  // namespace gongkai::build
