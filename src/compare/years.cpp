#include "compare/years.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "formula/formula.hpp"
#include "resolve/resolve.hpp"

namespace gongkai::compare {
namespace {

using model::Report;

/// 2024-budget-benji → budget-benji: reports of one series differ in the year alone.
std::string series_of(const Report& report)
{
    constexpr std::size_t year_and_hyphen = 5;
    return report.slug.substr(year_and_hyphen);
}

std::optional<YearPoint> point_of(const model::MeasureForm& measure, const Report& report)
{
    const auto expression = formula::parse_expression(measure.value, *report.forms);
    if (!expression)
        return std::nullopt;  // said when the forms were loaded
    auto sum = resolve::evaluate(*expression, report);
    if (!sum.figure.has_amount())
        return std::nullopt;
    return YearPoint{sum.figure, &report, std::move(sum.from), false};
}

/// The change to the year before that the report states for exactly this measure.
std::optional<model::Figure> stated_change(const model::MeasureForm& measure, const Report& report)
{
    std::optional<model::Figure> change;
    model::each_fact(report.forms->facts, report.facts, [&](const model::FactForm& form, const model::Fact& fact, const std::string&) {
        const auto* figure = std::get_if<model::Figure>(&fact.value);
        if (form.difference && form.difference->text == measure.value.text && figure && figure->has_amount())
            change = *figure;
    });
    return change;
}

/// The year before, by this report's figure and the change that it states.
std::optional<YearPoint> derived_before(const model::MeasureForm& measure, const Report& report)
{
    auto point = point_of(measure, report);
    const auto change = point ? stated_change(measure, report) : std::nullopt;
    if (!change)
        return std::nullopt;
    point->figure = model::Figure::of(point->figure.amount - change->amount, std::max(point->figure.decimals, change->decimals));
    point->is_derived = true;
    return point;
}

class Comparing {
public:
    Comparing(const model::Site& site, std::string series, std::vector<const Report*> reports)
        : site_(site), reports_(std::move(reports))
    {
        result_.series = std::move(series);
        result_.kind_name = reports_.back()->forms->kind_name;
    }

    YearComparison run()
    {
        find_years();
        for (const auto& topic : site_.topics) {
            YearTable table{&topic, topic.is_coded() ? coded_lines(topic) : single_lines(topic)};
            std::erase_if(table.lines, [](const YearLine& line) { return line.is_empty(); });
            if (!table.lines.empty())
                result_.tables.push_back(std::move(table));
        }
        return std::move(result_);
    }

private:
    const Report* report_in(int year) const
    {
        const auto found = std::find_if(reports_.begin(), reports_.end(), [&](const Report* report) { return report->year == year; });
        return found == reports_.end() ? nullptr : *found;
    }

    bool derives_year_before(const Report& report) const
    {
        return !report_in(report.year - 1) && std::any_of(report.forms->measures.begin(), report.forms->measures.end(), [&](const auto& measure) {
                   return !measure.is_coded && derived_before(measure, report).has_value();
               });
    }

    void find_years()
    {
        std::set<int> years;
        for (const auto* report : reports_) {
            years.insert(report->year);
            if (derives_year_before(*report))
                years.insert(report->year - 1);
        }
        result_.years.assign(years.begin(), years.end());
        for (const int year : result_.years)
            result_.reports.push_back(report_in(year));
    }

    std::vector<YearLine> single_lines(const model::ComparisonTopic& topic) const
    {
        std::vector<YearLine> lines;
        for (const auto& name : topic.measures) {
            YearLine line{name, name, 0, {}};
            for (const int year : result_.years)
                line.points.push_back(single_point(name, year));
            lines.push_back(std::move(line));
        }
        return lines;
    }

    std::optional<YearPoint> single_point(const std::string& name, int year) const
    {
        if (const auto* report = report_in(year)) {
            const auto* measure = report->forms->find_measure(name);
            return measure ? point_of(*measure, *report) : std::nullopt;
        }
        const auto* after = report_in(year + 1);
        const auto* measure = after ? after->forms->find_measure(name) : nullptr;
        return measure ? derived_before(*measure, *after) : std::nullopt;
    }

    std::vector<YearLine> coded_lines(const model::ComparisonTopic& topic) const
    {
        std::map<std::string, YearLine> by_code;
        for (std::size_t i = 0; i < result_.years.size(); ++i)
            if (const auto* report = result_.reports[i])
                if (const auto* measure = report->forms->find_measure(topic.coded_measure))
                    add_codes(*measure, *report, i, by_code);
        std::vector<YearLine> lines;
        for (auto& [code, line] : by_code)
            lines.push_back(std::move(line));
        return lines;
    }

    void add_codes(const model::MeasureForm& measure, const Report& report, std::size_t year, std::map<std::string, YearLine>& by_code) const
    {
        const auto& table = report.tables[measure.table];
        for (std::size_t row = 0; row < table.rows.size(); ++row) {
            const auto& code = table.rows[row].code;
            const auto& figure = table.at(row, static_cast<std::size_t>(measure.column)).figure;
            if (code.empty() || !figure.has_amount())
                continue;
            auto& line = by_code[code];
            line.key = code;
            line.name = table.rows[row].name;
            line.level = model::level_of(code);
            line.points.resize(result_.years.size());
            line.points[year] = YearPoint{figure, &report,
                                          {{static_cast<std::uint16_t>(measure.table), static_cast<std::uint16_t>(measure.column), static_cast<std::uint32_t>(row)}},
                                          false};
        }
    }

    const model::Site& site_;
    std::vector<const Report*> reports_;  ///< by year, ascending
    YearComparison result_;
};

}  // namespace

bool YearLine::is_empty() const
{
    return std::none_of(points.begin(), points.end(), [](const auto& point) { return point.has_value(); });
}

std::vector<YearComparison> across_years(const model::Site& site, const model::Department& department, const IsShown& is_shown)
{
    std::map<std::string, std::vector<const Report*>> series;
    for (auto report = department.reports.rbegin(); report != department.reports.rend(); ++report)
        if (is_shown(*report))
            series[series_of(*report)].push_back(&*report);
    std::vector<YearComparison> all;
    for (auto& [name, reports] : series) {
        auto comparison = Comparing(site, name, std::move(reports)).run();
        if (comparison.years.size() > 1 && !comparison.tables.empty())
            all.push_back(std::move(comparison));
    }
    return all;
}

}  // namespace gongkai::compare
