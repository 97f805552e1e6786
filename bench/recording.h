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
  std::vector<db::Value> values;
};
using Writes = std::vector<Write>;  // of one entry

inline Result<void> run(Writes const& writes, db::Connection& at) {
  for (auto const& [statement, values] : writes) {
    std::vector<db::Parameter> parameters;
    for (auto const& value : values) parameters.push_back(db::bound(value));
    TRY(at.run(statement, parameters));
  }
  return {};
}

class RecordingConnection final : public db::Connection {
 public:
  RecordingConnection(db::Connection& inner, Writes& writes) : inner_(inner), writes_(writes) {}

  db::Dialect dialect() const override { return inner_.dialect(); }
  Result<std::int64_t> run(db::Statement const& statement, db::Parameters given) override {
    std::vector<db::Value> values;
    for (auto const& one : given) {
      std::visit([&](auto const& value) { values.emplace_back(owned(value)); }, one);
    }
    writes_.push_back({statement, std::move(values)});
    return inner_.run(statement, given);
  }
  Result<void> run_many(db::Statement const& statement,
                        std::span<std::vector<db::Parameter> const> rows) override {
    for (auto const& row : rows) TRY(run(statement, db::Parameters(row)));
    return {};
  }
  Result<void> each(db::Statement const& statement, db::Parameters given,
                    db::RowHandler const& handler) override {
    return inner_.each(statement, given, handler);
  }
  Result<void> script(std::string_view sql) override { return inner_.script(sql); }
  Result<void> check(db::Statement const& statement) override { return inner_.check(statement); }

 private:
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
    return inner_.write([&](db::Connection& at) -> Result<void> {
      last_.clear();
      RecordingConnection recording(at, last_);
      return work(recording);
    });
  }
  Result<std::unique_ptr<db::Connection>> read() override { return inner_.read(); }
  Result<void> copy_to(std::string const& path) override { return inner_.copy_to(path); }

  Writes take() { return std::move(last_); }

 private:
  db::Database& inner_;
  Writes last_;
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
