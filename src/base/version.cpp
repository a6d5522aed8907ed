#include "base/version.hpp"

namespace gongkai::base {

const std::string_view version = GONGKAI_VERSION;

}  // namespace gongkai::base
