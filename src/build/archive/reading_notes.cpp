#include "build/archive/reading_notes.hpp"

#include <fmt/format.h>

#include "base/version.hpp"

namespace gongkai::build {
namespace {

constexpr std::string_view whole = R"({name} 档案

归档日期：{day}    保管期限：{retention}    制成程序：gongkai {version}

一、怎样看
用浏览器打开本文件夹中的 index.html。不需要网络，也不需要其他程序。

二、里面有什么（都在 data 文件夹）
  index.html             归档目录：各部门各年度的报告
  site/                  公开的网站，与发布的逐字节相同
  source/                生成网站所用的数据、文字、表样、模板和主题（YAML、Markdown）
  datapackage.json       全部数据表（CSV）的说明（Frictionless Data Package 2）
  inventory/             reports 为各部门各年度报告的清册，pages 为网页的著录；CSV 与 JSON 内容相同
  findings/              核对结果
  corrections.csv/.json  更正清单
site 是公开的内容。source 中可能有网页上没有显示的内容（如个人姓名、电话），移作他用前请按规定审查。

三、不用 gongkai 怎样核对
本档案是 BagIt 1.0 包（RFC 8493）。在 data 的上一级文件夹运行下列命令，没有输出就是逐个文件都相符：
  sha256sum -c --quiet manifest-sha256.txt
  sha512sum -c --quiet manifest-sha512.txt
  sha256sum -c --quiet tagmanifest-sha256.txt
  sha512sum -c --quiet tagmanifest-sha512.txt
清单中的 %25 表示文件名中的 %：这样的文件，上面的命令会说找不到，请照文件名单独核对。
也可用任何支持 BagIt 的程序。用 gongkai：
  gongkai archive --verify 档案.zip              文件齐全、摘要相符
  gongkai archive --verify 档案.zip --rebuild    由 source 重新生成网站，与 site 逐字节比较
)";

constexpr std::string_view continued = R"(
四、上一份档案
本档案接续 {file}
  SHA-256 {sha256}
fetch.txt 列出的文件与上一份档案中同一路径的文件相同，没有重复存放。用 --verify 核对时把两份 zip 放在同一文件夹。
要得到完整的一套：解开两份，在本档案的文件夹运行下面的命令（“上一份”换成那份解开后的文件夹），然后照第三节核对；
上一份也有 fetch.txt 的，先把它补全。
  cut -d ' ' -f 3- fetch.txt | while IFS= read -r f; do mkdir -p "${{f%/*}}"; cp "上一份/$f" "$f"; done
)";

}  // namespace

std::string reading_notes(const model::SiteSettings& settings, const model::Date& day, const archive::BaseBag* earlier)
{
    auto text = fmt::format(fmt::runtime(whole), fmt::arg("name", settings.name), fmt::arg("day", day.iso()),
                            fmt::arg("retention", settings.retention), fmt::arg("version", base::version));
    if (earlier)
        text += fmt::format(fmt::runtime(continued), fmt::arg("file", earlier->file_name), fmt::arg("sha256", earlier->sha256));
    return text;
}

}  // namespace gongkai::build
