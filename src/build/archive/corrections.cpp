#include "build/archive/corrections.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "pages/addresses.hpp"
#include "pages/archive/layout.hpp"
#include "pages/correction_values.hpp"
#include "pages/directory.hpp"
#include "pages/downloads/downloads.hpp"
#include "pages/format.hpp"

namespace gongkai::build {
namespace {

using pages::RecordFigure;
using pages::RecordValue;

// Fields by their place in a record.
enum Field : std::size_t { department, report_slug, title, date, what, reason, cell, from, to, unit, declared, file, digest_before, digest_now, fields };

pages::RecordTable empty_table()
{
    return {"更正清单",
            {{"部门", "department", "部门的文件夹名"},
             {"报告", "report", "报告的文件名：年份-种类"},
             {"题名", "title", "报告的标题"},
             {"更正日期", "date", "报告所写；没有写明更正的为空"},
             {"更正内容", "what", "报告所写"},
             {"原因", "reason", "报告所写"},
             {"位置", "cell", "表、行、栏；为空的，更正说明没有写明位置"},
             {"原数", "from", "更正前公开的数"},
             {"现数", "to", "更正后的数"},
             {"单位", "unit", "金额的单位；不是金额的为空"},
             {"依据", "declared", "说明：报告写明了更正；比较：与上一份档案比较得出"},
             {"数据文件", "file", "data/ 之下的路径"},
             {"原 SHA-256", "sha256_before", "上一份档案中这个文件的摘要；没有上一份的为空"},
             {"现 SHA-256", "sha256_now", "列入清单时这个文件的摘要"}},
            {}};
}

using Record = std::vector<RecordValue>;

/// What tells declared corrections apart.
using Declared = std::tuple<std::string, std::string, std::string, std::string>;

/// Data file, row and column of a cell that a correction names.
using ToldCell = std::tuple<std::string, std::string, std::string>;

std::string text_at(const Record& record, std::size_t field)
{
    const auto* text = std::get_if<std::string>(&record[field]);
    return text ? *text : std::string();
}

/// Records of a list that an archive of ours holds; nullopt if it is none.
std::optional<std::vector<Record>> records_of(const std::string& json, const pages::RecordTable& table)
{
    std::vector<Record> records;
    const auto root = nlohmann::json::parse(json, nullptr, false);
    if (!root.is_object() || !root.contains("records") || !root["records"].is_array())
        return std::nullopt;
    for (const auto& item : root["records"]) {
        if (!item.is_object())
            return std::nullopt;
        Record record(fields);
        for (std::size_t i = 0; i < fields; ++i) {
            const auto found = item.find(table.fields[i].key);
            if (found == item.end() || !found->is_string())
                continue;
            if (i == from || i == to)
                record[i] = RecordFigure{found->get<std::string>()};
            else
                record[i] = found->get<std::string>();
        }
        records.push_back(std::move(record));
    }
    return records;
}

std::string text_of(const ShownValue& value)
{
    switch (value.state) {
    case ValueState::blank: return "";
    case ValueState::dash: return "—";
    case ValueState::not_applicable: return "不适用";
    case ValueState::shown: return value.text;
    }
    return "";
}

RecordValue value_of(const ShownValue& value) { return RecordFigure{text_of(value)}; }

std::string joined(const std::vector<std::string>& parts)
{
    std::string all;
    for (const auto& part : parts)
        if (!part.empty())
            all += (all.empty() ? "" : " ") + part;
    return all;
}

/// New records of one report.
class ReportCorrections {
public:
    ReportCorrections(const model::Department& department, const model::Report& report, const ChangesSince& before,
                      const pages::FileFactsOf& now)
        : department_(department), report_(report), before_(before), now_(now), folder_(pages::report_folder(department, report))
    {
    }

    std::vector<Record> records(const std::set<Declared>& known)
    {
        for (const auto& correction : report_.corrections)
            if (!known.contains(key_of(correction)))
                fresh_.push_back(&correction);
        std::stable_sort(fresh_.begin(), fresh_.end(), [](const auto* a, const auto* b) { return a->date < b->date; });
        for (const auto* correction : fresh_)
            declare(*correction);
        if (const auto changes = before_.figures.find(folder_); changes != before_.figures.end())
            for (const auto& table : changes->second)
                compare(table);
        return std::move(records_);
    }

    /// Figures that no correction tells of.
    std::size_t unexplained() const { return fresh_.empty() ? compared_ : 0; }

private:
    Declared key_of(const model::Correction& correction) const
    {
        return {department_.slug, report_.slug, correction.date.iso(), correction.what};
    }

    Record blank(const std::string& data_file) const
    {
        Record record(fields);
        record[department] = department_.slug;
        record[report_slug] = report_.slug;
        record[title] = pages::report_title(department_, report_);
        if (data_file.empty())
            return record;
        const auto path = pages::archived_site + data_file;
        record[file] = path;
        if (const auto* old = before_.files ? before_.files(path) : nullptr)
            record[digest_before] = old->sha256;
        if (const auto* facts = now_(path))
            record[digest_now] = facts->sha256;
        return record;
    }

