// What the tag files of a bag say, compared with what is in the bag; no payload is read.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "archive/bag.hpp"
#include "archive/zip_reader.hpp"
#include "base/result.hpp"

namespace gongkai::archive {

/// Paths are below data/. Of two manifests of which one cannot be read, the other counts alone;
/// digests by the first are empty then.
struct BagContents {
    std::string folder;
    Payload payload;                                               ///< listed, and in the bag or in fetch.txt
    std::map<std::string, const ZipEntry*, std::less<>> held;      ///< the first of these
    std::map<std::string, base::Digests, std::less<>> missing;     ///< listed, and neither
    std::vector<const ZipEntry*> extra;                            ///< in the bag, but listed nowhere
    BagInfo info;
    std::optional<BaseBag> base;
    base::Diagnostics gaps;    ///< why the bag is not complete (RFC 8493, 3), but for missing and extra
    base::Diagnostics faults;  ///< why it is not valid though complete
};

/// Reads all that can be read. Fails when that is not enough to know the payload: not one folder,
/// no bagit.txt of BagIt 1.0 with UTF-8, no manifest.
base::Result<BagContents> read_contents(const ZipReader& zip);

}  // namespace gongkai::archive
