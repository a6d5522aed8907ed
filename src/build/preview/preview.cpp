#include "build/preview/preview.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "build/preview/departments.hpp"
#include "build/preview/units.hpp"
#include "build/preview/wanted.hpp"
#include "build/stages.hpp"
#include "load/load.hpp"

namespace gongkai::build {
namespace {

void append(ToldProblems& all, const ToldProblems& more) { all.insert(all.end(), more.begin(), more.end()); }

/// Every unit in which a template fails speaks of the same place: once is enough.
ToldProblems without_repeats(ToldProblems problems)
{
    std::set<std::tuple<base::Severity, std::string_view, std::string_view, std::string_view>> said;
    ToldProblems all;
    for (auto& one : problems)
        if (said.insert({one->severity, one->code, one->location, one->message}).second)
            all.push_back(one);
    return all;
}

bool is_source(const std::string& path)
{
    const auto& names = source_names();
    return std::find(names.begin(), names.end(), path.substr(0, path.find('/'))) != names.end();
}

using OutputPair = std::pair<const Output*, const Output*>;

/// Every path of two units with its output before and now.
template <class Visit>
void each_pair(const Unit* before, const Unit* now, const Visit& visit)
{
    std::map<std::string_view, OutputPair> pairs;
    if (before)
        for (const auto& output : before->outputs)
            pairs[output.path].first = &output;
    if (now)
        for (const auto& output : now->outputs)
            pairs[output.path].second = &output;
    for (const auto& [path, pair] : pairs)
        visit(path, pair);
}

/// Pages that are new, gone or have other bytes.
std::vector<std::string> changed_pages(const Snapshot* before, const Snapshot& now)
{
    std::vector<std::string> changed;
    const auto compare = [&](const Unit* old_unit, const Unit* new_unit) {
        if (old_unit == new_unit)
            return;
        each_pair(old_unit, new_unit, [&](std::string_view path, const OutputPair& pair) {
            const bool is_same = pair.first && pair.second && (pair.first->bytes == pair.second->bytes || *pair.first->bytes == *pair.second->bytes);
            if (!is_same && path.ends_with(".html"))
                changed.emplace_back(path);
        });
    };
    for (const auto& [key, unit] : now.units) {
        const auto old_unit = before ? before->units.find(key) : now.units.end();
        compare(before && old_unit != before->units.end() ? old_unit->second.get() : nullptr, unit.get());
    }
    if (before)
        for (const auto& [key, unit] : before->units)
            if (!now.units.contains(key))
                compare(unit.get(), nullptr);
    return changed;
}

}  // namespace

const Output* Snapshot::find(std::string_view path) const
{
    auto unit = units.find(path);
    for (auto slash = path.rfind('/'); unit == units.end() && slash != std::string_view::npos && slash > 0; slash = path.rfind('/', slash - 1))
        unit = units.find(path.substr(0, slash + 1));
    if (unit == units.end())
        return nullptr;
    const auto& outputs = unit->second->outputs;
    const auto found = std::lower_bound(outputs.begin(), outputs.end(), path, [](const Output& output, std::string_view p) { return output.path < p; });
    return found != outputs.end() && found->path == path ? &*found : nullptr;
}

const ToldReport* Snapshot::report_at(std::string_view path) const
{
    const auto first = path.find('/');
    const auto second = first == std::string_view::npos ? first : path.find('/', first + 1);
    const auto found = second == std::string_view::npos ? reports.end() : reports.find(path.substr(0, second + 1));
    return found == reports.end() ? nullptr : found->second.get();
}

std::vector<Output> Snapshot::publication() const
{
    std::vector<Output> outputs;
    for (const auto& [key, unit] : units)
        outputs.insert(outputs.end(), unit->published.begin(), unit->published.end());
    std::sort(outputs.begin(), outputs.end(), [](const Output& a, const Output& b) { return a.path < b.path; });
    return outputs;
}

struct Preview::State {
    Options options;
    Project project;
    HeldDepartments departments;
    Units units;
    Units::Digests templates;  ///< nullptr: not compiled, or not without errors

    // What must be done before the next rendering. What cannot be done waits for the
    // next change.
    bool is_shared_stale = true;
    bool are_templates_stale = true;
    std::set<std::string, std::less<>> stale_departments;

    std::uint64_t shared_revision = 0;
    ToldProblems shared_problems;
    ToldProblems template_problems;
    std::vector<ToldFinding> shared_findings;

    bool is_first = true;  ///< nothing has been read yet
    std::uint64_t attempts = 0;
    std::shared_ptr<const Snapshot> snapshot;

