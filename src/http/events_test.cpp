#include "http/events.h"

#include <gmock/gmock.h>

#include <atomic>
#include <thread>

#include "http/client_fixture.h"
#include "http/mailbox.h"

namespace zonebook::http {
namespace {

using testing::HasSubstr;

Event numbered(int number, std::string topic = "") {
  return {.id = std::to_string(number), .data = std::to_string(number), .topic = std::move(topic)};
}

std::string all_of(Mailbox& mailbox) {
  std::string all;
  for (auto const& letter : mailbox.take()) all += letter->bytes;
  return all;
}

TEST(Events, have_the_form_of_the_wire) {
  EXPECT_EQ(wire_form({.id = "7", .name = "entry", .data = "a"}),
            "id: 7\nevent: entry\ndata: a\n\n");
  EXPECT_EQ(wire_form({.data = "a\nb\r\nc\rd"}), "data: a\ndata: b\ndata: c\ndata: d\n\n");
  EXPECT_EQ(wire_form({}), "data: \n\n");
}

TEST(Events, reach_those_who_listen_from_then_on) {
  auto const channel = std::make_shared<Channel>();
  channel->publish(numbered(1));
  EventStream all(channel);
  EventStream some(channel, [](Event const& event) { return event.topic == "a"; });
  channel->publish(numbered(2, "a"));
  channel->publish(numbered(3, "b"));

  EXPECT_EQ(all_of(*all.mailbox()), "id: 2\ndata: 2\n\nid: 3\ndata: 3\n\n");
  EXPECT_EQ(all_of(*some.mailbox()), "id: 2\ndata: 2\n\n");
  EXPECT_EQ(channel->subscribers(), 2u);
}

TEST(Events, that_were_missed_come_first_and_once) {
  auto const channel = std::make_shared<Channel>();
  EventStream stream(channel);
  channel->publish(numbered(3));
  channel->publish(numbered(4));

  stream.first({numbered(2), numbered(3)});
  channel->publish(numbered(5));

  EXPECT_EQ(all_of(*stream.mailbox()),
            "id: 2\ndata: 2\n\nid: 3\ndata: 3\n\nid: 4\ndata: 4\n\nid: 5\ndata: 5\n\n");
}

TEST(Events, that_are_read_before_they_are_published_come_once) {
  auto const channel = std::make_shared<Channel>();
  EventStream stream(channel);

  stream.first({numbered(6), numbered(7)});
  channel->publish(numbered(7));
  channel->publish(numbered(8));

  EXPECT_EQ(all_of(*stream.mailbox()), "id: 6\ndata: 6\n\nid: 7\ndata: 7\n\nid: 8\ndata: 8\n\n");
}

TEST(Events, that_were_missed_are_bounded_and_what_is_left_comes_with_the_next_stream) {
  auto const channel = std::make_shared<Channel>();
  EventStream stream(channel);
  stream.mailbox()->limit(40);
  channel->publish(numbered(9));

  stream.first({numbered(1), numbered(2), numbered(3), numbered(4)});
  channel->publish(numbered(10));

  EXPECT_TRUE(stream.mailbox()->is_over());
  EXPECT_EQ(all_of(*stream.mailbox()), "id: 1\ndata: 1\n\nid: 2\ndata: 2\n\n")
      << "as far as the reader can go on from";
  EventStream of_one(channel);
  of_one.mailbox()->limit(3);
  of_one.first({numbered(1)});
  EXPECT_EQ(all_of(*of_one.mailbox()), "id: 1\ndata: 1\n\n") << "at least one, or it never goes on";
}

TEST(Events, are_dropped_with_the_stream_that_does_not_keep_up) {
  auto const channel = std::make_shared<Channel>();
  EventStream slow(channel), quick(channel);
  slow.mailbox()->limit(100);
  for (int i = 0; i < 20; ++i) {
    channel->publish(numbered(i));
    quick.mailbox()->take();
  }

  EXPECT_TRUE(slow.mailbox()->is_over());
  EXPECT_EQ(all_of(*slow.mailbox()), "");
  EXPECT_FALSE(quick.mailbox()->is_over());
}

TEST(Events, leave_the_channel_with_their_stream) {
  auto const channel = std::make_shared<Channel>();
  {
    EventStream stream(channel);
    auto moved = std::move(stream);
    EXPECT_EQ(channel->subscribers(), 1u);
    moved = EventStream(channel);
    EXPECT_EQ(channel->subscribers(), 1u);
  }

  EXPECT_EQ(channel->subscribers(), 0u);
}

TEST(EventsDeathTest, have_no_id_of_two_lines) {
  EXPECT_DEATH(wire_form({.id = "1\ndata: x"}), "CHECK");
}

class EventServer : public testing::Test {
 protected:
  std::unique_ptr<Server> serve_events(Limits limits = {}) {
    Router router;
    router.add({.method = "GET", .pattern = "/events", .handler = [this](Request const& request) {
                  EventStream stream(channel_);
                  // What has been since is known to the test by its numbers.
                  if (auto const last = request.fields.find("Last-Event-ID")) {
                    std::vector<Event> missed;
                    for (int i = std::stoi(std::string(*last)) + 1; i <= published_; ++i) {
                      missed.push_back(numbered(i));
                    }
                    stream.first(missed);
                  }
                  return events(std::move(stream));
                }});
    router.add(
        {.method = "GET", .pattern = "/", .handler = [](Request const&) { return text("ok"); }});
    Options options;
    options.limits = limits;
    return serve(std::move(router), std::move(options));
  }

