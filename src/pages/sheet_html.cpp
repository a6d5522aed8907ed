#include "pages/sheet_html.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/html.hpp"
#include "pages/anchors.hpp"
#include "pages/format.hpp"
#include "pages/table_head.hpp"

namespace gongkai::pages {
namespace {

using model::SheetValue;
using model::ValueForm;
using model::ValueType;

bool is_numeric(ValueType type) { return type == ValueType::money || type == ValueType::percent || type == ValueType::score; }

class SheetWriter {
public:
    SheetWriter(const model::Sheet& sheet, const model::Department& department, const model::Report& report,
                const model::PersonalDataPolicy& policy)
        : sheet_(sheet), department_(department), report_(report), policy_(policy)
    {
    }

    std::string write()
    {
        for (std::size_t i = 0; i < sheet_.sections.size(); ++i) {
            const auto& form = sheet_.form->sections[i];
            section_ = i;
            if (const auto* fields = std::get_if<model::Fields>(&sheet_.sections[i]))
                write_fields(std::get<model::FieldsForm>(form), *fields);
            else if (const auto* grid = std::get_if<model::Grid>(&sheet_.sections[i]))
                write_grid(std::get<model::GridForm>(form), *grid);
            else
                write_indicators(std::get<model::IndicatorsForm>(form), std::get<model::Indicators>(sheet_.sections[i]));
        }
        return std::move(out_);
    }

private:
    void text(std::string_view value) { base::append_escaped(out_, value); }

    std::string label_of(const ValueForm& form) const { return filled(form.label(), department_, report_); }

    void write_fields(const model::FieldsForm& form, const model::Fields& fields)
    {
        if (!form.heading.empty()) {
            out_ += "<h2>";
            text(form.heading);
            out_ += "</h2>\n";
        }
        out_ += "<dl class=\"sheet-fields\">\n";
        for (std::size_t i = 0; i < form.fields.size(); ++i)
            write_field(form.fields[i], fields.values[i], value_anchor(section_, 0, i));
        out_ += "</dl>\n";
    }

    void write_field(const ValueForm& form, const SheetValue& value, const std::string& anchor)
    {
        const auto shown = shown_text(value, form.personal, policy_);
        if (shown.empty() && (form.is_optional || form.personal != model::Personal::none))
            return;
        const bool is_long = form.type == ValueType::paragraph || form.type == ValueType::choice;
        out_ += is_long ? "<div class=\"wide\"><dt>" : "<div><dt>";
        text(label_of(form));
        if (form.type == ValueType::money)
            text(fmt::format("（{}）", decimal::unit_name(sheet_.form->unit)));
        out_.append("</dt><dd id=\"").append(anchor).append(shown.empty() && form.type != ValueType::choice ? "\" class=\"blank\">" : "\">");
        if (form.type == ValueType::choice)
            write_options(form, value);
        else if (shown.empty())
            out_ += "未填";
        else if (form.type == ValueType::paragraph)
            write_paragraphs(shown);
        else
            write_short(value, shown);
        out_ += "</dd></div>\n";
    }

    void write_short(const SheetValue& value, std::string_view shown)
    {
        out_ += value.is_computed ? "<span class=\"computed\">" : "";
        text(shown);
        out_ += value.is_computed ? "</span>" : "";
    }

    void write_paragraphs(std::string_view value)
    {
        while (!value.empty()) {
            const auto end = std::min(value.find('\n'), value.size());
            if (end > 0) {
                out_ += "<p>";
                text(value.substr(0, end));
                out_ += "</p>";
            }
            value.remove_prefix(std::min(end + 1, value.size()));
        }
    }

    /// ☑ and ☐ are pictures; what they mean is said in words as well.
    void write_options(const ValueForm& form, const SheetValue& value)
    {
        out_ += "<ul class=\"options\">";
        for (const auto& option : form.options) {
            const bool ticked = option == value.text;
            out_ += ticked ? "<li class=\"ticked\"><span aria-hidden=\"true\">☑</span> "
                           : "<li><span aria-hidden=\"true\">☐</span> ";
            text(option);
            out_ += ticked ? "<span class=\"visually-hidden\">（已选）</span></li>" : "</li>";
        }
        out_ += "</ul>";
    }

    void begin_table(std::string_view caption, std::string_view note)
    {
        out_ += "<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"";
        text(caption);
        out_ += "\">\n<table class=\"figures sheet\">\n<caption>";
        text(caption);
        if (!note.empty()) {
            out_ += "<span class=\"caption-note\">";
            text(note);
            out_ += "</span>";
        }
        out_ += "</caption>\n<thead>\n";
    }

    HeadColumn head_of(const ValueForm& form) const
    {
        HeadColumn column{{}, is_numeric(form.type) ? "amount" : "text"};
        for (const auto& label : form.path)
            column.path.push_back(filled(label, department_, report_));
        if (!form.mark.empty())
            column.path.back() += "（" + form.mark + "）";
        return column;
    }

