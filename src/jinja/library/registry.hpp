// Filters, tests and functions by name, with what the reference says of them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "jinja/library/signature.hpp"
#include "jinja/value/value.hpp"

namespace gongkai::jinja {

/// A filter or test: the subject is argument 0.
using Operation = Value (*)(Machine&, const Arguments&);

/// What a filter's result may be printed into without further ado; the lint asks.
enum class Gives {
    text,
    html,     ///< safe, tojson: right wherever the author put it
    address,  ///< url, urlencode: fit for href and src
};

struct OperationEntry {
    std::string name;
    Signature signature;
    Operation run = nullptr;
    std::string summary;             ///< Chinese, one sentence
    bool accepts_undefined = false;  ///< default, is defined: the subject may be missing
    Gives gives = Gives::text;
};

class OperationTable {
public:
    /// Replaces one of the same name.
    void add(OperationEntry entry);
    std::optional<std::size_t> find(std::string_view name) const;
    const OperationEntry& operator[](std::size_t index) const { return entries_[index]; }
    const std::vector<OperationEntry>& entries() const { return entries_; }
    std::vector<std::string> names() const;

private:
    std::vector<OperationEntry> entries_;
    std::unordered_map<std::string, std::size_t> by_name_;
};

struct FunctionEntry {
    std::string name;
    Signature signature;
    Function run;
    std::string summary;
};

struct Registry {
    OperationTable filters;
    OperationTable tests;
    std::vector<FunctionEntry> functions;
};

/// Everything that the engine brings along.
Registry builtin_registry();

void add_text_filters(OperationTable& filters);
void add_markup_filters(OperationTable& filters);
void add_list_filters(OperationTable& filters);
void add_ordering_filters(OperationTable& filters);
void add_selecting_filters(OperationTable& filters);
void add_number_filters(OperationTable& filters);
void add_amount_filters(OperationTable& filters);
void add_builtin_tests(OperationTable& tests);
void add_builtin_functions(std::vector<FunctionEntry>& functions);

}  // namespace gongkai::jinja
