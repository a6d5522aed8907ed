#include "jinja/compile/compiler.hpp"

#include "jinja/compile/statement_compiler.hpp"

namespace gongkai::jinja {

base::Result<CompiledTemplate> compile(const std::string& name, const base::SourceFile& file, const Statements& statements,
                                       const Registry& registry)
{
    return StatementCompiler(name, file, registry).run(statements);
}

}  // namespace gongkai::jinja
