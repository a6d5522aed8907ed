// The engine as the rest of the project uses it.
//
//     jinja::Environment environment;
//     environment.add_filter("amount", …);
//     environment.add_template(source_file, "pages/table.html");
//     auto templates = environment.compile();          // all problems of all templates
//     std::string html;
//     templates->render("pages/table.html", {site, page}, html);   // from any thread
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "jinja/machine.hpp"
#include "jinja/program.hpp"
#include "jinja/registry.hpp"

namespace gongkai::jinja {

/// Compiled templates. Immutable; rendering is safe from many threads.
class TemplateSet : public Linked {
public:
    TemplateSet(Registry registry, std::vector<CompiledTemplate> templates);
    TemplateSet(const TemplateSet&) = delete;  // holds pointers into itself
    TemplateSet& operator=(const TemplateSet&) = delete;

    const CompiledTemplate* find(std::string_view name) const override;
    const Registry& registry() const override { return registry_; }
    const Value* function(std::string_view name, std::uint64_t hash) const override;

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

private:
    base::Diagnostics run(const CompiledTemplate& first, const std::vector<Value>& contexts, std::string& out) const;

    Registry registry_;
    std::vector<CompiledTemplate> templates_;
    std::unordered_map<std::string_view, const CompiledTemplate*> by_name_;
    Value functions_;
    Limits limits_;
};

class Environment {
public:
    Environment() : registry_(builtin_registry()) {}

    void add_filter(std::string name, Operation operation) { registry_.filters.add(std::move(name), std::move(operation)); }
    void add_test(std::string name, Operation operation) { registry_.tests.add(std::move(name), std::move(operation)); }
    void add_function(std::string name, Function function);
    /// The file must outlive the compiled set.
    void add_template(const base::SourceFile& file, std::string name);

    /// Compiles and links everything: unknown filters and tests, missing
    /// templates (T-FILE) and circular extends, include or import (T-CYCLE).
    base::Result<std::shared_ptr<const TemplateSet>> compile() const;

private:
    struct Source {
        const base::SourceFile* file;
        std::string name;
    };
    Registry registry_;
    std::vector<Source> sources_;
};

}  // namespace gongkai::jinja
