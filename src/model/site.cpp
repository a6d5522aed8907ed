#include "model/site.hpp"

namespace gongkai::model {
namespace {

bool applies(const FormSet& set, const Department& department, int year, std::string_view kind)
{
    return set.kind == kind && set.first_year <= year && year <= set.last_year &&
           (set.province.empty() || set.province == department.province) && (set.city.empty() || set.city == department.city) &&
           (set.district.empty() || set.district == department.district);
}

int closeness(const FormSet& set)
{
    return (set.province.empty() ? 0 : 1) + (set.city.empty() ? 0 : 2) + (set.district.empty() ? 0 : 4);
}

}  // namespace

const FormSet* form_set_in_force(const Site& site, const Department& department, int year, std::string_view kind)
{
    const FormSet* best = nullptr;
    for (const auto& set : site.form_sets)
        if (applies(*set, department, year, kind) && (!best || closeness(*set) > closeness(*best)))
            best = set.get();
    return best;
}

}  // namespace gongkai::model
