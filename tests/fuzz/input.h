#pragma once
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <string>
#include <string_view>

#include "intake/raw_row.h"

// What the harnesses share. Each states laws: what must hold of any input beside "it does not crash, and throws nothing".

namespace gongshi::fuzz {

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

/// Ends the run with the law that was broken; libFuzzer then keeps the input.
inline void hold(bool law, std::string_view words) {
    if (law) return;
    std::cerr << "broken: " << words << "\n";
    std::abort();
}

/// The input as a file, for readers that open one. Written anew for each input.
inline std::filesystem::path as_file(std::string_view bytes, const char* name) {
    static const std::filesystem::path folder = [] {
        std::string pattern = (std::filesystem::temp_directory_path() / "gongshi-fuzz-XXXXXX").string();
        const std::filesystem::path made = ::mkdtemp(pattern.data());
        static struct Remover {
            std::filesystem::path folder;
            ~Remover() { std::filesystem::remove_all(folder); }
        } remover{made};
        return made;
    }();
    std::ofstream(folder / name, std::ios::binary).write(bytes.data(), std::streamsize(bytes.size()));
    return folder / name;
}

/// Gives a text in pieces of `size` bytes.
inline std::function<bool(std::string&)> in_pieces(std::string_view text, std::size_t size) {
    return [text, size](std::string& out) mutable {
        if (text.empty()) return false;
        out += text.substr(0, size);
        text.remove_prefix(std::min(size, text.size()));
        return true;
    };
}

/// Everything a reader said, as one text that can be compared.
class Log final : public RowSink {
public:
    void columns(std::span<const std::string> names) override { add("columns", names); }
    Next row(RawRow&& row) override {
        said += std::to_string(row.line);
        add("row", row.cells);
        ++rows;
        return Next::more;
    }
    void refuse(Diagnostic finding) override { say("refused", finding); }
    void note(Diagnostic finding) override { say("note", finding); }

    std::string said;
    std::size_t rows = 0;

private:
    void add(std::string_view what, std::span<const std::string> texts) {
        said.append(" ").append(what);
        for (const std::string& text : texts) said.append("\x1f").append(text);
        said += '\n';
    }
    void say(std::string_view what, const Diagnostic& finding) {
        said.append(what).append(" ").append(finding.code).append(" ");
        said.append(std::to_string(finding.place.line)).append("\x1f").append(finding.text).append("\n");
    }
};

}  // namespace gongshi::fuzz
