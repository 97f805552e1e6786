#include "app/asked.h"

#include "app/command.h"
#include "app/tell.h"

namespace zonebook::app {
namespace {

Result<void> check(figures::Definition const& of, bool is_part_asked) {
  if (is_part_asked && !of.numerator) {
    return invalid({"app.figure.no_parts", {{"label", meta::argument_of(of.label)}}}, "--part");
  }
  return {};
}

}  // namespace

Result<FoundFigure> find_figure(AskedFigure const& asked, std::string const& valid,
                                ledger::Snapshot& at, Book const& book) {
  auto const today = book.ledger->today();
  auto const year = today.to_string().substr(0, 4);
  auto period = TRY(figures::Period::parse(asked.period.empty() ? year : asked.period));
  auto const given = TRY(day_from(valid, book));
  auto const v = valid.empty() ? period.usual_day(today) : given;
  auto const editions = TRY(figures::Editions::as_in(at, book.root, book.editions));
  auto edition = TRY(editions->at(asked.name, v, at.k()));
  TRY(check(*edition.of, !asked.part.empty()));
  using figures::Part;
  return FoundFigure{.edition = std::move(edition),
                     .period = std::move(period),
                     .part = asked.part == "numerator" ? Part::numerator : Part::denominator,
                     .zone = zone_of(asked, book),
                     .v = v};
}

std::string zone_of(AskedFigure const& asked, Book const& book) {
  return asked.zone.empty() ? book.root : asked.zone;
}

void add_options(CLI::App& command, AskedFigure& asked) {
  command.add_option("name", asked.name, "口径 / the definition")->required();
  command.add_option("--zone", asked.zone, "园区，连同下级 / a zone and those below it");
  command.add_option("--period", asked.period,
                     "期间：2023、2023-Q4、2023-11、to-date、起..止 / the period");
  command.add_option("--part", asked.part, "比率的哪一部分的记录 / whose records, of a ratio")
      ->check(CLI::IsMember({"numerator", "denominator"}))
      ->type_name("numerator | denominator");
}

std::string part_name(FoundFigure const& found) {
  if (!found.of->numerator) return "";
  return found.part == figures::Part::numerator ? "numerator" : "denominator";
}

void tell_part(FoundFigure const& found, Settings const& settings) {
  if (!found.of->numerator) return;
  bool const is_numerator = found.part == figures::Part::numerator;
  auto const& label = is_numerator ? found.of->label : found.of->counted().label;
  say({is_numerator ? "app.figure.part_numerator" : "app.figure.part_denominator",
       {{"label", meta::in_language(label, settings.language)},
        {"unit", found.of->counted().unit}}},
      settings);
}

std::string edition_words(figures::Edition const& edition, Language language) {
  auto const is_from_the_first = edition.on.from == ledger::first_day();
  Text words{is_from_the_first ? "app.figure.edition" : "app.figure.edition_from",
             {{"number", std::to_string(edition.number)}}};
  if (!is_from_the_first) words.args.emplace_back("from", edition.on.from.to_string());
  return render(words, language);
}

void tell(FoundFigure const& found, Book const& book, Settings const& settings) {
  auto const& of = *found.of;
  say({"app.figure.sentence",
       {{"text", meta::in_language(of.sentence, settings.language)},
        {"edition", edition_words(found.edition, settings.language)}}},
      settings);
  if (!of.source.empty()) say({"app.figure.source", {{"text", of.source}}}, settings);
  tell_sample(book, settings);
}

}  // namespace zonebook::app
