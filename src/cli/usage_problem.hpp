// What is wrong with a command line, in Chinese; CLI11 says it in English.
#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace gongkai::cli {

/// For CLI::App::failure_message: what is wrong, and how to go on.
std::string usage_problem(const CLI::App* app, const CLI::Error& error);

/// A whole number from least to most.
CLI::Validator whole_number(int least, int most);

/// One of these words.
CLI::Validator one_of(std::vector<std::string> words);

}  // namespace gongkai::cli
