#include "api/freezing.h"

#include <algorithm>

#include "api/figure_json.h"
#include "figures/standing.h"
#include "ledger/request.h"
#include "ledger/titles.h"

namespace zonebook::api {
namespace {

Json create(std::string const& in, std::string const& label, Date from, Json fields) {
  return Json::object({{"kind", Json::string("create")},
                       {"register", Json::string(in)},
                       {"id", Json::string("new:" + label)},
                       {"valid_from", Json::string(from.to_string())},
                       {"fields", std::move(fields)}});
}

class Making {
 public:
  Making(ledger::Snapshot& snapshot, FreezeAsked const& asked)
      : snapshot_(snapshot), asked_(asked) {}

  Result<Freezing> run() {
    editions_ = TRY(figures::Editions::as_in(snapshot_, asked_.root, asked_.at_hand));
    auto const zone = TRY(ledger::named_zone(snapshot_, asked_.root, asked_.zone, asked_.on));
    changes_.push_back(create("frozen_report", "report", asked_.on,
                              Json::object({{"title", Json::string(asked_.title)},
                                            {"frozen_on", Json::string(asked_.on.to_string())},
                                            {"signer", Json::string(asked_.signer)}})));
    for (auto const& figure : asked_.figures) TRY(add(figure, zone.id));
    made_.cited = static_cast<std::int64_t>(cited_.size());
    auto const below = snapshot_.below();
    for (auto const& [id, last] : cited_) {
      auto const own = ledger::zone_of(id);
      bool const is_below = std::ranges::find(below, own) != below.end();
      cite(id, last, is_below ? changes_ : elsewhere_[own]);
    }
    add_letters(asked_.zone, changes_);
    for (auto const& [other, changes] : elsewhere_) add_letters(other, changes);
    return std::move(made_);
  }

 private:
  Result<void> add(ToFreeze const& one, std::string const& zone_record) {
    auto const edition = TRY(editions_->at(one.name, one.v, asked_.k));
    figures::Question const question{.of = edition.of, .period = one.period, .v = one.v};
    auto const now = TRY(figures::standing(snapshot_, question, asked_.local));
    auto const value = figures::value_of(now.answer, *edition.of);
    bool const is_part = now.not_kept || !now.answer.cut.empty();
    if (!value || is_part || figures::is_not_begun(one.period, one.v)) {
      return invalid({"api.freeze.no_value", {{"label", meta::argument_of(edition.of->label)}}},
                     one.name);
    }
    figures::FrozenFigure const frozen{.id = {},
                                       .report = "new:report",
                                       .definition = one.name,
                                       .zone = asked_.zone,
                                       .period = one.period.text(),
                                       .v = one.v,
                                       .k = asked_.k,
                                       .value = *value,
                                       .edition = edition.number,
                                       .cohort_edition = edition.cohort_number};
    changes_.push_back(create("frozen_figure", "figure" + std::to_string(++number_), asked_.on,
                              figures::frozen_fields(frozen, zone_record)));
    made_.questions.push_back(question);
    made_.answers.push_back(now.answer);
    auto const rests = TRY(figures::rests_on(snapshot_, question));
    for (auto const& id : rests) {
      auto const [at, is_new] = cited_.emplace(id, one.v);
      if (!is_new) at->second = std::max(at->second, one.v);
    }
    return {};
  }

  // A citation is looked for in the record's zone and in those above it: of a record beyond those
  // below it stands in the record's own.
  void cite(std::string const& id, Date last, std::vector<Json>& into) {
    into.push_back(create(
        "frozen_citation", "citation" + std::to_string(++number_), asked_.on,
        Json::object({{"cited_record", Json::string(id)},
                      {"frozen_report", Json::string(asked_.title + " " + asked_.on.to_string())},
                      {"frozen_on", Json::string(asked_.on.to_string())},
                      {"read_on", Json::string(last.to_string())}})));
  }

  void add_letters(std::string const& zone, std::vector<Json> const& changes) {
    for (std::size_t begin = 0; begin < changes.size(); begin += ledger::changes_max) {
      auto const end = std::min(begin + ledger::changes_max, changes.size());
      std::vector<Json> some(changes.begin() + static_cast<std::ptrdiff_t>(begin),
                             changes.begin() + static_cast<std::ptrdiff_t>(end));
      made_.letters.push_back(Json::object({{"zone", Json::string(zone)},
                                            {"source", Json::string(asked_.title)},
                                            {"changes", Json::array(std::move(some))}}));
    }
  }

