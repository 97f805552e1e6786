#include "ledger/naive_ledger_fixture.h"

#include <algorithm>

namespace zonebook::ledger {
namespace {

using Cell = NaiveLedger::Cell;
using Days = NaiveLedger::Life;

constexpr std::int64_t for_good = INT64_MAX;

int cell_of(Date day) {
  auto const cell = day.days() - naive_day(0).days();
  return static_cast<int>(std::clamp<std::int64_t>(cell, -1, naive_days));
}

std::string text(Json const& json, std::string_view key) {
  return std::string(json.text_at(key).value_or(""));
}

std::string zone_in(std::string const& id) { return id.substr(0, id.find('.')); }

}  // namespace

Date naive_day(int cell) {
  static auto const first = *Date::parse("2023-01-01");
  return *Date::from_days(first.days() + cell);
}

// One letter, done on copies of the lives it touches.
class NaiveLedger::Entry {
 public:
  enum class By : std::uint8_t { author, trial, approval };

  Entry(NaiveLedger& all, Json const& letter, std::int64_t clock, By by = By::author,
        std::int64_t proposed = 0)
      : all_(all),
        letter_(letter),
        zone_(text(letter, "zone")),
        clock_(clock),
        by_(by),
        proposed_(proposed) {}

  Answer run() {
    find_known();
    if (is_repeated()) return answer_;
    if (answer_.refused.empty()) check_seen();
    auto const& changes = letter_.find("changes")->items();
    for (auto const& change : changes) name(change);
    for (auto const& change : changes) {
      if (answer_.refused.empty()) answer_.refused = apply(change);
    }
    for (auto check :
         {&Entry::events_fail, &Entry::references_fail, &Entry::keys_fail, &Entry::shares_fail}) {
      if (answer_.refused.empty()) answer_.refused = (this->*check)();
    }
    if (answer_.refused.empty()) check_second();
    if (answer_.refused.empty() && by_ != By::trial) keep();
    return answer_;
  }

 private:
  struct Draft {
    meta::Register const* in;
    NaiveLedger::Life life;
  };

  void find_known() {
    auto const& head = all_.heads_[zone_];
    all_.letter_began_ = all_.words_.size();
    answer_.seq = head.seq + 1;
    answer_.known = std::max({clock_, head.last + 1, head.closed + 1});
    for (auto const& change : letter_.find("changes")->items()) {
      auto const* in = all_.catalog_->find(text(change, "register"));
      if (auto const same = change.text_at("same_as")) cite(std::string(*same));
      auto const* fields = change.find("fields");
      for (auto const& field : in->fields) {
        auto const id = fields && field.target ? fields->text_at(field.name) : std::nullopt;
        if (id) cite(std::string(*id));
      }
    }
  }

  void cite(std::string const& id) {
    auto const head = all_.heads_.find(zone_in(id));
    if (head != all_.heads_.end() && head->first != zone_) {
      answer_.known = std::max(answer_.known, head->second.last);
    }
  }

  std::string letter_box() const {
    return zone_ + '\n' + text(letter_, "actor") + '\n' + text(letter_, "key");
  }

  bool is_repeated() {
    auto const* old = all_.letter_in(letter_box(), answer_.known);
    if (text(letter_, "key").empty() || !old) return false;
    answer_.refused = all_.why_not_again(*old, canonical(letter_));
    if (!answer_.refused.empty()) return false;
    answer_.seq = old->seq;
    answer_.known = old->known;
    answer_.repeated = true;
    return true;
  }

  void check_second() {
    auto const needs_two = std::ranges::any_of(answer_.done, [&](Done const& done) {
      return done.kind == ChangeKind::retire && in(done.id)->name == "agreement";
    });
    if (by_ == By::author && needs_two) answer_.refused = "ledger.second_person";
    if (by_ == By::trial && !needs_two) answer_.refused = "ledger.needs_no_second_person";
  }

