// File systems where changes are made that this machine is not told of.
#pragma once

#include <cstdint>
#include <string_view>

namespace gongkai::serve {

/// The name of the file system if another machine, the host of a virtual machine or a
/// program may change its files without an event; empty for the others.
std::string_view silent_filesystem(std::uint32_t kind);

}  // namespace gongkai::serve
