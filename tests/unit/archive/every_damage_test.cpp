// Every way to damage a bag, or as many as a machine can think of: no byte of it can be changed,
// lost, added or moved without verification telling, save for those of which the content is
// the same afterwards.
#include <algorithm>
#include <set>

#include <fcntl.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "archive/verify.hpp"
#include "archive/zip_reader.hpp"
#include "archive_fixture.hpp"
#include "base/descriptor.hpp"

using namespace archive_test;

namespace {

const std::string& sample_zip()
{
    static const auto zip = bag_of(sample_payload());
    return zip;
}

/// A copy of a zip of which one byte at a time is another.
class Flipped {
public:
    explicit Flipped(const std::string& zip) : path_(folder_.write("a.zip", zip)), file_(open(path_.c_str(), O_WRONLY | O_CLOEXEC)) {}

    void put(std::size_t place, char byte) { REQUIRE(pwrite(file_.get(), &byte, 1, static_cast<off_t>(place)) == 1); }
    const std::string& path() const { return path_; }

private:
    Folder folder_;
    std::string path_;
    base::Descriptor file_;
};

/// Where the deflated data of a zip lie.
struct DataPlaces {
    std::set<std::size_t> all;
    std::set<std::size_t> last;  ///< of each entry

    explicit DataPlaces(const std::string& zip)
    {
        const Folder folder;
        const auto reader = archive::ZipReader::open(folder.write("a.zip", zip));
        for (const auto& entry : reader.value()->entries()) {
            const auto begin = entry.offset + archive::local_header_size(entry);
            for (std::uint64_t i = 0; i < entry.compressed_size; ++i)
                all.insert(begin + i);
            last.insert(begin + entry.compressed_size - 1);
        }
    }
};

/// Of flipping each bit of a bag in turn: those that are not told.
struct Untold {
    std::size_t flips = 0;
    std::size_t outside_data = 0;
    std::size_t with_other_content = 0;
    std::size_t before_last_byte = 0;  ///< of an entry's data

    explicit Untold(const std::string& zip)
    {
        Flipped flipped(zip);
        const DataPlaces data(zip);
        const auto original = files_of(zip);
        for (std::size_t place = 0; place < zip.size(); ++place) {
            for (int bit = 0; bit < 8; ++bit) {
                flipped.put(place, static_cast<char>(zip[place] ^ 1 << bit));
                if (!bag_problems(flipped.path()).empty())
                    continue;
                ++flips;
                outside_data += data.all.contains(place) ? 0 : 1;
                before_last_byte += data.last.contains(place) ? 0 : 1;
                with_other_content += files_of(bytes_of(flipped.path())) == original ? 0 : 1;
            }
            flipped.put(place, zip[place]);
        }
    }
};

bool is_refused(const std::string& zip) { return !bag_codes(zip).empty(); }

}  // namespace

// What changes no content, and therefore need not be told:
//   - the bits behind the end of deflated data in its last byte, at most seven: data end with the
//     code for the end of a block, which need not end a byte (RFC 1951, 3.1.1, 3.2.3);
//   - the bits in front of the length of a stored block, at most seven (3.2.4);
//   - a distance that then leads to another occurrence of the same bytes (3.2.5).
// All lie in deflated data, where nothing can hide: what comes out has the same digests.
TEST_CASE("no bit of a bag can be flipped without being told, but those behind the end of deflated data")
{
    const Untold untold(sample_zip());
    CHECK(untold.outside_data == 0);
    CHECK(untold.with_other_content == 0);
    CHECK(untold.before_last_byte == 0);
    CHECK(untold.flips > 0);  // else there would be nothing to explain
    CHECK(untold.flips <= 7 * files_of(sample_zip()).size());
}

TEST_CASE("bits in stored blocks and of distances between equal bytes leave the content as it was")
{
    std::string noise;
    for (unsigned value = 1; noise.size() < 200; value = value * 1664525 + 1013904223)
        noise += static_cast<char>(value >> 24);
    const Untold untold(bag_of({{"stored", noise}, {"equal", "aaaaaaaabaaaaaaaabaaaaaaaa" + std::string(60, 'a')}}));
    CHECK(untold.outside_data == 0);
    CHECK(untold.with_other_content == 0);
    CHECK(untold.before_last_byte >= 5);
}

TEST_CASE("no byte of a bag can be inverted without being told")
{
    Flipped flipped(sample_zip());
    for (std::size_t place = 0; place < sample_zip().size(); ++place) {
        flipped.put(place, static_cast<char>(~sample_zip()[place]));
        INFO(place);
        CHECK(!bag_problems(flipped.path()).empty());
        flipped.put(place, sample_zip()[place]);
    }
}

TEST_CASE("a bag cut off anywhere is refused")
{
    const Folder folder;
    const auto path = folder.write("a.zip", sample_zip());
    for (auto size = sample_zip().size(); size-- > 0;) {
        REQUIRE(truncate(path.c_str(), static_cast<off_t>(size)) == 0);
        CHECK(!bag_problems(path).empty());
    }
}

TEST_CASE("a byte put in or taken out anywhere is told")
{
    for (std::size_t place = 0; place <= sample_zip().size(); place += 3) {
        auto longer = sample_zip();
        longer.insert(place, 1, longer[place % longer.size()]);
        CHECK(is_refused(longer));
        auto shorter = sample_zip();
        shorter.erase(std::min(place, shorter.size() - 1), 1);
        CHECK(is_refused(shorter));
    }
}

TEST_CASE("an entry removed, doubled, renamed or emptied is told")
{
    const auto original = files_of(sample_zip());
    for (std::size_t i = 0; i < original.size(); ++i) {
        INFO(original[i].first);
        auto files = original;
        files.erase(files.begin() + static_cast<std::ptrdiff_t>(i));
        CHECK(is_refused(zip_of(files)));
        files = original;
        files.push_back(files[i]);
        CHECK(is_refused(zip_of(files)));
        files = original;
        files[i].first += "x";
        CHECK(is_refused(zip_of(files)));
        files = original;
        files[i].second += "\n";
        CHECK(is_refused(zip_of(files)));
    }
}

TEST_CASE("two entries that change names, or contents, are told; places only where they mean nothing")
{
    const auto original = files_of(sample_zip());
    const auto is_payload = [&](std::size_t i) { return original[i].first.starts_with("bag/data/"); };
    for (std::size_t i = 0; i < original.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) {
            INFO(original[i].first << " and " << original[j].first);
            auto files = original;
            std::swap(files[i].second, files[j].second);
            CHECK(is_refused(zip_of(files)));
            files = original;
            std::swap(files[i], files[j]);
            CHECK(is_refused(zip_of(files)) == !(is_payload(i) && is_payload(j)));
        }
}
