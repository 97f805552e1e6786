#include "reconcile/kept.h"

#include <algorithm>

#include "reconcile/asked_days.h"

namespace zonebook::reconcile {
namespace {

constexpr auto new_bulletin = "new:bulletin";
constexpr int value_scale = 4;

Json create(std::string const& in, std::string const& label, Date from, Json fields) {
  return Json::object({{"kind", Json::string("create")},
                       {"register", Json::string(in)},
                       {"id", Json::string("new:" + label)},
                       {"valid_from", Json::string(from.to_string())},
                       {"fields", std::move(fields)}});
}

std::string line_of(std::string_view text) {
  auto line = lines_of(text);
  std::ranges::replace(line, '\n', ' ');
  return line;
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

// Of a figure whose zone the ledger does not know there is none: it is not the bulletin's.
Json fields_of(Source const& of, std::size_t i, Kept const& kept) {
  auto const& figure = of.reading.figures[i];
  auto const& checked = of.found.figures[i];
  auto const* value = told_value(checked);
  auto const zone = kept.zones.find(checked.zone);
  auto const& headline = of.reading.articles[figure.article].headline;
  auto const rounded = figure.value.rounded(value_scale, Decimal::Rounding::half_up);
  auto fields = Json::object(
      {{"bulletin", Json::string(new_bulletin)},
       {"sentence", Json::string(std::string(of.passages[i].sentence))},
       {"wording",
        Json::string(line_of(of.text.substr(figure.at.begin, figure.at.end - figure.at.begin)))},
       {"value", Json::string(rounded.value_or(figure.value).to_string())},
       {"unit", Json::string(figure.unit)},
       {"bound", Json::string(bound_of(figure.comparator))},
       {"period", Json::string(period_text(figure, value, of.asked.day))},
       {"status", Json::string(checked.verdict == Verdict::agrees ? "agrees" : "open")}});
  if (zone != kept.zones.end()) fields.set("of_zone", Json::string(zone->second));
  if (!headline.empty()) fields.set("article", Json::string(headline));
  if (value) fields.set("definition", Json::string(value->question.of->id));
  return fields;
}

}  // namespace

std::string lines_of(std::string_view text) {
  std::string lines(text);
  std::erase(lines, '\r');
  return lines;
}

Json kept_letter(std::string_view text, reading::Reading const& reading, Reconciled const& found,
                 Asked const& asked, Kept const& kept) {
  Source const of{text, reading, found, asked, reading::Passages::of(text, reading)};
  auto bulletin = Json::object({{"title", Json::string(kept.title)},
                                {"speaks_of", Json::string(asked.day.to_string())},
                                {"status", Json::string(kept.status)},
                                {"content", Json::string(lines_of(text))}});
  if (kept.published_on) {
    bulletin.set("published_on", Json::string(kept.published_on->to_string()));
  }
  std::vector<Json> changes;
  changes.push_back(create("bulletin", "bulletin", asked.day, std::move(bulletin)));
  for (std::size_t i = 0; i < reading.figures.size(); ++i) {
    changes.push_back(create("reported_figure", "figure" + std::to_string(i + 1), asked.day,
                             fields_of(of, i, kept)));
  }
  auto letter = Json::object({{"zone", Json::string(asked.zone)},
                              {"actor", Json::string(kept.actor)},
                              {"source", Json::string(kept.source)},
                              {"changes", Json::array(std::move(changes))}});
  if (!kept.key.empty()) letter.set("key", Json::string(kept.key));
  return letter;
}

}  // namespace zonebook::reconcile
