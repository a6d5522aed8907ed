#include "serve/frame.hpp"

#include <chrono>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include <catch2/catch.hpp>

#include "serve/client_files.hpp"

using gongkai::serve::framed;

namespace {

/// The framed page in short: {H} for what the head gets, {B} for the bar and the watermark.
std::string frame(std::string_view html)
{
    auto out = framed(html, "a/b.html", "v1");
    const auto shorten = [&](std::string_view first, std::string_view last, std::string_view name) {
        const auto begin = out.find(first);
        REQUIRE(begin != std::string::npos);
        const auto end = out.find(last, begin);
        REQUIRE(end != std::string::npos);
        out.replace(begin, end + last.size() - begin, name);
        CHECK(out.find(first) == std::string::npos);
    };
    shorten("<meta name=\"robots\"", "data-version=\"v1\"></script>\n", "{H}");
    shorten("\n<div id=\"gongkai-preview\">", "aria-hidden=\"true\">未发布预览</div>\n</div>", "{B}");
    return out;
}

}  // namespace

TEST_CASE("a framed page has the title prefix, the preview's files and the bar")
{
    const auto page = framed("<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<title>表</title>\n</head>\n<body class=\"x\">\n<p>正文</p>\n</body>\n</html>\n",
                             "hanyang-quweiban/2023-final/table-05.html", "9f3a");
    CHECK(page ==
          "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<title>【预览】表</title>\n"
          "<meta name=\"robots\" content=\"noindex, nofollow\">\n"
          "<link rel=\"stylesheet\" href=\"/_preview/preview.css\">\n"
          "<script type=\"module\" src=\"/_preview/preview.js\" data-path=\"hanyang-quweiban/2023-final/table-05.html\" data-version=\"9f3a\"></script>\n"
          "</head>\n<body class=\"x\">\n"
          "<div id=\"gongkai-preview\">\n"
          "<div id=\"gongkai-preview-bar\" class=\"gongkai-preview-bar\" role=\"region\" aria-label=\"预览\">"
          "<p class=\"gongkai-preview-words\" role=\"status\"><strong>未发布预览</strong></p></div>\n"
          "<div class=\"gongkai-preview-watermark\" aria-hidden=\"true\">未发布预览</div>\n"
          "</div>\n<p>正文</p>\n</body>\n</html>\n");
}

TEST_CASE("what the script learns is escaped")
{
    const auto page = framed("<body>", "a\"><script>&'.html", "\"");
    CHECK(page.find("data-path=\"a&#34;&gt;&lt;script&gt;&amp;&#39;.html\" data-version=\"&#34;\"></script>") != std::string::npos);
    CHECK(page.find("<title>【预览】a&#34;&gt;&lt;script&gt;&amp;&#39;.html</title>") != std::string::npos);
}

TEST_CASE("a page without head, title or body is framed where a browser begins its body")
{
    CHECK(frame("<html><head></head><body>x") == "<html><head><title>【预览】a/b.html</title>\n{H}</head><body>{B}x");
    CHECK(frame("<html><body>x") == "<html><title>【预览】a/b.html</title>\n{H}<body>{B}x");
    CHECK(frame("<html><head><title>t</title><p>x") == "<html><head><title>【预览】t</title>{H}{B}<p>x");
    CHECK(frame("<title>t</title><meta charset=utf-8>x") == "<title>【预览】t</title><meta charset=utf-8>{H}{B}x");
    CHECK(frame("<!DOCTYPE html>\n<h1>x</h1>") == "<!DOCTYPE html>\n<title>【预览】a/b.html</title>\n{H}{B}<h1>x</h1>");
    CHECK(frame("正文") == "<title>【预览】a/b.html</title>\n{H}{B}正文");
    CHECK(frame("1 < 2") == "<title>【预览】a/b.html</title>\n{H}{B}1 < 2");
    CHECK(frame("< 2") == "<title>【预览】a/b.html</title>\n{H}{B}< 2");
    CHECK(frame("") == "<title>【预览】a/b.html</title>\n{H}{B}");
    CHECK(frame("<html><head></head></html>") == "<html><head><title>【预览】a/b.html</title>\n{H}</head>{B}</html>");
    CHECK(frame("<head><title>t</title></head>\n<main>x</main>") == "<head><title>【预览】t</title>{H}</head>\n{B}<main>x</main>");
    CHECK(frame("<title>t</title></head><noscript>y</noscript>x") == "<title>【预览】t</title>{H}</head>{B}<noscript>y</noscript>x");
    CHECK(frame("\xEF\xBB\xBF<!DOCTYPE html><title>t</title><body>x") == "\xEF\xBB\xBF<!DOCTYPE html><title>【预览】t</title>{H}<body>{B}x");
}

TEST_CASE("tags are found in any case, whatever their attributes")
{
    CHECK(frame("<HTML><HEAD><TITLE>t</TITLE></HEAD><BODY>x") == "<HTML><HEAD><TITLE>【预览】t</TITLE>{H}</HEAD><BODY>{B}x");
    CHECK(frame("<head><title lang=zh>t</title></head><body data-a=\"1>2\" data-b='>' data-c=a\"b>x") ==
          "<head><title lang=zh>【预览】t</title>{H}</head><body data-a=\"1>2\" data-b='>' data-c=a\"b>{B}x");
    CHECK(frame("<head><title>t</title></head ><body\n  class = \"a>b\"\n>x") == "<head><title>【预览】t</title>{H}</head ><body\n  class = \"a>b\"\n>{B}x");
    CHECK(frame("<title>t</title><body/>x") == "<title>【预览】t</title>{H}<body/>{B}x");
}

