// A project to edit: two invented departments, one of them with a draft, and a real one.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <catch2/catch.hpp>

namespace gongkai::test {

namespace fs = std::filesystem;

class PreviewProject {
public:
    PreviewProject()
    {
        const fs::path repository = GONGKAI_SOURCE_DIR;
        std::string name = (fs::temp_directory_path() / "gongkai-preview-XXXXXX").string();
        path_ = mkdtemp(name.data());
        const auto all = fs::copy_options::recursive | fs::copy_options::overwrite_existing;
        for (const auto* folder : {"templates", "themes"})
            fs::copy(repository / folder, path_ / folder, all);
        fs::copy(repository / "tests/broken/base", path_, all);
        fs::copy(path_ / "content/caizheng", path_ / "content/minzheng", all);
        fs::copy(repository / "content/jiangan-zuzhibu", path_ / "content/jiangan-zuzhibu", all);
        for (const auto* shared : {"glossary.yaml", "classification"})
            fs::copy(repository / "content" / shared, path_ / "content" / shared, all);
        replace("content/minzheng/department.yaml", "测试区财政局", "测试区民政局");
        // The same report for the next year, by the city's forms, as a draft.
        auto next = read("content/minzheng/2023-final.yaml");
        next = next.substr(0, next.find("  附表:"));
        next.replace(next.find("published"), 9, "draft");
        write("content/minzheng/2024-final.yaml", next.replace(next.find("2024-09-01"), 10, "2025-09-01"));
    }
    ~PreviewProject() { fs::remove_all(path_); }
    PreviewProject(const PreviewProject&) = delete;
    PreviewProject& operator=(const PreviewProject&) = delete;

    const fs::path& path() const { return path_; }

    std::string read(const std::string& file) const
    {
        std::ifstream in(path_ / file, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    void write(const std::string& file, const std::string& text) const
    {
        fs::create_directories((path_ / file).parent_path());
        std::ofstream(path_ / file, std::ios::binary) << text;
    }
    void replace(const std::string& file, const std::string& old, const std::string& with) const
    {
        auto text = read(file);
        const auto at = text.find(old);
        INFO(file << ": " << old);
        REQUIRE(at != std::string::npos);
        write(file, text.replace(at, old.size(), with));
    }

private:
    fs::path path_;
};

}  // namespace gongkai::test
