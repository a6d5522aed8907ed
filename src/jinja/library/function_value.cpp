#include "jinja/library/function_value.hpp"

#include "jinja/value/operators.hpp"

namespace gongkai::jinja {
namespace {

class HostFunction : public Object {
public:
    explicit HostFunction(FunctionEntry entry) : entry_(std::move(entry)) {}
    bool is_callable() const override { return true; }
    Value call(Machine&, const Arguments& arguments) override
    {
        for (std::size_t i = 0; i < arguments.positional() + arguments.names().size(); ++i)
            require_defined(arguments[i]);
        entry_.signature.check(arguments, 0);
        return entry_.run(arguments);
    }

private:
    FunctionEntry entry_;
};

}  // namespace

Value function_value(FunctionEntry entry) { return Value::object(std::make_unique<HostFunction>(std::move(entry))); }

}  // namespace gongkai::jinja