    void write_grid(const model::GridForm& form, const model::Grid& grid)
    {
        std::string note = fmt::format("单位：{}", decimal::unit_name(sheet_.form->unit));
        if (form.weight)
            note += fmt::format(" · {}分", form.weight->to_string());
        begin_table(form.heading, note);
        const bool grouped = std::any_of(form.rows.begin(), form.rows.end(), [](const auto& row) { return !row.group.empty(); });
        std::vector<HeadColumn> head;
        if (grouped)
            head.push_back({{"类别"}, "name"});
        head.push_back({{"项目"}, "name"});
        for (const auto& column : form.columns)
            head.push_back(head_of(column));
        append_head_rows(out_, head);
        out_ += "</thead>\n";
        for (std::size_t row = 0; row < form.rows.size();) {
            auto end = row + 1;
            while (end < form.rows.size() && form.rows[end].group == form.rows[row].group)
                ++end;
            write_grid_group(form, grid, row, end, grouped);
            row = end;
        }
        end_table();
    }

    void write_grid_group(const model::GridForm& form, const model::Grid& grid, std::size_t begin, std::size_t end, bool grouped)
    {
        out_ += "<tbody>\n";
        for (auto row = begin; row < end; ++row) {
            out_ += "<tr>";
            const bool has_group = !form.rows[row].group.empty();
            if (has_group && row == begin) {
                out_ += fmt::format("<th scope=\"rowgroup\" class=\"level\"{}>", rowspan(end - begin));
                text(form.rows[row].group);
                out_ += "</th>";
            }
            out_ += grouped && !has_group ? "<th scope=\"row\" class=\"name\" colspan=\"2\">" : "<th scope=\"row\" class=\"name\">";
            text(form.rows[row].label);
            out_ += "</th>";
            write_values(form.columns, grid.rows[row], [&](std::size_t column) { return value_anchor(section_, row, column); });
            out_ += "</tr>\n";
        }
        out_ += "</tbody>\n";
    }

    template <class Anchor>
    void write_values(const std::vector<ValueForm>& forms, const std::vector<SheetValue>& values, const Anchor& anchor)
    {
        for (std::size_t i = 0; i < forms.size(); ++i) {
            out_ += is_numeric(forms[i].type) ? "<td class=\"amount" : "<td class=\"text";
            if (values[i].is_blank())
                out_ += " blank";
            else if (values[i].is_computed)
                out_ += " computed";
            out_.append("\" id=\"").append(anchor(i)).append("\">");
            text(shown_text(values[i], forms[i].personal, policy_));
            out_ += "</td>";
        }
    }

    void end_table() { out_ += "</table>\n</div>\n"; }

    void write_indicators(const model::IndicatorsForm& form, const model::Indicators& indicators)
    {
        out_ += "<h2>";
        text(form.heading);
        out_ += "</h2>\n";
        for (std::size_t i = 0; i < indicators.goals.size(); ++i)
            write_goal(form, indicators, i);
    }

    void write_goal(const model::IndicatorsForm& form, const model::Indicators& indicators, std::size_t goal_number)
    {
        const auto& goal = indicators.goals[goal_number];
        const auto number = indicators.goals.size() > 1 ? std::to_string(goal_number + 1) : std::string();
        const auto& label = form.goal_label.empty() ? form.heading : form.goal_label;
        const auto caption = label + number;
        if (!goal.text.empty()) {
            out_ += "<p class=\"goal\"><strong>";
            text(caption);
            out_ += "：</strong>";
            text(goal.text);
            out_ += "</p>\n";
        }
        const auto note = goal_note(goal);
        if (goal.indicators.empty()) {
            if (!note.empty()) {
                out_ += "<p class=\"goal\">";
                text(note);
                out_ += "</p>\n";
            }
            return;
        }
        begin_table(label.ends_with("指标") ? caption : caption + "的指标", note);
        std::vector<HeadColumn> head;
        for (const auto& level : form.levels)
            head.push_back({{level}, "name"});
        for (const auto& column : form.columns)
            head.push_back(head_of(column));
        append_head_rows(out_, head);
        out_ += "</thead>\n";
        for (std::size_t row = 0; row < goal.indicators.size();) {
            const auto end = end_of_run(goal, row, 0);
            write_indicator_group(form, goal, goal_number, row, end);
            row = end;
        }
        end_table();
    }

    static std::string goal_note(const model::Goal& goal)
    {
        std::string note;
        if (!goal.weight.is_blank())
            note = fmt::format("分值 {}", goal.weight.text);
        if (!goal.score.is_blank())
            note += fmt::format("{}得分 {}", note.empty() ? "" : " · ", goal.score.text);
        return note;
    }

    /// First row after `row` that differs from it in the names down to `level`.
    static std::size_t end_of_run(const model::Goal& goal, std::size_t row, std::size_t level)
    {
        const auto& names = goal.indicators[row].names;
        const auto same = [&](const model::Indicator& other) {
            return std::equal(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(level) + 1, other.names.begin());
        };
        auto end = row + 1;
        while (end < goal.indicators.size() && same(goal.indicators[end]))
            ++end;
        return end;
    }

