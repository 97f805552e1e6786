#include "ledger/verify.h"

#include <algorithm>
#include <iterator>

#include "base/hash.h"
#include "ledger/audit.h"
#include "ledger/erased.h"
#include "ledger/index_check.h"
#include "ledger/outbox.h"
#include "ledger/personal.h"
#include "ledger/projection.h"
#include "ledger/proposal_letter.h"
#include "ledger/raw_rows.h"
#include "ledger/replay.h"
#include "ledger/sql.h"
#include "ledger/verify_files.h"

namespace zonebook::ledger {
namespace {

// Rows as texts, so that one comparison serves all tables; a row begins with its record.
using Lines = std::vector<std::string>;

std::string text_of(db::Value const& value) {
  if (auto const* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  if (auto const* text = std::get_if<std::string>(&value)) return quoted_json(*text);
  return "null";
}

std::string line(std::string const& id, RawRow const& values) {
  auto text = id;
  for (auto const& value : values) text += ' ' + text_of(value);
  return text;
}

RawRow raw(std::string const& zone, StoredVersion const& row) {
  RawRow values{zone,
                row.id,
                row.version.on.from.days(),
                row.version.on.to.days(),
                row.version.known_from.micros(),
                row.known_to.micros(),
                std::string(name_of(row.version.kind))};
  values.insert(values.end(), row.version.values.begin(), row.version.values.end());
  return values;
}

RawRow raw(std::string const& zone, std::string const& in, StoredMerge const& row) {
  return {zone,
          in,
          row.id,
          row.merge.same_as,
          row.merge.on.from.days(),
          row.merge.on.to.days(),
          row.merge.known_from.micros(),
          row.known_to.micros()};
}

Table const& fixed_table(std::string_view name) {
  return *std::ranges::find(fixed_tables(), name, &Table::name);
}

// A shape as the log tells it.
struct ShapeRow {
  std::string hash, body, zone;
  std::int64_t seq = 0;
};

// When the database got its own clock, as the log tells it.
struct OwnClockRow {
  std::string zone;
  std::int64_t seq = 0, set = 0, shown = 0;
};

// What system entries tell besides changes.
struct Told {
  std::vector<ShapeRow> shapes;
  std::vector<OwnClockRow> clocks;
};

// The places that differ.
class Problems {
 public:
  void add(std::string key, std::string where) {
    found_.push_back({Error::Code::broken, {std::move(key), {{"where", where}}}, where, {}});
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
    for (auto const& row : missing) add("ledger.row_missing", where(row));
    for (auto const& row : strange) add("ledger.row_strange", where(row));
  }

  bool none() const { return found_.empty(); }
  std::vector<Error> take() { return std::move(found_); }

 private:
  std::vector<Error> found_;
};

// What is kept outside the database.
struct Kept {
  using OfZone = std::multimap<std::int64_t, std::string>;  // seq, hash
  std::map<std::string, OfZone> anchors;                    // by zone, and audit_anchor
  std::set<std::string> erased;                             // refs of personal values
};

// One zone's log and tables held against each other.
class ZoneCheck {
 public:
  ZoneCheck(db::Connection& at, Store& store, Ledger const& ledger, Head head, Kept const& kept,
            Problems& problems)
      : at_(at),
        store_(store),
        ledger_(ledger),
        catalog_(ledger.catalog()),
        head_(std::move(head)),
        kept_(kept),
        problems_(problems),
        replay_(catalog_) {
    auto const found = kept_.anchors.find(head_.zone);
    if (found != kept_.anchors.end()) anchors_ = &found->second;
  }

  Result<void> run() {
    TRY(read_log());
    check_head();
    for (auto const& in : catalog_.registers()) TRY(check_rows(in));
    TRY(check_merges());
    TRY(check_touches());
    TRY(check_records());
    TRY(check_postings());
    TRY(check_requests());
    return check_personal();
  }

  Parents zones() const { return replay_.zones(); }

  Told const& told() const { return told_; }

 private:
  std::string at(std::int64_t seq) const { return head_.zone + " " + std::to_string(seq); }

  Result<void> read_log() {
    last_ = {.zone = head_.zone, .known = {}, .hash = no_hash()};
    return store_.each_entry(head_.zone, INT64_MIN, [&](LogEntry entry) -> Result<void> {
      auto const follows = entry.seq == last_.seq + 1 && entry.prev_hash == last_.hash &&
                           entry.known > last_.known && hash_of(entry) == entry.hash;
      if (!follows) problems_.add("ledger.chain_broken", at(entry.seq));
      if (!replay_.add(entry)) problems_.add("ledger.entry_unreadable", at(entry.seq));
      if (anchors_) {
        auto const [from, to] = anchors_->equal_range(entry.seq);
        auto const is_same = [&](auto const& anchor) { return anchor.second == entry.hash; };
        if (!std::all_of(from, to, is_same)) {
          problems_.add("ledger.anchor_differs", at(entry.seq));
        }
      }
      if (auto const erased = erased_in(entry.body)) {
        erased_.insert(erased->begin(), erased->end());
      }
      if (!entry.key.empty()) letters_.push_back(entry);
      find_told(entry);
      last_ = std::move(entry);
      return {};
    });
  }

  // Only system entries are read a second time: a text of a change may hold the same letters.
  void find_told(LogEntry const& entry) {
    if (!entry.body.starts_with("{\"version\":1,\"changes\":[],")) return;
    auto const body = Json::parse(entry.body);
    if (!body) return;
    if (auto const* shape = body->find("shape")) {
      auto const text = canonical(*shape);
      told_.shapes.push_back({sm3(text), text, entry.zone, entry.seq});
    }
    if (auto const* own = body->find("own_clock")) {
      told_.clocks.push_back({entry.zone, entry.seq, own->integer_at("set").value_or(0),
                              own->integer_at("shown").value_or(0)});
    }
  }

  void check_head() {
    auto const stands = head_.seq == last_.seq && head_.last == last_.known &&
                        head_.hash == last_.hash && head_.seal == seal_of(head_);
    if (!stands) problems_.add("ledger.head_differs", head_.zone);
    if (!anchors_) return;
    for (auto it = anchors_->upper_bound(last_.seq); it != anchors_->end(); ++it) {
      problems_.add("ledger.chain_cut", at(it->first));
    }
  }

  Result<void> check(Table const& table, std::size_t id_column, Lines expected) {
    Lines actual;
    TRY(each_raw_row(at_, table, head_.zone, [&](RawRow row) -> Result<void> {
      actual.push_back(line(std::get<std::string>(row[id_column]), row));
      return {};
    }));
    problems_.compare(table.name, std::move(expected), std::move(actual));
    return {};
  }

  Result<void> check_rows(meta::Register const& in) {
    Lines expected;
    for (auto const& [id, rows] : replay_.records()) {
      if (rows.in != &in) continue;
      for (auto const& row : rows.versions) expected.push_back(line(id, raw(head_.zone, row)));
    }
    return check(table_of(in), 1, std::move(expected));
  }

  Result<void> check_merges() {
    Lines expected;
    for (auto const& [id, rows] : replay_.records()) {
      for (auto const& row : rows.merges) {
        expected.push_back(line(id, raw(head_.zone, rows.in->name, row)));
      }
    }
    return check(fixed_table("merged"), 2, std::move(expected));
  }

  Result<void> check_touches() {
    Lines expected;
    for (auto const& [id, rows] : replay_.records()) {
      for (auto const seq : rows.touched_by) expected.push_back(line(id, {head_.zone, id, seq}));
    }
    return check(fixed_table("touch"), 1, std::move(expected));
  }

  Result<void> check_records() {
    Lines expected;
    for (auto const& [id, rows] : replay_.records()) {
      expected.push_back(line(id, {head_.zone, id, rows.in->name}));
    }
    return check(fixed_table("record"), 1, std::move(expected));
  }

  // By record, so that a problem names one.
  Result<void> check_postings() {
    Postings postings;
    for (auto const& [id, rows] : replay_.records()) replay_.post(id, rows, postings);
    Lines expected, actual;
    auto const take = [&](Lines& into, Posting const& row, std::vector<std::string> const& ids) {
      for (auto const& id : ids) {
        into.push_back(line(head_.zone + "." + id,
                            {std::string(row.in), row.gram, std::string(row.field), row.seq}));
      }
    };
    for (auto const& [row, ids] : postings.rows()) take(expected, row, ids);
    TRY(at_.each(sql::every_posting, {head_.zone}, [&](db::Row const& row) -> Result<void> {
      Posting const at{row.text(0), std::string(row.text(1)), row.text(2), row.integer(3)};
      auto const ids = posted_ids(row.text(4));
      if (ids) take(actual, at, *ids);
      if (!ids) problems_.add("ledger.row_strange", "posting " + at.gram);
      return {};
    }));
    problems_.compare("posting", std::move(expected), std::move(actual));
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
      if (seal_of(row) != row.seal) problems_.add("ledger.row_strange", "request " + row.key);
      return {};
    }));
    problems_.compare("request", std::move(expected), std::move(actual));
    return {};
  }

