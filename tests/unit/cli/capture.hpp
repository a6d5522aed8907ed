// What a command writes, for tests.
#pragma once

#include <cstdio>
#include <string>

#include <unistd.h>

namespace gongkai::cli::test {

/// Takes what is written to a stream while it lives.
class Capture {
public:
    explicit Capture(FILE* stream) : stream_(stream), file_(std::tmpfile()), saved_(dup(fileno(stream)))
    {
        std::fflush(stream_);
        dup2(fileno(file_), fileno(stream_));
    }
    ~Capture()
    {
        restore();
        std::fclose(file_);
    }
    Capture(const Capture&) = delete;
    Capture& operator=(const Capture&) = delete;

    /// All that was written; what comes after goes where it went before.
    std::string take()
    {
        restore();
        std::string text;
        std::rewind(file_);
        for (int c = 0; (c = std::fgetc(file_)) != EOF;)
            text += static_cast<char>(c);
        return text;
    }

private:
    void restore()
    {
        if (saved_ < 0)
            return;
        std::fflush(stream_);
        dup2(saved_, fileno(stream_));
        close(saved_);
        saved_ = -1;
    }

    FILE* stream_;
    FILE* file_;
    int saved_;
};

}  // namespace gongkai::cli::test