  void check_seen() {
    if (by_ == By::approval) return check_seen_when_proposed();
    auto const* seen = letter_.find("seen");
    if (!seen) return;
    for (auto const& [id, read] : seen->members()) {
      if (*read.number().to_int64() > std::max(answer_.known, all_.settled(zone_of(id)))) {
        answer_.refused = "ledger.seen_later";  // sent again, by a clock that was set back
        return;
      }
      auto const found = all_.records_.find(id);
      if (found == all_.records_.end()) continue;
      if (found->second.knowns.back() > *read.number().to_int64()) {
        answer_.refused = "ledger.conflict";
      }
    }
  }

  void check_seen_when_proposed() {
    for (auto const& change : letter_.find("changes")->items()) {
      auto const found = all_.records_.find(text(change, "id"));
      if (found != all_.records_.end() && found->second.knowns.back() > proposed_) {
        answer_.refused = "ledger.conflict";
      }
    }
  }

  void name(Json const& change) {
    auto const id = text(change, "id");
    if (!id.starts_with("new:") || text(change, "kind") != "create") return;
    auto const made =
        zone_ + "." + std::to_string(answer_.seq) + "." + std::to_string(answer_.made.size() + 1);
    names_[id] = made;
    answer_.made.push_back(made);
    drafts_[made] = {all_.catalog_->find(text(change, "register")), {}};
  }

  std::string named(std::string const& id) const {
    auto const found = names_.find(id);
    return found != names_.end() ? found->second : id;
  }

  // nullptr if there is none.
  Draft* draft(std::string const& id) {
    auto const found = drafts_.find(id);
    if (found != drafts_.end()) return &found->second;
    auto const record = all_.records_.find(id);
    if (record == all_.records_.end()) return nullptr;
    return &(drafts_[id] = {record->second.in, record->second.lives.back()});
  }

  std::string apply(Json const& change) {
    auto const id = named(text(change, "id"));
    auto const kind = *change_kind(text(change, "kind"));
    auto* record = zone_in(id) == zone_ ? draft(id) : nullptr;
    if (!record || record->in->name != text(change, "register")) return "ledger.unknown_record";
    if (kind == ChangeKind::restore) return restore(id, *record, *change.integer_at("entry"));
    auto const from = cell_of(*Date::parse(text(change, "valid_from")));
    auto to = naive_days;
    auto const values = values_in(change, *record->in);
    if (change.find("valid_to")) {
      to = cell_of(*Date::parse(text(change, "valid_to")));
    } else if (kind == ChangeKind::change || kind == ChangeKind::correct) {
      auto refused = find_end(record->life, from, values, to);
      if (!refused.empty()) return refused;
    }
    auto refused = check(kind, record->life, from, to);
    if (!refused.empty()) return refused;
    if (kind == ChangeKind::change && alters_event(*record, from, to, values)) {
      return "ledger.event_altered";
    }
    auto const same_as = change.text_at("same_as");
    auto const merged = same_as ? all_.number(named(std::string(*same_as))) : 0;
    for (int day = from; day < to; ++day) set(record->life[at(day)], kind, values, merged);
    note({kind, id, from, to, merged != 0});
    if (merged != 0) merges_.emplace_back(id, from);
    return "";
  }

  static std::size_t at(int day) { return static_cast<std::size_t>(day); }

  using Values = std::map<std::size_t, int>;

  Values values_in(Json const& change, meta::Register const& in) {
    Values values;
    auto const* fields = change.find("fields");
    for (std::size_t i = 0; fields && i < in.fields.size(); ++i) {
      auto const& field = in.fields[i];
      auto const* given = fields->find(field.name);
      if (!given) continue;
      db::Value value;
      if (given->is(Json::Kind::number)) {
        auto const hundredths = field.type->name() == "decimal" ? 100 : 1;
        value = *given->number().to_int64() * hundredths;
      }
      if (given->is(Json::Kind::string)) {
        auto const named_text = named(given->string());
        if (field.personal) {
          values[i] = all_.number_alone(named_text);
          continue;
        }
        if (field.type->name() == "date") {
          value = std::int64_t{Date::parse(named_text)->days()};
        } else {
          value = named_text;
        }
      }
      values[i] = all_.number(value);
    }
    return values;
  }

