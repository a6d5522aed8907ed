#include "jinja/syntax/statement_parser.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

namespace gongkai::jinja {
namespace {

constexpr int deepest = 60;  ///< tags within each other

bool is_closer(std::string_view name) { return name.starts_with("end") || name == "else" || name == "elif"; }

}  // namespace

Statements StatementParser::run()
{
    Statements all;
    while (tokens_.peek().kind != TokenKind::end) {
        auto part = body({});
        std::move(part.begin(), part.end(), std::back_inserter(all));
        if (tokens_.peek().kind == TokenKind::block_begin)
            skip_stray_closer();
    }
    return all;
}

bool StatementParser::is_among(const Names& names, const std::string& name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool StatementParser::closes_an_outer_tag(const Token& token) const
{
    return std::any_of(open_.begin(), open_.end(), [&](const OpenTag& open) { return is_among(open.closers, token.text); });
}

Statements StatementParser::body(const Names& closers)
{
    Statements statements;
    for (;;) {
        const auto& token = tokens_.peek();
        if (token.kind == TokenKind::end) {
            if (!open_.empty())
                report_unclosed(token);
            return statements;
        }
        if (token.kind == TokenKind::block_begin) {
            const auto& name = tokens_.peek(1);
            if (name.kind == TokenKind::name && is_among(closers, name.text))
                return statements;
            if (name.kind == TokenKind::name && is_closer(name.text)) {
                if (open_.empty() || closes_an_outer_tag(name)) {
                    if (!open_.empty())
                        report_stray_closer(name);
                    return statements;
                }
                skip_stray_closer();
                continue;
            }
        }
        if (auto next = statement())
            statements.push_back(std::move(next));
    }
}

Statements StatementParser::enclosed(const std::string& name, const base::Span& span, const Names& closers)
{
    if (open_.size() >= deepest) {
        report({base::error("T-SYNTAX", span, fmt::format("标签嵌套超过 {} 层", deepest))});
        throw GiveUp{};
    }
    open_.push_back({name, span, closers});
    auto statements = body(closers);
    open_.pop_back();
    return statements;
}

std::string StatementParser::closer(const Names& closers)
{
    const auto& name = tokens_.peek(1);
    const bool is_there = tokens_.peek().kind == TokenKind::block_begin && name.kind == TokenKind::name && is_among(closers, name.text);
    if (!is_there)
        return "";
    tokens_.next();
    return tokens_.next().text;
}

void StatementParser::close(const std::string& end, std::string_view optional_name)
{
    if (!closer({end}).empty())
        inside([&] {
            if (!optional_name.empty())
                tokens_.accept_name(optional_name);
        });
}

Statements StatementParser::closed_body(const std::string& name, const base::Span& span, const std::string& end)
{
    auto statements = enclosed(name, span, {end});
    close(end);
    return statements;
}

StatementPtr StatementParser::make(StatementKind kind, const base::Span& first) const
{
    auto statement = std::make_unique<Statement>();
    statement->kind = kind;
    statement->span = tokens_.span_from(first);
    return statement;
}

StatementPtr StatementParser::statement()
{
    const auto& token = tokens_.peek();
    if (token.kind == TokenKind::text) {
        auto result = make(StatementKind::text, token.span);
        result->text = tokens_.next().text;
        return result;
    }
    if (token.kind == TokenKind::variable_begin)
        return output();
    if (token.kind != TokenKind::block_begin) {  // what is left of a comment without an end
        tokens_.next();
        return nullptr;
    }
    tokens_.next();
    return tag(token.span);
}

StatementPtr StatementParser::tag(const base::Span& first)
{
    static const std::array<std::pair<std::string_view, StatementPtr (StatementParser::*)(const base::Span&)>, 16> tags = {{
        {"if", &StatementParser::condition},
        {"for", &StatementParser::loop},
        {"break", &StatementParser::break_loop},
        {"continue", &StatementParser::continue_loop},
        {"set", &StatementParser::set},
        {"with", &StatementParser::with},
        {"block", &StatementParser::block},
        {"extends", &StatementParser::extends},
        {"include", &StatementParser::include},
        {"import", &StatementParser::import},
        {"from", &StatementParser::from_import},
        {"macro", &StatementParser::macro},
        {"call", &StatementParser::call},
        {"filter", &StatementParser::filter},
        {"autoescape", &StatementParser::autoescape},
        {"do", &StatementParser::evaluate},
    }};
    const auto& token = tokens_.peek();
    for (const auto& [name, parse_tag] : tags)
        if (tokens_.accept_name(name))
            return (this->*parse_tag)(first);
    inside([&] {
        tokens_.expect_name("标签的名称");
        report_unknown(token);
    });
    return nullptr;
}

}  // namespace gongkai::jinja
