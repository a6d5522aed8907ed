#include "base/html.hpp"

#include <array>

namespace gongkai::base {

void append_escaped(std::string& out, std::string_view text)
{
    static const auto table = [] {
        std::array<bool, 256> special{};
        for (const char c : {'&', '<', '>', '"', '\''})
            special[static_cast<unsigned char>(c)] = true;
        return special;
    }();
    std::size_t clean = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!table[static_cast<unsigned char>(text[i])])
            continue;
        out.append(text.data() + clean, i - clean);
        clean = i + 1;
        switch (text[i]) {
        case '&': out += "&amp;"; break;
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '"': out += "&#34;"; break;
        default: out += "&#39;"; break;
        }
    }
    out.append(text.data() + clean, text.size() - clean);
}

}  // namespace gongkai::base
