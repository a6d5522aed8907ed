// The units that a site has: what each is made of, and how it is rendered.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "build/preview/departments.hpp"
#include "pages/site_pages.hpp"

namespace gongkai::build {

/// What a publication has of a unit.
enum class Published { nothing, the_same, another };

struct WantedUnit {
    using Render = std::function<base::Diagnostics(const pages::Sink&, const pages::StillGood&)>;

    std::string key;           ///< path, or folder with "/"
    std::uint64_t stamp = 0;   ///< of what it is made of, templates apart: another stamp, other bytes
    std::optional<std::string> template_name;  ///< the only one ("" for none); nullopt: it asks for each (a report)
    Render render;
    Published published = Published::the_same;
    Render render_published = {};  ///< of another one
};

/// Refers to the project and the departments, and renders from them when called.
class WantedUnits {
public:
    /// `shared_revision` stands for the settings, the glossary, the classifications and
    /// the forms.
    WantedUnits(const Project& project, const HeldDepartments& departments, std::uint64_t shared_revision);
    WantedUnits(const WantedUnits&) = delete;
    WantedUnits& operator=(const WantedUnits&) = delete;

    const std::vector<WantedUnit>& all() const { return units_; }

private:
    void add_shared(std::uint64_t shared_revision);
    void add_assets();
    void add_department(const HeldDepartment& held);

    const Project& project_;
    const HeldDepartments& departments_;
    pages::SitePages shown_;
    pages::SitePages published_;
    std::vector<const pages::DirectoryEntry*> shown_directory_;
    std::vector<const pages::DirectoryEntry*> published_directory_;
    std::vector<WantedUnit> units_;
};

}  // namespace gongkai::build
