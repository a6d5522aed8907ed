#include "jinja/value/characters.hpp"

#include "base/utf8.hpp"

namespace gongkai::jinja {

std::string_view trimmed_right(std::string_view text)
{
    while (!text.empty()) {
        auto last = text.size() - 1;
        while (last > 0 && (static_cast<unsigned char>(text[last]) & 0xC0) == 0x80)
            --last;
        if (!is_white(base::decode(text, last).value))
            break;
        text = text.substr(0, last);
    }
    return text;
}

}  // namespace gongkai::jinja
