// The questions about figures.

#include "difference_by_tables.h"
#include "figures/counted_sql.h"
#include "figures/figure.h"
#include "figures/tally.h"
#include "parts.h"

namespace zonebook::oracle {
namespace {

Json number(Decimal value) { return Json::number(value); }
Json day_or_null(std::optional<Date> day) { return day ? Json::string(day->to_string()) : Json(); }

figures::Part part_of(Json const& question) {
  bool const is_numerator = question.text_at("part") == "numerator";
  return is_numerator ? figures::Part::numerator : figures::Part::denominator;
}

Json json_of(figures::Total const& total) {
  return Json::object({{"value", number(total.value)}, {"count", Json::integer(total.count)}});
}

std::unexpected<Error> differ(std::string const& who, figures::Question const& asked) {
  return std::unexpected(
      Error{Error::Code::broken, {"implementations differ: " + who, {}}, asked.of->id, {}});
}

bool agree(figures::Total const& one, figures::Total const& other) {
  return one.value == other.value && one.count == other.count;
}

// The counting tables must have answered wherever they keep the definition.
Result<void> check_kept(ledger::Snapshot& at, figures::Question const& asked) {
  bool const is_numerator = asked.of->numerator && asked.part == figures::Part::numerator;
  auto const& of = is_numerator ? *asked.of : asked.of->counted();
  auto const kept = TRY(figures::counted_total(at, of, asked.period.days(asked.v), asked.v));
  if (kept.has_value() != !of.digest.empty()) return differ("nothing is kept", asked);
  return {};
}

// Plain SQL beside the counting tables.
Result<void> check_plain_figure(ledger::Snapshot& at, figures::Question asked,
                                figures::Answer const& found) {
  asked.way = figures::Question::Way::plain;
  auto const plain = TRY(figures::figure(at, asked));
  bool agrees = plain.before_ledger == found.before_ledger && agree(plain.total, found.total) &&
                plain.numerator.has_value() == found.numerator.has_value();
  agrees = agrees && (!plain.numerator || agree(*plain.numerator, *found.numerator));
  if (!agrees) return differ("plain figure", asked);
  return {};
}

Result<void> check_plain_records(ledger::Snapshot& at, figures::Question asked,
                                 std::vector<figures::Behind> const& found) {
  asked.way = figures::Question::Way::plain;
  auto const plain = TRY(figures::records(at, asked));
  bool const agrees = std::ranges::equal(plain, found, [](auto const& one, auto const& other) {
    return one.id == other.id && one.amount == other.amount && one.event == other.event &&
           one.read_on == other.read_on && one.origin == other.origin;
  });
  if (!agrees) return differ("plain records", asked);
  return {};
}

// The interpreter's answer beside that of the database: one question, three implementations.
Result<void> check_agreement(ledger::Snapshot& at, figures::Question const& asked,
                             figures::Total const& total,
                             std::vector<figures::Behind> const* behind) {
  figures::KnownLives lives(at.store());
  auto const held =
      TRY(figures::held_at(at, lives, *asked.of, asked.part, asked.period, asked.v, at.k()));
  auto const other = figures::total_of(held);
  bool agrees = other.value == total.value && other.count == total.count;
  for (auto const& one : behind ? *behind : std::vector<figures::Behind>()) {
    auto const found = held.find(one.id);
    agrees = agrees && found != held.end() && found->second.amount == one.amount &&
             found->second.event == one.event && found->second.read_on == one.read_on;
  }
  if (!agrees) return differ("the interpreter", asked);
  return check_kept(at, asked);
}

}  // namespace

Result<Json> Session::answer_figure(std::string const& kind, Json const& question) {
  if (kind == "figure") return figure(question);
  return kind == "records" ? records(question) : diff(question);
}

Result<figures::Question> Session::Parts::question(Json const& given) const {
  figures::Question question{.of = definitions.at(std::string(*given.text_at("id"))),
                             .period = {},
                             .v = {},
                             .part = part_of(given)};
  question.period = TRY(figures::Period::parse(*given.text_at("period")));
  auto const valid = given.text_at("valid");
  question.v = valid ? *Date::parse(*valid) : question.period.usual_day(ledger->today());
  return question;
}

ByTables const& Session::by_tables() const { return parts_->by_tables; }

Result<Json> Session::figure(Json const& given) {
  auto const question = TRY(parts_->question(given));
  auto snapshot = TRY(parts_->read(std::string(*given.text_at("zone")), given));
  auto const found = TRY(figures::figure(snapshot, question));
  TRY(check_plain_figure(snapshot, question, found));
  if (!found.before_ledger) TRY(check_agreement(snapshot, question, found.total, nullptr));
  auto answer = known_of(snapshot.knowledge());
  answer.set("valid", Json::string(question.v.to_string()));
  if (found.before_ledger) {
    answer.set("before_ledger", Json::boolean(true));
  } else if (found.numerator) {
    answer.set("numerator", json_of(*found.numerator));
    answer.set("denominator", json_of(found.total));
  } else {
    answer.set("value", number(found.total.value));
    answer.set("count", Json::integer(found.total.count));
  }
  return answer;
}

Result<Json> Session::records(Json const& given) {
  auto const question = TRY(parts_->question(given));
  auto snapshot = TRY(parts_->read(std::string(*given.text_at("zone")), given));
  auto const behind = TRY(figures::records(snapshot, question));
  figures::Total total{.value = {}, .count = static_cast<std::int64_t>(behind.size())};
  for (auto const& one : behind) total.value = figures::plus(total.value, one.amount);
  TRY(check_plain_records(snapshot, question, behind));
  TRY(check_agreement(snapshot, question, total, &behind));
  std::vector<Json> records;
  for (auto const& one : behind) {
    records.push_back(Json::object({{"id", Json::string(one.id)},
                                    {"amount", number(one.amount)},
                                    {"event", day_or_null(one.event)},
                                    {"read_on", Json::string(one.read_on.to_string())}}));
  }
  return Json::object({{"valid", Json::string(question.v.to_string())},
                       {"records", Json::array(std::move(records))}});
}

Result<Json> Session::diff(Json const& given) {
  auto const zone = std::string(*given.text_at("zone"));
  auto const end_of = [&](Json const& end) -> Result<figures::End> {
    auto merged = end;
    for (auto const& [key, value] : given.members()) {
      if (key != "from" && key != "to" && !merged.find(key)) merged.set(key, value);
    }
    auto const question = TRY(parts_->question(merged));
    auto const snapshot = TRY(parts_->read(zone, merged));
    return figures::End{question.of, question.v, snapshot.k()};
  };
  auto const from = TRY(end_of(*given.find("from")));
  auto const to = TRY(end_of(*given.find("to")));
  auto const period = TRY(figures::Period::parse(*given.text_at("period")));
  auto snapshot = TRY(parts_->ledger->read(zone));
  auto const found = TRY(figures::difference(snapshot, period, part_of(given), from, to));
  TRY(check_by_tables(*parts_, zone, period, part_of(given), from, to, found, parts_->by_tables));
  auto const terms_of = [](auto const& each) {
    auto json = Json::object();
    for (auto const& [term, amount] : each) {
      json.set(std::string(figures::name_of(term)), number(amount));
    }
    return json;
  };
  std::map<figures::Term, Decimal> terms;
  for (std::size_t i = 0; i < figures::term_count; ++i) {
    terms.emplace(static_cast<figures::Term>(i), found.terms[i]);
  }
  auto records = Json::object();
  for (auto const& [id, mine] : found.records) records.set(id, terms_of(mine));
  return Json::object(
      {{"terms", terms_of(terms)}, {"sum", number(found.sum)}, {"records", std::move(records)}});
}

}  // namespace zonebook::oracle
