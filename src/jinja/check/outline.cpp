#include "jinja/check/outline.hpp"

namespace gongkai::jinja {
namespace {

void add(Outline& outline, const Statements& statements, bool escapes);

void add_bodies(Outline& outline, const Statement& statement, bool escapes)
{
    for (const auto& branch : statement.branches)
        add(outline, branch.body, escapes);
    add(outline, statement.body, escapes);
    add(outline, statement.else_body, escapes);
}

void add(Outline& outline, const Statements& statements, bool escapes)
{
    for (const auto& statement : statements) {
        switch (statement->kind) {
        case StatementKind::extends:
            outline.parent = statement->name;
            [[fallthrough]];
        case StatementKind::import:
        case StatementKind::from_import: outline.used.push_back(statement->name); break;
        case StatementKind::include:
            outline.used.insert(outline.used.end(), statement->names.begin(), statement->names.end());
            break;
        case StatementKind::block: outline.blocks.push_back({statement.get(), escapes}); break;
        case StatementKind::macro:
        case StatementKind::set_block: outline.captured.push_back({statement.get(), escapes}); break;
        default: break;
        }
        add_bodies(outline, *statement,
                   statement->kind == StatementKind::autoescape ? turns_escaping_on(*statement) : escapes);
    }
}

}  // namespace

Outline outline_of(const Statements& statements)
{
    Outline outline;
    add(outline, statements, true);
    return outline;
}

bool turns_escaping_on(const Statement& autoescape)
{
    const auto& value = *autoescape.expression;
    return value.kind != ExpressionKind::constant || value.value.is_true();
}

}  // namespace gongkai::jinja
