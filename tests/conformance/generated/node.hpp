// The tree that a generated template is printed from. It is no syntax tree: a
// node knows its pieces of text and its children between them, and what the
// shrinker may do with it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace generated {

/// What the generator knows of an expression's value.
enum class Type {
    none,
    integer,
    decimal,
    real,
    text,      ///< plain or safe
    boolean,
    integers,  ///< lists
    decimals,
    texts,
    rows,      ///< list of row
    row,       ///< a map with the keys of a table's row
    tree,      ///< list of {name, children: tree}
    scores,    ///< map from text to integer
    space,     ///< a namespace
    statement, ///< no value
};

enum class Role {
    fixed,       ///< stays as long as its parent does
    text,        ///< template text, may be shortened
    sequence,    ///< its children may be left out one by one
    statement,   ///< may be replaced by the sequences in it
    optional,    ///< may be empty
    expression,  ///< may be replaced by an expression of the same type
};

struct Node {
    std::string kind;                 ///< which construct it is, for the table of coverage: "filter join"
    Role role = Role::fixed;
    Type type = Type::statement;
    double bound = 0;                 ///< of integers: the absolute value is not above
    bool closed = false;              ///< an operator may stand beside it without brackets
    std::vector<std::string> pieces;  ///< one more than children
    std::vector<Node> children;
};

/// Children stand where `pattern` has an @.
Node make(std::string kind, Role role, Type type, std::string_view pattern, std::vector<Node> children = {});
/// A node of literal text, which may contain an @.
Node leaf(std::string kind, Role role, Type type, std::string text);
/// An expression. `closed` unless it ends or begins with an operator.
Node expression(std::string kind, Type type, std::string_view pattern, std::vector<Node> children = {});
Node operation(std::string kind, Type type, std::string_view pattern, std::vector<Node> children);
/// The same in brackets if an operator may not stand beside it.
Node bracketed(Node node);
/// The same for what binds tighter than a filter: index, slice, unary minus.
Node indexed(Node node);
Node sequence(std::vector<Node> children);
Node optional(std::string kind, std::string_view pattern, std::vector<Node> children = {});
Node statement(std::string kind, std::string_view pattern, std::vector<Node> children = {});

void print(const Node& node, std::string& out);
std::string print(const Node& node);
std::size_t size_of(const Node& node);

}  // namespace generated
