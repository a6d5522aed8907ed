// YAML text → a tree of nodes that know their place. Strict: what a clerk could
// not have meant is an error here, not a surprise later.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/source.hpp"

namespace gongkai::load {

enum class NodeKind { null, scalar, sequence, mapping };

/// A YAML node. Scalars keep their text as written, whatever YAML might take
/// it for: "1,638.52", "0.10" and "no" stay text.
struct Node {
    NodeKind kind = NodeKind::null;
    std::string text;          ///< of a scalar
    base::Span span;           ///< of a scalar: its text; of a collection: its first character
    std::vector<Node> items;   ///< of a sequence: elements; of a mapping: key, value, key, value …

    /// Value of a key in a mapping, or nullptr.
    const Node* find(std::string_view key) const;
    bool is_scalar() const { return kind == NodeKind::scalar; }
    bool is_null() const { return kind == NodeKind::null; }
};

/// Parses one document. Refused, with their place: syntax errors (Y-SYNTAX),
/// repeated keys (Y-DUP), anchors and aliases (Y-ALIAS), keys that are no scalars
/// (Y-KEY), more than one document (Y-DOCS), nesting over 32 levels or more than
/// a million nodes (Y-DEPTH), control characters other than tabs and line ends,
/// as such or by an escape (Y-CHAR). An empty document is a null node.
base::Result<Node> parse_yaml(const base::SourceFile& file);

}  // namespace gongkai::load
