#include "archive/unpacking.hpp"

#include <array>
#include <new>

#include <fmt/format.h>
#include <zlib.h>

namespace gongkai::archive {

struct Unpacking::State {
    const ZipEntry& entry;
    const TakeBytes& take;
    z_stream stream{};
    std::array<char, 64u << 10> out;
    std::uint64_t size = 0;
    uLong crc = crc32(0, nullptr, 0);
    bool has_ended = false;
    bool is_too_long = false;
    std::string failure;

    State(const ZipEntry& e, const TakeBytes& t) : entry(e), take(t)
    {
        if (inflateInit2(&stream, -MAX_WBITS) != Z_OK)  // negative: without the header of zlib
            throw std::bad_alloc();
    }
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() { inflateEnd(&stream); }

    void give(std::size_t count)
    {
        size += count;
        is_too_long = size > entry.size;
        if (is_too_long) {
            failure = fmt::format("解压后多于所说的 {} 字节，已停止解压", entry.size);
            return;
        }
        crc = crc32(crc, reinterpret_cast<const Bytef*>(out.data()), static_cast<uInt>(count));
        take({out.data(), count});
    }

    /// As much as one buffer holds; true when there is more to come of what was added.
    bool step()
    {
        stream.next_out = reinterpret_cast<Bytef*>(out.data());
        stream.avail_out = static_cast<uInt>(out.size());
        const auto status = inflate(&stream, Z_NO_FLUSH);
        give(out.size() - stream.avail_out);
        has_ended = status == Z_STREAM_END;
        if (failure.empty() && status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR)
            failure = fmt::format("压缩数据已损坏（{}）", stream.msg ? stream.msg : zError(status));
        return failure.empty() && !has_ended && stream.avail_out == 0;
    }
};

Unpacking::Unpacking(const ZipEntry& entry, const TakeBytes& take) : state_(std::make_unique<State>(entry, take)) {}
Unpacking::~Unpacking() = default;

void Unpacking::add(std::string_view compressed)
{
    auto& s = *state_;
    if (!s.failure.empty())
        return;
    s.stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(compressed.data()));  // zlib does not write there
    s.stream.avail_in = static_cast<uInt>(compressed.size());
    while (!s.has_ended && s.step()) {
    }
    if (s.failure.empty() && s.stream.avail_in > 0)
        s.failure = "压缩数据结束之后还有内容";
}

std::string Unpacking::finish()
{
    auto& s = *state_;
    if (!s.failure.empty())
        return s.failure;
    if (!s.has_ended)
        return "压缩数据不完整";
    if (s.size != s.entry.size)
        return fmt::format("解压后应有 {} 字节，实有 {} 字节", s.entry.size, s.size);
    if (s.crc != s.entry.crc)
        return fmt::format("CRC 应为 {:08X}，实为 {:08X}", s.entry.crc, s.crc);
    return {};
}

bool Unpacking::is_too_long() const { return state_->is_too_long; }

}  // namespace gongkai::archive
