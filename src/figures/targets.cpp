#include "figures/targets.h"

#include <algorithm>
#include <array>

#include "figures/definition_rows.h"
#include "figures/known_zones.h"
#include "figures/tally.h"

namespace zonebook::figures {
namespace {

// A row of the register on the day that is asked.
struct Row {
  std::string id, period, zone, split_of;
  bool is_of_part = false;
  Decimal value;
  Date set_on;
  std::string paper_no;
};

bool names_a_part(ledger::Version const& version, meta::Register const& in) {
  return std::ranges::any_of(in.fields, [&](meta::Field const& field) {
    return field.is_reference() && field.name != "of_zone" && field.name != "split_of" &&
           !db::is_null(version.values[in.index_of(field)]);
  });
}

Result<std::vector<Row>> targets_on(ledger::Snapshot& at, meta::Register const& in,
                                    Question const& question) {
  auto const rows = TRY(rows_of_definition(at, in, question.of->id, {at.k(), at.k()}));
  auto const zones = at.below(question.v);
  KnownLives lives(at.store());
  lives.move_to(at.k());
  std::vector<Row> found;
  if (rows.empty()) return found;
  KnownZones tree(at);
  TRY(tree.move_to(at.k()));
  for (auto const& [id, stored] : rows) {
    for (auto const& version : known_versions(stored, at.k())) {
      if (!version.on.covers(question.v)) continue;
      ledger::Draft draft(lives);
      auto const is_shown = TRY(at.shows(version, in, question.v, draft));
      if (!is_shown) continue;
      Row row{.id = id, .period = text_or_empty(version, in, "period")};
      row.zone = TRY(code_of_zone(text_or_empty(version, in, "of_zone"), lives));
      if (std::ranges::find(zones, row.zone) == zones.end()) continue;
      if (!tree.may_tell(ledger::zone_of(id), row.zone, question.v, question.v)) continue;
      row.split_of = text_or_empty(version, in, "split_of");
      row.is_of_part = names_a_part(version, in);
      row.value = decimal_in(version, in, "value");
      row.set_on = day_in(version, in, "set_on").value_or(question.v);
      row.paper_no = text_or_empty(version, in, "paper_no");
      found.push_back(std::move(row));
    }
  }
  return found;
}

Split::By by_of(Row const& part, Row const& whole) {
  if (part.period != whole.period) return Split::By::period;
  return part.zone != whole.zone ? Split::By::zone : Split::By::part;
}

std::vector<Split> splits_of(Row const& whole, std::vector<Row> const& rows) {
  std::array<Split, 3> found;
  for (auto const& row : rows) {
    if (row.split_of != whole.id) continue;
    auto const by = by_of(row, whole);
    auto& split = found[static_cast<std::size_t>(by)];
    split.by = by;
    split.sum = plus(split.sum, row.value);
    ++split.count;
  }
  std::vector<Split> splits;
  std::ranges::copy_if(found, std::back_inserter(splits),
                       [](Split const& one) { return one.count > 0; });
  return splits;
}

}  // namespace

Result<std::optional<Target>> target_of(ledger::Snapshot& at, Question const& question) {
  auto const* const in = at.catalog().find("target");
  if (!in) return std::nullopt;
  auto const rows = TRY(targets_on(at, *in, question));
  Row const* chosen = nullptr;
  for (auto const& row : rows) {
    bool const is_its = row.period == question.period.text() && row.zone == at.zone();
    if (!is_its || row.is_of_part) continue;
    if (!chosen || chosen->set_on <= row.set_on) chosen = &row;
  }
  if (!chosen) return std::nullopt;
  Target target{.id = chosen->id,
                .value = chosen->value,
                .set_on = chosen->set_on,
                .paper_no = chosen->paper_no,
                .splits = {}};
  if (!question.of->numerator) target.splits = splits_of(*chosen, rows);
  return target;
}

}  // namespace zonebook::figures
