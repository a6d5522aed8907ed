#include "audit/prose/scanner.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "audit/prose/passages.hpp"
#include "base/ascii.hpp"
#include "base/utf8.hpp"

namespace gongkai::audit::prose {
namespace {

struct Sign {
    std::string_view text;
    TokenKind kind;
};
constexpr std::array<Sign, 16> signs = {{
    {"，", TokenKind::comma},     {",", TokenKind::comma},     {"、", TokenKind::pause}, {"；", TokenKind::semicolon},
    {";", TokenKind::semicolon},  {"：", TokenKind::colon},    {":", TokenKind::colon},  {"。", TokenKind::stop},
    {"！", TokenKind::stop},      {"!", TokenKind::stop},      {"？", TokenKind::stop},  {"?", TokenKind::stop},
    {"（", TokenKind::open},      {"(", TokenKind::open},      {"）", TokenKind::close}, {")", TokenKind::close},
}};

constexpr std::array<std::string_view, 18> rough_before = {
    "约", "近", "超", "超过", "逾", "突破", "不足", "不低于", "不超过", "不少于", "高于", "低于", "至少", "最多", "接近", "以上", "人均", "上限",
};
constexpr std::array<std::string_view, 10> per_head_before = {"每人", "每名", "每户", "每家", "每次", "单价", "标准", "均价", "每个", "户均"};
constexpr std::array<std::string_view, 9> rough_after = {"以上", "以下", "以内", "左右", "上下", "（含）", "(含)", "余", "多"};
constexpr std::array<std::string_view, 7> range_signs = {"-", "－", "–", "—", "~", "～", "至"};

constexpr std::array<std::string_view, 6> pair_signs = {"和", "、", "与", "及", "以及", "，"};

// Longer ones first where one begins with another.
constexpr std::array<std::string_view, 44> measures = {
    "个百分点", "人次", "批次", "家次", "场次", "户次", "人", "个", "辆", "批", "次", "套", "台", "项", "名", "家", "场", "期", "篇", "件", "条", "户",
    "门", "支", "处", "份", "起", "所", "宗", "位", "棵", "册", "幅", "间", "栋", "班", "岁", "天", "部", "张", "卷", "座", "艘", "架",
};

struct Multiplier {
    std::string_view text;
    int zeros;
};
constexpr std::array<Multiplier, 6> multipliers = {{{"亿", 8}, {"千万", 7}, {"百万", 6}, {"万", 4}, {"千", 3}, {"百", 2}}};

class Scanner {
public:
    explicit Scanner(std::string_view text) : text_(text) {}

    std::vector<Token> run()
    {
        while (at_ < text_.size())
            if (is_han())
                words(3);
            else if (!sign() && !title() && !number() && !hole_here())
                words(base::decode(text_, at_).length);
        mark_ranges();
        return std::move(tokens_);
    }

private:
    /// A Chinese character, which is never a sign.
    bool is_han() const
    {
        const auto lead = static_cast<unsigned char>(text_[at_]);
        return lead >= 0xE4 && lead <= 0xE9 && at_ + 3 <= text_.size();
    }

    std::string_view rest() const { return text_.substr(at_); }
    std::string_view before() const { return text_.substr(0, at_); }

    void push(TokenKind kind, std::size_t length)
    {
        Token token;
        token.kind = kind;
        token.begin = at_;
        token.end = at_ + length;
        token.quoted = quotes_ > 0;
        tokens_.push_back(token);
        at_ += length;
    }

    void words(std::size_t length)
    {
        if (rest().starts_with("“"))
            ++quotes_;
        if (rest().starts_with("”") && quotes_ > 0)
            --quotes_;
        if (!tokens_.empty() && tokens_.back().kind == TokenKind::words) {
            tokens_.back().end += length;
            at_ += length;
        } else {
            push(TokenKind::words, length);
        }
    }

    bool hole_here()
    {
        if (!rest().starts_with(unknown_mark))
            return false;
        push(TokenKind::hole, unknown_mark.size());
        return true;
    }

    bool title()
    {
        for (const auto& [open, close] : {std::pair<std::string_view, std::string_view>{"《", "》"}, {"〔", "〕"}}) {
            const auto end = rest().starts_with(open) ? rest().find(close) : std::string_view::npos;
            if (end == std::string_view::npos)
                continue;
            push(TokenKind::title, end + close.size());
            return true;
        }
        return false;
    }

    bool sign()
    {
        const auto found = std::find_if(signs.begin(), signs.end(), [&](const Sign& s) { return rest().starts_with(s.text); });
        if (found == signs.end())
            return false;
        if (found->kind == TokenKind::open)
            if (const auto length = short_remark(found->text.size())) {
                words(length);
                return true;
            }
        push(found->kind, found->text.size());
        return true;
    }

