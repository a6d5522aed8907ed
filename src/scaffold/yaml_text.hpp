// Writing YAML that our own strict reader takes back.
#pragma once

#include <string>
#include <string_view>

namespace gongkai::scaffold {

/// A scalar as it must be written: quoted where a plain one would mean something else.
std::string yaml_scalar(std::string_view text);

/// "# " before every line of the text.
std::string commented(std::string_view text, int indent);

}  // namespace gongkai::scaffold
