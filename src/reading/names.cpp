// The names that figures have in JSON, and to_json (reading.h).

#include <array>

#include "reading/reading.h"
#include "reading/words.h"

namespace zonebook::reading {
namespace {

constexpr auto measure_names = std::to_array<std::string_view>(
    {"level", "yoy", "mom", "avg_growth", "growth", "share", "completion_rate", "rate", "change_pp",
     "gap_pp", "contribution_pp", "contribution_rate", "delta", "multiple", "rank", "intensity"});
constexpr auto comparator_names =
    std::to_array<std::string_view>({"eq", "ge", "gt", "near", "approx", "le", "lt", "range"});
constexpr auto modality_names =
    std::to_array<std::string_view>({"actual", "plan", "forecast", "target"});
constexpr auto relation_names =
    std::to_array<std::string_view>({"sum", "ratio", "growth", "le", "same"});

std::string id_of(std::size_t index) {
  auto const number = std::to_string(index + 1);
  return "f" + std::string(number.size() < 2 ? 1 : 0, '0') + number;
}

std::string article_id(std::size_t index) { return "a" + std::to_string(index + 1); }

Json text(std::string_view value) { return Json::string(std::string(value)); }

Json count(std::size_t value) { return Json::integer(static_cast<std::int64_t>(value)); }

Json to_json(Period const& period) {
  auto json = Json::object();
  json.set("type", text(period.type == Period::Type::as_of ? "as_of" : "range"));
  json.set("start", period.start ? text(period.start->to_string()) : Json());
  json.set("end", text(period.end.to_string()));
  json.set("scope", text(period.stated ? "sentence" : "article"));
  return json;
}

Json to_json(Figure const& figure, std::size_t index) {
  auto json = Json::object();
  json.set("id", text(id_of(index)));
  json.set("article", text(article_id(figure.article)));
  json.set("start", count(figure.at.begin));
  json.set("end", count(figure.at.end));
  json.set("indicator", text(figure.indicator));
  json.set("measure", text(name_of(figure.measure)));
  json.set("value", Json::number(figure.value));
  if (figure.upper) json.set("value_max", Json::number(*figure.upper));
  json.set("unit", text(figure.unit));
  json.set("comparator", text(name_of(figure.comparator)));
  json.set("modality", text(name_of(figure.modality)));
  json.set("period", figure.period ? to_json(*figure.period) : Json());
  json.set("subject", text(figure.subject));
  auto dims = Json::object();
  for (auto const& [name, value] : figure.dims) {
    if (!dims.find(name)) dims.set(name, text(value));
  }
  json.set("dims", std::move(dims));
  return json;
}

Json to_json(Relation const& relation, std::size_t index) {
  auto json = Json::object();
  json.set("id", text("r" + std::to_string(index + 1)));
  json.set("type", text(relation_names[static_cast<std::size_t>(relation.kind)]));
  if (relation.target) json.set("target", text(id_of(*relation.target)));
  auto terms = Json::array();
  for (auto term : relation.terms) terms.items().push_back(text(id_of(term)));
  json.set("terms", std::move(terms));
  json.set("holds", relation.holds ? Json::boolean(*relation.holds) : Json());
  if (relation.truncated) json.set("truncated", Json::boolean(true));
  return json;
}

Json to_json(Article const& article, std::size_t index) {
  auto json = Json::object();
  json.set("id", text(article_id(index)));
  json.set("zone", article.zone.empty() ? Json() : text(article.zone));
  json.set("headline", article.headline.empty() ? Json() : text(article.headline));
  json.set("author", article.author.empty() ? Json() : text(article.author));
  auto lines = Json::array();
  for (auto line : article.lines) lines.items().push_back(count(line));
  json.set("body_lines_reading_order", std::move(lines));
  return json;
}

template <class T>
Json list_of(std::vector<T> const& items) {
  auto json = Json::array();
  for (std::size_t i = 0; i < items.size(); ++i) json.items().push_back(to_json(items[i], i));
  return json;
}

}  // namespace

std::string_view label_of(std::string_view indicator) {
  for (auto const& row : word_rows()) {
    if (row.value == indicator) return row.words.substr(0, row.words.find(' '));
  }
  return indicator;
}

std::string_view name_of(Measure measure) {
  return measure_names[static_cast<std::size_t>(measure)];
}
std::string_view name_of(Comparator comparator) {
  return comparator_names[static_cast<std::size_t>(comparator)];
}
std::string_view name_of(Modality modality) {
  return modality_names[static_cast<std::size_t>(modality)];
}

std::string_view Figure::dim(std::string_view name) const {
  for (auto const& [key, said] : dims) {
    if (key == name) return said;
  }
  return {};
}

Json to_json(Reading const& reading) {
  auto json = Json::object();
  json.set("offsets", text("bytes"));
  json.set("figures", list_of(reading.figures));
  json.set("relations", list_of(reading.relations));
  json.set("articles", list_of(reading.articles));
  return json;
}

}  // namespace zonebook::reading
