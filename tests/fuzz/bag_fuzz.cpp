// Fuzzing of the reading of archives, without libFuzzer (g++ has none).
//
//     bag_fuzz SECONDS [SEED]
//
// Small bags are damaged at random: bytes of the zip, or texts of its tag files with tag manifests
// made anew, so that damage comes as far as the parsers. Fails where verification
// finds other content valid; a crash or an input that takes more than ten seconds ends the
// program. Inputs follow from their seeds, which are counted up and printed now and then:
// `bag_fuzz 1 SEED` begins with that one.
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <map>
#include <random>
#include <string>

#include <sys/resource.h>
#include <unistd.h>

#include <fmt/format.h>

#include "archive/verify.hpp"
#include "archive_fixture.hpp"

namespace {

using namespace archive_test;
using Clock = std::chrono::steady_clock;

constexpr unsigned seconds_per_input = 10;
constexpr std::uint64_t report_every = 20000;

class Random {
public:
    explicit Random(std::uint64_t seed) : engine_(seed) {}
    std::size_t below(std::size_t end) { return static_cast<std::size_t>(engine_() % std::max<std::size_t>(end, 1)); }
    char byte() { return static_cast<char>(engine_()); }

private:
    std::mt19937_64 engine_;
};

/// A number of 2, 4 or 8 bytes that is on some edge.
std::string edge_number(Random& random)
{
    constexpr std::uint64_t edges[] = {0, 1, 22, 0x7fff, 0xffff, 0x10000, 0x7fffffff, 0xfffffffe, 0xffffffff, 0x100000000, 0x7fffffffffffffff, ~0ull};
    auto value = edges[random.below(std::size(edges))] + random.below(3) - 1;
    std::string bytes;
    for (std::size_t width = std::size_t{2} << random.below(3); bytes.size() < width; value >>= 8)
        bytes += static_cast<char>(value & 0xff);
    return bytes;
}

void damage(std::string& bytes, Random& random)
{
    const auto place = random.below(bytes.size());
    const auto size = 1 + random.below(random.below(4) == 0 ? 400 : 8);
    switch (random.below(8)) {
    case 0: bytes[place] = static_cast<char>(bytes[place] ^ 1 << random.below(8)); break;
    case 1: bytes[place] = random.byte(); break;
    case 2: bytes.erase(place, size); break;
    case 3: bytes.insert(place, bytes.substr(random.below(bytes.size()), size)); break;
    case 4: bytes.replace(place, size, bytes.substr(random.below(bytes.size()), size)); break;
    case 5: {
        const auto number = edge_number(random);
        bytes.replace(place, number.size(), number);
        break;
    }
    case 6: bytes.insert(place, size, random.byte()); break;
    case 7: bytes.resize(random.below(4) == 0 ? place : bytes.size()); break;
    }
    if (bytes.empty())
        bytes = "x";
}

/// The texts of some files damaged; whole zip, mostly with right tag manifests.
std::string with_texts_damaged(const std::string& zip, Random& random)
{
    auto files = files_of(zip);
    for (auto times = 1 + random.below(3); times > 0; --times) {
        auto& [name, text] = files[random.below(files.size())];
        if (!text.empty())
            damage(text, random);
    }
    if (random.below(4) > 0)
        renew_tag_manifests(files);
    return zip_of(files);
}

std::string with_bytes_damaged(std::string zip, Random& random)
{
    for (auto times = 1 + random.below(random.below(2) == 0 ? 1 : 6); times > 0; --times)
        damage(zip, random);
    return zip;
}

/// The bags that are damaged: one alone, one that goes on from another.
struct Bags {
    Folder folder;
    Contents alone = sample_payload();
    Contents going_on = {{"a", "一"}, {"new", "新"}, {"旧\n.txt", std::string(900, 'x') + "y"}};
    std::string old_zip = bag_of({{"a", "一"}, {"旧\n.txt", going_on.at("旧\n.txt")}});
    std::string alone_zip = bag_of(alone);
    std::string going_on_zip = bag_of({{"new", "新"}}, goes_on_from("old.zip", old_zip), {{"a", "一"}, {"旧\n.txt", going_on.at("旧\n.txt")}});

    Bags() { folder.write("old.zip", old_zip); }
};

enum class Outcome { unopened, damaged, valid, wrong };

Outcome judged(const std::string& path, const Contents& content)
{
    const auto chain = archive::BagChain::open_damaged(path);
    if (!chain)
        return Outcome::unopened;
    if (!archive::verify(*chain.value(), 1, [](std::size_t, std::size_t) {}).is_valid)
        return Outcome::damaged;
    Contents found;
    for (const auto& [file, about] : chain.value()->payload())
        if (const auto bytes = chain.value()->read(file))
            found[file] = bytes.value();
    return found == content ? Outcome::valid : Outcome::wrong;
}

Outcome run(std::uint64_t seed, const Bags& bags)
{
    Random random(seed);
    const bool is_alone = random.below(2) == 0;
    const auto& zip = is_alone ? bags.alone_zip : bags.going_on_zip;
    const auto input = random.below(3) == 0 ? with_texts_damaged(zip, random) : with_bytes_damaged(zip, random);
    return judged(bags.folder.write("input.zip", input), is_alone ? bags.alone : bags.going_on);
}

void print(std::uint64_t seed, std::map<Outcome, std::uint64_t>& counts)
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    fmt::print("seed {}: {} not opened, {} damaged, {} valid with the same content, {} VALID WITH OTHER CONTENT, peak {} MB\n", seed,
               counts[Outcome::unopened], counts[Outcome::damaged], counts[Outcome::valid], counts[Outcome::wrong], usage.ru_maxrss / 1024);
    std::fflush(stdout);
}

}  // namespace

int main(int count, char** values)
{
    if (count < 2) {
        fmt::print(stderr, "bag_fuzz SECONDS [SEED]\n");
        return 3;
    }
    const auto end = Clock::now() + std::chrono::seconds(std::atoi(values[1]));
    auto seed = count > 2 ? std::strtoull(values[2], nullptr, 10) : 1;
    const Bags bags;
    std::map<Outcome, std::uint64_t> counts;
    for (; Clock::now() < end; ++seed) {
        alarm(seconds_per_input);
        const auto outcome = run(seed, bags);
        ++counts[outcome];
        if (outcome == Outcome::wrong)
            fmt::print("FAILED: seed {}\n", seed);
        if (seed % report_every == 0)
            print(seed, counts);
    }
    print(seed, counts);
    return counts[Outcome::wrong] == 0 ? 0 : 1;
}