  // Each mark in a body has its row, with the value that was entered; or it was erased.
  Result<void> check_personal() {
    auto marks = replay_.marks();
    TRY(store_.each_personal(head_.zone, [&](PersonalRow const& row) -> Result<void> {
      auto const found = marks.find(row.ref);
      auto const stands = found != marks.end() && agrees(found->second, row) && has_its_token(row);
      if (!stands || erased_.contains(row.ref)) {
        problems_.add("ledger.row_strange", "personal " + row.ref);
      }
      if (kept_.erased.contains(row.ref)) {
        problems_.add("ledger.erased_stands", "personal " + row.ref);
      }
      if (found != marks.end()) marks.erase(found);
      return {};
    }));
    for (auto const& [ref, mark] : marks) {
      if (!erased_.contains(ref)) problems_.add("ledger.row_missing", "personal " + ref);
    }
    return {};
  }

  bool has_its_token(PersonalRow const& row) const {
    auto const& options = ledger_.options();
    return options.has_secret == Ledger::Options::Secret::missing ||
           row.token == token_of(row.value, options.secret);
  }

  db::Connection& at_;
  Store& store_;
  Ledger const& ledger_;
  meta::Catalog const& catalog_;
  Head head_;
  Kept const& kept_;
  Kept::OfZone const* anchors_ = nullptr;
  Problems& problems_;
  Replay replay_;
  LogEntry last_;
  std::vector<LogEntry> letters_;
  Told told_;
  std::set<std::string> erased_;  // refs of personal values
};

