// How many cases use each construct: shows that the generated part is worth something.
#pragma once

#include <map>
#include <string>

#include "answer.hpp"
#include "case.hpp"

namespace generated {

class Coverage {
public:
    void add(const Case& test_case, const Answer& answer);
    std::string table() const;

private:
    std::map<std::string, int> uses_;
    std::map<std::string, int> ends_;  ///< how many cases end in text, in which error
    std::size_t output_ = 0;
    int cases_ = 0;
};

}  // namespace generated
