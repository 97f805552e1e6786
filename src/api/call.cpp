#include "api/call.h"

#include <algorithm>
#include <charconv>

#include "ledger/request.h"
#include "ledger/tell.h"

namespace zonebook::api {

std::optional<std::string> Call::given(std::string_view name) const {
  for (auto const& [known, value] : request.names) {
    if (known == name) return value;
  }
  auto const found = request.query.find(name);
  if (!found) return std::nullopt;
  return std::string(*found);
}

std::vector<std::string> Call::words(std::string_view name) const {
  std::vector<std::string> words;
  auto const all = text(name);
  for (std::string_view rest = all; !rest.empty();) {
    auto const word = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(word.size() + 1, rest.size()));
    if (!word.empty()) words.emplace_back(word);
  }
  return words;
}

std::optional<std::int64_t> Call::number(std::string_view name) const {
  auto const digits = given(name);
  if (!digits) return std::nullopt;
  std::int64_t number = 0;
  std::from_chars(digits->data(), digits->data() + digits->size(), number);
  return number;
}

std::string Call::zone() const {
  auto zone = text("zone");
  if (!zone.empty()) return zone;
  return visitor.home.empty() ? rooms.root : visitor.home;
}

Result<Date> Call::day(std::string_view name) const {
  auto const written = text(name);
  if (written.empty()) return rooms.today();
  auto const day = Date::parse(written);
  if (!day || *day < ledger::first_day() || *day > ledger::last_day()) {
    return invalid({"api.not_a_day", {{"text", written}}}, std::string(name));
  }
  return *day;
}

Result<std::optional<Instant>> Call::known(std::string_view name) const {
  auto const written = text(name);
  if (written.empty() || written == "now") return std::nullopt;
  if (auto const instant = ledger::read_instant(written, rooms.local)) return instant;
  return invalid({"api.not_a_time", {{"text", written}}}, std::string(name));
}

Result<meta::Register const*> Call::register_named(std::string_view parameter) const {
  auto const name = text(parameter);
  if (auto const* in = rooms.catalog.find(name)) return in;
  return std::unexpected(
      Error{Error::Code::not_found, {"api.no_register", {{"name", name}}}, std::string(parameter)});
}

Result<ledger::Snapshot> Call::read(std::string const& zone) const {
  auto const k = TRY(known());
  return read_at(zone, k);
}

Result<ledger::Snapshot> Call::read_at(std::string const& zone, std::optional<Instant> k) const {
  auto const scope = TRY(rooms.access.rights().scope_of(visitor, zone));
  return rooms.ledger.read(*scope, k);
}

Result<ledger::Snapshot> Call::read_figures(std::string const& zone,
                                            std::optional<Instant> k) const {
  auto const scope = TRY(rooms.access.rights().figure_scope_of(visitor, zone));
  return rooms.ledger.read(scope, k);
}

Result<ledger::Snapshot> Call::read_figures_after(
    std::string const& zone, std::vector<std::optional<Instant>> const& ks) const {
  for (auto const& k : ks) {
    if (k) TRY(read_figures(zone, k));
  }
  return read_figures(zone, {});
}

Result<void> Call::check_may_append(meta::Register const& in, std::string const& zone) const {
  auto const may = rooms.access.rights().check(visitor, access::Right::append, in, zone);
  if (may) return {};
  TRY(rooms.access.acts().keep_refusal(visitor, zone, may.error()));
  return may;
}

Result<void> Call::check_may_append_all(std::vector<std::string_view> registers,
                                        std::string const& zone) const {
  for (auto const name : registers) {
    auto const* in = rooms.catalog.find(name);
    CHECK(in != nullptr);
    TRY(check_may_append(*in, zone));
  }
  return {};
}

std::string Call::key() const {
  return std::string(request.fields.find("Idempotency-Key").value_or(""));
}

Result<std::shared_ptr<figures::Editions const>> Call::editions() const {
  if (!editions_) editions_ = TRY(rooms.editions.get());
  return editions_;
}

Json Call::answered(ledger::Snapshot const& snapshot, Date valid) const {
  auto json = Json::object({{"zone", Json::string(snapshot.zone())},
                            {"valid", Json::string(valid.to_string())},
                            {"read", ledger::json_of(snapshot.knowledge())}});
  if (rooms.kind == Rooms::Kind::sample) {
    json.set("sample_day", Json::string(rooms.today().to_string()));
  }
  return json;
}

Answer at_pair(Json json, std::optional<Instant> k) {
  Answer answer(std::move(json));
  if (k) answer.kept = Answer::Kept::closed_pair;
  return answer;
}

}  // namespace zonebook::api
