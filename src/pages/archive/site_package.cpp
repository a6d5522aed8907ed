#include "pages/archive/site_package.hpp"

#include "pages/addresses.hpp"
#include "pages/archive/layout.hpp"
#include "pages/directory.hpp"
#include "pages/downloads/csv_resource.hpp"
#include "pages/format.hpp"

namespace gongkai::pages {
namespace {

void add_report(Json& resources, const model::Department& department, const model::Report& report, const FileFactsOf& facts)
{
    for (const auto& csv : csv_files(report)) {
        const auto path = archived_site + report_folder(department, report) + "data/" + csv.id + ".csv";
        const auto* file = facts(path);
        if (!file)
            continue;
        auto resource = csv_resource(department, report, {csv, path, file->size, file->sha256});
        resource["name"] = department.slug + "-" + report.slug + "-" + csv.id;
        resource["title"] = report_title(department, report) + " " + resource["title"].get<std::string>();
        resources.push_back(std::move(resource));
    }
}

}  // namespace

std::string site_data_package(const model::Site& site, const model::Date& archived_on, const FileFactsOf& facts)
{
    Json package;
    package["$schema"] = package_profile;
    package["name"] = "gongkai-archive";
    package["title"] = site.settings.name + "：各表数据";
    package["version"] = "1.0.0";
    package["created"] = archived_on.iso() + "T00:00:00Z";
    if (!site.settings.base_url.empty())
        package["homepage"] = web_address(site.settings.base_url, "");
    package["resources"] = Json::array();
    for (const auto& department : site.departments)
        for (const auto& report : department.reports)
            if (is_shown(report, Scope::published))
                add_report(package["resources"], department, report, facts);
    return package.dump(1) + "\n";
}

}  // namespace gongkai::pages
