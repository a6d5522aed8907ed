#include "archive/zip_format.hpp"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

#include "archive/problem.hpp"

namespace gongkai::archive {
namespace {

constexpr std::uint64_t local_fixed_size = 30;

/// Above this libarchive is not sure that deflate stays below 4 GiB.
bool uses_zip64(const ZipEntry& entry) { return entry.size > 0xff000000; }

std::uint64_t version_needed(const ZipEntry& entry) { return uses_zip64(entry) ? 45 : 20; }

/// Bit 3: sizes and CRC follow the data; bit 11: the name is UTF-8 (APPNOTE.TXT, 4.4.4).
std::uint64_t flags_of(const ZipEntry& entry)
{
    const bool is_ascii = std::all_of(entry.name.begin(), entry.name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    return is_ascii ? 0x8 : 0x808;
}

/// Times that a zip can say begin in 1980, so a lesser number has lost its 33rd bit.
std::uint64_t dos_time(std::uint32_t time)
{
    constexpr std::uint64_t year_1980 = 315532800;
    const auto seconds = time < year_1980 ? time + most_32 + 1 : std::uint64_t{time};
    const auto days = std::chrono::sys_days(std::chrono::days(seconds / 86400));
    const std::chrono::year_month_day date(days);
    const auto year = static_cast<std::uint64_t>(static_cast<int>(date.year()) - 1980);
    const auto of_day = seconds % 86400;
    if (year > 127)
        return 0xff9fbf7d;
    return (year << 9 | std::uint64_t{unsigned(date.month())} << 5 | unsigned(date.day())) << 16 | of_day / 3600 << 11 |
           of_day / 60 % 60 << 5 | of_day % 60 / 2;
}

/// What local header and central record have in common (4.4.2 to 4.4.6).
void add_common(ZipRecord& record, const ZipEntry& entry)
{
    record.number("标志", 2, flags_of(entry)).number("压缩方法", 2, 8).number("时间", 4, dos_time(entry.time));
}

/// The extra fields of both: time, and owner (Info-ZIP's UT and ux).
void add_common_extra(ZipRecord& record, const ZipEntry& entry)
{
    record.text("时间附加项", std::string_view("UT\5\0\1", 5)).number("附加项中的时间", 4, entry.time);
    record.text("属主附加项", std::string_view("ux\13\0\1\4\0\0\0\0\4\0\0\0\0", 15));
}

/// The numbers that a central record has no room for (4.5.3).
std::vector<std::uint64_t> large_numbers(const ZipEntry& entry)
{
    const auto numbers = {entry.size, entry.compressed_size, entry.offset};
    std::vector<std::uint64_t> large;
    if (std::max(numbers) > most_32)
        std::copy_if(numbers.begin(), numbers.end(), std::back_inserter(large), [](auto number) { return number >= most_32; });
    return large;
}

}  // namespace

ZipRecord& ZipRecord::number(std::string_view label, unsigned width, std::uint64_t value)
{
    fields_.push_back({label, bytes_.size(), width, true});
    for (unsigned i = 0; i < width; ++i)
        bytes_ += static_cast<char>(value >> (8 * i) & 0xff);
    return *this;
}

ZipRecord& ZipRecord::text(std::string_view label, std::string_view value)
{
    fields_.push_back({label, bytes_.size(), value.size(), false});
    bytes_ += value;
    return *this;
}

std::string ZipRecord::difference(std::string_view found) const
{
    const auto part_of = [](std::string_view bytes, const Field& field) { return bytes.substr(std::min(field.begin, bytes.size()), field.size); };
    const auto value = [&](std::string_view bytes, const Field& field) {
        const auto part = part_of(bytes, field);
        return field.is_number ? fmt::format("{0}（0x{0:X}）", number_at(part, 0, static_cast<unsigned>(part.size()))) : quoted(part);
    };
    const auto field = std::find_if(fields_.begin(), fields_.end(), [&](const Field& f) { return part_of(found, f) != part_of(bytes_, f); });
    if (field == fields_.end() && found.size() == bytes_.size())
        return {};
    if (field == fields_.end() || found.size() < field->begin + field->size)
        return fmt::format("长度应为 {} 字节，实为 {} 字节", bytes_.size(), found.size());
    return fmt::format("“{}”应为 {}，实为 {}", field->label, value(bytes_, *field), value(found, *field));
}

std::uint64_t number_at(std::string_view bytes, std::size_t offset, unsigned width)
{
    std::uint64_t value = 0;
    for (unsigned i = width; i-- > 0;)
        value = value << 8 | static_cast<unsigned char>(bytes[offset + i]);
    return value;
}

ZipRecord local_header(const ZipEntry& entry)
{
    ZipRecord record;
    const bool is_large = uses_zip64(entry);
    record.text("签名", "PK\3\4").number("所需版本", 2, version_needed(entry));
    add_common(record, entry);
    record.number("CRC", 4, 0).number("压缩后大小", 4, is_large ? most_32 : 0).number("大小", 4, is_large ? most_32 : entry.size);
    record.number("名称长度", 2, entry.name.size()).number("附加区长度", 2, common_extra_size + (is_large ? 20 : 0)).text("名称", entry.name);
    add_common_extra(record, entry);
    if (is_large)
        record.text("Zip64 附加项", std::string_view("\1\0\20\0", 4)).number("大小", 8, entry.size).number("压缩后大小", 8, 0);
    return record;
}

ZipRecord data_descriptor(const ZipEntry& entry)
{
    const auto width = uses_zip64(entry) ? 8u : 4u;
    ZipRecord record;
    record.text("签名", "PK\7\10").number("CRC", 4, entry.crc).number("压缩后大小", width, entry.compressed_size).number("大小", width, entry.size);
    return record;
}

ZipRecord central_record(const ZipEntry& entry)
{
    const auto large = large_numbers(entry);
    const auto needed = large.empty() ? version_needed(entry) : 45;
    const auto extra = common_extra_size + (large.empty() ? 0 : 4 + 8 * large.size());
    ZipRecord record;
    record.text("签名", "PK\1\2").number("制作版本", 2, 3 << 8 | version_needed(entry)).number("所需版本", 2, needed);
    add_common(record, entry);
    record.number("CRC", 4, entry.crc).number("压缩后大小", 4, std::min(entry.compressed_size, most_32));
    record.number("大小", 4, std::min(entry.size, most_32)).number("名称长度", 2, entry.name.size()).number("附加区长度", 2, extra);
    record.number("注释长度", 2, 0).number("分卷号", 2, 0).number("内部属性", 2, 0).number("外部属性", 4, 0100644u << 16);
    record.number("位置", 4, std::min(entry.offset, most_32)).text("名称", entry.name);
    add_common_extra(record, entry);
    if (!large.empty())
        record.number("Zip64 附加项", 2, 1).number("Zip64 附加项长度", 2, 8 * large.size());
    for (const auto number : large)
        record.number("Zip64 附加项中的大小或位置", 8, number);
    return record;
}

std::uint64_t local_header_size(const ZipEntry& entry)
{
    return local_fixed_size + entry.name.size() + common_extra_size + (uses_zip64(entry) ? 20 : 0);
}

std::uint64_t data_descriptor_size(const ZipEntry& entry) { return uses_zip64(entry) ? 24 : 16; }

ZipRecord end_records(const ZipEnd& end)
{
    ZipRecord record;
    if (end.entries > most_16 || end.directory_size > most_32 || end.directory_offset > most_32) {
        record.text("Zip64 签名", "PK\6\6").number("Zip64 记录长度", 8, 44).number("制作版本", 2, 45).number("所需版本", 2, 45);
        record.number("分卷号", 4, 0).number("目录分卷号", 4, 0).number("本卷文件数", 8, end.entries).number("文件数", 8, end.entries);
        record.number("目录长度", 8, end.directory_size).number("目录位置", 8, end.directory_offset);
        record.text("Zip64 定位签名", "PK\6\7").number("分卷号", 4, 0);
        record.number("Zip64 记录位置", 8, end.directory_offset + end.directory_size).number("分卷数", 4, 1);
    }
    record.text("结尾签名", "PK\5\6").number("分卷号", 2, 0).number("目录分卷号", 2, 0);
    record.number("本卷文件数", 2, std::min(end.entries, most_16)).number("文件数", 2, std::min(end.entries, most_16));
    record.number("目录长度", 4, std::min(end.directory_size, most_32)).number("目录位置", 4, std::min(end.directory_offset, most_32));
    record.number("注释长度", 2, 0);
    return record;
}

}  // namespace gongkai::archive
