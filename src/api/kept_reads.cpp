#include "api/kept_reads.h"

namespace zonebook::api {
namespace {

constexpr std::size_t visitors_most = 10'000;

}  // namespace

std::optional<KeptReads::State> KeptReads::state(Date today) const {
  auto const changes = database_.changes();
  if (!changes) return std::nullopt;
  return State{*changes, today};
}

// Under the lock.  Whoever comes with an older state, having been slower, finds nothing and keeps
// nothing; the first with a newer one forgets all that is kept.
bool KeptReads::is_now(State const& state) {
  if (of_ == state) return true;
  if (!still_is(state)) return false;
  of_ = state;
  bytes_ = 0;
  visitors_.clear();
  answers_.clear();
  return true;
}

bool KeptReads::still_is(State const& state) const { return database_.changes() == state.changes; }

std::shared_ptr<access::Visitor const> KeptReads::visitor(State const& state,
                                                          std::string const& shown) {
  std::lock_guard const lock(mutex_);
  if (!is_now(state)) return nullptr;
  auto const found = visitors_.find(shown);
  if (found == visitors_.end()) return nullptr;
  if (found->second.until > watch_()) return found->second.visitor;
  visitors_.erase(found);
  return nullptr;
}

// It is copied when the lock is free again.
std::optional<http::Response> KeptReads::answer(State const& state, std::string const& key) {
  auto const kept = find(state, key);
  if (!kept) return std::nullopt;
  return http::Response{.fields = kept->fields, .body = kept->body, .etag = kept->etag};
}

std::shared_ptr<KeptReads::KeptAnswer const> KeptReads::find(State const& state,
                                                             std::string const& key) {
  std::lock_guard const lock(mutex_);
  if (!is_now(state)) return nullptr;
  auto const found = answers_.find(key);
  return found == answers_.end() ? nullptr : found->second;
}

void KeptReads::keep(State const& state, std::string const& shown,
                     std::shared_ptr<access::Visitor const> visitor) {
  auto const until = watch_() + visitor_longest;
  std::lock_guard const lock(mutex_);
  if (!is_now(state) || !still_is(state)) return;
  if (visitors_.size() >= visitors_most) visitors_.clear();
  visitors_.insert_or_assign(shown, KeptVisitor{std::move(visitor), until});
}

void KeptReads::keep(State const& state, std::string const& key, http::Response const& response) {
  auto const* body = std::get_if<std::string>(&response.body);
  if (!body || response.status != 200 || body->size() > answer_bytes_most) return;
  auto kept = std::make_shared<KeptAnswer const>(KeptAnswer{response.fields, *body, response.etag});
  auto const bytes = body->size() + key.size();
  std::lock_guard const lock(mutex_);
  if (!is_now(state) || !still_is(state)) return;
  if (bytes_ + bytes > bytes_most) {
    bytes_ = 0;
    answers_.clear();
  }
  if (answers_.try_emplace(key, std::move(kept)).second) bytes_ += bytes;
}

}  // namespace zonebook::api
