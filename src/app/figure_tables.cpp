#include "app/figure_tables.h"

#include "app/asked.h"
#include "app/tell.h"

namespace zonebook::app {
namespace {

using Rows = std::vector<std::vector<std::string>>;

std::string word(char const* key, Language language) { return render({key, {}}, language); }

}  // namespace

std::string text_of(api::RecordTable const& table, figures::Definition const& of,
                    Language language) {
  Rows rows = {{word("publishing.export.id", language), word("app.figure.title", language),
                word("app.figure.event", language), word("app.figure.amount", language)}};
  Decimal sum;
  for (auto const& [title, behind] : table) {
    sum = (sum + behind.amount).value_or(sum);
    rows.push_back({behind.id, title, behind.event ? behind.event->to_string() : "—",
                    exact_text(behind.amount, of)});
  }
  rows.push_back({word("app.figure.sum", language), "", "", exact_text(sum, of)});
  return aligned(rows);
}

std::string text_of(api::GroupTable const& table, figures::Definition const& of,
                    Language language) {
  Rows rows = {{word("app.figure.group", language), word("app.figure.records", language),
                word("app.figure.amount", language)}};
  if (of.numerator) {
    rows[0].insert(rows[0].end(),
                   {word("app.figure.numerator", language), word("app.figure.rate", language)});
  }
  figures::Total all;
  for (auto const& [title, group] : table) {
    all.count += group.total.count;
    all.value = (all.value + group.total.value).value_or(all.value);
    rows.push_back({title, std::to_string(group.total.count), exact_text(group.total.value, of)});
    if (!group.numerator) continue;
    rows.back().push_back(exact_text(group.numerator->value, of));
    rows.back().push_back(api::rate_text(group, of));
  }
  rows.push_back(
      {word("app.figure.sum", language), std::to_string(all.count), exact_text(all.value, of)});
  return aligned(rows);
}

std::string text_of(std::vector<figures::Step> const& steps, Language language) {
  Rows rows = {{word("app.figure.month", language), word("app.figure.records", language),
                word("app.figure.amount", language)}};
  for (auto const& step : steps) {
    rows.push_back({step.period.text(), std::to_string(step.answer.total.count),
                    step.is_unknown ? "—" : figures::shown(step.answer, *step.of)});
  }
  return aligned(rows);
}

}  // namespace zonebook::app
