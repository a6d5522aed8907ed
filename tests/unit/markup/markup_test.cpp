#include "markup/markup.hpp"

#include <thread>

#include <catch2/catch.hpp>

using namespace gongkai;

namespace {

std::string html(std::string_view markdown, const markup::Options& options = {})
{
    const auto result = markup::render(markdown, {}, options);
    REQUIRE(result.ok());
    return *result;
}

std::string problem(std::string text)
{
    const base::SourceFile file{"a.md", text};
    const auto result = markup::render(text, {&file, 0, static_cast<std::uint32_t>(text.size())}, {});
    REQUIRE_FALSE(result.ok());
    return base::to_text(result.failures().front());
}

}  // namespace

TEST_CASE("Markdown becomes HTML with everything escaped")
{
    CHECK(html("一 *二* **三** & \"四\"\n") == "<p>一 <em>二</em> <strong>三</strong> &amp; &#34;四&#34;</p>\n");
    CHECK(html("1 &lt;script> 2") == "<p>1 &lt;script&gt; 2</p>\n");
    CHECK(html("- a\n- b\n") == "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n");
    CHECK(html("3. a\n4. b\n") == "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>\n");
    CHECK(html("# 标题\n", {2, nullptr, ""}) == "<h3>标题</h3>\n");
    CHECK(html("[a](b.html) ![图](c.svg)\n") == "<p><a href=\"b.html\">a</a> <img src=\"c.svg\" alt=\"图\"></p>\n");
    CHECK(html("`<b>`\n\n    code\n") == "<p><code>&lt;b&gt;</code></p>\n<pre tabindex=\"0\"><code>code\n</code></pre>\n");
    CHECK(html("> q\n\n---\n") == "<blockquote>\n<p>q</p>\n</blockquote>\n<hr>\n");
}

TEST_CASE("tables have heads with scope and a scroll region")
{
    CHECK(html("| a | b |\n|---|---|\n| 1 | 2 |\n") ==
          "<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"表格\">\n<table class=\"figures\">\n<thead>\n"
          "<tr><th scope=\"col\">a</th><th scope=\"col\">b</th></tr>\n</thead>\n<tbody>\n<tr><td>1</td><td>2</td></tr>\n</tbody>\n"
          "</table>\n</div>\n");
}

TEST_CASE("raw HTML and dangerous addresses are errors with their place")
{
    CHECK(problem("第一行\n\n文字<img src=x onerror=alert(1)>\n") ==
          "a.md:3:3: 错误 [M-HTML] 文字中不能有 HTML：<img src=x onerror=alert(1)>\n"
          "    3 | 文字<img src=x onerror=alert(1)>\n"
          "      |     ^\n"
          "   提示: 要显示尖括号请写 &lt;；要强调请用 **…**\n");
    CHECK(problem("<div>\nx\n</div>\n").find("M-HTML") != std::string::npos);
    CHECK(problem("<!-- x -->\n\n<script>y</script>\n").find("M-HTML") != std::string::npos);
    for (const auto* address : {"javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "vbscript:x", "file:///etc/passwd"})
        CHECK(problem("[a](" + std::string(address) + ")\n").find("[M-URL]") != std::string::npos);
    CHECK(html("[a](https://x.gov.cn/?a=1&b=2) [b](mailto:a@b.cn) [c](../x#y:z)").find("href=\"https://x.gov.cn/?a=1&amp;b=2\"") != std::string::npos);
}

TEST_CASE("terms are linked where they first occur, the longest one, quotation marks or not")
{
    const markup::TermFinder terms({{"基本支出", "t1"}, {"基本支出决算", "t2"}, {"“三公”经费", "t3"}, {"三公经费", "t3"}, {"收入", "t4"}});
    const markup::Options options{0, &terms, "g.html#"};
    CHECK(html("基本支出决算和基本支出，又基本支出", options) ==
          "<p><a class=\"term\" href=\"g.html#t2\">基本支出决算</a>和<a class=\"term\" href=\"g.html#t1\">基本支出</a>，又基本支出</p>\n");
    CHECK(html("“三公”经费与三公经费", options).find("<a class=\"term\" href=\"g.html#t3\">“三公”经费</a>与三公经费") != std::string::npos);
    CHECK(html("# 收入\n\n[收入](x) `收入` 收入\n", options) ==
          "<h1>收入</h1>\n<p><a href=\"x\">收入</a> <code>收入</code> <a class=\"term\" href=\"g.html#t4\">收入</a></p>\n");
}

TEST_CASE("deep nesting ends quickly, and threads do not disturb each other")
{
    (void)markup::render(std::string(10'000, '>') + "x", {}, {});
    (void)markup::render(std::string(10'000, '[') + "x", {}, {});
    (void)markup::render(std::string(5'000, '*') + "x" + std::string(5'000, '_'), {}, {});
    std::vector<std::string> results(8);
    {
        std::vector<std::jthread> threads;
        for (auto& result : results)
            threads.emplace_back([&result] {
                for (int i = 0; i < 50; ++i)
                    result = *markup::render("| a |\n|---|\n| **b** |\n", {}, {});
            });
    }
    for (const auto& result : results)
        CHECK(result == results[0]);
}
