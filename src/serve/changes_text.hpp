// Texts of the comparison as the template gets them.
#pragma once

#include <string_view>

#include "build/changes/figure_changes.hpp"
#include "build/changes/text_pieces.hpp"
#include "jinja/value/value.hpp"

namespace gongkai::serve {

/// What no reader can see (signs that turn the direction of writing, broken bytes) as \u….
jinja::Value safe_text(std::string_view text);

/// Pieces {kind, text}: kind is same, differs, cell (the border between two cells of a row)
/// or gap (… in place of a long piece that did not change). A long line of one piece is cut off.
jinja::Value pieces_value(const build::Pieces& pieces);

/// A cell or field: {state, text}; state is blank, dash, not_applicable, number or text.
/// Amounts of tables get commas between thousands.
jinja::Value shown_value(const build::ShownValue& value, bool has_commas);

}  // namespace gongkai::serve
