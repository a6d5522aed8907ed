#include "jinja/library/signature.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/spelling.hpp"

namespace gongkai::jinja {
namespace {

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(' ');
    return first == std::string_view::npos ? std::string_view() : text.substr(first, text.find_last_not_of(' ') - first + 1);
}

/// Where the part ends that `text` begins with: at a comma outside quotes and brackets.
std::size_t part_end(std::string_view text)
{
    char quote = 0;
    int open = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quote != 0)
            quote = c == quote ? '\0' : quote;
        else if (c == '\'' || c == '"')
            quote = c;
        else if (c == '(' || c == '[' || c == '{')
            ++open;
        else if (c == ')' || c == ']' || c == '}')
            --open;
        else if (c == ',' && open == 0)
            return i;
    }
    return text.size();
}

/// "，是否为“…”？" if there is a parameter that may have been meant.
std::string suggestion(std::string_view name, const std::vector<Parameter>& parameters)
{
    std::vector<std::string> known;
    for (const auto& parameter : parameters)
        known.push_back(parameter.name);
    const auto hint = base::suggestion(name, known);
    return hint.empty() ? hint : "，" + hint;
}

bool is_among(std::string_view name, const std::vector<std::string>& names)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

Signature::Signature(std::string_view whole) : text(whole)
{
    for (auto rest = trimmed(whole); !rest.empty();) {
        const auto end = part_end(rest);
        const auto part = trimmed(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (part.starts_with("**")) {
            takes_names = true;
        } else if (part.starts_with('*')) {
            takes_more = true;
        } else {
            const auto equals = std::min(part.find('='), part.size());
            parameters.push_back({std::string(trimmed(part.substr(0, equals))),
                                  std::string(trimmed(part.substr(std::min(equals + 1, part.size()))))});
        }
    }
}

std::string Signature::complaint(std::string_view callee, std::size_t positional, const std::vector<std::string>& names) const
{
    if (positional > parameters.size() && !takes_more)
        return parameters.empty() ? fmt::format("“{}”没有参数，给了 {} 个", callee, positional)
                                  : fmt::format("“{}”最多有 {} 个参数，给了 {} 个", callee, parameters.size(), positional);
    for (auto name = names.begin(); name != names.end(); ++name) {
        const auto known = std::find_if(parameters.begin(), parameters.end(), [&](const Parameter& p) { return p.name == *name; });
        if (known == parameters.end() && !takes_names)
            return fmt::format("“{}”没有参数“{}”{}", callee, *name, suggestion(*name, parameters));
        const bool by_position = known != parameters.end() && static_cast<std::size_t>(known - parameters.begin()) < positional;
        if (by_position || std::find(names.begin(), name, *name) != name)
            return fmt::format("“{}”的参数“{}”给了两次", callee, *name);
    }
    for (auto i = positional; i < parameters.size(); ++i)
        if (parameters[i].fallback.empty() && !is_among(parameters[i].name, names))
            return fmt::format("“{}”缺少参数“{}”", callee, parameters[i].name);
    return "";
}

void Signature::check(const Arguments& arguments, std::size_t skipped) const
{
    const auto positional = arguments.positional() - std::min(skipped, arguments.positional());
    if (auto message = complaint(arguments.callee(), positional, arguments.names()); !message.empty())
        throw Failure{"T-CALL", std::move(message), ""};
}

}  // namespace gongkai::jinja
