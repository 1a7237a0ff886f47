#pragma once
#include <filesystem>
#include <memory>
#include <string>

namespace gongshi {

/// Serves a finished tree on 127.0.0.1 and nowhere else, for looking at it before it is published. Pages get one more
/// script that reloads them when `announce` is called; the tree on the disk stays as it is.
class PreviewServer {
public:
    /// Port 0 takes any free one. Throws Stop `serve.port_taken` (exit code 2) when the port cannot be had.
    PreviewServer(std::filesystem::path public_folder, int port);
    ~PreviewServer();  ///< stops serving

    int port() const;
    /// The tree has changed: open pages reload.
    void announce();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace gongshi
