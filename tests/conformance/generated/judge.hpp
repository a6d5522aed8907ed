// Python's Jinja2 at the other end of two pipes (judge.py).
#pragma once

#include <cstdio>
#include <string>
#include <vector>

#include <sys/types.h>

#include "answer.hpp"
#include "case.hpp"

namespace generated {

class Judge {
public:
    /// Starts the process; throws std::runtime_error if that fails.
    Judge(const std::string& python, const std::string& script);
    ~Judge();
    Judge(const Judge&) = delete;
    Judge& operator=(const Judge&) = delete;

    Answer ask(const CaseText& text) { return ask(std::vector{text}).front(); }
    /// Batches of a few dozen keep both sides busy; the pipes hold them.
    std::vector<Answer> ask(const std::vector<CaseText>& texts);

private:
    pid_t process_ = -1;
    std::FILE* to_ = nullptr;
    std::FILE* from_ = nullptr;
};

}  // namespace generated
