#pragma once
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace gongshi {

/// A key pair that signs notes in the manner of https://c2sp.org/signed-note: Ed25519 (RFC 8032), deterministic.
class NoteSigner {
public:
    /// Reads an Ed25519 private key (PEM, `openssl genpkey -algorithm ed25519`). The file must belong to the user and be
    /// closed to everyone else (0600). Stops (exit code 2): `ledger.key_missing`, `ledger.key_open`, `ledger.key_bad`.
    static NoteSigner read(const std::filesystem::path& file, std::string name);
    NoteSigner(NoteSigner&&) noexcept;
    ~NoteSigner();

    /// The text (ending in a line feed), a blank line and the signature's line.
    std::string sign(std::string_view text) const;

    /// What others need to check signatures: `<name>+<key hash>+<base64 of 0x01 and the public key>`.
    std::string verifier_key() const;

private:
    struct State;
    explicit NoteSigner(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// The signed text of a note, or none when no signature of the key holds.
std::optional<std::string> open_note(std::string_view note, std::string_view verifier_key);

/// The text of a note without looking at signatures.
std::string text_of_note(std::string_view note);
bool is_signed(std::string_view note);

}  // namespace gongshi
