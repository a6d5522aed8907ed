// Objects whose contents change may come to hold themselves (set ns.x = ns), and then
// no reference count frees them. Those that a render made are emptied at its end.
#pragma once

namespace gongkai::jinja {

class Emptied {
public:
    Emptied();
    Emptied(const Emptied&) = delete;
    Emptied& operator=(const Emptied&) = delete;

protected:
    ~Emptied() { leave(); }

private:
    friend class EmptiedAtEnd;

    /// Lets go of all that it holds; that may be the end of the object itself.
    virtual void empty() = 0;
    void leave();

    Emptied** link_ = nullptr;  ///< what points to it, while it is listed
    Emptied* next_ = nullptr;
};

/// While it lives, it lists the objects that this thread makes.
class EmptiedAtEnd {
public:
    EmptiedAtEnd();
    EmptiedAtEnd(const EmptiedAtEnd&) = delete;
    EmptiedAtEnd& operator=(const EmptiedAtEnd&) = delete;
    ~EmptiedAtEnd();

private:
    friend class Emptied;

    EmptiedAtEnd* outer_;
    Emptied* first_ = nullptr;
};

}  // namespace gongkai::jinja
