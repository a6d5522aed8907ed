// The engine as the rest of the project uses it.
//
//     jinja::Environment environment;
//     environment.offer({"表页", "pages/table.html", {"site", "page"}});
//     environment.add_template(source_file, "pages/table.html");
//     auto templates = environment.compile();          // all problems of all templates
//     std::string html;
//     templates->render("pages/table.html", {site, page}, html);   // from any thread
#pragma once

#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/result.hpp"
#include "jinja/check/names.hpp"
#include "jinja/compile/program.hpp"
#include "jinja/library/registry.hpp"
#include "jinja/run/machine.hpp"

namespace gongkai::jinja {

/// Compiled templates. Immutable; rendering is safe from many threads.
class TemplateSet : public Linked {
public:
    TemplateSet(std::shared_ptr<const Registry> registry, std::vector<CompiledTemplate> templates,
                std::vector<Offer> offers = {});
    TemplateSet(const TemplateSet&) = delete;  // holds pointers into itself
    TemplateSet& operator=(const TemplateSet&) = delete;

    const CompiledTemplate* find(std::string_view name) const override;
    const Registry& registry() const override { return *registry_; }
    const Value* function(std::string_view name, std::uint64_t hash) const override;
    const std::vector<CompiledTemplate>& templates() const { return templates_; }

    /// Renders into `out` (appended). Contexts are maps, searched from the
    /// last. Empty when all went well; else what went wrong, and `out` is as before.
    base::Diagnostics render(std::string_view name, const std::vector<Value>& contexts, std::string& out) const;

    /// Renders a text that is no template of the set but may include them.
    base::Diagnostics render_text(const CompiledTemplate& text, const std::vector<Value>& contexts, std::string& out) const;
    /// Compiles such a text: the bytes of `part` in a file.
    base::Result<CompiledTemplate> compile_text(const base::SourceFile& file, base::Span part) const;

    /// Names of a template and all that it extends, includes and imports, in order.
    std::vector<std::string> closure(std::string_view name) const;
    /// The same for a text that is no template of the set; its own name is not among them.
    std::vector<std::string> closure(const CompiledTemplate& text) const;

protected:
    /// What both do. Virtual so that a test can stand here and see what is rendered with what.
    virtual base::Diagnostics run(const CompiledTemplate& first, const std::vector<Value>& contexts, std::string& out) const;

private:
    base::Diagnostics check_names_of(const CompiledTemplate& text) const;

    std::shared_ptr<const Registry> registry_;  ///< compiled templates point into it
    std::vector<CompiledTemplate> templates_;
    std::unordered_map<std::string_view, const CompiledTemplate*> by_name_;
    Value functions_;
    Limits limits_;
    std::vector<Offer> offers_;
    std::set<std::string, std::less<>> reached_;  ///< templates whose names were checked
};

class Environment {
public:
    Environment() : registry_(builtin_registry()) {}

    /// The file must outlive the compiled set.
    void add_template(const base::SourceFile& file, std::string name);
    /// Who renders a template, and with which names: from then on templates may read only
    /// names that can be there (check/names.hpp).
    void offer(Offer offer) { offers_.push_back(std::move(offer)); }
    /// Refuse output where escaping does not make it safe (check/lint.hpp). On unless told.
    void set_lint(bool is_on) { lints_ = is_on; }

    /// Compiles and links everything. All problems of all templates: syntax, unknown
    /// filters and tests, wrong arguments, then what check/links.hpp finds, then what
    /// check/names.hpp and check/lint.hpp find.
    base::Result<std::shared_ptr<const TemplateSet>> compile() const;

private:
    struct Source {
        const base::SourceFile* file;
        std::string name;
    };
    Registry registry_;
    std::vector<Source> sources_;
    std::vector<Offer> offers_;
    bool lints_ = true;
};

}  // namespace gongkai::jinja