// What only the whole shows: rows of a zone that has no head, shapes, anchors of lost zones.
class WholeCheck {
 public:
  WholeCheck(db::Connection& at, meta::Catalog const& catalog, std::vector<Head> const& heads,
             Problems& problems)
      : at_(at), catalog_(catalog), heads_(heads), problems_(problems) {}

  Result<void> run(Told const& told, Parents zones, Kept const& kept) {
    for (auto const& table : fixed_tables()) {
      auto const is_told = table.name == "shape" || table.name == "own_clock";
      if (!is_told && table.columns.front().name == "zone") TRY(check_zones(table));
    }
    for (auto const& in : catalog_.registers()) TRY(check_zones(table_of(in)));
    TRY(check_indexes());
    TRY(check_shapes(told.shapes));
    TRY(check_clocks(told.clocks));
    check_tree(std::move(zones));
    for (auto const& head : heads_) {
      if (head.parent && !has_head(*head.parent))
        problems_.add("ledger.head_differs", *head.parent);
    }
    for (auto const& [zone, anchors] : kept.anchors) {
      if (!has_head(zone) && zone != audit_anchor) problems_.add("ledger.chain_cut", zone);
    }
    return {};
  }

 private:
  bool has_head(std::string const& zone) const {
    return std::ranges::find(heads_, zone, &Head::zone) != heads_.end();
  }

  // Reads answer from indexes: each must be there, as it was made, and hold what its table does.
  Result<void> check_indexes() {
    auto tables = fixed_tables();
    for (auto const& in : catalog_.registers()) tables.push_back(table_of(in));
    TRY(ledger::check_indexes(at_, tables, [&](std::string const& index) {
      problems_.add("ledger.index_differs", index);
    }));
    return at_.each(sql::integrity, {}, [&](db::Row const& row) -> Result<void> {
      if (row.text(0) != "ok") problems_.add("ledger.file_damaged", std::string(row.text(0)));
      return {};
    });
  }

  // The heads against the tree of zones that the root's log makes; without one, nothing is told.
  void check_tree(Parents zones) {
    if (zones.empty()) return;
    std::set<std::string> wrong;
    for (auto const& head : heads_) {
      auto const found = zones.extract(head.zone);
      if (found.empty() || found.mapped() != head.parent) wrong.insert(head.zone);
    }
    for (auto const& [zone, parent] : zones) wrong.insert(zone);
    for (auto const& zone : wrong) problems_.add("ledger.zone_differs", zone);
  }

