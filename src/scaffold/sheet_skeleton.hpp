// The skeleton of a form of one page.
#pragma once

#include <string>

#include "model/sheet.hpp"

namespace gongkai::scaffold {

/// All fields blank (~) but those that are computed when left out: these are comments.
/// One goal with the columns of its indicators in a comment.
std::string sheet_text(const model::SheetForm& form, int year);

}  // namespace gongkai::scaffold
