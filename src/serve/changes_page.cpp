#include "serve/changes_page.hpp"

#include <ctime>
#include <stdexcept>

#include <fmt/format.h>

#include "jinja/environment.hpp"
#include "serve/changes_text.hpp"
#include "serve/changes_values.hpp"
#include "serve/client_files.hpp"

namespace gongkai::serve {
namespace {

using build::PublishedState;
using jinja::Value;

constexpr const char* template_name = "changes.html";

/// 2024年9月1日 09:05, in local time; empty if there is no such time.
std::string time_text(const std::optional<std::int64_t>& seconds)
{
    const auto time = static_cast<std::time_t>(seconds.value_or(0));
    std::tm local{};
    if (!seconds || !localtime_r(&time, &local))
        return {};
    return fmt::format("{}年{}月{}日 {:02}:{:02}", local.tm_year + 1900, local.tm_mon + 1, local.tm_mday, local.tm_hour, local.tm_min);
}

/// Why there is nothing to compare with; empty if there is.
std::string state_text(PublishedState state)
{
    switch (state) {
    case PublishedState::published: return "";
    case PublishedState::nothing: return "还没有发布过";
    case PublishedState::foreign: return "输出文件夹中有文件，但没有清单，不是由本程序写成的：发布会被拒绝";
    case PublishedState::damaged: return "输出文件夹中的清单已损坏，无法得知发布过什么：发布会被拒绝";
    case PublishedState::unreadable: return "输出文件夹无法读取，或不是文件夹";
    }
    return "";
}

Value integer(std::size_t number) { return Value::integer(static_cast<std::int64_t>(number)); }

Value counts_value(const build::ChangeCounts& counts)
{
    return Value::map({{"pages_added", integer(counts.pages_added)},
                       {"pages_changed", integer(counts.pages_changed)},
                       {"pages_removed", integer(counts.pages_removed)},
                       {"pages", integer(counts.pages())},
                       {"others", integer(counts.others())},
                       {"figures", integer(counts.figures)},
                       {"unchanged", integer(counts.unchanged)}});
}

Value context_of(const build::PublicationChanges& changes, const ChangesPageInfo& info)
{
    return Value::map({{"site_name", safe_text(info.site_name)},
                       {"output", safe_text(info.output)},
                       {"compared_at", Value::string(time_text(info.compared_at))},
                       {"blocking", Value::integer(static_cast<std::int64_t>(info.blocking))},
                       {"published_at", Value::string(time_text(changes.published_at))},
                       {"is_published", Value::boolean(changes.is_published())},
                       {"is_same", Value::boolean(changes.is_same())},
                       {"state", Value::string(state_text(changes.state))},
                       {"counts", counts_value(changes.counts)},
                       {"figures", figures_value(changes)},
                       {"pages", pages_value(changes)},
                       {"others", others_value(changes)},
                       {"mismatches", mismatches_value(changes)},
                       {"fingerprint", Value::string(changes.fingerprint)}});
}

/// The template is part of the program: that it compiles is for tests to see.
const jinja::TemplateSet& templates()
{
    static const base::SourceFile file{std::string("src/serve/client/") + template_name, std::string(client_file(template_name))};
    static const auto compiled = [] {
        jinja::Environment environment;
        environment.add_template(file, template_name);
        return environment.compile();
    }();
    if (!compiled)
        throw std::logic_error(base::to_text(compiled.failures().front()));
    return **compiled;
}

}  // namespace

std::string changes_page(const build::PublicationChanges& changes, const ChangesPageInfo& info)
{
    std::string html;
    const auto problems = templates().render(template_name, {context_of(changes, info)}, html);
    if (!problems.empty())
        throw std::logic_error(base::to_text(problems.front()));
    return html;
}

std::string changes_json(const build::PublicationChanges& changes)
{
    return fmt::format("{{\"published\":{},\"pages\":{},\"figures\":{},\"others\":{}}}", changes.is_published(), changes.counts.pages(),
                       changes.counts.figures, changes.counts.others());
}

}  // namespace gongkai::serve
