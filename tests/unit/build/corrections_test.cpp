// Corrections with figures, from the YAML to the page.
#include <algorithm>
#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>

#include "build/pipeline.hpp"

using namespace gongkai;
namespace fs = std::filesystem;

namespace {

/// The sound base of the broken sites with these corrections, published.
class CorrectedSite {
public:
    explicit CorrectedSite(const std::string& corrections)
    {
        const fs::path repository = GONGKAI_SOURCE_DIR;
        std::string name = (fs::temp_directory_path() / "gongkai-corrected-XXXXXX").string();
        path_ = mkdtemp(name.data());
        const auto all = fs::copy_options::recursive | fs::copy_options::overwrite_existing;
        for (const auto* folder : {"templates", "themes"})
            fs::copy(repository / folder, path_ / folder, all);
        fs::copy(repository / "tests" / "broken" / "base", path_, all);
        fs::remove_all(path_ / "content" / "caizheng" / "2023-final");  // sheets with mistakes of their own
        std::ofstream(path_ / "content" / "caizheng" / "2023-final.yaml", std::ios::app) << "corrections:\n" << corrections;
        publish();
    }
    ~CorrectedSite() { fs::remove_all(path_); }
    CorrectedSite(const CorrectedSite&) = delete;
    CorrectedSite& operator=(const CorrectedSite&) = delete;

    /// What stood in the way.
    const std::string& errors() const { return errors_; }

    /// The notice on the report's first page; empty if there is none.
    std::string notice() const
    {
        std::ifstream file(path_ / "public" / "caizheng" / "2023-final" / "index.html", std::ios::binary);
        const std::string html{std::istreambuf_iterator<char>(file), {}};
        const auto begin = html.find("<ul class=\"corrections-list\">");
        return begin == std::string::npos ? "" : html.substr(begin, html.find("</section>", begin) - begin);
    }

private:
    void publish()
    {
        build::Options options;
        options.source = path_.string();
        const auto project = build::load_project(options);
        build::audit_project(*project, 1);
        build::publish_site(*project, options, [](std::size_t, std::size_t) {});
        for (const auto& problem : project->problems)
            if (problem.severity == base::Severity::error)
                errors_ += base::to_text(problem);
    }

    fs::path path_;
    std::string errors_;
};

}  // namespace

TEST_CASE("corrections of written and computed figures stand on the report's page with old and new figures")
{
    const CorrectedSite site(
        "  - {date: 2024-10-01, what: 改正项目支出, reason: 录入有误, cells: [{cell: 公开03表 2010602 3栏, from: 30, to: 25}, {cell: 公开03表 合计 1栏, from: 110, to: 105}]}\n"
        "  - {date: 2024-11-01, what: 再次改正, reason: 录入有误, cells: [{cell: 公开03表 2010602 3栏, from: 25, to: 20}, {cell: 公开03表 合计 1栏, from: 105, to: 100}, {cell: 公开06表 30201, from: ~, to: 20}]}\n");
    CHECK(site.errors() == "");
    CHECK(site.notice() ==
          "<ul class=\"corrections-list\">\n"
          "<li><time datetime=\"2024-10-01\">2024-10-01</time> 改正项目支出。原因：录入有误\n"
          "<ul class=\"corrected-cells\">\n"
          "<li><a href=\"../../caizheng/2023-final/table-03.html#c2010602-3\">公开03表 2010602 3栏</a>：由 <del>30.00</del> 改为 <ins>25.00</ins> 万元</li>\n"
          "<li><a href=\"../../caizheng/2023-final/table-03.html#c-r1-1\">公开03表 合计 1栏</a>：由 <del>110.00</del> 改为 <ins>105.00</ins> 万元</li>\n"
          "</ul>\n"
          "</li>\n"
          "<li><time datetime=\"2024-11-01\">2024-11-01</time> 再次改正。原因：录入有误\n"
          "<ul class=\"corrected-cells\">\n"
          "<li><a href=\"../../caizheng/2023-final/table-03.html#c2010602-3\">公开03表 2010602 3栏</a>：由 <del>25.00</del> 改为 <ins>20.00</ins> 万元</li>\n"
          "<li><a href=\"../../caizheng/2023-final/table-03.html#c-r1-1\">公开03表 合计 1栏</a>：由 <del>105.00</del> 改为 <ins>100.00</ins> 万元</li>\n"
          "<li><a href=\"../../caizheng/2023-final/table-06.html#c30201-1\">公开06表 30201</a>：由 <del>空白</del> 改为 <ins>20.00</ins> 万元</li>\n"
          "</ul>\n"
          "</li>\n"
          "</ul>");
}

TEST_CASE("a correction that does not agree with the table stands in the way of publishing")
{
    const CorrectedSite site("  - {date: 2024-10-01, what: 改正, reason: 录入有误, cells: [{cell: 公开03表 合计 1栏, from: 110, to: 99}]}\n");
    CHECK(site.errors().find("错误 [R-D2] 2024-10-01 更正为 99.00，而表中现在是 100.00\n") != std::string::npos);
    CHECK(site.errors().find("公开03表 合计 1栏, from: 110") != std::string::npos);
    CHECK(site.notice() == "");
}
