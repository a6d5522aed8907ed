#include "build/published_folder.hpp"

#include <cerrno>
#include <filesystem>

#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>

#include "base/hash.hpp"
#include "build/publish.hpp"

namespace gongkai::build {
namespace {

constexpr std::uint64_t largest_manifest = 1u << 30;

/// With a slash at the end a link would be followed.
std::string without_slashes(std::string path)
{
    while (path.size() > 1 && path.back() == '/')
        path.pop_back();
    return path;
}

Standing as_standing(Unread why)
{
    switch (why) {
    case Unread::missing: return Standing::missing;
    case Unread::not_a_file: return Standing::not_a_file;
    case Unread::too_large: return Standing::too_large;
    case Unread::failed: return Standing::unreadable;
    }
    return Standing::unreadable;
}

bool is_as_listed(std::string_view bytes, const ManifestEntry& entry)
{
    return bytes.size() == entry.size && base::sha256_hex(bytes) == entry.sha256;
}

}  // namespace

std::optional<Manifest> read_manifest(int folder)
{
    const auto text = read_below(folder, std::string(manifest_name), largest_manifest);
    const auto* json = std::get_if<std::string>(&text);
    try {
        return json ? parse_manifest(*json) : std::nullopt;
    } catch (const nlohmann::json::exception&) {  // a field of another type than ours
        return std::nullopt;
    }
}

PublishedFolder::PublishedFolder(std::string path) : path_(without_slashes(std::move(path))) { open_site(); }

void PublishedFolder::open_site()
{
    folder_ = base::Descriptor(open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!folder_) {
        state_ = errno == ENOENT ? PublishedState::nothing : PublishedState::unreadable;
        return;
    }
    const auto stamp = stamp_below(folder_.get(), std::string(manifest_name));
    if (const auto* why = std::get_if<Unread>(&stamp); why && *why == Unread::missing) {
        std::error_code failure;
        state_ = std::filesystem::is_empty(path_, failure) ? PublishedState::nothing : PublishedState::foreign;
        return;
    }
    auto manifest = read_manifest(folder_.get());
    const bool is_ours = manifest && std::holds_alternative<FileStamp>(stamp);
    state_ = is_ours ? PublishedState::published : PublishedState::damaged;
    if (is_ours) {
        manifest_stamp_ = std::get<FileStamp>(stamp);
        files_ = std::move(*manifest);
    }
}

std::optional<std::int64_t> PublishedFolder::published_at() const
{
    if (state_ != PublishedState::published)
        return std::nullopt;
    return manifest_stamp_.modified / 1'000'000'000;
}

bool PublishedFolder::is_current() const
{
    if (state_ != PublishedState::published)
        return false;
    const base::Descriptor now(open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    struct stat ours {};
    struct stat theirs {};
    if (!now || fstat(folder_.get(), &ours) != 0 || fstat(now.get(), &theirs) != 0)
        return false;
    const auto stamp = stamp_below(now.get(), std::string(manifest_name));
    const auto* found = std::get_if<FileStamp>(&stamp);
    return ours.st_dev == theirs.st_dev && ours.st_ino == theirs.st_ino && found && *found == manifest_stamp_;
}

PublishedFile PublishedFolder::read(const std::string& path) const
{
    const auto entry = files_.find(path);
    if (entry == files_.end())
        return {{}, Standing::missing};
    auto read = read_below(folder_.get(), path, largest_published_file);
    if (const auto* why = std::get_if<Unread>(&read))
        return {{}, as_standing(*why)};
    PublishedFile file{std::get<std::string>(std::move(read))};
    file.standing = is_as_listed(file.bytes, entry->second) ? Standing::as_listed : Standing::differs;
    return file;
}

Standing PublishedFolder::standing_of(const std::string& path, const ManifestEntry& entry)
{
    const auto found = stamp_below(folder_.get(), path);
    if (const auto* why = std::get_if<Unread>(&found))
        return as_standing(*why);
    const auto& stamp = std::get<FileStamp>(found);
    if (stamp.size != entry.size)
        return Standing::differs;
    // Files are written before the manifest; those kept from an older site are older still.
    // Clocks of file systems tick every few milliseconds: in the last tick either may be first.
    if (stamp.modified < manifest_stamp_.modified)
        return Standing::as_listed;
    auto& checked = checked_[path];
    if (checked.stamp != stamp)
        checked = {stamp, read(path).standing};
    return checked.standing;
}

const std::map<std::string, Standing>& PublishedFolder::find_mismatches()
{
    mismatches_.clear();
    for (const auto& [path, entry] : files_)
        if (const auto standing = standing_of(path, entry); standing != Standing::as_listed)
            mismatches_.emplace(path, standing);
    return mismatches_;
}

}  // namespace gongkai::build
