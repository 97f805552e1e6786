#include "http/events.h"

#include <algorithm>

#include "base/result.h"
#include "http/mailbox.h"

namespace zonebook::http {
namespace {

bool is_one_line(std::string_view text) {
  return text.find_first_of(std::string_view("\n\r\0", 3)) == std::string_view::npos;
}

// "data: " before each line; "\r\n", "\n" and "\r" all end one (WHATWG HTML 9.2.5).
void append_lines(std::string& to, std::string_view text) {
  for (;;) {
    auto const end = text.find_first_of("\r\n");
    to.append("data: ").append(text.substr(0, end)).append("\n");
    if (end == std::string_view::npos) return;
    text.remove_prefix(text.substr(end).starts_with("\r\n") ? end + 2 : end + 1);
  }
}

}  // namespace

std::string wire_form(Event const& event) {
  CHECK(is_one_line(event.id) && is_one_line(event.name));
  std::string bytes;
  if (!event.id.empty()) bytes += "id: " + event.id + "\n";
  if (!event.name.empty()) bytes += "event: " + event.name + "\n";
  append_lines(bytes, event.data);
  return bytes + "\n";
}

void Channel::publish(Event const& event) {
  auto const letter = std::make_shared<Sent const>(Sent{event.id, wire_form(event)});
  std::lock_guard const lock(mutex_);
  for (auto const& [key, subscription] : subscriptions_) {
    if (!subscription.admits || subscription.admits(event)) subscription.mailbox->put(letter);
  }
}

std::size_t Channel::subscribers() const {
  std::lock_guard const lock(mutex_);
  return subscriptions_.size();
}

EventStream::EventStream(std::shared_ptr<Channel> channel, Channel::Admits admits)
    : channel_(std::move(channel)), mailbox_(std::make_shared<Mailbox>()) {
  std::lock_guard const lock(channel_->mutex_);
  channel_->subscriptions_.emplace(mailbox_.get(),
                                   Channel::Subscription{mailbox_, std::move(admits)});
}

EventStream::~EventStream() { leave(); }

EventStream& EventStream::operator=(EventStream&& other) noexcept {
  if (this == &other) return *this;
  leave();
  channel_ = std::move(other.channel_);
  mailbox_ = std::move(other.mailbox_);
  return *this;
}

void EventStream::leave() {
  if (!channel_) return;
  std::lock_guard const lock(channel_->mutex_);
  channel_->subscriptions_.erase(mailbox_.get());
}

void StreamEnd::end() const {
  if (auto const mailbox = mailbox_.lock()) mailbox->end();
}

void EventStream::first(std::vector<Event> const& missed) { mailbox_->put_first(missed); }

void Mailbox::put(Letter const& letter) {
  std::lock_guard const lock(mutex_);
  if (is_over_ || first_ids_.contains(letter->id)) return;
  bytes_ += letter->bytes.size();
  if (bytes_ > bytes_most_) {
    is_over_ = true;
    waiting_ = {};
  } else {
    waiting_.push_back(letter);
  }
  bool const was_empty = waiting_.size() <= 1;
  if (was_empty && wake_) wake_();
}

void Mailbox::put_first(std::vector<Event> const& missed) {
  std::lock_guard const lock(mutex_);
  std::size_t bytes = 0;
  for (auto const& event : missed) {
    auto letter = std::make_shared<Sent const>(Sent{event.id, wire_form(event)});
    bytes += letter->bytes.size();
    is_over_ |= bytes > bytes_most_ && !first_.empty();
    if (is_over_) {  // what waits comes after what is left out
      waiting_ = {};
      return;
    }
    if (!event.id.empty()) first_ids_.insert(event.id);
    first_.push_back(std::move(letter));
  }
  std::erase_if(waiting_, [&](Letter const& letter) { return first_ids_.contains(letter->id); });
}

std::vector<Mailbox::Letter> Mailbox::take() {
  std::lock_guard const lock(mutex_);
  bytes_ = 0;
  auto all = std::exchange(first_, {});
  auto const waiting = std::exchange(waiting_, {});
  all.insert(all.end(), waiting.begin(), waiting.end());
  return all;
}

bool Mailbox::is_over() const {
  std::lock_guard const lock(mutex_);
  return is_over_;
}

void Mailbox::end() {
  std::lock_guard const lock(mutex_);
  is_over_ = true;
  if (wake_) wake_();
}

void Mailbox::limit(std::size_t bytes) {
  std::lock_guard const lock(mutex_);
  bytes_most_ = bytes;
}

void Mailbox::on_wake(std::function<void()> wake) {
  std::lock_guard const lock(mutex_);
  wake_ = std::move(wake);
}

}  // namespace zonebook::http
