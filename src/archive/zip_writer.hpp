// A zip file (APPNOTE.TXT 6.3.10) written as a stream; the only user of libarchive.
//
// The same entries give the same bytes on every machine with the same zlib: one time for
// all entries, mode 0644, owner 0, names as UTF-8 with the flag that says so. libarchive
// takes the DOS time of an entry from the time zone of the process and its names from the
// locale of the thread; while a writer lives, the first is UTC and the second C.UTF-8.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace gongkai::archive {

/// Takes the next bytes of a file; false, with errno, when they could not be written.
using ByteSink = std::function<bool(std::string_view)>;

/// Not to be made, used or destroyed while other threads ask for local time, since the time
/// zone belongs to the process.
class ZipWriter {
public:
    /// `time`: of all entries, in seconds since 1970; zip can say 1980 to 2038, others become
    /// the nearest.
    ZipWriter(ByteSink sink, std::int64_t time);
    ~ZipWriter();
    ZipWriter(const ZipWriter&) = delete;
    ZipWriter& operator=(const ZipWriter&) = delete;

    /// A regular file, deflated. Nothing is done after a failure.
    void add(std::string_view path, std::string_view bytes);

    /// Writes the directory. Why the file could not be written; nullopt if all is well.
    std::optional<std::string> finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace gongkai::archive
