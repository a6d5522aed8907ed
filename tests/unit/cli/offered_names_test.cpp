// What the lists of offered names say is what pages really give: names, members and types
// of all contexts, of the base of the broken sites and of the repository's own site.
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <set>

#include <catch2/catch.hpp>

#include "build/pipeline.hpp"
#include "jinja/value/containers.hpp"
#include "pages/archive/archive_index.hpp"
#include "pages/offered_names.hpp"
#include "pages/site_pages.hpp"

using namespace gongkai;
namespace fs = std::filesystem;

namespace {

using jinja::Kind;
using jinja::Value;
using pages::OfferedName;

/// All that was met under one name.
struct Seen {
    std::size_t count = 0;
    std::set<std::string> types;         ///< of values that are no lists
    std::map<std::string, Seen> members;  ///< of maps, and of the maps in lists
    std::shared_ptr<Seen> item;          ///< of lists
    std::size_t maps = 0;
};

void look_at(Seen& seen, const Value& value)
{
    ++seen.count;
    if (value.kind() == Kind::list) {
        if (!seen.item)
            seen.item = std::make_shared<Seen>();
        for (const auto& item : value.as_list())
            look_at(*seen.item, item);
        return;
    }
    seen.types.insert(value.kind() == Kind::safe ? "HTML" : std::string(value.kind_name()));
    if (value.kind() != Kind::map)
        return;
    ++seen.maps;
    for (const auto& [name, member] : value.as_map())
        look_at(seen.members[name], member);
}

void merge(Seen& all, const Seen& more)
{
    all.count += more.count;
    all.maps += more.maps;
    all.types.insert(more.types.begin(), more.types.end());
    for (const auto& [name, member] : more.members)
        merge(all.members[name], member);
    if (!more.item)
        return;
    if (!all.item)
        all.item = std::make_shared<Seen>();
    merge(*all.item, *more.item);
}

/// As the lists say it: 映射或空值, 文字的列表 …
std::string type_of(const Seen& seen)
{
    auto types = seen.types;
    const bool may_be_none = types.erase("空值") > 0;
    if (seen.item)
        types.insert((seen.item->count > 0 ? type_of(*seen.item) + "的" : "") + "列表");
    std::string text;
    for (const auto& type : types)
        text += (text.empty() ? "" : "或") + type;
    return text.empty() ? "空值" : text + (may_be_none ? "或空值" : "");
}

const Seen& innermost(const Seen& seen) { return seen.item ? innermost(*seen.item) : seen; }

/// Where a list of names and what was seen are not the same. `whole`: what has these members.
std::string differences(const std::string& place, const std::vector<OfferedName>& listed, const Seen& whole)
{
    std::string text;
    std::set<std::string> left;
    for (const auto& [name, seen] : whole.members)
        left.insert(name);
    for (const auto& name : listed) {
        const auto path = place + " " + name.name;
        left.erase(name.name);
        const auto found = whole.members.find(name.name);
        if (found == whole.members.end()) {
            text += path + ": no page has it\n";
            continue;
        }
        const auto type = type_of(found->second) + (found->second.count < whole.maps ? "（部分页面没有）" : "");
        if (type != name.type)
            text += path + ": " + type + ", not " + name.type + "\n";
        if (!name.members.empty())
            text += differences(path, name.members, innermost(found->second));
    }
    for (const auto& name : left)
        text += place + " " + name + ": not listed\n";
    return text;
}

/// Contexts by kind of page.
using Contexts = std::map<std::string, Seen>;

/// What is the same on several kinds of page is compared with what all of them have:
/// none of them has everything.
void share(Contexts& contexts)
{
    std::map<std::string, Seen> together;
    const auto key = [](const OfferedName& name) { return name.name + "\n" + name.type + "\n" + name.summary; };
    for (const auto& kind : pages::page_kinds())
        for (const auto& name : kind.names)
            if (const auto found = contexts[kind.title].members.find(name.name); found != contexts[kind.title].members.end())
                merge(together[key(name)], found->second);
    for (const auto& kind : pages::page_kinds())
        for (const auto& name : kind.names) {
            auto& members = contexts[kind.title].members;
            if (const auto found = members.find(name.name); found != members.end()) {
                const auto count = found->second.count;
                found->second = together[key(name)];
                found->second.count = count;
            }
        }
}

/// The kind of page that is rendered with that template: texts of the content are the last.
std::string kind_of(const std::string& name)
{
    for (const auto& offer : pages::offers())
        if (offer.covers(name))
            return offer.what;
    return name.starts_with("content/") ? pages::page_kinds().back().title : name;
}

/// The templates of a project, with every context looked at.
class WatchedSet : public jinja::TemplateSet {
public:
    WatchedSet(std::shared_ptr<const TemplateSet> original, Contexts& contexts)
        : TemplateSet(std::make_shared<const jinja::Registry>(original->registry()), original->templates()),
          original_(std::move(original)), contexts_(contexts)
    {
    }

private:
    base::Diagnostics run(const jinja::CompiledTemplate& first, const std::vector<Value>& given, std::string& out) const override
    {
        std::vector<jinja::Member> members;
        for (const auto& context : given)
            members.insert(members.end(), context.as_map().begin(), context.as_map().end());
        look_at(contexts_[kind_of(first.name)], Value::map(std::move(members)));
        return TemplateSet::run(first, given, out);
    }

