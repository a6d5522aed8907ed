// The files of src/serve/client, as part of the program.
#pragma once

#include <string_view>

namespace gongkai::serve {

/// The bytes of a file there; empty if there is none of that name.
std::string_view client_file(std::string_view name);

}  // namespace gongkai::serve
