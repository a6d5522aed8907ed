// Bags that go on from others: found, followed, refused.
#include <array>
#include <cstring>

#include <catch2/catch.hpp>

#include "archive/bag_chain.hpp"
#include "archive/verify.hpp"
#include "archive_fixture.hpp"

using namespace archive_test;

namespace {

/// first.zip holds a and b; second.zip holds c and refers to a and b; third.zip holds d, refers
/// to a, b and c.
struct Series {
    Folder folder;
    std::string first = bag_of({{"a", "一"}, {"b", "二"}});
    std::string second = bag_of({{"c", "三"}}, goes_on_from("first.zip", first), {{"a", "一"}, {"b", "二"}});
    std::string third = bag_of({{"d", "四"}}, goes_on_from("second.zip", second), {{"a", "一"}, {"c", "三"}});

    Series()
    {
        folder.write("first.zip", first);
        folder.write("second.zip", second);
        folder.write("third.zip", third);
    }
    std::string third_path() const { return folder.file("third.zip"); }
};

const Codes base_code = {"B-BASE"};

}  // namespace

TEST_CASE("a file is read from the bag that holds it, through references to references")
{
    const Series series;
    const auto opened = archive::BagChain::open(series.third_path());
    REQUIRE(opened);
    const auto& chain = *opened.value();
    REQUIRE(chain.bags().size() == 3);
    CHECK(chain.bags()[0].file_name == "third.zip");
    CHECK(chain.bags()[2].file_name == "first.zip");
    CHECK(chain.bags()[2].sha256 == base::sha256_hex(series.first));
    CHECK(chain.payload().size() == 3);
    CHECK(chain.read("a").value() == "一");
    CHECK(chain.read("c").value() == "三");
    CHECK(chain.read("d").value() == "四");
    CHECK(chain.holder("a").value() == chain.bags()[2].bag.get());
    CHECK(chain.read("b").failures().front().code == "B-MISSING");  // no longer in the newest
}

TEST_CASE("a chain is verified as far as its newest bag needs it")
{
    const Series series;
    const auto chain = archive::BagChain::open(series.third_path());
    const auto verification = archive::verify(*chain.value(), 2, [](std::size_t, std::size_t) {});
    CHECK(verification.is_complete);
    CHECK(verification.is_valid);
    CHECK(verification.files == 3);
    CHECK(verification.bytes == 9);
    REQUIRE(verification.chain.size() == 3);
    CHECK(verification.chain[0].file_name == "third.zip");
    CHECK(verification.chain[0].held_files == 1);
    CHECK(verification.chain[2].held_files == 2);
    CHECK(verification.chain[1].sha256 == base::sha256_hex(series.second));
}

TEST_CASE("a base that is not there: what is wanted, and where to put it")
{
    const Series series;
    std::filesystem::remove(series.folder.file("first.zip"));
    const auto text = "错误 [B-BASE] second.zip：所接续的档案 “first.zip” 不能打开\n   其中: SHA-256 应为 " + base::sha256_hex(series.first) +
                      "\n   其中: 不能打开档案 first.zip：No such file or directory\n   提示: 请把摘要相符的 “first.zip” 放在同一文件夹中\n";
    CHECK(series.folder.text(bag_problems(series.third_path())) == text);
    CHECK(series.folder.text(archive::BagChain::open(series.third_path()).failures()) == text);
}

TEST_CASE("without its base, what a bag itself holds is verified all the same")
{
    const Series series;
    std::filesystem::remove(series.folder.file("second.zip"));
    const auto chain = archive::BagChain::open_damaged(series.third_path());
    REQUIRE(chain);
    CHECK(chain.value()->read("d").value() == "四");
    CHECK(codes_of(chain.value()->read("a").failures()) == base_code);
    const auto verification = archive::verify(*chain.value(), 1, [](std::size_t, std::size_t) {});
    CHECK(verification.files == 1);
    CHECK(verification.problems.size() == 1);
    CHECK(!verification.is_complete);
}

TEST_CASE("a base that was changed, or is another bag")
{
    const Series series;
    auto changed = series.first;
    changed[40] ^= 1;
    series.folder.write("first.zip", changed);
    CHECK(series.folder.text(bag_problems(series.third_path())) ==
          "错误 [B-BASE] second.zip：所接续的档案 “first.zip” 不是当时的那一个，SHA-256 实为 " + base::sha256_hex(changed) + "\n   其中: SHA-256 应为 " +
              base::sha256_hex(series.first) + "\n   提示: 请把摘要相符的 “first.zip” 放在同一文件夹中\n");
    series.folder.write("first.zip", bag_of({{"a", "一"}, {"b", "二"}}, {{"Title", "另一个"}}));
    CHECK(codes_of(bag_problems(series.third_path())) == base_code);
}

TEST_CASE("a base that is no bag, though its digest is right")
{
    const Folder folder;
    folder.write("old.zip", "not a zip");
    CHECK(codes_of(bag_problems(folder.write("new.zip", bag_of({}, goes_on_from("old.zip", "not a zip"), {{"a", "x"}})))) == Codes{"B-ZIP"});
}

