#include "casework/calendar_rows.h"

#include <algorithm>
#include <map>

#include "casework/rows.h"
#include "ledger/change.h"
#include "ledger/system_entry.h"

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

Json without_nulls(Json const& fields) {
  auto said = Json::object();
  for (auto const& [name, value] : fields.members()) {
    if (!value.is(Json::Kind::null)) said.set(name, value);
  }
  return said;
}

Json creation(Notice const& notice) {
  return Json::object({{"kind", Json::string("create")},
                       {"register", Json::string(std::string(calendar_register))},
                       {"id", Json::string("new:calendar_" + std::to_string(notice.year))},
                       {"valid_from", Json::string(ledger::first_day().to_string())},
                       {"fields", without_nulls(fields_of(notice))}});
}

Json correction(Notice const& notice, ledger::Listed const& record) {
  return Json::object({{"kind", Json::string("correct")},
                       {"register", Json::string(std::string(calendar_register))},
                       {"id", Json::string(record.id)},
                       {"valid_from", Json::string(record.version.on.from.to_string())},
                       {"valid_to", Json::string(record.version.on.to.to_string())},
                       {"fields", fields_of(notice)}});
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
  auto const listed = TRY(public_rows(at, *in, on));
  for (auto const& one : listed) {
    auto notice = TRY(notice_of(one.version, *in));
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
  std::map<std::int64_t, ledger::Listed> known;
  auto listed = TRY(at.list(*in, at.today()));
  for (auto& one : listed) {
    auto const year = Row(one.version, *in).number("year").value_or(0);
    known.emplace(year, std::move(one));
  }
  for (auto const& notice : notices) {
    auto const found = known.find(notice.year);
    if (found == known.end()) {
      adopted.creations.push_back(creation(notice));
      continue;
    }
    auto const edition = Row(found->second.version, *in).number("edition").value_or(1);
    if (edition >= notice.edition) continue;
    auto const log = TRY(at.history(found->second.id));
    auto const is_systems = std::ranges::all_of(
        log, [](auto const& entry) { return entry.actor == ledger::system_actor; });
    if (is_systems) {
      adopted.corrections.push_back(correction(notice, found->second));
    } else {
      adopted.left.push_back(notice.year);
    }
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
