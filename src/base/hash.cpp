#include "base/hash.h"

#include <openssl/evp.h>

#include <array>

#include "base/result.h"

namespace zonebook {
namespace {

std::string hexadecimal(unsigned char const* bytes, std::size_t size) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  text.reserve(size * 2);
  for (std::size_t i = 0; i < size; ++i) {
    text += digits[bytes[i] >> 4];
    text += digits[bytes[i] & 15];
  }
  return text;
}

// Fetched once: looking an algorithm up costs more than hashing a record (measured).
EVP_MD const* algorithm(Digest::Kind kind) {
  static EVP_MD const* const sm3 = EVP_MD_fetch(nullptr, "SM3", nullptr);
  static EVP_MD const* const sha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return kind == Digest::Kind::sm3 ? sm3 : sha256;
}

std::string digest_of(Digest::Kind kind, std::string_view bytes) {
  Digest digest(kind);
  digest.update(bytes);
  return digest.finish();
}

}  // namespace

struct Digest::Context {
  std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> openssl{EVP_MD_CTX_new(), EVP_MD_CTX_free};
};

Digest::Digest(Kind kind) : context_(std::make_unique<Context>()) {
  CHECK(EVP_DigestInit_ex(context_->openssl.get(), algorithm(kind), nullptr) == 1);
}

Digest::~Digest() = default;
Digest::Digest(Digest&&) noexcept = default;
Digest& Digest::operator=(Digest&&) noexcept = default;

void Digest::update(std::string_view bytes) {
  CHECK(EVP_DigestUpdate(context_->openssl.get(), bytes.data(), bytes.size()) == 1);
}

std::string Digest::finish() {
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned size = 0;
  CHECK(EVP_DigestFinal_ex(context_->openssl.get(), bytes.data(), &size) == 1);
  return hexadecimal(bytes.data(), size);
}

std::string sm3(std::string_view bytes) { return digest_of(Digest::Kind::sm3, bytes); }
std::string sha256(std::string_view bytes) { return digest_of(Digest::Kind::sha256, bytes); }

}  // namespace zonebook
