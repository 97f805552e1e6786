#include "http/client_fixture.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <csignal>
#include <thread>

namespace zonebook::http {
namespace {

constexpr int patience_s = 5;

std::size_t number_in(std::string_view text) {
  std::size_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

}  // namespace

Client::Client(std::uint16_t port, Speaks speaks, int receive_buffer) {
  std::signal(SIGPIPE, SIG_IGN);  // of OpenSSL's writes
  socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (receive_buffer > 0) {
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
  }
  timeval const patience{.tv_sec = patience_s, .tv_usec = 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  sockaddr_in at{};
  at.sin_family = AF_INET;
  at.sin_port = htons(port);
  at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket_, reinterpret_cast<sockaddr*>(&at), sizeof at) != 0) {
    ::close(socket_);
    socket_ = -1;
    return;
  }
  if (speaks == Speaks::plain) return;
  context_.reset(SSL_CTX_new(TLS_client_method()));
  ssl_.reset(SSL_new(context_.get()));
  SSL_set_fd(ssl_.get(), socket_);
  constexpr std::array<unsigned char, 12> protocols{2,   'h', '2', 8,   'h', 't',
                                                    't', 'p', '/', '1', '.', '1'};
  SSL_set_alpn_protos(ssl_.get(), protocols.data(), protocols.size());
  EXPECT_EQ(SSL_connect(ssl_.get()), 1);
}

Client::~Client() {
  if (socket_ >= 0) ::close(socket_);
}

void Client::send(std::string_view bytes) {
  while (!bytes.empty()) {
    auto const went = ssl_ ? SSL_write(ssl_.get(), bytes.data(), static_cast<int>(bytes.size()))
                           : ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (went <= 0) return;  // the server may have had enough
    bytes.remove_prefix(static_cast<std::size_t>(went));
  }
}

void Client::finish_sending() { ::shutdown(socket_, SHUT_WR); }

void Client::reset() {
  linger const at_once{.l_onoff = 1, .l_linger = 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  ::close(socket_);
  socket_ = -1;
}

bool Client::receive() {
  std::array<char, 16384> piece;
  auto const came = ssl_ ? SSL_read(ssl_.get(), piece.data(), static_cast<int>(piece.size()))
                         : ::recv(socket_, piece.data(), piece.size(), 0);
  if (came <= 0) return false;
  buffer_.append(piece.data(), static_cast<std::size_t>(came));
  return true;
}

std::optional<Answer> Client::read(Body kind) {
  std::size_t end = 0;
  while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
    if (!receive()) return std::nullopt;
  }
  Answer answer;
  auto head = buffer_.substr(0, end + 2);
  buffer_.erase(0, end + 4);
  EXPECT_TRUE(head.starts_with("HTTP/1.1 ")) << head;
  answer.status = static_cast<int>(number_in(head.substr(9, 3)));
  head.erase(0, head.find("\r\n") + 2);
  while (!head.empty()) {
    auto const line = head.substr(0, head.find("\r\n"));
    head.erase(0, line.size() + 2);
    auto const colon = line.find(": ");
    EXPECT_NE(colon, std::string::npos) << line;
    answer.fields.append(line.substr(0, colon), line.substr(colon + 2));
  }
  bool const has_body =
      kind == Body::as_told && answer.status >= 200 && answer.status != 204 && answer.status != 304;
  if (!has_body) return answer;
  auto const size = answer.fields.find("Content-Length");
  if (!size) {
    while (receive()) continue;
    answer.body = std::exchange(buffer_, {});
    return answer;
  }
  while (buffer_.size() < number_in(*size)) {
    if (!receive()) return std::nullopt;
  }
  answer.body = buffer_.substr(0, number_in(*size));
  buffer_.erase(0, answer.body.size());
  return answer;
}

std::string Client::read_until(std::string_view bytes) {
  for (;;) {
    auto const at = buffer_.find(bytes);
    if (at != std::string::npos) {
      auto const text = buffer_.substr(0, at + bytes.size());
      buffer_.erase(0, text.size());
      return text;
    }
    if (!receive()) return std::exchange(buffer_, {});
  }
}

bool Client::is_closed() {
  if (!buffer_.empty()) return false;
  std::array<char, 1> piece;
  auto const came =
      ssl_ ? SSL_read(ssl_.get(), piece.data(), 1) : ::recv(socket_, piece.data(), 1, 0);
  bool const is_impatient = came < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
  return came <= 0 && !is_impatient;
}

std::string Client::negotiated() const {
  unsigned char const* protocol = nullptr;
  unsigned size = 0;
  SSL_get0_alpn_selected(ssl_.get(), &protocol, &size);
  return std::string(SSL_get_version(ssl_.get())) + " " +
         std::string(reinterpret_cast<char const*>(protocol), size);
}

Answer Client::get(std::string_view target, std::string_view fields) {
  return ask("GET", target, fields);
}

Answer Client::ask(std::string_view method, std::string_view target, std::string_view fields,
                   std::string_view body) {
  send(request_of(method, target, fields, body));
  auto answer = read(method == "HEAD" ? Body::none : Body::as_told);
  EXPECT_TRUE(answer) << method << " " << target << ": no answer";
  return answer ? std::move(*answer) : Answer();
}

std::string request_of(std::string_view method, std::string_view target, std::string_view fields,
                       std::string_view body) {
  std::string bytes(method);
  bytes.append(" ").append(target).append(" HTTP/1.1\r\nHost: localhost\r\n").append(fields);
  if (!body.empty()) bytes += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  return bytes.append("\r\n").append(body);
}

void Client::Free::operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
void Client::Free::operator()(SSL* session) const { SSL_free(session); }

Certificate make_certificate(std::string const& folder) {
  Certificate const files{folder + "/chain.pem", folder + "/key.pem"};
  std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(EVP_EC_gen("P-256"), EVP_PKEY_free);
  std::unique_ptr<X509, decltype(&X509_free)> certificate(X509_new(), X509_free);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), 0);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
  X509_set_pubkey(certificate.get(), key.get());
  auto* name = X509_get_subject_name(certificate.get());
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                             reinterpret_cast<unsigned char const*>("localhost"), -1, -1, 0);
  X509_set_issuer_name(certificate.get(), name);
  EXPECT_GT(X509_sign(certificate.get(), key.get(), EVP_sha256()), 0);
  std::unique_ptr<BIO, decltype(&BIO_free)> chain(BIO_new_file(files.chain_file.c_str(), "w"),
                                                  BIO_free);
  std::unique_ptr<BIO, decltype(&BIO_free)> secret(BIO_new_file(files.key_file.c_str(), "w"),
                                                   BIO_free);
  EXPECT_EQ(PEM_write_bio_X509(chain.get(), certificate.get()), 1);
  EXPECT_EQ(
      PEM_write_bio_PrivateKey(secret.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr), 1);
  return files;
}

void allow_many_sockets() {
  rlimit files{};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &files), 0);
  files.rlim_cur = files.rlim_max;
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &files), 0);
}

std::unique_ptr<Server> serve(Router router, Options options) {
  auto server = Server::listen(std::move(router), std::move(options));
  EXPECT_TRUE(server) << (server ? "" : render(server.error().says, Language::en));
  return server ? std::move(*server) : nullptr;
}

}  // namespace zonebook::http
