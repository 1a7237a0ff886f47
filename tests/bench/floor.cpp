// The floor of a build: writes files of given sizes (standard input: "size path" a line), open, write, close, one thread.
#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <iostream>
#include <set>
#include <string>

int main(int, char** argv) {
    const std::filesystem::path root = argv[1];
    std::set<std::string> folders;
    const std::string bytes(64 << 20, 'x');
    std::size_t size = 0;
    std::string path;
    while (std::cin >> size >> path) {
        const std::filesystem::path file = root / path;
        if (folders.insert(file.parent_path().string()).second) std::filesystem::create_directories(file.parent_path());
        const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
        if (descriptor < 0 || ::write(descriptor, bytes.data(), size) != ssize_t(size)) return 1;
        ::close(descriptor);
    }
    return 0;
}
