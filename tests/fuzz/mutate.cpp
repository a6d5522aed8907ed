#include "mutate.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include "jinja/syntax/lexer.hpp"

namespace fuzz {
namespace {

using namespace gongkai;
using Words = std::vector<std::string>;

const Words& marks()
{
    static const Words words = {"{{", "}}", "{%", "%}", "{#", "#}", "{{-", "-}}", "{%-", "-%}", "{%+", "+%}", "{{ ", " }}", "{% ", " %}"};
    return words;
}

const Words& symbols()
{
    static const Words words = {"+", "-", "*", "/", "//", "%", "**", "~", "==", "!=", "<", "<=", ">", ">=", "=", "(", ")",
                                "[", "]", "{", "}", "|", ",", ".", ":", ";", " and ", " or ", " not ", " in ", " is ", " if ", " else "};
    return words;
}

const Words& tags()
{
    static const Words words = {"if", "elif", "else", "endif", "for", "endfor", "set", "endset", "with", "endwith", "block", "endblock",
                                "extends", "include", "import", "from", "as", "macro", "endmacro", "call", "endcall", "filter", "endfilter",
                                "autoescape", "endautoescape", "do", "raw", "endraw", "break", "continue", "recursive", "scoped", "required",
                                "ignore missing", "with context", "without context"};
    return words;
}

const Words& names()
{
    static const Words words = {"a", "b", "x", "i", "row", "rows", "loop", "self", "super", "caller", "varargs", "kwargs", "none", "true",
                                "false", "ns", "range", "namespace", "dict", "cycler", "joiner", "index", "items", "name", "预算", "next",
                                "depth", "cycle", "changed", "previtem", "title", "list", "grouper", "current", "arguments"};
    return words;
}

const Words& filters()
{
    static const Words words = {"abs", "batch", "capitalize", "d", "default", "dictsort", "e", "escape", "first", "fixed", "float",
                                "forceescape", "format", "groupby", "indent", "int", "items", "join", "last", "length", "list", "lower",
                                "map", "max", "min", "money", "percent", "reject", "rejectattr", "replace", "reverse", "round", "safe",
                                "select", "selectattr", "slice", "sort", "string", "striptags", "sum", "thousands", "title", "tojson",
                                "trim", "truncate", "unique", "upper", "url", "urlencode", "xmlattr", "cn_upper"};
    return words;
}

const Words& tests()
{
    static const Words words = {"defined", "undefined", "none", "boolean", "true", "false", "integer", "float", "number", "string", "escaped",
                                "mapping", "iterable", "sequence", "callable", "odd", "even", "lower", "upper", "filter", "test", "eq", "ne",
                                "lt", "le", "gt", "ge", "in", "divisibleby", "sameas", "startingwith", "endingwith"};
    return words;
}

const Words& literals()
{
    static const Words words = {"0", "1", "-1", "2", "3", "7", "100", "1000", "65536", "9223372036854775807", "0x7f", "1.5", "0.1", "1e308",
                                "5e-324", "''", "'a'", "\"b\"", "'<b>'", "'%s'", "'%(a)s'", "'%.2f'", "'\\u4e2d'", "'预算'", "'a.b'", "[]",
                                "[1, 2]", "{}", "{'a': 1}", "()", "(1,)", "'\xff'", "'\\x00'", "1_000", "0b11"};
    return words;
}

const Words& markup()
{
    static const Words words = {"<p>", "</p>", "<a href=\"", "<a href='", "<a ", "\"", "'", ">", "<", "/", "=", "<script>", "</script>", "<style>",
                                "</style>", "<!--", "-->", "<!", "<?", " onclick=\"", " style='", " data-x=", "javascript:", "data:", "srcdoc=",
                                "<textarea>", "</textarea>", "<img src=", "\n", "\r\n", " ", "\t", "文字", "&amp;", "<div class=\"", "<title>"};
    return words;
}

const Words& any_words(Random& random)
{
    switch (random.below(9)) {
    case 0:
    case 1: return marks();
    case 2: return symbols();
    case 3: return tags();
    case 4: return names();
    case 5: return filters();
    case 6: return tests();
    case 7: return literals();
    default: return markup();
    }
}

std::string word(Random& random)
{
    return random.one_of(any_words(random));
}

/// A tag with its parts in the right order, as often as not with one missing.
std::string phrase(Random& random)
{
    const auto value = [&] { return random.percent(50) ? random.one_of(names()) : random.one_of(literals()); };
    const auto filtered = [&] { return value() + "|" + random.one_of(filters()) + (random.percent(40) ? "(" + value() + ")" : ""); };
    switch (random.below(9)) {
    case 0: return "{{ " + filtered() + " }}";
    case 1: return "{{ " + value() + random.one_of(symbols()) + filtered() + " }}";
    case 2: return "{% if " + value() + " is " + random.one_of(tests()) + " %}";
    case 3: return "{% for " + random.one_of(names()) + " in " + filtered() + " %}";
    case 4: return "{% set " + random.one_of(names()) + " = " + filtered() + " %}";
    case 5: return "{% macro " + random.one_of(names()) + "(" + random.one_of(names()) + "=" + value() + ") %}";
    case 6: return "{% call " + random.one_of(names()) + "(" + value() + ") %}";
    case 7: return "{% end" + random.one_of({"if", "for", "macro", "call", "block", "set", "with", "filter"}) + " %}";
    default: return "{% " + random.one_of(tags()) + " " + value() + " %}";
    }
}

void change_bytes_once(std::string& text, const std::string& other, Random& random)
{
    const auto at = random.below(text.size() + 1);
    const auto length = std::min(text.size() - at, 1 + random.below(random.percent(80) ? 8 : 200));
    switch (random.below(8)) {
    case 0: text.erase(at, length); break;
    case 1: text.insert(at, text.substr(at, length)); break;
    case 2: text.insert(at, word(random)); break;
    case 3: text.insert(at, phrase(random)); break;
    case 4:
        if (at < text.size())
            text[at] = static_cast<char>(random.below(256));
        break;
    case 5: {  // swap with what stands elsewhere
        const auto part = text.substr(at, length);
        text.erase(at, length);
        text.insert(random.below(text.size() + 1), part);
        break;
    }
    case 6: {
        const auto from = random.below(other.size() + 1);
        text.insert(at, other, from, 1 + random.below(200));
        break;
    }
    default: text.replace(at, length, word(random));
    }
}

/// A token that may stand where this one stands.
std::string substitute(const jinja::Token& token, Random& random)
{
    switch (token.kind) {
    case jinja::TokenKind::integer:
    case jinja::TokenKind::real:
    case jinja::TokenKind::string: return random.one_of(literals());
    case jinja::TokenKind::name: return random.one_of(random.percent(40) ? names() : random.percent(60) ? filters() : random.percent(50) ? tests() : tags());
    case jinja::TokenKind::symbol: return random.one_of(symbols());
    case jinja::TokenKind::text: return random.percent(50) ? random.one_of(markup()) : phrase(random);
    default: return random.one_of(marks());
    }
}

}  // namespace

std::string random_bytes(Random& random)
{
    std::string text;
    for (auto size = random.below(random.percent(90) ? 200 : 4000); size > 0; --size)
        text += random.percent(10) ? random.one_of(marks()) : std::string(1, static_cast<char>(random.below(256)));
    return text;
}

std::string token_soup(Random& random)
{
    std::string text;
    for (auto count = random.below(random.percent(90) ? 40 : 400); count > 0; --count)
        text += random.percent(25) ? phrase(random) : word(random) + (random.percent(50) ? " " : "");
    return text;
}

std::string with_bytes_changed(std::string text, const std::string& other, Random& random)
{
    for (auto count = 1 + random.below(random.percent(80) ? 3 : 20); count > 0; --count)
        change_bytes_once(text, other, random);
    return text;
}

std::string with_tokens_changed(std::string text, Random& random)
{
    for (auto count = 1 + random.below(3); count > 0; --count) {
        const base::SourceFile file{"", text};
        const auto tokens = jinja::tokenize(file, {&file, 0, static_cast<std::uint32_t>(text.size())}).tokens;
        std::vector<const jinja::Token*> inner;  // the marks of tags stay: without them nothing compiles
        for (const auto& token : tokens)
            if (token.kind != jinja::TokenKind::end && (random.percent(5) || token.kind == jinja::TokenKind::text ||
                                                       (token.kind >= jinja::TokenKind::name && token.kind <= jinja::TokenKind::symbol)))
                inner.push_back(&token);
        if (inner.empty())
            return text;
        const auto& token = *random.one_of(inner);
        const auto& donor = *random.one_of(inner);
        const auto taken = random.percent(40) ? text.substr(donor.span.begin, donor.span.end - donor.span.begin) : substitute(token, random);
        text.replace(token.span.begin, token.span.end - token.span.begin, taken);
    }
    return text;
}

}  // namespace fuzz
