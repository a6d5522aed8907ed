#include "shrink.hpp"

#include <utility>
#include <vector>

namespace generated {
namespace {

using Path = std::vector<std::size_t>;

Node& at(Node& root, const Path& path)
{
    Node* node = &root;
    for (const auto index : path)
        node = &node->children[index];
    return *node;
}

void paths_of(const Node& node, Path& path, std::vector<Path>& out)
{
    out.push_back(path);
    for (std::size_t i = 0; i < node.children.size(); ++i) {
        path.push_back(i);
        paths_of(node.children[i], path, out);
        path.pop_back();
    }
}

/// Descendants that may stand for the node: of the same type, or the sequences of a statement.
void substitutes(const Node& node, const Node& wanted, std::vector<Node>& out)
{
    for (const auto& child : node.children) {
        if (wanted.role == Role::expression ? child.role == Role::expression && child.type == wanted.type : child.role == Role::sequence)
            out.push_back(child);
        if (child.role != Role::sequence)
            substitutes(child, wanted, out);
    }
}

std::vector<Node> simplest(Type type)
{
    const auto of = [&](const char* text) { return leaf("", Role::expression, type, text); };
    switch (type) {
    case Type::integer: return {of("1"), of("one")};
    case Type::real: return {of("1.5")};
    case Type::text: return {of("''"), of("'a'"), of("s")};
    case Type::boolean: return {of("true"), of("yes")};
    case Type::integers: return {of("[]"), of("[1]"), of("numbers")};
    case Type::texts: return {of("[]"), of("['a']"), of("words")};
    case Type::decimal: return {of("price")};
    case Type::rows: return {of("[]"), of("rows")};
    case Type::scores: return {of("{}"), of("scores")};
    default: return {};
    }
}

/// Everything that may replace the node, the most drastic first.
std::vector<Node> replacements(const Node& node)
{
    std::vector<Node> out;
    const auto shown = print(node);
    switch (node.role) {
    case Role::optional:
        if (!shown.empty())
            out.push_back(optional("", ""));
        break;
    case Role::text:
        if (!shown.empty()) {
            out.push_back(leaf("", Role::text, Type::statement, ""));
            if (shown.size() > 1) {
                out.push_back(leaf("", Role::text, Type::statement, "a"));
                out.push_back(leaf("", Role::text, Type::statement, "\n"));
            }
        }
        break;
    case Role::statement: substitutes(node, node, out); break;
    case Role::expression:
        for (auto& simple : simplest(node.type))
            if (print(simple).size() < shown.size())
                out.push_back(std::move(simple));
        if (node.type != Type::none)
            substitutes(node, node, out);
        break;
    default: break;
    }
    for (auto& replacement : out)
        if (node.closed)
            replacement = bracketed(std::move(replacement));
    // Only what is shorter: else the search might not end.
    std::erase_if(out, [&](const Node& replacement) { return print(replacement).size() >= shown.size(); });
    return out;
}

class Shrinker {
public:
    Shrinker(Case test_case, const std::function<bool(const Case&)>& still_fails, int attempts)
        : best_(std::move(test_case)), still_fails_(still_fails), attempts_(attempts)
    {
    }

    Case run()
    {
        while (attempts_ > 0 && (templates() | trees() | context())) {
        }
        return std::move(best_);
    }

private:
    bool accept(Case candidate)
    {
        if (attempts_-- <= 0 || !still_fails_(candidate))
            return false;
        best_ = std::move(candidate);
        return true;
    }

    bool templates()
    {
        bool better = false;
        for (std::size_t i = best_.templates.size(); i-- > 1;) {
            auto candidate = best_;
            candidate.templates.erase(candidate.templates.begin() + static_cast<std::ptrdiff_t>(i));
            better = accept(std::move(candidate)) || better;
        }
        return better;
    }

    bool trees()
    {
        bool better = false;
        for (std::size_t i = 0; i < best_.templates.size(); ++i)
            while (attempts_ > 0 && step(i))
                better = true;
        return better;
    }

    /// One pass over the nodes of a template, outermost first.
    bool step(std::size_t index)
    {
        bool better = false;
        std::vector<Path> paths;
        Path path;
        paths_of(best_.templates[index].second, path, paths);
        for (std::size_t i = 0; i < paths.size() && attempts_ > 0; ++i) {
            if (delete_children(index, paths[i]) || replace(index, paths[i])) {
                better = true;
                paths.clear();
                paths_of(best_.templates[index].second, path, paths);
            }
        }
        return better;
    }

    bool delete_children(std::size_t index, const Path& path)
    {
        bool better = false;
        if (at(best_.templates[index].second, path).role != Role::sequence)
            return false;
        for (std::size_t count = at(best_.templates[index].second, path).children.size(); count > 0; count /= 2)
            for (std::size_t first = 0; first + count <= at(best_.templates[index].second, path).children.size();) {
                auto candidate = best_;
                auto& node = at(candidate.templates[index].second, path);
                const auto begin = node.children.begin() + static_cast<std::ptrdiff_t>(first);
                node.children.erase(begin, begin + static_cast<std::ptrdiff_t>(count));
                node.pieces.resize(node.children.size() + 1);
                if (accept(std::move(candidate)))
                    better = true;
                else
                    first += count;
            }
        return better;
    }

    bool replace(std::size_t index, const Path& path)
    {
        for (auto& replacement : replacements(at(best_.templates[index].second, path))) {
            auto candidate = best_;
            at(candidate.templates[index].second, path) = std::move(replacement);
            if (accept(std::move(candidate)))
                return true;
        }
        return false;
    }

    bool context()
    {
        bool better = false;
        std::vector<std::string> names;
        for (const auto& [name, value] : best_.context.items())
            names.push_back(name);
        std::string sources;
        for (const auto& part : best_.templates)
            print(part.second, sources);
        for (const auto& name : names) {
            if (sources.find(name) != std::string::npos)
                continue;  // would only make an undefined name of it
            auto candidate = best_;
            candidate.context.erase(name);
            better = accept(std::move(candidate)) || better;
        }
        for (const auto& name : names)
            if (best_.context.contains(name))
                better = shorten(name) || better;
        return better;
    }

    bool shorten(const std::string& name)
    {
        bool better = false;
        while (best_.context[name].is_array() && best_.context[name].size() > 1) {
            auto candidate = best_;
            candidate.context[name].erase(candidate.context[name].size() - 1);
            if (!accept(std::move(candidate)))
                break;
            better = true;
        }
        const auto& value = best_.context[name];
        if (value.is_string() && value != "a" && value != "") {
            auto candidate = best_;
            candidate.context[name] = "a";
            better = accept(std::move(candidate)) || better;
        }
        return better;
    }

    Case best_;
    const std::function<bool(const Case&)>& still_fails_;
    int attempts_;
};

}  // namespace

Case shrink(Case test_case, const std::function<bool(const Case&)>& still_fails, int attempts)
{
    return Shrinker(std::move(test_case), still_fails, attempts).run();
}

}  // namespace generated
