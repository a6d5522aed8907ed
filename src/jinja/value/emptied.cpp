#include "jinja/value/emptied.hpp"

namespace gongkai::jinja {
namespace {

thread_local EmptiedAtEnd* innermost = nullptr;

}  // namespace

Emptied::Emptied()
{
    if (!innermost)
        return;
    link_ = &innermost->first_;
    next_ = innermost->first_;
    if (next_)
        next_->link_ = &next_;
    *link_ = this;
}

void Emptied::leave()
{
    if (!link_)
        return;
    *link_ = next_;
    if (next_)
        next_->link_ = link_;
    link_ = nullptr;
    next_ = nullptr;
}

EmptiedAtEnd::EmptiedAtEnd() : outer_(innermost) { innermost = this; }

EmptiedAtEnd::~EmptiedAtEnd()
{
    innermost = outer_;
    while (auto* object = first_) {
        object->leave();
        object->empty();
    }
}

}  // namespace gongkai::jinja