    /// （境）, （类）, （含区领导）: a few characters without figures, read as part of the words around.
    std::size_t short_remark(std::size_t open) const
    {
        constexpr std::size_t longest = 6;
        std::size_t at = open;
        for (std::size_t n = 0; n <= longest && at < rest().size(); ++n) {
            const auto tail = rest().substr(at);
            if (tail.starts_with("）") || tail.starts_with(")"))
                return at + (tail.front() == ')' ? 1 : 3);
            const bool is_sign = std::any_of(signs.begin(), signs.end(), [&](const Sign& s) { return tail.starts_with(s.text); });
            if (is_sign || base::is_digit(tail.front()) || tail.starts_with(unknown_mark))
                return 0;
            at += base::decode(rest(), at).length;
        }
        return 0;
    }

    // ---- numbers ----

    bool number()
    {
        const bool is_negative = rest().size() > 1 && rest().front() == '-' && base::is_digit(rest()[1]);
        if (!is_negative && !base::is_digit(rest().front()))
            return false;
        const char previous = at_ > 0 ? text_[at_ - 1] : ' ';
        if (base::is_letter(previous) || base::is_digit(previous) || previous == '.' || previous == '_' || (is_negative && previous == ')'))
            return false;
        const std::size_t sign_length = is_negative ? 1 : 0;
        const auto digits = digits_at(sign_length);
        if (const auto dotted = dotted_date(sign_length + digits)) {
            push(TokenKind::date, sign_length + digits + dotted);
            return true;
        }
        if (const auto next = at_ + sign_length + digits; next < text_.size() && base::is_letter(text_[next]))
            return false;  // 3D
        push_number(sign_length + digits);
        return true;
    }

    /// Length of 1,638.52 from there.
    std::size_t digits_at(std::size_t from) const
    {
        const auto text = rest();
        std::size_t i = from;
        const auto run = [&](std::size_t at) {
            std::size_t n = 0;
            while (at + n < text.size() && base::is_digit(text[at + n]))
                ++n;
            return n;
        };
        i += run(i);
        while (i < text.size() && text[i] == ',' && run(i + 1) == 3)
            i += 4;
        if (i + 1 < text.size() && text[i] == '.' && base::is_digit(text[i + 1]))
            i += 1 + run(i + 1);
        return i - from;
    }

    /// The rest of 2024.5.28 after 2024.5; the digits of a number end before it.
    std::size_t dotted_date(std::size_t from) const
    {
        const auto text = rest();
        std::size_t i = from;
        while (i + 1 < text.size() && text[i] == '.' && base::is_digit(text[i + 1])) {
            ++i;
            while (i < text.size() && base::is_digit(text[i]))
                ++i;
        }
        return i - from;
    }

    void push_number(std::size_t length)
    {
        std::string digits(rest().substr(0, length));
        digits.erase(std::remove(digits.begin(), digits.end(), ','), digits.end());
        const auto whole = digits.substr(0, digits.find('.')).size();
        constexpr std::size_t longest = 24;
        constexpr std::size_t most_decimals = 6;
        const bool fits = digits.size() <= longest && digits.size() <= whole + 1 + most_decimals;
        const auto value = fits ? decimal::Decimal::parse(digits) : std::nullopt;
        const bool rough = !value || is_rough_before() || is_split_number(digits);
        push(TokenKind::number, length);
        auto& token = tokens_.back();
        token.value = value.value_or(decimal::Decimal());
        token.rough = rough;
        unit_of(token, digits);
        // Quotients of what remains fit in 128 bits.
        constexpr std::size_t most_digits = 15;
        const std::size_t zeros = token.kind != TokenKind::amount || token.unit == decimal::Unit::yuan ? 0 : token.unit == decimal::Unit::ten_thousand_yuan ? 4 : 8;
        if (whole + zeros > most_digits)
            token.rough = true;
        if (starts_with_any(rest(), rough_after) > 0)
            token.rough = true;
    }

    bool is_rough_before() const
    {
        return ends_with_any(before(), rough_before) > 0 || ends_with_any(before(), per_head_before) > 0;
    }

    /// 1，638.52: a full-width comma inside a number.
    bool is_split_number(std::string_view digits)
    {
        if (digits.substr(0, digits.find('.')).size() != 3 || tokens_.size() < 2 || tokens_.back().kind != TokenKind::comma)
            return false;
        auto& other = tokens_[tokens_.size() - 2];
        return other.kind == TokenKind::number && other.end - other.begin <= 3;
    }

    void extend(Token& token, std::size_t length)
    {
        token.end += length;
        at_ += length;
    }

    void unit_of(Token& token, std::string_view digits)
    {
        if (rest().starts_with('%')) {
            token.kind = TokenKind::percent;
            extend(token, 1);
        } else if (!year_of(token, digits) && !day_of(token) && !amount_of(token)) {
            count_of(token);
        }
    }

