#include "build/preview/units.hpp"

#include <algorithm>
#include <set>

#include "base/hash.hpp"
#include "base/parallel.hpp"

namespace gongkai::build {
namespace {

/// The sections of a narrative are templates of their own, and content may include others.
constexpr std::string_view narrative_template = "pages/narrative.html";

const Output* find_output(const std::vector<Output>& outputs, std::string_view path)
{
    const auto found = std::lower_bound(outputs.begin(), outputs.end(), path, [](const Output& output, std::string_view p) { return output.path < p; });
    return found != outputs.end() && found->path == path ? &*found : nullptr;
}

/// The output of these bytes: the one of before if they are the same.
Output output_of(const std::string& path, std::string_view bytes, const std::vector<Output>& before)
{
    const auto* old = find_output(before, path);
    if (old && *old->bytes == bytes)
        return *old;
    return {path, std::make_shared<const std::string>(bytes), base::content_hash(bytes)};
}

bool is_same(std::string_view template_name, const TemplateDigests& one, const TemplateDigests& other)
{
    const auto a = one.find(template_name);
    const auto b = other.find(template_name);
    return a != one.end() && b != other.end() && a->second == b->second;
}

/// Renders into files by path, which may hold those of before that are to be kept.
std::vector<Output> rendered(const WantedUnit::Render& render, std::map<std::string, Output> files, const std::vector<Output>& before,
                             const pages::StillGood& still_good, base::Diagnostics& problems)
{
    const auto sink = [&](const std::string& path, std::string_view bytes) {
        if (path.ends_with(".html"))
            for (auto& problem : check_page(path, bytes))
                problems.push_back(std::move(problem));
        files.insert_or_assign(path, output_of(path, bytes, before));
    };
    for (auto& problem : render(sink, still_good))
        problems.push_back(std::move(problem));
    std::vector<Output> outputs;
    for (auto& [path, output] : files)
        outputs.push_back(std::move(output));
    return outputs;
}

/// A unit, or nullptr if there are errors among its problems.
struct MadeUnit {
    std::shared_ptr<const Unit> unit;
    ToldProblems problems;
};

/// `kept`: the templates by which the unit of before was made from the same; what they
/// made is kept where they still are what they were. nullptr: nothing is kept.
MadeUnit make(const WantedUnit& wanted, const Unit* before, const TemplateDigests* kept, const TemplateDigests& templates)
{
    static const Unit nothing;
    const auto& old = before ? *before : nothing;
    std::map<std::string, Output> files;
    pages::StillGood still_good;
    if (kept) {
        for (const auto& output : old.outputs)
            files.emplace(output.path, output);
        still_good = [&](std::string_view name) { return name.empty() || (name != narrative_template && is_same(name, *kept, templates)); };
    }
    base::Diagnostics problems;
    auto unit = std::make_shared<Unit>();
    unit->outputs = rendered(wanted.render, std::move(files), old.outputs, still_good, problems);
    if (wanted.published == Published::the_same)
        unit->published = unit->outputs;
    else if (wanted.published == Published::another)
        unit->published = rendered(wanted.render_published, {}, old.published, {}, problems);
    auto all = told(std::move(problems));
    if (has_errors(all))
        return {nullptr, std::move(all)};
    unit->problems = all;
    return {std::move(unit), std::move(all)};
}

}  // namespace

const Units::Made* Units::find(const WantedUnit& wanted) const
{
    const auto found = made_.find(wanted.key);
    return found == made_.end() ? nullptr : &found->second;
}

bool Units::is_good(const WantedUnit& wanted, const Digests& templates) const
{
    const auto* made = find(wanted);
    if (!made || made->stamp != wanted.stamp)
        return false;
    if (made->templates == templates)
        return true;
    return wanted.template_name && (wanted.template_name->empty() || is_same(*wanted.template_name, *made->templates, *templates));
}

ToldProblems Units::update(const WantedUnits& wanted, const Digests& templates, std::size_t threads)
{
    std::set<std::string_view> keys;
    std::vector<const WantedUnit*> waiting;
    for (const auto& unit : wanted.all()) {
        keys.insert(unit.key);
        if (!is_good(unit, templates))
            waiting.push_back(&unit);
    }
    std::vector<MadeUnit> results(waiting.size());
    base::parallel_for(waiting.size(), std::min(threads, waiting.size()), [&](std::size_t i) {
        const auto* made = find(*waiting[i]);
        const bool can_keep = made && made->stamp == waiting[i]->stamp && made->unit->problems.empty() && !waiting[i]->template_name;
        results[i] = make(*waiting[i], made ? made->unit.get() : nullptr, can_keep ? made->templates.get() : nullptr, *templates);
    });
    std::erase_if(made_, [&](const auto& item) { return !keys.contains(item.first); });
    std::map<std::string_view, const ToldProblems*> by_key;
    for (const auto& [key, made] : made_)
        by_key[key] = &made.unit->problems;
    for (std::size_t i = 0; i < waiting.size(); ++i) {
        const auto& key = waiting[i]->key;
        if (results[i].unit)
            by_key[key] = &(made_[key] = {waiting[i]->stamp, templates, std::move(results[i].unit)}).unit->problems;
        else
            by_key[key] = &results[i].problems;
    }
    ToldProblems problems;
    for (const auto& [key, found] : by_key)
        problems.insert(problems.end(), found->begin(), found->end());
    return problems;
}

Units::Map Units::all() const
{
    Map units;
    for (const auto& [key, made] : made_)
        units.emplace(key, made.unit);
    return units;
}

}  // namespace gongkai::build
