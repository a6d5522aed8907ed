// The records of a zip file (APPNOTE.TXT 6.3.10, 4.3), byte for byte as libarchive 3.6.2 writes
// them for ZipWriter.
//
// Five things about a file are free: name, time, CRC, the two sizes; with the place of the entry
// they determine every byte of its three records. So reading is: take these from the directory,
// make the records again, compare. What is not equal is not ours.
//
//     local header        version needed 20, flags 3 and, for a name that is not ASCII, 11; method
//                         deflate, also of the empty file; CRC and compressed size 0, as they
//                         follow the data; extra UT (time) and ux (owner 0)
//     data, descriptor    with signature
//     central record      made by Unix (3), mode 0100644, no comment, same extra
//     end record          after Zip64 record and locator for more than 65,535 entries or 4 GiB
//
// A file above 0xff000000 bytes has a Zip64 extra in its local header, sizes of 8 bytes in its
// descriptor and version 45; one whose sizes or offset are above 4 GiB in its central record.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gongkai::archive {

struct ZipEntry {
    std::string name;
    std::uint64_t size = 0;
    std::uint64_t compressed_size = 0;
    std::uint64_t offset = 0;  ///< of the local header
    std::uint32_t crc = 0;     ///< CRC-32 of the content
    std::uint32_t time = 0;    ///< the low 32 bits of seconds since 1970, as the UT extra has them
};

/// The bytes of a record, and what each of them says.
class ZipRecord {
public:
    ZipRecord& number(std::string_view label, unsigned width, std::uint64_t value);
    ZipRecord& text(std::string_view label, std::string_view value);

    const std::string& bytes() const { return bytes_; }

    /// “压缩方法”应为 8（0x8），实为 0（0x0）: the first field that `found` has otherwise; empty
    /// if they are equal.
    std::string difference(std::string_view found) const;

private:
    struct Field {
        std::string_view label;
        std::size_t begin;
        std::size_t size;
        bool is_number;
    };

    std::string bytes_;
    std::vector<Field> fields_;
};

/// The little-endian number of `width` bytes at `offset`, which lie within `bytes`.
std::uint64_t number_at(std::string_view bytes, std::size_t offset, unsigned width);

ZipRecord local_header(const ZipEntry& entry);
ZipRecord data_descriptor(const ZipEntry& entry);
ZipRecord central_record(const ZipEntry& entry);

/// Lengths of the first two, without making them.
std::uint64_t local_header_size(const ZipEntry& entry);
std::uint64_t data_descriptor_size(const ZipEntry& entry);

struct ZipEnd {
    std::uint64_t entries = 0;
    std::uint64_t directory_size = 0;
    std::uint64_t directory_offset = 0;
};

/// All records behind the directory, as one.
ZipRecord end_records(const ZipEnd& end);

inline constexpr std::size_t end_record_size = 22;
inline constexpr std::size_t zip64_end_size = 56 + 20;  ///< record and locator
inline constexpr std::size_t central_fixed_size = 46;
inline constexpr std::size_t common_extra_size = 9 + 15;  ///< UT and ux
inline constexpr std::uint64_t most_16 = 0xffff;
inline constexpr std::uint64_t most_32 = 0xffffffff;

}  // namespace gongkai::archive
