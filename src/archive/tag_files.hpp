// The files of a bag that are not its payload: found, read, and compared with the tag manifests.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "archive/zip_reader.hpp"
#include "base/result.hpp"

namespace gongkai::archive {

struct TagFiles {
    std::string folder;                                           ///< the bag's
    std::map<std::string, std::string, std::less<>> texts;        ///< name → text; of those that are there, can be read and are UTF-8
    std::map<std::string, const ZipEntry*, std::less<>> payload;  ///< what is below data/, by path below it
    std::vector<const ZipEntry*> extra;                           ///< neither payload nor a tag file of bag.hpp
    base::Diagnostics gaps;                                       ///< missing, unreadable or not listed
    base::Diagnostics faults;                                     ///< other digests or order than they should have
};

/// Fails where there is not one folder, or no bagit.txt of BagIt 1.0 with UTF-8.
base::Result<TagFiles> read_tag_files(const ZipReader& zip);

}  // namespace gongkai::archive
