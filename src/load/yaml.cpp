#include "load/yaml.hpp"

#include <array>
#include <streambuf>
#include <istream>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include "base/utf8.hpp"

namespace gongkai::load {
namespace {

constexpr std::size_t deepest = 32;
constexpr std::size_t most_nodes = 1'000'000;

/// Stops the parser; carries what went wrong.
struct Refused {
    base::Diagnostic diagnostic;
};

/// Offset of the first control character (C0, DEL, C1) other than tabs and line ends, or npos.
/// yaml-cpp would stop reading at some of them, and no page may hold them.
std::size_t find_control(std::string_view text)
{
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const bool is_c0 = (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7F;
        const bool is_c1 = byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0;
        if (is_c0 || is_c1)
            return i;
    }
    return std::string_view::npos;
}

base::Diagnostic control_problem(base::Span span, std::string_view character, std::string hint)
{
    return base::error("Y-CHAR", span, fmt::format("文字中有控制字符 U+{:04X}", static_cast<unsigned>(base::decode(character, 0).value)), std::move(hint));
}

/// Lets yaml-cpp read from memory without a copy.
class MemoryBuffer : public std::streambuf {
public:
    explicit MemoryBuffer(const std::string& text)
    {
        auto* begin = const_cast<char*>(text.data());
        setg(begin, begin, begin + text.size());
    }
};

class TreeBuilder : public YAML::EventHandler {
public:
    explicit TreeBuilder(const base::SourceFile& file) : file_(file) { root_.span = {&file, 0, 1}; }

    void OnDocumentStart(const YAML::Mark&) override {}
    void OnDocumentEnd() override {}

    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override
    {
        refuse_anchor(mark, anchor);
        place({NodeKind::null, {}, null_span(mark), {}});
    }

    void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { throw Refused{alias_problem(mark)}; }

    void OnScalar(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor, const std::string& value) override
    {
        refuse_anchor(mark, anchor);
        const auto span = scalar_span(mark, value);
        refuse_open_quote(span);
        if (const auto control = find_control(value); control != std::string::npos)
            throw Refused{control_problem(span, std::string_view(value).substr(control), "请去掉这个转义（\\x、\\u …），直接写文字")};
        const bool is_plain = span.begin < file_.text.size() && file_.text[span.begin] != '"' && file_.text[span.begin] != '\'';
        const bool is_null = is_plain && (value.empty() || value == "~" || value == "null");
        place({is_null ? NodeKind::null : NodeKind::scalar, is_null ? std::string() : value, span, {}});
    }

    void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override
    {
        refuse_anchor(mark, anchor);
        open(NodeKind::sequence, mark);
    }
    void OnSequenceEnd() override { close(); }

    void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override
    {
        refuse_anchor(mark, anchor);
        open(NodeKind::mapping, mark);
    }
    void OnMapEnd() override
    {
        check_keys(open_.back());
        close();
    }

    Node take() { return std::move(root_); }

private:
    base::Span at(const YAML::Mark& mark) const
    {
        const auto begin = static_cast<std::uint32_t>(std::max(mark.pos, 0));
        return {&file_, begin, begin + 1};
    }

    /// Of a null that is not written the mark is that of what follows; it belongs where it is missing.
    base::Span null_span(const YAML::Mark& mark) const
    {
        auto span = at(mark);
        const std::string_view text = file_.text;
        const auto rest = text.substr(std::min<std::size_t>(span.begin, text.size()));
        if (rest.starts_with('~') || rest.starts_with("null") || rest.starts_with("Null") || rest.starts_with("NULL"))
            return span;
        auto last = text.substr(0, span.begin).find_last_not_of(" \t\r\n");
        if (last == std::string_view::npos)
            return span;
        while (last > 0 && (static_cast<unsigned char>(text[last]) & 0xC0) == 0x80)
            --last;
        span.begin = static_cast<std::uint32_t>(last);
        span.end = span.begin + 1;
        return span;
    }

    base::Span scalar_span(const YAML::Mark& mark, const std::string& value) const
    {
        auto span = at(mark);
        const std::string_view text = file_.text;
        const auto rest = text.substr(std::min<std::size_t>(span.begin, text.size()));
        if (rest.starts_with('"') || rest.starts_with('\'')) {
            const auto closing = rest.find(rest[0], 1);
            span.end = span.begin + static_cast<std::uint32_t>(closing == std::string_view::npos ? 1 : closing + 1);
        } else if (rest.starts_with(value)) {
            span.end = span.begin + static_cast<std::uint32_t>(std::max<std::size_t>(value.size(), 1));
        } else {
            span.end = span.begin + static_cast<std::uint32_t>(std::min(rest.find('\n'), rest.size()));
        }
        return span;
    }

    base::Diagnostic alias_problem(const YAML::Mark& mark) const
    {
        return base::error("Y-ALIAS", at(mark), "不能使用 YAML 的锚点（&）和别名（*）", "请把内容直接写出来；若是文字，请加引号");
    }

    void refuse_anchor(const YAML::Mark& mark, YAML::anchor_t anchor) const
    {
        if (anchor != 0)
            throw Refused{alias_problem(mark)};
    }

