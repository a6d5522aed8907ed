// One function a command, each in a file of its own name.
#pragma once

#include "build/archive/write_archive.hpp"
#include "build/pipeline.hpp"

namespace gongkai::cli {

int build_command(const build::Options& options);
enum class CheckFormat { text, json, sarif, html };

struct CheckRequest {
    CheckFormat format = CheckFormat::text;
    bool list_rules = false;  ///< print the rules and their sources instead
};

int check_command(const build::Options& options, const CheckRequest& request);

/// What gongkai new is asked for.
struct NewReport {
    std::string department;  ///< folder below content/
    int year = 0;
    std::string kind;        ///< budget, final, performance
    std::string scope;       ///< last part of the file name, or empty
};

int new_command(const build::Options& options, const NewReport& wanted);

struct ServeRequest {
    int port = 8000;    ///< the next free one if it is taken
    bool open = false;  ///< in the browser
};

/// Returns when it is told to stop (SIGINT, SIGTERM, SIGHUP).
int serve_command(const build::Options& options, const ServeRequest& request);

/// An archive to check, and how.
struct ArchiveCheck {
    std::string file;      ///< empty: one is to be written
    bool rebuild = false;  ///< make its site again, too
};

int archive_command(const build::Options& options, const build::ArchiveRequest& request, const ArchiveCheck& check);

}  // namespace gongkai::cli
