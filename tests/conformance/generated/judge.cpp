#include "judge.hpp"

#include <csignal>
#include <cstdlib>
#include <stdexcept>

#include <sys/wait.h>
#include <unistd.h>

namespace generated {

Judge::Judge(const std::string& python, const std::string& script)
{
    int questions[2];
    int answers[2];
    if (pipe(questions) != 0 || pipe(answers) != 0)
        throw std::runtime_error("cannot make pipes");
    std::signal(SIGPIPE, SIG_IGN);
    process_ = fork();
    if (process_ == 0) {
        dup2(questions[0], STDIN_FILENO);
        dup2(answers[1], STDOUT_FILENO);
        for (const int descriptor : {questions[0], questions[1], answers[0], answers[1]})
            close(descriptor);
        execl(python.c_str(), python.c_str(), script.c_str(), static_cast<char*>(nullptr));
        _exit(127);
    }
    close(questions[0]);
    close(answers[1]);
    if (process_ < 0)
        throw std::runtime_error("cannot start " + python);
    to_ = fdopen(questions[1], "w");
    from_ = fdopen(answers[0], "r");
}

Judge::~Judge()
{
    std::fclose(to_);
    std::fclose(from_);
    waitpid(process_, nullptr, 0);
}

std::vector<Answer> Judge::ask(const std::vector<CaseText>& texts)
{
    std::vector<Answer> answers;
    std::size_t asked = 0;
    const auto send = [&] {
        const auto& text = texts[asked];
        nlohmann::ordered_json question{{"id", asked}, {"main", text.templates.front().first}, {"context", text.context}};
        for (const auto& [name, source] : text.templates)
            question["templates"][name] = source;
        std::fputs((question.dump() + "\n").c_str(), to_);
        ++asked;
    };
    char* line = nullptr;
    std::size_t capacity = 0;
    while (answers.size() < texts.size()) {
        while (asked < texts.size() && asked < answers.size() + 4)  // few enough not to fill both pipes
            send();
        std::fflush(to_);
        const auto length = getline(&line, &capacity, from_);
        if (length <= 0) {
            std::free(line);
            throw std::runtime_error("the judge has ended; is python3-jinja2 there?");
        }
        answers.push_back(answer_from(nlohmann::ordered_json::parse(line, line + length)));
    }
    std::free(line);
    return answers;
}

}  // namespace generated
