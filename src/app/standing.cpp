#include "app/standing.h"

#include <array>

#include "app/command.h"

namespace zonebook::app {
namespace {

constexpr std::array<char const*, 3> split_keys = {
    "app.figure.split_by_period", "app.figure.split_by_zone", "app.figure.split_by_part"};

std::string paper_words(std::string const& paper, Settings const& settings) {
  if (paper.empty()) return "";
  return render({"app.figure.by_paper", {{"paper", paper}}}, settings.language);
}

void tell_target(figures::Standing const& now, figures::Definition const& of,
                 Settings const& settings) {
  if (!now.target) return say({"app.figure.no_target", {}}, settings);
  auto const& target = *now.target;
  auto const per_cent = [](std::optional<Decimal> number) {
    return number ? figures::with_digits(*number, 1) : std::string("—");
  };
  say({"app.figure.target",
       {{"target", target.value.to_string()},
        {"unit", of.unit},
        {"paper", paper_words(target.paper_no, settings)},
        {"completion", per_cent(now.completion)},
        {"elapsed", per_cent(now.elapsed)}}},
      settings);
  for (auto const& split : target.splits) {
    auto const gap = (target.value - split.sum).value_or(Decimal());
    auto const by = render({split_keys[static_cast<std::size_t>(split.by)], {}}, settings.language);
    say({gap.sign() == 0 ? "app.figure.split" : "app.figure.split_gap",
         {{"by", by},
          {"count", std::to_string(split.count)},
          {"sum", split.sum.to_string()},
          {"gap", gap.to_string()},
          {"unit", of.unit}}},
        settings);
  }
}

std::string growth_words(std::optional<Decimal> const& growth, Settings const& settings) {
  if (!growth) return "";
  auto const sign = growth->sign();
  auto const* const key = sign == 0  ? "app.figure.flat"
                          : sign < 0 ? "app.figure.down"
                                     : "app.figure.up";
  return render({key, {{"growth", figures::with_digits(growth->abs(), 1)}}}, settings.language);
}

// Why nothing is said of how it grew.
std::string lack_words(figures::Compared const& was, figures::Definition const& of,
                       Settings const& settings) {
  std::string words;
  if (was.is_other_edition && was.edition) {
    words += render({"app.figure.compared_edition",
                     {{"edition", edition_words(*was.edition, settings.language)}}},
                    settings.language);
  }
  if (was.not_kept) {
    words += render({"app.figure.compared_began", {{"began", was.not_kept->began.to_string()}}},
                    settings.language);
  }
  for (auto const& one : was.answer.cut) {
    words += render({"app.figure.compared_cut",
                     {{"opening", exact_text(one.amount, of)},
                      {"unit", of.unit},
                      {"zone", one.zone},
                      {"cut_off", one.cut_off.to_string()}}},
                    settings.language);
  }
  return words;
}

void tell_compared(char const* name, std::optional<figures::Compared> const& compared,
                   Settings const& settings) {
  if (!compared) return;
  auto const word = render({name, {}}, settings.language);
  auto const& was = *compared;
  auto const& of = *was.of;
  if (was.not_kept && was.not_kept->is_whole) {
    return say({"app.figure.before_books",
                {{"name", word},
                 {"period", was.period.text()},
                 {"began", was.not_kept->began.to_string()}}},
               settings);
  }
  auto const is_told = figures::value_of(was.answer, of).has_value();  // of a rate, 0 ÷ 0 is none
  auto const* const none = was.answer.gap ? "app.figure.compared_gap" : "app.figure.compared_none";
  say({is_told ? "app.figure.compared" : none,
       {{"name", word},
        {"period", was.period.text()},
        {"valid", was.v.to_string()},
        {"value", figures::shown(was.answer, of)},
        {"unit", of.unit},
        {"growth", growth_words(was.growth, settings) + lack_words(was, of, settings)}}},
      settings);
}

void tell_opening(char const* key, figures::Opening const& one, std::string const& rest,
                  figures::Definition const& of, Settings const& settings) {
  say({key,
       {{"opening", exact_text(one.amount, of)},
        {"rest", rest},
        {"unit", of.unit},
        {"zone", one.zone},
        {"cut_off", one.cut_off.to_string()},
        {"paper", paper_words(one.paper_no, settings)}}},
      settings);
}

// What is on the books is said once, however many openings there are.
void tell_openings(figures::Answer const& answer, figures::Definition const& of,
                   Settings const& settings) {
  auto const rest =
      exact_text((answer.total.value - answer.opening()).value_or(answer.total.value), of);
  if (answer.openings.size() == 1) {
    return tell_opening("app.figure.opening", answer.openings.front(), rest, of, settings);
  }
  if (answer.openings.empty()) return;
  say({"app.figure.openings_sum",
       {{"opening", exact_text(answer.opening(), of)}, {"rest", rest}, {"unit", of.unit}}},
      settings);
  for (auto const& one : answer.openings) {
    tell_opening("app.figure.opening_one", one, rest, of, settings);
  }
}

}  // namespace

void tell_lacking(figures::Answer const& answer, std::optional<figures::NotKept> const& not_kept,
                  figures::Definition const& of, Settings const& settings) {
  if (not_kept) say({"app.figure.began", {{"day", not_kept->began.to_string()}}}, settings);
  for (auto const& one : answer.cut) {
    tell_opening("app.figure.opening_cut", one, "", of, settings);
  }
}

void tell(figures::Standing const& now, figures::Definition const& of, Settings const& settings) {
  tell_openings(now.answer, of, settings);
  tell_lacking(now.answer, now.not_kept, of, settings);
  tell_target(now, of, settings);
  tell_compared("app.figure.year_before", now.year_before, settings);
  tell_compared("app.figure.previous", now.previous, settings);
}

void tell_broken(std::vector<std::string> const& records, Settings const& settings) {
  for (auto const& id : records) say({"figures.frozen_broken", {{"record", id}}}, settings);
}

void tell(Reports const& all, figures::Definition const& of, Settings const& settings) {
  for (auto const& one : all.list) {
    say({"app.figure.reported",
         {{"title", one.title},
          {"on", one.frozen_on.to_string()},
          {"value", figures::with_digits(one.figure.value, of.scale)},
          {"unit", of.unit},
          {"report", one.report}}},
        settings);
  }
  tell_broken(all.broken, settings);
}

Text not_begun(FoundFigure const& found, Date v, Language language) {
  return {"app.figure.not_begun",
          {{"label", meta::in_language(found.of->label, language)},
           {"period", found.period.text()},
           {"first", found.period.days(v).from.to_string()},
           {"valid", v.to_string()}}};
}

}  // namespace zonebook::app
