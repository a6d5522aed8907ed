// Characters that nobody sees: refused where they stand, however they were written.
#include <catch2/catch.hpp>

#include "load/yaml.hpp"

using namespace gongkai;

namespace {

base::Diagnostics problems_of(std::string text)
{
    const base::SourceFile file{"a.yaml", std::move(text)};
    const auto result = load::parse_yaml(file);
    return result.ok() ? base::Diagnostics() : result.failures();
}

std::string message_of(std::string text)
{
    const auto problems = problems_of(std::move(text));
    return problems.empty() ? std::string() : problems[0].code + " " + problems[0].message;
}

}  // namespace

TEST_CASE("tabs and line ends are no control characters here")
{
    CHECK(message_of("a: 甲\t乙\r\nb: \"一\\t二\\n三\\r\"\r\n") == "");
    CHECK(message_of("a: \xC2\xA0 é\n") == "");
}

TEST_CASE("control characters are refused in plain, quoted and block texts, in keys and comments")
{
    const std::string refused = "Y-CHAR 文字中有控制字符 U+0007";
    CHECK(message_of("a: 甲\a\n") == refused);
    CHECK(message_of("a: '\a'\n") == refused);
    CHECK(message_of("a: |\n  甲\n  \a\n") == refused);
    CHECK(message_of("\a: 甲\n") == refused);
    CHECK(message_of("# \a\na: 甲\n") == refused);
    CHECK(message_of("a: \"\\a\"\n") == refused);
    CHECK(message_of("a: \"\\u0007\"\n") == refused);
    CHECK(message_of("{\"\\a\": 甲}\n") == refused);
}

TEST_CASE("also NUL and EOT, at which the parser would stop, DEL, and those of C1")
{
    CHECK(message_of(std::string("a: 甲\0\nb: 乙\n", 15)) == "Y-CHAR 文字中有控制字符 U+0000");
    CHECK(message_of("a: 甲\004\nb: 乙\n") == "Y-CHAR 文字中有控制字符 U+0004");
    CHECK(message_of("a: 甲\x7F\n") == "Y-CHAR 文字中有控制字符 U+007F");
    CHECK(message_of("a: 甲\xC2\x85\n") == "Y-CHAR 文字中有控制字符 U+0085");
    CHECK(message_of("a: \"\\x9F\"\n") == "Y-CHAR 文字中有控制字符 U+009F");
}

TEST_CASE("the place is that of the character, or of the text with the escape")
{
    const std::string text = "a: 甲\nb: 乙\a\n";
    CHECK(problems_of(text)[0].span.begin == text.find('\a'));
    const std::string escaped = "a: 甲\nb: \"乙\\a\"\n";
    CHECK(problems_of(escaped)[0].span.begin == escaped.find('"'));
}
