#include "pages/page_context.hpp"

#include "pages/addresses.hpp"

namespace gongkai::pages {
namespace {

using jinja::Value;

Value link_value(const Link& link)
{
    if (link.title.empty())
        return Value::none();
    return Value::map({{"title", Value::string(link.title)}, {"url", Value::string(link.path)}});
}

}  // namespace

Value page_value(const PageContext& page)
{
    std::vector<Value> crumbs;
    for (const auto& crumb : page.breadcrumbs)
        crumbs.push_back(link_value(crumb));
    return Value::map({
        {"kind", Value::string(page.kind)},
        {"url", Value::string(page.path)},
        {"root", Value::string(root_of(page.path) + page.site_folder)},
        {"title", Value::string(page.title)},
        {"description", Value::string(page.description)},
        {"orientation", Value::string(page.orientation)},
        {"published", Value::string(page.published)},
        {"source", Value::string(page.source)},
        {"is_content", Value::boolean(page.is_content)},
        {"breadcrumbs", Value::list(std::move(crumbs))},
        {"previous", link_value(page.previous)},
        {"next", link_value(page.next)},
        {"column", Value::map({{"name", Value::string(page.column_name)},
                               {"description", Value::string(page.description)},
                               {"keywords", Value::string("预决算公开," + page.column_name)},
                               {"type", Value::string(page.column_type)}})},
    });
}

}  // namespace gongkai::pages
