// Where things stand in an archive: paths below data/.
#pragma once

#include <string>

namespace gongkai::pages {

inline const std::string archived_site = "site/";      ///< as it is published
inline const std::string archived_source = "source/";  ///< what it was made from
inline const std::string archived_corrections = "corrections.json";

}  // namespace gongkai::pages
