#include "serve/content_type.hpp"

#include <array>
#include <utility>

namespace gongkai::serve {

std::string_view content_type(std::string_view path)
{
    using Entry = std::pair<std::string_view, std::string_view>;
    static constexpr std::array<Entry, 18> types = {
        Entry{".html", "text/html; charset=utf-8"},
        {".css", "text/css; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"},
        {".json", "application/json; charset=utf-8"},
        {".csv", "text/csv; charset=utf-8"},
        {".txt", "text/plain; charset=utf-8"},
        {".xml", "application/xml; charset=utf-8"},
        {".svg", "image/svg+xml; charset=utf-8"},
        {".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
        {".png", "image/png"},
        {".jpg", "image/jpeg"},
        {".jpeg", "image/jpeg"},
        {".gif", "image/gif"},
        {".webp", "image/webp"},
        {".ico", "image/vnd.microsoft.icon"},
        {".woff2", "font/woff2"},
        {".woff", "font/woff"},
        {".pdf", "application/pdf"},
    };
    for (const auto& [ending, type] : types)
        if (path.ends_with(ending))
            return type;
    return "application/octet-stream";
}

}  // namespace gongkai::serve
