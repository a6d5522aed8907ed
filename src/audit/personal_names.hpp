// Names of persons, as far as they can be told from other words.
#pragma once

#include <string>
#include <string_view>

namespace gongkai::audit {

/// The words that begin a run of Chinese characters and may be a person's name: a
/// usual surname with one or two characters after it (a double surname with one
/// or two), or a name with a middle dot. Empty if there is none; what follows a
/// name in the same run (联系电话, 同志) is no part of it.
std::string_view name_at_start(std::string_view run);

/// 熊*, 欧阳*: the surname and a star for each other character.
std::string masked_name(std::string_view name);

}  // namespace gongkai::audit
