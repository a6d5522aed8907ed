// The units of a preview: made again when what they are made of differs.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "build/preview/preview.hpp"
#include "build/preview/wanted.hpp"
#include "build/stages.hpp"

namespace gongkai::build {

class Units {
public:
    using Map = std::map<std::string, std::shared_ptr<const Unit>, std::less<>>;
    using Digests = std::shared_ptr<const TemplateDigests>;

    /// Makes those that are new or out of date, drops those that are no longer wanted.
    /// Gives the problems of all; with errors among them some are out of date still.
    ToldProblems update(const WantedUnits& wanted, const Digests& templates, std::size_t threads);

    /// By path, or folder with "/".
    Map all() const;

private:
    struct Made {
        std::uint64_t stamp = 0;
        Digests templates;  ///< at the time
        std::shared_ptr<const Unit> unit;
    };

    const Made* find(const WantedUnit& wanted) const;
    bool is_good(const WantedUnit& wanted, const Digests& templates) const;

    std::map<std::string, Made, std::less<>> made_;
};

}  // namespace gongkai::build
