#include "audit/personal_data.hpp"

#include <map>
#include <set>

#include <fmt/format.h>

#include "audit/page_text.hpp"

namespace gongkai::audit {
namespace {

using base::Severity;

/// The number is the whole value of a cell or fact in a YAML file of a report: a
/// figure, unless its key says otherwise.
bool is_figure(const base::SourceFile& file, const PersonalDatum& datum)
{
    const std::string_view text = file.text;
    const auto before = text.find_last_not_of(" \"'", datum.begin == 0 ? 0 : datum.begin - 1);
    const auto after = text.find_first_not_of(" \"'", datum.end);
    const bool is_whole = before != std::string_view::npos && text[before] == ':' &&
                          (after == std::string_view::npos || std::string_view(",}\r\n#").find(text[after]) != std::string_view::npos);
    if (!is_whole)
        return false;
    const auto line = base::line_start(text, datum.begin);
    const auto limit = text.find_last_of("{,\n", before);
    const auto key_begin = limit == std::string_view::npos ? 0 : limit + 1;
    const auto key = text.substr(key_begin, before - key_begin);
    for (const std::string_view word : {"电话", "手机", "联系", "证", "卡号", "账号", "帐号"})
        if (key.find(word) != std::string_view::npos)
            return false;
    auto top = line;
    while (top > 0 && (text[top] == ' ' || text[top] == '#' || text[top] == '-' || text[top] == '\n' || text[top] == '\r'))
        top = base::line_start(text, top - 1);
    return text.substr(top).starts_with("tables:") || text.substr(top).starts_with("facts:");
}

const std::string& advice_on(const PersonalDatum& datum)
{
    static const std::map<std::string, std::string> by_rule = {
        {"W-P1", "请删去，或遮盖中间各位，如 35*************123"},
        {"W-P2", "请删去，或遮盖中间四位，如 138****1234"},
        {"W-P3", "办公电话可以公开；私人电话请删去，或遮盖后四位"},
        {"W-P4", "请删去，或只留后四位"},
        {"W-P5", "依法应当公开的可以保留；否则请删去，或只写姓"},
        {"W-P6", "单位的信箱可以公开；个人的信箱、车牌和住址请删去"},
        {"W-P7", "请先作保密审查；不是密级标志的，不必改"},
    };
    return by_rule.at(datum.rule);
}

Finding finding_of(const PersonalDatum& datum, std::string_view where)
{
    Finding finding;
    finding.rule = datum.rule;
    finding.severity = datum.severity;
    finding.place = datum.what;
    finding.message = fmt::format("{}有{}", where, datum.what);
    finding.formula = "公开的内容不含个人信息和国家秘密";
    finding.advice = datum.rule == "W-P7" && datum.severity == Severity::error ? "标有密级的内容不得公开：请删去，并作保密审查" : advice_on(datum);
    return finding;
}

}  // namespace

void check_personal_data(const base::SourceFile& file, Record& record)
{
    const bool is_yaml = file.path.ends_with(".yaml") || file.path.ends_with(".yml");
    std::set<std::string> broken;
    for (const auto& datum : find_personal_data(file.text)) {
        const bool is_number = datum.rule == "W-P1" || datum.rule == "W-P2" || datum.rule == "W-P4";
        if (is_yaml && is_number && is_figure(file, datum))
            continue;
        auto finding = finding_of(datum, "文中");
        finding.span = {&file, static_cast<std::uint32_t>(datum.begin), static_cast<std::uint32_t>(datum.end)};
        broken.insert(datum.rule);
        record.add(std::move(finding));
    }
    for (const auto& rule : personal_data_rules())
        if (!broken.contains(rule.id))
            record.passed(rule.id);
}

std::vector<Finding> personal_data_on_page(const std::string& path, std::string_view html)
{
    const auto page = text_of_page(html);
    std::vector<Finding> findings;
    std::set<std::string> seen;
    const auto check = [&](std::string_view text, bool is_footer) {
        for (const auto& datum : find_personal_data(text)) {
            if ((is_footer && datum.severity != Severity::error) || !seen.insert(datum.what).second)
                continue;
            auto finding = finding_of(datum, "页面中");
            finding.place = path;
            findings.push_back(std::move(finding));
        }
    };
    check(page.body, false);
    check(page.attributes, false);
    check(page.footer, true);
    return findings;
}

std::vector<Rule> personal_data_rules()
{
    const std::string law = "《个人信息保护法》《政府信息公开条例》";
    return {
        {"W-P1", "没有身份证号", law},
        {"W-P2", "没有手机号", law},
        {"W-P3", "没有私人电话", law},
        {"W-P4", "没有银行卡号", law},
        {"W-P5", "没有不必公开的姓名", law},
        {"W-P6", "没有个人的电子邮箱、车牌号和住址", law},
        {"W-P7", "没有密级标志", "《保守国家秘密法》《政府信息公开条例》"},
    };
}

}  // namespace gongkai::audit
