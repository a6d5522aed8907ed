// Findings on personal data and marks of secrecy, in content and on pages.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "audit/finding.hpp"
#include "base/source.hpp"

namespace gongkai::audit {

/// A personal datum, or a mark of secrecy, in a text: the bytes [begin, end).
struct PersonalDatum {
    std::string rule;  ///< W-P1 …
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string what;  ///< its kind and its masked text: 手机号 138****5678
    base::Severity severity = base::Severity::error;
};

/// All of a text, in the order of their places: W-P1 identity numbers, W-P2 mobile
/// numbers, W-P3 telephones beside a word for it, W-P4 bank cards, W-P5 names after
/// 负责人 and the like, W-P6 e-mail addresses, licence plates and homes, W-P7 marks
/// of secrecy. What is masked (138****1234) is none. Errors are certain; where a
/// number could be another's code, the severity is warning.
std::vector<PersonalDatum> find_personal_data(std::string_view text);

/// Checks a file of content (YAML, Markdown). Figures of its tables are no numbers of persons.
void check_personal_data(const base::SourceFile& file, Record& record);

/// Checks a rendered page: its text, comments, and the attributes that hold text.
/// In the footer, where the site names its own telephone, only errors count.
/// Findings have the page's path as their place, and no span.
std::vector<Finding> personal_data_on_page(const std::string& path, std::string_view html);

std::vector<Rule> personal_data_rules();

}  // namespace gongkai::audit
