#include "synthetic.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <stdexcept>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <stdlib.h>

namespace gongkai::test {
namespace {

namespace fs = std::filesystem;
using Amount = std::int64_t;  // hundredths of the report's unit
using Amounts = std::map<std::string, Amount>;

std::string text(Amount amount) { return fmt::format("{}{}.{:02}", amount < 0 ? "-" : "", std::abs(amount) / 100, std::abs(amount) % 100); }

/// {a: 1.00, b: 2.00}, without what is zero.
std::string inline_map(const std::vector<std::pair<std::string, Amount>>& values)
{
    std::vector<std::string> parts;
    for (const auto& [key, value] : values)
        if (value != 0)
            parts.push_back(fmt::format("{}: {}", key, text(value)));
    return fmt::format("{{{}}}", fmt::join(parts, ", "));
}

Amount sum_of(const Amounts& values)
{
    Amount sum = 0;
    for (const auto& [key, value] : values)
        sum += value;
    return sum;
}

/// part × scale ÷ whole, rounded half up.
Amount quotient(Amount part, Amount scale, Amount whole) { return (2 * part * scale + whole) / (2 * whole); }

std::string percent(Amount part, Amount whole, int places)
{
    Amount scale = 100;
    for (int i = 0; i < places; ++i)
        scale *= 10;
    const auto value = quotient(part, scale, whole);
    return places == 1 ? fmt::format("{}.{}%", value / 10, value % 10) : fmt::format("{}.{:02}%", value / 100, value % 100);
}

/// `count` positive parts.
std::vector<Amount> split(Dice& dice, Amount whole, std::size_t count)
{
    std::vector<Amount> parts;
    for (std::size_t left = count; left > 1; --left) {
        parts.push_back(dice.between(whole / static_cast<Amount>(left * 3) + 1, whole * 2 / static_cast<Amount>(left * 2)));
        whole -= parts.back();
    }
    parts.push_back(whole);
    return parts;
}

const std::map<std::string, std::string> class_names = {{"201", "一般公共服务支出"}, {"206", "科学技术支出"}, {"208", "社会保障和就业支出"},
                                                         {"210", "卫生健康支出"},     {"212", "城乡社区支出"}, {"221", "住房保障支出"},
                                                         {"223", "国有资本经营预算支出"}};

Amounts by_class(const Amounts& lines)
{
    Amounts sums;
    for (const auto& [code, value] : lines)
        sums[class_names.at(code.substr(0, 3))] += value;
    return sums;
}

std::string block(const Amounts& values, const std::string& indent)
{
    std::string out;
    for (const auto& [key, value] : values)
        if (value != 0)
            out += fmt::format("{}{}: {}\n", indent, key, text(value));
    return out;
}

// --- evaluation sheets

const std::vector<std::string> activities = {"培训", "调研", "宣传活动", "检查", "走访", "座谈会", "评审会", "专题讲座", "巡查", "招聘会"};
const std::vector<std::string> subjects = {"干部", "党员", "社区", "企业", "人才", "青年", "机关", "园区"};

struct Indicator {
    std::string name;
    std::string target;
    std::string actual;
    Amount points = 0;
};

Indicator counted(Dice& dice, std::size_t index)
{
    const auto target = dice.between(2, 60);
    return {subjects[index / activities.size() % subjects.size()] + activities[index % activities.size()] + "次数", fmt::format("{}次", target),
            fmt::format("{}次", target + dice.between(0, 9)), 0};
}

Indicator rated(Dice& dice, const std::string& name)
{
    return {name, fmt::format("\"≥{}%\"", dice.between(80, 90)), fmt::format("{}%", dice.between(92, 100)), 0};
}

std::string rows_of(const std::vector<Indicator>& indicators, std::size_t begin, std::size_t end, const std::string& middle, bool is_scored)
{
    std::string out;
    for (auto i = begin; i < end; ++i)
        out += fmt::format("          - [{}, {}, {}{}{}]\n", indicators[i].name, indicators[i].target, indicators[i].actual, middle,
                           is_scored ? fmt::format(", {}", indicators[i].points) : "");
    return out;
}

/// A goal; points are even, and one target may be missed by some points.
struct Goal {
    std::vector<Indicator> indicators;
    Amount weight = 0;
    Amount lost = 0;

    Amount points() const { return weight - lost; }
    std::string yaml(const std::string& objective, const std::string& middle, bool is_scored) const
    {
        std::string out = "  -";
        if (is_scored)
            out += fmt::format(" 分值: {}\n   ", weight);
        if (!objective.empty())
            out += fmt::format(" 目标: {}\n   ", objective);
        const auto half = indicators.size() - 2;
        return out + " 指标:\n      产出指标:\n        数量指标:\n" + rows_of(indicators, 0, half, middle, is_scored) + "        质量指标:\n" +
               rows_of(indicators, half, half + 1, middle, is_scored) + "      效益指标:\n        服务对象满意度指标:\n" +
               rows_of(indicators, half + 1, indicators.size(), middle, is_scored);
    }
};

Goal goal_of(Dice& dice, Amount weight, std::size_t count, std::size_t offset, const std::string& name)
{
    Goal goal;
    goal.weight = weight;
    for (std::size_t i = 0; i + 2 < count; ++i)
        goal.indicators.push_back(counted(dice, offset + i));
    goal.indicators.push_back(rated(dice, name + "合格率"));
    goal.indicators.push_back(rated(dice, name + "满意度"));
    for (auto& indicator : goal.indicators)
        indicator.points = weight / static_cast<Amount>(count);
    if (count > 5 && dice.one_in(3)) {
        auto& missed = goal.indicators.front();
        missed.target = "80次";
        missed.actual = "61次";
        goal.lost = missed.points / 2;
        missed.points -= goal.lost;
    }
    return goal;
}

struct Project {
    std::string name;
    Amount budget = 0;
    Amount executed = 0;
};

/// “年度财政资金总额: {…}”, with points unless `weight` is zero; gives the points.
Amount execution_row(std::string& out, const std::string& label, Amount budget, Amount executed, int places, bool has_points)
{
    const auto points = quotient(executed, 2000, budget);
    out += fmt::format("  {}: {{预算数: {}, 执行数: {}, 执行率: {}{}}}\n", label, text(budget), text(executed), percent(executed, budget, places),
                       has_points ? ", 得分: " + text(points) : "");
    return points;
}

using Files = std::map<std::string, std::string>;

/// The evaluation sheets of a final account in the forms of a district.
class Evaluations {
public:
    Evaluations(Dice& dice, std::string district, std::string department) : dice_(dice), district_(std::move(district)), department_(std::move(department)) {}

