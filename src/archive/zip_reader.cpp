#include "archive/zip_reader.hpp"

#include <fmt/format.h>

#include "archive/problem.hpp"
#include "archive/unpacking.hpp"
#include "archive/zip_directory.hpp"
#include "archive/zip_names.hpp"

namespace gongkai::archive {
namespace {

std::optional<base::Diagnostic> check_record(const InputFile& file, const ZipEntry& entry, std::uint64_t offset, const ZipRecord& expected,
                                             std::string_view what)
{
    std::string found(expected.bytes().size(), '\0');
    if (auto problem = file.read_at(offset, found))
        return problem;
    if (const auto difference = expected.difference(found); !difference.empty())
        return damage("B-ZIP", file.path(), fmt::format("条目 {} 的{}与目录不符：{}", quoted(entry.name), what, difference));
    return std::nullopt;
}

}  // namespace

base::Result<std::unique_ptr<ZipReader>> ZipReader::open(const std::string& path)
{
    auto file = InputFile::open(path);
    if (!file)
        return file.failures();
    return open(std::move(*file));
}

base::Result<std::unique_ptr<ZipReader>> ZipReader::open(InputFile file)
{
    auto entries = read_directory(file);
    if (!entries)
        return entries.failures();
    auto problems = name_problems(file.path(), *entries);
    for (auto& problem : size_problems(file.path(), *entries, file.size()))
        problems.push_back(std::move(problem));
    if (!problems.empty())
        return problems;
    std::unique_ptr<ZipReader> reader(new ZipReader(std::move(file), std::move(*entries)));
    for (const auto& entry : reader->entries_)
        if (auto problem = reader->check_around(entry))
            return *problem;
    return reader;
}

std::optional<base::Diagnostic> ZipReader::check_around(const ZipEntry& entry) const
{
    if (auto problem = check_record(file_, entry, entry.offset, local_header(entry), "文件头"))
        return problem;
    const auto behind = entry.offset + local_header_size(entry) + entry.compressed_size;
    return check_record(file_, entry, behind, data_descriptor(entry), "数据描述");
}

std::optional<base::Diagnostic> ZipReader::read(const ZipEntry& entry, const TakeBytes& take) const
{
    Unpacking unpacking(entry, take);
    const auto begin = entry.offset + local_header_size(entry);
    if (auto problem = file_.read_pieces(begin, entry.compressed_size, [&](std::string_view piece) { unpacking.add(piece); }))
        return problem;
    const auto failure = unpacking.finish();
    if (failure.empty())
        return std::nullopt;
    return damage(unpacking.is_too_long() ? "B-BOMB" : "B-ZIP", file_.path(), fmt::format("条目 {}：{}", quoted(entry.name), failure));
}

}  // namespace gongkai::archive
