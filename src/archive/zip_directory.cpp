#include "archive/zip_directory.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "archive/problem.hpp"

namespace gongkai::archive {
namespace {

/// Where the end records begin, and what they say.
struct Tail {
    ZipEnd end;
    std::uint64_t offset = 0;
};

bool has_at(std::string_view bytes, std::size_t offset, std::string_view signature) { return bytes.substr(offset, signature.size()) == signature; }

/// What the last bytes of a file say, taken at their word.
ZipEnd end_in(std::string_view tail)
{
    const auto at = tail.size() - end_record_size;
    if (at >= zip64_end_size && has_at(tail, at - 20, "PK\6\7") && has_at(tail, at - zip64_end_size, "PK\6\6")) {
        const auto record = at - zip64_end_size;
        return {number_at(tail, record + 32, 8), number_at(tail, record + 40, 8), number_at(tail, record + 48, 8)};
    }
    return {number_at(tail, at + 10, 2), number_at(tail, at + 12, 4), number_at(tail, at + 16, 4)};
}

class DirectoryReader {
public:
    explicit DirectoryReader(const InputFile& file) : file_(file) {}

    base::Result<std::vector<ZipEntry>> read();

private:
    base::Diagnostic broken(std::string_view what) const { return damage("B-ZIP", file_.path(), what); }
    base::Result<Tail> read_tail() const;
    base::Result<std::string> bytes_at(std::uint64_t offset, std::uint64_t size, std::string_view what) const;
    base::Result<std::string> record_at(std::uint64_t offset) const;
    base::Result<ZipEntry> entry_in(std::string_view record) const;
    std::string place() const { return fmt::format("目录第 {} 项", entries_.size() + 1); }

    const InputFile& file_;
    std::uint64_t directory_end_ = 0;
    std::vector<ZipEntry> entries_;
};

base::Result<Tail> DirectoryReader::read_tail() const
{
    if (file_.size() < end_record_size)
        return broken(fmt::format("不是压缩包：只有 {} 字节，至少应有 {} 字节", file_.size(), end_record_size));
    std::string tail(static_cast<std::size_t>(std::min<std::uint64_t>(file_.size(), end_record_size + zip64_end_size)), '\0');
    if (auto problem = file_.read_at(file_.size() - tail.size(), tail))
        return *problem;
    if (!has_at(tail, tail.size() - end_record_size, "PK\5\6"))
        return broken("不是完整的压缩包：文件末尾没有压缩包的结尾记录");
    const auto end = end_in(tail);
    const auto expected = end_records(end);
    const auto size = expected.bytes().size();
    if (size > tail.size())
        return broken("结尾记录不全");
    if (const auto difference = expected.difference(std::string_view(tail).substr(tail.size() - size)); !difference.empty())
        return broken("结尾记录的" + difference);
    const auto offset = file_.size() - size;
    if (end.directory_offset > offset || end.directory_size != offset - end.directory_offset)
        return broken(fmt::format("目录应在第 {} 至 {} 字节，结尾记录却说从第 {} 字节起长 {} 字节：前后有不属于压缩包的内容，或缺了内容",
                                  end.directory_offset, offset, end.directory_offset, end.directory_size));
    return Tail{end, offset};
}

base::Result<std::string> DirectoryReader::bytes_at(std::uint64_t offset, std::uint64_t size, std::string_view what) const
{
    if (size > directory_end_ - offset)
        return broken(fmt::format("{}不全：{}需要 {} 字节，目录只余 {} 字节", place(), what, size, directory_end_ - offset));
    std::string bytes(static_cast<std::size_t>(size), '\0');
    if (auto problem = file_.read_at(offset, bytes))
        return *problem;
    return bytes;
}

/// A whole central record by the lengths that it gives, its comment included.
base::Result<std::string> DirectoryReader::record_at(std::uint64_t offset) const
{
    auto fixed = bytes_at(offset, central_fixed_size, "固定部分");
    if (!fixed)
        return fixed;
    if (!has_at(*fixed, 0, "PK\1\2"))
        return broken(fmt::format("{}没有目录项的签名", place()));
    const auto size = central_fixed_size + number_at(*fixed, 28, 2) + number_at(*fixed, 30, 2) + number_at(*fixed, 32, 2);
    return bytes_at(offset, size, "全项");
}

/// Takes what is free in a record, and compares the rest with what follows from it.
base::Result<ZipEntry> DirectoryReader::entry_in(std::string_view record) const
{
    const auto extra = central_fixed_size + number_at(record, 28, 2);
    ZipEntry entry{std::string(record.substr(central_fixed_size, number_at(record, 28, 2))), number_at(record, 24, 4), number_at(record, 20, 4),
                   number_at(record, 42, 4), static_cast<std::uint32_t>(number_at(record, 16, 4))};
    if (record.size() >= extra + common_extra_size)
        entry.time = entries_.empty() ? static_cast<std::uint32_t>(number_at(record, extra + 5, 4)) : entries_.front().time;
    auto large = extra + common_extra_size + 4;
    for (auto* number : {&entry.size, &entry.compressed_size, &entry.offset}) {
        if (*number != most_32 || large + 8 > record.size())
            continue;
        *number = number_at(record, large, 8);
        large += 8;
    }
    const auto expected = central_record(entry);
    if (const auto difference = expected.difference(record); !difference.empty())
        return broken(fmt::format("{} {} 的{}", place(), quoted(entry.name), difference));
    return entry;
}

base::Result<std::vector<ZipEntry>> DirectoryReader::read()
{
    const auto tail = read_tail();
    if (!tail)
        return tail.failures();
    const auto& end = tail.value().end;
    directory_end_ = tail.value().offset;
    std::uint64_t next = 0;
    auto offset = end.directory_offset;
    while (entries_.size() < end.entries) {
        auto record = record_at(offset);
        if (!record)
            return record.failures();
        auto entry = entry_in(*record);
        if (!entry)
            return entry.failures();
        const auto rest = end.directory_offset - next;
        const auto around = local_header_size(*entry) + data_descriptor_size(*entry);
        if (entry->offset != next || around > rest || entry->compressed_size > rest - around)
            return broken(fmt::format("{} {} 应从第 {} 字节起，且不超过其后的 {} 字节；目录说从第 {} 字节起，压缩后 {} 字节：有重叠、空隙或隐藏的内容", place(),
                                      quoted(entry->name), next, rest, entry->offset, entry->compressed_size));
        next += around + entry->compressed_size;
        offset += record->size();
        entries_.push_back(std::move(*entry));
    }
    if (next != end.directory_offset || offset != directory_end_)
        return broken(fmt::format("最后一个文件止于第 {} 字节，目录从第 {} 字节起；目录项止于第 {} 字节，目录止于第 {} 字节：其间有隐藏的内容", next,
                                  end.directory_offset, offset, directory_end_));
    return std::move(entries_);
}

}  // namespace

base::Result<std::vector<ZipEntry>> read_directory(const InputFile& file) { return DirectoryReader(file).read(); }

}  // namespace gongkai::archive