TEST_CASE("a base that has another file, or none, in place of the one referred to")
{
    const Folder folder;
    const auto old = bag_of({{"a", "一"}, {"b", "二"}});
    folder.write("old.zip", old);
    const auto path = folder.write("new.zip", bag_of({}, goes_on_from("old.zip", old), {{"a", "壹"}, {"b", "二二"}, {"c", "三"}}));
    const std::string hint = "\n   提示: 请换用另处保存的完好的一份\n";
    const auto text = "错误 [B-BASE] new.zip：文件 “a” 应在所接续的档案 “old.zip” 中，那里的却是另一份" + hint +
                      "错误 [B-BASE] new.zip：文件 “b” 应在所接续的档案 “old.zip” 中，那里的却是另一份" + hint +
                      "错误 [B-BASE] new.zip：文件 “c” 应在所接续的档案 “old.zip” 中，那里没有" + hint;
    CHECK(folder.text(bag_problems(path)) == text);
    CHECK(folder.text(archive::BagChain::open(path).failures()) == text);
}

TEST_CASE("a reference with another length than the file in the base")
{
    const Folder folder;
    const auto old = bag_of({{"a", "一"}});
    folder.write("old.zip", old);
    auto files = files_of(bag_of({}, goes_on_from("old.zip", old), {{"a", "一"}}));
    for (const auto& [name, from, to] : {std::array{"bag/fetch.txt", " 3 ", " 4 "}, std::array{"bag/bag-info.txt", " 3.1", " 4.1"}}) {
        auto& text = content(files, name);
        text.replace(text.find(from), std::strlen(from), to);
    }
    renew_tag_manifests(files);
    CHECK(codes_of(bag_problems(folder.write("new.zip", zip_of(files)))) == base_code);
}

TEST_CASE("references that nobody holds")
{
    const Folder folder;
    const auto path = folder.write("a.zip", bag_of({}, {}, {{"a", "x"}}));
    CHECK(codes_of(bag_problems(path)) == base_code);
}

TEST_CASE("chains that come back to themselves")
{
    const Folder folder;
    const auto self = folder.write("self.zip", bag_of({}, goes_on_from("self.zip", ""), {{"a", "x"}}));
    CHECK(folder.text(bag_problems(self)) == "错误 [B-BASE] self.zip：所接续的档案 “self.zip” 就在这一系列之中，首尾相接\n   其中: SHA-256 应为 " + base::sha256_hex("") +
                                                 "\n   提示: 请把摘要相符的 “self.zip” 放在同一文件夹中\n");
    const auto one = bag_of({}, goes_on_from("two.zip", ""), {{"a", "x"}});
    folder.write("one.zip", one);
    const auto two = folder.write("two.zip", bag_of({}, goes_on_from("one.zip", one), {{"a", "x"}}));
    CHECK(folder.text(bag_problems(two)).find("首尾相接") != std::string::npos);
}

TEST_CASE("a chain of a thousand bags is followed, a longer one is not")
{
    const Folder folder;
    auto newest = bag_of({{"a", "x"}});
    folder.write("0.zip", newest);
    for (int i = 1; i <= 1000; ++i) {
        newest = bag_of({}, goes_on_from(std::to_string(i - 1) + ".zip", newest), {{"a", "x"}});
        folder.write(std::to_string(i) + ".zip", newest);
    }
    const auto chain = archive::BagChain::open(folder.file("999.zip"));
    REQUIRE(chain);
    CHECK(chain.value()->read("a").value() == "x");
    CHECK(codes_of(bag_problems(folder.file("1000.zip"))) == base_code);
}

TEST_CASE("damage of a base is told: its tag files, and files that the newest bag needs")
{
    const Folder folder;
    auto files = files_of(bag_of({{"a", "一"}, {"b", "二"}}));
    content(files, "bag/data/a") = "壹";
    content(files, "bag/data/b") = "贰";
    const auto old = zip_of(files);
    folder.write("old.zip", old);
    const auto path = folder.write("new.zip", bag_of({}, goes_on_from("old.zip", old), {{"a", "一"}}));
    CHECK(archive::BagChain::open(path));
    const auto problems = bag_problems(path);
    REQUIRE(problems.size() == 1);
    CHECK(folder.text(problems).starts_with("错误 [B-DIGEST] old.zip：文件 “data/a” 已损坏：sha256 摘要应为 "));
    content(files, "bag/bag-info.txt") += "Title: 改\n";
    const auto changed = zip_of(files);
    folder.write("old.zip", changed);
    CHECK(codes_of(bag_problems(folder.write("new.zip", bag_of({}, goes_on_from("old.zip", changed), {{"a", "一"}})))) == Codes{"B-TAG", "B-DIGEST"});
    CHECK(!archive::BagChain::open(path));
}

TEST_CASE("a chain to be built on has no missing, extra or wrong files")
{
    const Folder folder;
    const auto codes_with = [&](const std::string& name, const std::string& text) {
        auto files = files_of(bag_of(sample_payload()));
        files.insert(files.begin() + 2, {name, text});
        const auto chain = archive::BagChain::open(folder.write("a.zip", zip_of(files)));
        return chain ? Codes{} : codes_of(chain.failures());
    };
    CHECK(codes_with("bag/data/extra", "x") == Codes{"B-EXTRA"});
    auto files = files_of(bag_of(sample_payload()));
    remove(files, "bag/data/空.txt");
    const auto chain = archive::BagChain::open(folder.write("a.zip", zip_of(files)));
    CHECK(codes_of(chain.failures()) == Codes{"B-INFO", "B-MISSING"});
}