    bool year_of(Token& token, std::string_view digits)
    {
        if (digits.size() != 4 || digits < "1900" || digits > "2099" || digits.find('.') != std::string_view::npos || !rest().starts_with("年"))
            return false;
        token.kind = TokenKind::year;
        token.rough = false;
        extend(token, 3);
        if (rest().starts_with("度") || rest().starts_with("底") || rest().starts_with("末")) {
            extend(token, 3);
        } else if (const auto month = digits_at(0); month > 0 && month <= 2 && rest().substr(month).starts_with("月")) {
            token.kind = TokenKind::date;
            extend(token, month + 3);
            if (const auto day = digits_at(0); day > 0 && day <= 2 && rest().substr(day).starts_with("日"))
                extend(token, day + 3);
        }
        return true;
    }

    /// 5月28日
    bool day_of(Token& token)
    {
        if (!rest().starts_with("月") || token.end - token.begin > 2)
            return false;
        token.kind = TokenKind::date;
        extend(token, 3);
        if (const auto day = digits_at(0); day > 0 && day <= 2 && rest().substr(day).starts_with("日"))
            extend(token, day + 3);
        return true;
    }

    bool amount_of(Token& token)
    {
        const auto text = rest();
        std::size_t at = starts_with_any(text, std::array<std::string_view, 2>{"余", "多"});
        bool rough = at > 0;
        int zeros = 0;
        for (const auto& multiplier : multipliers)
            if (text.substr(at).starts_with(multiplier.text)) {
                zeros = multiplier.zeros;
                at += multiplier.text.size();
                break;
            }
        if (const auto more = starts_with_any(text.substr(at), std::array<std::string_view, 2>{"余", "多"})) {
            at += more;
            rough = true;
        }
        if (!text.substr(at).starts_with("元") || text.substr(at).starts_with("元旦"))
            return false;
        token.kind = TokenKind::amount;
        token.unit = zeros == 8 ? decimal::Unit::hundred_million_yuan : zeros == 4 ? decimal::Unit::ten_thousand_yuan : decimal::Unit::yuan;
        extend(token, at + 3);
        constexpr std::array<std::string_view, 3> per_head = {"/", "／", "每"};
        token.rough = token.rough || rough || (zeros != 0 && zeros != 4 && zeros != 8) || starts_with_any(rest(), per_head) > 0;
        return true;
    }

    void count_of(Token& token)
    {
        constexpr std::array<std::string_view, 6> more = {"万余", "余万", "余", "多", "万", "亿"};
        const auto lead = starts_with_any(rest(), more);
        const auto text = rest().substr(lead);
        const auto length = starts_with_any(text, measures);
        if (lead > 0)
            token.rough = true;
        if (length == 0)
            return;
        token.kind = TokenKind::count;
        token.measure = text.substr(0, length);
        extend(token, lead + length);
    }

    static bool is_figure(const Token& t)
    {
        constexpr std::array figures = {TokenKind::number, TokenKind::amount, TokenKind::percent, TokenKind::count, TokenKind::year};
        return std::find(figures.begin(), figures.end(), t.kind) != figures.end();
    }

    /// 100至200万元, 2021-2025年: neither end is a figure of its own. 分别为5万元和6万元,
    /// 8.1%和91.9%: which belongs to what is told elsewhere.
    void mark_ranges()
    {
        for (std::size_t i = 0; i + 2 < tokens_.size(); ++i) {
            const auto between = text_.substr(tokens_[i + 1].begin, tokens_[i + 1].end - tokens_[i + 1].begin);
            const bool is_range = std::find(range_signs.begin(), range_signs.end(), between) != range_signs.end();
            const bool is_pair = tokens_[i].kind == tokens_[i + 2].kind && tokens_[i].kind != TokenKind::year &&
                                 std::find(pair_signs.begin(), pair_signs.end(), between) != pair_signs.end();
            if (is_figure(tokens_[i]) && is_figure(tokens_[i + 2]) && (is_range || is_pair))
                tokens_[i].rough = tokens_[i + 2].rough = true;
        }
        // "2021-2025" is read as 2021 and -2025.
        for (std::size_t i = 1; i < tokens_.size(); ++i)
            if (tokens_[i].value.is_negative() && tokens_[i - 1].kind != TokenKind::words && tokens_[i - 1].end == tokens_[i].begin &&
                !tokens_[i - 1].value.is_zero())
                tokens_[i].rough = tokens_[i - 1].rough = true;
    }

    std::string_view text_;
    std::vector<Token> tokens_;
    std::size_t at_ = 0;
    int quotes_ = 0;
};

}  // namespace

std::vector<Token> scan(std::string_view text) { return Scanner(text).run(); }

decimal::Decimal yuan(const Token& amount)
{
    switch (amount.unit) {
    case decimal::Unit::ten_thousand_yuan: return amount.value * decimal::Decimal::integer(10'000);
    case decimal::Unit::hundred_million_yuan: return amount.value * decimal::Decimal::integer(100'000'000);
    case decimal::Unit::yuan: break;
    }
    return amount.value;
}

}  // namespace gongkai::audit::prose
