// Is an archive what it was when it was made?
//
// RFC 8493, 3 has two answers. A bag is complete when all tag files that it needs are there, every
// file of every manifest is there, and every payload file is listed in every manifest. It is
// valid when it is complete and every digest is right, of the payload and of the tag files.
//
// What is looked at: of every bag of the chain, the zip structure, the names and all tag files;
// of the newest bag, all payload files, each in the bag that holds it. So payload of a base is read
// as far as the newest bag needs it, and what else a base holds, lacks or has too much is
// its own matter; its zip file has the digest that was recorded in any case.
//
// Beyond RFC 8493, Payload-Oxum must be right and the files must stand in the order of bag.hpp
// for a bag to be valid.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "archive/bag_chain.hpp"
#include "base/diagnostic.hpp"

namespace gongkai::archive {

struct VerifiedBag {
    std::string file_name;
    std::size_t held_files = 0;
    std::string sha256;  ///< of the zip file
};

struct Verification {
    bool is_complete = false;
    bool is_valid = false;
    /// What makes the bag incomplete, missing and extra files last; then what makes it not valid,
    /// damaged files last, in the order of paths. At most 1,000, and one (B-MORE) that says how
    /// many more.
    base::Diagnostics problems;
    std::size_t files = 0;    ///< of the payload, read
    std::uint64_t bytes = 0;  ///< of these
    std::vector<VerifiedBag> chain;
};

/// Of the payload files that are there; called by any thread, but never by two at once.
using Progress = std::function<void(std::size_t done, std::size_t total)>;

/// Reads all files on so many threads, in pieces. The outcome does not depend on their number.
Verification verify(const BagChain& chain, std::size_t threads, const Progress& progress);

}  // namespace gongkai::archive
