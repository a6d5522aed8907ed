// The whole site, loaded.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "model/classification.hpp"
#include "model/comparison.hpp"
#include "model/form.hpp"
#include "model/report.hpp"

namespace gongkai::model {

/// What pages show of personal data on the forms (个人信息保护法; websites.md §4).
enum class Disclosure : std::uint8_t { omit, mask, show };

struct PersonalDataPolicy {
    Disclosure names = Disclosure::omit;       ///< omit or show
    Disclosure telephones = Disclosure::mask;
};

/// site.yaml: what every page carries (《政府网站发展指引》 annex: SiteName,
/// SiteDomain, SiteIDCode, and the footer).
struct SiteSettings {
    std::string name;
    std::string domain;
    std::string id_code;           ///< 政府网站标识码
    std::string base_url;          ///< absolute, for the sitemap; empty: no sitemap.xml
    std::string theme = "gov";
    std::string notice;            ///< shown on every page
    std::string icp;               ///< ICP备案编号
    std::string police;            ///< 公安机关备案
    std::string organiser;         ///< 主办单位
    std::string operator_name;     ///< 承办单位
    std::string contact;
    std::string error_report_url;  ///< 我为政府网站找错
    std::string description;
    PersonalDataPolicy personal_data;
    std::string retention = "永久";  ///< 保管期限 of the archive: 永久, 30年, 10年
    base::Span span;
};

/// All that the site is made of. Reports point into `form_sets`.
struct Site {
    SiteSettings settings;
    Classifications classifications;
    std::vector<Term> glossary;
    std::vector<ComparisonTopic> topics;
    std::vector<std::unique_ptr<const FormSet>> form_sets;
    bool has_broken_form_sets = false;  ///< some could not be read: reported already
    std::vector<Department> departments;  ///< by slug
};

/// The form set for a department's report: of those for that kind, year and
/// place, the one that names the place most closely; nullptr if there is none.
const FormSet* form_set_in_force(const Site& site, const Department& department, int year, std::string_view kind);

}  // namespace gongkai::model
