// Bags whose zip is whole but whose tag files are not.
#include <algorithm>
#include <functional>

#include <catch2/catch.hpp>

#include "archive/bag_reader.hpp"
#include "archive/tag_text.hpp"
#include "archive_fixture.hpp"

using namespace archive_test;

namespace {

Files sample() { return files_of(bag_of(sample_payload())); }

/// Of verifying a sample with changes; `renew`: tag manifests are made anew, so that only what
/// the tag files mean can tell.
Codes codes_with(const std::function<void(Files&)>& change, bool renew = true)
{
    auto files = sample();
    change(files);
    if (renew)
        renew_tag_manifests(files);
    return bag_codes(zip_of(files));
}

std::string text_with(const std::function<void(Files&)>& change)
{
    auto files = sample();
    change(files);
    const Folder folder;
    return folder.text(bag_problems(folder.write("a.zip", zip_of(files))));
}

/// Changes the text of one tag file.
std::function<void(Files&)> edit(const std::string& name, const std::function<std::string(std::string)>& change)
{
    return [=](Files& files) {
        auto& text = content(files, "bag/" + name);
        text = change(text);
    };
}

std::function<std::string(std::string)> replaced(const std::string& from, const std::string& to)
{
    return [=](std::string text) {
        const auto at = text.find(from);
        REQUIRE(at != std::string::npos);
        return text.replace(at, from.size(), to);
    };
}

const Codes tag = {"B-TAG"};
const std::string hint = "\n   提示: 请换用另处保存的完好的一份\n";

}  // namespace

TEST_CASE("a bag tells what it holds")
{
    const Folder folder;
    const auto zip = bag_of(sample_payload(), {{"Title", "甲"}, {"Gongkai-Base-File", "old.zip"}, {"Gongkai-Base-SHA256", std::string(64, '0')}}, {{"旧.txt", "old"}});
    const auto opened = archive::BagReader::open(folder.write("a.zip", zip));
    REQUIRE(opened);
    const auto& bag = *opened.value();
    CHECK(bag.path() == folder.file("a.zip"));
    CHECK(bag.folder() == "bag");
    CHECK(bag.base() == archive::BaseBag{"old.zip", std::string(64, '0')});
    CHECK(archive::values_of(bag.info(), "title") == std::vector<std::string>{"甲"});
    CHECK(bag.payload().size() == 5);
    CHECK(bag.held_files() == 4);
    CHECK(!bag.payload().at("旧.txt").is_held);
    CHECK(bag.payload().at("旧.txt").size == 3);
    CHECK(bag.payload().at("旧.txt").digests == base::digests_of("old"));
    for (const auto& [path, text] : sample_payload())
        CHECK(bag.read(path).value() == text);
    CHECK(bag.read("none").failures().front().code == "B-MISSING");
    CHECK(bag.read("旧.txt").failures().front().code == "B-MISSING");
    CHECK((bag.gaps().empty() && bag.faults().empty() && bag.missing().empty() && bag.extra().empty()));
}

TEST_CASE("a bag without changes is valid, also with digests in upper case")
{
    CHECK(codes_with([](Files&) {}, false).empty());
    CHECK(codes_with([](Files&) {}).empty());
    CHECK(codes_with(edit("manifest-sha256.txt", [](std::string text) {
              for (std::size_t i = 0; i < 64; ++i)
                  text[i] = text[i] >= 'a' ? static_cast<char>(text[i] - 32) : text[i];
              return text;
          })).empty());
}

TEST_CASE("each tag file must be there")
{
    for (const auto* name : {"bagit.txt", "bag-info.txt", "tagmanifest-sha256.txt", "tagmanifest-sha512.txt"})
        CHECK(codes_with([&](Files& files) { remove(files, std::string("bag/") + name); }, false) == tag);
    CHECK(text_with([](Files& files) { remove(files, "bag/manifest-sha512.txt"); }) ==
          "错误 [B-TAG] a.zip：缺少 manifest-sha512.txt" + hint + "错误 [B-TAG] a.zip：tagmanifest-sha256.txt 列有 “manifest-sha512.txt”，档案中没有这样的标签文件" + hint +
              "错误 [B-TAG] a.zip：tagmanifest-sha512.txt 列有 “manifest-sha512.txt”，档案中没有这样的标签文件" + hint);
    CHECK(codes_with([](Files& files) {
              remove(files, "bag/manifest-sha256.txt");
              remove(files, "bag/manifest-sha512.txt");
          }) == tag);
}

