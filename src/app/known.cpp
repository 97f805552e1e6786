#include "app/known.h"

#include <fmt/format.h>

#include <cstdlib>

#include "app/tell.h"

namespace zonebook::app {
namespace {

constexpr std::int64_t second = 1'000'000;

// "2024-01-15T09:30:00+08:00", the last full second on the zone's own clocks: as it may be typed.
std::string typed(Instant now, Zone const& local) {
  auto text = local_time(now, local);
  text[text.find(' ')] = 'T';
  auto const offset = local.offset_at(now.micros() / second);
  return fmt::format("{}{}{:02}:{:02}", text, offset < 0 ? '-' : '+', std::abs(offset) / 3600,
                     std::abs(offset) / 60 % 60);
}

}  // namespace

Result<ledger::Snapshot> read_known(Book const& book, ledger::Scope const& scope,
                                    AskedKnown const& known) {
  auto read = book.ledger->read(scope, known.at);
  if (read) return read;
  auto error = std::move(read.error());
  if (error.where == "zone") error.where = "--zone";
  if (error.says.key != "ledger.future") return std::unexpected(std::move(error));
  auto const is_today = Date::parse(known.text) == book.ledger->today();
  error.says = {is_today ? "app.known_today" : "app.known_future",
                {{"text", known.text}, {"now", typed(book.clock->now(), *book.local)}}};
  error.where = "--known";
  return std::unexpected(std::move(error));
}

}  // namespace zonebook::app
