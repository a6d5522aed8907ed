// The pages and files of a site, in pieces that can be made at the same time.
#pragma once

#include <cstddef>
#include <vector>

#include "base/diagnostic.hpp"
#include "build/pipeline.hpp"
#include "pages/site_pages.hpp"

namespace gongkai::build {

/// A piece is what all departments share, what a department has of its own, or a report; the
/// theme's assets are none of them. All functions may be called from many threads.
class SiteRender {
public:
    /// The project has no errors and outlives this.
    SiteRender(const Project& project, pages::Scope scope);

    /// The shared one first, then departments by slug, each followed by its reports.
    std::size_t pieces() const { return pieces_.size(); }

    /// Gives the files of a piece; none if it has problems that are errors.
    base::Diagnostics render(std::size_t piece, const pages::Sink& sink) const;

private:
    struct Piece {
        const model::Department* department;
        const model::Report* report;
    };

    pages::SitePages site_;
    std::vector<Piece> pieces_;
};

}  // namespace gongkai::build
