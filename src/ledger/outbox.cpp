#include "ledger/outbox.h"

#include <algorithm>
#include <map>

#include "base/random.h"
#include "ledger/refusal.h"
#include "ledger/sql.h"

namespace zonebook::ledger {
namespace {

// A consumer without a position yet stands at the row of this zone, which no zone can be called.
constexpr auto no_zone = "";

struct Reader {
  std::string consumer, zone;
  std::int64_t seq = 0;
  std::string lease;
  std::int64_t leased_until = 0;
};

std::string sealed(Reader const& reader) {
  return seal_of({"outbox", reader.consumer, reader.zone, std::to_string(reader.seq), reader.lease,
                  std::to_string(reader.leased_until)});
}

Result<std::optional<Reader>> reader_of(db::Connection& at, std::string const& consumer,
                                        std::string const& zone) {
  std::optional<Reader> found;
  TRY(at.each(sql::read_outbox_reader, {consumer, zone}, [&](db::Row const& row) -> Result<void> {
    found = Reader{consumer, zone, row.integer(0), std::string(row.text(1)), row.integer(2)};
    return {};
  }));
  return found;
}

Result<void> begin(db::Connection& at, std::string const& consumer, std::string const& zone,
                   std::int64_t seq) {
  Reader const reader{consumer, zone, seq, "", 0};
  TRY(at.run(sql::add_outbox_reader,
             {consumer, zone, reader.seq, reader.lease, reader.leased_until, sealed(reader)}));
  return {};
}

// False where somebody else has moved it since.
Result<bool> move(db::Connection& at, Reader const& from, Reader const& to) {
  auto const moved =
      TRY(at.run(sql::move_outbox_reader, {to.seq, to.lease, to.leased_until, sealed(to),
                                           to.consumer, to.zone, from.seq, from.lease}));
  return moved == 1;
}

std::vector<std::string> split(std::string_view topics) {
  std::vector<std::string> all;
  while (!topics.empty()) {
    auto const end = std::min(topics.find(' '), topics.size());
    all.emplace_back(topics.substr(0, end));
    topics.remove_prefix(std::min(end + 1, topics.size()));
  }
  return all;
}

// The zone's rows, if there are any and the lease could be had.
Result<std::optional<Batch>> take_of(db::Connection& at, std::string const& consumer,
                                     std::string const& zone, Instant now, std::int64_t limit) {
  TRY(begin(at, consumer, zone, 0));
  auto const stands = TRY(reader_of(at, consumer, zone));
  if (!stands || stands->leased_until > now.micros()) return std::nullopt;
  Batch batch{consumer, zone, random_hexadecimal(16), {}};
  TRY(at.each(sql::list_outbox, {zone, stands->seq, limit},
              [&](db::Row const& row) -> Result<void> {
                batch.rows.push_back({row.integer(0), Instant(row.integer(1)), split(row.text(2))});
                return {};
              }));
  if (batch.rows.empty()) return std::nullopt;
  Reader const leased{consumer, zone, stands->seq, batch.lease, now.micros() + lease_micros};
  auto const is_ours = TRY(move(at, *stands, leased));
  return is_ours ? std::optional(std::move(batch)) : std::nullopt;
}

// Where a new consumer begins in each zone: before the first row that is still there.
Result<void> begin_everywhere(db::Connection& at, std::string const& consumer) {
  TRY(at.each(sql::lock_outbox_readers, {}, [](db::Row const&) -> Result<void> { return {}; }));
  std::vector<std::pair<std::string, std::int64_t>> positions;
  TRY(at.each(sql::outbox_begins, {}, [&](db::Row const& row) -> Result<void> {
    positions.emplace_back(row.text(0), row.integer(1));
    return {};
  }));
  for (auto const& [zone, seq] : positions) TRY(begin(at, consumer, zone, seq));
  return {};
}

// How far all consumers have heard of each zone; what is before may be gone.
class Heard {
 public:
  void add(Reader const& reader) {
    consumers_.insert(reader.consumer);
    seqs_[reader.zone][reader.consumer] = reader.seq;
  }

  std::int64_t by_all(std::string const& zone) const {
    auto const found = seqs_.find(zone);
    if (found == seqs_.end() || found->second.size() < consumers_.size()) return 0;
    auto const least =
        std::ranges::min_element(found->second, {}, [](auto const& one) { return one.second; });
    return least->second;
  }

