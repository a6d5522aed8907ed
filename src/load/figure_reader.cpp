#include "load/figure_reader.hpp"

#include <fmt/format.h>

namespace gongkai::load {
namespace {

base::Diagnostic figure_problem(const Node& node, decimal::Unit unit, decimal::MoneyError failure)
{
    switch (failure) {
    case decimal::MoneyError::bad_grouping:
        return base::error("F-COMMA", node.span, fmt::format("“{}”的千分位逗号位置不对", node.text),
                           "每三位一个逗号，如 1,638.52；也可以不写逗号");
    case decimal::MoneyError::too_many_decimals:
        return base::error("F-DECIMALS", node.span,
                           fmt::format("“{}”{}精确到了 1 分以下：单位为{}时最多 {} 位小数", node.text, decimal::unit_name(unit),
                                       decimal::unit_name(unit), decimal::decimals_to_cent(unit)),
                           "请核对小数位和报表的 unit");
    case decimal::MoneyError::too_large:
        return base::error("F-LARGE", node.span, fmt::format("“{}”{}超过了 100 万亿元", node.text, decimal::unit_name(unit)),
                           "请核对单位");
    case decimal::MoneyError::not_a_number: break;
    }
    return base::error("F-NUM", node.span, fmt::format("“{}”不是金额", node.text),
                       "写半角数字，如 1,638.52；空白写 ~，没有写 —，不适用写 不适用");
}

bool is_dash(std::string_view text) { return text == "—" || text == "-" || text == "–" || text == "——"; }

}  // namespace

std::optional<ReadFigure> read_figure(const Node& node, decimal::Unit unit, base::Diagnostics& problems)
{
    if (node.is_null() || (node.is_scalar() && node.text.empty()))
        return ReadFigure{};
    if (!node.is_scalar()) {
        problems.push_back(base::error("Y-TYPE", node.span, "此处应是一个金额", "多栏的行写作“{基本支出: 1, 项目支出: 2}”"));
        return std::nullopt;
    }
    if (is_dash(node.text))
        return ReadFigure{{model::CellState::dash, 0, {}}, false};
    if (node.text == "不适用")
        return ReadFigure{{model::CellState::not_applicable, 0, {}}, false};
    const auto parsed = decimal::parse_money(node.text, unit);
    if (const auto* failure = std::get_if<decimal::MoneyError>(&parsed)) {
        problems.push_back(figure_problem(node, unit, *failure));
        return std::nullopt;
    }
    const auto& written = std::get<decimal::WrittenMoney>(parsed);
    return ReadFigure{model::Figure::of(written.amount, written.decimals), written.grouped};
}

}  // namespace gongkai::load
