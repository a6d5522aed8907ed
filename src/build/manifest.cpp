#include "build/manifest.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace gongkai::build {

std::string to_json(const Manifest& manifest)
{
    std::string out = "{\n\"generator\": \"gongkai\",\n\"files\": {";
    bool is_first = true;
    for (const auto& [path, entry] : manifest) {
        out += fmt::format("{}\n{}: {{\"size\": {}, \"sha256\": \"{}\"}}", is_first ? "" : ",", nlohmann::json(path).dump(),
                           entry.size, entry.sha256);
        is_first = false;
    }
    return out + "\n}\n}\n";
}

std::optional<Manifest> parse_manifest(std::string_view json)
{
    const auto root = nlohmann::json::parse(json, nullptr, false);
    if (!root.is_object() || root.value("generator", "") != "gongkai" || !root.contains("files") || !root["files"].is_object())
        return std::nullopt;
    Manifest manifest;
    for (const auto& [path, entry] : root["files"].items()) {
        if (!entry.is_object() || !entry.contains("size") || !entry["size"].is_number_unsigned() ||
            !entry.contains("sha256") || !entry["sha256"].is_string())
            return std::nullopt;
        manifest[path] = {entry["size"].get<std::uint64_t>(), entry["sha256"].get<std::string>()};
    }
    return manifest;
}

}  // namespace gongkai::build
