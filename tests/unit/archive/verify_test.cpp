// What verification says of damaged payload.
#include <algorithm>

#include <catch2/catch.hpp>

#include "archive/verify.hpp"
#include "archive_fixture.hpp"

using namespace archive_test;

namespace {

archive::Verification verified(const Folder& folder, const Files& files, std::size_t threads = 1)
{
    const auto chain = archive::BagChain::open_damaged(folder.write("a.zip", zip_of(files)));
    REQUIRE(chain);
    return archive::verify(*chain.value(), threads, [](std::size_t, std::size_t) {});
}

Files sample() { return files_of(bag_of(sample_payload())); }

const std::string hint = "\n   提示: 请换用另处保存的完好的一份\n";

}  // namespace

TEST_CASE("a whole bag is complete and valid, and is counted")
{
    const Folder folder;
    const auto result = verified(folder, sample());
    CHECK(result.is_complete);
    CHECK(result.is_valid);
    CHECK(result.problems.empty());
    CHECK(result.files == 4);
    CHECK(result.bytes == 59);
    REQUIRE(result.chain.size() == 1);
    CHECK(result.chain[0].file_name == "a.zip");
    CHECK(result.chain[0].held_files == 4);
    CHECK(result.chain[0].sha256 == base::sha256_hex(bytes_of(folder.file("a.zip"))));
}

TEST_CASE("a file with other content: complete, not valid, and the others are checked all the same")
{
    const Folder folder;
    auto files = sample();
    content(files, "bag/data/100%\r\n.txt") = "y";
    content(files, "bag/data/数据/决算 2023.csv")[0] ^= 1;
    const auto result = verified(folder, files);
    CHECK(result.is_complete);
    CHECK(!result.is_valid);
    CHECK(result.files == 4);
    REQUIRE(result.problems.size() == 2);
    CHECK(folder.text(result.problems[0]) == "错误 [B-DIGEST] a.zip：文件 “data/100%\\r\\n.txt” 已损坏：sha256 摘要应为 " + base::digests_of("x").sha256 + "，实为 " +
                                                 base::digests_of("y").sha256 + hint);
    CHECK(folder.text(result.problems[1]).find("“data/数据/决算 2023.csv”") != std::string::npos);
}

TEST_CASE("either digest alone tells")
{
    for (const auto* name : {"bag/manifest-sha256.txt", "bag/manifest-sha512.txt"}) {
        const Folder folder;
        auto files = sample();
        auto& text = content(files, name);
        text[0] = text[0] == '0' ? '1' : '0';
        renew_tag_manifests(files);
        CHECK(codes_of(verified(folder, files).problems) == Codes{"B-DIGEST"});
    }
}

TEST_CASE("a file that is gone: not complete")
{
    const Folder folder;
    auto files = sample();
    remove(files, "bag/data/空.txt");
    const auto result = verified(folder, files);
    CHECK(!result.is_complete);
    CHECK(!result.is_valid);
    CHECK(folder.text(result.problems) == "错误 [B-MISSING] a.zip：缺少文件 “data/空.txt”" + hint +
                                              "错误 [B-INFO] a.zip：bag-info.txt 中的 Payload-Oxum（字节数.文件数）是 “59.4”，档案的内容却是 59.3" + hint);
}

TEST_CASE("a file too much, in the payload or beside it")
{
    const Folder folder;
    auto files = sample();
    files.insert(files.begin() + 1, {"bag/data/evil.html", "<script>"});
    files.emplace_back("bag/note.txt", "");
    const auto result = verified(folder, files);
    CHECK(!result.is_complete);
    CHECK(folder.text(result.problems) == "错误 [B-EXTRA] a.zip：多出文件 “note.txt”，清单中没有" + hint + "错误 [B-EXTRA] a.zip：多出文件 “data/evil.html”，清单中没有" + hint);
}

