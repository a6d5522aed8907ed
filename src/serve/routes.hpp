// Which address gives what.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>

#include "build/preview/preview.hpp"
#include "build/publication_changes.hpp"
#include "serve/http/message.hpp"

namespace gongkai::serve {

/// All that belongs to the preview itself stands below this; no department has such a name.
inline constexpr std::string_view preview_folder = "_preview/";

/// Answers from memory: no path of a request ever reaches the disk.
///
///     /…                        the site; HTML framed (frame.hpp)
///     /_preview/events          the stream of states
///     /_preview/page.json?path= what there is to say of a page (page_json.hpp)
///     /_preview/changes         what a publication would change (changes_page.hpp), …/changes.json
///     /_preview/preview.js …    files of serve/client
///
/// Functions may be called from many threads.
class Routes {
public:
    /// `output`: the folder of the last publication, as the user names it and where it is.
    Routes(std::string output_name, const std::string& output_path);

    void set(std::shared_ptr<const build::PreviewState> state);
    void set_building();

    HttpResponse answer(const HttpRequest& request);

private:
    std::shared_ptr<const build::PreviewState> state() const;
    HttpResponse site_file(const std::string& path) const;
    HttpResponse own_file(const HttpRequest& request, std::string_view name);
    HttpResponse page_json(const HttpRequest& request);
    std::string version_of(const std::string& path);
    std::string changes_page();
    build::PublicationChanges changes(const build::PreviewState& state, build::Detail detail);

    mutable std::mutex mutex_;  ///< of the state
    std::shared_ptr<const build::PreviewState> state_;
    std::atomic<bool> is_building_ = true;
    std::string output_name_;
    std::mutex comparison_mutex_;
    build::PublicationComparison comparison_;
};

}  // namespace gongkai::serve
