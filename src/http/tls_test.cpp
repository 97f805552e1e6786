#include "http/tls.h"

#include <gmock/gmock.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include "http/client_fixture.h"

namespace zonebook::http {
namespace {

class TlsTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = testing::TempDir() + "zonebook_tls_" + std::to_string(getpid());
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::unique_ptr<Server> serve_encrypted(Limits limits = {}) {
    Router router;
    router.add({.method = "POST", .pattern = "/", .handler = [](Request const& request) {
                  return text(std::string(request.is_encrypted ? "encrypted " : "plain ") +
                              std::to_string(request.body.size()));
                }});
    router.add({.method = "GET", .pattern = "/large", .handler = [](Request const&) {
                  return text(std::string(5'000'000, 'x'));
                }});
    router.add({.method = "GET", .pattern = "/events", .handler = [this](Request const&) {
                  return events(EventStream(channel_));
                }});
    Options options;
    options.certificate = make_certificate(folder_);
    options.limits = limits;
    return serve(std::move(router), std::move(options));
  }

  std::string folder_;
  std::shared_ptr<Channel> channel_ = std::make_shared<Channel>();
};

TEST_F(TlsTest, encrypts_what_is_asked_and_answered) {
  auto const server = serve_encrypted();
  Client client(server->port(), Speaks::tls);

  EXPECT_EQ(client.negotiated(), "TLSv1.3 http/1.1");
  EXPECT_EQ(client.ask("POST", "/", "", std::string(300'000, 'x')).body, "encrypted 300000");
  EXPECT_EQ(client.get("/large").body.size(), 5'000'000u);
  client.send(request_of("POST", "/", "", "1") + request_of("POST", "/", "", "22"));
  EXPECT_EQ(client.read()->body, "encrypted 1");
  EXPECT_EQ(client.read()->body, "encrypted 2");
  EXPECT_EQ(client.ask("POST", "/", "Connection: close\r\n").field("Connection"), "close");
  EXPECT_TRUE(client.is_closed());
}

TEST_F(TlsTest, speaks_1_2_with_forward_secrecy_and_nothing_older) {
  auto const server = serve_encrypted();
  struct Case {
    int version;
    char const* suites;
    bool is_spoken;
  };
  for (auto const& [version, suites, is_spoken] : std::vector<Case>{
           {TLS1_2_VERSION, "ECDHE-ECDSA-AES128-GCM-SHA256", true},
           {TLS1_2_VERSION, "ECDHE-ECDSA-AES128-SHA256", false},
           {TLS1_1_VERSION, "ALL:@SECLEVEL=0", false},
       }) {
    Client client(server->port());
    std::unique_ptr<SSL_CTX, Tls::Free> context(SSL_CTX_new(TLS_client_method()));
    SSL_CTX_set_min_proto_version(context.get(), TLS1_VERSION);
    SSL_CTX_set_max_proto_version(context.get(), version);
    EXPECT_EQ(SSL_CTX_set_cipher_list(context.get(), suites), 1);
    Tls::Session session(SSL_new(context.get()));
    SSL_set_fd(session.get(), client.descriptor());

    ERR_clear_error();
    EXPECT_EQ(SSL_connect(session.get()) == 1, is_spoken) << version << " " << suites;
    if (version == TLS1_1_VERSION) {
      EXPECT_EQ(ERR_GET_REASON(ERR_peek_error()), SSL_R_TLSV1_ALERT_PROTOCOL_VERSION)
          << "refused for its age, not for want of a suite";
    }
  }
}

TEST_F(TlsTest, carries_events) {
  auto const server = serve_encrypted();
  {
    Client client(server->port(), Speaks::tls);
    client.send(request_of("GET", "/events"));
    client.read_until("retry: 2000\n\n");
    channel_->publish({.id = "1", .data = "a"});
    EXPECT_EQ(client.read_until("\n\n"), "id: 1\ndata: a\n\n");
  }

  EXPECT_TRUE(eventually([&] { return channel_->subscribers() == 0; })) << "the reader is gone";
}

TEST_F(TlsTest, ends_connections_that_are_not_encrypted_or_say_nothing) {
  auto const server = serve_encrypted({.header_time = milliseconds(100)});
  Client plain(server->port());
  plain.send(request_of("POST", "/"));
  EXPECT_EQ(plain.read(), std::nullopt);

  Client silent(server->port());
  EXPECT_TRUE(silent.is_closed());
  Client after(server->port(), Speaks::tls);
  EXPECT_EQ(after.ask("POST", "/", "").status, 200);
}

// Asks without an end what is answered without a worker, and takes the answers unseen, so that the
// server never has to wait for it.
TEST_F(TlsTest, lets_others_be_served_beside_one_that_asks_without_an_end) {
  auto const server = serve_encrypted();
  Client greedy(server->port(), Speaks::tls);
  std::string all;
  for (int i = 0; i < 400; ++i) all += request_of("OPTIONS", "*");
  std::atomic<bool> is_enough = false;
  {
    std::jthread const asking([&] {
      while (!is_enough) greedy.send(all);
    });
    std::jthread const taking([&] {
      std::vector<char> piece(std::size_t{1} << 20);
      while (::recv(greedy.descriptor(), piece.data(), piece.size(), 0) > 0) {
      }
    });

    for (int i = 0; i < 3; ++i) {
      Client next(server->port(), Speaks::tls);
      EXPECT_EQ(next.ask("POST", "/", "").status, 200);
    }
    server->stop();
    is_enough = true;
  }
}

TEST_F(TlsTest, stops_gracefully) {
  auto const server = serve_encrypted();
  Client client(server->port(), Speaks::tls);
  EXPECT_EQ(client.ask("POST", "/", "").status, 200);

  server->stop();

  EXPECT_TRUE(client.is_closed());
}

TEST_F(TlsTest, refuses_files_that_are_no_certificate) {
  auto const files = make_certificate(folder_);
  auto const other = folder_ + "/other";
  std::filesystem::create_directories(other);
  auto const others = make_certificate(other);
  std::ofstream(folder_ + "/empty.pem") << "";

  EXPECT_TRUE(Tls::load(files));
  for (auto const& wrong : {Certificate{folder_ + "/none.pem", files.key_file},
                            Certificate{folder_ + "/empty.pem", files.key_file},
                            Certificate{files.chain_file, folder_ + "/none.pem"},
                            Certificate{files.chain_file, files.chain_file},
                            Certificate{files.chain_file, others.key_file}}) {
    auto const loaded = Tls::load(wrong);
    ASSERT_FALSE(loaded);
    EXPECT_EQ(loaded.error().says.key, "http.bad_certificate");
  }
}

}  // namespace
}  // namespace zonebook::http
