#include "build/changes/csv_data.hpp"

#include <algorithm>
#include <array>

namespace gongkai::build {
namespace {

bool could_be_formula(std::string_view text)
{
    static constexpr std::array<std::string_view, 10> starts = {"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"};
    return std::any_of(starts.begin(), starts.end(), [&](std::string_view start) { return text.starts_with(start); });
}

class CsvReader {
public:
    explicit CsvReader(std::string_view csv) : csv_(csv) {}

    std::vector<std::vector<std::string>> read()
    {
        std::vector<std::vector<std::string>> records;
        while (at_ < csv_.size())
            records.push_back(record());
        return records;
    }

private:
    std::vector<std::string> record()
    {
        std::vector<std::string> fields;
        do
            fields.push_back(field());
        while (take(','));
        take('\r');
        take('\n');
        return fields;
    }

    bool take(char sign)
    {
        const bool is_there = at_ < csv_.size() && csv_[at_] == sign;
        at_ += is_there ? 1 : 0;
        return is_there;
    }

    std::string field()
    {
        std::string text;
        if (take('"'))
            read_quoted(text);
        // Also what follows a closing quote: nothing, in what the program writes.
        const auto end = std::min(csv_.find_first_of(",\r\n", at_), csv_.size());
        text += csv_.substr(at_, end - at_);
        at_ = end;
        return text.starts_with('\'') && could_be_formula(std::string_view(text).substr(1)) ? text.substr(1) : text;
    }

    void read_quoted(std::string& text)
    {
        while (at_ < csv_.size()) {
            const auto quote = std::min(csv_.find('"', at_), csv_.size());
            text += csv_.substr(at_, quote - at_);
            at_ = std::min(quote + 1, csv_.size());
            if (!take('"'))
                return;
            text += '"';
        }
    }

    std::string_view csv_;
    std::size_t at_ = 0;
};

}  // namespace

std::vector<std::vector<std::string>> parse_csv(std::string_view csv)
{
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    if (csv.starts_with(mark))
        csv.remove_prefix(mark.size());
    return CsvReader(csv).read();
}

}  // namespace gongkai::build
