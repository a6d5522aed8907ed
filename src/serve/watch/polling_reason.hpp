// Why files are looked at again and again, in Chinese, and what can be done about it.
#pragma once

#include <string>
#include <string_view>

#include "serve/watch/change_source.hpp"

namespace gongkai::serve {

std::string polling_was_asked_for(const WatchTimes& times);
/// `name` is the entry of the project folder on that file system; "" for the folder itself.
std::string polling_for_filesystem(const std::string& name, std::string_view filesystem, const WatchTimes& times);
std::string polling_for_failure(const WatchFailure& failure, const WatchTimes& times);

}  // namespace gongkai::serve
