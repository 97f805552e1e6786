// The end of a server: what is under way is finished, what waits is sent away.

#include <gmock/gmock.h>

#include <future>
#include <thread>

#include "http/client_fixture.h"

namespace zonebook::http {
namespace {

class Stop : public testing::Test {
 protected:
  std::unique_ptr<Server> serve_waiting(Limits limits = {}) {
    Router router;
    router.add(
        {.method = "GET", .pattern = "/", .handler = [](Request const&) { return text("ok"); }});
    router.add({.method = "GET", .pattern = "/wait", .handler = [this](Request const&) {
                  begun_.set_value();
                  go_.get_future().wait();
                  return text("done");
                }});
    router.add({.method = "GET", .pattern = "/events", .handler = [this](Request const&) {
                  return events(EventStream(channel_));
                }});
    Options options;
    options.limits = limits;
    return serve(std::move(router), std::move(options));
  }

  std::promise<void> begun_, go_;
  std::shared_ptr<Channel> channel_ = std::make_shared<Channel>();
};

TEST_F(Stop, finishes_what_is_under_way) {
  auto const server = serve_waiting();
  auto const port = server->port();
  Client busy(port);
  busy.send(request_of("GET", "/wait") + request_of("GET", "/"));
  begun_.get_future().wait();
  Client idle(port);
  EXPECT_EQ(idle.get("/").status, 200);

  std::jthread const stopping([&] { server->stop(); });
  EXPECT_TRUE(idle.is_closed());
  EXPECT_TRUE(eventually([&] { return !Client(port).is_connected(); })) << "accepts no more";
  go_.set_value();

  auto const answer = busy.read();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body, "done");
  EXPECT_EQ(answer->field("Connection"), "close");
  EXPECT_TRUE(busy.is_closed());
}

TEST_F(Stop, lets_a_request_come_whole_that_has_begun) {
  auto const server = serve_waiting();
  Client client(server->port());
  Client idle(server->port());
  client.send("GET / HTTP/1.1\r\nHo");
  EXPECT_EQ(idle.get("/").status, 200);
  ASSERT_TRUE(eventually([&] { return server->counts().connections == 2; }));

  std::jthread const stopping([&] { server->stop(); });
  EXPECT_TRUE(idle.is_closed());
  client.send("st: x\r\n\r\n");

  EXPECT_EQ(client.read()->status, 200);
}

TEST_F(Stop, sends_readers_of_events_away_with_what_they_have_still_to_get) {
  auto const server = serve_waiting({.retry = milliseconds(1234)});
  Client client(server->port());
  client.send(request_of("GET", "/events"));
  client.read_until("retry: 1234\n\n");
  channel_->publish({.id = "1", .data = "last"});

  server->stop();

  EXPECT_EQ(client.read_until("\n\n"), "id: 1\ndata: last\n\n");
  EXPECT_TRUE(client.is_closed());
}

TEST_F(Stop, cuts_off_what_takes_too_long) {
  auto const server = serve_waiting({.stop_time = milliseconds(100)});
  Client half(server->port());
  half.send("GET / HTTP/1.1\r\nHo");
  ASSERT_TRUE(eventually([&] { return server->counts().connections == 1; }));

  auto const began = std::chrono::steady_clock::now();

  server->stop();

  EXPECT_LT(std::chrono::steady_clock::now() - began, Limits().header_time / 2)
      << "not the limit of the head has ended it";
  EXPECT_TRUE(half.is_closed());
  EXPECT_EQ(server->counts().connections, 0u);
}

TEST_F(Stop, waits_for_a_handler_though_its_reader_is_cut_off) {
  auto const server = serve_waiting({.stop_time = milliseconds(50)});
  Client client(server->port());
  client.send(request_of("GET", "/wait"));
  begun_.get_future().wait();

  std::jthread stopping([&] { server->stop(); });
  EXPECT_TRUE(client.is_closed());
  EXPECT_EQ(server->counts().connections, 1u);
  go_.set_value();
  stopping.join();

  EXPECT_EQ(server->counts().connections, 0u);
}

TEST_F(Stop, happens_by_itself_and_once) {
  auto server = serve_waiting();
  auto const port = server->port();
  Client idle(port);
  EXPECT_EQ(idle.get("/").status, 200);
  server->stop();
  server->stop();
  EXPECT_FALSE(Client(port).is_connected());
  server.reset();
  EXPECT_TRUE(idle.is_closed());

  auto next = serve_waiting();
  Client of_next(next->port());
  EXPECT_EQ(of_next.get("/").status, 200);
  next.reset();
  EXPECT_TRUE(of_next.is_closed()) << "stopped by its end alone";
}

}  // namespace
}  // namespace zonebook::http
