// Filters, tests and functions by name.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "jinja/value.hpp"

namespace gongkai::jinja {

class Machine;

/// A filter or test: the subject is argument 0.
using Operation = std::function<Value(Machine&, const Arguments&)>;

class OperationTable {
public:
    void add(std::string name, Operation operation, bool accepts_undefined = false);
    std::optional<std::size_t> find(std::string_view name) const;
    const Operation& operator[](std::size_t index) const { return entries_[index].operation; }
    /// True if the subject may be undefined (default, is defined).
    bool accepts_undefined(std::size_t index) const { return entries_[index].accepts_undefined; }
    std::vector<std::string> names() const;

private:
    struct Entry {
        std::string name;
        Operation operation;
        bool accepts_undefined;
    };
    std::vector<Entry> entries_;
    std::unordered_map<std::string, std::size_t> by_name_;
};

struct Registry {
    OperationTable filters;
    OperationTable tests;
    std::vector<Member> functions;
};

/// Everything that the engine brings along.
Registry builtin_registry();

void add_text_filters(OperationTable& filters);
void add_list_filters(OperationTable& filters);
void add_number_filters(OperationTable& filters);
void add_builtin_tests(OperationTable& tests);
void add_builtin_functions(std::vector<Member>& functions);

}  // namespace gongkai::jinja
