#include "core/digest.h"

#include <openssl/evp.h>
#include <openssl/rand.h>
#include <xxhash.h>

#include <algorithm>
#include <cassert>
#include <cstring>
#include <utility>

namespace gongshi {
namespace {

// Fetched once: EVP_sha256() would look the implementation up again for each of a million small files.
const EVP_MD* sha256_method() {
    static EVP_MD* const method = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    return method;
}

/// One run over bytes that are all there, by a method of 32 bytes.
Digest digest_by(const EVP_MD* method, std::string_view bytes) {
    thread_local const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                                       &EVP_MD_CTX_free);
    Digest digest;
    [[maybe_unused]] const bool done = EVP_DigestInit_ex2(context.get(), method, nullptr) == 1 &&
                                       EVP_DigestUpdate(context.get(), bytes.data(), bytes.size()) == 1 &&
                                       EVP_DigestFinal_ex(context.get(), digest.bytes.data(), nullptr) == 1;
    assert(done && "OpenSSL 3 has SHA-256 and SM3");
    return digest;
}

QuickHash quick_hash_of(const XXH128_hash_t& hash) {
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, hash);
    QuickHash quick;
    std::copy(std::begin(canonical.digest), std::end(canonical.digest), quick.bytes.begin());
    return quick;
}

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

}  // namespace

std::string hex_of(std::string_view bytes) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string hex(bytes.size() * 2, '\0');
    char* to = hex.data();
    for (const char c : bytes) {
        *to++ = digits[static_cast<unsigned char>(c) >> 4];
        *to++ = digits[static_cast<unsigned char>(c) & 15];
    }
    return hex;
}

std::string Digest::hex() const { return hex_of(view()); }

std::optional<Digest> Digest::from_hex(std::string_view hex) {
    if (hex.size() != 64) return std::nullopt;
    Digest digest;
    for (std::size_t i = 0; i < 32; ++i) {
        const int high = hex_value(hex[2 * i]), low = hex_value(hex[2 * i + 1]);
        if (high < 0 || low < 0) return std::nullopt;
        digest.bytes[i] = std::uint8_t(high << 4 | low);
    }
    return digest;
}

void Sha256::Forget::operator()(void* context) const { EVP_MD_CTX_free(static_cast<EVP_MD_CTX*>(context)); }

void Sha256::spill() {
    if (!context_) {
        context_.reset(EVP_MD_CTX_new());
        EVP_DigestInit_ex2(static_cast<EVP_MD_CTX*>(context_.get()), sha256_method(), nullptr);
    }
    EVP_DigestUpdate(static_cast<EVP_MD_CTX*>(context_.get()), gathered_.data(), size_);
    size_ = 0;
}

Sha256& Sha256::raw(std::string_view bytes) {
    if (bytes.size() > gathered_.size() - size_) {
        spill();
        if (bytes.size() >= gathered_.size()) {
            EVP_DigestUpdate(static_cast<EVP_MD_CTX*>(context_.get()), bytes.data(), bytes.size());
            return *this;
        }
    }
    std::copy(bytes.begin(), bytes.end(), gathered_.begin() + std::ptrdiff_t(size_));
    size_ += bytes.size();
    return *this;
}

Sha256& Sha256::field(std::string_view bytes) {
    number(std::int64_t(bytes.size()));
    return raw(bytes);
}

Sha256& Sha256::number(std::int64_t number) {
    std::array<char, 8> little_endian{};
    for (int i = 0; i < 8; ++i) little_endian[std::size_t(i)] = char(std::uint64_t(number) >> (8 * i));
    return raw({little_endian.data(), little_endian.size()});
}

Digest Sha256::finish() {
    if (!context_) {
        const std::size_t size = std::exchange(size_, 0);
        return sha256({gathered_.data(), size});
    }
    spill();
    Digest digest;
    EVP_DigestFinal_ex(static_cast<EVP_MD_CTX*>(context_.get()), digest.bytes.data(), nullptr);
    context_.reset();
    return digest;
}

Digest sha256(std::string_view bytes) { return digest_by(sha256_method(), bytes); }

Digest sm3(std::string_view bytes) {
    static EVP_MD* const method = EVP_MD_fetch(nullptr, "SM3", nullptr);
    return digest_by(method, bytes);
}

HashKey HashKey::random() {
    HashKey key;
    [[maybe_unused]] const int done = RAND_bytes(reinterpret_cast<unsigned char*>(&key.number), sizeof key.number);
    assert(done == 1);
    return key;
}

QuickHash quick_hash(std::string_view bytes, HashKey key) {
    return quick_hash_of(XXH3_128bits_withSeed(bytes.data(), bytes.size(), key.number));
}

QuickHasher::QuickHasher(HashKey key) : state_(XXH3_createState()) {
    XXH3_128bits_reset_withSeed(static_cast<XXH3_state_t*>(state_.get()), key.number);
}

void QuickHasher::Forget::operator()(void* state) const { XXH3_freeState(static_cast<XXH3_state_t*>(state)); }

void QuickHasher::add(std::string_view bytes) {
    XXH3_128bits_update(static_cast<XXH3_state_t*>(state_.get()), bytes.data(), bytes.size());
}

QuickHash QuickHasher::finish() const {
    return quick_hash_of(XXH3_128bits_digest(static_cast<const XXH3_state_t*>(state_.get())));
}

std::uint64_t checksum(std::string_view bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

RunningChecksum::RunningChecksum() : state_(XXH3_createState()) {
    XXH3_64bits_reset(static_cast<XXH3_state_t*>(state_.get()));
}

void RunningChecksum::Forget::operator()(void* state) const { XXH3_freeState(static_cast<XXH3_state_t*>(state)); }

void RunningChecksum::add(std::string_view bytes) {
    XXH3_64bits_update(static_cast<XXH3_state_t*>(state_.get()), bytes.data(), bytes.size());
}

std::uint64_t RunningChecksum::finish() const {
    return XXH3_64bits_digest(static_cast<const XXH3_state_t*>(state_.get()));
}

std::string md5_hex(std::string_view bytes) {
    static EVP_MD* const method = EVP_MD_fetch(nullptr, "MD5", nullptr);
    std::array<unsigned char, EVP_MAX_MD_SIZE> out{};
    unsigned length = 0;
    [[maybe_unused]] const int done = EVP_Digest(bytes.data(), bytes.size(), out.data(), &length, method, nullptr);
    assert(done == 1 && length == 16);
    return hex_of({reinterpret_cast<const char*>(out.data()), length});
}

std::string crockford32(std::string_view bytes) {
    static constexpr char alphabet[] = "0123456789abcdefghjkmnpqrstvwxyz";
    std::string out;
    std::uint32_t buffer = 0;
    int bits = 0;
    for (char c : bytes) {
        buffer = buffer << 8 | std::uint8_t(c);
        for (bits += 8; bits >= 5; bits -= 5) out += alphabet[buffer >> (bits - 5) & 31];
    }
    if (bits > 0) out += alphabet[buffer << (5 - bits) & 31];
    return out;
}

std::string base64(std::string_view bytes) {
    std::string out((bytes.size() + 2) / 3 * 4, '\0');
    // EVP_EncodeBlock writes a closing zero: give it one byte more and take it away again.
    out.push_back('\0');
    EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()), reinterpret_cast<const unsigned char*>(bytes.data()),
                    int(bytes.size()));
    out.pop_back();
    return out;
}

}  // namespace gongshi