    Files make(Amount basic, const std::vector<Project>& projects)
    {
        Files files;
        Amount expenditure = 0;
        for (const auto& project : projects)
            expenditure += project.executed;
        files["00-whole.yaml"] = district_ == "武汉经开区（汉南区）" ? unscored_whole(basic, expenditure) : whole(basic, expenditure);
        for (std::size_t i = 0; i < projects.size(); ++i)
            files[fmt::format("{:02}-project.yaml", i + 1)] = project(projects[i], i);
        return files;
    }

private:
    std::string whole(Amount basic, Amount expenditure)
    {
        const auto executed = basic + expenditure;
        auto out = fmt::format("form: 整体自评\n单位名称: {}\n填报日期: 2024年5月20日\n基本支出总额: {}\n项目支出总额: {}\n预算执行情况:\n", department_, text(basic), text(expenditure));
        auto total = execution_row(out, "部门整体支出总额", executed + dice_.between(0, executed / 3), executed, 1, true);
        out += "年度目标:\n";
        Amount lost = 0;
        const std::vector<Amount> weights = {20, 24, 36};
        for (std::size_t i = 0; i < weights.size(); ++i) {
            const auto goal = goal_of(dice_, weights[i], i == 0 ? 5 : 6, 50 + 10 * i, "整体" + subjects[i]);
            out += goal.yaml("做好" + subjects[i] + "工作", "", true);
            total += goal.points() * 100;
            lost += goal.lost;
        }
        return out + fmt::format("总分: {}\n偏差大或目标未完成原因分析: {}\n改进措施及结果应用方案: 加强管理\n", text(total), lost > 0 ? "部分活动推迟" : "无");
    }

    std::string unscored_whole(Amount basic, Amount expenditure)
    {
        auto out = fmt::format("form: 整体自评\n单位名称: {}\n填报日期: 2025年4月10日\n基本支出总额: {}\n项目支出总额: {}\n年度目标: 做好各项工作\n年度绩效指标:\n  - 指标:\n      履职效能:\n        核心业务产出:\n",
                               department_, text(basic), text(expenditure));
        for (std::size_t i = 0; i < 6; ++i) {
            const auto indicator = counted(dice_, 50 + i);
            out += fmt::format("          - [{}, 绩效基本型, {}, {}]\n", indicator.name, indicator.target, indicator.actual);
        }
        return out + "偏差大或目标未完成原因分析: 无\n";
    }

    std::string project(const Project& project, std::size_t index)
    {
        const bool is_jingkai = district_ == "武汉经开区（汉南区）";
        const bool is_brief = district_ == "汉阳区" && index % 3 == 2;
        const bool is_scored = !is_jingkai && !is_brief;
        auto out = fmt::format("form: {}\n{}项目名称: {}\n主管部门: {}\n项目实施单位: {}\n项目类别: 部门预算项目\n项目属性: 持续性项目\n项目类型: 常年性项目\n预算执行情况:\n",
                               is_brief ? "项目自评（不计分）" : "项目自评", district_ == "江岸区" ? "" : "填报日期: 2024年5月20日\n", project.name,
                               department_, department_);
        auto total = execution_row(out, "年度财政资金总额", project.budget, project.executed, is_jingkai ? 2 : 1, !is_brief);
        const auto goal = goal_of(dice_, 80, index % 2 == 0 ? 8 : 10, 10 * index, project.name);
        total += goal.points() * 100;
        out += "年度绩效目标:\n" + goal.yaml("", "", is_scored);
        if (is_scored)
            out += fmt::format("总分: {}\n", text(total));
        return out + fmt::format("偏差大或目标未完成原因分析: {}\n", goal.lost > 0 ? "部分活动推迟" : "无");
    }

    Dice& dice_;
    std::string district_;
    std::string department_;
};

// --- final accounts

/// What one year leaves to the next.
struct Carried {
    Amount general = 0;
    Amount fund = 0;
};

/// Figures in hundredths of 万元.
class FinalAccount {
public:
    FinalAccount(Dice& dice, int year, Carried before, bool has_predecessor) : dice_(dice), year_(year), before_(before)
    {
        if (!has_predecessor && dice.one_in(3))
            before_ = {dice.between(1'000, 90'000), 0};
        has_funds_ = before_.fund > 0 || dice.one_in(3);
        has_capital_ = dice.one_in(4);
        has_others_ = dice.one_in(3);
        lines();
    }

