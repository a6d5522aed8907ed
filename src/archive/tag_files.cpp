#include "archive/tag_files.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "archive/bag.hpp"
#include "archive/problem.hpp"
#include "archive/tag_text.hpp"
#include "base/utf8.hpp"

namespace gongkai::archive {
namespace {

/// The lists of a million files; what is larger is not held in memory.
constexpr std::uint64_t largest_tag_file = 512u << 20;

/// In the order of the zip; nothing stands for the payload.
const std::vector<std::string>& tag_names()
{
    static const std::vector<std::string> names = {
        std::string(declaration_name),    "",
        std::string(fetch_name),          std::string(info_name),
        manifest_name(algorithms[0]),     manifest_name(algorithms[1]),
        tag_manifest_name(algorithms[0]), tag_manifest_name(algorithms[1]),
    };
    return names;
}

class TagFileReader {
public:
    explicit TagFileReader(const ZipReader& zip) : zip_(zip) {}

    base::Result<TagFiles> read();

private:
    base::Diagnostic problem(std::string_view what) const { return damage("B-TAG", zip_.file().path(), what); }
    std::optional<base::Diagnostic> find_folder();
    void sort_entries();
    void check_order(const std::vector<std::ptrdiff_t>& ranks);
    void read_texts();
    void read_text(const std::string& name, const ZipEntry& entry);
    void check_tag_manifest(std::size_t algorithm);
    void compare(const std::string& manifest, std::string_view algorithm, const std::string& name, const std::string& digest);

    const ZipReader& zip_;
    TagFiles out_;
    std::map<std::string, const ZipEntry*> tags_;
    std::map<std::string, base::Digests> digests_;  ///< of those that can be read
};

std::optional<base::Diagnostic> TagFileReader::find_folder()
{
    std::set<std::string> tops;
    for (const auto& entry : zip_.entries())
        tops.insert(entry.name.substr(0, entry.name.find('/')));
    if (tops.size() == 1 && tops.begin()->size() < zip_.entries().front().name.size()) {
        out_.folder = *tops.begin();
        return std::nullopt;
    }
    const auto found = tops.size() == 0   ? std::string("是空的")
                       : tops.size() == 1 ? fmt::format("只有一个文件 {}", quoted(*tops.begin()))
                                          : fmt::format("有 {}、{}{}", quoted(*tops.begin()), quoted(*std::next(tops.begin())), tops.size() > 2 ? " 等" : "");
    return problem(fmt::format("压缩包顶层应是一个文件夹，{}", found));
}

void TagFileReader::sort_entries()
{
    std::vector<std::ptrdiff_t> ranks;
    for (const auto& entry : zip_.entries()) {
        const auto path = entry.name.substr(out_.folder.size() + 1);
        const bool is_payload = path.starts_with(payload_folder);
        const auto place = std::find(tag_names().begin(), tag_names().end(), is_payload ? "" : path);
        if (is_payload)
            out_.payload.emplace(path.substr(payload_folder.size()), &entry);
        else if (place != tag_names().end())
            tags_.emplace(path, &entry);
        else
            out_.extra.push_back(&entry);
        if (place != tag_names().end())
            ranks.push_back(place - tag_names().begin());
    }
    check_order(ranks);
}

void TagFileReader::check_order(const std::vector<std::ptrdiff_t>& ranks)
{
    const auto descent = std::is_sorted_until(ranks.begin(), ranks.end());
    if (descent == ranks.end())
        return;
    const auto name = [](std::ptrdiff_t rank) { return rank == 1 ? std::string(payload_folder) : tag_names()[static_cast<std::size_t>(rank)]; };
    out_.faults.push_back(problem(fmt::format("文件的次序不对：{} 应在 {} 之前", name(*descent), name(*std::prev(descent)))));
}

void TagFileReader::read_texts()
{
    for (const auto& name : tag_names()) {
        const auto entry = tags_.find(name);
        if (entry != tags_.end())
            read_text(name, *entry->second);
        else if (!name.empty() && name != fetch_name)
            out_.gaps.push_back(problem(fmt::format("缺少 {}", name)));
    }
}

void TagFileReader::read_text(const std::string& name, const ZipEntry& entry)
{
    if (entry.size > largest_tag_file) {
        out_.gaps.push_back(problem(fmt::format("{} 有 {} 字节，超过 {} 字节，没有读取", name, entry.size, largest_tag_file)));
        return;
    }
    std::string text;
    if (const auto failure = zip_.read(entry, [&](std::string_view piece) { text += piece; })) {
        out_.gaps.push_back(problem(fmt::format("{} 不能读取", name)));
        out_.gaps.back().evidence.push_back(failure->message);
        return;
    }
    digests_[name] = base::digests_of(text);
    if (const auto invalid = base::find_invalid(text))
        out_.gaps.push_back(problem(fmt::format("{} 第 {} 字节起不是有效的 UTF-8", name, *invalid)));
    else
        out_.texts[name] = std::move(text);
}

void TagFileReader::compare(const std::string& manifest, std::string_view algorithm, const std::string& name, const std::string& digest)
{
    const auto found = digests_.find(name);
    if (!tags_.contains(name))
        out_.gaps.push_back(problem(fmt::format("{} 列有 {}，档案中没有这样的标签文件", manifest, quoted(name))));
    else if (found != digests_.end() && digest_by(algorithm, found->second) != digest)
        out_.faults.push_back(problem(fmt::format("{} 的 {} 摘要应为 {}，实为 {}", name, algorithm, digest, digest_by(algorithm, found->second))));
}

void TagFileReader::check_tag_manifest(std::size_t algorithm)
{
    const auto manifest = tag_manifest_name(algorithms[algorithm]);
    const auto text = out_.texts.find(manifest);
    if (text == out_.texts.end())
        return;
    const auto listed = parse_manifest(text->second, digest_digits[algorithm], "");
    for (const auto& line : listed.malformed)
        out_.gaps.push_back(problem(fmt::format("{} 第 {} 行：{}", manifest, line.line, line.why)));
    for (const auto& [name, digest] : listed.digests)
        compare(manifest, algorithms[algorithm], name, digest);
    for (const auto& [name, entry] : tags_)
        if (!listed.digests.contains(name) && !name.starts_with("tag"))
            out_.gaps.push_back(problem(fmt::format("{} 没有列出 {}", manifest, name)));
}

base::Result<TagFiles> TagFileReader::read()
{
    if (const auto failure = find_folder())
        return *failure;
    sort_entries();
    read_texts();
    const auto text = out_.texts.find(declaration_name);
    if (text == out_.texts.end())
        return out_.gaps;
    if (text->second != declaration)
        return problem(fmt::format("{} 应为 {}，实为 {}", declaration_name, quoted(declaration), quoted(text->second)));
    for (std::size_t i = 0; i < algorithms.size(); ++i)
        check_tag_manifest(i);
    return std::move(out_);
}

}  // namespace

base::Result<TagFiles> read_tag_files(const ZipReader& zip) { return TagFileReader(zip).read(); }

}  // namespace gongkai::archive
