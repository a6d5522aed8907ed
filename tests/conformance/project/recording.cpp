#include "recording.hpp"

#include <stdexcept>

#include "value_json.hpp"

namespace project_contexts {
namespace {

using gongkai::base::Span;
using jinja::Arguments;
using jinja::Kind;
using jinja::Value;
using Json = nlohmann::ordered_json;

/// The value with RecordedFunctions in place of functions; itself if it has none.
Value with_recorded_functions(const Value& value, const std::string& name, CallLog& log)
{
    if (value.kind() == Kind::object && value.as_object().is_callable())
        return Value::object(std::make_unique<RecordedFunction>(value, name, log));
    if (value.kind() != Kind::map)
        return value;
    bool has_functions = false;
    std::vector<jinja::Member> members;
    for (const auto& [key, member] : value.as_map()) {
        members.emplace_back(key, with_recorded_functions(member, name.empty() ? key : name + "." + key, log));
        has_functions = has_functions || members.back().second.kind() == Kind::object ||
                        (member.kind() == Kind::map && &members.back().second.as_map() != &member.as_map());
    }
    return has_functions ? Value::map(std::move(members)) : value;
}

/// Some place in the text from which the program was made.
Span place_in(const jinja::CompiledTemplate& text)
{
    for (const auto& program : text.programs)
        for (const auto& position : program.positions)
            if (position.span.file)
                return position.span;
    return {};
}

bool contains(const Span& whole, const Span& part)
{
    return whole.file == part.file && whole.begin <= part.begin && part.end <= whole.end;
}

}  // namespace

void CallLog::add(const std::string& name, const Arguments& arguments, const Value& result)
{
    auto positional = Json::array();
    for (std::size_t i = 0; i < arguments.positional(); ++i)
        positional.push_back(json_of(arguments[i]));
    auto named = Json::object();
    for (std::size_t i = 0; i < arguments.names().size(); ++i)
        named[arguments.names()[i]] = json_of(arguments.named(i));
    auto json = json_of(result);
    const auto [known, is_new] = index_of_result_.emplace(json.dump(), results_.size());
    if (is_new)
        results_.push_back(std::move(json));
    calls_.push_back(Json::array({name, std::move(positional), std::move(named), known->second}));
}

Value RecordedFunction::call(jinja::Machine& machine, const Arguments& arguments)
{
    auto result = function_.as_object().call(machine, arguments);
    log_.add(name_, arguments, result);
    return result;
}

// The copied templates point into the registry of the original, so that is kept with them.
RecordingTemplates::RecordingTemplates(const std::shared_ptr<const jinja::TemplateSet>& original,
                                       const gongkai::model::Site& site, std::ostream& lines)
    : TemplateSet(std::shared_ptr<const jinja::Registry>(original, &original->registry()), original->templates()),
      site_(site), lines_(lines)
{
}

/// The section of prose that was compiled: a compiled text knows its file, but not which part of it.
std::string_view RecordingTemplates::source_of(const jinja::CompiledTemplate& text) const
{
    const auto place = place_in(text);
    for (const auto& department : site_.departments)
        for (const auto& report : department.reports)
            for (const auto& section : report.prose)
                if (place.file && contains(section.span, place))
                    return std::string_view(place.file->text).substr(section.span.begin, section.span.end - section.span.begin);
    throw std::runtime_error("a text of which nobody knows where it stands: " + text.name);
}

gongkai::base::Diagnostics RecordingTemplates::run(const jinja::CompiledTemplate& first, const std::vector<Value>& contexts,
                                                   std::string& out) const
{
    CallLog log;
    std::vector<Value> recorded;
    auto recorded_json = Json::array();
    for (const auto& context : contexts) {
        recorded.push_back(with_recorded_functions(context, {}, log));
        recorded_json.push_back(json_of(recorded.back()));
    }
    std::string printed;
    auto problems = TemplateSet::run(first, recorded, printed);
    if (!problems.empty())
        return problems;
    Json line;
    if (find(first.name) == &first) {
        line["template"] = first.name;
    } else {
        line["text"] = source_of(first);
        line["file"] = first.name;
    }
    line["contexts"] = std::move(recorded_json);
    line["calls"] = log.calls();
    line["results"] = log.results();
    line["printed"] = printed;
    lines_ << line.dump() << '\n';
    out += printed;
    return {};
}

}  // namespace project_contexts
