#include "archive/zip_writer.hpp"

#include <algorithm>
#include <cerrno>
#include <clocale>
#include <cstdlib>
#include <cstring>
#include <ctime>

#include <archive.h>
#include <archive_entry.h>

namespace gongkai::archive {
namespace {

/// 1980-01-01, the first that a DOS date can say, and the last that the Unix time beside it can,
/// which programs read as a signed number of 32 bits.
constexpr std::int64_t earliest = 315532800;
constexpr std::int64_t latest = 2147483647;

/// The time zone of the process is UTC for as long as this lives.
class UtcZone {
public:
    UtcZone()
    {
        if (const char* zone = std::getenv("TZ"))
            before_ = zone;
        set("UTC0");
    }
    ~UtcZone() { set(before_ ? before_->c_str() : nullptr); }
    UtcZone(const UtcZone&) = delete;
    UtcZone& operator=(const UtcZone&) = delete;

private:
    static void set(const char* zone)
    {
        if (zone)
            setenv("TZ", zone, 1);
        else
            unsetenv("TZ");
        tzset();
    }

    std::optional<std::string> before_;
};

/// Characters of this thread are UTF-8 for as long as this lives.
class Utf8Locale {
public:
    Utf8Locale() : locale_(newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)), before_(uselocale(locale_)) {}
    ~Utf8Locale()
    {
        uselocale(before_);
        if (locale_)
            freelocale(locale_);
    }
    Utf8Locale(const Utf8Locale&) = delete;
    Utf8Locale& operator=(const Utf8Locale&) = delete;

private:
    locale_t locale_;
    locale_t before_;
};

}  // namespace

struct ZipWriter::State {
    ByteSink sink;
    std::int64_t time;
    UtcZone zone;
    Utf8Locale locale;
    struct archive* zip = archive_write_new();
    struct archive_entry* entry = archive_entry_new();
    std::optional<std::string> failure;
    bool is_given_up = false;

    State(ByteSink to, std::int64_t at) : sink(std::move(to)), time(std::clamp(at, earliest, latest)) {}
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State()
    {
        archive_entry_free(entry);
        archive_write_free(zip);
    }

    /// libarchive 3.6.2 is not told of a failure: after one it would not free what it holds of an
    /// entry. What comes after a failure goes nowhere.
    static la_ssize_t write(struct archive*, void* state, const void* bytes, std::size_t size)
    {
        auto& s = *static_cast<State*>(state);
        if (!s.failure && !s.is_given_up && !s.sink({static_cast<const char*>(bytes), size}))
            s.failure = std::strerror(errno);
        return static_cast<la_ssize_t>(size);
    }

    /// Of a call of libarchive; false when it failed.
    bool check(la_ssize_t result)
    {
        if (result >= ARCHIVE_OK)
            return true;
        const char* why = archive_error_string(zip);
        failure = why ? why : "libarchive";
        return false;
    }
};

ZipWriter::ZipWriter(ByteSink sink, std::int64_t time) : state_(std::make_unique<State>(std::move(sink), time))
{
    auto& s = *state_;
    s.check(archive_write_set_format_zip(s.zip)) &&
        s.check(archive_write_set_options(s.zip, "zip:compression=deflate,zip:compression-level=6,zip:hdrcharset=UTF-8")) &&
        s.check(archive_write_set_bytes_in_last_block(s.zip, 1)) &&
        s.check(archive_write_open(s.zip, &s, nullptr, State::write, nullptr));
}

ZipWriter::~ZipWriter()
{
    state_->is_given_up = true;  // what was not finished is finished now, but for libarchive only
}

void ZipWriter::add(std::string_view path, std::string_view bytes)
{
    auto& s = *state_;
    if (s.failure)
        return;
    archive_entry_clear(s.entry);
    archive_entry_set_pathname(s.entry, std::string(path).c_str());
    archive_entry_set_filetype(s.entry, AE_IFREG);
    archive_entry_set_perm(s.entry, 0644);
    archive_entry_set_mtime(s.entry, s.time, 0);
    archive_entry_set_size(s.entry, static_cast<la_int64_t>(bytes.size()));
    if (s.check(archive_write_header(s.zip, s.entry)) && !bytes.empty())
        s.check(archive_write_data(s.zip, bytes.data(), bytes.size()));
}

std::optional<std::string> ZipWriter::finish()
{
    auto& s = *state_;
    if (!s.failure)
        s.check(archive_write_close(s.zip));
    return s.failure;
}

}  // namespace gongkai::archive
