#include "ledger/signed_note.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cassert>

#include "core/digest.h"
#include "core/stop.h"
#include "core/text.h"
#include "ledger/codes.h"

namespace gongshi {
namespace {

constexpr std::string_view signature_line = "\xE2\x80\x94 ";  // an em dash
constexpr char ed25519_kind = '\1';
constexpr std::size_t key_bytes = 32, signature_bytes = 64, hash_prefix = 4;

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Context = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

[[noreturn]] void stop(const Code& code, const std::filesystem::path& file) {
    Place place;
    place.file = file.string();
    throw Stop(ExitCode::usage, Diagnostic(code, place));
}

std::string key_hash(std::string_view name, std::string_view public_key) {
    std::string text(name);
    text += '\n';
    text += ed25519_kind;
    text += public_key;
    return std::string(sha256(text).view().substr(0, hash_prefix));
}

std::optional<std::string> base64_decode(std::string_view text) {
    if (text.size() % 4 != 0 || text.empty()) return std::nullopt;
    std::string bytes(text.size() / 4 * 3, '\0');
    const int size = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                                     reinterpret_cast<const unsigned char*>(text.data()), int(text.size()));
    if (size < 0) return std::nullopt;
    bytes.resize(std::size_t(size) - (text.ends_with("==") ? 2 : text.ends_with("=") ? 1 : 0));
    return bytes;
}

}  // namespace

struct NoteSigner::State {
    std::string name, public_key, hash;
    Key key{nullptr, &EVP_PKEY_free};
};

NoteSigner::NoteSigner(std::unique_ptr<State> state) : state_(std::move(state)) {}
NoteSigner::NoteSigner(NoteSigner&&) noexcept = default;
NoteSigner::~NoteSigner() = default;

NoteSigner NoteSigner::read(const std::filesystem::path& file, std::string name) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> stream(std::fopen(file.c_str(), "rb"), &std::fclose);
    if (!stream) stop(codes::ledger_key_missing, file);
    struct stat facts {};
    if (::fstat(::fileno(stream.get()), &facts) != 0 || (facts.st_mode & 077) != 0 || facts.st_uid != ::geteuid())
        stop(codes::ledger_key_open, file);
    auto state = std::make_unique<State>();
    state->key.reset(PEM_read_PrivateKey(stream.get(), nullptr, nullptr, nullptr));
    std::array<unsigned char, key_bytes> raw{};
    std::size_t size = raw.size();
    if (!state->key || EVP_PKEY_id(state->key.get()) != EVP_PKEY_ED25519 ||
        EVP_PKEY_get_raw_public_key(state->key.get(), raw.data(), &size) != 1)
        stop(codes::ledger_key_bad, file);
    state->name = std::move(name);
    state->public_key.assign(reinterpret_cast<const char*>(raw.data()), size);
    state->hash = key_hash(state->name, state->public_key);
    return NoteSigner(std::move(state));
}

std::string NoteSigner::sign(std::string_view text) const {
    const Context context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    std::array<unsigned char, signature_bytes> signature{};
    std::size_t size = signature.size();
    [[maybe_unused]] const bool done =
        EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, state_->key.get()) == 1 &&
        EVP_DigestSign(context.get(), signature.data(), &size, reinterpret_cast<const unsigned char*>(text.data()),
                       text.size()) == 1;
    assert(done && "Ed25519 signs anything");
    std::string note(text);
    note.append("\n").append(signature_line).append(state_->name).append(" ");
    note += base64(state_->hash + std::string(reinterpret_cast<const char*>(signature.data()), size));
    return note + "\n";
}

std::string NoteSigner::verifier_key() const {
    return state_->name + "+" + hex_of(state_->hash) + "+" + base64(ed25519_kind + state_->public_key);
}

std::string text_of_note(std::string_view note) {
    const std::size_t blank = note.rfind("\n\n");
    return std::string(blank == std::string_view::npos ? note : note.substr(0, blank + 1));
}

bool is_signed(std::string_view note) {
    return note.find("\n\n" + std::string(signature_line)) != std::string_view::npos;
}

std::optional<std::string> open_note(std::string_view note, std::string_view verifier_key) {
    const std::vector<std::string_view> parts = split(trim(verifier_key), '+');
    if (parts.size() < 3 || !is_signed(note)) return std::nullopt;
    // base64 holds `+` too: the key is everything behind the second.
    const std::string_view encoded = trim(verifier_key).substr(parts[0].size() + parts[1].size() + 2);
    const std::optional<std::string> decoded = base64_decode(encoded);
    if (!decoded || decoded->size() != key_bytes + 1 || decoded->front() != ed25519_kind) return std::nullopt;
    const std::string public_key = decoded->substr(1);
    const Key key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr,
                                              reinterpret_cast<const unsigned char*>(public_key.data()), key_bytes),
                  &EVP_PKEY_free);
    if (!key) return std::nullopt;
    const std::string text = text_of_note(note);
    for (std::string_view line : split(note.substr(text.size() + 1), '\n')) {
        if (!line.starts_with(signature_line)) continue;
        const std::vector<std::string_view> words = split(line.substr(signature_line.size()), ' ');
        if (words.size() != 2 || words[0] != parts[0]) continue;
        const std::optional<std::string> signature = base64_decode(words[1]);
        if (!signature || signature->size() != hash_prefix + signature_bytes ||
            signature->substr(0, hash_prefix) != key_hash(parts[0], public_key))
            continue;
        const Context context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
        if (EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
            EVP_DigestVerify(context.get(), reinterpret_cast<const unsigned char*>(signature->data() + hash_prefix),
                             signature_bytes, reinterpret_cast<const unsigned char*>(text.data()), text.size()) == 1)
            return text;
    }
    return std::nullopt;
}

}  // namespace gongshi
