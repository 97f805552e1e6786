#include "ledger/search.h"

#include <algorithm>

#include "base/unicode.h"
#include "ledger/grams.h"
#include "ledger/listing_sql.h"
#include "ledger/lives_at.h"
#include "ledger/refusal.h"

namespace zonebook::ledger {
namespace {

constexpr std::size_t words_max = 8;
constexpr std::size_t word_length_max = 64;
constexpr std::size_t grams_max = 6;  // of a word: more narrow it no further
constexpr std::size_t limit_max = 1000;
constexpr std::size_t batch = 256;

// The ids that rows of the search table hold: each database takes JSON apart in its own way.
constexpr std::string_view ids_on_sqlite =
    "\n  AND id IN (SELECT zone || '.' || one.value FROM posting, json_each(ids) AS one WHERE ";
constexpr std::string_view ids_on_postgres =
    "\n  AND id IN (SELECT zone || '.' || (one.value COLLATE \"C\")"
    " FROM posting, json_array_elements_text(ids::json) AS one(value) WHERE ";

std::vector<meta::Register const*> registers_of(Snapshot& at, SearchRequest const& request) {
  if (!request.registers.empty()) return request.registers;
  std::vector<meta::Register const*> all;
  for (auto const& in : at.catalog().registers()) {
    if (at.rights().check_shown(in)) all.push_back(&in);
  }
  return all;
}

// One register under search.
class Search {
 public:
  Search(Snapshot& at, SearchRequest const& request, meta::Register const& in,
         std::vector<std::string> const& words)
      : at_(at),
        request_(request),
        in_(in),
        words_(words),
        select_ids_(at.connection().dialect() == db::Dialect::sqlite ? ids_on_sqlite
                                                                     : ids_on_postgres),
        zones_(in_zones(at.zones_of(in, request.day))),
        lives_(at.store(), at.k()),
        draft_(lives_) {
    for (auto const& name : in.views.search) {
      auto const& field = *in.find(name);
      bool const is_plain = at.rights().seen(in, field) == Scope::Seen::plain;
      if (is_plain && has_grams(field)) fields_.push_back(in.index_of(field));
    }
  }

  Result<void> run(std::vector<Hit>& hits) {
    if (fields_.empty()) return {};
    std::vector<Filter const*> filters;
    is_of_now_ = at_.is_of_now(request_.day);
    auto const of = is_of_now_ ? Scope::Rows::of_now : Scope::Rows::of_then;
    auto const limit = TRY(at_.rights().limit_for(in_, {}, of));
    if (limit) filters.push_back(&*limit);
    auto where = listing_where(at_, in_, request_.day, filters);
    for (auto const& word : words_) add_grams_of(word, where.sql);
    std::optional<Cursor> from;
    auto const wanted = hits.size() + request_.limit;
    for (bool is_last = false; !is_last && hits.size() < wanted;) {
      auto rows = TRY(fetch(where, from));
      is_last = rows.size() < batch;
      if (!rows.empty()) from = Cursor{.values = {}, .id = rows.back().id};
      for (auto& row : rows) {
        auto const is_hit = TRY(holds(row));
        if (!is_hit || hits.size() == wanted) continue;
        hits.push_back({&in_, std::move(row.id), std::move(row.version)});
      }
    }
    return {};
  }

 private:
  void add_grams_of(std::string const& word, Sql& sql) const {
    auto const [grams, is_prefix] = sought(word);
    for (std::size_t i = 0; i < grams.size() && i < grams_max; ++i) {
      sql += select_ids_;
      sql += zones_;
      sql += Sql{" AND register = ? AND gram ", {in_.name}};
      // U+10FFFF is the last second character there can be.
      sql += is_prefix ? Sql{">= ? AND gram <= ?", {grams[i], grams[i] + "\xF4\x8F\xBF\xBF"}}
                       : Sql{"= ?", {grams[i]}};
      sql += " AND field IN (";
      for (auto const field : fields_) {
        sql += Sql{field == fields_.front() ? "?" : ", ?", {in_.fields[field].id}};
      }
      sql += "))";
    }
  }

  Result<std::vector<Listed>> fetch(Where const& where, std::optional<Cursor> const& from) {
    auto const sql = select_rows(in_, where, from, {}, batch);
    std::vector<Listed> rows;
    TRY(at_.connection().each(db::Statement::same("r_" + in_.name + ".search", sql.text),
                              bound(sql), [&](db::Row const& row) -> Result<void> {
                                rows.push_back(
                                    {std::string(row.text(id_column)), version_in(row, in_)});
                                return {};
                              }));
    return rows;
  }

  // The words must stand in what is shown of this very record; what is not is cut away first.
  Result<bool> holds(Listed& row) {
    auto& version = row.version;
    auto const has_all = [&] {
      return std::ranges::all_of(words_, [&](auto const& word) { return has(version, word); });
    };
    if (!has_all()) return false;
    auto const is_shown = TRY(at_.cut_to_shown(
        version, {version, in_, request_.day, is_of_now_ ? Snapshot::itself : row.id}, draft_));
    return is_shown && has_all();
  }

  bool has(Version const& version, std::string const& word) const {
    return std::ranges::any_of(fields_, [&](std::size_t field) {
      auto const* text = std::get_if<std::string>(&version.values[field]);
      return text && normalise(lower_case(*text)).contains(word);
    });
  }

  Snapshot& at_;
  SearchRequest const& request_;
  meta::Register const& in_;
  std::vector<std::string> const& words_;
  std::string_view select_ids_;
  Sql zones_;
  std::vector<std::size_t> fields_;
  LivesAt lives_;
  Draft draft_;
  bool is_of_now_ = false;
};

}  // namespace

Result<std::vector<Hit>> search(Snapshot& at, SearchRequest const& request) {
  auto const sought = words(request.text);
  if (sought.empty()) return invalid({"ledger.nothing_sought", {}}, "q");
  bool const is_long = std::ranges::any_of(
      sought, [](auto const& word) { return code_point_count(word) > word_length_max; });
  if (is_long || sought.size() > words_max) return invalid({"ledger.too_much_sought", {}}, "q");
  if (request.limit < 1 || request.limit > limit_max) {
    return invalid({"ledger.wrong_limit", {}}, "limit");
  }
  std::vector<Hit> hits;
  for (auto const* in : registers_of(at, request)) {
    TRY(at.rights().check_shown(*in));
    TRY(Search(at, request, *in, sought).run(hits));
  }
  return hits;
}

}  // namespace zonebook::ledger
