#include "jinja/syntax/newlines.hpp"

namespace gongkai::jinja {

std::string with_plain_newlines(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool is_return = text[i] == '\r';
        out += is_return ? '\n' : text[i];
        if (is_return && i + 1 < text.size() && text[i + 1] == '\n')
            ++i;
    }
    return out;
}

}  // namespace gongkai::jinja
