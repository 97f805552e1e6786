// TLS by OpenSSL 3: which versions and suites, and the certificate.
//
// TLS 1.2 with forward secrecy and AEAD only (Mozilla's "intermediate" list), and 1.3; no
// compression, no renegotiation.  ALPN answers http/1.1.
//
// Threads: immutable once loaded; a Session belongs to one.

#pragma once

#include <openssl/types.h>

#include <memory>

#include "base/result.h"
#include "http/options.h"

namespace zonebook::http {

class Tls {
 public:
  //   invalid  http.bad_certificate: a file cannot be read, or the key is another's
  static Result<Tls> load(Certificate const&);

  struct Free {
    void operator()(SSL_CTX*) const;
    void operator()(SSL*) const;
  };
  using Session = std::unique_ptr<SSL, Free>;
  // As the server on a connected socket, which the session does not own.
  Session session(int socket) const;

 private:
  explicit Tls(std::unique_ptr<SSL_CTX, Free> context) : context_(std::move(context)) {}
  std::unique_ptr<SSL_CTX, Free> context_;
};

}  // namespace zonebook::http
