// What a user did wrong, as data: collected, sorted, printed once at the end.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/source.hpp"

namespace gongkai::base {

enum class Severity { error, warning, note };

/// A further place that belongs to a diagnostic ("first defined here").
struct RelatedPlace {
    Span span;
    std::string message;
};

/// One message to a user. `code` names the rule ("Y-DUP"); `message` (Chinese)
/// says what is wrong and the evidence; `hint` what to do about it.
struct Diagnostic {
    Severity severity = Severity::error;
    std::string code;
    Span span;
    std::string message;
    std::string hint;
    std::vector<RelatedPlace> related;
    std::vector<std::string> evidence = {};  ///< values that were met there: "row.name = “…”"
};

using Diagnostics = std::vector<Diagnostic>;

Diagnostic error(std::string code, Span span, std::string message, std::string hint = {});
Diagnostic warning(std::string code, Span span, std::string message, std::string hint = {});

void append(Diagnostics& all, Diagnostics more);

bool has_errors(const Diagnostics& diagnostics);

/// Sorts by file, position, severity and code, so that the order does not
/// depend on which thread found what; drops exact repeats.
void sort_and_unique(Diagnostics& diagnostics);

/// The text shown on a terminal:
///
///     path:line:column: 错误 [CODE] message
///        42 |     合计: {小计: 1638.52}
///           |                  ^^^^^^^
///        其中: evidence
///        提示: hint
///
/// Columns count characters; the caret accounts for double-width ones.
std::string to_text(const Diagnostic& diagnostic);

/// For people: 错误, 警告, 提示.
std::string_view severity_name(Severity severity);

/// For programs: error, warning, note.
std::string_view severity_id(Severity severity);

/// path:line:column; empty for a span without a file.
std::string location_of(const Span& span);

}  // namespace gongkai::base