TEST_CASE("of two manifests one tells what the other would, if it is lost")
{
    CHECK(text_with([](Files& files) {
              remove(files, "bag/manifest-sha256.txt");
              renew_tag_manifests(files);
          }) == "错误 [B-TAG] a.zip：缺少 manifest-sha256.txt" + hint);
    const auto text = text_with([](Files& files) {
        remove(files, "bag/manifest-sha256.txt");
        content(files, "bag/data/100%\r\n.txt") = "y";
        renew_tag_manifests(files);
    });
    CHECK(text == "错误 [B-TAG] a.zip：缺少 manifest-sha256.txt" + hint + "错误 [B-DIGEST] a.zip：文件 “data/100%\\r\\n.txt” 已损坏：sha512 摘要应为 " + base::digests_of("x").sha512 +
                      "，实为 " + base::digests_of("y").sha512 + hint);
}

TEST_CASE("bagit.txt is exactly that of BagIt 1.0 in UTF-8")
{
    for (const auto* text : {"BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8",
                             "BagIt-Version: 1.0\r\nTag-File-Character-Encoding: UTF-8\r\n", "\xef\xbb\xbf" "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", ""})
        CHECK(codes_with(edit("bagit.txt", [&](const std::string&) { return text; })) == tag);
    CHECK(codes_with(edit("bagit.txt", [](const std::string& text) { return text + "\xff"; })) == tag);
}

TEST_CASE("a bag lies in one folder")
{
    const auto renamed = [](const std::function<std::string(const std::string&)>& rename) {
        auto files = sample();
        for (auto& [name, text] : files)
            name = rename(name);
        return bag_codes(zip_of(files));
    };
    CHECK(renamed([](const std::string& name) { return "另一个" + name.substr(3); }).empty());
    CHECK(renamed([](const std::string& name) { return name.substr(4); }) == tag);
    CHECK(renamed([](const std::string& name) { return "top/" + name; }) == tag);
    CHECK(renamed([](const std::string& name) { return name.ends_with("info.txt") ? "other/bag-info.txt" : name; }) == tag);
    CHECK(bag_codes(zip_of({})) == tag);
    CHECK(bag_codes(zip_of({{"bag", ""}})) == tag);
    CHECK(text_with([](Files& files) { files.emplace_back("b/x", ""); }) == "错误 [B-TAG] a.zip：压缩包顶层应是一个文件夹，有 “b”、“bag”" + hint);
}

TEST_CASE("a tag file with another digest than the tag manifests say")
{
    auto changed = sample();
    auto& info = content(changed, "bag/bag-info.txt");
    const auto before = base::digests_of(info);
    info = "Title: 某\n" + info;
    const auto after = base::digests_of(info);
    CHECK(text_with([&](Files& files) { files = changed; }) ==
          "错误 [B-TAG] a.zip：bag-info.txt 的 sha256 摘要应为 " + before.sha256 + "，实为 " + after.sha256 + hint + "错误 [B-TAG] a.zip：bag-info.txt 的 sha512 摘要应为 " +
              before.sha512 + "，实为 " + after.sha512 + hint);
    CHECK(codes_with([](Files& files) { std::swap(content(files, "bag/tagmanifest-sha256.txt"), content(files, "bag/tagmanifest-sha512.txt")); }, false) == tag);
    CHECK(codes_with(edit("tagmanifest-sha256.txt", [](std::string text) { return text.substr(0, text.find('\n') + 1); }), false) == tag);
    CHECK(codes_with(edit("tagmanifest-sha256.txt", [](const std::string& text) { return text + std::string(64, '0') + "  none.txt\n"; }), false) == tag);
    CHECK(codes_with(edit("tagmanifest-sha512.txt", [](const std::string&) { return ""; }), false) == tag);
}

TEST_CASE("manifests that do not agree, list twice or cannot be understood")
{
    const Codes manifest = {"B-MANIFEST"};
    const auto twice = [](std::string text) { return text + text; };
    const auto shorter = [](std::string text) { return text.substr(text.find('\n') + 1); };
    CHECK(codes_with(edit("manifest-sha256.txt", twice)) == manifest);
    CHECK(codes_with(edit("manifest-sha256.txt", shorter)) == manifest);
    CHECK(codes_with(edit("manifest-sha256.txt", replaced("data/", "date/"))) == manifest);
    CHECK(codes_with([](Files& files) { std::swap(content(files, "bag/manifest-sha256.txt"), content(files, "bag/manifest-sha512.txt")); })[0] == "B-MANIFEST");
    CHECK(text_with([&](Files& files) {
              edit("manifest-sha512.txt", shorter)(files);
              renew_tag_manifests(files);
          }) == "错误 [B-MANIFEST] a.zip：manifest-sha512.txt 没有列出另一清单所列的 “100%\\r\\n.txt”" + hint);
}