  Result<void> check_zones(Table const& table) {
    auto const zones = TRY(zones_in(at_, table));
    for (auto const& zone : zones) {
      if (!has_head(zone)) problems_.add("ledger.row_strange", table.name + " " + zone);
    }
    return {};
  }

  // Where no entry tells of any shape (shape.h: left out), each must at least hash to what it says.
  Result<void> check_shapes(std::vector<ShapeRow> const& shapes) {
    Lines expected, actual;
    for (auto const& shape : shapes) expected.push_back(line_of(shape));
    std::int64_t number = 0;
    TRY(at_.each(sql::list_shapes, {}, [&](db::Row const& row) -> Result<void> {
      ShapeRow const shape{std::string(row.text(1)), std::string(row.text(2)),
                           std::string(row.text(3)), row.integer(4)};
      auto const name = "shape " + std::to_string(row.integer(0));
      if (row.integer(0) != ++number) problems_.add("ledger.row_strange", name);
      auto const is_left_out = shapes.empty() && shape.zone.empty() && shape.seq == 0;
      if (!is_left_out) actual.push_back(line_of(shape));
      if (sm3(shape.body) != shape.hash) problems_.add("ledger.row_strange", name);
      return {};
    }));
    problems_.compare("shape", std::move(expected), std::move(actual));
    return {};
  }

  Result<void> check_clocks(std::vector<OwnClockRow> const& told) {
    Lines expected, actual;
    for (auto const& clock : told) expected.push_back(line_of(clock));
    TRY(at_.each(sql::list_own_clock, {}, [&](db::Row const& row) -> Result<void> {
      actual.push_back(line_of(
          OwnClockRow{std::string(row.text(0)), row.integer(1), row.integer(2), row.integer(3)}));
      return {};
    }));
    problems_.compare("own_clock", std::move(expected), std::move(actual));
    return {};
  }

  static std::string line_of(OwnClockRow const& clock) {
    return line(clock.zone, {clock.seq, clock.set, clock.shown});
  }

  static std::string line_of(ShapeRow const& shape) {
    return line(shape.hash, {shape.body, shape.zone, shape.seq});
  }

  db::Connection& at_;
  meta::Catalog const& catalog_;
  std::vector<Head> const& heads_;
  Problems& problems_;
};

}  // namespace

Result<std::vector<Error>> verify(db::Database& database, Ledger const& ledger,
                                  std::vector<Anchor> const& anchors) {
  auto const reader = TRY(database.read());
  return verify(*reader, ledger, anchors);
}

Result<std::vector<Error>> verify(db::Connection& at, Ledger const& ledger,
                                  std::vector<Anchor> const& anchors) {
  auto const& catalog = ledger.catalog();
  Statements const statements(catalog);
  Store store(at, catalog, statements);
  Problems problems;
  Told told;
  Kept kept;
  for (auto const& [zone, seq, hash] : anchors) kept.anchors[zone].emplace(seq, hash);
  kept.erased = TRY(ErasedList(ledger.options().erased).refs());
  Parents zones;
  auto const heads = TRY(store.heads());
  for (auto const& head : heads) {
    ZoneCheck zone(at, store, ledger, head, kept, problems);
    TRY(zone.run());
    auto const& [shapes, clocks] = zone.told();
    told.shapes.insert(told.shapes.end(), shapes.begin(), shapes.end());
    told.clocks.insert(told.clocks.end(), clocks.begin(), clocks.end());
    zones.merge(zone.zones());
  }
  TRY(WholeCheck(at, catalog, heads, problems).run(told, std::move(zones), kept));
  auto const complain = [&](std::string key, std::string where) {
    problems.add(std::move(key), std::move(where));
  };
  TRY(check_outbox(at, store, heads, complain));
  // It is made of the tables, so that it is judged where these hold.
  auto const* projection = problems.none() ? ledger.options().projection.get() : nullptr;
  TRY(verify_projection(at, projection, complain));
  TRY(check_audit(at, kept.anchors[std::string(audit_anchor)], complain));
  auto found = problems.take();
  if (auto const* files = ledger.options().files) {
    auto of_files = TRY(problems_of_files(at, catalog, *files));
    std::ranges::move(of_files, std::back_inserter(found));
  }
  return found;
}

}  // namespace zonebook::ledger
