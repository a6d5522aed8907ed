#include "build/output_place.hpp"

#include <fmt/format.h>

namespace gongkai::build {

namespace fs = std::filesystem;

namespace {

bool is_inside(const fs::path& inner, const fs::path& outer)
{
    const auto relative = inner.lexically_relative(outer);
    return !relative.empty() && *relative.begin() != "..";
}

}  // namespace

fs::path resolved_output(const std::string& path)
{
    auto absolute = fs::absolute(path).lexically_normal();
    if (!absolute.has_filename())
        absolute = absolute.parent_path();
    std::error_code failure;
    const auto parent = fs::weakly_canonical(absolute.parent_path(), failure);
    return failure ? absolute : parent / absolute.filename();
}

std::optional<base::Diagnostic> check_output_place(const fs::path& output, const std::string& project)
{
    std::error_code failure;
    const auto root = fs::weakly_canonical(project, failure);
    if (output == output.root_path() || is_inside(root, output))
        return base::error("O-PLACE", {}, output.string() + "：输出不能是网站源文件所在的文件夹或其上级", "请另选一处，如 public");
    for (const auto* source : {"content", "templates", "themes", "src", "tests"})
        if (is_inside(output, root / source))
            return base::error("O-PLACE", {}, fmt::format("{}：输出不能在 {} 之内", output.string(), source), "请另选一处，如 public");
    return std::nullopt;
}

}  // namespace gongkai::build
