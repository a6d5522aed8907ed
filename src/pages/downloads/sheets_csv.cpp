// Forms of one page differ from each other, so their values are written one a
// line: file, sheet, section, row (goal and levels of indicators), column, value.

#include <fmt/format.h>

#include "pages/downloads/csv_text.hpp"
#include "pages/format.hpp"
#include "pages/sheet_html.hpp"
#include "pages/sheet_values.hpp"

namespace gongkai::pages {
namespace {

class SheetLines {
public:
    SheetLines(std::string& out, const model::Department& department, const model::Report& report,
               const model::Sheet& sheet, const model::PersonalDataPolicy& policy)
        : out_(out), department_(department), report_(report), sheet_(sheet), policy_(policy),
          title_(sheet_title(department, report, sheet))
    {
    }

    void write()
    {
        for (std::size_t i = 0; i < sheet_.sections.size(); ++i) {
            const auto& form = sheet_.form->sections[i];
            if (const auto* fields = std::get_if<model::Fields>(&sheet_.sections[i]))
                write_fields(std::get<model::FieldsForm>(form), *fields);
            else if (const auto* grid = std::get_if<model::Grid>(&sheet_.sections[i]))
                write_grid(std::get<model::GridForm>(form), *grid);
            else
                write_indicators(std::get<model::IndicatorsForm>(form), std::get<model::Indicators>(sheet_.sections[i]));
        }
    }

private:
    void line(const std::string& section, const std::string& row, const model::ValueForm& form, const model::SheetValue& value)
    {
        line(section, row, filled(form.label(), department_, report_), shown_text(value, form.personal, policy_), value.is_computed);
    }

    void line(const std::string& section, const std::string& row, const std::string& column, const std::string& shown, bool is_computed)
    {
        if (shown.empty())
            return;
        bool is_first = true;
        for (const auto& text : {sheet_.slug, title_, section, row, column, shown}) {
            out_ += is_first ? "" : ",";
            is_first = false;
            append_csv_text(out_, text);
        }
        out_ += is_computed ? ",算出\r\n" : ",填写\r\n";
    }

    void write_fields(const model::FieldsForm& form, const model::Fields& fields)
    {
        for (std::size_t i = 0; i < form.fields.size(); ++i)
            line(form.heading, "", form.fields[i], fields.values[i]);
    }

    void write_grid(const model::GridForm& form, const model::Grid& grid)
    {
        for (std::size_t row = 0; row < form.rows.size(); ++row)
            for (std::size_t column = 0; column < form.columns.size(); ++column)
                line(form.heading, (form.rows[row].group.empty() ? "" : form.rows[row].group + "/") + form.rows[row].label,
                     form.columns[column], grid.rows[row][column]);
    }

    void write_indicators(const model::IndicatorsForm& form, const model::Indicators& indicators)
    {
        for (std::size_t i = 0; i < indicators.goals.size(); ++i) {
            const auto& goal = indicators.goals[i];
            const auto number = indicators.goals.size() > 1 ? std::to_string(i + 1) : std::string();
            line(form.heading, number, "目标", goal.text, false);
            line(form.heading, number, "分值", goal.weight.text, goal.weight.is_computed);
            line(form.heading, number, "得分", goal.score.text, goal.score.is_computed);
            for (const auto& indicator : goal.indicators) {
                auto row = number;
                for (const auto& name : indicator.names)
                    if (!name.empty())
                        row += (row.empty() ? "" : "/") + name;
                for (std::size_t column = 0; column < form.columns.size(); ++column)
                    line(form.heading, row, form.columns[column], indicator.values[column]);
            }
        }
    }

    std::string& out_;
    const model::Department& department_;
    const model::Report& report_;
    const model::Sheet& sheet_;
    const model::PersonalDataPolicy& policy_;
    std::string title_;
};

}  // namespace

std::string sheets_csv(const model::Department& department, const model::Report& report, const model::PersonalDataPolicy& policy)
{
    std::string out = "\xEF\xBB\xBF" "文件,表,段,行,栏,值,来源\r\n";
    for (const auto& sheet : report.sheets)
        SheetLines(out, department, report, sheet, policy).write();
    return out;
}

}  // namespace gongkai::pages
