#include "jinja/compile/scopes.hpp"

#include <algorithm>

namespace gongkai::jinja {
namespace {

template <class Visit>
void for_each_part(const Expression& expression, const Visit& visit)
{
    for (const auto& item : expression.items)
        if (item)
            visit(*item);
    for (const auto& keyword : expression.keywords)
        visit(*keyword.second);
    if (expression.rest)
        visit(*expression.rest);
    if (expression.named_rest)
        visit(*expression.named_rest);
}

bool mentions(const Expression* expression, std::string_view name)
{
    if (!expression)
        return false;
    bool found = expression->is_name(name);
    for_each_part(*expression, [&](const Expression& part) { found = found || mentions(&part, name); });
    return found;
}

bool mentions(const Statement& statement, std::string_view name)
{
    if (statement.kind == StatementKind::block)
        return false;
    const auto in_values = std::any_of(statement.values.begin(), statement.values.end(),
                                       [&](const auto& value) { return mentions(value.get(), name); });
    const auto in_branches = std::any_of(statement.branches.begin(), statement.branches.end(), [&](const Branch& branch) {
        return mentions(branch.condition.get(), name) || jinja::mentions(branch.body, name);
    });
    return in_values || in_branches || mentions(statement.expression.get(), name) ||
           mentions(statement.condition.get(), name) || jinja::mentions(statement.body, name) ||
           jinja::mentions(statement.else_body, name);
}

}  // namespace

bool mentions(const Statements& statements, std::string_view name)
{
    return std::any_of(statements.begin(), statements.end(),
                       [&](const auto& statement) { return mentions(*statement, name); });
}

bool has_scoped_block(const Statements& statements)
{
    return std::any_of(statements.begin(), statements.end(), [](const auto& statement) {
        const auto in_branches = std::any_of(statement->branches.begin(), statement->branches.end(),
                                             [](const Branch& branch) { return has_scoped_block(branch.body); });
        return statement->is_scoped || in_branches || has_scoped_block(statement->body) || has_scoped_block(statement->else_body);
    });
}

/// Goes through the parts of one scope in the order of the text. What is a scope of
/// its own is not entered; the parts of it that belong outside are.
class NameVisitor {
public:
    NameVisitor(Scope& scope, ScopeNames& names) : scope_(scope), names_(names) {}

    void body(const Statements& statements)
    {
        for (const auto& statement : statements)
            visit(*statement);
    }

    void expression(const Expression* expression)
    {
        if (!expression)
            return;
        if (expression->kind == ExpressionKind::name)
            load(expression->text);
        for_each_part(*expression, [&](const Expression& part) { this->expression(&part); });
    }

    void store_target(const Expression& target)
    {
        if (target.kind == ExpressionKind::name)
            store(target.text);
        else if (target.kind == ExpressionKind::attribute)
            load(target.items[0]->text);
        else
            for (const auto& item : target.items)
                store_target(*item);
    }

private:
    void visit(const Statement& statement)
    {
        switch (statement.kind) {
        case StatementKind::condition: condition(statement); break;
        case StatementKind::set:
            expression(statement.expression.get());
            store_target(*statement.target);
            break;
        case StatementKind::set_block: store_target(*statement.target); break;
        case StatementKind::with:
            for (const auto& value : statement.values)
                expression(value.get());
            break;
        case StatementKind::macro: store(statement.name); break;
        case StatementKind::import:
        case StatementKind::from_import:
            for (const auto& alias : statement.aliases)
                store(alias);
            break;
        case StatementKind::block:
        case StatementKind::autoescape: break;
        default: expression(statement.expression.get());
        }
    }

    void load(const std::string& name)
    {
        if (!names_.symbols.contains(name) && !scope_.is_known_outside(name))
            names_.symbols[name] = {scope_.slot_of(name), Start::resolved};
    }

    void store(const std::string& name)
    {
        names_.stores.insert(name);
        if (!names_.symbols.contains(name))
            names_.symbols[name] = {scope_.slot_of(name), scope_.is_known_outside(name) ? Start::copied : Start::unset};
    }

    /// Each branch is looked through as if it were the only one. What is not stored
    /// in all three of if, elif and else may keep its value from outside; that
    /// all three must be there is Jinja's rule.
    void condition(const Statement& statement)
    {
        expression(statement.branches.front().condition.get());
        const auto before = names_;
        auto after = names_;
        std::map<std::string, unsigned> stored_in;
        for (const auto& branch : statement.branches) {
            auto names = before;
            NameVisitor visitor(scope_, names);
            const bool is_first = &branch == &statement.branches.front();
            if (!is_first)
                visitor.expression(branch.condition.get());
            visitor.body(branch.body);
            after.symbols.insert(names.symbols.begin(), names.symbols.end());
            for (const auto& name : names.stores)
                if (!before.stores.contains(name))
                    stored_in[name] |= is_first ? in_if : branch.condition ? in_elif : in_else;
        }
        for (const auto& [name, parts] : stored_in) {
            after.stores.insert(name);
            if (parts != (in_if | in_elif | in_else))
                after.symbols[name].start = scope_.is_known_outside(name) ? Start::copied : Start::resolved;
        }
        names_ = std::move(after);
    }

    static constexpr unsigned in_if = 1;
    static constexpr unsigned in_elif = 2;
    static constexpr unsigned in_else = 4;

    Scope& scope_;
    ScopeNames& names_;
};

std::uint32_t Scope::slot_of(const std::string& name)
{
    const auto [found, is_new] = slots_.try_emplace(name, function_->slots);
    if (is_new)
        ++function_->slots;
    return found->second;
}

bool Scope::is_known_outside(std::string_view name) const
{
    for (const auto* scope = parent_; scope; scope = scope->parent_)
        if (scope->has(name))
            return true;
    return false;
}

std::uint32_t Scope::declare(const std::string& name)
{
    const auto slot = slot_of(name);
    names_.stores.insert(name);
    names_.symbols[name] = {slot, Start::given};
    return slot;
}

void Scope::declare_target(const Expression& target)
{
    if (target.kind == ExpressionKind::name)
        declare(target.text);
    else
        for (const auto& item : target.items)
            declare_target(*item);
}

void Scope::look_through(const Statements& statements) { NameVisitor(*this, names_).body(statements); }
void Scope::look_through(const Expression* expression) { NameVisitor(*this, names_).expression(expression); }

Place find_place(Scope& from, std::string_view name)
{
    OuterVariable variable;
    for (auto* scope = &from; scope; scope = scope->parent()) {
        const auto found = scope->names().symbols.find(name);
        if (found != scope->names().symbols.end()) {
            if (found->second.start == Start::resolved && !scope->stores(name))
                return {};
            variable.slot = found->second.slot;
            return {scope, variable};
        }
        if (scope->parent() && &scope->parent()->function() != &scope->function())
            ++variable.hops;
    }
    return {};
}

}  // namespace gongkai::jinja
