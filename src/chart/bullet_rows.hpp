// What a bullet chart draws and lists, before anything is measured.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "chart/amounts.hpp"
#include "chart/bullet_chart.hpp"

namespace gongkai::chart {

inline constexpr int full_rate = 10'000;     // hundredths of a percent
inline constexpr int longest_rate = 30'000;  // a bar is cut here, on either side of zero

struct BulletRow {
    std::string name;
    std::string actual;    ///< figures as printed; empty: there is none to speak of
    std::string planned;
    std::string adjusted;
    std::string rate;
    bool has_rate = false;                     ///< `rate` is a figure
    std::optional<decimal::Int128> length;     ///< of the bar, in hundredths of a percent of the plan that counts
    std::optional<decimal::Int128> plan_mark;  ///< where its solid tick stands
    bool is_adjusted = false;                  ///< has a hollow tick, at 100 %

    bool is_cut() const { return length && (*length > longest_rate || *length < -longest_rate); }
    bool has_far_mark() const { return plan_mark && (*plan_mark > longest_rate || *plan_mark < -longest_rate); }
};

struct BulletRows {
    AmountStyle style;
    std::vector<BulletRow> rows;

    bool any_adjusted() const;
    bool any_negative() const;
};

BulletRows bullet_rows(const Bullets& chart);

}  // namespace gongkai::chart
