// RFC 8493 in the small: encoding of paths, digests as addresses, the bytes of a bag.
#include <catch2/catch.hpp>

#include "archive/bag.hpp"
#include "archive_fixture.hpp"

using namespace archive_test;

TEST_CASE("paths in manifests encode CR, LF and percent, and nothing else (RFC 8493, 2.1.3)")
{
    CHECK(archive::encoded_path("100%\r\n 空 格~\x7f.txt") == "100%25%0D%0A 空 格~\x7f.txt");
    CHECK(archive::decoded_path("100%25%0D%0A 空") == "100%\r\n 空");
    CHECK(archive::decoded_path("%0a%0d") == "\n\r");
    CHECK(archive::decoded_path("%2525") == "%25");
    for (const auto* text : {"%", "%2", "%20", "%E4", "a%zz", "%%25", "%0"})
        CHECK(!archive::decoded_path(text));
}

TEST_CASE("the address of a digest is that of RFC 6920, 8.1")
{
    CHECK(archive::digest_uri(base::sha256_hex("Hello World!")) == "ni://earlier-archive.invalid/sha-256;f4OxZX_x_FO5LcGBSKHWXfwtSx-j1ncoSt3SABJtkGk");
}

TEST_CASE("Payload-Oxum counts octets and files, those of other bags included (RFC 8493, 2.2.2)")
{
    CHECK(archive::payload_oxum({}) == "0.0");
    CHECK(archive::payload_oxum({{"a", {10, {}, true}}, {"b", {5, {}, false}}, {"c", {0, {}, true}}}) == "15.3");
}

TEST_CASE("a bag that goes on from another, file by file")
{
    auto files = files_of(bag_of({{"a%.txt", "Hello World!"}}, {{"Title", "两\n行"}}, {{"b\n.txt", "Hello World!"}}));
    std::vector<std::string> names;
    for (const auto& [name, text] : files)
        names.push_back(name);
    CHECK(names == std::vector<std::string>{"bag/bagit.txt", "bag/data/a%.txt", "bag/fetch.txt", "bag/bag-info.txt", "bag/manifest-sha256.txt",
                                            "bag/manifest-sha512.txt", "bag/tagmanifest-sha256.txt", "bag/tagmanifest-sha512.txt"});
    CHECK(content(files, "bag/bagit.txt") == "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
    CHECK(content(files, "bag/fetch.txt") == "ni://earlier-archive.invalid/sha-256;f4OxZX_x_FO5LcGBSKHWXfwtSx-j1ncoSt3SABJtkGk 12 data/b%0A.txt\n");
    CHECK(content(files, "bag/bag-info.txt") == "Title: 两 行\nPayload-Oxum: 24.2\n");
    const std::string digest = "7f83b1657ff1fc53b92dc18148a1d65dfc2d4b1fa3d677284addd200126d9069";
    CHECK(content(files, "bag/manifest-sha256.txt") == digest + "  data/a%25.txt\n" + digest + "  data/b%0A.txt\n");
    const auto before = files;
    renew_tag_manifests(files);
    CHECK(files == before);
}

TEST_CASE("a bag has the same bytes each time")
{
    CHECK(bag_of(sample_payload()) == bag_of(sample_payload()));
    CHECK(bag_codes(bag_of(sample_payload())).empty());
    CHECK(bag_codes(bag_of({})).empty());
}
