#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace gongshi {

/// Reads exactly the JSON that content_json writes: one flat object without blanks, texts and arrays of texts. A hundred
/// times smaller than JSON, and fast: a build reads every record with it. Every `read_` says whether it could.
class ContentReader {
public:
    explicit ContentReader(std::string_view text) : at_(text.data()), end_(text.data() + text.size()) {}

    bool take(char expected) {
        if (at_ == end_ || *at_ != expected) return false;
        ++at_;
        return true;
    }
    bool at_end() const { return at_ == end_; }
    char next() const { return at_ == end_ ? '\0' : *at_; }

    /// A quoted text. `out` is a view of the input, or of `buffer` where something was escaped.
    bool read_text(std::string_view& out, std::string& buffer);
    bool read_array(std::vector<std::string>& items);

private:
    bool read_escaped(std::string& buffer);
    const char* at_;
    const char* end_;
};

}  // namespace gongshi
