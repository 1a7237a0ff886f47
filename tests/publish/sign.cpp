// Signs what it is told, for tests/publish/against_botocore.py: one request a line, fields separated by tabs, each in hex.
#include <iostream>
#include <sstream>

#include "transfer/sigv4.h"

namespace {

std::string plain(const std::string& hex) {
    std::string out;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) out += char(std::stoi(hex.substr(i, 2), nullptr, 16));
    return out;
}

}  // namespace

int main() {
    using namespace gongshi;
    for (std::string line; std::getline(std::cin, line);) {
        std::istringstream words(line);
        std::vector<std::string> fields;
        for (std::string word; std::getline(words, word, '\t');) fields.push_back(plain(word));
        std::size_t at = 0;
        const auto next = [&] { return at < fields.size() ? fields[at++] : std::string(); };
        SigningRequest request;
        Credentials credentials;
        credentials.access_key = next();
        credentials.secret_key = next();
        const std::string region = next(), time = next();
        request.method = next();
        request.path = next();
        request.payload_hash = next();
        for (int n = std::stoi(next()); n > 0; --n) {
            std::string name = next();
            request.query.emplace_back(std::move(name), next());
        }
        for (int n = std::stoi(next()); n > 0; --n) {
            std::string name = next();
            request.headers.emplace_back(std::move(name), next());
        }
        std::cout << authorization(request, credentials, region, time) << '\n';
    }
}