    // yaml-cpp takes the end of the file for the end of a quoted text.
    void refuse_open_quote(const base::Span& span) const
    {
        const char quote = span.begin < file_.text.size() ? file_.text[span.begin] : ' ';
        if ((quote == '"' || quote == '\'') && file_.text.find(quote, span.begin + 1) == std::string::npos)
            throw Refused{base::error("Y-SYNTAX", span, "YAML 语法错误：引号没有闭合", "请在文字末尾补上引号")};
    }

    void open(NodeKind kind, const YAML::Mark& mark)
    {
        if (open_.size() >= deepest)
            throw Refused{base::error("Y-DEPTH", at(mark), fmt::format("层次超过 {} 层", deepest), "请检查缩进和括号")};
        open_.push_back({kind, {}, at(mark), {}});
    }

    void close()
    {
        auto node = std::move(open_.back());
        open_.pop_back();
        place(std::move(node));
    }

    void place(Node node)
    {
        if (++count_ > most_nodes)
            throw Refused{base::error("Y-DEPTH", node.span, fmt::format("内容超过 {} 项", most_nodes), "请检查是否放错了文件")};
        if (open_.empty())
            root_ = std::move(node);
        else
            open_.back().items.push_back(std::move(node));
    }

    static void check_keys(const Node& mapping)
    {
        std::unordered_set<std::string_view> seen;
        for (std::size_t i = 0; i + 1 < mapping.items.size(); i += 2) {
            const auto& key = mapping.items[i];
            if (!key.is_scalar())
                throw Refused{base::error("Y-KEY", key.span, "键必须是文字或编码", "请在冒号前写名称")};
            if (!seen.insert(key.text).second)
                throw Refused{repeated_key(mapping, i)};
        }
    }

    static base::Diagnostic repeated_key(const Node& mapping, std::size_t index)
    {
        const auto& key = mapping.items[index];
        auto problem = base::error("Y-DUP", key.span, fmt::format("“{}”重复出现", key.text),
                                   "只保留一处；若是两行数据，请核对编码");
        for (std::size_t i = 0; i < index; i += 2)
            if (mapping.items[i].text == key.text) {
                problem.related.push_back({mapping.items[i].span, "首次出现在此"});
                break;
            }
        return problem;
    }

    const base::SourceFile& file_;
    std::vector<Node> open_;
    Node root_;
    std::size_t count_ = 0;
};

// What yaml-cpp says, in words that help a clerk.
std::string in_chinese(const std::string& message)
{
    static const std::array<std::pair<std::string_view, std::string_view>, 14> phrases = {{
        {"end of map flow not found", "花括号 { 没有对应的 }"},
        {"end of map not found", "此处的缩进或写法与上文不一致"},
        {"end of sequence flow not found", "方括号 [ 没有对应的 ]"},
        {"end of sequence not found", "列表的缩进不一致"},
        {"illegal map value", "此处不应有冒号"},
        {"illegal block entry", "此处不应有“- ”"},
        {"illegal map key", "此处不应有新的键"},
        {"map keys can only be", "键的位置不对"},
        {"illegal flow end", "多出一个右括号"},
        {"illegal EOF in scalar", "引号没有闭合"},
        {"illegal EOF", "文件在此意外结束"},
        {"illegal tab when looking for indentation", "缩进用了制表符，只能用空格"},
        {"unknown token", "此处有 YAML 不认识的字符"},
        {"invalid character", "此处有不允许的字符"},
    }};
    for (const auto& [english, chinese] : phrases)
        if (message.find(english) != std::string::npos)
            return std::string(chinese);
    return "写法不符合 YAML（" + message + "）";
}

base::Diagnostic syntax_problem(const base::SourceFile& file, const YAML::ParserException& failure)
{
    const auto last = file.text.empty() ? 0 : file.text.size() - 1;
    const auto begin = static_cast<std::uint32_t>(std::min<std::size_t>(static_cast<std::size_t>(std::max(failure.mark.pos, 0)), last));
    return base::error("Y-SYNTAX", {&file, begin, begin + 1}, "YAML 语法错误：" + in_chinese(failure.msg),
                       "请检查这一行及上一行的缩进、冒号后的空格、括号和引号");
}

}  // namespace

const Node* Node::find(std::string_view key) const
{
    for (std::size_t i = 0; i + 1 < items.size(); i += 2)
        if (items[i].text == key)
            return kind == NodeKind::mapping ? &items[i + 1] : nullptr;
    return nullptr;
}

base::Result<Node> parse_yaml(const base::SourceFile& file)
{
    if (const auto control = find_control(file.text); control != std::string::npos) {
        const auto begin = static_cast<std::uint32_t>(control);
        return control_problem({&file, begin, begin + 1}, std::string_view(file.text).substr(control), "这个字符看不见，多半是从别处复制来的；请删去它，再重写这几个字");
    }
    MemoryBuffer buffer(file.text);
    std::istream stream(&buffer);
    TreeBuilder builder(file);
    try {
        YAML::Parser parser(stream);
        parser.HandleNextDocument(builder);
        auto root = builder.take();
        TreeBuilder rest(file);
        if (parser.HandleNextDocument(rest))
            return base::error("Y-DOCS", {&file, 0, 1}, "一个文件只能有一份 YAML 文档", "请删去多余的“---”");
        return root;
    } catch (const Refused& refused) {
        return refused.diagnostic;
    } catch (const YAML::ParserException& failure) {
        return syntax_problem(file, failure);
    }
}

}  // namespace gongkai::load
