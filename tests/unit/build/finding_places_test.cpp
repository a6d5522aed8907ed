// Every finding of the five documents leads to a place that is there, once.
#include <map>
#include <string>

#include <catch2/catch.hpp>

#include "build/pipeline.hpp"
#include "pages/finding_places.hpp"
#include "pages/site_pages.hpp"

using namespace gongkai;

namespace {

std::size_t count(const std::string& text, const std::string& part)
{
    std::size_t found = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size()))
        ++found;
    return found;
}

/// The figure or value with this id, without commas.
std::string shown_at(const std::string& html, const std::string& id)
{
    const auto tag = html.find(" id=\"" + id + "\"");
    const auto begin = html.find('>', tag) + 1;
    auto figure = html.substr(begin, html.find('<', begin) - begin);
    std::erase(figure, ',');
    return figure;
}

}  // namespace

TEST_CASE("what a finding is about stands at its place, and the figure is the one that it names")
{
    build::Options options;
    options.source = GONGKAI_SOURCE_DIR;
    const auto project = build::load_project(options);
    build::audit_project(*project, 2);
    const pages::SitePages site(project->site, *project->templates);
    std::map<std::string, std::string> files;
    std::size_t at_figures = 0;
    std::size_t at_values = 0;
    std::size_t at_sections = 0;
    for (std::size_t d = 0; d < project->audits.size(); ++d)
        for (std::size_t r = 0; r < project->audits[d].size(); ++r) {
            const auto& department = project->site.departments[d];
            const auto& report = department.reports[r];
            site.report(department, report, [&](const std::string& path, std::string_view bytes) { files[path] = bytes; });
            for (const auto& group : pages::groups_of({&department, &report, &project->audits[d][r]}))
                for (const auto& one : group.findings) {
                    const auto places = pages::places_of(*one.finding, group, department, report);
                    INFO(report.path << " " << one.finding->rule << " " << one.finding->place);
                    REQUIRE_FALSE(places.empty());
                    for (const auto& place : places) {
                        INFO(place.path << "#" << place.anchor);
                        REQUIRE(files.contains(place.path));
                        if (!place.anchor.empty())
                            CHECK(count(files[place.path], " id=\"" + place.anchor + "\"") == 1);
                        at_sections += group.topic == pages::Topic::narrative && !place.anchor.empty() ? 1 : 0;
                        at_values += group.topic == pages::Topic::sheet && !place.anchor.empty() ? 1 : 0;
                    }
                    std::size_t found = 0;
                    for (const auto& operand : one.finding->operands)
                        for (const auto& place : places)
                            found += operand.cell && !place.anchor.empty() && shown_at(files[place.path], place.anchor) == operand.figure ? 1 : 0;
                    at_figures += found;
                    if (!one.finding->operands.empty() && one.finding->operands.front().cell && one.finding->operands.front().figure != "（未填）")
                        CHECK(found > 0);
                }
        }
    CHECK(at_figures > 100);
    CHECK(at_values > 25);
    CHECK(at_sections > 8);
}
