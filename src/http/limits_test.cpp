// What a client can do wrong, slowly, or too much of: each gets its status, and holds nothing.

#include <gmock/gmock.h>
#include <malloc.h>
#include <sys/socket.h>

#include <atomic>
#include <future>

#include "http/client_fixture.h"

namespace zonebook::http {
namespace {

using testing::HasSubstr;

Router routes() {
  Router router;
  router.add(
      {.method = "GET", .pattern = "/", .handler = [](Request const&) { return text("ok"); }});
  router.add({.method = "POST", .pattern = "/", .handler = [](Request const& request) {
                return text(std::to_string(request.body.size()));
              }});
  router.add(
      {.method = "POST",
       .pattern = "/large",
       .handler = [](Request const& request) { return text(std::to_string(request.body.size())); },
       .body_bytes = std::size_t{1} << 20});
  router.add({.method = "GET", .pattern = "/large", .handler = [](Request const&) {
                return text(std::string(std::size_t{64} << 20, 'x'), "application/octet-stream");
              }});
  return router;
}

Options with(Limits limits) {
  Options options;
  options.limits = limits;
  return options;
}

// The status of the answer to these bytes on a connection of their own; 0: none.
int status_of(std::uint16_t port, std::string_view bytes) {
  Client client(port);
  client.send(bytes);
  client.finish_sending();
  auto const answer = client.read();
  EXPECT_TRUE(client.is_closed()) << bytes;
  return answer ? answer->status : 0;
}

TEST(Limits, refuse_bytes_that_are_no_request) {
  auto const server = serve(routes());
  struct Case {
    std::string bytes;
    int status;
  };
  std::string const host = "Host: x\r\n";
  for (auto const& [bytes, status] : std::vector<Case>{
           {"GET / HTTP/1.1\r\n" + host + "\r\n", 200},
           {"GET / HTTP/1.0\r\n\r\n", 200},
           {"", 0},
           {"GET / HTTP/1.1\r\nHost: x", 0},
           {"GET / HTTP/1.1\r\n\r\n", 400},
           {"GET / HTTP/1.1\r\n" + host + host + "\r\n", 400},
           {"GET / HTTP/2.0\r\n" + host + "\r\n", 505},
           {"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
           {"GET  / HTTP/1.1\r\n" + host + "\r\n", 400},
           {"GET /\r\n\r\n", 400},
           {"G\x01T / HTTP/1.1\r\n" + host + "\r\n", 400},
           {"\x16\x03\x01\x02\x01\x01\xFC\x03\x03", 400},
           {"GET / HTTP/1.1\n" + host + "\n", 505},
           {"GET / HTTP/1.1\r\nHost : x\r\n\r\n", 400},
           {"GET / HTTP/1.1\r\n" + host + ": x\r\n\r\n", 400},
           {"GET / HTTP/1.1\r\n" + host + "A: \x01\r\n\r\n", 400},
           {"POST / HTTP/1.1\r\n" + host + "Content-Length: -1\r\n\r\n", 400},
           {"POST / HTTP/1.1\r\n" + host + "Content-Length: 1x\r\n\r\n", 400},
           {"POST / HTTP/1.1\r\n" + host + "Content-Length: 99999999999999999999\r\n\r\n", 400},
           {"POST / HTTP/1.1\r\n" + host + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400},
           {"POST / HTTP/1.1\r\n" + host + "Content-Length: 2\r\nContent-Length: 2\r\n\r\nab", 400},
           {"POST / HTTP/1.1\r\n" + host + "Content-Length: 2, 2\r\n\r\nab", 400},
           {"GET / HTTP/1.1\r\n" + host + "A: b\r\n c\r\n\r\n", 400},
           {"GET / HTTP/1.1\r\n" + host + "A: b\r\n\tc: d\r\n\r\n", 400},
           {"GET / HTTP/1.1\r\n A: b\r\n" + host + "\r\n", 400},
           {"POST / HTTP/1.1\r\n" + host +
                "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            400},
           {"POST / HTTP/1.1\r\n" + host +
                "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
            400},
           {"POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: gzip\r\n\r\n", 501},
           {"POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
            501},
           {"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
           {"POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\nzz\r\n", 400},
           {"POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n",
            400},
           {"POST / HTTP/1.1\r\n" + host + "Expect: 200-ok\r\n\r\n", 417},
           {"CONNECT x:80 HTTP/1.1\r\n" + host + "\r\n", 400},
       }) {
    EXPECT_EQ(status_of(server->port(), bytes), status) << bytes;
  }
  Client after(server->port());
  EXPECT_EQ(after.get("/").status, 200);
}

TEST(Limits, let_nothing_follow_a_request_that_could_not_be_read) {
  auto const server = serve(routes());
  for (std::string const fields :
       {"Host: x\r\nHost: y\r\n", "Host: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n",
        "Host: x\r\nTransfer-Encoding: identity\r\n"}) {
    Client client(server->port());

    client.send("GET / HTTP/1.1\r\n" + fields + "\r\n" + request_of("GET", "/"));

    EXPECT_EQ(client.read()->field("Connection"), "close") << fields;
    EXPECT_TRUE(client.is_closed()) << fields;
  }
}

TEST(Limits, hold_for_heads) {
  auto const server = serve(routes(), with({.header_bytes = 2000}));

  auto const port = server->port();
  EXPECT_EQ(status_of(port, request_of("GET", "/?" + std::string(1000, 'x'))), 200);
  EXPECT_EQ(status_of(port, request_of("GET", "/?" + std::string(3000, 'x'))), 431);
  EXPECT_EQ(status_of(port, request_of("GET", "/", "A: " + std::string(3000, 'x') + "\r\n")), 431);
  std::string many;
  for (int i = 0; i < 101; ++i) many += "A: b\r\n";
  EXPECT_EQ(status_of(port, request_of("GET", "/", many)), 431);
}

TEST(Limits, hold_for_heads_that_come_line_by_line) {
  auto const server = serve(routes(), with({.header_bytes = 2000}));
  Client client(server->port());

  client.send("GET / HTTP/1.1\r\nHost: x\r\n");
  for (int i = 0; i < 50; ++i) client.send("A: " + std::string(95, 'x') + "\r\n");
  client.send("\r\n");

  EXPECT_EQ(client.read()->status, 431);
  EXPECT_TRUE(client.is_closed());
}

TEST(Limits, leave_head_without_a_body_when_it_is_refused) {
  auto const server = serve(routes());
  Client client(server->port());

  client.send("HEAD / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n");

  EXPECT_EQ(client.read(Client::Body::none)->status, 400);
  EXPECT_TRUE(client.is_closed()) << "nothing came after the head";
}

TEST(Limits, hold_for_bodies_and_a_route_may_have_its_own) {
  auto const server = serve(routes(), with({.body_bytes = 1000}));
  Client client(server->port());

  EXPECT_EQ(client.ask("POST", "/", "", std::string(1000, 'x')).body, "1000");
  EXPECT_EQ(client.ask("POST", "/large", "", std::string(1 << 20, 'x')).body, "1048576");
  auto const chunks = std::string("Transfer-Encoding: chunked\r\n\r\n");
  EXPECT_EQ(status_of(server->port(), "POST / HTTP/1.1\r\nHost: x\r\n" + chunks + "3e9\r\n" +
                                          std::string(1001, 'x') + "\r\n0\r\n\r\n"),
            413);
  auto const answer = client.ask("POST", "/", "", std::string(std::size_t{8} << 20, 'x'));
  EXPECT_EQ(answer.status, 413) << "though the client sent all of it before it read";
  EXPECT_THAT(answer.body, HasSubstr("1000"));
  EXPECT_TRUE(client.is_closed());
}

TEST(Limits, do_not_wait_for_a_body_that_is_not_wanted) {
  auto const server = serve(routes());
  Client client(server->port());

  client.send(
      "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9999999\r\nExpect: 100-continue\r\n\r\n");

  EXPECT_EQ(client.read()->status, 413);
}

TEST(Limits, hold_for_all_bodies_together) {
  auto const server = serve(routes(), with({.bodies_bytes = 1500 << 10}));
  Client first(server->port());
  first.send("POST /large HTTP/1.1\r\nHost: x\r\nContent-Length: 1048576\r\n\r\n");
  first.send(std::string(1'000'000, 'x'));
  ASSERT_TRUE(eventually([&] { return server->counts().bodies_bytes == 1'000'000; }));

  Client second(server->port());
  auto const refused = second.ask("POST", "/large", "", std::string(1'000'000, 'x'));
  EXPECT_EQ(refused.status, 503);
  EXPECT_EQ(refused.field("Retry-After"), "1");

  first.send(std::string(48'576, 'x'));
  EXPECT_EQ(first.read()->body, "1048576");
  EXPECT_TRUE(eventually([&] { return server->counts().bodies_bytes == 0; }));
}

TEST(Limits, end_slow_heads_and_bodies_which_hold_no_worker) {
  auto options = with({.header_time = milliseconds(150), .body_time = milliseconds(150)});
  options.workers = 1;
  auto const server = serve(routes(), std::move(options));
  std::vector<std::unique_ptr<Client>> slow;
  for (int i = 0; i < 20; ++i) {
    slow.push_back(std::make_unique<Client>(server->port()));
    slow.back()->send(i % 2 == 0 ? "GET / HTTP/1.1\r\nHost: x\r\nA:"
                                 : "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n12");
  }

  Client quick(server->port());
  EXPECT_EQ(quick.get("/").status, 200);

  for (auto const& client : slow) {
    auto const answer = client->read();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 408);
    EXPECT_TRUE(client->is_closed());
  }
}

TEST(Limits, end_idle_connections_without_a_word) {
  auto const server = serve(routes(), with({.idle_time = milliseconds(100)}));
  Client silent(server->port());
  Client used(server->port());
  EXPECT_EQ(used.get("/").status, 200);

  EXPECT_TRUE(silent.is_closed());
  EXPECT_TRUE(used.is_closed());
}

TEST(Limits, end_a_reader_that_does_not_read) {
  std::promise<Done> told;
  auto options = with({.write_time = milliseconds(200), .least_pace = std::size_t{1} << 30});
  options.on_done = [&](Done const& done) { told.set_value(done); };
  auto const server = serve(routes(), std::move(options));
  Client client(server->port(), Speaks::plain, 4096);

  client.send(request_of("GET", "/large"));

  auto const done = told.get_future().get();
  EXPECT_FALSE(done.is_whole);
  EXPECT_TRUE(eventually([&] { return server->counts().connections == 0; }));
}

TEST(Limits, give_no_long_silence_for_what_came_quickly) {
  auto const server =
      serve(routes(), with({.body_time = milliseconds(300), .least_pace = std::size_t{1} << 10}));
  Client client(server->port());

  client.send("POST /large HTTP/1.1\r\nHost: x\r\nContent-Length: 1048576\r\n\r\n");
  client.send(std::string(1'000'000, 'x'));

  auto const answer = client.read();
  ASSERT_TRUE(answer) << "a thousand seconds were earned";
  EXPECT_EQ(answer->status, 408);
}

TEST(Limits, give_no_long_silence_for_what_was_read_quickly) {
  auto const server =
      serve(routes(), with({.write_time = milliseconds(300), .least_pace = std::size_t{4} << 20}));
  Client client(server->port(), Speaks::plain, 65536);
  client.send(request_of("GET", "/large"));
  std::vector<char> piece(std::size_t{48} << 20);  // twelve seconds of the pace

  ASSERT_EQ(::recv(client.descriptor(), piece.data(), piece.size(), MSG_WAITALL),
            static_cast<ssize_t>(piece.size()));

  EXPECT_TRUE(eventually([&] { return server->counts().connections == 0; }));
}

TEST(Limits, hold_for_one_that_never_lets_us_wait) {
  auto const server = serve(routes(), with({.body_bytes = std::size_t{1} << 30,
                                            .body_time = milliseconds(300),
                                            .least_pace = std::size_t{1} << 40}));
  Client client(server->port());
  client.send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
  std::string chunks;
  for (int i = 0; i < 100; ++i) chunks += "1\r\nx\r\n";

  std::atomic<bool> is_enough = false;
  std::jthread const sending([&] {
    while (!is_enough) client.send(chunks);
  });
  EXPECT_TRUE(eventually([&] { return server->counts().connections == 0; }));
  is_enough = true;
}

TEST(Limits, leave_little_to_a_connection_between_two_requests) {
  auto const server = serve(routes());
  std::vector<std::unique_ptr<Client>> clients;
  for (int i = 0; i < 100; ++i) {
    clients.push_back(std::make_unique<Client>(server->port()));
    EXPECT_EQ(clients.back()->get("/").status, 200);
  }
  auto const before = ::mallinfo2().uordblks;

  for (auto const& client : clients) {
    EXPECT_EQ(client->ask("POST", "/large", "", std::string(200'000, 'x')).body, "200000");
  }

  EXPECT_LT(::mallinfo2().uordblks, before + std::size_t{100} * 40'000);
}

TEST(Limits, let_a_slow_reader_take_its_time_at_a_fair_pace) {
  auto const server = serve(routes(), with({.write_time = milliseconds(300)}));
  Client client(server->port(), Speaks::plain, 65536);
  client.send(request_of("GET", "/large"));
  auto const began = std::chrono::steady_clock::now();
  std::vector<char> piece(std::size_t{1} << 20);

  std::size_t came = 0;
  for (;;) {
    auto const size = ::recv(client.descriptor(), piece.data(), piece.size(), MSG_WAITALL);
    if (size <= 0) break;
    came += static_cast<std::size_t>(size);
    if (came >= std::size_t{64} << 20) break;
    std::this_thread::sleep_for(milliseconds(10));
  }

  EXPECT_GE(came, std::size_t{64} << 20);
  EXPECT_GT(std::chrono::steady_clock::now() - began, milliseconds(600)) << "twice its time";
}

TEST(Limits, turn_surplus_connections_away_politely) {
  auto const server = serve(routes(), with({.connections = 2}));
  Client first(server->port()), second(server->port());
  EXPECT_EQ(first.get("/").status, 200);
  EXPECT_EQ(second.get("/").status, 200);

  Client third(server->port());
  auto const answer = third.read();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 503);
  EXPECT_EQ(answer->field("Retry-After"), "1");
  EXPECT_TRUE(third.is_closed());
  EXPECT_EQ(first.get("/").status, 200);
}

TEST(Limits, bound_the_queue_before_the_workers) {
  std::promise<void> go;
  auto const gone = go.get_future().share();
  std::atomic<int> begun = 0;
  Router router;
  router.add({.method = "GET", .pattern = "/wait", .handler = [&begun, gone](Request const&) {
                ++begun;
                gone.wait();
                return text("done");
              }});
  auto options = with({.queue = 2});
  options.workers = 1;
  auto const server = serve(std::move(router), std::move(options));
  std::vector<std::unique_ptr<Client>> waiting;
  for (std::size_t i = 0; i < 3; ++i) {
    waiting.push_back(std::make_unique<Client>(server->port()));
    waiting.back()->send(request_of("GET", "/wait"));
    // The first is taken by the worker, the others wait.
    ASSERT_TRUE(eventually([&] { return begun == 1 && server->counts().waiting == i; }));
  }

  Client refused(server->port());
  auto const answer = refused.get("/wait");
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(answer.field("Retry-After"), "1");
  EXPECT_EQ(answer.field("Connection"), "none") << "it may try again on the same connection";

  go.set_value();
  for (auto const& client : waiting) EXPECT_EQ(client->read()->body, "done");
}

TEST(Limits, outlive_clients_that_go_away_abruptly) {
  auto const server = serve(routes());
  for (int i = 0; i < 50; ++i) {
    Client client(server->port());
    switch (i % 5) {
      case 0: client.send("GET / HT"); break;
      case 1: client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc"); break;
      case 2: client.send(request_of("GET", "/large")); break;
      case 3: client.send(request_of("GET", "/") + request_of("GET", "/")); break;
      default: break;
    }
    client.reset();
  }

  Client after(server->port());
  EXPECT_EQ(after.get("/").status, 200);
  EXPECT_TRUE(eventually([&] { return server->counts().connections == 1; }));
}

}  // namespace
}  // namespace zonebook::http