  ledger::Snapshot& snapshot_;
  FreezeAsked const& asked_;
  figures::Editions::Shared editions_;
  std::size_t number_ = 0;
  std::vector<Json> changes_;
  std::map<std::string, std::vector<Json>> elsewhere_;  // citations, by zone
  std::map<std::string, Date> cited_;  // with the last day that a figure tells of it
  Freezing made_;
};

}  // namespace

Result<Freezing> freezing(ledger::Snapshot& snapshot, FreezeAsked const& asked) {
  return Making(snapshot, asked).run();
}

Instant last_known(ledger::Snapshot const& now) {
  Instant last;
  for (auto const& [unused, known] : now.knowledge().now) last = std::max(last, known);
  return last;
}

bool OpenedFigure::is_confirmed() const {
  return figures::value_of(told.moved.before, *asked.from.of) == frozen.value;
}

bool OpenedFigure::is_other_edition() const {
  return frozen.edition &&
         (frozen.edition != then.number || frozen.cohort_edition != then.cohort_number);
}

std::optional<Decimal> OpenedFigure::value_now() const {
  return figures::value_of(told.moved.after, *asked.to.of);
}

std::string OpenedFigure::sentence(Language language) const {
  return figures::sentence(asked.at(asked.to), told.moved, told.zone_name, language);
}

namespace {

struct Two {
  figures::Edition then, now;
};

Result<Two> editions_of(figures::FrozenFigure const& frozen, FrozenWhere const& where,
                        ledger::Snapshot& at) {
  auto const editions = TRY(figures::Editions::as_in(at, where.root, where.at_hand));
  auto then = TRY(editions->at(frozen.definition, frozen.v, frozen.k));
  auto now = editions->at(frozen.definition, frozen.v).value_or(then);  // it may have ended
  return Two{std::move(then), std::move(now)};
}

Json json_of(std::optional<std::int64_t> number) {
  return number ? Json::integer(*number) : Json();
}

Json editions_json(OpenedFigure const& one) {
  return Json::object({{"frozen", json_of(one.frozen.edition)},
                       {"then", edition_json(one.then)},
                       {"now", edition_json(one.now)}});
}

}  // namespace

Result<OpenedFigure> open_frozen(figures::FrozenFigure const& frozen, FrozenWhere const& where,
                                 ledger::Snapshot& now, ledger::Scope const& own,
                                 Language language) {
  auto const [then, today] = TRY(editions_of(frozen, where, now));
  auto period = TRY(figures::Period::parse(frozen.period));
  AskedDifference asked{.period = std::move(period),
                        .zone = frozen.zone,
                        .root = where.root,
                        .from = {.of = then.of, .v = frozen.v, .k = frozen.k},
                        .to = {.of = today.of, .v = frozen.v, .k = {}},
                        .local = where.local};
  auto told = TRY(told_difference(asked, now, own, language));
  std::optional<DifferenceTold> numerator;
  if (then.of->numerator && today.of->numerator) {
    asked.part = figures::Part::numerator;
    numerator = TRY(told_difference(asked, now, own, language));
    told.moved.numerator = numerator->moved.records;
    asked.part = figures::Part::denominator;
  }
  return OpenedFigure{.frozen = frozen,
                      .then = then,
                      .now = today,
                      .asked = std::move(asked),
                      .told = std::move(told),
                      .numerator = std::move(numerator)};
}

Json kept_back_json(figures::FrozenFigure const& one) {
  return Json::object({{"definition", Json::string(one.definition)},
                       {"zone", Json::string(one.zone)},
                       {"period", Json::string(one.period)},
                       {"valid", Json::string(one.v.to_string())},
                       {"known", Json::string(one.k.to_string())},
                       {"kept_back", Json::boolean(true)}});
}

Json json_of(OpenedFigure const& one) {
  auto const now = one.value_now();
  auto const said = [&](Language language) {
    return one.is_confirmed() ? Json::string(one.sentence(language)) : Json();
  };
  return Json::object({{"definition", Json::string(one.frozen.definition)},
                       {"zone", Json::string(one.frozen.zone)},
                       {"period", Json::string(one.frozen.period)},
                       {"valid", Json::string(one.frozen.v.to_string())},
                       {"known", Json::string(one.frozen.k.to_string())},
                       {"value", Json::string(one.frozen.value.to_string())},
                       {"confirmed", Json::boolean(one.is_confirmed())},
                       {"now", now ? Json::string(now->to_string()) : Json()},
                       {"editions", editions_json(one)},
                       {"sentence_zh", said(Language::zh)},
                       {"sentence_en", said(Language::en)}});
}

Json json_of(figures::FrozenReport const& report) {
  return Json::object({{"report", Json::string(report.id)},
                       {"title", Json::string(report.title)},
                       {"frozen_on", Json::string(report.frozen_on.to_string())},
                       {"signer", Json::string(report.signer)}});
}

}  // namespace zonebook::api
