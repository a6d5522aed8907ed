#include "serve/watch/silent_filesystems.hpp"

#include <algorithm>
#include <array>

#include <linux/magic.h>

namespace gongkai::serve {
namespace {

struct Filesystem {
    std::uint32_t kind;
    std::string_view name;
};

/// Those without a constant are as GNU stat knows them.
constexpr std::array<Filesystem, 19> silent = {{
    {NFS_SUPER_MAGIC, "NFS"},
    {SMB_SUPER_MAGIC, "SMB"},
    {CIFS_SUPER_MAGIC, "CIFS"},
    {SMB2_SUPER_MAGIC, "SMB"},
    {V9FS_MAGIC, "9p"},  // drives of Windows in WSL 2, folders shared by QEMU
    {0x53464846, "WSL"},
    {FUSE_SUPER_MAGIC, "FUSE"},  // sshfs, virtiofs, folders shared by Docker Desktop
    {0x786F4256, "vboxsf"},
    {0xBACBACBC, "vmhgfs"},
    {0x7C7C6673, "prl_fs"},
    {HOSTFS_SUPER_MAGIC, "hostfs"},
    {AFS_SUPER_MAGIC, "AFS"},
    {AFS_FS_MAGIC, "AFS"},
    {CODA_SUPER_MAGIC, "Coda"},
    {CEPH_SUPER_MAGIC, "Ceph"},
    {OCFS2_SUPER_MAGIC, "OCFS2"},
    {0x01161970, "GFS2"},
    {0x47504653, "GPFS"},
    {0x0BD00BD0, "Lustre"},
}};

}  // namespace

std::string_view silent_filesystem(std::uint32_t kind)
{
    const auto* const found =
        std::find_if(silent.begin(), silent.end(), [&](const Filesystem& filesystem) { return filesystem.kind == kind; });
    return found == silent.end() ? std::string_view{} : found->name;
}

}  // namespace gongkai::serve
