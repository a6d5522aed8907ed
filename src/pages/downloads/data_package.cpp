#include "pages/downloads/csv_resource.hpp"
#include "pages/format.hpp"

namespace gongkai::pages {

std::string data_package(const model::Department& department, const model::Report& report,
                         const std::vector<PackagedFile>& files)
{
    Json package;
    package["$schema"] = package_profile;
    package["name"] = department.slug + "-" + report.slug;
    package["title"] = report_title(department, report);
    package["version"] = "1.0.0";
    if (report.published_on)
        package["created"] = report.published_on->iso() + "T00:00:00Z";
    package["temporal"] = {{"start", std::to_string(report.year) + "-01-01"}, {"end", std::to_string(report.year) + "-12-31"}};
    if (!report.source.title.empty())
        package["sources"] = Json::array({{{"title", report.source.title}}});
    package["resources"] = Json::array();
    for (const auto& file : files)
        package["resources"].push_back(csv_resource(department, report, file));
    return package.dump(1) + "\n";
}

}  // namespace gongkai::pages
