#include "cli/usage_problem.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "base/spelling.hpp"

namespace gongkai::cli {
namespace {

std::string part_before(const std::string& text, std::string_view mark) { return text.substr(0, text.find(mark)); }
std::string part_behind(const std::string& text, std::string_view mark)
{
    const auto at = text.find(mark);
    return at == std::string::npos ? text : text.substr(at + mark.size());
}

/// The command that was being read: the innermost of those named.
const CLI::App* innermost(const CLI::App* app)
{
    const auto named = app->get_subcommands();
    return named.empty() ? app : innermost(named.front());
}

std::vector<std::string> commands_of(const CLI::App* app)
{
    std::vector<std::string> names;
    for (const auto* command : app->get_subcommands([](const CLI::App*) { return true; }))
        names.push_back(command->get_name());
    return names;
}

std::string missing_command(const CLI::App* app)
{
    const auto known = commands_of(app);
    const auto given = app->remaining();
    if (given.empty())
        return fmt::format("请写明命令：{}", fmt::join(known, "、"));
    return fmt::format("没有“{}”这个命令，{}", given.front(),
                       base::suggestion(given.front(), known, fmt::format("可用的有：{}", fmt::join(known, "、"))));
}

std::string unknown_word(const CLI::App* app)
{
    std::vector<std::string> known;
    for (const auto* option : innermost(app)->get_options())
        known.push_back(option->get_name());
    const auto words = app->remaining(true);
    const auto near = base::nearest(words.front(), known);
    return fmt::format("不认识“{}”{}", words.front(), near ? fmt::format("，是否为“{}”？", *near) : "");
}

std::string described(const CLI::App* app, const CLI::Error& error)
{
    const std::string text = error.what();
    if (dynamic_cast<const CLI::RequiredError*>(&error))
        return text.starts_with("A subcommand") ? missing_command(app) : fmt::format("缺少参数“{}”", part_before(text, " is required"));
    if (dynamic_cast<const CLI::ExtrasError*>(&error))
        return unknown_word(app);
    if (dynamic_cast<const CLI::ArgumentMismatch*>(&error))
        return fmt::format("“{}”后面应写一个值", part_before(text, ":"));
    if (dynamic_cast<const CLI::RequiresError*>(&error))
        return fmt::format("“{}”要与“{}”同用", part_before(text, " requires "), part_behind(text, " requires "));
    if (dynamic_cast<const CLI::ExcludesError*>(&error))
        return fmt::format("“{}”不能与“{}”同用", part_before(text, " excludes "), part_behind(text, " excludes "));
    if (dynamic_cast<const CLI::ValidationError*>(&error))
        return fmt::format("“{}”{}", part_before(text, ": "), part_behind(text, ": "));
    return text;
}

}  // namespace

std::string usage_problem(const CLI::App* app, const CLI::Error& error)
{
    const auto* command = innermost(app);
    const auto path = command == app ? app->get_name() : fmt::format("{} {}", app->get_name(), command->get_name());
    return fmt::format("用法有误：{}\n   提示: {} --help 列出用法\n", described(command, error), path);
}

CLI::Validator whole_number(int least, int most)
{
    return CLI::Validator(
        [=](const std::string& text) {
            int number = 0;
            const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
            const bool fits = read.ec == std::errc() && read.ptr == text.data() + text.size() && number >= least && number <= most;
            return fits ? std::string() : fmt::format("应为 {} 到 {} 的整数，得到“{}”", least, most, text);
        },
        "");
}

CLI::Validator one_of(std::vector<std::string> words)
{
    return CLI::Validator(
        [words](const std::string& text) {
            if (std::find(words.begin(), words.end(), text) != words.end())
                return std::string();
            const auto near = base::nearest(text, words);
            return fmt::format("应为 {}，得到“{}”{}", fmt::join(words, "、"), text, near ? fmt::format("，是否为“{}”？", *near) : "");
        },
        "");
}

}  // namespace gongkai::cli
