// The files of a project folder, read once.
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/source.hpp"

namespace gongkai::base {

/// Files by path, in byte order of their paths. Addresses of files are stable.
class SourceTree {
public:
    /// Adds a file; paths are added in any order, each once.
    void add(SourceFile file);
    /// Notes a file that is there but was not read (and was reported).
    void leave_out(std::string path);
    /// Puts the files in order; call once after the last add.
    void sort();

    const SourceFile* find(std::string_view path) const;
    /// The file is there but was not read: nobody should call it missing.
    bool was_left_out(std::string_view path) const;
    /// All files whose path begins with `folder` + "/".
    std::vector<const SourceFile*> under(std::string_view folder) const;
    std::size_t size() const { return files_.size(); }

private:
    std::deque<SourceFile> files_;
    std::vector<const SourceFile*> order_;
    std::set<std::string, std::less<>> left_out_;
};

struct ReadLimits {
    std::size_t largest_text = 8u << 20;    ///< bytes of one YAML, Markdown or template file
    std::size_t largest_asset = 64u << 20;  ///< bytes of any other file
};

/// Reads every regular file of the given top-level folders and files below
/// `root`, leaving out names that begin with a dot or end in '~'. Symbolic links
/// are not followed. What is too large (C-SIZE), not to be read (C-READ), a link
/// (C-LINK) or, as text, not UTF-8 (C-UTF8) is reported and left out.
Diagnostics read_tree(const std::string& root, const std::vector<std::string>& names, const ReadLimits& limits,
                      SourceTree& tree);

/// True for files that are read as text: .yaml .yml .md .html .css .js .svg .txt
bool is_text_path(std::string_view path);

}  // namespace gongkai::base
