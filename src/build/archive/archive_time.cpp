#include "build/archive/archive_time.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <string_view>

#include <fmt/format.h>

#include "pages/directory.hpp"

namespace gongkai::build {
namespace {

constexpr model::Date earliest{1980, 1, 1};
constexpr model::Date last_day{2107, 12, 31};

model::Date last_change(const model::Site& site)
{
    auto last = earliest;
    for (const auto& department : site.departments)
        for (const auto& report : department.reports) {
            if (!pages::is_shown(report, pages::Scope::published))
                continue;
            last = std::max(last, report.published_on.value_or(earliest));
            for (const auto& correction : report.corrections)
                last = std::max(last, correction.date);
        }
    return last;
}

model::Date day_of(std::int64_t seconds)
{
    const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(std::chrono::sys_seconds(std::chrono::seconds(seconds))));
    return {static_cast<int>(day.year()), static_cast<int>(static_cast<unsigned>(day.month())), static_cast<int>(static_cast<unsigned>(day.day()))};
}

}  // namespace

ArchiveTime archive_time(const model::Date& day)
{
    const std::chrono::sys_days start(std::chrono::year(day.year) / day.month / day.day);
    return {day, std::chrono::duration_cast<std::chrono::seconds>(start.time_since_epoch()).count()};
}

base::Result<ArchiveTime> archive_time(const model::Site& site)
{
    const char* given = std::getenv("SOURCE_DATE_EPOCH");
    if (!given || *given == '\0')
        return archive_time(last_change(site));
    const std::string_view text(given);
    std::int64_t seconds = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), seconds);
    const bool is_number = read.ec == std::errc() && read.ptr == text.data() + text.size();
    if (!is_number || seconds < archive_time(earliest).seconds || seconds > archive_time(last_day).seconds)
        return base::error("A-EPOCH", {}, fmt::format("环境变量 SOURCE_DATE_EPOCH 应是 1980 至 2107 年间某时的秒数（自 1970 年起），得到“{}”", text),
                           "如 SOURCE_DATE_EPOCH=$(date +%s)；不设它，则取最近的公开或更正日期");
    return ArchiveTime{day_of(seconds), seconds};
}

}  // namespace gongkai::build
