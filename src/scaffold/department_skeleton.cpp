#include <fmt/format.h>

#include "scaffold/scaffold.hpp"
#include "scaffold/yaml_text.hpp"

namespace gongkai::scaffold {
namespace {

/// The value that all departments share; empty if they differ or there are none.
std::string shared_value(const model::Site& site, std::string model::Department::*member)
{
    std::string value;
    bool is_first = true;
    for (const auto& department : site.departments) {
        if (department.name.empty())
            continue;  // its settings could not be read
        if (!is_first && department.*member != value)
            return {};
        value = department.*member;
        is_first = false;
    }
    return value;
}

std::string line(const char* key, const std::string& value, const char* hint)
{
    return value.empty() ? fmt::format("# {}:   # {}\n", key, hint) : fmt::format("{}: {}\n", key, yaml_scalar(value));
}

}  // namespace

model::Department new_department(const model::Site& site, const std::string& folder)
{
    model::Department department;
    department.slug = department.name = department.short_name = folder;
    department.province = shared_value(site, &model::Department::province);
    department.city = shared_value(site, &model::Department::city);
    department.district = shared_value(site, &model::Department::district);
    return department;
}

NewFile department_file(const model::Department& department)
{
    std::string text = fmt::format("# 部门：请改为全称和简称。\nname: {0}\nshort_name: {0}\n", yaml_scalar(department.slug));
    text += line("province", department.province, "请写省（自治区、直辖市）");
    text += line("city", department.city, "请写市");
    text += line("district", department.district, "请写区（县）；表样按省、市、区选用");
    text += "kind: 部门   # 部门或单位\n# units: [本级机关, 下属单位]\n";
    return {"content/" + department.slug + "/department.yaml", std::move(text)};
}

}  // namespace gongkai::scaffold
