// What is wrong with an archive, as messages.
//
//     B-READ      cannot be opened or read          B-ZIP       not a zip of the form that ZipWriter gives
//     B-NAME      a name that may lead elsewhere    B-TWICE     names that are one on some systems
//     B-BOMB      more than an archive ever holds     B-TAG       a tag file
//     B-MANIFEST  a payload manifest                B-INFO      Payload-Oxum
//     B-BASE      a bag that this one goes on from  B-DIGEST, B-MISSING, B-EXTRA   a payload file
//     B-MORE      more than are listed
#pragma once

#include <string>
#include <string_view>

#include "base/diagnostic.hpp"

namespace gongkai::archive {

/// “a/b.txt”: as a message shows the name of an entry, without control characters and
/// not longer than 120 characters.
std::string quoted(std::string_view name);

/// An error about the archive in `file`, with the remedy for damage: a good copy.
base::Diagnostic damage(std::string code, std::string_view file, std::string_view what);

}  // namespace gongkai::archive
