// Records of an archive as CSV and as JSON.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "model/report.hpp"

namespace gongkai::pages {

/// A figure as tables show it: -1638.52, —. A number is no formula, whatever it begins with;
/// anything else is written as a text.
struct RecordFigure {
    std::string text;
};

/// Nothing, a text, a whole number, a figure.
using RecordValue = std::variant<std::monostate, std::string, std::uint64_t, RecordFigure>;

struct RecordField {
    std::string name;         ///< heading in the CSV: 题名
    std::string key;          ///< in the JSON: title
    std::string description;
};

struct RecordTable {
    std::string title;
    std::vector<RecordField> fields;
    std::vector<std::vector<RecordValue>> rows;  ///< values by field
};

/// What the JSON says before the records.
struct RecordHead {
    model::Date archived_on;
    std::string version;    ///< of this program
    std::string retention;  ///< 保管期限
};

/// With a byte order mark, CRLF and a row of headings (RFC 4180); texts that a
/// spreadsheet could take for a formula get an apostrophe.
std::string record_csv(const RecordTable& table);

/// {"title", "archived_on", …, "fields": [{key, name, description}], "records": [{key: value}]};
/// nothing is null.
std::string record_json(const RecordTable& table, const RecordHead& head);

}  // namespace gongkai::pages