    void note(const std::string& path, bool was_there);
    ToldProblems load();
    void load_shared_parts();
    void compile();
    ToldProblems render();
    std::shared_ptr<const Snapshot> take_snapshot() const;
};

/// What a changed file makes stale.
void Preview::State::note(const std::string& path, bool was_there)
{
    const auto department = load::department_of(path);
    const bool is_there = project.files.find(path) != nullptr;
    if (!department.empty())
        stale_departments.emplace(department);
    else if (!path.starts_with("content/") && is_template(path) && was_there && is_there)
        are_templates_stale = true;
    else if (!path.starts_with("themes/"))
        is_shared_stale = true;  // a template that comes or goes too: forms name templates
    else if (is_template(path))
        are_templates_stale = true;
}

void Preview::State::load_shared_parts()
{
    departments.drop_all();  // reports point into the forms
    auto problems = load_shared(project);
    for (auto& problem : parse_formulas(project))
        problems.push_back(std::move(problem));
    shared_problems = told(std::move(problems));
    std::vector<const base::SourceFile*> files;
    for (const auto* file : project.files.under("content"))
        if (load::department_of(file->path).empty())
            files.push_back(file);
    shared_findings.clear();
    for (const auto& finding : audit_files(files).findings)
        shared_findings.push_back(told(finding));
    ++shared_revision;
    is_shared_stale = false;
    are_templates_stale = true;  // the forms name templates, the settings the theme
}

void Preview::State::compile()
{
    auto problems = compile_templates(project);
    const bool is_compiled = !base::has_errors(problems);
    template_problems = told(std::move(problems));
    are_templates_stale = false;
    if (!is_compiled) {
        templates = nullptr;
        return;
    }
    auto digests = std::make_shared<const TemplateDigests>(template_digests(*project.templates));
    if (!templates || *templates != *digests)
        templates = std::move(digests);
}

ToldProblems Preview::State::load()
{
    if (is_shared_stale)
        load_shared_parts();
    if (are_templates_stale)
        compile();
    departments.find_folders(project);
    if (are_forms_complete(project)) {
        departments.load(project, stale_departments, options.threads);
        stale_departments.clear();
    }
    auto problems = told(base::reading_problems(project.files));
    append(problems, shared_problems);
    append(problems, told(check_theme(project)));
    append(problems, template_problems);
    append(problems, departments.problems());
    return problems;
}

ToldProblems Preview::State::render()
{
    departments.audit(project, options.threads);
    const WantedUnits wanted(project, departments, shared_revision);
    return units.update(wanted, templates, options.threads);
}

std::shared_ptr<const Snapshot> Preview::State::take_snapshot() const
{
    auto taken = std::make_shared<Snapshot>();
    taken->site_name = project.site.settings.name;
    taken->units = units.all();
    taken->shared_findings = shared_findings;
    for (const auto& finding : shared_findings)
        taken->blocking += finding.blocks ? 1 : 0;
    for (const auto& [name, held] : departments.all()) {
        taken->reports.insert(held->reports.begin(), held->reports.end());
        taken->shared_findings.insert(taken->shared_findings.end(), held->other_findings.begin(), held->other_findings.end());
        taken->blocking += held->blocking;
    }
    return taken;
}

Preview::Preview(Options options, const PreviewState* before) : state_(std::make_unique<State>())
{
    state_->options = std::move(options);
    if (!before)
        return;
    state_->attempts = before->number;
    state_->snapshot = before->snapshot;
}

Preview::~Preview() = default;

std::shared_ptr<const PreviewState> Preview::update(const std::set<std::string>& paths, const std::function<void()>& started)
{
    auto& state = *state_;
    const auto start = std::chrono::steady_clock::now();
    const bool is_first = std::exchange(state.is_first, false);
    std::set<std::string> sources;
    std::copy_if(paths.begin(), paths.end(), std::inserter(sources, sources.end()), is_source);
    if (is_first)
        sources.insert(source_names().begin(), source_names().end());
    // Kept to the end: spans of what is about to be loaded again point into the old files.
    const auto changes = base::read_again(state.options.source, sources, {}, state.project.files);
    if (changes.paths.empty() && !is_first)
        return nullptr;
    if (started)
        started();
    std::set<std::string_view> old_paths;
    for (const auto& file : changes.replaced)
        old_paths.insert(file->path);
    for (const auto& path : changes.paths)
        state.note(path, old_paths.contains(path));

    auto result = std::make_shared<PreviewState>();
    result->number = ++state.attempts;
    result->problems = state.load();
    if (!has_errors(result->problems))
        append(result->problems, state.render());
    result->problems = without_repeats(std::move(result->problems));
    result->is_good = !has_errors(result->problems);
    if (result->is_good) {
        auto taken = state.take_snapshot();
        result->changed_pages = changed_pages(state.snapshot.get(), *taken);
        state.snapshot = std::move(taken);
    }
    result->snapshot = state.snapshot;
    if (!is_first)
        result->changed_files = changes.paths;
    result->time = std::chrono::system_clock::now();
    result->duration = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start);
    return result;
}

}  // namespace gongkai::build
