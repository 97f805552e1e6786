#include "figures/sentence.h"

#include <algorithm>
#include <array>
#include <initializer_list>

#include "figures/tally.h"

namespace zonebook::figures {
namespace {

constexpr std::size_t named_max = 3;

// One clause after another; a message of the catalogue each.
class Clauses {
 public:
  explicit Clauses(Language language) : language_(language) {}

  void add(Text const& text) { said_ += word(text); }
  std::string word(Text const& text) const { return render(text, language_); }
  std::string end() {
    add({"figures.sentence.end", {}});
    return std::move(said_);
  }
  Language language() const { return language_; }

 private:
  Language language_;
  std::string said_;
};

// Two numbers as the definition rounds them; where that makes them the same, or their difference
// 0, and they are not, with as many digits as it takes to see it.
constexpr int digits_max = 12;

int digits_of(Decimal more, int scale) {
  auto const is_seen = [&](int digits) {
    return with_digits(more.abs(), digits) != with_digits(Decimal(), digits);
  };
  auto digits = scale;
  while (more.sign() != 0 && digits < digits_max && !is_seen(digits)) ++digits;
  return digits;
}

int digits_of_amount(Decimal amount, Definition const& of) {
  return digits_of(in_unit(amount, of.counted()), of.counted().scale);
}

std::string amount_text(Decimal amount, Definition const& of, int digits) {
  return with_digits(in_unit(amount, of.counted()), digits);
}

Text with_unit(std::string key, Definition const& of, std::string value) {
  return {std::move(key), {{"value", std::move(value)}, {"unit", of.unit}}};
}

char const* head_key(Answer const& answer) {
  if (answer.before_ledger) return "figures.sentence.before_ledger";
  if (!answer.gap) return "figures.sentence.head";
  switch (answer.gap->why) {
    case Gap::Why::some_missing: return "figures.sentence.some_missing";
    case Gap::Why::does_not_add_up: return "figures.sentence.does_not_add_up";
    case Gap::Why::nothing: break;
  }
  return "figures.sentence.not_reported";
}

void add_head(Clauses& clauses, Question const& question, Answer const& answer,
              std::string const& zone_name) {
  auto const& of = *question.of;
  Text head{head_key(answer),
            {{"day", day_words(question.v, clauses.language())},
             {"zone", zone_name},
             {"period", period_words(question.period, clauses.language())},
             {"label", meta::in_language(of.label, clauses.language())},
             {"value", shown(answer, of)},
             {"unit", of.unit}}};
  if (answer.gap) {
    head.args.emplace_back("reported", std::to_string(answer.gap->reported));
    head.args.emplace_back("missing", std::to_string(answer.gap->missing.size()));
  }
  clauses.add(head);
}

void add_known(Clauses& clauses, std::optional<Date> known) {
  if (!known) return;
  clauses.add({"figures.sentence.as_known", {{"day", day_words(*known, clauses.language())}}});
}

void add_openings(Clauses& clauses, Question const& question, Answer const& answer) {
  if (answer.openings.empty()) return;
  auto const& of = *question.of;
  auto const opening = answer.opening();
  auto const rest = (answer.total.value - opening).value_or(answer.total.value);
  clauses.add({"figures.sentence.opening",
               {{"opening", shown(opening, of)}, {"rest", shown(rest, of)}, {"unit", of.unit}}});
}

// What the value lacks: days before the ledger, and what an opening has for all of them together.
void add_lacking(Clauses& clauses, Question const& question, Answer const& answer,
                 std::optional<NotKept> const& not_kept) {
  if (not_kept) {
    clauses.add(
        {"figures.sentence.began", {{"day", day_words(not_kept->began, clauses.language())}}});
  }
  for (auto const& one : answer.cut) {
    clauses.add({"figures.sentence.cut",
                 {{"opening", shown(one.amount, *question.of)},
                  {"unit", question.of->unit},
                  {"day", day_words(one.cut_off, clauses.language())}}});
  }
}

void add_target(Clauses& clauses, Question const& question, Standing const& now) {
  if (!now.target || !now.completion) return;
  clauses.add({"figures.sentence.target",
               {{"target", now.target->value.to_string()},
                {"unit", question.of->unit},
                {"completion", with_digits(*now.completion, 1)}}});
  if (now.elapsed) {
    clauses.add({"figures.sentence.elapsed", {{"elapsed", with_digits(*now.elapsed, 1)}}});
  }
}

void add_year_before(Clauses& clauses, Standing const& now) {
  if (!now.year_before) return;
  auto const& was = *now.year_before;
  // Where nothing can be said, the answer says why beside the sentence.
  if (was.not_kept || !was.answer.cut.empty() || !value_of(was.answer, *was.of)) return;
  clauses.add(with_unit(was.is_other_edition ? "figures.sentence.year_before_otherwise"
                                             : "figures.sentence.year_before",
                        *was.of, shown(was.answer, *was.of)));
  if (!was.growth || was.growth->sign() == 0) return;
  clauses.add({was.growth->sign() > 0 ? "figures.sentence.more" : "figures.sentence.less",
               {{"growth", with_digits(was.growth->abs(), 1)}}});
}

constexpr std::array<char const*, term_count> part_keys = {
    "figures.sentence.part_new",       "figures.sentence.part_changed",
    "figures.sentence.part_corrected", "figures.sentence.part_retired",
    "figures.sentence.part_restored",  "figures.sentence.part_adjusted",
    "figures.sentence.part_definition"};
constexpr std::array<char const*, term_count> from_to_keys = {
    "figures.sentence.from_to_changed",   "figures.sentence.from_to_changed",
    "figures.sentence.from_to_corrected", "figures.sentence.from_to_changed",
    "figures.sentence.from_to_changed",   "figures.sentence.from_to_adjusted",
    "figures.sentence.from_to_definition"};

// It counted and does not, by what it brought at the ends; where that is not known, by its amount.
bool is_gone(MovedRecord const& one) {
  if (one.before.has_value() != one.after.has_value()) return one.before.has_value();
  return one.amount.sign() < 0;
}

bool is_any_of(Term term, std::initializer_list<Term> terms) {
  return std::ranges::find(terms, term) != terms.end();
}

// Backwards, or where an opening takes its place, a record comes and goes against the words of its
// term.
char const* key_of(MovedRecord const& one) {
  auto const term = static_cast<std::size_t>(one.term);
  if (one.before && one.after) return from_to_keys[term];
  if (is_gone(one) && is_any_of(one.term, {Term::fresh, Term::restored})) {
    return "figures.sentence.part_gone";
  }
  if (!is_gone(one) && one.term == Term::retired) return "figures.sentence.part_again";
  return part_keys[term];
}

std::string part_words(Clauses const& clauses, MovedRecord const& one, Definition const& of) {
  bool const is_signed = !is_any_of(one.term, {Term::fresh, Term::retired, Term::restored});
  auto const amount = is_signed ? one.amount.abs() : is_gone(one) ? -one.amount : one.amount;
  auto const digits = digits_of_amount(one.amount, of);
  Text text{key_of(one),
            {{"title", one.title},
             {"amount", amount_text(amount, of, digits)},
             {"sign", one.amount.sign() < 0 ? "−" : "+"},
             {"before", one.before ? amount_text(*one.before, of, digits) : ""},
             {"after", one.after ? amount_text(*one.after, of, digits) : ""}}};
  auto words = clauses.word(text);
  if (!one.paper.empty()) {
    words += clauses.word({"figures.sentence.paper", {{"paper", one.paper}}});
  }
  return words;
}

char const* because(Definition const& of, Part part) {
  if (!of.numerator) return "figures.sentence.because";
  return part == Part::numerator ? "figures.sentence.because_numerator"
                                 : "figures.sentence.because_denominator";
}

// What the first end differs in: the knowledge, the day, or both.
std::string first_end_words(Clauses const& clauses, Moved const& moved) {
  auto const day_of = [&](Date day) { return day_words(day, clauses.language()); };
  auto const known =
      moved.known_before
          ? clauses.word({"figures.sentence.known", {{"day", day_of(*moved.known_before)}}})
          : clauses.word({"figures.sentence.known_now", {}});
  if (moved.from_v == moved.to_v) return known;
  if (moved.known_before == moved.known_after) {
    return clauses.word({"figures.sentence.on_day", {{"day", day_of(moved.from_v)}}});
  }
  return clauses.word(
      {"figures.sentence.on_day_known", {{"day", day_of(moved.from_v)}, {"known", known}}});
}

void add_parts(Clauses& clauses, std::vector<MovedRecord> records, Definition const& of,
               Part part) {
  std::erase_if(records, [](MovedRecord const& one) { return one.amount.sign() == 0; });
  if (records.empty()) return;
  std::ranges::stable_sort(records, std::greater<>(),
                           [](MovedRecord const& one) { return one.amount.abs(); });
  std::string parts;
  for (std::size_t i = 0; i < std::min(records.size(), named_max); ++i) {
    if (i > 0) parts += clauses.word({"figures.sentence.and", {}});
    parts += part_words(clauses, records[i], of);
  }
  if (records.size() > named_max) {
    parts += clauses.word(
        {"figures.sentence.others", {{"count", std::to_string(records.size() - named_max)}}});
  }
  clauses.add({because(of, part), {{"parts", parts}}});
}

}  // namespace

MovedRecord moved_record(std::string title, std::map<Term, Decimal> const& terms,
                         std::optional<Decimal> before, std::optional<Decimal> after,
                         std::string paper) {
  MovedRecord moved{
      .title = std::move(title), .before = before, .after = after, .paper = std::move(paper)};
  auto left = terms;
  for (auto const& [unused, amount] : terms) moved.amount = plus(moved.amount, amount);
  if (left.contains(Term::retired) && left.contains(Term::restored)) {
    auto const net = plus(left[Term::retired], left[Term::restored]);
    left[Term::retired] = net.sign() < 0 ? net : Decimal();
    left[Term::restored] = net.sign() > 0 ? net : Decimal();
  }
  auto const largest =
      std::ranges::max_element(left, {}, [](auto const& term) { return term.second.abs(); });
  if (largest != left.end()) moved.term = largest->first;
  auto const says = [&](Term term, int sign) {
    auto const found = left.find(term);
    return found != left.end() && found->second.sign() == sign;
  };
  if (!before && after && says(Term::fresh, 1)) moved.term = Term::fresh;
  if (before && !after && says(Term::retired, -1)) moved.term = Term::retired;
  return moved;
}

std::string sentence(Question const& question, Standing const& now, std::string const& zone_name,
                     Language language) {
  Clauses clauses(language);
  add_head(clauses, question, now.answer, zone_name);
  add_known(clauses, now.known);
  if (now.answer.before_ledger) return clauses.end();
  add_openings(clauses, question, now.answer);
  add_lacking(clauses, question, now.answer, now.not_kept);
  add_target(clauses, question, now);
  add_year_before(clauses, now);
  return clauses.end();
}

std::string sentence(Question const& question, Moved const& moved, std::string const& zone_name,
                     Language language) {
  Clauses clauses(language);
  auto const& of = *question.of;
  add_head(clauses, question, moved.after, zone_name);
  add_known(clauses, moved.known_after);
  add_lacking(clauses, question, moved.after, moved.not_kept);
  if (moved.before.before_ledger) {
    auto const then = day_words(moved.known_before.value_or(moved.from_v), language);
    clauses.add({"figures.sentence.no_before", {{"day", then}}});
  }
  auto const before = value_of(moved.before, of), after = value_of(moved.after, of);
  if (!before || !after) return clauses.end();
  auto const more = (*after - *before).value_or(Decimal());
  auto const* const key = more.sign() == 0  ? "figures.sentence.same_as"
                          : more.sign() > 0 ? "figures.sentence.more_than"
                                            : "figures.sentence.less_than";
  auto const digits = digits_of(more, of.scale);
  clauses.add(
      {key,
       {{"day", first_end_words(clauses, moved)},
        {"before", with_digits(*before, digits)},
        {"amount", with_digits(more.abs(), digits)},
        {"unit", of.unit},
        {"gap_unit", of.numerator ? clauses.word({"figures.sentence.points", {}}) : of.unit}}});
  if (more.sign() == 0) return clauses.end();
  add_parts(clauses, moved.records, of, question.part);
  add_parts(clauses, moved.numerator, of, Part::numerator);
  return clauses.end();
}

std::string period_words(Period const& period, Language language) {
  auto const& text = period.text();
  if (text == "to-date") return render({"figures.period.to_date", {}}, language);
  if (text.find("..") != text.npos) {
    auto const days = period.days(ledger::first_day());
    return render(
        {"figures.period.days",
         {{"from", day_words(days.from, language)}, {"to", day_words(days.last(), language)}}},
        language);
  }
  Text words{"figures.period.year", {{"year", text.substr(0, 4)}}};
  auto const part = text.size() > 5 ? text.substr(5) : std::string();
  constexpr std::array<std::pair<std::string_view, char const*>, 6> parts = {{
      {"H1", "figures.period.half_1"},
      {"H2", "figures.period.half_2"},
      {"Q1", "figures.period.quarter_1"},
      {"Q2", "figures.period.quarter_2"},
      {"Q3", "figures.period.quarter_3"},
      {"Q4", "figures.period.quarter_4"},
  }};
  for (auto const& [name, key] : parts) {
    if (part == name) words.key = key;
  }
  if (part.empty() || words.key != "figures.period.year") return render(words, language);
  auto const days = period.days(ledger::first_day()).from.civil();
  meta::Field const field;
  auto month =
      meta::find_field_type("month")->show(days.year * 12 + days.month - 1, field, language);
  return render({"figures.period.month", {{"month", std::move(month)}}}, language);
}

std::string day_words(Date day, Language language) {
  meta::Field const field;
  return meta::find_field_type("date")->show(day.days(), field, language);
}

}  // namespace zonebook::figures
