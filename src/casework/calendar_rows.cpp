#include "casework/calendar_rows.h"

#include <algorithm>
#include <map>

#include "casework/rows.h"
#include "ledger/given_records.h"

namespace zonebook::casework {
namespace {

using calendar::Notice;

Result<std::vector<calendar::Days>> days_in(Row const& row, std::string const& field) {
  auto days = calendar::read_days(row.text(field));
  if (!days) days.error().where = std::string(calendar_register) + "." + field;
  return days;
}

Result<Notice> notice_of(ledger::Version const& version, meta::Register const& in) {
  Row const row(version, in);
  Notice notice{.year = row.number("year").value_or(0),
                .edition = row.number("edition").value_or(1),
                .source = row.text("paper_no"),
                .holidays = {},
                .make_up_days = {}};
  notice.holidays = TRY(days_in(row, "holidays"));
  notice.make_up_days = TRY(days_in(row, "make_up_days"));
  return notice;
}

Json text_or_null(std::string text) {
  return text.empty() ? Json() : Json::string(std::move(text));
}

Json fields_of(Notice const& notice) {
  return Json::object({{"year", Json::integer(notice.year)},
                       {"edition", Json::integer(notice.edition)},
                       {"holidays", text_or_null(calendar::write_days(notice.holidays))},
                       {"make_up_days", text_or_null(calendar::write_days(notice.make_up_days))},
                       {"paper_no", text_or_null(notice.source)}});
}

// The last day of the year that a notice is of.
Date year_end(std::int64_t year) {
  return Date::from_civil({year, 12, 31}).value_or(ledger::open_end());
}

// Of each year the notice as it is on a day, by year.
Result<std::map<std::int64_t, ledger::Version>> notices_on(ledger::Snapshot& at,
                                                           meta::Register const& in, Date on) {
  std::map<std::int64_t, ledger::Version> found;
  auto const k = at.k();
  auto const take = [&](ledger::StoredVersion row) -> Result<void> {
    auto& version = row.version;
    auto const year = Row(version, in).number("year").value_or(0);
    if (!ledger::is_known(row, k) || version.on.to <= std::min(on, year_end(year))) return {};
    auto const [best, is_new] = found.try_emplace(year, version);
    if (!is_new && version.on.from < best->second.on.from) best->second = std::move(version);
    return {};
  };
  for (auto const& zone : at.scope()) TRY(at.store().each_row(zone, in, take));
  return found;
}

}  // namespace

Result<std::vector<ledger::Listed>> public_rows(ledger::Snapshot& at, meta::Register const& in,
                                                Date on) {
  std::vector<ledger::Listed> rows;
  for (auto const& zone : at.scope()) {
    TRY(at.store().each_on(zone, in, on, at.k(),
                           [&](std::string const& id, ledger::Version version) -> Result<void> {
                             rows.push_back({id, std::move(version)});
                             return {};
                           }));
  }
  return rows;
}

Result<calendar::WorkDays> national_days(ledger::Snapshot& at, Date on) {
  auto const* const in = at.catalog().find(calendar_register);
  if (!in) return calendar::WorkDays();
  std::vector<Notice> notices;
  auto const found = TRY(notices_on(at, *in, on));
  for (auto const& [year, version] : found) {
    auto notice = TRY(notice_of(version, *in));
    notices.push_back(std::move(notice));
  }
  return calendar::WorkDays::make(notices);
}

Result<Closings> closings(ledger::Snapshot& at, Date on) {
  Closings found;
  auto const* const in = at.catalog().find(closing_register);
  if (!in) return found;
  auto const listed = TRY(public_rows(at, *in, on));
  for (auto const& one : listed) {
    Row const row(one.version, *in);
    found[ledger::zone_of(one.id)].push_back(
        {*row.day("first_day"), *row.day("last_day"), row.text("reason")});
  }
  return found;
}

Result<calendar::WorkDays> work_days(ledger::Snapshot& at, Date on) {
  auto const national = TRY(national_days(at, on));
  auto const all = TRY(closings(at, on));
  auto const own = all.find(at.zone());
  return own != all.end() ? national.closed_on(own->second) : national;
}

Result<AdoptedNotices> adopt_notices(ledger::Snapshot& at, std::vector<Notice> const& notices) {
  AdoptedNotices adopted;
  auto const* const in = at.catalog().find(calendar_register);
  if (!in) return adopted;
  auto const records =
      TRY(ledger::GivenRecords::read(at, *in, [in](ledger::Version const& version) {
        return std::to_string(Row(version, *in).number("year").value_or(0));
      }));
  for (auto const& notice : notices) {
    auto const year = std::to_string(notice.year);
    auto const* const found = records.find(year);
    if (!found) {
      adopted.creations.push_back(records.creation("calendar_" + year, fields_of(notice)));
      adopted.taken.emplace_back(notice.year, notice.edition);
      continue;
    }
    if (found->versions.empty() || records.edition_of(*found) >= notice.edition) continue;
    auto const is_persons = TRY(ledger::is_by_person(at, found->id));
    if (is_persons) {
      adopted.left.push_back(notice.year);
      continue;
    }
    auto changes = records.corrections(*found, fields_of(notice));
    if (changes.empty()) continue;
    adopted.taken.emplace_back(notice.year, notice.edition);
    std::ranges::move(changes, std::back_inserter(adopted.corrections));
  }
  return adopted;
}

ledger::RecordCheck calendar_check(meta::Catalog const& catalog) {
  auto const* const in = catalog.find(calendar_register);
  return [in](ledger::Life const&, ledger::Version const& version, ledger::ReadOn const&,
              ledger::Draft&) -> Result<void> {
    auto const notice = TRY(notice_of(version, *in));
    TRY(calendar::WorkDays::make(std::vector<Notice>{notice}));
    return {};
  };
}

}  // namespace zonebook::casework
