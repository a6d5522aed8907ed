#include "cli/run.hpp"

int main(int argc, char** argv) { return gongkai::cli::run(argc, argv); }
