#include "serve/changes_text.hpp"

#include <algorithm>

#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "decimal/decimal.hpp"

namespace gongkai::serve {
namespace {

using jinja::Value;

constexpr std::size_t most_unchanged = 120;  ///< characters of a piece that are all shown
constexpr std::size_t kept_beside = 50;      ///< of a longer one, on the side of a difference
constexpr std::size_t most_of_line = 600;    ///< of a line that is added or removed

Value piece(std::string_view kind, std::string_view text)
{
    return Value::map({{"kind", Value::string(kind)}, {"text", safe_text(text)}});
}

/// Byte offset behind so many characters.
std::size_t offset_of(std::string_view text, std::size_t characters)
{
    std::size_t at = 0;
    for (; at < text.size() && characters > 0; --characters)
        at += base::decode(text, at).length;
    return at;
}

class PieceList {
public:
    void add(const build::Piece& one, bool is_first, bool is_last)
    {
        const auto length = base::code_point_count(one.text);
        if (one.differs && length > most_of_line) {
            add_text("differs", std::string_view(one.text).substr(0, offset_of(one.text, most_of_line)));
            put("gap");
        } else if (!one.differs && length > most_unchanged && !(is_first && is_last)) {
            const std::string_view text = one.text;
            if (!is_first)
                add_text("same", text.substr(0, offset_of(text, kept_beside)));
            put("gap");
            if (!is_last)
                add_text("same", text.substr(offset_of(text, length - kept_beside)));
        } else {
            add_text(one.differs ? "differs" : "same", one.text);
        }
    }

    /// Without the borders of blank cells at the end.
    Value finish()
    {
        values_.resize(values_.size() - trailing_cells_);
        return Value::list(std::move(values_));
    }

private:
    void add_text(std::string_view kind, std::string_view text)
    {
        for (std::size_t begin = 0; begin <= text.size();) {
            const auto tab = std::min(text.find('\t', begin), text.size());
            if (tab > begin)
                put(kind, text.substr(begin, tab - begin));
            if (tab < text.size())
                put("cell");
            begin = tab + 1;
        }
    }

    void put(std::string_view kind, std::string_view text = {})
    {
        values_.push_back(piece(kind, text));
        trailing_cells_ = kind == "cell" ? trailing_cells_ + 1 : 0;
    }

    std::vector<Value> values_;
    std::size_t trailing_cells_ = 0;
};

bool is_number(std::string_view text)
{
    if (text.starts_with('-'))
        text.remove_prefix(1);
    return !text.empty() && base::is_digit(text.front()) &&
           std::all_of(text.begin(), text.end(), [](char c) { return base::is_digit(c) || c == '.' || c == ','; });
}

}  // namespace

Value safe_text(std::string_view text) { return Value::string(base::visible(text)); }

Value pieces_value(const build::Pieces& pieces)
{
    PieceList list;
    for (std::size_t i = 0; i < pieces.size(); ++i)
        list.add(pieces[i], i == 0, i + 1 == pieces.size());
    return list.finish();
}

Value shown_value(const build::ShownValue& value, bool has_commas)
{
    const auto made = [](std::string_view state, std::string_view text) {
        return Value::map({{"state", Value::string(state)}, {"text", safe_text(text)}});
    };
    switch (value.state) {
    case build::ValueState::blank: return made("blank", "");
    case build::ValueState::dash: return made("dash", "—");
    case build::ValueState::not_applicable: return made("not_applicable", "不适用");
    case build::ValueState::shown: break;
    }
    if (!is_number(value.text))
        return made("text", base::shorten(value.text, most_of_line));
    return made("number", has_commas ? decimal::with_thousands(value.text) : value.text);
}

}  // namespace gongkai::serve
