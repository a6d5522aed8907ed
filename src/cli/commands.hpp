// One function a command, each in a file of its own name.
#pragma once

#include "build/pipeline.hpp"

namespace gongkai::cli {

int build_command(const build::Options& options);
int check_command(const build::Options& options);

}  // namespace gongkai::cli
