#pragma once
#include <string>
#include <vector>

namespace gongshi {

struct ChildResult {
    int exit_code = -1;  ///< of the program; 128 + n: ended by signal n; 127: there is no such program
    std::string output, errors;
};

/// Runs a program to its end with exactly this environment (nothing of ours leaks into it), its standard input closed.
ChildResult run_child(const std::vector<std::string>& command, const std::vector<std::string>& environment);

}  // namespace gongshi
