#include "jinja/check/refusal_text.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include <fmt/format.h>

namespace gongkai::jinja {
namespace {

/// Grows `span` over what an expression is made of; a parser may give a filter
/// the span of its name only.
void cover(base::Span& span, const Expression* expression)
{
    if (!expression)
        return;
    if (expression->span.file == span.file) {
        span.begin = std::min(span.begin, expression->span.begin);
        span.end = std::max(span.end, expression->span.end);
    }
    for (const auto& item : expression->items)
        cover(span, item.get());
}

/// Takes in the brackets around a first part: the tree does not have them.
void balance(base::Span& span)
{
    const std::string_view text = span.file->text;
    const auto inside = text.substr(span.begin, span.end - span.begin);
    auto missing = std::count(inside.begin(), inside.end(), ')') - std::count(inside.begin(), inside.end(), '(');
    for (; missing > 0; --missing) {
        auto begin = span.begin;
        while (begin > 0 && (text[begin - 1] == ' ' || text[begin - 1] == '\n'))
            --begin;
        if (begin == 0 || text[begin - 1] != '(')
            return;
        span.begin = begin - 1;
    }
}

base::Span extent(const Expression& expression)
{
    auto span = expression.span;
    cover(span, &expression);
    if (span.file)
        balance(span);
    return span;
}

/// The expression as the author wrote it, in one line.
std::string source_of(const Expression& expression)
{
    constexpr std::size_t longest = 120;
    const auto span = extent(expression);
    if (!span.file)
        return "…";
    auto text = span.file->text.substr(span.begin, span.end - span.begin);
    for (auto& c : text)
        if (c == '\n' || c == '\r' || c == '\t')
            c = ' ';
    return text.size() <= longest ? text : "…";
}

/// The expression with a filter behind it.
std::string with_filter(const Expression& expression, std::string_view filter)
{
    const auto kind = expression.kind;
    const bool binds_tightly = kind == ExpressionKind::constant || kind == ExpressionKind::name || kind == ExpressionKind::captured ||
                               kind == ExpressionKind::attribute || kind == ExpressionKind::item ||
                               kind == ExpressionKind::call || kind == ExpressionKind::filter || kind == ExpressionKind::list;
    return fmt::format(fmt::runtime(binds_tightly ? "{{{{ {}|{} }}}}" : "{{{{ ({})|{} }}}}"), source_of(expression), filter);
}

/// The filter of the chain, below the outermost, that would have been right: its effect is lost.
const Expression* lost_filter(const Expression& part, std::string_view wanted)
{
    const auto* filter = &part;
    while (filter->kind == ExpressionKind::filter) {
        filter = filter->items[0].get();
        if (filter->kind == ExpressionKind::filter && filter->text == wanted)
            return filter;
    }
    return nullptr;
}

std::string advise(const Expression& part, std::string_view filter)
{
    if (lost_filter(part, filter))
        return fmt::format("把 {} 放在最后：在它之后又经过 {}，结果不再可靠", filter, part.text);
    return fmt::format("写成 {}", with_filter(part, filter));
}

std::string problem_text(Site site, const HtmlState& state)
{
    switch (site) {
    case Site::script:
    case Site::style: return fmt::format("位于 {} 元素中，这里不能直接输出文字", state.element);
    case Site::handler: return fmt::format("位于事件属性 {} 中，它的值是脚本，不能直接输出文字", state.attribute);
    case Site::style_attribute: return "位于 style 属性中，这里不能直接输出文字";
    case Site::document: return "位于 srcdoc 属性中，它的值要再当作 HTML 读一遍，转义一次不够";
    case Site::unknown_attribute: return "位于属性值中，属性名由几段拼成，无法判断是否安全";
    case Site::comment: return "位于 HTML 注释中，这里不能直接输出文字";
    case Site::declaration: return "位于 HTML 声明中，这里不能直接输出文字";
    case Site::tag_name: return "位于标签名处，这里不能直接输出文字";
    case Site::attribute_name: return "位于属性名处，这里不能直接输出文字";
    case Site::unquoted: return "位于没有引号的属性值中，值里有空格就会变成别的属性";
    case Site::address: return fmt::format("位于地址属性 {} 中，转义挡不住“javascript:”一类的地址", state.attribute);
    case Site::code_address: return fmt::format("位于属性 {} 的“javascript:”“data:”一类的地址中，编码挡不住脚本", state.attribute);
    case Site::text:
    case Site::attribute: break;
    }
    return "位于此处不安全";
}

/// href="{{ x|url }}": the value with the quotes that are missing.
std::string in_quotes(const Expression& part, const HtmlState& state)
{
    const auto kind = attribute_kind(state.element, state.attribute);
    const bool is_named = !state.attribute.empty() && state.attribute[0] != '?';
    const bool has_filter = part.kind == ExpressionKind::filter;
    const auto value = kind == AttributeKind::address && !has_filter ? with_filter(part, "url")
                                                                     : fmt::format("{{{{ {} }}}}", source_of(part));
    return fmt::format("给属性值加上引号：{}=\"{}\"", is_named ? state.attribute : "属性", value);
}

std::string remedy(const Expression& part, Site site, const HtmlState& state)
{
    const auto is_safe = fmt::format("确认无害的写成 {}", with_filter(part, "safe"));
    switch (site) {
    case Site::script: return advise(part, "tojson");
    case Site::handler: return advise(part, "tojson") + (state.mode == HtmlMode::double_quoted ? "，属性值改用单引号" : "");
    case Site::address: return advise(part, "url");
    case Site::unquoted: return in_quotes(part, state);
    case Site::style:
    case Site::style_attribute: return "改用 class；" + is_safe;
    case Site::comment: return "模板的注释写成 {# … #}；" + is_safe;
    case Site::tag_name:
        if (part.kind == ExpressionKind::constant)
            return "标签名应直接写出，属性名之前留空格";
        return fmt::format("标签名应直接写出；其中的数字写成 {}", with_filter(part, "int"));
    case Site::attribute_name: return "属性名应直接写出；成组的属性写成 {{ 映射|xmlattr }}";
    case Site::unknown_attribute: return "完整写出属性名";
    case Site::code_address: return "不用这类地址；脚本放在单独的文件中";
    default: return is_safe;
    }
}

}  // namespace

base::Diagnostic explain(const Refusal& refusal, const Expression& whole, const HtmlState& state)
{
    const auto& part = *refusal.part;
    const auto span = extent(part);
    const auto source = source_of(part);
    const auto subject = &part == &whole ? fmt::format("{{{{ {} }}}}", source) : fmt::format("“{}”", source);
    switch (refusal.reason) {
    case Refusal::Reason::unescaped:
        return base::error("T-UNSAFE", span, fmt::format("autoescape false 中的输出没有转义：{}", subject),
                           fmt::format("写成 {}；确为 HTML 的写成 {}", with_filter(part, "e"), with_filter(part, "safe")));
    case Refusal::Reason::json_in_double_quotes:
        return base::error("T-UNSAFE", span, fmt::format("{} 位于双引号中，JSON 里的双引号会提前结束属性值", subject),
                           "属性值改用单引号");
    case Refusal::Reason::text: break;
    }
    return base::error("T-UNSAFE", span, fmt::format("{} {}", subject, problem_text(refusal.site, state)), remedy(part, refusal.site, state));
}

}  // namespace gongkai::jinja