TEST_CASE("a renamed file is missing and too much, and it is said which it is")
{
    const Folder folder;
    auto files = sample();
    std::find_if(files.begin(), files.end(), [](const auto& file) { return file.first == "bag/data/数据/决算 2023.csv"; })->first = "bag/data/数据/决算.csv";
    remove(files, "bag/data/空.txt");
    const auto result = verified(folder, files);
    CHECK(folder.text(result.problems).starts_with("错误 [B-MISSING] a.zip：缺少文件 “data/数据/决算 2023.csv”\n   其中: 多出的 “data/数据/决算.csv” 内容与它相同，可能是改了名" + hint +
                                                   "错误 [B-MISSING] a.zip：缺少文件 “data/空.txt”" + hint +
                                                   "错误 [B-EXTRA] a.zip：多出文件 “data/数据/决算.csv”，清单中没有" + hint));
}

TEST_CASE("payload and manifests changed alike: the tag manifests tell")
{
    const Folder folder;
    auto files = sample();
    const auto tags_before = std::make_pair(content(files, "bag/tagmanifest-sha256.txt"), content(files, "bag/tagmanifest-sha512.txt"));
    content(files, "bag/data/100%\r\n.txt") = "y";
    renew_manifests(files);
    CHECK(verified(folder, files).is_valid);  // nothing in a bag can tell when all of it was made anew
    content(files, "bag/tagmanifest-sha256.txt") = tags_before.first;
    CHECK(codes_of(verified(folder, files).problems) == Codes{"B-TAG"});
    content(files, "bag/tagmanifest-sha512.txt") = tags_before.second;
    const auto result = verified(folder, files);
    CHECK(result.is_complete);
    CHECK(!result.is_valid);
    CHECK(result.problems.size() == 4);  // two manifests by two digests
}

TEST_CASE("at most 1,000 problems are listed")
{
    const Folder folder;
    Contents payload;
    for (int i = 0; i < 1003; ++i)
        payload[std::to_string(i)] = "x";
    auto files = files_of(bag_of(payload));
    for (auto& [name, text] : files)
        if (name.starts_with("bag/data/"))
            text = "y";
    const auto result = verified(folder, files, 3);
    REQUIRE(result.problems.size() == 1001);
    CHECK(folder.text(result.problems.back()) == "错误 [B-MORE] a.zip：另有 3 处问题没有列出" + hint);
}

TEST_CASE("the outcome does not depend on the number of threads, and progress counts every file once")
{
    const Folder folder;
    Contents payload;
    for (int i = 0; i < 200; ++i)
        payload[std::to_string(i)] = std::string(static_cast<std::size_t>(i) * 997, static_cast<char>('a' + i % 26));
    auto files = files_of(bag_of(payload));
    content(files, "bag/data/17")[5] = '!';
    content(files, "bag/data/170")[5] = '!';
    const auto alone = folder.text(verified(folder, files).problems);
    const auto chain = archive::BagChain::open_damaged(folder.file("a.zip"));
    std::size_t calls = 0;
    bool is_in_order = true;
    const auto result = archive::verify(*chain.value(), 8, [&](std::size_t done, std::size_t total) { is_in_order = is_in_order && done == ++calls && total == 200; });
    CHECK(is_in_order);
    CHECK(calls == 200);
    CHECK(folder.text(result.problems) == alone);
    CHECK(result.problems.size() == 2);
}

TEST_CASE("a file that becomes shorter after it was opened")
{
    const Folder folder;
    const auto path = folder.write("a.zip", bag_of(sample_payload()));
    const auto chain = archive::BagChain::open(path);
    REQUIRE(chain);
    folder.write("a.zip", "PK");
    const auto result = archive::verify(*chain.value(), 2, [](std::size_t, std::size_t) {});
    CHECK(!result.is_valid);
    CHECK(codes_of(result.problems) == Codes{"B-READ"});
    CHECK(folder.text(result.problems.back()).starts_with("错误 [B-READ] 不能读取 a.zip 第 "));
}
