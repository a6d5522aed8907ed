#include "build/changes/digest_cache.hpp"

#include "base/hash.hpp"
#include "base/parallel.hpp"

namespace gongkai::build {

void DigestCache::add(const std::vector<const Output*>& outputs, std::size_t threads)
{
    std::vector<std::pair<const std::string*, Digest*>> wanted;
    for (const auto* output : outputs) {
        auto& digest = digests_[output->bytes.get()];
        if (!digest.sha256.empty() && !digest.object.expired())
            continue;
        digest = {output->bytes, std::string(64, '0')};
        wanted.emplace_back(output->bytes.get(), &digest);
    }
    base::parallel_for(wanted.size(), threads, [&](std::size_t i) { wanted[i].second->sha256 = base::sha256_hex(*wanted[i].first); });
    computed_ += wanted.size();
}

void DigestCache::drop_expired()
{
    std::erase_if(digests_, [](const auto& entry) { return entry.second.object.expired(); });
}

}  // namespace gongkai::build
