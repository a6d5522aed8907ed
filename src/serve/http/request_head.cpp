#include "serve/http/request_head.hpp"

#include <algorithm>
#include <string_view>

#include "serve/http/fields.hpp"

namespace gongkai::serve {
namespace {

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

/// A character of a field's name (RFC 9110, section 5.6.2: token).
bool is_token_character(char c)
{
    constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || marks.find(c) != std::string_view::npos;
}

bool is_token(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_token_character); }

bool is_three_words(std::string_view line)
{
    const auto first = line.find(' ');
    const auto last = line.rfind(' ');
    return std::count(line.begin(), line.end(), ' ') == 2 && first > 0 && last > first + 1 && last + 1 < line.size();
}

}  // namespace

std::size_t HeadReader::take(std::string_view bytes)
{
    std::size_t taken = 0;
    while (taken < bytes.size() && !complete_ && refusal_ == 0)
        take_byte(bytes[taken++]);
    return taken;
}

void HeadReader::take_byte(char byte)
{
    const auto after_return = line_.ends_with('\r');
    line_ += byte;
    check_size();
    if (refusal_ != 0)
        return;
    if (after_return != (byte == '\n'))
        refusal_ = 400;
    else if (byte == '\n')
        end_line();
    else if (is_control(byte) && byte != '\r' && byte != '\t')
        refusal_ = 400;
}

void HeadReader::check_size()
{
    if (head_.request_line.empty()) {
        if (line_.size() > limits_.request_line)
            refusal_ = 414;
    } else if (++fields_size_ > limits_.fields_size) {
        refusal_ = 431;
    }
}

void HeadReader::end_line()
{
    const auto line = std::string_view(line_).substr(0, line_.size() - 2);
    if (head_.request_line.empty())
        end_request_line(line);
    else if (line.empty())
        complete_ = true;
    else
        end_field(line);
    line_.clear();
}

void HeadReader::end_request_line(std::string_view line)
{
    if (is_three_words(line) && line.find_first_of("\t#") == std::string_view::npos)
        head_.request_line = line;
    else
        refusal_ = 400;
}

void HeadReader::end_field(std::string_view line)
{
    const auto colon = std::min(line.find(':'), line.size());
    if (colon == line.size() || !is_token(line.substr(0, colon)))
        refusal_ = 400;
    else if (head_.headers.size() == limits_.field_count)
        refusal_ = 431;
    else
        head_.headers.emplace_back(line.substr(0, colon), trimmed(line.substr(colon + 1)));
}

}  // namespace gongkai::serve
