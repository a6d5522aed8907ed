// The time that an archive says it was made at.
#pragma once

#include <cstdint>

#include "base/result.hpp"
#include "model/site.hpp"

namespace gongkai::build {

struct ArchiveTime {
    model::Date day;           ///< UTC
    std::int64_t seconds = 0;  ///< since 1970
};

/// SOURCE_DATE_EPOCH (reproducible-builds.org) of the environment if it is set; A-EPOCH if it
/// is no number of seconds from 1980 to 2107, the years of a zip's dates (entries say 2038 for
/// later ones, archive/zip_writer.hpp). Otherwise the
/// start of the last day on which a published report was published or corrected; 1980-01-01
/// where there is none. The same content so gives the same archive, whenever it is made.
base::Result<ArchiveTime> archive_time(const model::Site& site);

/// The start of a day.
ArchiveTime archive_time(const model::Date& day);

}  // namespace gongkai::build
