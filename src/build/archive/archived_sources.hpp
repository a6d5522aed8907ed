// What of a project's files goes into an archive.
#pragma once

#include "base/source_tree.hpp"
#include "build/pipeline.hpp"

namespace gongkai::build {

/// The files that the published site is made from, and nothing else: site.yaml, what
/// departments share, templates, the theme in use, and the files of published reports; not
/// what lies beside them and is not read. What they make is what the whole project publishes
/// (model::may_draw_on).
base::SourceTree archived_sources(const Project& project);

}  // namespace gongkai::build
