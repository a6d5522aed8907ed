// The zip files that ZipWriter gives: the same bytes everywhere, and all that a path can be.
#include <cerrno>
#include <clocale>
#include <cstdlib>
#include <ctime>
#include <optional>

#include <catch2/catch.hpp>

#include "archive/zip_reader.hpp"
#include "archive/zip_writer.hpp"
#include "archive_fixture.hpp"
#include "zip_builder.hpp"

using namespace archive_test;

namespace {

/// The time zone and the locale of the process, for as long as this lives.
class Place {
public:
    Place(const char* zone, const char* locale)
    {
        if (const char* before = std::getenv("TZ"))
            zone_ = before;
        locale_ = std::setlocale(LC_ALL, nullptr);
        zone ? setenv("TZ", zone, 1) : unsetenv("TZ");
        tzset();
        has_locale_ = std::setlocale(LC_ALL, locale) != nullptr;
    }
    ~Place()
    {
        zone_ ? setenv("TZ", zone_->c_str(), 1) : unsetenv("TZ");
        tzset();
        std::setlocale(LC_ALL, locale_.c_str());
    }
    bool has_locale() const { return has_locale_; }

private:
    std::optional<std::string> zone_;
    std::string locale_;
    bool has_locale_ = false;
};

const Files& sample_files()
{
    static const Files files = {{"bag/a.txt", "甲乙丙丁"}, {"bag/空.txt", ""}, {"bag/cafe\xcc\x81.txt", "e"}, {"bag/100%\r\n.txt", std::string(5000, 'z')}};
    return files;
}

std::vector<archive::ZipEntry> entries(const std::string& zip)
{
    const Folder folder;
    return archive::ZipReader::open(folder.write("a.zip", zip)).value()->entries();
}

}  // namespace

TEST_CASE("a zip has the same bytes in every time zone and locale")
{
    const auto expected = zip_of(sample_files());
    CHECK(files_of(expected) == sample_files());
    for (const auto* zone : {"Asia/Shanghai", "America/New_York", "UTC", "<+1345>-13:45"})
        for (const auto* locale : {"C", "C.UTF-8", "zh_CN.UTF-8", "zh_CN.GB18030"}) {
            const Place place(zone, locale);
            if (place.has_locale()) {
                INFO(zone << " " << locale);
                CHECK(zip_of(sample_files()) == expected);
            }
        }
}

TEST_CASE("time zone and locale are what they were when a writer has gone")
{
    const auto local_hour = [] {
        const std::time_t noon = 1700049600;  // 12:00 UTC
        return std::localtime(&noon)->tm_hour;
    };
    const Place place("<+08>-8", "C");
    CHECK(local_hour() == 20);
    {
        archive::ZipWriter writer([](std::string_view) { return true; }, sample_time);
        CHECK(local_hour() == 12);
    }
    CHECK(local_hour() == 20);
    CHECK(std::string(std::getenv("TZ")) == "<+08>-8");
    CHECK(MB_CUR_MAX == 1);
    unsetenv("TZ");
    zip_of(sample_files());
    CHECK(std::getenv("TZ") == nullptr);
}

TEST_CASE("times that a zip cannot say become the nearest")
{
    CHECK(zip_of(sample_files(), 0) == zip_of(sample_files(), 315532800));
    CHECK(zip_of(sample_files(), -5) == zip_of(sample_files(), 315532800));
    CHECK(zip_of(sample_files(), 9999999999) == zip_of(sample_files(), 2147483647));
    CHECK(zip_of(sample_files(), 315532802) != zip_of(sample_files(), 315532800));
    for (const std::int64_t time : {std::int64_t{0}, std::int64_t{951782400}, std::int64_t{4294967295}, std::int64_t{4294967296}, std::int64_t{9999999999}}) {
        INFO(time);
        CHECK(files_of(zip_of(sample_files(), time)) == sample_files());
    }
}

TEST_CASE("a zip without entries is one")
{
    const auto zip = zip_of({});
    CHECK(zip == end_of(0, 0, 0));
    CHECK(files_of(zip).empty());
}

TEST_CASE("a zip of ours has the form that the tests' own builder makes")
{
    BuiltZip built;
    for (const auto& [name, text] : sample_files())
        built.entries.emplace_back(name, text);
    CHECK(built.bytes() == zip_of(sample_files()));
}

TEST_CASE("a name that is not UTF-8 is a failure")
{
    archive::ZipWriter zip([](std::string_view) { return true; }, sample_time);
    zip.add("a/\xff.txt", "x");
    CHECK(zip.finish().has_value());
}

TEST_CASE("more than 65,535 entries need Zip64, and are read back")
{
    Files files;
    for (int i = 0; i < 70000; ++i)
        files.emplace_back("bag/" + std::to_string(i), std::to_string(i));
    CHECK(files_of(zip_of(files)) == files);
}

TEST_CASE("around 65,535 entries")
{
    for (const int count : {65534, 65535, 65536}) {
        Files files;
        for (int i = 0; i < count; ++i)
            files.emplace_back(std::to_string(i), "");
        CHECK(entries(zip_of(files)).size() == static_cast<std::size_t>(count));
    }
}

TEST_CASE("a file that cannot be written is a failure, wherever that happens")
{
    std::string noise;  // more than libarchive keeps before it writes
    for (unsigned value = 1; noise.size() < 60000; value = value * 1664525 + 1013904223)
        noise += static_cast<char>(value >> 24);
    const Files files = {{"bag/a.txt", "甲乙丙丁"}, {"bag/noise", noise}, {"bag/空.txt", ""}};
    const auto size = zip_of(files).size();
    for (std::size_t room = 0; room < size; room += 397) {
        std::string disk;
        bool is_full = false;
        archive::ZipWriter zip(
            [&](std::string_view piece) {
                CHECK(!is_full);  // nothing is written after a failure
                is_full = disk.size() + piece.size() > room;
                disk += is_full ? "" : piece;
                errno = ENOSPC;
                return !is_full;
            },
            sample_time);
        for (const auto& [name, text] : files)
            zip.add(name, text);
        const auto failure = zip.finish();
        INFO(room);
        REQUIRE(failure.has_value());
        CHECK(*failure == "No space left on device");
    }
}

TEST_CASE("a zip that was not finished is not finished by itself")
{
    std::string bytes;
    {
        archive::ZipWriter zip(
            [&](std::string_view piece) {
                bytes += piece;
                return true;
            },
            sample_time);
        zip.add("bag/a.txt", "x");
    }
    CHECK(bytes.empty());
}
