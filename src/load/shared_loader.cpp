#include <algorithm>

#include <fmt/format.h>

#include "load/comparison_loader.hpp"
#include "load/fields.hpp"
#include "load/form_loader.hpp"
#include "load/load.hpp"

namespace gongkai::load {
namespace {

using base::Diagnostics;

const std::string settings_file = "site.yaml";
const std::string functional_file = "content/classification/functional.yaml";
const std::string economic_file = "content/classification/economic.yaml";
const std::string explanations_file = "content/classification/explanations.yaml";
const std::string glossary_file = "content/glossary.yaml";
const std::string topics_file = "templates/comparisons.yaml";

/// 保管期限 of documents: GB/T 18894-2016, 《机关档案管理规定》.
const std::vector<std::string> retention_periods = {"永久", "30年", "10年"};

/// Parses a file if it is there; reports its syntax errors.
std::optional<Node> read_yaml(const base::SourceTree& files, std::string_view path, Diagnostics& problems)
{
    const auto* file = files.find(path);
    if (!file)
        return std::nullopt;
    auto root = parse_yaml(*file);
    if (root)
        return std::move(*root);
    problems.insert(problems.end(), root.failures().begin(), root.failures().end());
    return std::nullopt;
}

void read_policy(const Node& node, model::PersonalDataPolicy& policy, Diagnostics& problems)
{
    Fields fields(node, "personal_data", problems);
    if (const auto names = fields.choice("names", {"omit", "show"}))
        policy.names = *names == 0 ? model::Disclosure::omit : model::Disclosure::show;
    if (const auto telephones = fields.choice("telephones", {"omit", "mask", "show"}))
        policy.telephones = static_cast<model::Disclosure>(*telephones);
    fields.finish();
}

model::SiteSettings read_settings(const Node& root, Diagnostics& problems)
{
    Fields fields(root, settings_file, problems);
    model::SiteSettings settings;
    settings.span = root.span;
    settings.name = fields.required_text("name");
    settings.domain = fields.text("domain");
    settings.id_code = fields.text("id_code");
    settings.base_url = fields.text("base_url");
    if (const auto theme = fields.text("theme"); !theme.empty())
        settings.theme = theme;
    settings.notice = fields.text("notice");
    settings.icp = fields.text("icp");
    settings.police = fields.text("police");
    settings.organiser = fields.text("organiser");
    settings.operator_name = fields.text("operator");
    settings.contact = fields.text("contact");
    settings.error_report_url = fields.text("error_report_url");
    settings.description = fields.text("description");
    if (const auto* policy = fields.get("personal_data"))
        read_policy(*policy, settings.personal_data, problems);
    if (const auto retention = fields.choice("retention", retention_periods))
        settings.retention = retention_periods[*retention];
    fields.finish();
    if (!settings.base_url.empty() && !settings.base_url.starts_with("https://") && !settings.base_url.starts_with("http://"))
        problems.push_back(base::error("Y-URL", root.find("base_url")->span, "base_url 应以 https:// 开头",
                                       "如“https://www.example.gov.cn/yjs/”；没有就留空"));
    if (!settings.base_url.empty() && !settings.base_url.ends_with('/'))
        settings.base_url += '/';
    return settings;
}

model::NamePeriod read_period(const Node& node, Diagnostics& problems)
{
    if (node.is_scalar())
        return {node.text};
    Fields fields(node, "科目名称", problems);
    model::NamePeriod period;
    period.name = fields.required_text("name");
    period.since = fields.integer("since").value_or(0);
    period.until = fields.integer("until").value_or(9999);
    fields.finish();
    return period;
}

model::CodeList read_codes(const Node& root, Diagnostics& problems)
{
    model::CodeList codes;
    for (std::size_t i = 0; i + 1 < root.items.size(); i += 2) {
        const auto& key = root.items[i];
        const auto& value = root.items[i + 1];
        if (model::level_of(key.text) == 0) {
            problems.push_back(base::error("F-CODE", key.span, fmt::format("“{}”不是科目编码", key.text), "编码为 3、5 或 7 位数字"));
            continue;
        }
        std::vector<model::NamePeriod> names;
        if (value.kind == NodeKind::sequence)
            for (const auto& item : value.items)
                names.push_back(read_period(item, problems));
        else
            names.push_back(read_period(value, problems));
        codes.add(key.text, std::move(names));
    }
    return codes;
}

void read_explanations(const Node& root, model::Classifications& classifications, Diagnostics& problems)
{
    for (std::size_t i = 0; i + 1 < root.items.size(); i += 2) {
        const auto& code = root.items[i];
        if (classifications.functional.contains(code.text))
            classifications.explanations[code.text] = scalar_text(root.items[i + 1], code.text, problems);
        else
            problems.push_back(base::error("F-CODE", code.span, fmt::format("科目说明：没有科目编码“{}”", code.text),
                                           "请核对编码，或先加入 functional.yaml"));
    }
}

std::vector<model::Term> read_glossary(const Node& root, Diagnostics& problems)
{
    std::vector<model::Term> terms;
    if (root.kind != NodeKind::sequence) {
        problems.push_back(base::error("Y-TYPE", root.span, "glossary.yaml 应是列表", "每项写“- term: …”"));
        return terms;
    }
    for (const auto& item : root.items) {
        Fields fields(item, "名词", problems);
        model::Term term;
        term.span = item.span;
        term.term = fields.required_text("term");
        term.aliases = fields.texts("aliases");
        term.definition = fields.required_text("definition");
        fields.finish();
        const bool repeated = std::any_of(terms.begin(), terms.end(), [&](const auto& t) { return t.term == term.term; });
        if (repeated)
            problems.push_back(base::error("Y-DUP", item.span, fmt::format("名词“{}”重复", term.term), "请合为一条"));
        terms.push_back(std::move(term));
    }
    return terms;
}

void load_form_sets(const base::SourceTree& files, model::Site& site, Diagnostics& problems)
{
    for (const auto* file : files.under("templates/forms")) {
        if (!file->path.ends_with("/set.yaml"))
            continue;
        auto set = load_form_set(*file, files);
        if (set) {
            site.form_sets.push_back(std::move(*set));
            continue;
        }
        site.has_broken_form_sets = true;
        problems.insert(problems.end(), set.failures().begin(), set.failures().end());
    }
}

/// Measures are compared with topics only where these are sound.
void load_topics(const base::SourceTree& files, model::Site& site, Diagnostics& problems)
{
    Diagnostics found;
    if (const auto root = read_yaml(files, topics_file, found))
        site.topics = read_topics(*root, found);
    if (found.empty())
        check_measures(site, problems);
    base::append(problems, std::move(found));
}

}  // namespace

const std::vector<std::string>& shared_files()
{
    static const std::vector<std::string> files = {settings_file, functional_file, economic_file, explanations_file, glossary_file, topics_file};
    return files;
}

model::Site load_shared(const base::SourceTree& files, Diagnostics& problems)
{
    model::Site site;
    if (const auto root = read_yaml(files, settings_file, problems))
        site.settings = read_settings(*root, problems);
    else if (!files.find(settings_file) && !files.was_left_out(settings_file))
        problems.push_back(base::error("C-SITE", {}, "没有 site.yaml", "请在网站的文件夹内运行，或用 --source 指明"));
    if (const auto root = read_yaml(files, functional_file, problems))
        site.classifications.functional = read_codes(*root, problems);
    if (const auto root = read_yaml(files, economic_file, problems))
        site.classifications.economic = read_codes(*root, problems);
    if (const auto root = read_yaml(files, explanations_file, problems))
        read_explanations(*root, site.classifications, problems);
    if (const auto root = read_yaml(files, glossary_file, problems))
        site.glossary = read_glossary(*root, problems);
    load_form_sets(files, site, problems);
    load_topics(files, site, problems);
    return site;
}

}  // namespace gongkai::load