  static std::string find_end(Days const& life, int from, Values const& values, int& end) {
    if (!life[at(from)].exists) return "ledger.absent";
    for (end = from; end < naive_days && life[at(end)].exists; ++end) {
      for (auto const& [field, unused] : values) {
        if (life[at(end)].values[field] != life[at(from)].values[field]) {
          return "ledger.later_values";
        }
      }
    }
    auto const again = std::any_of(life.begin() + end, life.end(), [](Cell c) { return c.exists; });
    return again ? "ledger.later_values" : "";
  }

  static std::string check(ChangeKind kind, Days const& life, int from, int to) {
    auto const alive =
        std::count_if(life.begin() + from, life.begin() + to, [](Cell c) { return c.exists; });
    if (kind == ChangeKind::create) return alive ? "ledger.exists" : "";
    auto const needed = kind == ChangeKind::retire ? 1 : to - from;
    return alive < needed ? "ledger.absent" : "";
  }

  static bool alters_event(Draft const& record, int from, int to, Values const& values) {
    for (auto const& [field, value] : values) {
      if (!record.in->fields[field].event) continue;
      for (int day = from; day < to; ++day) {
        auto const old = record.life[at(day)].values[field];
        if (old != 0 && old != value) return true;
      }
    }
    return false;
  }

  static void set(Cell& cell, ChangeKind kind, Values const& values, int merged) {
    if (kind == ChangeKind::create || kind == ChangeKind::retire) cell = {};
    cell.exists = kind != ChangeKind::retire;
    cell.merged = cell.exists ? cell.merged : merged;
    cell.kind = cell.exists ? kind : ChangeKind::create;
    for (auto const& [field, value] : values) {
      if (cell.exists) cell.values[field] = value;
    }
  }

  std::string restore(std::string const& id, Draft& record, std::int64_t seq) {
    std::set<int> days;
    Answer const* retired = nullptr;
    auto const& log = all_.logs_[zone_];
    for (auto const& entry : log) {
      if (entry.seq == seq) retired = &entry;
    }
    for (auto const& done : retired ? retired->done : std::vector<Done>{}) {
      if (done.id != id || done.kind != ChangeKind::retire) continue;
      for (int day = done.from; day < done.to; ++day) days.insert(day);
    }
    auto const* then = retired ? all_.life(id, retired->known - 1) : nullptr;
    auto const stood = [&](int day) { return then && (*then)[at(day)].exists; };
    if (std::ranges::none_of(days, stood)) return "ledger.not_retired";
    auto const is_done = [&](Done const& done) { return done.id == id; };
    if (all_.records_.at(id).seqs.back() > seq || std::ranges::any_of(answer_.done, is_done)) {
      return "ledger.written_since";
    }
    for (auto const day : days) {
      if (record.life[at(day)].exists) return "ledger.exists";
    }
    for (auto const day : days) {
      record.life[at(day)] = (*then)[at(day)];
      if (stood(day)) record.life[at(day)].kind = ChangeKind::restore;
      note({ChangeKind::restore, id, day, day + 1, false});
    }
    return "";
  }

  void note(Done done) {
    if (std::ranges::find(touched_, done.id) == touched_.end()) touched_.push_back(done.id);
    if (done.kind == ChangeKind::retire) retired_.insert(done.id);
    answer_.done.push_back(std::move(done));
  }

  // ── the last state ────────────────────────────────────────────────────────────────────────────