 private:
  std::set<std::string> consumers_;
  std::map<std::string, std::map<std::string, std::int64_t>> seqs_;
};

struct Line {
  std::int64_t known = 0;
  std::string topics;
  bool operator==(Line const&) const = default;
};

Result<void> check_zone(db::Connection& at, Store& store, Head const& head, std::int64_t heard,
                        Complain const& complain) {
  std::map<std::int64_t, Line> rows;
  TRY(at.each(sql::list_outbox, {head.zone, INT64_MIN, INT64_MAX},
              [&](db::Row const& row) -> Result<void> {
                rows[row.integer(0)] = {row.integer(1), std::string(row.text(2))};
                return {};
              }));
  auto const name = [&](std::int64_t seq) {
    return "outbox " + head.zone + " " + std::to_string(seq);
  };
  auto const first = rows.empty() ? heard + 1 : std::min(heard + 1, rows.begin()->first);
  TRY(store.each_entry(head.zone, first, [&](LogEntry const& entry) -> Result<void> {
    auto const row = rows.extract(entry.seq);
    if (row.empty() && entry.seq > heard) complain("ledger.row_missing", name(entry.seq));
    if (!row.empty() && row.mapped() != Line{entry.known.micros(), topics_of(entry)}) {
      complain("ledger.row_strange", name(entry.seq));
    }
    return {};
  }));
  for (auto const& [seq, row] : rows) complain("ledger.row_strange", name(seq));
  return {};
}

}  // namespace

std::string topics_of(LogEntry const& entry) {
  std::set<std::string> topics;
  auto const body = Json::parse(entry.body);
  if (!body || !body->is(Json::Kind::object)) return "";
  for (auto const& [name, value] : body->members()) {
    if (name == "changes" && value.is(Json::Kind::array)) {
      for (auto const& change : value.items()) {
        topics.emplace(change.text_at("register").value_or(""));
      }
    } else if (name != "version") {
      topics.insert(name);
    }
  }
  std::string all;
  for (auto const& topic : topics) all += (all.empty() ? "" : " ") + topic;
  return all;
}

Result<void> subscribe(db::Database& database, std::string const& consumer) {
  // First it is remembered, so that nothing is dropped behind it; those who drop hold their own
  // position, and are waited for.
  TRY(database.write([&](db::Connection& at) { return begin(at, consumer, no_zone, 0); }));
  return database.write([&](db::Connection& at) { return begin_everywhere(at, consumer); });
}

Result<std::optional<Batch>> take(db::Database& database, std::string const& consumer, Instant now,
                                  std::int64_t limit) {
  std::optional<Batch> batch;
  TRY(database.write([&](db::Connection& at) -> Result<void> {
    batch.reset();
    auto const known = TRY(reader_of(at, consumer, no_zone));
    if (!known) {
      return refuse(Error::Code::not_found, {"ledger.no_consumer", {{"name", consumer}}});
    }
    std::vector<std::string> zones;
    TRY(at.each(sql::outbox_waiting, {consumer, now.micros()},
                [&](db::Row const& row) -> Result<void> {
                  zones.emplace_back(row.text(0));
                  return {};
                }));
    for (auto const& zone : zones) {
      batch = TRY(take_of(at, consumer, zone, now, limit));
      if (batch) break;
    }
    return {};
  }));
  return batch;
}

Result<void> acknowledge(db::Database& database, Batch const& batch, std::int64_t seq,
                         Instant now) {
  if (std::ranges::find(batch.rows, seq, &OutboxRow::seq) == batch.rows.end()) {
    return refuse(Error::Code::invalid, {"ledger.not_in_batch", {{"seq", std::to_string(seq)}}});
  }
  return database.write([&](db::Connection& at) -> Result<void> {
    auto const stands = TRY(reader_of(at, batch.consumer, batch.zone));
    bool is_ours = stands && stands->lease == batch.lease;
    if (is_ours) {
      is_ours = TRY(move(at, *stands, {batch.consumer, batch.zone, seq, "", now.micros()}));
    }
    if (!is_ours) {
      return refuse(Error::Code::conflict,
                    {"ledger.lease_lost", {{"name", batch.consumer}, {"zone", batch.zone}}});
    }
    TRY(at.run(sql::drop_outbox, {batch.zone, batch.zone}));
    return {};
  });
}

Result<void> check_outbox(db::Connection& at, Store& store, std::vector<Head> const& heads,
                          Complain const& complain) {
  Heard heard;
  TRY(at.each(sql::list_outbox_readers, {}, [&](db::Row const& row) -> Result<void> {
    Reader const reader{std::string(row.text(0)), std::string(row.text(1)), row.integer(2),
                        std::string(row.text(3)), row.integer(4)};
    if (row.text(5) != sealed(reader)) {
      complain("ledger.row_strange", "outbox_reader " + reader.consumer + " " + reader.zone);
    }
    heard.add(reader);
    return {};
  }));
  for (auto const& head : heads) {
    TRY(check_zone(at, store, head, heard.by_all(head.zone), complain));
  }
  return {};
}

}  // namespace zonebook::ledger