    std::shared_ptr<const TemplateSet> original_;  ///< the templates point into its registry
    Contexts& contexts_;
};

/// The way into an archive, whole and not, with something missing and something exempt.
void render_archive(const build::Project& project)
{
    const pages::SitePages site(project.site, *project.templates);
    pages::ArchiveIndex index;
    index.rows = pages::inventory(project.site);
    auto row = index.rows.front();
    row.report = nullptr;
    row.standing = pages::ReportStanding::exempt;
    row.reason = "涉密";
    index.rows.push_back(row);
    for (const auto* base_name : {"", "archive.zip"}) {
        index.base_name = base_name;
        CHECK(site.archive_index(index, [](const std::string&, std::string_view) {}).empty());
    }
}

void render(const std::string& source, Contexts& contexts)
{
    build::Options options;
    options.source = source;
    const auto project = build::load_project(options);
    for (const auto& problem : project->problems)
        UNSCOPED_INFO(base::to_text(problem));
    REQUIRE_FALSE(base::has_errors(project->problems));
    project->templates = std::make_shared<WatchedSet>(project->templates, contexts);
    build::audit_project(*project, 1);  // for the notes
    build::check_pages(*project, 1, [](std::size_t, std::size_t) {});
    CHECK_FALSE(base::has_errors(project->problems));
    render_archive(*project);
}

/// The base of the broken sites, with what neither it nor the real content has.
void render_base(Contexts& contexts)
{
    const fs::path repository = GONGKAI_SOURCE_DIR;
    std::string name = (fs::temp_directory_path() / "gongkai-offered-XXXXXX").string();
    const fs::path source = mkdtemp(name.data());
    const auto all = fs::copy_options::recursive | fs::copy_options::overwrite_existing;
    for (const auto* folder : {"templates", "themes"})
        fs::copy(repository / folder, source / folder, all);
    fs::copy(repository / "tests" / "broken" / "base", source, all);
    std::ofstream(source / "content/caizheng/2023-final.yaml", std::ios::app)
        << "corrections:\n  - {date: 2024-10-01, what: 公开03表, reason: 录入有误, cells: [{cell: 公开03表 合计 1栏, from: 1, to: 100}]}\n";
    std::ofstream(source / "site.yaml", std::ios::app) << "organiser: 测试区财政局\n";
    render(source.string(), contexts);
    fs::remove_all(source);
}

void require_summaries(const std::string& place, const std::vector<OfferedName>& names, std::string& missing)
{
    for (const auto& name : names) {
        if (name.summary.empty())
            missing += place + " " + name.name + "\n";
        require_summaries(place + " " + name.name, name.members, missing);
    }
}

}  // namespace

TEST_CASE("offered names: lists and pages say the same")
{
    Contexts contexts;
    render_base(contexts);
    render(GONGKAI_SOURCE_DIR, contexts);
    share(contexts);
    std::string text;
    for (const auto& kind : pages::page_kinds()) {
        text += differences(kind.title, kind.names, contexts[kind.title]);
        contexts.erase(kind.title);
    }
    CHECK(text == "");
    for (const auto& [kind, seen] : contexts)
        FAIL_CHECK(kind << " is no kind of page");
}

TEST_CASE("offered names: every member has a description")
{
    std::string missing;
    for (const auto& kind : pages::page_kinds())
        require_summaries(kind.title, kind.names, missing);
    CHECK(missing == "");
}

TEST_CASE("offered names: texts outside of the folder for them get the same names")
{
    const auto offers = pages::offers({"narrative/a.md", "elsewhere/b.md"});
    CHECK(offers.size() == pages::page_kinds().size() + 2);
    CHECK(offers.back().template_name == "elsewhere/b.md");
    CHECK(offers.back().names.size() == pages::page_kinds().back().names.size());
}
