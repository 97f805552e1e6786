#include "http/tls.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <array>

namespace zonebook::http {
namespace {

constexpr auto suites_of_1_2 =
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:"
    "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:"
    "ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305";

std::unexpected<Error> bad_certificate(std::string const& file) {
  std::array<char, 256> reason{};
  ERR_error_string_n(ERR_get_error(), reason.data(), reason.size());
  return invalid({"http.bad_certificate", {{"file", file}, {"reason", reason.data()}}}, file);
}

// Of a client that offers protocols but not ours, the handshake fails (RFC 7301, 3.2).
int choose_protocol(SSL*, unsigned char const** chosen, unsigned char* size,
                    unsigned char const* offered, unsigned offered_size, void*) {
  static constexpr std::array<unsigned char, 9> ours{8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
  unsigned char* found = nullptr;
  if (SSL_select_next_proto(&found, size, ours.data(), ours.size(), offered, offered_size) !=
      OPENSSL_NPN_NEGOTIATED) {
    return SSL_TLSEXT_ERR_ALERT_FATAL;
  }
  *chosen = found;
  return SSL_TLSEXT_ERR_OK;
}

// A key under a pass phrase is refused; OpenSSL would ask for it on the terminal.
int no_passphrase(char*, int, int, void*) { return 0; }

}  // namespace

Result<Tls> Tls::load(Certificate const& files) {
  ERR_clear_error();
  std::unique_ptr<SSL_CTX, Free> context(SSL_CTX_new(TLS_server_method()));
  CHECK(context != nullptr);
  auto* at = context.get();
  CHECK(SSL_CTX_set_min_proto_version(at, TLS1_2_VERSION) == 1);
  CHECK(SSL_CTX_set_cipher_list(at, suites_of_1_2) == 1);
  SSL_CTX_set_read_ahead(at, 1);  // a record's head and its bytes in one system call
  SSL_CTX_set_options(at, SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA |
                              SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION |
                              SSL_OP_IGNORE_UNEXPECTED_EOF);
  SSL_CTX_set_mode(at, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE |
                           SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  SSL_CTX_set_default_passwd_cb(at, no_passphrase);
  SSL_CTX_set_alpn_select_cb(at, choose_protocol, nullptr);
  if (SSL_CTX_use_certificate_chain_file(at, files.chain_file.c_str()) != 1) {
    return bad_certificate(files.chain_file);
  }
  bool const has_key =
      SSL_CTX_use_PrivateKey_file(at, files.key_file.c_str(), SSL_FILETYPE_PEM) == 1 &&
      SSL_CTX_check_private_key(at) == 1;
  if (!has_key) return bad_certificate(files.key_file);
  return Tls(std::move(context));
}

Tls::Session Tls::session(int socket) const {
  Session session(SSL_new(context_.get()));
  CHECK(session != nullptr && SSL_set_fd(session.get(), socket) == 1);
  SSL_set_accept_state(session.get());
  return session;
}

void Tls::Free::operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
void Tls::Free::operator()(SSL* session) const { SSL_free(session); }

}  // namespace zonebook::http
