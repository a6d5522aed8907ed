// Inputs that nobody would write: noise, tokens in no order, templates with small
// things changed.
#pragma once

#include <string>

#include "../conformance/generated/random.hpp"

namespace fuzz {

using generated::Random;

std::string random_bytes(Random& random);
/// Tokens of the template language and bits of HTML, one after the other.
std::string token_soup(Random& random);
/// Bytes deleted, doubled, put in, swapped; parts of `other` put in.
std::string with_bytes_changed(std::string text, const std::string& other, Random& random);
/// Tokens put in place of others of their kind, so that more of the results compile.
std::string with_tokens_changed(std::string text, Random& random);

}  // namespace fuzz
