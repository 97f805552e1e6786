#include "ledger/verify.h"

#include <algorithm>
#include <iterator>

#include "ledger/replay.h"
#include "ledger/sql.h"

namespace zonebook::ledger {
namespace {

// Rows as texts, so that one comparison serves all tables; a row begins with its record.
using Lines = std::vector<std::string>;

std::string text_of(db::Value const& value) {
  if (auto const* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  if (auto const* text = std::get_if<std::string>(&value)) return quoted_json(*text);
  return "null";
}

std::string line(std::string const& id, std::vector<db::Value> const& values) {
  auto text = id;
  for (auto const& value : values) text += ' ' + text_of(value);
  return text;
}

std::string line_of(StoredVersion const& row) {
  std::vector<db::Value> values{row.version.on.from.days(), row.version.on.to.days(),
                                row.version.known_from.micros(), row.known_to.micros(),
                                std::string(name_of(row.version.kind))};
  values.insert(values.end(), row.version.values.begin(), row.version.values.end());
  return line(row.id, values);
}

std::string line_of(StoredMerge const& row) {
  return line(row.id, {row.merge.same_as, row.merge.on.from.days(), row.merge.on.to.days(),
                       row.merge.known_from.micros(), row.known_to.micros()});
}

// One zone's log and tables held against each other.
class ZoneCheck {
 public:
  ZoneCheck(Store& store, meta::Catalog const& catalog, Head head,
            std::vector<Anchor> const& anchors, std::vector<Error>& problems)
      : store_(store),
        catalog_(catalog),
        head_(std::move(head)),
        anchors_(anchors),
        problems_(problems),
        replay_(catalog) {}

  Result<void> run() {
    TRY(read_log());
    check_head();
    for (auto const& in : catalog_.registers()) TRY(check_rows(in));
    TRY(check_merges());
    TRY(check_touches());
    TRY(check_records());
    TRY(check_grams());
    return check_requests();
  }

 private:
  void complain(std::string key, std::string where) {
    problems_.push_back({Error::Code::broken, {std::move(key), {{"where", where}}}, where, {}});
  }

  std::string at(std::int64_t seq) const { return head_.zone + " " + std::to_string(seq); }

  Result<void> read_log() {
    last_ = {.zone = head_.zone, .known = {}, .hash = no_hash()};
    return store_.each_entry(head_.zone, INT64_MIN, [&](LogEntry entry) -> Result<void> {
      auto const follows = entry.seq == last_.seq + 1 && entry.prev_hash == last_.hash &&
                           entry.known > last_.known && hash_of(entry) == entry.hash;
      if (!follows) complain("ledger.chain_broken", at(entry.seq));
      if (!replay_.add(entry)) complain("ledger.entry_unreadable", at(entry.seq));
      for (auto const& anchor : anchors_) {
        if (anchor.zone != entry.zone || anchor.seq != entry.seq) continue;
        if (anchor.hash != entry.hash) complain("ledger.anchor_differs", at(entry.seq));
      }
      if (!entry.key.empty()) letters_.push_back(entry);
      last_ = std::move(entry);
      return {};
    });
  }

  void check_head() {
    auto const stands = head_.seq == last_.seq && head_.last == last_.known &&
                        head_.hash == last_.hash && head_.seal == seal_of(head_);
    if (!stands) complain("ledger.head_differs", head_.zone);
    for (auto const& anchor : anchors_) {
      if (anchor.zone == head_.zone && anchor.seq > last_.seq) {
        complain("ledger.chain_cut", at(anchor.seq));
      }
    }
  }

  // What the log makes against what stands.
  void compare(std::string const& table, Lines expected, Lines actual) {
    std::ranges::sort(expected);
    std::ranges::sort(actual);
    Lines missing, strange;
    std::ranges::set_difference(expected, actual, std::back_inserter(missing));
    std::ranges::set_difference(actual, expected, std::back_inserter(strange));
    auto const where = [&](std::string const& row) {
      return table + " " + row.substr(0, row.find(' '));
    };
    for (auto const& row : missing) complain("ledger.row_missing", where(row));
    for (auto const& row : strange) complain("ledger.row_strange", where(row));
  }

  Result<void> check_rows(meta::Register const& in) {
    Lines expected, actual;
    for (auto const& [id, rows] : replay_.records()) {
      if (rows.in != &in) continue;
      for (auto const& row : rows.versions) expected.push_back(line_of(row));
    }
    TRY(store_.each_row(head_.zone, in, [&](StoredVersion const& row) -> Result<void> {
      actual.push_back(line_of(row));
      return {};
    }));
    compare("r_" + in.name, std::move(expected), std::move(actual));
    return {};
  }

  Result<void> check_merges() {
    Lines expected, actual;
    for (auto const& [id, rows] : replay_.records()) {
      for (auto const& row : rows.merges) expected.push_back(line_of(row) + " " + rows.in->name);
    }
    TRY(store_.each_merge(head_.zone,
                          [&](StoredMerge const& row, std::string const& in) -> Result<void> {
                            actual.push_back(line_of(row) + " " + in);
                            return {};
                          }));
    compare("merged", std::move(expected), std::move(actual));
    return {};
  }

  Result<void> check_touches() {
    Lines expected, actual;
    for (auto const& [id, rows] : replay_.records()) {
      for (auto const seq : rows.touched_by) expected.push_back(line(id, {seq}));
    }
    TRY(store_.each_touch(head_.zone, [&](std::string id, std::int64_t seq) -> Result<void> {
      actual.push_back(line(id, {seq}));
      return {};
    }));
    compare("touch", std::move(expected), std::move(actual));
    return {};
  }

  Result<void> check_records() {
    Lines expected, actual;
    for (auto const& [id, rows] : replay_.records()) expected.push_back(line(id, {rows.in->name}));
    TRY(store_.each_record(head_.zone, [&](std::string id, std::string in) -> Result<void> {
      actual.push_back(line(id, {in}));
      return {};
    }));
    compare("record", std::move(expected), std::move(actual));
    return {};
  }

  // Of the fields that the catalog has; what was removed from it keeps its grams.
  Result<void> check_grams() {
    Lines expected, actual;
    for (auto const& [id, rows] : replay_.records()) {
      std::set<FieldGram> grams;
      for (auto const& row : rows.versions) grams.merge(grams_of(row.version.values, *rows.in));
      for (auto const& [field, gram] : grams) {
        expected.push_back(line(id, {rows.in->name, field, gram}));
      }
    }
    TRY(store_.each_gram(head_.zone,
                         [&](std::string id, std::string in, FieldGram of) -> Result<void> {
                           auto const* found = catalog_.find(in);
                           if (found && found->find_id(of.field)) {
                             actual.push_back(line(id, {in, of.field, of.gram}));
                           }
                           return {};
                         }));
    compare("gram", std::move(expected), std::move(actual));
    return {};
  }

  // The digest of a letter is not in the log; its seal tells whether the row was touched.
  Result<void> check_requests() {
    Lines expected, actual;
    for (auto const& entry : letters_) {
      expected.push_back(line(entry.key, {entry.actor, entry.known.micros(), entry.seq}));
    }
    TRY(store_.each_request(head_.zone, [&](StoredRequest const& row) -> Result<void> {
      actual.push_back(line(row.key, {row.actor, row.known.micros(), row.seq}));
      if (seal_of(row) != row.seal) complain("ledger.row_strange", "request " + row.key);
      return {};
    }));
    compare("request", std::move(expected), std::move(actual));
    return {};
  }

  Store& store_;
  meta::Catalog const& catalog_;
  Head head_;
  std::vector<Anchor> const& anchors_;
  std::vector<Error>& problems_;
  Replay replay_;
  LogEntry last_;
  std::vector<LogEntry> letters_;
};

}  // namespace

Result<std::vector<Error>> verify(db::Database& database, Ledger const& ledger,
                                  std::vector<Anchor> const& anchors) {
  std::vector<Error> problems;
  auto const connection = TRY(database.read());
  Statements const statements(ledger.catalog());
  Store store(*connection, ledger.catalog(), statements);
  auto const heads = TRY(store.heads());
  for (auto const& head : heads) {
    TRY(ZoneCheck(store, ledger.catalog(), head, anchors, problems).run());
  }
  for (auto const& anchor : anchors) {
    if (std::ranges::find(heads, anchor.zone, &Head::zone) != heads.end()) continue;
    problems.push_back(
        {Error::Code::broken, {"ledger.chain_cut", {{"where", anchor.zone}}}, anchor.zone, {}});
  }
  return problems;
}

}  // namespace zonebook::ledger
