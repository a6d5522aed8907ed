// Walks cmark's tree and writes HTML itself: nothing that an author wrote
// reaches the page but as escaped text.

#include <algorithm>
#include <cstdlib>
#include <mutex>
#include <set>

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <fmt/format.h>

#include "markup/markup.hpp"
#include "base/html.hpp"

namespace gongkai::markup {
namespace {

std::string_view literal_of(cmark_node* node)
{
    const char* literal = cmark_node_get_literal(node);
    return literal ? literal : "";
}

/// Relative addresses, http, https and mailto.
bool is_allowed_address(std::string_view url)
{
    const auto colon = url.find(':');
    if (colon == std::string_view::npos || url.find_first_of("/?#") < colon)
        return url.find_first_of("\n\r\t") == std::string_view::npos;
    std::string scheme(url.substr(0, colon));
    std::transform(scheme.begin(), scheme.end(), scheme.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return scheme == "http" || scheme == "https" || scheme == "mailto";
}

struct Document {
    cmark_parser* parser;
    cmark_node* root;

    explicit Document(std::string_view markdown)
    {
        static std::once_flag registered;
        std::call_once(registered, cmark_gfm_core_extensions_ensure_registered);
        parser = cmark_parser_new(CMARK_OPT_VALIDATE_UTF8);
        if (auto* tables = cmark_find_syntax_extension("table"))
            cmark_parser_attach_syntax_extension(parser, tables);
        cmark_parser_feed(parser, markdown.data(), markdown.size());
        root = cmark_parser_finish(parser);
    }
    Document(const Document&) = delete;
    Document& operator=(const Document&) = delete;
    ~Document()
    {
        cmark_node_free(root);
        cmark_parser_free(parser);
    }
};

class Renderer {
public:
    Renderer(std::string_view markdown, base::Span where, const Options& options)
        : markdown_(markdown), where_(where), options_(options)
    {
    }

    base::Result<std::string> run(cmark_node* root)
    {
        cmark_iter* iterator = cmark_iter_new(root);
        for (auto event = cmark_iter_next(iterator); event != CMARK_EVENT_DONE; event = cmark_iter_next(iterator)) {
            auto* node = cmark_iter_get_node(iterator);
            if (event == CMARK_EVENT_ENTER)
                enter(node);
            else
                leave(node);
        }
        cmark_iter_free(iterator);
        if (!problems_.empty())
            return std::move(problems_);
        return std::move(out_);
    }

private:
    base::Span place(cmark_node* node) const
    {
        // Only a text that is itself part of the file has exact positions.
        if (!where_.file || where_.end - where_.begin != markdown_.size())
            return where_;
        std::size_t offset = 0;
        for (int line = 1; line < cmark_node_get_start_line(node); ++line)
            offset = std::min(markdown_.find('\n', offset), markdown_.size() - 1) + 1;
        offset += static_cast<std::size_t>(std::max(cmark_node_get_start_column(node) - 1, 0));
        const auto begin = where_.begin + static_cast<std::uint32_t>(std::min(offset, markdown_.size()));
        return {where_.file, begin, begin + 1};
    }

    void refuse_html(cmark_node* node)
    {
        auto text = std::string(literal_of(node).substr(0, 40));
        text = text.substr(0, text.find('\n'));
        problems_.push_back(base::error("M-HTML", place(node), fmt::format("文字中不能有 HTML：{}", text),
                                        "要显示尖括号请写 &lt;；要强调请用 **…**"));
    }

    bool check_address(cmark_node* node, std::string_view url)
    {
        if (is_allowed_address(url))
            return true;
        problems_.push_back(base::error("M-URL", place(node), fmt::format("不能链接到“{}”", url),
                                        "只能用 http、https、mailto 或相对地址"));
        return false;
    }

    void enter(cmark_node* node)
    {
        const auto type = cmark_node_get_type(node);
        if (image_depth_ > 0) {
            if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE)
                base::append_escaped(out_, literal_of(node));
            return;
        }
        if (type == CMARK_NODE_TEXT)
            text(literal_of(node));
        else if (type == CMARK_NODE_PARAGRAPH)
            out_ += is_tight(node) ? "" : "<p>";
        else if (type == CMARK_NODE_HEADING)
            heading(node, true);
        else if (type == CMARK_NODE_LIST)
            list(node);
        else if (type == CMARK_NODE_ITEM)
            out_ += "<li>";
        else if (type == CMARK_NODE_BLOCK_QUOTE)
            out_ += "<blockquote>\n";
        else if (type == CMARK_NODE_EMPH)
            out_ += "<em>";
        else if (type == CMARK_NODE_STRONG)
            out_ += "<strong>";
        else if (type == CMARK_NODE_THEMATIC_BREAK)
            out_ += "<hr>\n";
        else if (type == CMARK_NODE_SOFTBREAK)
            out_ += '\n';
        else if (type == CMARK_NODE_LINEBREAK)
            out_ += "<br>\n";
        else if (type == CMARK_NODE_CODE || type == CMARK_NODE_CODE_BLOCK)
            code(node, type == CMARK_NODE_CODE_BLOCK);
        else if (type == CMARK_NODE_LINK)
            link(node);
        else if (type == CMARK_NODE_IMAGE)
            image(node);
        else if (type == CMARK_NODE_HTML_BLOCK || type == CMARK_NODE_HTML_INLINE)
            refuse_html(node);
        else
            table_part(node, true);
    }

    void leave(cmark_node* node)
    {
        const auto type = cmark_node_get_type(node);
        if (type == CMARK_NODE_IMAGE) {
            --image_depth_;
            if (image_depth_ == 0)
                out_ += "\">";
        } else if (image_depth_ > 0) {
            return;
        } else if (type == CMARK_NODE_PARAGRAPH) {
            out_ += is_tight(node) ? "" : "</p>\n";
        } else if (type == CMARK_NODE_HEADING) {
            heading(node, false);
        } else if (type == CMARK_NODE_LIST) {
            out_ += cmark_node_get_list_type(node) == CMARK_ORDERED_LIST ? "</ol>\n" : "</ul>\n";
        } else if (type == CMARK_NODE_ITEM) {
            out_ += "</li>\n";
        } else if (type == CMARK_NODE_BLOCK_QUOTE) {
            out_ += "</blockquote>\n";
        } else if (type == CMARK_NODE_EMPH) {
            out_ += "</em>";
        } else if (type == CMARK_NODE_STRONG) {
            out_ += "</strong>";
        } else if (type == CMARK_NODE_LINK) {
            --unlinked_;
            out_ += "</a>";
        } else {
            table_part(node, false);
        }
    }

    static bool is_tight(cmark_node* paragraph)
    {
        auto* parent = cmark_node_parent(paragraph);
        auto* grandparent = parent ? cmark_node_parent(parent) : nullptr;
        return grandparent && cmark_node_get_type(grandparent) == CMARK_NODE_LIST && cmark_node_get_list_tight(grandparent) != 0;
    }

    void heading(cmark_node* node, bool is_begin)
    {
        const int level = std::clamp(cmark_node_get_heading_level(node) + options_.heading_shift, 1, 6);
        unlinked_ += is_begin ? 1 : -1;
        out_ += is_begin ? fmt::format("<h{}>", level) : fmt::format("</h{}>\n", level);
    }

    void list(cmark_node* node)
    {
        if (cmark_node_get_list_type(node) != CMARK_ORDERED_LIST) {
            out_ += "<ul>\n";
            return;
        }
        const int start = cmark_node_get_list_start(node);
        out_ += start == 1 ? "<ol>\n" : fmt::format("<ol start=\"{}\">\n", start);
    }

    void code(cmark_node* node, bool is_block)
    {
        out_ += is_block ? "<pre tabindex=\"0\"><code>" : "<code>";
        base::append_escaped(out_, literal_of(node));
        out_ += is_block ? "</code></pre>\n" : "</code>";
    }

    void link(cmark_node* node)
    {
        const char* url = cmark_node_get_url(node);
        check_address(node, url ? url : "");
        out_ += "<a href=\"";
        base::append_escaped(out_, url ? url : "");
        out_ += "\">";
        ++unlinked_;
    }

    void image(cmark_node* node)
    {
        const char* url = cmark_node_get_url(node);
        check_address(node, url ? url : "");
        out_ += "<img src=\"";
        base::append_escaped(out_, url ? url : "");
        out_ += "\" alt=\"";
        ++image_depth_;
    }

    void text(std::string_view literal)
    {
        std::size_t from = 0;
        while (options_.terms && unlinked_ == 0) {
            const auto match = options_.terms->find(literal, from);
            if (!match.href)
                break;
            base::append_escaped(out_, literal.substr(from, match.begin - from));
            const auto word = literal.substr(match.begin, match.end - match.begin);
            if (linked_.insert(*match.href).second) {
                out_ += "<a class=\"term\" href=\"";
                base::append_escaped(out_, options_.href_prefix + *match.href);
                out_ += "\">";
                base::append_escaped(out_, word);
                out_ += "</a>";
            } else {
                base::append_escaped(out_, word);
            }
            from = match.end;
        }
        base::append_escaped(out_, literal.substr(from));
    }

    void table_part(cmark_node* node, bool is_begin)
    {
        const std::string_view type = cmark_node_get_type_string(node);
        if (type == "table") {
            out_ += is_begin ? "<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"表格\">\n<table class=\"figures\">\n"
                             : (in_body_ ? "</tbody>\n</table>\n</div>\n" : "</table>\n</div>\n");
            in_body_ = false;
        } else if (type == "table_header") {
            in_header_ = is_begin;
            out_ += is_begin ? "<thead>\n<tr>" : "</tr>\n</thead>\n";
        } else if (type == "table_row") {
            if (is_begin && !in_body_)
                out_ += "<tbody>\n";
            in_body_ = true;
            out_ += is_begin ? "<tr>" : "</tr>\n";
        } else if (type == "table_cell") {
            out_ += in_header_ ? (is_begin ? "<th scope=\"col\">" : "</th>") : (is_begin ? "<td>" : "</td>");
        }
    }

    std::string_view markdown_;
    base::Span where_;
    const Options& options_;
    std::string out_;
    base::Diagnostics problems_;
    std::set<std::string> linked_;  ///< addresses that have their link already
    int unlinked_ = 0;
    int image_depth_ = 0;
    bool in_header_ = false;
    bool in_body_ = false;
};

}  // namespace

base::Result<std::string> render(std::string_view markdown, base::Span where, const Options& options)
{
    const Document document(markdown);
    return Renderer(markdown, where, options).run(document.root);
}

}  // namespace gongkai::markup