TEST_CASE("Payload-Oxum must be there once and be right")
{
    const Codes info = {"B-INFO"};
    CHECK(codes_with(edit("bag-info.txt", replaced("Payload-Oxum", "Payload-Oxun"))) == info);
    CHECK(codes_with(edit("bag-info.txt", [](const std::string& text) { return text + "payload-oxum: 1.1\n"; })) == info);
    CHECK(text_with([](Files& files) {
              edit("bag-info.txt", replaced(".4\n", ".5\n"))(files);
              renew_tag_manifests(files);
          }) == "错误 [B-INFO] a.zip：bag-info.txt 中的 Payload-Oxum（字节数.文件数）是 “59.5”，档案的内容却是 59.4" + hint);
    CHECK(codes_with(edit("bag-info.txt", replaced(": ", ":"))) == tag);
}

TEST_CASE("the base is named by a plain file name and a digest, once")
{
    const auto codes_named = [](const std::string& lines) { return codes_with(edit("bag-info.txt", [&](const std::string& text) { return text + lines; })); };
    const auto digest = std::string(64, '0');
    for (const auto* name : {"../old.zip", "a/old.zip", "/old.zip", "..", ".", "", "a\\old.zip"})
        CHECK(codes_named("Gongkai-Base-File: " + std::string(name) + "\nGongkai-Base-SHA256: " + digest + "\n") == tag);
    CHECK(codes_named("Gongkai-Base-File: old.zip\n") == tag);
    CHECK(codes_named("Gongkai-Base-SHA256: " + digest + "\n") == tag);
    CHECK(codes_named("Gongkai-Base-File: old.zip\nGongkai-Base-SHA256: " + digest.substr(1) + "\n") == tag);
    CHECK(codes_named("Gongkai-Base-File: old.zip\nGongkai-Base-File: b.zip\nGongkai-Base-SHA256: " + digest + "\n") == tag);
    CHECK(codes_named("Gongkai-Base-File: old.zip\nGongkai-Base-SHA256: " + digest + "\n") == Codes{"B-BASE"});
}

TEST_CASE("fetch.txt must agree with the manifest")
{
    const auto with_fetch = [](const std::function<void(Files&)>& change) {
        auto files = files_of(bag_of(sample_payload(), {}, {{"旧.txt", "old"}}));
        change(files);
        renew_tag_manifests(files);
        const Folder folder;
        const auto bag = archive::BagReader::open(folder.write("a.zip", zip_of(files)));
        return codes_of(bag.value()->gaps());
    };
    const Codes both = {"B-TAG", "B-BASE"};
    CHECK(with_fetch([](Files&) {}) == Codes{"B-BASE"});  // does not say what it goes on from
    CHECK(with_fetch(edit("fetch.txt", replaced(";", "; "))) == tag);
    CHECK(with_fetch(edit("fetch.txt", replaced("ni://earlier-archive.invalid/sha-256;", "https://example.com/"))) == tag);
    CHECK(with_fetch(edit("fetch.txt", replaced(" 3 ", " - "))) == tag);
    CHECK(with_fetch(edit("fetch.txt", [](const std::string& text) { return text + text; })) == both);
    CHECK(with_fetch(edit("fetch.txt", replaced("旧.txt", "空.txt"))) == tag);
    CHECK(with_fetch(edit("fetch.txt", replaced("旧.txt", "新.txt"))) == tag);
    CHECK(with_fetch([](Files& files) { remove(files, "bag/fetch.txt"); }).empty());  // told as missing
    auto held = files_of(bag_of({{"a", "x"}}, {}, {{"b", "y"}}));
    held.insert(held.begin() + 1, {"bag/data/b", "y"});
    CHECK(bag_codes(zip_of(held)) == tag);
}

TEST_CASE("tag files stand in their order, the payload between the first and the others")
{
    CHECK(codes_with([](Files& files) { std::rotate(files.begin(), files.begin() + 1, files.end()); }) == tag);
    CHECK(codes_with([](Files& files) { std::swap(files.back(), files[files.size() - 2]); }) == tag);
    CHECK(codes_with([](Files& files) { std::swap(files[4], files[5]); }) == tag);
    // The order of payload files is that of whoever wrote them: nothing else is in the bag then.
    CHECK(codes_with([](Files& files) { std::swap(files[1], files[2]); }, false).empty());
}