  void publish(int number) {
    published_ = number;
    channel_->publish(numbered(number));
  }

  std::shared_ptr<Channel> channel_ = std::make_shared<Channel>();
  std::atomic<int> published_ = 0;
};

TEST_F(EventServer, sends_what_happens_as_it_happens) {
  auto const server = serve_events();
  Client client(server->port());

  client.send(request_of("GET", "/events"));

  auto const head = client.read_until("retry: 2000\n\n");
  EXPECT_THAT(head, HasSubstr("Content-Type: text/event-stream\r\n"));
  EXPECT_THAT(head, HasSubstr("Cache-Control: no-store\r\n"));
  EXPECT_THAT(head, HasSubstr("Connection: close\r\n"));
  EXPECT_THAT(head, testing::Not(HasSubstr("Content-Length")));
  for (int i = 1; i <= 100; ++i) {
    publish(i);
    EXPECT_EQ(client.read_until("\n\n"),
              "id: " + std::to_string(i) + "\ndata: " + std::to_string(i) + "\n\n");
  }
  EXPECT_EQ(server->counts().streams, 1u);
}

TEST_F(EventServer, sends_all_that_happens_while_it_writes) {
  auto const server = serve_events({.event_bytes = std::size_t{64} << 20});
  Client client(server->port());
  client.send(request_of("GET", "/events"));
  client.read_until("retry: 2000\n\n");

  std::jthread const publishing([&] {
    for (int i = 1; i <= 20'000; ++i) publish(i);
  });

  for (int i = 1; i <= 20'000; ++i) {
    ASSERT_EQ(client.read_until("\n\n"),
              "id: " + std::to_string(i) + "\ndata: " + std::to_string(i) + "\n\n");
  }
}

TEST_F(EventServer, resumes_after_the_last_event_that_came) {
  auto const server = serve_events();
  {
    Client client(server->port());
    client.send(request_of("GET", "/events"));
    client.read_until("retry: 2000\n\n");
    publish(1);
    EXPECT_EQ(client.read_until("\n\n"), "id: 1\ndata: 1\n\n");
  }
  publish(2);
  publish(3);

  Client again(server->port());
  again.send(request_of("GET", "/events", "Last-Event-ID: 1\r\n"));

  again.read_until("retry: 2000\n\n");
  EXPECT_EQ(again.read_until("\n\n"), "id: 2\ndata: 2\n\n");
  EXPECT_EQ(again.read_until("\n\n"), "id: 3\ndata: 3\n\n");
}

TEST_F(EventServer, answers_head_without_a_stream) {
  auto const server = serve_events();
  Client client(server->port());

  EXPECT_EQ(client.ask("HEAD", "/events", "").status, 200);
  EXPECT_TRUE(client.is_closed());
}

TEST_F(EventServer, beats_while_nothing_happens) {
  auto const server = serve_events({.heartbeat = milliseconds(50)});
  Client client(server->port());
  client.send(request_of("GET", "/events"));
  client.read_until("retry: 2000\n\n");

  EXPECT_EQ(client.read_until(":\n\n"), ":\n\n");
  EXPECT_EQ(client.read_until(":\n\n"), ":\n\n");
}

TEST_F(EventServer, notices_a_reader_that_goes) {
  auto const server = serve_events();
  {
    Client client(server->port());
    client.send(request_of("GET", "/events"));
    client.read_until("retry: 2000\n\n");
    ASSERT_EQ(channel_->subscribers(), 1u);
  }

  EXPECT_TRUE(eventually([&] { return server->counts().connections == 0; }));
  EXPECT_EQ(channel_->subscribers(), 0u);
  EXPECT_EQ(server->counts().streams, 0u);
}

TEST_F(EventServer, sends_a_reader_away_that_does_not_keep_up) {
  auto const server = serve_events({.event_bytes = 10'000});
  Client client(server->port(), Speaks::plain, 4096);
  client.send(request_of("GET", "/events"));
  client.read_until("retry: 2000\n\n");

  // Twenty megabytes: more than the system's buffers and ours.
  constexpr int all = 4000;
  for (int i = 0; i < all; ++i) channel_->publish({.data = std::string(5'000, 'x')});

  int came = 0;
  while (!client.read_until("\n\n").empty()) ++came;
  EXPECT_LT(came, all);
  EXPECT_TRUE(client.is_closed());
  EXPECT_TRUE(eventually([&] { return channel_->subscribers() == 0; }));
}

TEST_F(EventServer, has_a_thousand_streams_beside_other_work) {
  allow_many_sockets();
  auto const server = serve_events();
  std::vector<std::unique_ptr<Client>> clients;
  for (int i = 0; i < 1000; ++i) {
    clients.push_back(std::make_unique<Client>(server->port()));
    ASSERT_TRUE(clients.back()->is_connected());
    clients.back()->send(request_of("GET", "/events"));
  }
  for (auto const& client : clients) client->read_until("retry: 2000\n\n");

  publish(1);
  Client other(server->port());
  EXPECT_EQ(other.get("/").status, 200);

  EXPECT_EQ(server->counts().streams, 1000u);
  for (auto const& client : clients) EXPECT_EQ(client->read_until("\n\n"), "id: 1\ndata: 1\n\n");
}

}  // namespace
}  // namespace zonebook::http
