// Strict reading of a YAML mapping: every key must be known, every value of the
// right kind. What is wrong is collected; reading goes on.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "load/yaml.hpp"
#include "model/report.hpp"

namespace gongkai::load {

/// Reads one mapping. Every key asked for is a known key; finish() reports the
/// others (Y-UNKNOWN, with "did you mean"). A node that is no mapping is
/// reported (Y-TYPE) and read as empty; a null node is empty.
class Fields {
public:
    Fields(const Node& node, std::string what, base::Diagnostics& problems);
    Fields(const Fields&) = delete;
    Fields& operator=(const Fields&) = delete;

    /// The value of a key, or nullptr when it is absent or null.
    const Node* get(std::string_view key);
    /// Like get(), but gives a null (~) too: written, and blank.
    const Node* written(std::string_view key);
    /// Like get(); absence is an error (Y-MISSING).
    const Node* require(std::string_view key);
    /// Like written(); absence is an error (Y-MISSING).
    const Node* require_written(std::string_view key);

    std::string text(std::string_view key);
    std::string required_text(std::string_view key);
    std::optional<int> integer(std::string_view key);
    std::optional<bool> boolean(std::string_view key);
    std::optional<model::Date> date(std::string_view key);
    /// Elements of a list; a key that is absent has none.
    const std::vector<Node>& list(std::string_view key);
    std::vector<std::string> texts(std::string_view key);

    /// Index of the value among the choices; reported if it is none of them.
    std::optional<std::size_t> choice(std::string_view key, const std::vector<std::string>& choices);

    void finish();
    base::Diagnostics& problems() { return problems_; }
    base::Span span() const { return node_.span; }

private:
    const Node* present(const Node* value, std::string_view key);

    const Node& node_;
    std::string what_;
    base::Diagnostics& problems_;
    std::vector<std::string> known_;
};

/// The text of a scalar; a collection is reported (Y-TYPE) and gives "".
std::string scalar_text(const Node& node, std::string_view what, base::Diagnostics& problems);

}  // namespace gongkai::load
