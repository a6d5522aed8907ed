#include "archive_fixture.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <stdexcept>

#include "archive/bag_writer.hpp"
#include "archive/verify.hpp"
#include "archive/zip_reader.hpp"

namespace archive_test {
namespace {

namespace fs = std::filesystem;

std::string finished(archive::ZipWriter& zip, std::string& bytes)
{
    if (const auto failure = zip.finish())
        throw std::runtime_error(*failure);
    return bytes;
}

archive::ByteSink sink_of(std::string& bytes)
{
    return [&bytes](std::string_view piece) {
        bytes += piece;
        return true;
    };
}

std::string folder_of(const Files& files) { return files.front().first.substr(0, files.front().first.find('/') + 1); }

}  // namespace

Folder::Folder()
{
    path_ = (fs::temp_directory_path() / "gongkai-archive-XXXXXX").string();
    if (!mkdtemp(path_.data()))
        throw std::runtime_error("mkdtemp");
}

Folder::~Folder() { fs::remove_all(path_); }

std::string Folder::write(const std::string& name, std::string_view bytes) const
{
    std::ofstream(file(name), std::ios::binary) << bytes;
    return file(name);
}

std::string Folder::text(const base::Diagnostics& problems) const
{
    std::string text;
    for (const auto& problem : problems)
        text += base::to_text(problem);
    for (auto at = text.find(path_); at != std::string::npos; at = text.find(path_))
        text.erase(at, path_.size() + 1);
    return text;
}

std::string bytes_of(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string zip_of(const Files& files, std::int64_t time)
{
    std::string bytes;
    archive::ZipWriter zip(sink_of(bytes), time);
    for (const auto& [name, text] : files)
        zip.add(name, text);
    return finished(zip, bytes);
}

Files files_of(std::string_view zip)
{
    const Folder folder;
    const auto reader = archive::ZipReader::open(folder.write("a.zip", zip));
    Files files;
    for (const auto& entry : reader.value()->entries()) {
        files.emplace_back(entry.name, "");
        if (const auto problem = reader.value()->read(entry, [&](std::string_view piece) { files.back().second += piece; }))
            throw std::runtime_error(problem->message);
    }
    return files;
}

std::string& content(Files& files, const std::string& name)
{
    const auto found = std::find_if(files.begin(), files.end(), [&](const auto& file) { return file.first == name; });
    if (found == files.end())
        throw std::runtime_error(name);
    return found->second;
}

void remove(Files& files, const std::string& name)
{
    content(files, name);
    std::erase_if(files, [&](const auto& file) { return file.first == name; });
}

const Contents& sample_payload()
{
    static const Contents payload = {
        {"100%\r\n.txt", "x"},
        {"cafe\xcc\x81/index.html", "<p>首页，首页，首页</p>\n"},
        {"数据/决算 2023.csv", "科目,金额\n201,1638.52\n"},
        {"空.txt", ""},
    };
    return payload;
}

std::string bag_of(const Contents& payload, const archive::BagInfo& info, const Contents& referred)
{
    std::string bytes;
    archive::ZipWriter zip(sink_of(bytes), sample_time);
    archive::BagWriter bag(zip, "bag");
    for (const auto& [path, text] : payload)
        bag.add(path, text, base::digests_of(text));
    for (const auto& [path, text] : referred)
        bag.refer(path, text.size(), base::digests_of(text));
    bag.finish(info);
    return finished(zip, bytes);
}

archive::BagInfo goes_on_from(const std::string& file_name, std::string_view zip)
{
    return {{std::string(archive::base_file_label), file_name}, {std::string(archive::base_digest_label), base::sha256_hex(zip)}};
}

void renew_manifests(Files& files)
{
    const auto folder = folder_of(files);
    for (const auto algorithm : archive::algorithms) {
        std::string lines;
        for (const auto& [name, text] : files)
            if (name.starts_with(folder + "data/"))
                lines += archive::digest_by(algorithm, base::digests_of(text)) + "  " + archive::encoded_path(name.substr(folder.size())) + "\n";
        content(files, folder + archive::manifest_name(algorithm)) = lines;
    }
    renew_tag_manifests(files);
}

void renew_tag_manifests(Files& files)
{
    const auto folder = folder_of(files);
    for (const auto algorithm : archive::algorithms) {
        Contents tags;
        for (const auto& [name, text] : files)
            if (!name.starts_with(folder + "data/") && !name.starts_with(folder + "tag"))
                tags[name.substr(folder.size())] = archive::digest_by(algorithm, base::digests_of(text));
        std::string lines;
        for (const auto& [name, digest] : tags)
            lines += digest + "  " + name + "\n";
        content(files, folder + archive::tag_manifest_name(algorithm)) = lines;
    }
}

Codes codes_of(const base::Diagnostics& problems)
{
    Codes codes;
    for (const auto& problem : problems)
        if (std::find(codes.begin(), codes.end(), problem.code) == codes.end())
            codes.push_back(problem.code);
    return codes;
}

Codes zip_codes(std::string_view zip)
{
    const Folder folder;
    const auto reader = archive::ZipReader::open(folder.write("a.zip", zip));
    return reader ? Codes{} : codes_of(reader.failures());
}

base::Diagnostics bag_problems(const std::string& path)
{
    const auto chain = archive::BagChain::open_damaged(path);
    if (!chain)
        return chain.failures();
    auto verification = archive::verify(*chain.value(), 1, [](std::size_t, std::size_t) {});
    if (verification.is_valid != verification.problems.empty())
        throw std::runtime_error("a valid bag with problems, or the reverse");
    return verification.problems;
}

Codes bag_codes(std::string_view zip)
{
    const Folder folder;
    return codes_of(bag_problems(folder.write("a.zip", zip)));
}

}  // namespace archive_test
