// A file that is there whole or not at all.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/descriptor.hpp"
#include "base/result.hpp"

namespace gongkai::archive {

/// Bytes for a file, kept beside it and put in its place by commit(). They have no name of
/// their own until then (O_TMPFILE), so that a run that is killed leaves nothing; on file
/// systems that cannot do this, they have a hidden name, .<file>.gongkai-XXXXXX, which only a
/// kill leaves behind.
class NewFile {
public:
    /// Refused: a folder that is not there or not to be written (O-WRITE), a symbolic link
    /// (O-LINK) or anything else that is no file (O-FILE) in the place of the file.
    static base::Result<std::unique_ptr<NewFile>> begin(const std::string& path);

    /// Nothing is left of it if commit() was not called.
    ~NewFile();
    NewFile(const NewFile&) = delete;
    NewFile& operator=(const NewFile&) = delete;

    /// False, with errno, when not all bytes could be written.
    bool write(std::string_view bytes);

    /// Where what was written can be read before it is committed.
    std::string path_of_bytes() const;

    /// Waits until the disk has the bytes, and puts the file in its place. A file that was
    /// there is as it was if this fails (O-WRITE).
    base::Diagnostics commit();

private:
    NewFile(std::string path, std::string folder) : path_(std::move(path)), folder_(std::move(folder)) {}

    bool open();
    bool make_unnamed();
    bool make_named();
    bool give_name();
    std::string new_name() const;

    std::string path_;
    std::string folder_;
    std::string name_;  ///< of the bytes; empty while they have none
    base::Descriptor file_;
};

}  // namespace gongkai::archive
