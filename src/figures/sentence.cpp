#include "figures/sentence.h"

#include <algorithm>
#include <array>

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

std::string amount_text(Decimal amount, Definition const& of) {
  return with_digits(in_unit(amount, of.counted()), of.counted().scale);
}

Text with_unit(std::string key, Definition const& of, std::string value) {
  return {std::move(key), {{"value", std::move(value)}, {"unit", of.unit}}};
}

void add_head(Clauses& clauses, Question const& question, Answer const& answer,
              std::string const& zone_name) {
  auto const& of = *question.of;
  Text head{answer.before_ledger ? "figures.sentence.before_ledger" : "figures.sentence.head",
            {{"day", day_words(question.v, clauses.language())},
             {"zone", zone_name},
             {"period", period_words(question.period, clauses.language())},
             {"label", meta::in_language(of.label, clauses.language())},
             {"value", shown(answer, of)},
             {"unit", of.unit}}};
  clauses.add(head);
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
void add_lacking(Clauses& clauses, Question const& question, Standing const& now) {
  if (now.began) {
    clauses.add({"figures.sentence.began", {{"day", day_words(*now.began, clauses.language())}}});
  }
  for (auto const& one : now.answer.cut) {
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

void add_year_before(Clauses& clauses, Question const& question, Standing const& now) {
  if (!now.year_before) return;
  auto const& was = *now.year_before;
  // Where nothing can be said, the answer says why beside the sentence.
  if (was.began || !value_of(was.answer, *question.of)) return;
  clauses.add(
      with_unit("figures.sentence.year_before", *question.of, shown(was.answer, *question.of)));
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
    "figures.sentence.part_new",          "figures.sentence.from_to_changed",
    "figures.sentence.from_to_corrected", "figures.sentence.part_retired",
    "figures.sentence.part_restored",     "figures.sentence.part_adjusted",
    "figures.sentence.from_to_definition"};

std::string part_words(Clauses const& clauses, MovedRecord const& one, Definition const& of) {
  bool const is_both = one.before && one.after && *one.before != *one.after;
  Text text{(is_both ? from_to_keys : part_keys)[static_cast<std::size_t>(one.term)],
            {{"title", one.title},
             {"amount", amount_text(one.amount.abs(), of)},
             {"sign", one.amount.sign() < 0 ? "−" : "+"},
             {"before", one.before ? amount_text(*one.before, of) : ""},
             {"after", one.after ? amount_text(*one.after, of) : ""}}};
  auto words = clauses.word(text);
  if (!one.paper.empty()) {
    words += clauses.word({"figures.sentence.paper", {{"paper", one.paper}}});
  }
  return words;
}

char const* because(Question const& question) {
  if (!question.of->numerator) return "figures.sentence.because";
  return question.part == Part::numerator ? "figures.sentence.because_numerator"
                                          : "figures.sentence.because_denominator";
}

void add_parts(Clauses& clauses, Moved const& moved, Question const& question) {
  auto const& of = *question.of;
  auto records = moved.records;
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
  clauses.add({because(question), {{"parts", parts}}});
}

}  // namespace

std::string sentence(Question const& question, Standing const& now, std::string const& zone_name,
                     Language language) {
  Clauses clauses(language);
  add_head(clauses, question, now.answer, zone_name);
  if (now.answer.before_ledger) return clauses.end();
  add_openings(clauses, question, now.answer);
  add_lacking(clauses, question, now);
  add_target(clauses, question, now);
  add_year_before(clauses, question, now);
  return clauses.end();
}

std::string sentence(Question const& question, Moved const& moved, std::string const& zone_name,
                     Language language) {
  Clauses clauses(language);
  auto const& of = *question.of;
  add_head(clauses, question, moved.after, zone_name);
  bool const is_same_day = moved.from_v == moved.to_v && moved.known_before;
  auto const day =
      is_same_day
          ? clauses.word(
                {"figures.sentence.known", {{"day", day_words(*moved.known_before, language)}}})
          : clauses.word({"figures.sentence.on_day", {{"day", day_words(moved.from_v, language)}}});
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
  clauses.add(
      {key,
       {{"day", day},
        {"before", shown(moved.before, of)},
        {"amount", with_digits(more.abs(), of.scale)},
        {"unit", of.unit},
        {"gap_unit", of.numerator ? clauses.word({"figures.sentence.points", {}}) : of.unit}}});
  if (more.sign() != 0) add_parts(clauses, moved, question);
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