TEST_CASE("what only looks like a tag is not one")
{
    CHECK(frame("<head><!-- <title>no</title><body> --><title>t</title></head><body>x") ==
          "<head><!-- <title>no</title><body> --><title>【预览】t</title>{H}</head><body>{B}x");
    CHECK(frame("<head><script>s = '<title></title></head><body>';</script><title>t</title></head><body>x") ==
          "<head><script>s = '<title></title></head><body>';</script><title>【预览】t</title>{H}</head><body>{B}x");
    CHECK(frame("<head><style>/* </head><body> */</style><title>a <body> b</title></head><body>x") ==
          "<head><style>/* </head><body> */</style><title>【预览】a <body> b</title>{H}</head><body>{B}x");
    CHECK(frame("<head><template><title>no</title><template></template><body><p>1</template><title>t</title></head><body>x") ==
          "<head><template><title>no</title><template></template><body><p>1</template><title>【预览】t</title>{H}</head><body>{B}x");
    CHECK(frame("<!--><!---><!-- a --!><?xml <a?></1><title>t</title><body>x") == "<!--><!---><!-- a --!><?xml <a?></1><title>【预览】t</title>{H}<body>{B}x");
    CHECK(frame("<title>t</titlex></title><bodyx>") == "<title>【预览】t</titlex></title>{H}{B}<bodyx>");
    CHECK(frame("<title>t</title><body><svg><title>s</title></svg>") == "<title>【预览】t</title>{H}<body>{B}<svg><title>s</title></svg>");
    CHECK(frame("<body><svg><title>s</title></svg>") == "<title>【预览】a/b.html</title>\n{H}<body>{B}<svg><title>s</title></svg>");
}

TEST_CASE("only the first title counts, also after the head")
{
    CHECK(frame("<head><title>1</title><title>2</title></head><body>x") == "<head><title>【预览】1</title><title>2</title>{H}</head><body>{B}x");
    CHECK(frame("<head></head><title>t</title><body>x") == "<head></head><title>【预览】t</title>{H}<body>{B}x");
    CHECK(frame("<head><title>1</title></head><title>2</title><body>x") == "<head><title>【预览】1</title>{H}</head><title>2</title><body>{B}x");
}

TEST_CASE("an element that is never closed does not swallow the bar")
{
    CHECK(frame("<head><title>t</title><script>x <body>") == "<head><title>【预览】t</title>{H}{B}<script>x <body>");
    CHECK(frame("<head><title>t <body>") == "<head><title>【预览】a/b.html</title>\n{H}{B}<title>t <body>");
    CHECK(frame("<title>t</title><template><p>x") == "<title>【预览】t</title>{H}{B}<template><p>x");
    CHECK(frame("<title>t</title><template><p><title>x") == "<title>【预览】t</title>{H}{B}<template><p><title>x");
    CHECK(frame("<title>t</title><!-- x <body>") == "<title>【预览】t</title>{H}{B}<!-- x <body>");
    for (const auto* unfinished : {"<", "</", "<!", "<!-", "<!--", "<!--x--", "<body", "<body a", "<body a=", "<body a=\"", "</t", "<?", "<title", "<title></"})
        CHECK(framed(unfinished, "p", "v").find("id=\"gongkai-preview-bar\"") != std::string::npos);
}

TEST_CASE("a page of many megabytes is framed at once")
{
    std::string page = "<!DOCTYPE html><html><head><title>t</title></head><body>";
    for (int i = 0; i < 400'000; ++i)
        page += "<tr><td>1.00</td></tr>\n";
    const auto begin = std::chrono::steady_clock::now();
    const auto out = framed(page, "p", "v");
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(1));
    CHECK(out.size() > page.size());
    CHECK(out.substr(out.size() - 1000) == page.substr(page.size() - 1000));
}

TEST_CASE("the files that a framed page asks for are part of the program")
{
    std::set<std::string> wanted = {"preview.css", "preview.js"};
    std::set<std::string> seen;
    while (!wanted.empty()) {
        const auto name = *wanted.begin();
        wanted.erase(wanted.begin());
        seen.insert(name);
        INFO(name);
        std::ifstream file(std::string(GONGKAI_SOURCE_DIR) + "/src/serve/client/" + name, std::ios::binary);
        std::ostringstream bytes;
        bytes << file.rdbuf();
        const auto text = gongkai::serve::client_file(name);
        REQUIRE_FALSE(text.empty());
        CHECK(text == bytes.str());
        CHECK(text.size() < 60'000);
        constexpr std::string_view import = " from \"./";
        for (auto at = text.find(import); at != std::string_view::npos; at = text.find(import, at + 1)) {
            const auto begin = at + import.size();
            if (const std::string imported(text.substr(begin, text.find('"', begin) - begin)); seen.count(imported) == 0)
                wanted.insert(imported);
        }
    }
    CHECK(seen.size() > 5);
}

TEST_CASE("a hostile head costs no more than its length")
{
    std::string page;
    for (int i = 0; i < 300'000; ++i)
        page += "<!-- -- x --!><meta a='<body>'><template></template></x>";
    const auto begin = std::chrono::steady_clock::now();
    CHECK(framed(page, "p", "v").size() > page.size());
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(5));
}
