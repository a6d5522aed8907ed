// What sentences claim about figures. Only what is recognised without doubt is
// returned; a figure that a template fills in, or a rough one, ends recognition.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "audit/prose/reading.hpp"

namespace gongkai::audit::prose {

/// …46.5万元，比2021年度增加28.22万元，上升154.4%
struct Difference {
    std::size_t begin = 0;  ///< of the word of change, in the passage
    std::size_t end = 0;
    Token change;
    Direction direction = Direction::none;
    std::string subject;           ///< empty when the sentence leaves it out
    std::optional<Token> current;  ///< the figure that changed
    std::optional<Token> base;     ///< 比年初预算数282.08减少…
    std::optional<Token> percent;
    Direction percent_direction = Direction::none;
    bool says_unchanged = false;   ///< 与上年持平，增加…
};
std::vector<Difference> differences_of(const Line& line);

/// 基本支出770.44万元，占本年支出47%
struct Share {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string part_name;
    std::optional<Token> part;  ///< none: 货物采购…占货物支出金额的100%
    std::string whole_name;     ///< as written after 占; may be empty
    std::size_t at = 0;         ///< index of the percentage in its line
    Token percent;
};
std::vector<Share> shares_of(const Line& line);

/// 年初预算为1785.37万元，支出决算为1638.52万元，完成年初预算的91.8%
struct Completion {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string subject;        ///< what was budgeted; may be empty
    std::optional<Token> budget;
    Token done;
    Token percent;
    std::vector<Token> others;  ///< further amounts of the sentence
};
std::vector<Completion> completions_of(const Line& line);

/// A，其中：B、C、D. Amounts or counts, all of one measure.
struct Sum {
    const Line* line = nullptr;
    Token total;
    std::string total_name;
    struct Part {
        Token figure;
        std::string name;
        const Line* line = nullptr;
    };
    std::vector<Part> parts;
    std::optional<Part> doubtful;  ///< the figure after the parts: another part, or the whole again
    bool is_nested = false;  ///< after another 其中 of the sentence: parts of either may follow
    bool is_open = false;    ///< 主要, 等: other parts may exist
    std::size_t begin = 0;
    std::size_t end = 0;
};
/// Sums of a section's passages; a list below its heading sentence is one as well.
std::vector<Sum> sums_of(const std::vector<Line>& lines);

/// 共涉及6个项目：…；…；…
struct CountedList {
    std::size_t begin = 0;
    std::size_t end = 0;
    Token count;
    int listed = 0;
};
std::vector<CountedList> counted_lists_of(const Line& line);

}  // namespace gongkai::audit::prose
