// The comparison as the context of client/changes.html: what is listed, what is only counted.
#pragma once

#include "build/publication_changes.hpp"
#include "jinja/value/value.hpp"

namespace gongkai::serve {

/// {listed, more}: reports with differences in their data, each with its tables.
jinja::Value figures_value(const build::PublicationChanges& changes);

/// Texts that changed: common ones, then pages by report; added and removed pages.
jinja::Value pages_value(const build::PublicationChanges& changes);

/// Files that are no pages.
jinja::Value others_value(const build::PublicationChanges& changes);

/// Published files that are not as the manifest lists them.
jinja::Value mismatches_value(const build::PublicationChanges& changes);

}  // namespace gongkai::serve
