#include "archive/bag_contents.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "archive/problem.hpp"
#include "archive/tag_files.hpp"
#include "archive/tag_text.hpp"
#include "base/safe_path.hpp"

namespace gongkai::archive {
namespace {

class ContentsReader {
public:
    ContentsReader(const ZipReader& zip, TagFiles tags);

    base::Result<BagContents> read();

private:
    using Listing = std::map<std::string, base::Digests, std::less<>>;

    base::Diagnostic problem(std::string code, std::string_view what) const { return damage(std::move(code), zip_.file().path(), what); }
    void gap(std::string code, std::string_view what) { out_.gaps.push_back(problem(std::move(code), what)); }
    void add_malformed(const std::string& code, std::string_view file, const MalformedLines& lines);
    Listing read_manifests();
    void read_fetch(const Listing& listing);
    void add_reference(const FetchLine& line, const Listing& listing);
    void sort_payload(const Listing& listing);
    void read_info();
    void check_oxum();
    void find_base();

    const ZipReader& zip_;
    TagFiles tags_;
    BagContents out_;
    std::map<std::string, std::uint64_t, std::less<>> references_;  ///< path → size, of fetch.txt
};

ContentsReader::ContentsReader(const ZipReader& zip, TagFiles tags) : zip_(zip), tags_(std::move(tags))
{
    out_.folder = tags_.folder;
    out_.extra = tags_.extra;
    out_.gaps = tags_.gaps;
    out_.faults = tags_.faults;
}

void ContentsReader::add_malformed(const std::string& code, std::string_view file, const MalformedLines& lines)
{
    for (const auto& [line, why] : lines)
        gap(code, fmt::format("{} 第 {} 行：{}", file, line, why));
}

/// What is listed in any manifest that could be read.
ContentsReader::Listing ContentsReader::read_manifests()
{
    std::vector<std::pair<std::string, Manifest>> manifests;
    Listing listing;
    for (std::size_t i = 0; i < algorithms.size(); ++i) {
        const auto name = manifest_name(algorithms[i]);
        const auto text = tags_.texts.find(name);
        if (text == tags_.texts.end())
            continue;
        auto manifest = parse_manifest(text->second, digest_digits[i], payload_folder);
        add_malformed("B-MANIFEST", name, manifest.malformed);
        for (const auto& [path, digest] : manifest.digests)
            (i == 0 ? listing[path].sha256 : listing[path].sha512) = digest;
        manifests.emplace_back(name, std::move(manifest));
    }
    for (const auto& [name, manifest] : manifests)
        for (const auto& [path, digests] : listing)
            if (!manifest.digests.contains(path))
                gap("B-MANIFEST", fmt::format("{} 没有列出另一清单所列的 {}", name, quoted(path)));
    return listing;
}

void ContentsReader::add_reference(const FetchLine& line, const Listing& listing)
{
    const auto listed = listing.find(line.path);
    if (listed == listing.end())
        return gap("B-TAG", fmt::format("{} 列有 {}，清单中没有", fetch_name, quoted(line.path)));
    if (const auto& sha256 = listed->second.sha256; !sha256.empty() && line.uri != digest_uri(sha256))
        return gap("B-TAG", fmt::format("{} 中 {} 应为 {}，实为 {}", fetch_name, quoted(line.path), digest_uri(sha256), quoted(line.uri)));
    if (tags_.payload.contains(line.path))
        return gap("B-TAG", fmt::format("{} 列有 {}，但它就在这个档案中", fetch_name, quoted(line.path)));
    if (!references_.emplace(line.path, line.size).second)
        gap("B-TAG", fmt::format("{} 把 {} 列了两次", fetch_name, quoted(line.path)));
}

void ContentsReader::read_fetch(const Listing& listing)
{
    const auto text = tags_.texts.find(fetch_name);
    if (text == tags_.texts.end())
        return;
    const auto fetch = parse_fetch(text->second);
    add_malformed("B-TAG", fetch_name, fetch.malformed);
    for (const auto& line : fetch.lines)
        add_reference(line, listing);
}

void ContentsReader::sort_payload(const Listing& listing)
{
    for (const auto& [path, digests] : listing) {
        const auto entry = tags_.payload.find(path);
        const auto reference = references_.find(path);
        if (entry != tags_.payload.end()) {
            out_.payload[path] = {entry->second->size, digests, true};
            out_.held.emplace(path, entry->second);
        } else if (reference != references_.end()) {
            out_.payload[path] = {reference->second, digests, false};
        } else {
            out_.missing.emplace(path, digests);
        }
    }
    for (const auto& [path, entry] : tags_.payload)
        if (!listing.contains(path))
            out_.extra.push_back(entry);
}

void ContentsReader::check_oxum()
{
    const auto values = values_of(out_.info, "Payload-Oxum");
    const auto expected = payload_oxum(out_.payload);
    if (values.size() != 1)
        out_.faults.push_back(problem("B-INFO", fmt::format("{} 中应有一个 Payload-Oxum，实有 {} 个", info_name, values.size())));
    else if (values[0] != expected)
        out_.faults.push_back(problem("B-INFO", fmt::format("{} 中的 Payload-Oxum（字节数.文件数）是 {}，档案的内容却是 {}", info_name, quoted(values[0]), expected)));
}

/// Both labels once, or none. The name is that of a file beside this one.
void ContentsReader::find_base()
{
    const auto files = values_of(out_.info, base_file_label);
    const auto digests = values_of(out_.info, base_digest_label);
    if (files.empty() && digests.empty())
        return;
    const auto is_name = [](const std::string& name) { return base::is_safe_path(name) && name.find('/') == std::string::npos; };
    const auto is_digest = [](const std::string& text) {
        return text.size() == digest_digits[0] && text.find_first_not_of("0123456789abcdef") == std::string::npos;
    };
    if (files.size() == 1 && digests.size() == 1 && is_name(files[0]) && is_digest(digests[0]))
        out_.base = BaseBag{files[0], digests[0]};
    else
        gap("B-TAG", fmt::format("{} 应以 {}（不含文件夹的文件名）和 {}（64 位小写十六进制数）各一次指明所接续的档案，实为 {} 和 {}", info_name,
                                 base_file_label, base_digest_label, quoted(fmt::format("{}", fmt::join(files, "，"))),
                                 quoted(fmt::format("{}", fmt::join(digests, "，")))));
}

void ContentsReader::read_info()
{
    const auto text = tags_.texts.find(info_name);
    if (text == tags_.texts.end())
        return;
    auto parsed = parse_info(text->second);
    add_malformed("B-TAG", info_name, parsed.malformed);
    out_.info = std::move(parsed.info);
    check_oxum();
    find_base();
    if (!references_.empty() && !out_.base)
        gap("B-BASE", fmt::format("{} 引用另一档案中的文件，{} 却没有指明是哪一个", fetch_name, info_name));
}

base::Result<BagContents> ContentsReader::read()
{
    const auto has_text = [&](std::string_view algorithm) { return tags_.texts.contains(manifest_name(algorithm)); };
    if (std::none_of(algorithms.begin(), algorithms.end(), has_text))
        return out_.gaps;
    const auto listing = read_manifests();
    read_fetch(listing);
    sort_payload(listing);
    read_info();
    return std::move(out_);
}

}  // namespace

base::Result<BagContents> read_contents(const ZipReader& zip)
{
    auto tags = read_tag_files(zip);
    if (!tags)
        return tags.failures();
    return ContentsReader(zip, std::move(*tags)).read();
}

}  // namespace gongkai::archive