  std::string events_fail() {
    for (auto const& id : touched_) {
      auto const& [in, life] = drafts_.at(id);
      for (std::size_t field = 0; field < in->fields.size(); ++field) {
        if (in->fields[field].event && event_fails(life, field)) return "ledger.event_field";
      }
    }
    return "";
  }

  bool event_fails(Days const& life, std::size_t field) const {
    int value = 0;
    for (auto const& cell : life) {
      if (!cell.exists) continue;
      if (value != 0 && cell.values[field] != value) return true;
      value = cell.values[field];
    }
    if (value == 0) return false;
    auto const day = Date::from_days(std::get<std::int64_t>(all_.word(value)));
    auto const cell = std::min(cell_of(*day), naive_days - 1);
    return cell >= 0 && life[at(cell)].exists && life[at(cell)].values[field] != value;
  }

  Days const* life(std::string const& id) const {
    auto const draft = drafts_.find(id);
    return draft != drafts_.end() ? &draft->second.life : all_.life(id, for_good);
  }

  meta::Register const* in(std::string const& id) const {
    auto const draft = drafts_.find(id);
    if (draft != drafts_.end()) return draft->second.in;
    auto const record = all_.records_.find(id);
    return record != all_.records_.end() ? record->second.in : nullptr;
  }

  bool resolves(std::string id, int day) const {
    std::set<std::string> passed;
    while (passed.insert(id).second) {
      auto const* found = life(id);
      if (!found) return false;
      if ((*found)[at(day)].exists) return true;
      if ((*found)[at(day)].merged == 0) return false;
      id = std::get<std::string>(all_.word((*found)[at(day)].merged));
    }
    return false;
  }

  bool may_refer(std::string const& from, std::string const& to, meta::Register const& target) {
    auto const zone = zone_in(to);
    return in(to) == &target && (target.shared || zone == zone_in(from) || zone == "root");
  }

  // All references of all records, whatever the letter touched.
  std::string references_fail() {
    bool broken = false, left = false;
    std::set<std::string> ids(touched_.begin(), touched_.end());
    for (auto const& [id, unused] : all_.records_) ids.insert(id);
    for (auto const& id : ids) {
      for (std::size_t field = 0; field < in(id)->fields.size(); ++field) {
        if (in(id)->fields[field].target) look_at(id, field, broken, left);
      }
    }
    for (auto const& [id, from] : merges_) {
      auto const& cell_then = std::ranges::find(answer_.done, id, &Done::id);
      auto const to = merged_into(id, from);
      broken = broken || cell_then == answer_.done.end() || to == id ||
               !may_refer(id, to, *in(id)) || !resolves(to, from);
    }
    return broken ? "ledger.reference" : left ? "ledger.referred" : "";
  }

  std::string merged_into(std::string const& id, int from) const {
    for (auto const& change : letter_.find("changes")->items()) {
      auto const is_it = named(text(change, "id")) == id && change.text_at("same_as") &&
                         cell_of(*Date::parse(text(change, "valid_from"))) == from;
      if (is_it) return named(text(change, "same_as"));
    }
    return "";
  }

  void look_at(std::string const& id, std::size_t field, bool& broken, bool& left) {
    auto const& all_days = *life(id);
    for (int day = 0; day < naive_days; ++day) {
      auto const& cell = all_days[at(day)];
      if (!cell.exists || cell.values[field] == 0) continue;
      auto const before = day > 0 ? all_days[at(day - 1)] : Cell();
      if (before.exists && before.values[field] == cell.values[field]) continue;
      auto const to = std::get<std::string>(all_.word(cell.values[field]));
      auto const is_touched = std::ranges::find(touched_, id) != touched_.end();
      if (!may_refer(id, to, *in(id)->fields[field].target)) {
        broken = true;
      } else if (!resolves(to, day)) {
        (retired_.contains(to) || !is_touched ? left : broken) = true;
      }
    }
  }

