// jinja_generated --differential COUNT [--seed N] [--older] [--shown N]
//     asks Jinja2 and compares; shows the smallest cases that differ
// jinja_generated --record COUNT    writes answers.jsonl
// jinja_generated --check           compares the engine with it, without Python
// jinja_generated --verify          compares Jinja2 with it
// jinja_generated --show SEED       prints a case
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "answer.hpp"
#include "coverage.hpp"
#include "engine.hpp"
#include "generator.hpp"
#include "judge.hpp"
#include "shrink.hpp"

namespace {

using namespace generated;

const std::string folder = std::string(GONGKAI_SOURCE_DIR) + "/tests/conformance/generated/";
const std::string record = folder + "answers.jsonl";
constexpr std::size_t batch = 64;

struct Arguments {
    std::string command;
    std::uint64_t number = 0;
    std::uint64_t seed = 1;
    std::size_t shown = 25;
    Options options;
};

Judge start_judge()
{
    return Judge("/usr/bin/python3", folder + "judge.py");
}

struct Recorded {
    std::uint64_t seed;
    std::string hash;
    Answer answer;
};

std::string hash_text(const CaseText& text)
{
    return fmt::format("{:016x}", hash_of(text));
}

std::vector<Recorded> read_record()
{
    std::vector<Recorded> result;
    std::ifstream file(record);
    for (std::string line; std::getline(file, line);) {
        const auto data = nlohmann::ordered_json::parse(line);
        result.push_back({data["seed"].get<std::uint64_t>(), data["hash"].get<std::string>(), answer_from(data)});
    }
    return result;
}

void show_difference(std::uint64_t seed, const CaseText& text, const Answer& ours, const Answer& theirs)
{
    fmt::print("=== seed {}: {}\n{}Jinja2: {}\n  here: {}\n\n", seed, kind_of_difference(ours, theirs), shown(text), shown(theirs), shown(ours));
}

int differential(const Arguments& arguments)
{
    auto judge = start_judge();
    Coverage coverage;
    std::size_t differences = 0;
    std::map<std::string, std::size_t> kinds;
    std::vector<std::string> seen;  // shrunk cases: the same cause shows many times
    for (std::uint64_t done = 0; done < arguments.number; done += batch) {
        std::vector<Case> cases;
        std::vector<CaseText> texts;
        for (std::uint64_t i = done; i < std::min(done + batch, arguments.number); ++i) {
            cases.push_back(generate(arguments.seed + i, arguments.options));
            texts.push_back(text_of(cases.back()));
        }
        const auto answers = judge.ask(texts);
        for (std::size_t i = 0; i < cases.size(); ++i) {
            coverage.add(cases[i], answers[i]);
            const auto ours = engine_answer(texts[i]);
            if (!differ(ours, answers[i]))
                continue;
            ++differences;
            const auto kind = kind_of_difference(ours, answers[i]);
            ++kinds[kind];
            if (seen.size() >= arguments.shown)
                continue;
            const auto smallest = shrink(cases[i], [&](const Case& candidate) {
                const auto text = text_of(candidate);
                const auto answer = engine_answer(text);
                const auto wanted = judge.ask(text);
                return differ(answer, wanted) && kind_of_difference(answer, wanted) == kind;
            });
            const auto text = text_of(smallest);
            if (std::find(seen.begin(), seen.end(), shown(text)) != seen.end())
                continue;
            seen.push_back(shown(text));
            show_difference(arguments.seed + done + i, text, engine_answer(text), judge.ask(text));
            std::fflush(stdout);
        }
    }
    fmt::print("{}", coverage.table());
    for (const auto& [kind, count] : kinds)
        fmt::print("{:>6} {}\n", count, kind);
    fmt::print("{} of {} cases differ\n", differences, arguments.number);
    return differences ? 1 : 0;
}

/// Cases that the judge will not compare are left out, so that --check needs no judge.
int write_record(const Arguments& arguments)
{
    auto judge = start_judge();
    std::ofstream file(record, std::ios::binary);
    std::uint64_t written = 0;
    for (auto seed = arguments.seed; written < arguments.number; seed += batch) {
        std::vector<CaseText> texts;
        for (std::uint64_t i = 0; i < batch; ++i)
            texts.push_back(text_of(generate(seed + i)));
        const auto answers = judge.ask(texts);
        for (std::size_t i = 0; i < batch && written < arguments.number; ++i) {
            if (answers[i].error == "skip")
                continue;
            nlohmann::ordered_json line{{"seed", seed + i}, {"hash", hash_text(texts[i])}};
            line.update(to_json(answers[i]));
            file << line.dump() << "\n";
            ++written;
        }
    }
    fmt::print("{} answers written\n", written);
    return file.flush() ? 0 : 1;
}

int check()
{
    const auto recorded = read_record();
    std::size_t wrong = 0;
    for (const auto& [seed, hash, answer] : recorded) {
        const auto text = text_of(generate(seed));
        if (hash_text(text) != hash) {
            fmt::print("seed {}: the generator has changed; run jinja_generated --record {}\n", seed, recorded.size());
            return 1;
        }
        const auto ours = engine_answer(text);
        if (!differ(ours, answer))
            continue;
        if (++wrong <= 5)
            show_difference(seed, text, ours, answer);
    }
    fmt::print("{} passed, {} failed\n", recorded.size() - wrong, wrong);
    return wrong || recorded.empty() ? 1 : 0;
}

int verify()
{
    auto judge = start_judge();
    const auto recorded = read_record();
    std::size_t wrong = 0;
    for (std::size_t first = 0; first < recorded.size(); first += batch) {
        const auto count = std::min(batch, recorded.size() - first);
        std::vector<CaseText> texts;
        for (std::size_t i = 0; i < count; ++i)
            texts.push_back(text_of(generate(recorded[first + i].seed)));
        const auto answers = judge.ask(texts);
        for (std::size_t i = 0; i < count; ++i)
            if (to_json(answers[i]) != to_json(recorded[first + i].answer) && ++wrong <= 5)
                fmt::print("seed {}: recorded {}\n       now {}\n", recorded[first + i].seed, shown(recorded[first + i].answer), shown(answers[i]));
    }
    fmt::print("{} the same, {} changed\n", recorded.size() - wrong, wrong);
    return wrong ? 1 : 0;
}

Arguments read_arguments(int count, char** values)
{
    Arguments result;
    for (int i = 1; i < count; ++i) {
        const std::string_view word = values[i];
        const auto number = [&] { return i + 1 < count ? std::strtoull(values[++i], nullptr, 10) : 0; };
        if (word == "--seed")
            result.seed = number();
        else if (word == "--shown")
            result.shown = number();
        else if (word == "--older")
            result.options.newer = false;
        else {
            result.command = word;
            if (word == "--differential" || word == "--record" || word == "--show")
                result.number = number();
        }
    }
    return result;
}

}  // namespace

int main(int count, char** values)
try {
    const auto arguments = read_arguments(count, values);
    if (arguments.command == "--differential")
        return differential(arguments);
    if (arguments.command == "--record")
        return write_record(arguments);
    if (arguments.command == "--check")
        return check();
    if (arguments.command == "--verify")
        return verify();
    if (arguments.command == "--show") {
        const auto text = text_of(generate(arguments.number, arguments.options));
        fmt::print("{}here: {}\n", shown(text), shown(engine_answer(text)));
        return 0;
    }
    fmt::print(stderr, "jinja_generated --differential COUNT [--seed N] | --record COUNT | --check | --verify | --show SEED\n");
    return 2;
} catch (const std::exception& problem) {
    fmt::print(stderr, "{}\n", problem.what());
    return 1;
}
