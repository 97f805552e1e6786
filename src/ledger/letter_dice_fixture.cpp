#include "ledger/letter_dice_fixture.h"

#include <algorithm>

#include "ledger/ledger_fixture.h"

namespace zonebook::ledger {
namespace {

using Days = NaiveLedger::Life;

constexpr std::size_t records_max = 45;  // of a zone

Json text(std::string value) { return Json::string(std::move(value)); }

// The same letter but for one word: another body under the same key.
Json with_reason(Json letter, std::string reason) {
  for (auto& [name, value] : letter.members()) {
    if (name == "reason") value = text(reason);
  }
  return letter;
}

std::string end_text(int cell) {
  return cell >= naive_days ? "9999-12-31" : naive_day(cell).to_string();
}

std::vector<int> days_of(Days const& life) {
  std::vector<int> days;
  for (int day = 0; day < naive_days; ++day) {
    if (life[static_cast<std::size_t>(day)].exists) days.push_back(day);
  }
  return days;
}

Json about(std::string_view kind, NaiveLedger::Record const& record) {
  return Json::object({{"kind", text(std::string(kind))},
                       {"register", text(record.in->name)},
                       {"id", text(record.id)}});
}

}  // namespace

LetterDice::LetterDice(std::uint64_t seed, NaiveLedger const& naive)
    : random_(seed), naive_(naive) {}

Json LetterDice::letter(std::int64_t clock) {
  if (!sent_.empty() && once_in(25)) {
    auto again = any(sent_);
    if (once_in(2)) again = with_reason(again, "另一封");
    return again;
  }
  zone_ =
      std::vector<std::string>{"jiaocheng", "jiaocheng", "jiaocheng", "shangwu", "root"}[below(5)];
  mine_.clear();
  for (auto const& [id, record] : naive_.records()) {
    if (record.zone == zone_) mine_.push_back(&record);
  }
  auto made = ledger::letter(zone_, changes());
  if (once_in(5)) made.set("key", text("k" + std::to_string(below(400))));
  if (!mine_.empty() && once_in(6)) {
    auto const id = made.find("changes")->items().front().find("id")->string();
    auto const when =
        std::vector{clock, naive_.last(zone_), naive_.last(zone_) - 1, clock / 2}[below(4)];
    made.set("seen", Json::object({{id, Json::integer(when)}}));
  }
  if (made.find("key")) sent_.push_back(made);
  if (sent_.size() > 20) sent_.erase(sent_.begin());
  before_.clear();
  for (auto const* record : mine_) before_[record->id] = record->lives.back();
  return made;
}

std::vector<Json> LetterDice::changes() {
  if (mine_.size() < 12) return {create()};
  if (once_in(6)) {
    auto rows = shares();
    if (!rows.empty()) return rows;
  }
  std::vector<Json> made;
  auto const* last = mine_.front();
  for (auto n = 1 + below(3); n > 0; --n) {
    auto const* record = once_in(6) ? last : once_in(2) ? any(mine_) : mine_[below(10)];
    last = record;
    auto const dice = below(100);
    if (dice < 6 && mine_.size() < records_max) {
      made.push_back(create());
    } else if (dice < 18) {
      auto restored = restore();
      made.insert(made.end(), restored.begin(), restored.end());
    } else if (dice < 26) {
      made.push_back(retire(*record, false));
    } else if (dice < 36) {
      made.push_back(retire(*record, true));
    } else {
      made.push_back(again(*record));
    }
  }
  if (made.empty()) made.push_back(create());
  return made;
}

Json LetterDice::create() {
  auto const& registers = naive_.records().empty() ? "enterprise" : "";
  auto const in =
      naive_.catalog().find(*registers ? registers
                                       : std::vector{"enterprise", "project", "project",
                                                     "agreement", "agreement"}[below(5)]);
  auto const from = static_cast<int>(below(20));
  auto change = Json::object({{"kind", text("create")},
                              {"register", text(in->name)},
                              {"id", text("new:" + std::to_string(++made_))},
                              {"valid_from", text(naive_day(from).to_string())},
                              {"fields", fields(*in, from, true)}});
  if (once_in(8)) change.set("valid_to", text(end_text(from + 5 + static_cast<int>(below(30)))));
  return change;
}

Json LetterDice::again(Record const& record) {
  auto const is_correct = once_in(2);
  auto change = about(is_correct ? "correct" : "change", record);
  auto const days = days_of(record.lives.back());
  if (days.empty() || once_in(40)) {
    change = about("create", record);
    change.set("valid_from", text(naive_day(static_cast<int>(below(30))).to_string()));
    change.set("fields", fields(*record.in, 0, true));
    return change;
  }
  auto const whole = is_correct && once_in(3);
  auto const from = whole ? days.front() : any(days);
  auto to = from + 1 + static_cast<int>(below(25));
  if (whole) to = days.back() + 1;
  change.set("valid_from", text(naive_day(from).to_string()));
  if (whole || !once_in(4)) change.set("valid_to", text(end_text(to)));
  change.set("fields", fields(*record.in, from, false));
  return change;
}

Json LetterDice::retire(Record const& record, bool merge) {
  auto change = about("retire", record);
  auto const days = days_of(record.lives.back());
  auto const from = days.empty() ? 5 : merge || once_in(2) ? days.front() : any(days);
  change.set("valid_from", text(naive_day(from).to_string()));
  if (!merge && once_in(3)) {
    change.set("valid_to", text(end_text(from + 1 + static_cast<int>(below(20)))));
  }
  auto const other = any_record(record.in->name, true, from, record.id);
  if (merge && !other.empty()) change.set("same_as", text(other));
  return change;
}

// All that one of the last entries retired.
std::vector<Json> LetterDice::restore() {
  auto const& log = naive_.log(zone_);
  std::vector<Json> changes;
  for (std::size_t back = 1; back <= std::min<std::size_t>(log.size(), 12); ++back) {
    auto const& entry = log[log.size() - back];
    std::set<std::string> ids;
    for (auto const& done : entry.done) {
      if (done.kind != ChangeKind::retire || !ids.insert(done.id).second) continue;
      auto change = about("restore", naive_.records().at(done.id));
      change.set("entry", Json::integer(entry.seq));
      changes.push_back(std::move(change));
    }
    if (!changes.empty() && !once_in(3)) return changes;
    changes.clear();
  }
  return changes;
}

Json LetterDice::fields(meta::Register const& in, int from, bool all) {
  auto made = Json::object();
  auto const only = below(in.fields.size());
  for (std::size_t i = 0; i < in.fields.size(); ++i) {
    auto const& field = in.fields[i];
    if (field.removed) continue;
    auto const is_rare = field.event || (field.is_reference() && !field.required);
    auto const is_named = all || i == only || once_in(6);
    if (!is_named || (is_rare && !all && !once_in(4))) continue;
    auto given = value(field, from);
    if (given.is(Json::Kind::null) && field.required) given = text("root.999.9");
    made.set(field.name, std::move(given));
  }
  return made;
}

Json LetterDice::value(meta::Field const& field, int from) {
  auto const type = field.type->name();
  if (!field.required && once_in(6)) return {};
  if (type == "money") return Json::integer(static_cast<std::int64_t>(100 * below(9)));
  if (type == "decimal") return Json::integer(static_cast<std::int64_t>(below(101)));
  if (type == "person") return text("示例人员" + std::to_string(below(30)));
  if (type == "choice") return text(any(field.choices).value);
  if (type == "date") {
    return text(naive_day(once_in(5) ? static_cast<int>(below(naive_days)) : from).to_string());
  }
  if (type == "reference") {
    auto const found = any_record(field.to, false, from, "");
    return found.empty() ? Json() : text(found);
  }
  return text("c" + std::to_string(below(500)));
}

std::string LetterDice::any_record(std::string const& in, bool in_zone_only, int day,
                                   std::string const& not_id) {
  std::vector<std::string> ids;
  for (auto const& [id, record] : naive_.records()) {
    auto const near =
        record.zone == zone_ || (!in_zone_only && (record.zone == "root" || record.in->shared));
    if (record.in->name != in || id == not_id || (!near && !once_in(60))) continue;
    if (naive_.survivor(id, day, INT64_MAX) || once_in(40)) ids.push_back(id);
  }
  return ids.empty() ? "" : any(ids);
}

void LetterDice::count(Json const& letter, NaiveLedger::Answer const& answer) {
  auto const is_by_seen = answer.refused == "ledger.conflict";
  counts_["shares refused"] += answer.refused == "ledger.shares" ? 1 : 0;
  counts_["two writers with seen"] += is_by_seen ? 1 : 0;
  ++counts_[!answer.refused.empty() ? answer.refused : answer.repeated ? "repeated" : "appended"];
  if (!answer.refused.empty() || answer.repeated) return;
  std::set<std::string> ids;
  bool has_shares = false;
  for (auto const& change : letter.find("changes")->items()) {
    auto const id = std::string(*change.text_at("id"));
    has_shares = has_shares || change.text_at("register") == "share";
    counts_["one record twice in an entry"] += ids.insert(id).second ? 0 : 1;
    ++counts_["done " + std::string(*change.text_at("kind"))];
    counts_["merge"] += change.find("same_as") ? 1 : 0;
    if (before_.contains(id)) count_over(change, before_.at(id));
  }
  counts_["shares"] += has_shares ? 1 : 0;
}

void LetterDice::count_over(Json const& change, Days const& before) {
  auto const kind = *change_kind(*change.text_at("kind"));
  if (kind == ChangeKind::restore) {
    ++counts_["retire and restore"];
    return;
  }
  auto const from = Date::parse(*change.text_at("valid_from"))->days() - naive_day(0).days();
  auto const to = change.find("valid_to")
                      ? Date::parse(*change.text_at("valid_to"))->days() - naive_day(0).days()
                      : naive_days;
  int pieces = 0;
  bool over_correct = false, before_change = false;
  for (int day = 0; day < naive_days; ++day) {
    auto const& cell = before[static_cast<std::size_t>(day)];
    if (!cell.exists) continue;
    auto const is_inside = from <= day && day < to;
    auto const begins =
        day == from || before[static_cast<std::size_t>(day) - (day ? 1 : 0)] != cell;
    pieces += is_inside && begins ? 1 : 0;
    over_correct = over_correct || (is_inside && cell.kind == ChangeKind::correct);
    before_change = before_change || (day > from && begins && cell.kind == ChangeKind::change);
  }
  auto const is_correct = kind == ChangeKind::correct;
  counts_["correct across three versions"] += is_correct && pieces >= 3 ? 1 : 0;
  counts_["correct of a correct"] += is_correct && over_correct ? 1 : 0;
  counts_["change before a later change"] += kind == ChangeKind::change && before_change ? 1 : 0;
}

}  // namespace zonebook::ledger