  std::string keys_fail() {
    std::set<std::string> ids(touched_.begin(), touched_.end());
    for (auto const& [id, unused] : all_.records_) ids.insert(id);
    for (auto const& id : touched_) {
      if (in(id)->key.empty()) continue;
      auto const field = in(id)->index_of(*in(id)->find(in(id)->key.front()));
      for (auto const& other : ids) {
        if (other == id || in(other) != in(id) || zone_in(other) != zone_) continue;
        for (std::size_t day = 0; day < naive_days; ++day) {
          auto const &mine = (*life(id))[day], &theirs = (*life(other))[day];
          auto const both = mine.exists && theirs.exists && mine.values[field] != 0;
          if (both && mine.values[field] == theirs.values[field]) return "ledger.duplicate_key";
        }
      }
    }
    return "";
  }

  // Of all records of the zone that are shares, whatever the letter touched.
  std::string shares_fail() {
    std::set<std::string> ids(touched_.begin(), touched_.end());
    for (auto const& [id, unused] : all_.records_) ids.insert(id);
    std::erase_if(ids, [&](auto const& id) { return zone_in(id) != zone_ || !in(id)->shares; });
    bool elsewhere = false, merged = false, differs = false;
    for (std::size_t day = 0; day < naive_days; ++day) {
      std::map<std::string, std::int64_t> sums;
      for (auto const& id : ids) {
        auto const& cell = (*life(id))[day];
        if (!cell.exists) continue;
        auto const& parent = std::get<std::string>(word_of(id, cell, in(id)->shares->of));
        sums[parent] += std::get<std::int64_t>(word_of(id, cell, in(id)->shares->part));
        elsewhere = elsewhere || zone_in(parent) != zone_;
        merged = merged || (*life(parent))[day].merged != 0;
      }
      for (auto const& [parent, sum] : sums) differs = differs || sum != 10'000;
    }
    return elsewhere ? "ledger.share_elsewhere"
           : merged  ? "ledger.share_merged"
           : differs ? "ledger.shares"
                     : "";
  }

  db::Value const& word_of(std::string const& id, Cell const& cell, std::string const& field) {
    return all_.word(cell.values[in(id)->index_of(*in(id)->find(field))]);
  }

  void keep() {
    auto& head = all_.heads_[zone_];
    head.seq = answer_.seq;
    head.last = answer_.known;
    for (auto const& id : touched_) {
      auto& record = all_.records_[id];
      record.id = id;
      record.zone = zone_;
      record.in = drafts_.at(id).in;
      record.seqs.push_back(answer_.seq);
      record.knowns.push_back(answer_.known);
      record.lives.push_back(drafts_.at(id).life);
    }
    all_.logs_[zone_].push_back(answer_);
    if (text(letter_, "key").empty()) return;
    all_.letters_[letter_box()].push_back(
        {answer_.seq, answer_.known, canonical(letter_), all_.letter_began_, all_.words_.size()});
  }

  NaiveLedger& all_;
  Json const& letter_;
  std::string zone_;
  std::int64_t clock_;
  By by_;
  std::int64_t proposed_;
  Answer answer_;
  std::map<std::string, std::string> names_;
  std::map<std::string, Draft> drafts_;
  std::vector<std::string> touched_;
  std::set<std::string> retired_;
  std::vector<std::pair<std::string, int>> merges_;
};

NaiveLedger::Answer NaiveLedger::append(Json const& letter, std::int64_t clock) {
  return Entry(*this, letter, clock).run();
}

NaiveLedger::Answer NaiveLedger::propose(Json const& letter, std::int64_t clock) {
  auto const trial = Entry(*this, letter, clock, Entry::By::trial).run();
  return trial.refused.empty() ? system_entry(text(letter, "zone"), clock) : trial;
}

NaiveLedger::Answer NaiveLedger::approve(Json const& letter, std::int64_t proposed,
                                         std::int64_t clock) {
  return Entry(*this, letter, clock, Entry::By::approval, proposed).run();
}

}  // namespace zonebook::ledger
