#include "archive/bag_reader.hpp"

#include <fmt/format.h>

#include "archive/problem.hpp"

namespace gongkai::archive {
namespace {

/// As manifests name a payload file.
std::string in_bag(std::string_view path) { return quoted(fmt::format("{}{}", payload_folder, path)); }

base::Diagnostic digest_problem(const BagReader& bag, const std::string& path, std::string_view what)
{
    return damage("B-DIGEST", bag.path(), fmt::format("文件 {} 已损坏：{}", in_bag(path), what));
}

/// The first that differs, of those that are known; empty if none does.
std::string difference(const base::Digests& wanted, const base::Digests& found)
{
    for (const auto algorithm : algorithms)
        if (const auto& digest = digest_by(algorithm, wanted); !digest.empty() && digest != digest_by(algorithm, found))
            return fmt::format("{} 摘要应为 {}，实为 {}", algorithm, digest, digest_by(algorithm, found));
    return {};
}

}  // namespace

base::Result<std::unique_ptr<BagReader>> BagReader::open(const std::string& path)
{
    auto file = InputFile::open(path);
    if (!file)
        return file.failures();
    return open(std::move(*file));
}

base::Result<std::unique_ptr<BagReader>> BagReader::open(InputFile file)
{
    auto zip = ZipReader::open(std::move(file));
    if (!zip)
        return zip.failures();
    auto contents = read_contents(**zip);
    if (!contents)
        return contents.failures();
    return std::unique_ptr<BagReader>(new BagReader(std::move(*zip), std::move(*contents)));
}

std::optional<base::Diagnostic> BagReader::check(const std::string& path, const TakeBytes& take) const
{
    const auto held = contents_.held.find(path);
    if (held == contents_.held.end())
        return missing_file(*this, path);
    base::DigestStream digest;
    const auto failure = zip_->read(*held->second, [&](std::string_view piece) {
        digest.add(piece);
        take(piece);
    });
    if (failure && failure->code == "B-READ")
        return failure;
    if (failure) {
        auto problem = digest_problem(*this, path, "不能解压");
        problem.evidence.push_back(failure->message);
        return problem;
    }
    if (const auto what = difference(contents_.payload.at(path).digests, digest.finish()); !what.empty())
        return digest_problem(*this, path, what);
    return std::nullopt;
}

std::optional<base::Diagnostic> BagReader::check(const std::string& path) const
{
    return check(path, [](std::string_view) {});
}

base::Result<std::string> BagReader::read(const std::string& path) const
{
    std::string bytes;
    if (auto problem = check(path, [&](std::string_view piece) { bytes += piece; }))
        return *problem;
    return bytes;
}

base::Result<base::Digests> BagReader::digests_of(const ZipEntry& entry) const
{
    base::DigestStream digest;
    if (auto problem = zip_->read(entry, [&](std::string_view piece) { digest.add(piece); }))
        return *problem;
    return digest.finish();
}

base::Diagnostic missing_file(const BagReader& bag, std::string_view path)
{
    return damage("B-MISSING", bag.path(), fmt::format("缺少文件 {}", in_bag(path)));
}

base::Diagnostic extra_file(const BagReader& bag, const ZipEntry& entry)
{
    return damage("B-EXTRA", bag.path(), fmt::format("多出文件 {}，清单中没有", quoted(std::string_view(entry.name).substr(bag.folder().size() + 1))));
}

}  // namespace gongkai::archive
