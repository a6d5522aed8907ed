#include "node.hpp"

#include <utility>

namespace generated {

Node make(std::string kind, Role role, Type type, std::string_view pattern, std::vector<Node> children)
{
    Node node{std::move(kind), role, type, 0, false, {""}, std::move(children)};
    for (const char c : pattern) {
        if (c == '@')
            node.pieces.emplace_back();
        else
            node.pieces.back() += c;
    }
    return node;
}

Node leaf(std::string kind, Role role, Type type, std::string text)
{
    return {std::move(kind), role, type, 0, true, {std::move(text)}, {}};
}

Node expression(std::string kind, Type type, std::string_view pattern, std::vector<Node> children)
{
    auto node = operation(std::move(kind), type, pattern, std::move(children));
    node.closed = true;
    return node;
}

Node operation(std::string kind, Type type, std::string_view pattern, std::vector<Node> children)
{
    return make(std::move(kind), Role::expression, type, pattern, std::move(children));
}

namespace {

Node in_brackets(Node node)
{
    const auto type = node.type;
    const auto bound = node.bound;
    auto result = expression("", type, "(@)", {std::move(node)});
    result.bound = bound;
    return result;
}

}  // namespace

Node bracketed(Node node)
{
    return node.closed ? node : in_brackets(std::move(node));
}

Node indexed(Node node)
{
    const bool open = !node.closed || node.kind.starts_with("filter") || node.kind.starts_with("loop");
    return open ? in_brackets(std::move(node)) : node;
}

Node sequence(std::vector<Node> children)
{
    Node node{"", Role::sequence, Type::statement, 0, false, {}, std::move(children)};
    node.pieces.resize(node.children.size() + 1);
    return node;
}

Node optional(std::string kind, std::string_view pattern, std::vector<Node> children)
{
    return make(std::move(kind), Role::optional, Type::statement, pattern, std::move(children));
}

Node statement(std::string kind, std::string_view pattern, std::vector<Node> children)
{
    return make(std::move(kind), Role::statement, Type::statement, pattern, std::move(children));
}

void print(const Node& node, std::string& out)
{
    out += node.pieces.front();
    for (std::size_t i = 0; i < node.children.size(); ++i) {
        print(node.children[i], out);
        out += node.pieces[i + 1];
    }
}

std::string print(const Node& node)
{
    std::string out;
    print(node, out);
    return out;
}

std::size_t size_of(const Node& node)
{
    std::size_t size = 1;
    for (const auto& child : node.children)
        size += size_of(child);
    return size;
}

}  // namespace generated