    void declare(const model::Correction& correction)
    {
        const auto add = [&](Record record) {
            record[date] = correction.date.iso();
            record[what] = correction.what;
            record[reason] = correction.reason;
            record[declared] = "说明";
            records_.push_back(std::move(record));
        };
        if (correction.cells.empty())
            return add(blank(""));
        for (const auto& corrected : correction.cells) {
            const auto figure = pages::corrected_figure(report_, corrected, false);
            const auto data = figure.cell ? folder_ + "data/" + report_.forms->tables[figure.cell->table].id + ".json" : std::string();
            auto record = blank(data);
            record[cell] = corrected.cell;
            record[from] = RecordFigure{figure.from};
            record[to] = RecordFigure{figure.to};
            record[unit] = figure.unit;
            if (figure.cell)
                told_.try_emplace(told_cell(data, *figure.cell), figure.from, figure.to).first->second.second = figure.to;
            add(std::move(record));
        }
    }

    /// As a comparison of the data finds it: by line or code of the row, else by its name or key.
    ToldCell told_cell(const std::string& data_file, model::CellRef at) const
    {
        const auto& form = report_.forms->tables[at.table];
        const auto& row = report_.tables[at.table].rows[at.row];
        const auto& place = !row.line.empty() ? row.line : !row.code.empty() ? row.code : !row.name.empty() ? row.name : row.key;
        return {data_file, place, pages::column_name(form, *form.amount_column(at.column))};
    }

    /// A correction names the cell, and with the figures that it really had and has.
    bool is_told(const ToldCell& at, const std::string& before, const std::string& after) const
    {
        const auto found = told_.find(at);
        return found != told_.end() && found->second == std::pair(before, after);
    }

    void compare(const TableChange& table)
    {
        const auto name = table.number.empty() ? table.title : table.number;
        for (const auto& change : table.figures)
            if (!is_told({table.data, change.place.empty() ? change.row : change.place, change.column}, text_of(change.before), text_of(change.after)))
                found(table, joined({name, change.place, change.row, change.column}), value_of(change.before),
                      value_of(change.after));
        for (const auto& row : table.rows)
            for (const auto& value : row.values) {
                const bool is_added = row.presence == Presence::added;
                const auto text = text_of(value.value);
                if (is_told({table.data, row.place.empty() ? row.row : row.place, value.column}, is_added ? "" : text, is_added ? text : ""))
                    continue;
                const auto there = value_of(value.value);
                found(table, joined({name, row.place, row.row, value.column}), is_added ? RecordValue() : there, is_added ? there : RecordValue());
            }
        for (const auto& column : table.columns)
            found(table, joined({name, column.column}), {}, std::string(column.presence == Presence::added ? "新增的栏" : "去掉的栏"));
        if (table.presence != Presence::both)
            found(table, name, {}, std::string(table.presence == Presence::added ? "新增的表" : "去掉的表"));
        for (const auto& remark : table.remarks)
            found(table, name, {}, remark);
    }

    void found(const TableChange& table, std::string place, RecordValue before, RecordValue after)
    {
        auto record = blank(table.data);
        std::vector<std::string> whats;
        std::vector<std::string> reasons;
        for (const auto* correction : fresh_) {
            whats.push_back(correction->what);
            reasons.push_back(correction->reason);
            record[date] = correction->date.iso();
        }
        if (!fresh_.empty()) {
            record[what] = fmt::format("{}", fmt::join(whats, "；"));
            record[reason] = fmt::format("{}", fmt::join(reasons, "；"));
        }
        record[cell] = std::move(place);
        record[from] = std::move(before);
        record[to] = std::move(after);
        record[unit] = table.unit;
        record[declared] = "比较";
        records_.push_back(std::move(record));
        ++compared_;
    }

    const model::Department& department_;
    const model::Report& report_;
    const ChangesSince& before_;
    const pages::FileFactsOf& now_;
    std::string folder_;
    std::vector<const model::Correction*> fresh_;
    std::map<ToldCell, std::pair<std::string, std::string>> told_;  ///< from the first of several corrections to the last
    std::vector<Record> records_;
    std::size_t compared_ = 0;
};

}  // namespace

CorrectionList list_corrections(const model::Site& site, const ChangesSince& before, const pages::FileFactsOf& now)
{
    CorrectionList list{empty_table(), 0, {}};
    if (before.files) {
        auto records = records_of(before.corrections, list.table);
        if (!records) {
            list.problems.push_back(base::error("A-SINCE", {}, "上一份档案的 corrections.json 不是更正清单，接续它会丢失以前的更正",
                                                "上一份档案不是由本程序写成的；请不写 --since，做一份完整的"));
            return list;
        }
        list.table.rows = std::move(*records);
    }
    std::set<Declared> known;
    for (const auto& record : list.table.rows)
        known.emplace(text_at(record, department), text_at(record, report_slug), text_at(record, date), text_at(record, what));
    for (const auto& owner : site.departments)
        for (const auto& report : owner.reports) {
            if (!pages::is_shown(report, pages::Scope::published))
                continue;
            ReportCorrections corrections(owner, report, before, now);
            for (auto& record : corrections.records(known)) {
                list.table.rows.push_back(std::move(record));
                ++list.since;
            }
            if (const auto count = corrections.unexplained(); count > 0)
                list.problems.push_back(base::warning(
                    "A-UNEXPLAINED", report.span, fmt::format("公开的数与上一份档案不同，有 {} 处，但没有新的更正说明", count),
                    "请在 corrections 中写明更正的日期、内容和原因；清单 corrections.csv 列出每一处"));
        }
    return list;
}

}  // namespace gongkai::build
