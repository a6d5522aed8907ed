// What a template engine answered to a case.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

namespace generated {

struct Answer {
    std::string error;  ///< "" (then text holds), syntax, undefined, missing, runtime; or skip: why not to compare
    std::string text;   ///< of an error: its message, for people
    int line = 0;
    std::string place;  ///< name of the template with the error
};

Answer answer_from(const nlohmann::ordered_json& data);
nlohmann::ordered_json to_json(const Answer& answer);
std::string shown(const Answer& answer);

/// True if the engine's answer will not do. A problem without a line in the
/// judge's answer may have any.
bool differ(const Answer& ours, const Answer& theirs);
/// Which way they differ ("text, not runtime"), so that shrinking keeps to it.
std::string kind_of_difference(const Answer& ours, const Answer& theirs);

}  // namespace generated