    Carried carried() const { return after_; }
    Amount basic() const { return sum_of(basic_); }
    /// Executed, with a budget that is not smaller.
    std::vector<Project> projects()
    {
        const auto parts = split(dice_, sum_of(project_) + fund_spent_ + capital_ + others_business_ + others_else_, static_cast<std::size_t>(dice_.between(2, 5)));
        std::vector<Project> out;
        for (std::size_t i = 0; i < parts.size(); ++i)
            out.push_back({subjects[i] + "工作经费", parts[i] + (dice_.one_in(3) ? 0 : dice_.between(0, parts[i] / 4)), parts[i]});
        return out;
    }

    /// `summary`: rows of 汇总表; `budget`: of the year, in hundredths, or 0.
    std::string yaml(const std::string& title, const std::string& summary, Amount budget)
    {
        const bool is_plain = !has_others_ && before_.general == 0 && before_.fund == 0 && after_.general == 0 && after_.fund == 0;
        auto out = fmt::format("title: {}\nentity: 部门\nstatus: published\napproved_on: {}-09-10\npublished_on: {}-09-25\nunit: 万元\ntables:\n", title,
                               year_ + 1, year_ + 1);
        const bool is_derived = is_plain && dice_.one_in(2);
        if (!is_derived)
            out += table01() + table04() + table05();
        out += table02() + table03();
        out += table06();
        out += table07() + table08();
        out += table09();
        return out + summary + facts(budget);
    }

private:
    void lines()
    {
        const auto small = [&] { return dice_.between(101, 30'000); };
        const auto large = [&] { return dice_.between(100'000, 9'000'000); };
        basic_ = {{"2013201", large()}, {"2080505", small()}, {"2080506", small()}, {"2101101", small()}, {"2101103", small()}, {"2210201", small()}, {"2210202", small()}};
        for (const auto* code : {"2013250", "2080501", "2089999", "2101199", "2210203"})
            if (dice_.one_in(2))
                basic_[code] = small();
        project_ = {{"2013202", large()}};
        for (const auto* code : {"2013204", "2013299", "2060999", "2069999", "2013201"})
            if (dice_.one_in(2))
                project_[code] = dice_.between(1'000, 800'000);
        if (dice_.one_in(3))
            after_.general = dice_.between(1'000, 90'000);
        if (has_funds_) {
            fund_income_ = dice_.between(20'000, 900'000);
            after_.fund = dice_.one_in(2) ? dice_.between(100, 9'000) : 0;
            fund_spent_ = before_.fund + fund_income_ - after_.fund;
        }
        capital_ = has_capital_ ? dice_.between(5'000, 90'000) : 0;
        if (has_others_) {
            others_business_ = dice_.between(1'000, 50'000);
            others_else_ = dice_.between(500, 20'000);
        }
        general_income_ = sum_of(basic_) + sum_of(project_) - before_.general + after_.general;
    }

    Amounts general() const
    {
        auto all = basic_;
        for (const auto& [code, value] : project_)
            all[code] += value;
        return all;
    }

    Amounts everything() const
    {
        auto all = general();
        all["2013202"] += others_business_ + others_else_;
        if (has_funds_)
            all["2120899"] += fund_spent_;
        if (has_capital_)
            all["2239999"] += capital_;
        return all;
    }

    std::string table01() const
    {
        auto rows = by_class(everything());
        rows["一般公共预算财政拨款收入"] = general_income_;
        rows["政府性基金预算财政拨款收入"] = fund_income_;
        rows["国有资本经营预算财政拨款收入"] = capital_;
        rows["事业收入"] = others_business_;
        rows["其他收入"] = others_else_;
        rows["年初结转和结余"] = before_.general + before_.fund;
        rows["年末结转和结余"] = after_.general + after_.fund;
        return "  公开01表:\n" + block(rows, "    ");
    }

    std::string table02() const
    {
        std::string out = "  公开02表:\n";
        for (const auto& [code, value] : general()) {
            const bool is_main = code == "2013202";
            out += fmt::format("    {}: {}\n", code,
                               inline_map({{"财政拨款收入", value + (is_main ? after_.general - before_.general : 0)},
                                           {"事业收入", is_main ? others_business_ : 0},
                                           {"其他收入", is_main ? others_else_ : 0}}));
        }
        if (fund_income_ > 0)
            out += fmt::format("    2120899: {}\n", inline_map({{"财政拨款收入", fund_income_}}));
        return out + (has_capital_ ? fmt::format("    2239999: {}\n", inline_map({{"财政拨款收入", capital_}})) : "");
    }

    std::string table03() const
    {
        std::string out = "  公开03表:\n";
        for (const auto& [code, value] : everything()) {
            const auto basic = basic_.contains(code) ? basic_.at(code) : 0;
            out += fmt::format("    {}: {}\n", code, inline_map({{"基本支出", basic}, {"项目支出", value - basic}}));
        }
        return out;
    }

    std::string table04() const
    {
        auto rows = Amounts{{"一般公共预算财政拨款", general_income_},
                            {"政府性基金预算财政拨款", fund_income_},
                            {"国有资本经营预算财政拨款", capital_},
                            {"年初一般公共预算财政拨款结转和结余", before_.general},
                            {"年初政府性基金预算财政拨款结转和结余", before_.fund}};
        auto out = "  公开04表:\n" + block(rows, "    ");
        for (const auto& [name, value] : by_class(general()))
            out += fmt::format("    {}: {}\n", name, inline_map({{"一般公共预算财政拨款", value}}));
        if (has_funds_)
            out += fmt::format("    城乡社区支出: {}\n", inline_map({{"政府性基金预算财政拨款", fund_spent_}}));
        if (has_capital_)
            out += fmt::format("    国有资本经营预算支出: {}\n", inline_map({{"国有资本经营预算财政拨款", capital_}}));
        return out + fmt::format("    年末财政拨款结转和结余: {}\n", inline_map({{"一般公共预算财政拨款", after_.general}, {"政府性基金预算财政拨款", after_.fund}}));
    }

    std::string table05() const
    {
        std::string out = "  公开05表:\n";
        for (const auto& [code, value] : general()) {
            const auto basic = basic_.contains(code) ? basic_.at(code) : 0;
            out += fmt::format("    {}: {}\n", code, inline_map({{"基本支出", basic}, {"项目支出", value - basic}}));
        }
        return out;
    }

    /// Basic expenditure by economic classification: what is left goes to 30101, 30201 and 30302.
    std::string table06()
    {
        Amounts rows = {{"30108", basic_.at("2080505")}, {"30109", basic_.at("2080506")}, {"30113", basic_.at("2210201")}};
        auto left = sum_of(basic_) - sum_of(rows);
        const auto take = [&](const std::string& code, Amount most) {
            rows[code] = dice_.between(most / 7 + 11, most);
            left -= rows[code];
            return rows[code];
        };
        for (const auto* code : {"30102", "30103", "30107", "30110", "30112", "30301", "30307", "30202", "30207", "30211", "30216", "30228", "30239", "30299"})
            if (dice_.one_in(2))
                operating_ += code[2] == '2' ? take(code, left / 25) : (take(code, left / 12), 0);
        if (dice_.one_in(2))
            operating_ += take("31002", left / 40);
        reception_ = take("30217", 900);
        cars_ = dice_.one_in(2) ? take("30231", 3'000) : 0;
        operating_ += reception_ + cars_;
        const auto rest = split(dice_, left, 3);
        rows["30101"] = rest[0];
        rows["30201"] = rest[1];
        rows["30302"] = rest[2];
        operating_ += rest[1];
        return "  公开06表:\n" + block(rows, "    ");
    }

    std::string table07() const
    {
        if (!has_funds_)
            return "  公开07表: {}\n";
        return fmt::format("  公开07表:\n    2120899: {}\n",
                           inline_map({{"年初结转和结余", before_.fund}, {"本年收入", fund_income_}, {"项目支出", fund_spent_}}));
    }

    std::string table08() const
    {
        return has_capital_ ? fmt::format("  公开08表:\n    2239999: {}\n", inline_map({{"项目支出", capital_}})) : std::string("  公开08表: {}\n");
    }

    std::string table09()
    {
        const auto abroad = dice_.one_in(3) ? dice_.between(500, 5'000) : 0;
        const auto bought = cars_ > 0 && dice_.one_in(2) ? dice_.between(10'000, 20'000) : 0;
        const auto more = [&](Amount value) { return value == 0 ? 0 : value + dice_.between(1, 700); };
        const auto row = [&](bool is_budget) {
            const auto slack = [&](Amount value) { return is_budget ? more(value) : value; };
            return inline_map({{"因公出国（境）费", slack(abroad)}, {"公务用车购置费", slack(bought)}, {"公务用车运行维护费", slack(cars_)}, {"公务接待费", slack(reception_)}});
        };
        abroad_ = abroad;
        bought_ = bought;
        return fmt::format("  公开09表:\n    预算数: {}\n    决算数: {}\n", row(true), row(false));
    }

    std::string facts(Amount budget)
    {
        const auto goods = dice_.between(100, 90'000);
        const auto works = dice_.between(100, 90'000);
        const auto services = dice_.between(100, 90'000);
        const auto smaller = dice_.between(50, goods + works + services);
        const auto visits = dice_.between(3, 90);
        auto out = fmt::format("facts:\n  机关运行经费: {{支出: {}, 增减额: 1.50, 比较对象: {}年度, 原因: 工作量增加}}\n", text(operating_), year_ - 1);
        if (budget > 0)
            out += fmt::format("  年初预算: {{合计: {}}}\n", text(budget));
        out += fmt::format("  政府采购: {{总额: {}, 货物: {}, 工程: {}, 服务: {}, 中小企业: {}, 小微企业: {}}}\n", text(goods + works + services), text(goods),
                           text(works), text(services), text(smaller), text(dice_.between(1, smaller)));
        out += "  国有资产: {车辆: 9}\n  三公:\n";
        out += fmt::format("    接待: {{国内批次: {}, 国内人次: {}}}\n", visits, visits * 6 + 1);
        if (abroad_ > 0)
            out += "    出国: {团组: 1, 人次: 4}\n";
        if (cars_ > 0)
            out += fmt::format("    用车: {{保有量: {}{}}}\n", dice_.between(2, 8), bought_ > 0 ? ", 购置数: 1" : "");
        return out;
    }

    Dice& dice_;
    int year_;
    Carried before_;
    Carried after_;
    bool has_funds_ = false;
    bool has_capital_ = false;
    bool has_others_ = false;
    Amounts basic_;    // of the general budget, by code
    Amounts project_;
    Amount fund_income_ = 0;
    Amount fund_spent_ = 0;
    Amount capital_ = 0;
    Amount others_business_ = 0;
    Amount others_else_ = 0;
    Amount general_income_ = 0;
    Amount operating_ = 0;
    Amount reception_ = 0;
    Amount cars_ = 0;
    Amount abroad_ = 0;
    Amount bought_ = 0;
};

// --- budgets

/// Figures in 分; what is stated in 万元 as well is a multiple of 100 元.
class Budget {
public:
    Budget(Dice& dice, std::string department) : dice_(dice), department_(std::move(department))
    {
        const auto small = [&] { return dice_.between(1'000'000, 90'000'000); };
        staff_ = {{"2013201", small() * 5}, {"2080505", small()}, {"2101101", small()}, {"2101103", small()}, {"2210201", small()}, {"2210202", small()}};
        for (const auto* code : {"2013250", "2089999", "2101199"})
            if (dice_.one_in(2))
                staff_[code] = small();
        operating_ = small() * 2;
        operating_ += hundreds - (sum_of(staff_) + operating_) % hundreds;
        const auto count = dice_.between(2, 6);
        for (std::int64_t i = 0; i < count; ++i)
            projects_.push_back({subjects[static_cast<std::size_t>(i)] + "专项经费", dice_.between(200, 90'000) * hundreds, 0, 0, 0});
        if (dice_.one_in(3))
            projects_[0].fund = dice_.between(200, 9'000) * hundreds;
        if (dice_.one_in(3))
            projects_[1].own = dice_.between(200, 9'000) * hundreds;
        if (dice_.one_in(4))
            projects_[1].carried = dice_.between(200, 9'000) * hundreds;
    }

    /// In hundredths of 万元: what the table of the general budget sums up to.
    Amount general_in_ten_thousands() const { return (basic() + total(&BudgetProject::general) + total(&BudgetProject::carried)) / 10'000; }

    std::string yaml(const std::string& title)
    {
        auto out = fmt::format("title: {}\nentity: 部门\nstatus: published\napproved_on: 2024-01-20\npublished_on: 2024-02-05\nunit: 元\ntables:\n", title);
        out += table01() + table02() + table03() + table04() + table05();
        out += table06();
        out += table07();
        out += table08() + "  表9: {}\n" + table10();
        out += table11();
        out += table12();
        return out + "  表13: {}\n" + facts();
    }

    Files sheets()
    {
        Files files = {{"14-whole.yaml", whole()}};
        for (std::size_t i = 0; i < projects_.size(); ++i)
            files[fmt::format("15-{}.yaml", i + 1)] = target(i);
        return files;
    }

private:
    static constexpr Amount hundreds = 10'000;

    struct BudgetProject {
        std::string name;
        Amount general = 0;
        Amount fund = 0;
        Amount own = 0;
        Amount carried = 0;
        Amount all() const { return general + fund + own + carried; }
    };

    Amount total(Amount BudgetProject::* member) const
    {
        Amount sum = 0;
        for (const auto& project : projects_)
            sum += project.*member;
        return sum;
    }
    Amount basic() const { return sum_of(staff_) + operating_; }
    Amount fund() const { return total(&BudgetProject::fund); }
    Amount own() const { return total(&BudgetProject::own); }
    Amount carried() const { return total(&BudgetProject::carried); }
    Amount general() const { return basic() + total(&BudgetProject::general); }
    Amount project_sum() const { return total(&BudgetProject::general) + fund() + own() + carried(); }

    /// By code: basic and project expenditure of the general budget.
    std::map<std::string, std::pair<Amount, Amount>> general_lines() const
    {
        std::map<std::string, std::pair<Amount, Amount>> lines;
        for (const auto& [code, value] : staff_)
            lines[code].first = value;
        lines["2013201"].first += operating_;
        lines["2013202"].second = total(&BudgetProject::general) + carried();
        return lines;
    }

    std::map<std::string, std::pair<Amount, Amount>> lines() const
    {
        auto all = general_lines();
        all["2013202"].second += own();
        if (fund() > 0)
            all["2120899"].second = fund();
        return all;
    }

    static Amounts classes_of(const std::map<std::string, std::pair<Amount, Amount>>& lines)
    {
        Amounts flat;
        for (const auto& [code, value] : lines)
            flat[code] = value.first + value.second;
        return by_class(flat);
    }

    std::string table01() const
    {
        auto rows = classes_of(lines());
        rows["一般公共预算拨款收入"] = general();
        rows["政府性基金预算拨款收入"] = fund();
        rows["事业收入"] = own();
        rows["上年结转结余"] = carried();
        return "  表1:\n" + block(rows, "    ");
    }

    std::string unit_rows(const std::string& code_label, const std::string& name_label, const std::string& leaf) const
    {
        return fmt::format("    明细:\n      - {0}: 112\n        {1}: {2}\n        下级:\n          - {0}: 112001\n            {1}: {2}本级\n{3}", code_label, name_label,
                           department_, leaf);
    }

    std::string table02() const
    {
        auto leaf = fmt::format("            本年收入: {}\n", inline_map({{"一般公共预算", general()}, {"政府性基金预算", fund()}, {"事业收入", own()}}));
        if (carried() > 0)
            leaf += fmt::format("            上年结转结余: {}\n", inline_map({{"一般公共预算", carried()}}));
        return "  表2:\n" + unit_rows("部门（单位）代码", "部门（单位）名称", leaf);
    }

    std::string table03() const
    {
        std::string out = "  表3:\n";
        for (const auto& [code, value] : lines())
            out += fmt::format("    {}: {}\n", code, inline_map({{"基本支出", value.first}, {"项目支出", value.second}}));
        return out;
    }

    std::string table04() const
    {
        auto fiscal = general_lines();
        if (fund() > 0)
            fiscal["2120899"].second = fund();
        auto rows = classes_of(fiscal);
        rows["一般公共预算拨款"] = general();
        rows["政府性基金预算拨款"] = fund();
        rows["上年结转一般公共预算拨款"] = carried();
        return "  表4:\n" + block(rows, "    ");
    }

    std::string table05() const
    {
        std::string out = "  表5:\n";
        for (const auto& [code, value] : general_lines()) {
            const auto operating = code == "2013201" ? operating_ : 0;
            out += fmt::format("    {}: {}\n", code, inline_map({{"人员经费", value.first - operating}, {"公用经费", operating}, {"项目支出", value.second}}));
        }
        return out;
    }

    std::string table06()
    {
        std::string out = "  表6:\n";
        const std::vector<std::string> staff = {"30101", "30102", "30103", "30108", "30110", "30113", "30301", "30302"};
        const std::vector<std::string> operating = {"30201", "30202", "30211", "30216", "30217", "30228", "30231", "30239", "30299", "31002"};
        const auto staff_parts = split(dice_, sum_of(staff_), staff.size());
        const auto operating_parts = split(dice_, operating_, operating.size());
        for (std::size_t i = 0; i < staff.size(); ++i)
            out += fmt::format("    {}: {}\n", staff[i], inline_map({{"人员经费", staff_parts[i]}}));
        for (std::size_t i = 0; i < operating.size(); ++i)
            out += fmt::format("    {}: {}\n", operating[i], inline_map({{"公用经费", operating_parts[i]}}));
        reception_ = operating_parts[4];
        cars_ = operating_parts[6];
        return out;
    }

    std::string table07()
    {
        return fmt::format("  表7: {}\n", inline_map({{"因公出国费", dice_.one_in(2) ? dice_.between(100'000, 900'000) : 0},
                                                      {"公务用车购置费", dice_.one_in(3) ? dice_.between(10'000'000, 18'000'000) : 0},
                                                      {"公务用车运行费", cars_ + dice_.between(0, 1) * 12'345},
                                                      {"公务接待费", reception_ + dice_.between(0, 1) * 5'432}}));
    }

    std::string table08() const { return fund() > 0 ? fmt::format("  表8:\n    2120899: {}\n", inline_map({{"项目支出", fund()}})) : std::string("  表8: {}\n"); }

    std::string table10() const
    {
        std::string leaf = "            下级:\n              - 项目编码: 31\n                项目名称: 本级支出项目\n                下级:\n";
        for (std::size_t i = 0; i < projects_.size(); ++i) {
            const auto& project = projects_[i];
            leaf += fmt::format("                  - 项目编码: T{}\n                    项目名称: 工作性其他-{}\n                    项目单位: {}\n", 100 + i, project.name, department_);
            if (project.general + project.fund > 0)
                leaf += fmt::format("                    本年拨款: {}\n", inline_map({{"一般公共预算", project.general}, {"政府性基金预算", project.fund}}));
            if (project.carried > 0)
                leaf += fmt::format("                    财政拨款结转结余: {}\n", inline_map({{"一般公共预算", project.carried}}));
            if (project.own > 0)
                leaf += fmt::format("                    单位资金: {}\n", text(project.own));
        }
        return "  表10:\n" + unit_rows("项目编码", "项目名称", leaf);
    }

    std::string table11()
    {
        goods_ = dice_.between(10, 900) * hundreds;
        services_ = dice_.between(10, 900) * hundreds;
        std::string out = "  表11:\n    明细:\n      - 单位代码: 112\n        单位名称: 本部门\n        下级:\n";
        for (const auto& [item, amount] : std::vector<std::pair<std::string, Amount>>{{"复印纸", goods_}, {"印刷服务", services_}}) {
            const auto quantity = dice_.between(1, 4);
            out += fmt::format("          - 单位代码: 112001\n            单位名称: 本部门本级\n            政府采购品目: {}\n            采购数量: {}\n            单价: {}\n            采购金额: {}\n",
                               item, quantity, text(amount / quantity),
                               inline_map({{"合计", amount}, {"其中面向中小企业", amount}, {"其中面向微小企业", amount / 2}}));
        }
        return out;
    }

    std::string table12()
    {
        std::string out = "  表12:\n    明细:\n";
        const auto count = dice_.between(1, 3);
        for (std::int64_t i = 0; i < count; ++i) {
            const auto quantity = dice_.between(1, 5);
            out += fmt::format("      - 单位代码: 112001\n        单位名称: 本部门本级\n        购买数量: {}\n        购买金额: {}\n", quantity,
                               text(dice_.between(10, 900) * hundreds));
        }
        return out;
    }

    std::string facts() const
    {
        return fmt::format("facts:\n  政府采购: {{货物: {}, 服务: {}}}\n  绩效: {{上年项目数: 5, 上年项目资金: 1200.50}}\n", text(goods_ / hundreds), text(services_ / hundreds));
    }

    std::string grid_row(const std::string& label, Amount amount, Amount whole, Amount before_last, Amount last) const
    {
        return fmt::format("    {}: {{当年预算收支: {}, 占比: {}, 2022年: {}, 2023年: {}}}\n", label, text(amount / hundreds), percent(amount, whole, 2), text(before_last),
                           text(last));
    }

    std::string whole()
    {
        const auto all = basic() + project_sum();
        const auto sums = std::vector<Amount>{dice_.between(10'000, 900'000), dice_.between(10'000, 900'000), dice_.between(100, 9'000), dice_.between(100, 9'000)};
        auto out = fmt::format("form: 整体支出绩效目标\n填报日期: 2024年1月8日\n部门名称: {}\n部门总体资金情况:\n  收入构成:\n", department_);
        out += grid_row("财政拨款", all - own(), all, sums[0], sums[1]) + grid_row("其他资金", own(), all, sums[2], sums[3]);
        out += grid_row("合计", all, all, sums[0] + sums[2], sums[1] + sums[3]) + "  支出构成:\n";
        const auto then = split(dice_, sums[0] + sums[2], 2);
        const auto last = split(dice_, sums[1] + sums[3], 2);
        out += grid_row("基本支出", basic(), all, then[0], last[0]) + grid_row("项目支出", project_sum(), all, then[1], last[1]);
        out += grid_row("合计", all, all, sums[0] + sums[2], sums[1] + sums[3]);
        out += "部门职能概述: 承担本部门职能\n年度工作任务: 做好各项工作\n长期目标:\n  - 目标: 长期目标\n    指标:\n      产出指标:\n        数量指标:\n";
        out += targets(3, 60, false) + "年度目标:\n  - 目标: 年度目标\n    指标:\n      产出指标:\n        数量指标:\n";
        return out + targets(3, 70, true);
    }

    std::string targets(std::size_t count, std::size_t offset, bool is_yearly)
    {
        std::string out;
        for (std::size_t i = 0; i < count; ++i) {
            const auto indicator = counted(dice_, offset + i);
            out += is_yearly ? fmt::format("          - [{}, {}, {}, {}, ~]\n", indicator.name, indicator.target, indicator.target, indicator.target)
                             : fmt::format("          - [{}, {}, ~]\n", indicator.name, indicator.target);
        }
        return out;
    }

    std::string target(std::size_t index)
    {
        const auto& project = projects_[index];
        const auto all = project.all() / hundreds;
        const auto city = index % 2 == 0 ? 0 : all / 3;
        return fmt::format("form: 项目支出绩效目标\n填报日期: 2024年1月8日\n部门名称: {}\n项目名称: {}\n项目属性: 延续性项目\n项目类型: 经常性项目\n项目起止日期: 2024年1月1日至2024年12月31日\n"
                           "项目资金情况:\n  项目总投入: {{金额: {}}}\n  资金构成:\n    区级财政: {{金额: {}}}\n{}项目总目标: 总目标\n年度绩效目标: 年度目标\n年度绩效指标:\n  - 指标:\n      产出指标:\n        数量指标:\n{}",
                           department_, project.name, text(all), text(all - city), city > 0 ? fmt::format("    市级财政: {{金额: {}}}\n", text(city)) : "",
                           targets(3, index * 4, true));
    }

    Dice& dice_;
    std::string department_;
    Amounts staff_;
    Amount operating_ = 0;
    std::vector<BudgetProject> projects_;
    Amount reception_ = 0;
    Amount cars_ = 0;
    Amount goods_ = 0;
    Amount services_ = 0;
};

// --- evaluations published alone

std::string performance_sheet(Dice& dice, const std::string& department, std::size_t index)
{
    const auto executed = dice.between(10'000, 900'000);
    const auto budget = executed + (dice.one_in(3) ? 0 : dice.between(0, executed / 5));
    const auto city = dice.between(500, executed / 2);
    const auto city_budget = std::min(budget - (executed - city), city + dice.between(0, budget - executed));
    const auto points = quotient(executed, 2000, budget);
    const auto goal = goal_of(dice, 60, index % 2 == 0 ? 6 : 10, index * 10, subjects[index]);
    auto out = fmt::format("form: 项目支出自评\n自评时间: 2020年5月\n自评等次: 优\n自评得分: {}\n项目名称: {}运行经费\n主管部门: {}\n实施单位: {}\n项目资金:\n",
                           text(points + 2000 + goal.points() * 100), subjects[index], department, department);
    const auto row = [&](Amount whole, Amount part, const std::string& score) {
        return fmt::format("{{全年预算数: {}, 全年执行数: {}, 预算执行率: {}{}}}\n", text(whole), text(part), percent(part, whole, 1), score);
    };
    out += "  年度资金总额: " + row(budget, executed, ", 自评分: " + text(points));
    out += "  其中:\n    市补助: " + row(city_budget, city, "") + "    区级预算资金: " + row(budget - city_budget, executed - city, "");
    out += "项目绩效总目标:\n  年初设定目标: 做好工作\n  全年实际完成情况: 已经完成\n  自评分: 20\n绩效指标:\n" + goal.yaml("", goal.lost > 0 ? ", 部分活动推迟" : ", ~", true);
    return out + "说明: 无\n";
}

// --- the site

void write(const fs::path& path, const std::string& content)
{
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << content;
}

class SiteWriter {
public:
    SiteWriter(fs::path content, Dice& dice) : content_(std::move(content)), dice_(dice) {}

    void department(int index)
    {
        const int kind = index % 20;
        if (kind < 6)
            single(index, "江岸区", 2023);
        else if (kind < 10)
            single(index, "汉阳区", 2023);
        else if (kind < 14)
            single(index, "武汉经开区（汉南区）", 2024);
        else if (kind < 18)
            several_years(index);
        else
            performance(index);
    }

private:
    fs::path folder(int index, const std::string& district)
    {
        name_ = fmt::format("{}第{}示范局", district, index + 1);
        const auto path = content_ / fmt::format("d{:03}", index);
        write(path / "department.yaml", fmt::format("name: {0}\nshort_name: {0}\nprovince: 湖北省\ncity: 武汉市\ndistrict: {1}\nkind: 部门\nunits: [{0}本级]\n", name_, district));
        return path;
    }

    static void prose(const fs::path& path)
    {
        write(path, "# 主要职责\n\n承担本部门职能。\n\n# 机构设置情况\n\n由本级决算组成。\n");
    }

    static void sheets(const fs::path& path, const Files& files)
    {
        for (const auto& [name, content] : files)
            write(path / name, content);
    }

    void single(int index, const std::string& district, int year)
    {
        const auto path = folder(index, district);
        FinalAccount account(dice_, year, {}, false);
        const auto projects = account.projects();
        std::string summary;
        if (year == 2024) {
            summary = "  汇总表:\n    明细:\n";
            for (std::size_t i = 0; i < projects.size(); ++i)
                summary += fmt::format("      - {{序号: {}, 项目名称: {}, 资金使用单位: 本级, 财政预算资金总额: {}, 支出总额: {}}}\n", i + 1, projects[i].name,
                                       text(projects[i].budget * 10'000), text(projects[i].executed * 10'000));
        }
        write(path / fmt::format("{}-final.yaml", year), account.yaml(fmt::format("{}{}年度部门决算", name_, year), summary, 0));
        prose(path / fmt::format("{}-final.md", year));
        sheets(path / fmt::format("{}-final", year), Evaluations(dice_, district, name_).make(account.basic(), projects));
    }

    /// Two final accounts and a budget, which follow from each other.
    void several_years(int index)
    {
        const auto path = folder(index, "青山区");
        FinalAccount before(dice_, 2023, {}, false);
        write(path / "2023-final.yaml", before.yaml(name_ + "2023年度部门决算", "", 0));
        Budget budget(dice_, name_);
        write(path / "2024-budget.yaml", budget.yaml(name_ + "2024年部门预算"));
        sheets(path / "2024-budget", budget.sheets());
        FinalAccount account(dice_, 2024, before.carried(), true);
        write(path / "2024-final.yaml", account.yaml(name_ + "2024年度部门决算", "", budget.general_in_ten_thousands()));
        prose(path / "2023-final.md");
        prose(path / "2024-final.md");
    }

    void performance(int index)
    {
        const auto path = folder(index, "洪山区");
        write(path / "2019-performance.yaml", fmt::format("title: {}2019年度项目支出绩效自评\nstatus: published\npublished_on: 2020-06-01\nunit: 万元\n", name_));
        const auto count = static_cast<std::size_t>(dice_.between(2, 5));
        for (std::size_t i = 0; i < count; ++i)
            write(path / "2019-performance" / fmt::format("{:02}-project.yaml", i + 1), performance_sheet(dice_, name_, i));
    }

    fs::path content_;
    Dice& dice_;
    std::string name_;
};

void harden_tables(model::Report& report)
{
    for (auto& table : report.tables)
        for (auto& cell : table.cells)
            if (cell.origin == model::Origin::computed && cell.figure.has_amount()) {
                cell.origin = model::Origin::written;
                cell.from.clear();
                table.given = true;
                table.derived = false;
            }
}

}  // namespace

SyntheticSite::SyntheticSite(int rounds, std::uint32_t seed)
{
    const fs::path repository = GONGKAI_SOURCE_DIR;
    std::string name = (fs::temp_directory_path() / "gongkai-synthetic-XXXXXX").string();
    if (!mkdtemp(name.data()))
        throw std::runtime_error("no folder for the synthetic site");
    const fs::path source = name;
    for (const auto* folder : {"templates", "themes"})
        fs::copy(repository / folder, source / folder, fs::copy_options::recursive);
    fs::create_directories(source / "content");
    fs::copy(repository / "content" / "classification", source / "content" / "classification", fs::copy_options::recursive);
    fs::copy(repository / "content" / "glossary.yaml", source / "content" / "glossary.yaml");
    fs::copy(repository / "site.yaml", source / "site.yaml");
    Dice dice(seed);
    SiteWriter writer(source / "content", dice);
    for (int i = 0; i < rounds * 20; ++i)
        writer.department(i);
    build::Options options;
    options.source = source.string();
    options.threads = 2;
    project_ = build::load_project(options);
    if (!std::getenv("GONGKAI_KEEP"))
        fs::remove_all(source);
    for (const auto& problem : project_->problems)
        if (problem.severity == base::Severity::error)
            throw std::runtime_error(name + ": " + base::to_text(problem));
    for (auto& department : project_->site.departments)
        for (auto& report : department.reports)
            harden_tables(report);
}

std::vector<audit::Subject> SyntheticSite::subjects() const
{
    std::vector<audit::Subject> all;
    for (const auto& department : project_->site.departments)
        for (const auto& report : department.reports) {
            audit::Subject subject{project_->site, department, report, project_->formulas.at(report.forms)};
            for (const auto& other : department.reports) {
                if (other.kind == report.kind && other.year == report.year - 1)
                    subject.previous = &other;
                if (other.kind == "budget" && report.kind != "budget" && other.year == report.year)
                    subject.budget = &other;
            }
            all.push_back(subject);
        }
    return all;
}

}  // namespace gongkai::test
