#include "build/publication_changes.hpp"

#include <map>

#include "base/hash.hpp"
#include "build/changes/common_changes.hpp"
#include "build/changes/digest_cache.hpp"
#include "build/changes/file_pairs.hpp"
#include "build/changes/report_changes.hpp"
#include "build/changes/report_files.hpp"
#include "build/changes/result_cache.hpp"
#include "build/changes/told_by_table.hpp"

namespace gongkai::build {
namespace {

void count(const FileChange& file, ChangeCounts& counts)
{
    switch (file.presence) {
    case Presence::added: ++(file.is_page ? counts.pages_added : counts.others_added); break;
    case Presence::removed: ++(file.is_page ? counts.pages_removed : counts.others_removed); break;
    case Presence::both: ++(file.is_page ? counts.pages_changed : counts.others_changed); break;
    }
}

/// What a publication writes as its manifest, hashed.
std::string fingerprint_of(const std::vector<FilePair>& pairs, const DigestCache& digests)
{
    Manifest manifest;
    for (const auto& pair : pairs)
        if (pair.now)
            manifest.emplace_hint(manifest.end(), pair.path(), ManifestEntry{pair.now->bytes->size(), digests.of(*pair.now)});
    return base::sha256_hex(to_json(manifest));
}

}  // namespace

struct PublicationComparison::State {
    std::string output;
    std::size_t threads = 1;
    std::optional<PublishedFolder> folder;
    std::map<std::string, Standing> mismatches;  ///< in the folder, as last looked at
    DigestCache digests;
    TableCache tables;
    ResultCache<TextChanges> texts;

    /// Opens the folder anew if another publication has come, and looks at its files.
    void renew(Detail detail)
    {
        const bool is_new = !folder || !folder->is_current();
        if (is_new) {
            folder.emplace(output);
            tables.clear();
            texts.clear();
        }
        if (is_new || detail == Detail::all)
            mismatches = folder->find_mismatches();
    }

    void hash(const std::vector<FilePair>& pairs, Detail detail)
    {
        std::vector<const Output*> wanted;
        for (const auto& pair : pairs)
            if (pair.now && (detail == Detail::all || (pair.old && pair.now->bytes->size() == pair.old->second.size)))
                wanted.push_back(pair.now);
        digests.drop_expired();
        digests.add(wanted, threads);
    }

    bool is_same(const FilePair& pair) const
    {
        return pair.presence() == Presence::both && !mismatches.contains(pair.path()) && !pair.differs(digests);
    }

    PublicationChanges compare(const std::vector<Output>& outputs, Detail detail)
    {
        const auto pairs = pair_files(outputs, folder->files());
        hash(pairs, detail);
        PublicationChanges changes;
        changes.state = folder->state();
        changes.published_at = folder->published_at();
        ReportComparison reports(pairs, *folder, tables);
        std::size_t compared_pages = 0;
        for (const auto& pair : pairs) {
            if (is_same(pair)) {
                ++changes.counts.unchanged;
                continue;
            }
            auto file = changed_file(pair);
            file.report = reports.add(pair, file.published);
            if (detail == Detail::all && file.is_page)
                compare_page(pair, file, compared_pages++ < most_compared_pages);
            count(file, changes.counts);
            changes.files.push_back(std::move(file));
        }
        changes.reports = reports.finish();
        finish(changes);
        if (detail == Detail::all)
            changes.fingerprint = fingerprint_of(pairs, digests);
        return changes;
    }

    FileChange changed_file(const FilePair& pair) const
    {
        FileChange file;
        file.path = pair.path();
        file.presence = pair.presence();
        file.is_page = is_page(file.path);
        if (const auto found = mismatches.find(file.path); found != mismatches.end())
            file.published = found->second;
        return file;
    }

    void compare_page(const FilePair& pair, FileChange& file, bool with_texts)
    {
        const bool is_kept = file.published == Standing::as_listed && pair.presence() == Presence::both && texts.find(*pair.now);
        const auto old = pair.old && with_texts && !is_kept ? folder->read(file.path) : PublishedFile{{}, file.published};
        file.published = old.standing;
        file.title = page_title(pair.now ? std::string_view(*pair.now->bytes) : std::string_view(old.bytes));
        if (pair.presence() != Presence::both)
            return;
        if (is_kept) {
            file.texts = *texts.find(*pair.now);
        } else if (with_texts && old.has_bytes()) {
            file.texts = compare_pages(old.bytes, *pair.now->bytes);
            if (old.standing == Standing::as_listed)
                texts.keep(*pair.now, file.texts);
        }
    }

    void finish(PublicationChanges& changes) const
    {
        auto found = mismatches;
        for (const auto& file : changes.files)
            if (file.published != Standing::as_listed)
                found.emplace(file.path, file.published);
        for (const auto& [path, standing] : found)
            changes.mismatches.push_back({path, standing});
        std::map<std::string, const TableChange*> tables_of_pages;
        for (const auto& report : changes.reports)
            for (const auto& table : report.tables) {
                changes.counts.figures += table.count();
                tables_of_pages.emplace(table.page, &table);
            }
        gather_common_changes(changes);
        for (auto& file : changes.files)
            if (const auto table = tables_of_pages.find(file.path); table != tables_of_pages.end())
                file.is_told_by_data = file.published == Standing::as_listed && is_told_by(*table->second, file.texts);
    }
};

PublicationComparison::PublicationComparison(std::string output, std::size_t threads) : state_(std::make_unique<State>())
{
    state_->output = std::move(output);
    state_->threads = threads;
}

PublicationComparison::~PublicationComparison() = default;

PublicationChanges PublicationComparison::compare(const std::vector<Output>& outputs, Detail detail)
{
    state_->renew(detail);
    auto changes = state_->compare(outputs, detail);
    // A publication has come in between, and taken the files away that were being read.
    if (changes.is_published() && !state_->folder->is_current()) {
        state_->renew(detail);
        changes = state_->compare(outputs, detail);
    }
    return changes;
}

std::size_t PublicationComparison::computed_digests() const { return state_->digests.computed(); }

}  // namespace gongkai::build
