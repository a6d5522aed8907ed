#include "build/archive/archive_place.hpp"

#include <filesystem>

#include "archive/bag_reader.hpp"
#include "build/output_place.hpp"
#include "build/publish.hpp"

namespace gongkai::build {
namespace {

namespace fs = std::filesystem;

base::Diagnostic refusal(std::string code, const fs::path& path, const std::string& message, std::string hint)
{
    return base::error(std::move(code), {}, path.string() + "：" + message, std::move(hint));
}

bool is_in_published_folder(const fs::path& output)
{
    std::error_code failure;
    for (auto folder = output.parent_path(); folder != folder.parent_path(); folder = folder.parent_path())
        if (fs::exists(folder / manifest_name, failure))
            return true;
    return false;
}

/// Nothing, an empty file, or an archive of ours.
bool may_be_replaced(const fs::path& output)
{
    std::error_code failure;
    const auto status = fs::symlink_status(output, failure);
    if (!fs::is_regular_file(status) || fs::file_size(output, failure) == 0)
        return true;  // what is no file is refused where it is opened
    return archive::BagReader::open(output.string()).ok();
}

}  // namespace

std::optional<base::Diagnostic> check_archive_place(const std::string& output, const std::string& project, const std::string& earlier)
{
    const auto path = resolved_output(output);
    std::error_code failure;
    if (path.extension() != ".zip" || path.stem().empty())
        return refusal("O-NAME", path, "档案的文件名应以 .zip 结尾", "如 --output 2024-档案.zip");
    if (!earlier.empty() && fs::equivalent(path, earlier, failure))
        return refusal("O-PLACE", path, "就是上一份档案，不能覆盖它", "新档案引用它的文件，请另用一个文件名");
    if (auto problem = check_output_place(path, project))
        return problem;
    if (is_in_published_folder(path))
        return refusal("O-PLACE", path, "在 gongkai build 生成的文件夹中，下次生成会把它删去", "请放在别处");
    if (!may_be_replaced(path))
        return refusal("O-FOREIGN", path, "已有这个文件，它不是由本程序写成的档案，或已经损坏", "为免误删，不覆盖；请另用一个文件名");
    return std::nullopt;
}

}  // namespace gongkai::build