    /// The rows of one outermost name: a group of rows for screen readers too.
    void write_indicator_group(const model::IndicatorsForm& form, const model::Goal& goal, std::size_t goal_number, std::size_t begin,
                               std::size_t end)
    {
        out_ += "<tbody>\n";
        const auto last = form.levels.size() - 1;
        for (auto row = begin; row < end; ++row) {
            const auto& indicator = goal.indicators[row];
            out_ += "<tr>";
            for (std::size_t level = 0; level < last; ++level)
                if (row == begin || end_of_run(goal, row - 1, level) == row)
                    write_level_name(indicator.names[level], level, end_of_run(goal, row, level) - row);
            out_ += "<th scope=\"row\" class=\"name\">";
            text(indicator.names.back());
            out_ += "</th>";
            write_values(form.columns, indicator.values, [&](std::size_t column) { return value_anchor(section_, goal_number, row, column); });
            out_ += "</tr>\n";
        }
        out_ += "</tbody>\n";
    }

    static std::string rowspan(std::size_t rows) { return rows > 1 ? fmt::format(" rowspan=\"{}\"", rows) : std::string(); }

    void write_level_name(const std::string& name, std::size_t level, std::size_t rows)
    {
        const auto span = rowspan(rows);
        if (name.empty()) {
            out_ += fmt::format("<td{}></td>", span);
            return;
        }
        out_ += fmt::format("<th scope=\"{}\" class=\"level\"{}>", level == 0 ? "rowgroup" : "row", span);
        text(name);
        out_ += "</th>";
    }

    const model::Sheet& sheet_;
    const model::Department& department_;
    const model::Report& report_;
    const model::PersonalDataPolicy& policy_;
    std::size_t section_ = 0;  ///< the one being written
    std::string out_;
};

}  // namespace

std::string sheet_html(const model::Sheet& sheet, const model::Department& department, const model::Report& report,
                       const model::PersonalDataPolicy& policy)
{
    return SheetWriter(sheet, department, report, policy).write();
}

std::string shown_text(const model::SheetValue& value, model::Personal personal, const model::PersonalDataPolicy& policy)
{
    const auto rule = personal == model::Personal::name        ? policy.names
                      : personal == model::Personal::telephone ? policy.telephones
                                                               : model::Disclosure::show;
    switch (rule) {
    case model::Disclosure::show: return value.text;
    case model::Disclosure::mask: return masked_telephone(value.text);
    case model::Disclosure::omit: break;
    }
    return {};
}

namespace {

constexpr std::string_view wide_zero = "\uFF10";  // ０ to ９ differ in their last byte

/// Bytes of the digit at `i`, ASCII or full width; 0 if there is none.
std::size_t digit_width(std::string_view text, std::size_t i)
{
    if (text[i] >= '0' && text[i] <= '9')
        return 1;
    const auto last = static_cast<unsigned char>(i + 2 < text.size() ? text[i + 2] : 0);
    const auto zero = static_cast<unsigned char>(wide_zero[2]);
    return text.substr(i, 2) == wide_zero.substr(0, 2) && last >= zero && last <= zero + 9 ? wide_zero.size() : 0;
}

/// Within one number: a hyphen or a space may part its digits (027-8277 1234).
bool joins_digits(char c) { return c == '-' || c == ' ' || c == '(' || c == ')'; }

std::size_t count_digits(const std::vector<std::string>& parts)
{
    return static_cast<std::size_t>(std::count_if(parts.begin(), parts.end(), [](const auto& part) { return digit_width(part, 0) > 0; }));
}

void append_masked(std::string& out, std::vector<std::string>& parts)
{
    constexpr std::size_t most_digits = 13;  // 86, an area code and eight: more are several numbers, all masked
    const auto digits = count_digits(parts);
    const std::size_t kept_at_end = digits > 8 ? 4 : 0;
    std::size_t seen = 0;
    for (auto& part : parts) {
        if (digit_width(part, 0) > 0) {
            const auto left = digits - seen++;  // this digit and those after it
            if (digits > most_digits || (left > kept_at_end && left <= kept_at_end + 4))
                part = "*";
        }
        out += part;
    }
    parts.clear();
}

}  // namespace

std::string masked_telephone(std::string_view text)
{
    std::string out;
    std::vector<std::string> number;  // digits and what parts them
    for (std::size_t i = 0; i < text.size();) {
        const auto width = digit_width(text, i);
        const bool is_new_mobile = width > 0 && text[i] == '1' && count_digits(number) >= 11 && digit_width(number.back(), 0) == 0;
        if ((width == 0 && !joins_digits(text[i])) || is_new_mobile)
            append_masked(out, number);
        const auto taken = std::max<std::size_t>(width, 1);
        if (width > 0 || !number.empty())
            number.emplace_back(text.substr(i, taken));
        else
            out += text.substr(i, taken);
        i += taken;
    }
    append_masked(out, number);
    return out;
}

}  // namespace gongkai::pages
