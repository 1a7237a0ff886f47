#include "transfer/child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace gongshi {
namespace {

std::vector<char*> pointers(const std::vector<std::string>& texts) {
    std::vector<char*> list;
    for (const std::string& text : texts) list.push_back(const_cast<char*>(text.c_str()));
    list.push_back(nullptr);
    return list;
}

/// Both pipes to their ends, whichever speaks.
void drain(std::array<int, 2> pipes, ChildResult& result) {
    std::array<pollfd, 2> waiting{};
    for (std::size_t i = 0; i < 2; ++i) waiting[i] = {pipes[i], POLLIN, 0};
    for (int open = 2; open > 0;) {
        if (::poll(waiting.data(), waiting.size(), -1) < 0 && errno != EINTR) return;
        for (std::size_t i = 0; i < 2; ++i) {
            if (waiting[i].fd < 0 || waiting[i].revents == 0) continue;
            std::array<char, 16384> buffer{};
            const ssize_t got = ::read(waiting[i].fd, buffer.data(), buffer.size());
            if (got > 0) {
                (i == 0 ? result.output : result.errors).append(buffer.data(), std::size_t(got));
            } else {
                waiting[i].fd = -1;
                --open;
            }
        }
    }
}

}  // namespace

ChildResult run_child(const std::vector<std::string>& command, const std::vector<std::string>& environment) {
    ChildResult result;
    int out[2], errors[2];
    if (::pipe2(out, O_CLOEXEC) != 0) return result;
    if (::pipe2(errors, O_CLOEXEC) != 0) {
        ::close(out[0]);
        ::close(out[1]);
        return result;
    }
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, out[1], 1);
    posix_spawn_file_actions_adddup2(&actions, errors[1], 2);
    pid_t child = 0;
    const int failed = ::posix_spawnp(&child, command.front().c_str(), &actions, nullptr, pointers(command).data(),
                                      pointers(environment).data());
    posix_spawn_file_actions_destroy(&actions);
    ::close(out[1]);
    ::close(errors[1]);
    if (failed == 0) {
        drain({out[0], errors[0]}, result);
        int status = 0;
        while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
        }
        result.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    } else {
        result.exit_code = 127;
    }
    ::close(out[0]);
    ::close(errors[0]);
    return result;
}

}  // namespace gongshi
