#include "load/fields.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/spelling.hpp"

namespace gongkai::load {
namespace {

const std::vector<Node> no_nodes;

}  // namespace

Fields::Fields(const Node& node, std::string what, base::Diagnostics& problems)
    : node_(node), what_(std::move(what)), problems_(problems)
{
    if (node.kind != NodeKind::mapping && !node.is_null())
        problems_.push_back(base::error("Y-TYPE", node.span, fmt::format("{}应是“键: 值”的组合", what_),
                                        "请检查缩进，每行写一个“键: 值”"));
}

const Node* Fields::get(std::string_view key)
{
    const auto* value = written(key);
    return value && !value->is_null() ? value : nullptr;
}

const Node* Fields::written(std::string_view key)
{
    known_.emplace_back(key);
    return node_.find(key);
}

const Node* Fields::require(std::string_view key) { return present(get(key), key); }

const Node* Fields::require_written(std::string_view key) { return present(written(key), key); }

const Node* Fields::present(const Node* value, std::string_view key)
{
    if (!value)
        problems_.push_back(base::error("Y-MISSING", node_.span, fmt::format("{}缺少“{}”", what_, key),
                                        fmt::format("请补上“{}: …”", key)));
    return value;
}

std::string Fields::text(std::string_view key)
{
    const auto* value = get(key);
    return value ? scalar_text(*value, key, problems_) : std::string();
}

std::string Fields::required_text(std::string_view key)
{
    const auto* value = require(key);
    return value ? scalar_text(*value, key, problems_) : std::string();
}

std::optional<int> Fields::integer(std::string_view key)
{
    const auto* value = get(key);
    if (!value)
        return std::nullopt;
    const auto text = scalar_text(*value, key, problems_);
    int number = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failure == std::errc() && end == text.data() + text.size())
        return number;
    problems_.push_back(base::error("Y-TYPE", value->span, fmt::format("“{}”应是整数，写的是“{}”", key, text), "请只写数字"));
    return std::nullopt;
}

std::optional<bool> Fields::boolean(std::string_view key)
{
    const auto index = choice(key, {"true", "false"});
    return index ? std::optional(*index == 0) : std::nullopt;
}

std::optional<model::Date> Fields::date(std::string_view key)
{
    const auto* value = get(key);
    if (!value)
        return std::nullopt;
    const auto text = scalar_text(*value, key, problems_);
    const auto date = model::parse_date(text);
    if (!date)
        problems_.push_back(base::error("Y-DATE", value->span, fmt::format("“{}”不是日期：“{}”", key, text),
                                        "日期写作“2024-10-24”"));
    return date;
}

const std::vector<Node>& Fields::list(std::string_view key)
{
    const auto* value = get(key);
    if (!value)
        return no_nodes;
    if (value->kind == NodeKind::sequence)
        return value->items;
    problems_.push_back(base::error("Y-TYPE", value->span, fmt::format("“{}”应是列表", key), "每项前写“- ”，或写作“[甲, 乙]”"));
    return no_nodes;
}

std::vector<std::string> Fields::texts(std::string_view key)
{
    std::vector<std::string> texts;
    for (const auto& item : list(key))
        texts.push_back(scalar_text(item, key, problems_));
    return texts;
}

std::optional<std::size_t> Fields::choice(std::string_view key, const std::vector<std::string>& choices)
{
    const auto* value = get(key);
    if (!value)
        return std::nullopt;
    const auto text = scalar_text(*value, key, problems_);
    const auto found = std::find(choices.begin(), choices.end(), text);
    if (found != choices.end())
        return static_cast<std::size_t>(found - choices.begin());
    problems_.push_back(base::error("Y-CHOICE", value->span, fmt::format("“{}”不能是“{}”", key, text),
                                    fmt::format("可选：{}", fmt::join(choices, "、"))));
    return std::nullopt;
}

void Fields::finish()
{
    if (node_.kind != NodeKind::mapping)
        return;
    for (std::size_t i = 0; i + 1 < node_.items.size(); i += 2) {
        const auto& key = node_.items[i];
        if (std::find(known_.begin(), known_.end(), key.text) != known_.end())
            continue;
        problems_.push_back(base::error("Y-UNKNOWN", key.span, fmt::format("{}中没有“{}”这一键", what_, key.text),
                                        base::suggestion(key.text, known_, fmt::format("可用的键：{}", fmt::join(known_, "、")))));
    }
}

std::string scalar_text(const Node& node, std::string_view what, base::Diagnostics& problems)
{
    if (node.is_scalar())
        return node.text;
    if (!node.is_null())
        problems.push_back(base::error("Y-TYPE", node.span, fmt::format("“{}”应是文字或数字", what), "请写在冒号后的同一行"));
    return {};
}

}  // namespace gongkai::load
