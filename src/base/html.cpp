#include "base/html.hpp"

namespace gongkai::base {

void append_escaped(std::string& out, std::string_view text)
{
    std::size_t clean = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!needs_reference[static_cast<unsigned char>(text[i])])
            continue;
        out.append(text.data() + clean, i - clean);
        clean = i + 1;
        out += character_reference(text[i]);
    }
    out.append(text.data() + clean, text.size() - clean);
}

}  // namespace gongkai::base
