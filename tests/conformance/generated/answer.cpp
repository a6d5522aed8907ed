#include "answer.hpp"

namespace generated {

Answer answer_from(const nlohmann::ordered_json& data)
{
    if (data.contains("text"))
        return {"", data["text"].get<std::string>(), 0, ""};
    if (data.contains("skip"))
        return {"skip", data["skip"].get<std::string>(), 0, ""};
    const auto& line = data["line"];
    const auto& place = data["template"];
    return {data["error"].get<std::string>(), data.value("message", ""), line.is_null() ? 0 : line.get<int>(),
            place.is_null() ? "" : place.get<std::string>()};
}

nlohmann::ordered_json to_json(const Answer& answer)
{
    if (answer.error.empty())
        return {{"text", answer.text}};
    if (answer.error == "skip")
        return {{"skip", answer.text}};
    return {{"error", answer.error}, {"line", answer.line}, {"template", answer.place}};
}

std::string shown(const Answer& answer)
{
    if (answer.error.empty())
        return "text " + nlohmann::json(answer.text).dump();
    if (answer.error == "skip")
        return "not compared: " + answer.text;
    return answer.error + " at " + answer.place + ":" + std::to_string(answer.line) +
           (answer.text.empty() ? "" : " (" + answer.text + ")");
}

bool differ(const Answer& ours, const Answer& theirs)
{
    if (theirs.error == "skip")
        return false;
    if (ours.error != theirs.error)
        return true;
    if (ours.error.empty())
        return ours.text != theirs.text;
    return theirs.line != 0 && (ours.line != theirs.line || ours.place != theirs.place);
}

std::string kind_of_difference(const Answer& ours, const Answer& theirs)
{
    const auto name = [](const Answer& answer) { return answer.error.empty() ? std::string("text") : answer.error; };
    return name(ours) + ", not " + name(theirs);
}

}  // namespace generated
