#include "zip_builder.hpp"

#include <algorithm>

#include <zlib.h>

namespace archive_test {
namespace {

std::uint64_t crc_of(std::string_view bytes) { return crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size())); }

std::string common(const Header& h) { return little(h.flags, 2) + little(h.method, 2) + little(h.dos_time, 4); }

std::string sizes(const Header& h) { return little(h.crc, 4) + little(h.compressed_size, 4) + little(h.size, 4) + little(h.name.size(), 2) + little(h.extra.size(), 2); }

std::string local_bytes(const Header& h) { return "PK\3\4" + little(h.needed, 2) + common(h) + sizes(h) + h.name + h.extra; }

std::string central_bytes(const Header& h, std::uint64_t offset)
{
    return "PK\1\2" + little(h.made_by, 2) + little(h.needed, 2) + common(h) + sizes(h) + little(h.comment.size(), 2) + little(h.disk, 2) +
           little(h.internal, 2) + little(h.external, 4) + little(h.offset.value_or(offset), 4) + h.name + h.extra + h.comment;
}

}  // namespace

std::string little(std::uint64_t value, unsigned width)
{
    std::string out;
    for (unsigned i = 0; i < width; ++i, value >>= 8)
        out += static_cast<char>(value & 0xff);
    return out;
}

std::string deflated(std::string_view bytes, int level)
{
    z_stream stream{};
    deflateInit2(&stream, level, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY);
    std::string out(deflateBound(&stream, static_cast<uLong>(bytes.size())) + 16, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

std::string stored_block(std::string_view bytes)
{
    return "\1" + little(bytes.size(), 2) + little(~bytes.size(), 2) + std::string(bytes);
}

BuiltEntry::BuiltEntry(const std::string& name, std::string_view content) : data(deflated(content))
{
    const auto crc = crc_of(content);
    local.size = central.size = content.size();
    central.compressed_size = data.size();
    central.crc = crc;
    descriptor = descriptor_of(crc, data.size(), content.size());
    local.extra = central.extra = "UT" + little(5, 2) + "\1" + little(1700000001, 4) + "ux" + little(11, 2) + "\1\4" + little(0, 4) + "\4" + little(0, 4);
    rename(name);
}

void BuiltEntry::rename(const std::string& name)
{
    local.name = central.name = name;
    const bool is_ascii = std::all_of(name.begin(), name.end(), [](char c) { return (c & 0x80) == 0; });
    local.flags = central.flags = is_ascii ? 8 : 0x808;
}

std::string descriptor_of(std::uint64_t crc, std::uint64_t compressed_size, std::uint64_t size, unsigned width)
{
    return "PK\7\10" + little(crc, 4) + little(compressed_size, width) + little(size, width);
}

std::string end_of(std::uint64_t entries, std::uint64_t directory_size, std::uint64_t directory_offset)
{
    return "PK\5\6" + little(0, 4) + little(entries, 2) + little(entries, 2) + little(directory_size, 4) + little(directory_offset, 4) + little(0, 2);
}

std::string zip64_end_of(std::uint64_t entries, std::uint64_t directory_size, std::uint64_t directory_offset)
{
    return "PK\6\6" + little(44, 8) + little(45, 2) + little(45, 2) + little(0, 8) + little(entries, 8) + little(entries, 8) +
           little(directory_size, 8) + little(directory_offset, 8) + "PK\6\7" + little(0, 4) + little(directory_offset + directory_size, 8) + little(1, 4);
}

std::string BuiltZip::bytes() const
{
    std::string out;
    std::string directory;
    std::uint64_t listed = 0;
    for (const auto& entry : entries) {
        if (entry.is_in_file)
            out += entry.before;
        if (entry.is_in_directory) {
            directory += central_bytes(entry.central, out.size());
            ++listed;
        }
        if (entry.is_in_file)
            out += local_bytes(entry.local) + entry.data + entry.descriptor;
    }
    out += before_directory;
    const auto offset = out.size();
    out += directory + behind_directory;
    out += end.empty() ? end_of(listed, directory.size(), offset) : end;
    return out + behind;
}

}  // namespace archive_test
