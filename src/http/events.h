// Event streams (Server-Sent Events, WHATWG HTML 9.2): what happened, sent to many readers as it
// happens, and what a reader missed sent first when it comes again.
//
//   Response listen(Request const& request) {
//     EventStream stream(channel, [](Event const& event) { return event.topic == "jiaocheng"; });
//     stream.first(missed_since(request.fields.find("Last-Event-ID")));   // read after subscribing
//     return events(std::move(stream));
//   }
//   channel->publish({.id = "7", .name = "entry", .data = R"({"seq":7})", .topic = "jiaocheng"});
//
// Promises
//   1. A stream hears everything that is published from its construction on, in order; so nothing
//      is lost if what was missed is read afterwards.  What is in both is sent once, by its id.
//   2. A reader that does not keep up costs a bounded buffer (Limits::event_bytes): beyond it the
//      stream is ended, and the browser comes again with the last id it got.
//   3. publish() waits for no reader.  The bytes of an event are made once and shared.
//
// Threads: a Channel is for all; its filters run on the thread that publishes, under the channel's
// lock: they are quick and do not call the channel.  An EventStream belongs to one.

#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace zonebook::http {

struct Event {
  std::string id;     // what Last-Event-ID will say; "": none.  No line ends, no NUL: CHECK
  std::string name;   // "": a plain message.  No line ends: CHECK
  std::string data;   // any text; its lines are kept
  std::string topic;  // for the filters; never sent
};

// The bytes of the wire.
std::string wire_form(Event const&);

class Mailbox;  // http/mailbox.h

class Channel {
 public:
  using Admits = std::function<bool(Event const&)>;  // empty: all

  void publish(Event const&);
  std::size_t subscribers() const;

 private:
  friend class EventStream;
  struct Subscription {
    std::shared_ptr<Mailbox> mailbox;
    Admits admits;
  };
  mutable std::mutex mutex_;
  std::unordered_map<Mailbox const*, Subscription> subscriptions_;  // guarded by mutex_
};

// Ends a stream from anywhere, if it is still there.
class StreamEnd {
 public:
  explicit StreamEnd(std::weak_ptr<Mailbox> mailbox) : mailbox_(std::move(mailbox)) {}

  bool is_there() const { return !mailbox_.expired(); }
  // What waits is sent first; the browser comes again, and is asked who it is.
  void end() const;

 private:
  std::weak_ptr<Mailbox> mailbox_;
};

class EventStream {
 public:
  explicit EventStream(std::shared_ptr<Channel>, Channel::Admits = {});
  ~EventStream();
  EventStream(EventStream&&) noexcept = default;
  EventStream& operator=(EventStream&&) noexcept;

  // Sent before what has been heard since the construction; once, before the stream is answered.
  void first(std::vector<Event> const& missed);

  StreamEnd ending() const { return StreamEnd(mailbox_); }
  std::shared_ptr<Mailbox> const& mailbox() const { return mailbox_; }  // for the server

 private:
  void leave();

  std::shared_ptr<Channel> channel_;  // nullptr: moved from
  std::shared_ptr<Mailbox> mailbox_;
};

}  // namespace zonebook::http
