// The files of a project folder: read once, and again where they changed.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/source.hpp"

namespace gongkai::base {

using SourceFilePtr = std::shared_ptr<const SourceFile>;

/// Files by path, in byte order of their paths. Addresses of files are stable.
class SourceTree {
public:
    /// Adds a file, or puts it in the place of the one with its path.
    void add(SourceFile file);

    const SourceFile* find(std::string_view path) const;
    /// The file is there but was not read (and was reported): nobody should call it missing.
    bool was_left_out(std::string_view path) const;
    /// All files whose path begins with `folder` + "/".
    std::vector<const SourceFile*> under(std::string_view folder) const;
    std::vector<const SourceFile*> all() const;
    /// A tree of some of the files, which both share.
    SourceTree only(const std::function<bool(const SourceFile&)>& wanted) const;
    std::size_t size() const { return files_.size(); }

private:
    friend class TreeReader;

    std::map<std::string, SourceFilePtr, std::less<>> files_;
    std::map<std::string, Diagnostic, std::less<>> left_out_;  ///< path → why
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

/// What read_again found to differ.
struct TreeChanges {
    std::set<std::string> paths;          ///< files that are new, gone, or have other bytes
    std::vector<SourceFilePtr> replaced;  ///< what stood at these paths; spans into them are valid as long as this lives
};

/// Reads again what is, or was, at and below these paths (below `root`), as read_tree
/// would. Files with the same bytes keep their address.
TreeChanges read_again(const std::string& root, const std::set<std::string>& paths, const ReadLimits& limits, SourceTree& tree);

/// What was left out, and why, in the order of the paths.
Diagnostics reading_problems(const SourceTree& tree);

/// True for files that are read as text: .yaml .yml .md .html .css .js .svg .txt
bool is_text_path(std::string_view path);

}  // namespace gongkai::base
