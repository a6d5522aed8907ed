#include "archive/bag_writer.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace gongkai::archive {
namespace {

/// A line break would begin another label.
std::string one_line(std::string value)
{
    std::replace_if(value.begin(), value.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
    return value;
}

}  // namespace

BagWriter::BagWriter(ZipWriter& zip, std::string folder) : zip_(zip), folder_(std::move(folder))
{
    add_tag(declaration_name, std::string(declaration));
}

void BagWriter::add(const std::string& path, std::string_view bytes, base::Digests digests)
{
    payload_[path] = {bytes.size(), std::move(digests), true};
    zip_.add(fmt::format("{}/{}{}", folder_, payload_folder, path), bytes);
}

void BagWriter::refer(const std::string& path, std::uint64_t size, base::Digests digests) { payload_[path] = {size, std::move(digests), false}; }

void BagWriter::finish(const BagInfo& info)
{
    add_fetch();
    std::string text;
    for (const auto& [label, value] : info)
        text += fmt::format("{}: {}\n", label, one_line(value));
    text += fmt::format("Payload-Oxum: {}\n", payload_oxum(payload_));
    add_tag(info_name, text);
    add_manifests();
    add_tag_manifests();
}

void BagWriter::add_tag(std::string_view name, const std::string& text)
{
    tags_[std::string(name)] = base::digests_of(text);
    zip_.add(fmt::format("{}/{}", folder_, name), text);
}

void BagWriter::add_fetch()
{
    std::string lines;
    for (const auto& [path, file] : payload_)
        if (!file.is_held)
            lines += fmt::format("{} {} {}{}\n", digest_uri(file.digests.sha256), file.size, payload_folder, encoded_path(path));
    if (!lines.empty())
        add_tag(fetch_name, lines);
}

void BagWriter::add_manifests()
{
    for (const auto algorithm : algorithms) {
        std::string lines;
        for (const auto& [path, file] : payload_)
            lines += fmt::format("{}  {}{}\n", digest_by(algorithm, file.digests), payload_folder, encoded_path(path));
        add_tag(manifest_name(algorithm), lines);
    }
}

void BagWriter::add_tag_manifests()
{
    const auto tags = tags_;  // not those that are written here
    for (const auto algorithm : algorithms) {
        std::string lines;
        for (const auto& [name, digests] : tags)
            lines += fmt::format("{}  {}\n", digest_by(algorithm, digests), name);
        add_tag(tag_manifest_name(algorithm), lines);
    }
}

}  // namespace gongkai::archive
