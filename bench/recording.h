// What an append writes, recorded, so that the same can be written without the ledger: its rows and
// its closings, none of its questions.
//
//   auto scripts = bench::record(on, writers, entries);     // by writer, then by entry
//   database->write([&](db::Connection& at) { return bench::run(scripts[0][0], at); });

#pragma once

#include "sample_ledger.h"

namespace zonebook::bench {

struct Write {
  db::Statement statement;
  std::vector<std::vector<db::Value>> rows;  // one for run(), else run_many()
};
using Writes = std::vector<Write>;  // of one entry

inline Result<void> run(Writes const& writes, db::Connection& at) {
  for (auto const& [statement, rows] : writes) {
    std::vector<std::vector<db::Parameter>> parameters;
    for (auto const& row : rows) {
      auto& bound = parameters.emplace_back();
      for (auto const& value : row) bound.push_back(db::bound(value));
    }
    if (parameters.size() == 1) {
      TRY(at.run(statement, parameters.front()));
    } else {
      TRY(at.run_many(statement, parameters));
    }
  }
  return {};
}

class RecordingConnection final : public db::Connection {
 public:
  RecordingConnection(db::Connection& inner, Writes& writes) : inner_(inner), writes_(writes) {}

  db::Dialect dialect() const override { return inner_.dialect(); }
  Result<std::int64_t> run(db::Statement const& statement, db::Parameters given) override {
    writes_.push_back({statement, {owned(given)}});
    return inner_.run(statement, given);
  }
  Result<void> run_many(db::Statement const& statement, db::ParameterSets rows) override {
    std::vector<std::vector<db::Value>> kept;
    for (auto const& row : rows) kept.push_back(owned(db::Parameters(row)));
    if (!kept.empty()) writes_.push_back({statement, std::move(kept)});
    return inner_.run_many(statement, rows);
  }
  Result<void> each(db::Statement const& statement, db::Parameters given,
                    db::RowHandler const& handler) override {
    return inner_.each(statement, given, handler);
  }
  Result<void> each_many(db::Statement const& statement, db::ParameterSets sets,
                         db::RowOfHandler const& handler) override {
    return inner_.each_many(statement, sets, handler);
  }
  Result<void> script(std::string_view sql) override { return inner_.script(sql); }
  Result<void> check(db::Statement const& statement) override { return inner_.check(statement); }

 private:
  static std::vector<db::Value> owned(db::Parameters given) {
    std::vector<db::Value> values;
    for (auto const& one : given) {
      std::visit([&](auto const& value) { values.emplace_back(owned(value)); }, one);
    }
    return values;
  }
  static db::Value owned(std::monostate) { return {}; }
  static db::Value owned(std::int64_t value) { return value; }
  static db::Value owned(std::string_view value) { return std::string(value); }

  db::Connection& inner_;
  Writes& writes_;
};

class RecordingDatabase final : public db::Database {
 public:
  explicit RecordingDatabase(db::Database& inner) : inner_(inner) {}

  db::Dialect dialect() const override { return inner_.dialect(); }
  Result<void> write(db::Work const& work) override {
    TRY(inner_.write([&](db::Connection& at) -> Result<void> {
      last_.clear();
      RecordingConnection recording(at, last_);
      return work(recording);
    }));
    all_.push_back(last_);
    return {};
  }
  Result<std::unique_ptr<db::Connection>> read() override { return inner_.read(); }
  Result<void> copy_to(std::string const& path) override { return inner_.copy_to(path); }
  std::optional<std::uint64_t> changes() const override { return inner_.changes(); }

  Writes take() { return std::move(last_); }
  // Of every transaction that was committed, in their order.
  std::vector<Writes> take_all() { return std::move(all_); }

 private:
  db::Database& inner_;
  Writes last_;
  std::vector<Writes> all_;
};

// By writer, then by entry.
inline std::vector<std::vector<Writes>> record(db::Dialect on, int writers, int entries) {
  Place const place(on);
  auto const database = place.open();
  make_tables(*database, writers);
  RecordingDatabase recording(*database);
  FixedClock const clock;
  auto const ledger = ledger_on(recording, clock);
  std::vector<std::vector<Writes>> scripts(static_cast<std::size_t>(writers));
  for (int writer = 0; writer < writers; ++writer) {
    for (auto const& letter : letters(writer, entries)) {
      CHECK(ledger->append(letter).has_value());
      scripts[static_cast<std::size_t>(writer)].push_back(recording.take());
    }
  }
  return scripts;
}

}  // namespace zonebook::bench
