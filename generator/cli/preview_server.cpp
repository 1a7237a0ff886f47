#include "cli/preview_server.h"

#include <httplib.h>

#include <atomic>
#include <thread>

#include "cli/codes.h"
#include "core/disk.h"
#include "core/stop.h"
#include "core/text.h"
#include "release/media_type.h"

namespace gongshi {
namespace {

constexpr const char* reload_tag = "<script src=\"/_gongshi/reload.js\" defer></script>";

// Asks every second which build is shown. A long-lived connection would be quicker, and would hold one of the few
// threads of a preview for every open page.
constexpr const char* reload_script = R"(let shown;
async function look() {
  try {
    const answer = await fetch('/_gongshi/build', {cache: 'no-store'});
    const build = await answer.text();
    if (shown !== undefined && build !== shown) location.reload();
    shown = build;
  } catch (error) { /* the preview has ended: stay as we are */ }
  setTimeout(look, 1000);
}
look();
)";

/// The file a request names, below the tree; empty when the path leads out of it.
std::string file_for(const std::string& request_path) {
    std::string path = request_path;
    if (path.empty() || path.ends_with('/')) path += "index.html";
    for (std::string_view part : split(path, '/')) {
        if (part == ".." || part == "." || part.find('\0') != std::string_view::npos ||
            part.find('\\') != std::string_view::npos)
            return "";
    }
    return path.substr(path.find_first_not_of('/'));
}

void send_page(httplib::Response& response, std::string bytes) {
    const std::size_t end = bytes.rfind("</body>");
    bytes.insert(end == std::string::npos ? bytes.size() : end, reload_tag);
    response.set_content(bytes, "text/html; charset=utf-8");
}

}  // namespace

struct PreviewServer::State {
    std::filesystem::path folder;
    httplib::Server server;
    std::atomic<std::uint64_t> build = 1;
    int port = 0;
    std::thread thread;

    void answer(const httplib::Request& request, httplib::Response& response) const {
        const std::string path = file_for(request.path);
        std::optional<std::string> bytes;
        if (!path.empty() && !std::filesystem::is_directory(folder / path)) bytes = disk::read_file(folder / path);
        if (!bytes) {
            response.status = 404;
            send_page(
                response,
                disk::read_file(folder / "404.html").value_or("<!doctype html><title>404</title><body>404</body>"));
        } else if (path.ends_with(".html")) {
            send_page(response, std::move(*bytes));
        } else {
            response.set_content(*bytes, std::string(media_type(path)));
        }
    }
};

PreviewServer::PreviewServer(std::filesystem::path public_folder, int port) : state_(std::make_unique<State>()) {
    State& state = *state_;
    state.folder = std::move(public_folder);
    state.server.set_default_headers({{"Content-Security-Policy", "default-src 'self'"},
                                      {"X-Content-Type-Options", "nosniff"},
                                      {"Cache-Control", "no-store"}});
    state.server.Get("/_gongshi/reload.js", [](const httplib::Request&, httplib::Response& response) {
        response.set_content(reload_script, "text/javascript; charset=utf-8");
    });
    state.server.Get("/_gongshi/build", [&state](const httplib::Request&, httplib::Response& response) {
        response.set_content(std::to_string(state.build), "text/plain");
    });
    state.server.Get(".*", [&state](const httplib::Request& request, httplib::Response& response) {
        state.answer(request, response);
    });
    const bool bound = port == 0 ? (state.port = state.server.bind_to_any_port("127.0.0.1")) > 0
                                 : state.server.bind_to_port("127.0.0.1", state.port = port);
    if (!bound) throw Stop(ExitCode::usage, Diagnostic(codes::serve_port_taken, {}, std::to_string(port)));
    state.thread = std::thread([&state] { state.server.listen_after_bind(); });
}

PreviewServer::~PreviewServer() {
    state_->server.stop();
    state_->thread.join();
}

int PreviewServer::port() const { return state_->port; }

void PreviewServer::announce() { ++state_->build; }

}  // namespace gongshi
