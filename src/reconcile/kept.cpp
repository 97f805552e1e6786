#include "reconcile/kept.h"

#include <algorithm>

#include "reconcile/asked_days.h"

namespace zonebook::reconcile {
namespace {

constexpr auto new_bulletin = "new:bulletin";
constexpr int value_scale = 4;
// A sentence may have 3000 bytes, and an entry 1 MiB.
constexpr std::size_t figures_a_letter = 200;

Json create(std::string const& in, std::string const& label, Date from, Json fields) {
  return Json::object({{"kind", Json::string("create")},
                       {"register", Json::string(in)},
                       {"id", Json::string("new:" + label)},
                       {"valid_from", Json::string(from.to_string())},
                       {"fields", std::move(fields)}});
}

Json letter_of(Kept const& kept, std::vector<Json> changes) {
  return Json::object({{"zone", Json::string(kept.zone)},
                       {"actor", Json::string(kept.actor)},
                       {"source", Json::string(kept.source)},
                       {"changes", Json::array(std::move(changes))}});
}

std::string bound_of(reading::Comparator comparator) {
  using reading::Comparator;
  switch (comparator) {
    case Comparator::ge:
    case Comparator::gt: return "at_least";
    case Comparator::le:
    case Comparator::lt: return "at_most";
    case Comparator::near:
    case Comparator::approx:
    case Comparator::range: return "about";
    case Comparator::eq: break;
  }
  return "exact";
}

// The value that agrees; where none does, the one that is meant most surely.
Value const* told(Checked const& checked) {
  auto const found = std::ranges::find(checked.values, true, &Value::agrees);
  if (found != checked.values.end()) return &*found;
  return checked.values.empty() ? nullptr : &checked.values.front();
}

std::string period_text(reading::Figure const& figure, Value const* value, Date day) {
  if (value) return value->question.period.text();
  auto const& said = figure.period;
  if (said && said->start && *said->start <= said->end) {
    return period_of(*said->start, said->end).text();
  }
  return std::to_string((said ? said->end : day).civil().year);
}

struct Source {
  std::string_view text;
  reading::Reading const& reading;
  Reconciled const& found;
  Asked const& asked;
  reading::Passages passages;
};

Json fields_of(Source const& of, std::size_t i, Kept const& kept, std::string const& bulletin) {
  auto const& figure = of.reading.figures[i];
  auto const& checked = of.found.figures[i];
  auto const* value = told(checked);
  auto const zone = kept.zones.find(checked.zone.empty() ? kept.zone : checked.zone);
  auto const& headline = of.reading.articles[figure.article].headline;
  auto const rounded = figure.value.rounded(value_scale, Decimal::Rounding::half_up);
  auto fields = Json::object(
      {{"bulletin", Json::string(bulletin)},
       {"sentence", Json::string(std::string(of.passages[i].sentence))},
       {"wording", Json::string(std::string(
                       of.text.substr(figure.at.begin, figure.at.end - figure.at.begin)))},
       {"of_zone", Json::string(zone == kept.zones.end() ? "" : zone->second)},
       {"value", Json::string(rounded.value_or(figure.value).to_string())},
       {"unit", Json::string(figure.unit)},
       {"bound", Json::string(bound_of(figure.comparator))},
       {"period", Json::string(period_text(figure, value, of.asked.day))},
       {"status", Json::string(checked.verdict == Verdict::agrees ? "agrees" : "open")}});
  if (!headline.empty()) fields.set("article", Json::string(headline));
  if (value) fields.set("definition", Json::string(value->question.of->id));
  return fields;
}

}  // namespace

KeptLetters kept_letters(std::string_view text, reading::Reading const& reading,
                         Reconciled const& found, Asked const& asked, Kept kept) {
  Source const of{text, reading, found, asked, reading::Passages::of(text, reading)};
  std::vector<Json> first;
  KeptLetters made;
  first.push_back(create("bulletin", "bulletin", kept.on,
                         Json::object({{"title", Json::string(kept.title)},
                                       {"speaks_of", Json::string(asked.day.to_string())},
                                       {"status", Json::string(kept.status)},
                                       {"content", Json::string(std::string(text))}})));
  for (std::size_t i = 0; i < reading.figures.size(); ++i) {
    auto& into = first.size() <= figures_a_letter ? first : made.rest;
    into.push_back(create("reported_figure", "figure" + std::to_string(i + 1), kept.on,
                          fields_of(of, i, kept, new_bulletin)));
  }
  made.first = letter_of(kept, std::move(first));
  made.kept = std::move(kept);
  return made;
}

std::vector<Json> KeptLetters::others(std::string const& bulletin) const {
  std::vector<Json> letters;
  for (std::size_t begin = 0; begin < rest.size(); begin += figures_a_letter) {
    auto const end = std::min(begin + figures_a_letter, rest.size());
    std::vector<Json> some(rest.begin() + static_cast<std::ptrdiff_t>(begin),
                           rest.begin() + static_cast<std::ptrdiff_t>(end));
    for (auto& change : some) {
      for (auto& [name, member] : change.members()) {
        if (name != "fields") continue;
        for (auto& [field, value] : member.members()) {
          if (field == "bulletin") value = Json::string(bulletin);
        }
      }
    }
    letters.push_back(letter_of(kept, std::move(some)));
  }
  return letters;
}

}  // namespace zonebook::reconcile
