#include "ledger/listing.h"

#include <algorithm>

#include "ledger/listing_sql.h"
#include "ledger/lives_at.h"
#include "ledger/refusal.h"

namespace zonebook::ledger {
namespace {

constexpr std::size_t limit_max = 1000;
constexpr std::size_t batch_max = 4096;

db::Statement statement(meta::Register const& in, std::string const& what, Sql const& sql) {
  return db::Statement::same("r_" + in.name + "." + what, sql.text);
}

// One listing under way.
class Listing {
 public:
  Listing(Snapshot& at, ListRequest const& request)
      : at_(at),
        request_(request),
        in_(*request.in),
        lives_(at.store(), at.k()),
        draft_(lives_),
        follow_(at.follow_shown(request.day, draft_)),
        evaluator_({.limits = {.steps = request.effort.steps}, .remarks_max = 0}) {
    evaluator_.start();
  }

  Result<void> prepare() {
    TRY(at_.rights().check_shown(in_));
    if (request_.limit < 1 || request_.limit > limit_max) {
      return refuse(Error::Code::invalid, {"ledger.wrong_limit", {}}, Json::object(), "limit");
    }
    for (auto const& by : request_.sort) {
      TRY(at_.rights().check_plain(in_, *by.field));
      asked_.insert(by.field->name);
    }
    if (!request_.filter.empty()) {
      TRY(compile_filter());
    }
    if (!request_.cursor.empty()) start_ = TRY(read_cursor(request_.cursor, request_.sort));
    limit_ = TRY(at_.rights().limit_for(in_, asked_));
    if (limit_) filters_.push_back(&*limit_);
    if (filter_) filters_.push_back(&*filter_);
    where_ = listing_where(at_, in_, request_.day, filters_);
    return {};
  }

  Sql sql() const { return select_rows(in_, where_, start_, request_.sort, request_.limit + 1); }

  // One record more than is asked for tells that there is a next page.
  Result<Page> page() {
    Page page;
    page.records = TRY(records(start_, request_.limit + 1));
    if (page.records.size() > request_.limit) {
      page.records.pop_back();
      page.next = write_cursor(cursor_of(page.records.back()), request_.sort);
    }
    for (auto& record : page.records) TRY(empty_what_is_not_asked(record.version));
    if (request_.count == ListRequest::Count::exact) page.count = TRY(count());
    return page;
  }

 private:
  // What it reads must be seen before persons are looked for.
  Result<void> compile_filter() {
    FindMarks const any = [](std::string const& value) { return std::vector{value}; };
    auto const asked = TRY(Condition::compile(request_.filter, in_, any));
    TRY(at_.rights().check_plain(asked));
    for (auto const& [in, field] : asked.reads()) {
      if (in == &in_) asked_.insert(field->name);
    }
    filter_ = TRY(Filter::compile(
        request_.filter, in_, [this](std::string const& value) { return at_.marks_of(value); }));
    return {};
  }

  // The first that hold after a place, in as many batches as it takes.
  Result<std::vector<Listed>> records(std::optional<Cursor> from, std::size_t wanted) {
    std::vector<Listed> found;
    TRY(each_record(std::move(from), wanted, [&](Listed row) {
      found.push_back(std::move(row));
      return found.size() < wanted;
    }));
    return found;
  }

  // Until `take` has enough.
  Result<void> each_record(std::optional<Cursor> from, std::size_t wanted,
                           std::function<bool(Listed)> const& take) {
    auto const batch =
        where_.is_whole ? wanted : std::clamp(wanted * 2, std::size_t{256}, batch_max);
    for (bool is_last = false; !is_last;) {
      auto rows = TRY(fetch(from, batch));
      is_last = where_.is_whole || rows.size() < batch;
      if (!rows.empty()) from = cursor_of(rows.back());
      for (auto& row : rows) {
        auto const is_in = TRY(holds(row.version));
        if (is_in && !take(std::move(row))) return {};
      }
    }
    return {};
  }

  Result<std::vector<Listed>> fetch(std::optional<Cursor> const& from, std::size_t count) {
    std::vector<Listed> rows;
    auto const sql = select_rows(in_, where_, from, request_.sort, count);
    TRY(at_.connection().each(
        statement(in_, "list", sql), bound(sql), [&](db::Row const& row) -> Result<void> {
          rows.push_back({std::string(row.text(id_column)), version_in(row, in_)});
          return {};
        }));
    return rows;
  }

  Result<bool> holds(Version const& version) {
    if (where_.is_whole) return true;
    if (++looked_at_ > request_.effort.rows) return too_dear();
    auto const is_shown = TRY(at_.shows(version, in_, request_.day, draft_, asked_));
    if (!is_shown || !filter_) return is_shown;
    ReadOn const on{.day = request_.day,
                    .today = at_.today(),
                    .follow = &follow_,
                    .limit = ReadOn::Limit::all_rows};
    auto const answer = TRY(filter_->condition().holds(version, on, draft_, evaluator_));
    if (!evaluator_.charge(1)) return too_dear();
    return answer.is_true();
  }

  std::unexpected<Error> too_dear() const {
    return refuse(Error::Code::invalid, {"ledger.filter_too_dear", {}},
                  Json::object({{"rows", Json::integer(looked_at_)}}), "filter");
  }

  Result<std::int64_t> count() {
    std::int64_t count = 0;
    if (!where_.is_whole) {
      TRY(each_record(std::nullopt, batch_max, [&](Listed const&) {
        ++count;
        return true;
      }));
      return count;
    }
    auto const sql = select_count(in_, where_);
    TRY(at_.connection().each(statement(in_, "count", sql), bound(sql),
                              [&](db::Row const& row) -> Result<void> {
                                count = row.integer(0);
                                return {};
                              }));
    return count;
  }

  Cursor cursor_of(Listed const& record) const {
    Cursor cursor{.values = {}, .id = record.id};
    for (auto const& by : request_.sort) {
      cursor.values.push_back(record.version.values[in_.index_of(*by.field)]);
    }
    return cursor;
  }

  Result<void> empty_what_is_not_asked(Version& version) {
    TRY(at_.cut_to_shown(version, in_, request_.day, draft_));
    if (request_.fields.empty()) return {};
    for (std::size_t i = 0; i < in_.fields.size(); ++i) {
      if (std::ranges::find(request_.fields, &in_.fields[i]) == request_.fields.end()) {
        version.values[i] = {};
      }
    }
    return {};
  }

  Snapshot& at_;
  ListRequest const& request_;
  meta::Register const& in_;
  LivesAt lives_;
  Draft draft_;
  Follow follow_;
  feel::Evaluator evaluator_;
  std::int64_t looked_at_ = 0;
  std::set<std::string> asked_;  // the fields that filter and sort read
  std::optional<Filter> limit_, filter_;
  std::vector<Filter const*> filters_;  // the scope's, and the one asked for
  std::optional<Cursor> start_;
  Where where_;
};

}  // namespace

Result<Page> list(Snapshot& at, ListRequest const& request) {
  Listing listing(at, request);
  TRY(listing.prepare());
  return listing.page();
}

Result<Sql> listing_sql(Snapshot& at, ListRequest const& request) {
  Listing listing(at, request);
  TRY(listing.prepare());
  return listing.sql();
}

}  // namespace zonebook::ledger
