// What the database holds, as lives and entries: the one place that reads and writes ledger tables.
//
// A Store lives as long as one transaction.  Reading a life costs three statements.  What an entry
// leaves in the tables of rows is written by EntryRows (entry_rows.h).

#pragma once

#include <map>

#include "ledger/lives.h"
#include "ledger/personal.h"
#include "ledger/register_sql.h"
#include "ledger/zone_days.h"

namespace zonebook::ledger {

// The statements of all registers of a catalog; immutable, shared by all stores.
class Statements {
 public:
  explicit Statements(meta::Catalog const&);
  RegisterSql const& of(meta::Register const& in) const { return by_register_.at(&in); }

 private:
  std::map<meta::Register const*, RegisterSql> by_register_;
};

struct Head {
  std::string zone;
  std::optional<std::string> parent;
  std::int64_t seq = 0;
  Instant last, closed;
  std::string hash;
  std::string seal;  // over zone, parent and closed, which no log tells
};
std::string seal_of(Head const&);

// A letter that had a key.
struct StoredRequest {
  std::int64_t seq = 0;
  std::string zone, actor, key;
  Instant known;
  std::string digest, seal;
};
std::string seal_of(StoredRequest const&);

// A version or merge with the time at which it ceased to be known; MAX if it holds.
struct StoredVersion {
  std::string id;
  Version version;
  Instant known_to;
};
struct StoredMerge {
  std::string id;
  Merge merge;
  Instant known_to;
};

// Of a row that holds what RegisterSql's answers hold.
Version version_in(db::Row const&, meta::Register const&);

// What is bound to RegisterSql's insert for a version that an entry made: it holds from now on.
// Borrowed.
std::vector<db::Parameter> row_of(Life const&, Version const&, Instant known);
// One row, as it is given.
Result<void> insert(db::Connection&, RegisterSql const&, std::string const& zone,
                    StoredVersion const&);
Result<void> insert(db::Connection&, meta::Register const&, std::string const& zone,
                    StoredMerge const&);

class Store final : public Past {
 public:
  Store(db::Connection& at, meta::Catalog const& catalog, Statements const& statements)
      : at_(at), catalog_(catalog), statements_(statements) {}

  Result<Life> now(std::string const& id) override;
  Result<Life> known_at(std::string const& id, Instant) override;
  Result<std::vector<Touch>> written(std::string const& id) override;
  // The last one is kept: a thousand changes of one entry mostly ask for the same.
  Result<std::shared_ptr<Entry const>> entry(std::string const& zone, std::int64_t seq) override;
  Result<std::set<std::string>> above(std::string const& zone, Date) override;
  Result<std::vector<std::string>> merged_into(std::string const& id) override;
  Result<std::vector<std::string>> referrers_of(std::string const& id) override;
  Result<std::vector<std::string>> referrers_by(meta::Register const&, meta::Field const&,
                                                std::string const& id) override;
  Result<std::vector<std::vector<std::string>>> twins_of(std::span<Keyed const>) override;

  // nullptr if there is no such record.
  Result<meta::Register const*> register_of(std::string const& id);
  Result<std::vector<Head>> heads();  // by zone
  // The tree of zones as it is known now; read once.
  Result<ZoneDays> zones_now();

  // The log of a record, of a zone: all columns, oldest first.
  Result<std::vector<LogEntry>> log_of(std::string const& id);
  Result<void> each_entry(std::string const& zone, std::int64_t from_seq,
                          std::function<Result<void>(LogEntry)> const&);

  // Every row there ever was, as its table holds it; of a record, or of a zone by id.
  Result<std::vector<StoredVersion>> all_rows(std::string const& id);
  Result<std::vector<StoredMerge>> all_merges(std::string const& id);
  Result<void> each_row(std::string const& zone, meta::Register const&,
                        std::function<Result<void>(StoredVersion)> const&);
  Result<void> each_merge(std::string const& zone, std::function<Result<void>(StoredMerge)> const&);
  Result<void> each_record(std::string const& zone,
                           std::function<Result<void>(std::string, std::string)> const&);
  Result<void> each_request(std::string const& zone,
                            std::function<Result<void>(StoredRequest)> const&);

  Result<void> each_personal(std::string const& zone,
                             std::function<Result<void>(PersonalRow)> const&);

  // The records of a zone that exist on a day; k absent: now.
  Result<void> each_on(std::string const& zone, meta::Register const&, Date, std::optional<Instant>,
                       std::function<Result<void>(std::string const&, Version)> const&);

  // The log's row, the outbox's (topics: outbox.h), and the head that moves on to it.
  Result<void> append(LogEntry const&, std::string const& topics);

 private:
  Result<Life> life(std::string const& id, std::optional<Instant> k);

  db::Connection& at_;
  meta::Catalog const& catalog_;
  Statements const& statements_;
  std::optional<ZoneDays> zones_cache_;
  std::pair<std::string, std::int64_t> last_entry_;
  std::shared_ptr<Entry const> entry_cache_;
};

}  // namespace zonebook::ledger
