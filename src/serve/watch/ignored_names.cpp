#include "serve/watch/ignored_names.hpp"

#include <algorithm>
#include <array>

#include "base/ascii.hpp"

namespace gongkai::serve {
namespace {

/// The temporary names of sed -i (sedAbC123) and of KDE's editors (x.yaml.AbC123) are not
/// here: they look like names that people give. They are told of, found gone, and nothing
/// comes of it.
bool is_momentary(std::string_view name)
{
    constexpr std::array<std::string_view, 9> endings = {
        ".tmp", ".bck", ".swp", ".swo", ".swx", ".part", ".crdownload", "___jb_tmp___", "___jb_old___",
    };
    constexpr std::string_view probe_of_vim = "4913";
    const auto lowered = base::lowered(name);
    const bool is_save_of_emacs = name.size() > 2 && name.starts_with('#') && name.ends_with('#');
    return name == probe_of_vim || is_save_of_emacs || name.starts_with("~$") ||
           std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) { return lowered.ends_with(ending); });
}

}  // namespace

bool is_left_out(std::string_view name) { return name.starts_with('.') || name.ends_with('~'); }

bool is_ignored(std::string_view name, bool is_folder)
{
    // A folder may well be called 4913 when it is the code of a department.
    return is_left_out(name) || (!is_folder && is_momentary(name));
}

}  // namespace gongkai::serve
