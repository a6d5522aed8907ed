// Templates that write down every render: with what, which functions of the
// contexts were called and what they gave, and what was printed.
#pragma once

#include <map>
#include <ostream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "jinja/environment.hpp"
#include "model/site.hpp"

namespace project_contexts {

namespace jinja = gongkai::jinja;

/// The calls of one render in order. Functions give the same table many times:
/// each result is kept once.
class CallLog {
public:
    void add(const std::string& name, const jinja::Arguments& arguments, const jinja::Value& result);

    /// [name, positional arguments, named arguments, index of the result]
    const nlohmann::ordered_json& calls() const { return calls_; }
    const nlohmann::ordered_json& results() const { return results_; }

private:
    nlohmann::ordered_json calls_ = nlohmann::ordered_json::array();
    nlohmann::ordered_json results_ = nlohmann::ordered_json::array();
    std::map<std::string, std::size_t> index_of_result_;  ///< by its JSON
};

/// A function of a context that notes its calls. The log must outlive it.
class RecordedFunction : public jinja::Object {
public:
    RecordedFunction(jinja::Value function, std::string name, CallLog& log)
        : function_(std::move(function)), name_(std::move(name)), log_(log)
    {
    }
    const std::string& name() const { return name_; }
    bool is_callable() const override { return true; }
    jinja::Value call(jinja::Machine& machine, const jinja::Arguments& arguments) override;

private:
    jinja::Value function_;
    std::string name_;
    CallLog& log_;
};

class RecordingTemplates : public jinja::TemplateSet {
public:
    /// The same templates as `original`. A line of JSON is written for each render;
    /// not for use from several threads. `site`: where the texts of render_text stand.
    RecordingTemplates(const std::shared_ptr<const jinja::TemplateSet>& original, const gongkai::model::Site& site,
                       std::ostream& lines);

protected:
    gongkai::base::Diagnostics run(const jinja::CompiledTemplate& first, const std::vector<jinja::Value>& contexts,
                                   std::string& out) const override;

private:
    std::string_view source_of(const jinja::CompiledTemplate& text) const;

    const gongkai::model::Site& site_;
    std::ostream& lines_;
};

}  // namespace project_contexts
