// 政府收支分类科目: codes, and the names they had in each year.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gongkai::model {

/// A name that a code had from `since` to `until`, both years included.
struct NamePeriod {
    std::string name;
    int since = 0;
    int until = 9999;
};

/// Level of a functional or economic code: 类 1, 款 2, 项 3; 0 for what is no code.
/// 类 have 3 digits, 款 5, 项 7 (《政府收支分类科目》).
int level_of(std::string_view code);

/// The code one level up: 2013101 → 20131 → 201; empty for a 类.
std::string_view parent_of(std::string_view code);

class CodeList {
public:
    void add(std::string code, std::vector<NamePeriod> names);

    bool contains(std::string_view code) const;
    /// Name in that year; nullopt when the code is unknown or had no name then.
    std::optional<std::string_view> name(std::string_view code, int year) const;
    std::vector<std::string> codes() const;

private:
    std::map<std::string, std::vector<NamePeriod>, std::less<>> names_;
};

struct Classifications {
    CodeList functional;
    CodeList economic;
    std::map<std::string, std::string, std::less<>> explanations;  ///< 科目说明 by functional code

    /// What a subject reflects; empty when nobody wrote it.
    std::string explanation(std::string_view code) const;
};

}  // namespace gongkai::model
