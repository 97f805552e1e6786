// zonebook freeze NAME… --title T --signer S --actor A [--on D] [--zone Z] [--period P] [--valid D]
//                 [--known T]: reports figures: they are kept with all that worked them out, and
//                 the records they rest on are cited, so that nobody changes them alone
// zonebook freeze --list [--zone Z]: what was reported
// zonebook freeze --open ID: a report, what its figures would be now, and why

#include <fmt/format.h>

#include <algorithm>

#include "app/command.h"
#include "app/difference.h"
#include "app/receipt.h"
#include "app/standing.h"
#include "app/tell.h"
#include "figures/freeze.h"
#include "figures/standing.h"
#include "ledger/request.h"
#include "ledger/titles.h"

namespace zonebook::app {
namespace {

struct Arguments {
  std::vector<std::string> names;
  std::string title, signer, actor, on, zone, period, valid, known, opened;
  bool list = false;
};

// ── freezing ────────────────────────────────────────────────────────────────────────────────────

Json create(std::string const& in, std::string const& label, Date from, Json fields) {
  return Json::object({{"kind", Json::string("create")},
                       {"register", Json::string(in)},
                       {"id", Json::string("new:" + label)},
                       {"valid_from", Json::string(from.to_string())},
                       {"fields", std::move(fields)}});
}

class Freezing {
 public:
  Freezing(Arguments const& arguments, Settings const& settings)
      : arguments_(arguments), settings_(settings) {}

  Result<void> run() {
    TRY(check());
    book_ = TRY(open_book(settings_, Access::own));
    on_ = TRY(day_from(arguments_.on, *book_));
    zone_ = arguments_.zone.empty() ? book_->root : arguments_.zone;
    auto const k = TRY(known());
    auto snapshot =
        TRY(read_known(*book_, ledger::Scope::everything(zone_), {arguments_.known, k}));
    auto const zone = TRY(ledger::named_zone(snapshot, book_->root, zone_, on_));
    changes_.push_back(create("frozen_report", "report", on_,
                              Json::object({{"title", Json::string(arguments_.title)},
                                            {"frozen_on", Json::string(on_.to_string())},
                                            {"signer", Json::string(arguments_.signer)}})));
    for (auto const& name : arguments_.names) TRY(add(name, zone.id, k, snapshot));
    auto const below = snapshot.below();
    for (auto const& id : cited_) {
      auto const own = ledger::zone_of(id);
      bool const is_below = std::ranges::find(below, own) != below.end();
      cite(id, is_below ? changes_ : elsewhere_[own]);
    }
    return append();
  }

 private:
  Result<void> check() const {
    auto const missing = [](char const* option) {
      return invalid({"app.usage.missing", {{"option", option}}}, option);
    };
    if (arguments_.names.empty()) return missing("name");
    if (arguments_.title.empty()) return missing("--title");
    if (arguments_.signer.empty()) return missing("--signer");
    if (arguments_.actor.empty()) return missing("--actor");
    return {};
  }

  // As given; else the last that is known now: once it has been read, every later entry is later.
  Result<Instant> known() const {
    auto const given = TRY(known_from(arguments_.known, *book_));
    if (given) return *given;
    auto const now = TRY(book_->ledger->read(zone_));
    Instant last;
    for (auto const& [unused, known] : now.knowledge().now) last = std::max(last, known);
    return last;
  }

  Result<void> add(std::string const& name, std::string const& zone_record, Instant k,
                   ledger::Snapshot& snapshot) {
    AskedFigure asked;
    asked.name = name;
    asked.zone = zone_;
    asked.period = arguments_.period;
    auto const found = TRY(find_figure(asked, *book_));
    auto const v = TRY(day_of(arguments_.valid, found, *book_));
    auto const now = TRY(figures::standing(snapshot, found.on(v), *book_->local));
    auto const& answer = now.answer;
    auto const value = figures::value_of(answer, *found.of);
    bool const is_part = now.not_kept || !answer.cut.empty();
    if (!value || is_part || figures::is_not_begun(found.period, v)) {
      return invalid({"app.freeze.no_value", {{"label", meta::argument_of(found.of->label)}}},
                     name);
    }
    figures::FrozenFigure const frozen{.id = {},
                                       .report = "new:report",
                                       .definition = name,
                                       .zone = zone_,
                                       .period = found.period.text(),
                                       .v = v,
                                       .k = k,
                                       .value = *value};
    changes_.push_back(create("frozen_figure", "figure" + std::to_string(++number_), on_,
                              figures::frozen_fields(frozen, zone_record)));
    shown_.push_back({meta::in_language(found.of->label, settings_.language),
                      figures::shown(answer, *found.of) + " " + found.of->unit});
    auto rests = TRY(figures::rests_on(snapshot, found.on(v)));
    cited_.merge(rests);
    return {};
  }

  // A citation is looked for in the record's zone and in those above it: of a record beyond those
  // below it stands in the record's own.
  void cite(std::string const& id, std::vector<Json>& into) {
    into.push_back(create(
        "frozen_citation", "citation" + std::to_string(++number_), on_,
        Json::object({{"cited_record", Json::string(id)},
                      {"frozen_report", Json::string(arguments_.title + " " + on_.to_string())},
                      {"frozen_on", Json::string(on_.to_string())}})));
  }

  Result<void> append_to(std::string const& zone, std::vector<Json> const& changes,
                         std::optional<ledger::Receipt>& first) {
    for (std::size_t begin = 0; begin < changes.size(); begin += ledger::changes_max) {
      auto const end = std::min(begin + ledger::changes_max, changes.size());
      std::vector<Json> some(changes.begin() + static_cast<std::ptrdiff_t>(begin),
                             changes.begin() + static_cast<std::ptrdiff_t>(end));
      auto const receipt =
          TRY(book_->ledger->append(Json::object({{"zone", Json::string(zone)},
                                                  {"actor", Json::string(arguments_.actor)},
                                                  {"source", Json::string(arguments_.title)},
                                                  {"changes", Json::array(std::move(some))}})));
      if (!first) first = receipt;
    }
    return {};
  }

  // The report in one entry; what is cited beyond its room, or in another zone, in entries of its
  // own.
  Result<void> append() {
    std::optional<ledger::Receipt> first;
    TRY(append_to(zone_, changes_, first));
    for (auto const& [zone, changes] : elsewhere_) TRY(append_to(zone, changes, first));
    auto const& id = first->made.front().second;
    if (settings_.json) {
      auto json = json_of(*first, zone_);
      json.set("report", Json::string(id));
      json.set("cited", Json::integer(static_cast<std::int64_t>(cited_.size())));
      mark_sample(json, *book_);
      print_json(json);
      return {};
    }
    say({"app.freeze.done",
         {{"title", arguments_.title},
          {"report", id},
          {"count", std::to_string(shown_.size())},
          {"cited", std::to_string(cited_.size())}}},
        settings_);
    fmt::print("{}", aligned(shown_));
    return {};
  }

  Arguments const& arguments_;
  Settings const& settings_;
  std::unique_ptr<Book> book_;
  std::string zone_;
  Date on_;
  std::size_t number_ = 0;
  std::vector<Json> changes_;
  std::map<std::string, std::vector<Json>> elsewhere_;  // citations, by zone
  std::set<std::string> cited_;
  std::vector<std::vector<std::string>> shown_;
};

// ── opening ─────────────────────────────────────────────────────────────────────────────────────

// A frozen figure beside what it would be now.
struct Opened {
  figures::FrozenFigure frozen;
  FoundFigure found;
  DifferenceTold told;

  // By what the ledger knew then, worked out again.
  bool is_confirmed() const {
    return figures::value_of(told.moved.before, *found.of) == frozen.value;
  }
  std::optional<Decimal> value_now() const {
    return figures::value_of(told.moved.after, *found.of);
  }
};

Result<Opened> opened(figures::FrozenFigure const& frozen, Book const& book, Language language) {
  AskedFigure asked;
  asked.name = frozen.definition;
  asked.zone = frozen.zone;
  asked.period = frozen.period;
  auto found = TRY(find_figure(asked, book));
  DifferenceEnds const ends{.from = {.of = found.of, .v = frozen.v, .k = frozen.k},
                            .to = {.of = found.of, .v = frozen.v, .k = {}},
                            .known = {AskedKnown{frozen.k.to_string(), frozen.k}, AskedKnown{}}};
  auto told = TRY(told_difference(book, found, ends, language));
  if (found.of->numerator) {
    found.part = figures::Part::numerator;
    auto const other = TRY(told_difference(book, found, ends, language));
    told.moved.numerator = other.moved.records;
    found.part = figures::Part::denominator;
  }
  return Opened{.frozen = frozen, .found = std::move(found), .told = std::move(told)};
}

std::string sentence_of(Opened const& one, Language language) {
  return figures::sentence(one.found.on(one.frozen.v), one.told.moved, one.told.zone_name,
                           language);
}

// Of what is not confirmed no comparison is said: it would start from another number.
Json said_of(Opened const& one, Language language) {
  return one.is_confirmed() ? Json::string(sentence_of(one, language)) : Json();
}

std::string value_text(std::optional<Decimal> value, figures::Definition const& of) {
  return value ? figures::with_digits(*value, of.scale) : "—";
}

Json json_of(Opened const& one) {
  auto const now = one.value_now();
  return Json::object({{"definition", Json::string(one.frozen.definition)},
                       {"zone", Json::string(one.frozen.zone)},
                       {"period", Json::string(one.frozen.period)},
                       {"valid", Json::string(one.frozen.v.to_string())},
                       {"known", Json::string(one.frozen.k.to_string())},
                       {"value", Json::string(one.frozen.value.to_string())},
                       {"confirmed", Json::boolean(one.is_confirmed())},
                       {"now", now ? Json::string(now->to_string()) : Json()},
                       {"sentence_zh", said_of(one, Language::zh)},
                       {"sentence_en", said_of(one, Language::en)}});
}

Json json_of(figures::FrozenReport const& report) {
  return Json::object({{"report", Json::string(report.id)},
                       {"title", Json::string(report.title)},
                       {"frozen_on", Json::string(report.frozen_on.to_string())},
                       {"signer", Json::string(report.signer)}});
}

void tell_head(figures::FrozenReport const& report, Settings const& settings) {
  say({"app.freeze.head",
       {{"title", report.title},
        {"on", report.frozen_on.to_string()},
        {"signer", report.signer},
        {"report", report.id}}},
      settings);
}

void tell(std::vector<Opened> const& all, Book const& book, Settings const& settings) {
  auto const word = [&](char const* key) { return render({key, {}}, settings.language); };
  std::vector<std::vector<std::string>> rows = {{word("app.freeze.figure"),
                                                 word("app.figure.month"), word("app.freeze.known"),
                                                 word("app.freeze.then"), word("app.freeze.now")}};
  for (auto const& one : all) {
    auto const& of = *one.found.of;
    rows.push_back({meta::in_language(of.label, settings.language), one.frozen.period,
                    local_time(one.frozen.k, *book.local),
                    value_text(one.frozen.value, of) + " " + of.unit,
                    value_text(one.value_now(), of)});
  }
  fmt::print("\n{}", aligned(rows));
  for (auto const& one : all) {
    auto const label = meta::in_language(one.found.of->label, settings.language);
    if (!one.is_confirmed()) {
      say({"app.freeze.not_confirmed",
           {{"label", label},
            {"value", value_text(one.frozen.value, *one.found.of)},
            {"unit", one.found.of->unit}}},
          settings);
      continue;
    }
    if (one.value_now() == one.frozen.value) continue;
    say({"app.freeze.differs", {{"text", sentence_of(one, settings.language)}}}, settings);
  }
}

Result<void> open_report(std::string const& id, Settings const& settings) {
  auto const book = TRY(open_book(settings, Access::own));  // to read the past closes it
  std::optional<figures::FrozenReport> report;
  {
    auto snapshot = TRY(book->ledger->read(ledger::zone_of(id)));
    report = TRY(figures::frozen_report(snapshot, id));
  }
  if (!report) {
    return std::unexpected(Error{Error::Code::not_found, {"app.freeze.none", {{"id", id}}}, ""});
  }
  std::vector<Opened> all;
  for (auto const& one : report->figures) {
    auto open = TRY(opened(one, *book, settings.language));
    all.push_back(std::move(open));
  }
  if (settings.json) {
    auto json = json_of(*report);
    std::vector<Json> list;
    for (auto const& one : all) list.push_back(json_of(one));
    json.set("figures", Json::array(std::move(list)));
    std::vector<Json> broken;
    for (auto const& one : report->broken) broken.push_back(Json::string(one));
    json.set("broken", Json::array(std::move(broken)));
    mark_sample(json, *book);
    print_json(json);
    return {};
  }
  tell_head(*report, settings);
  tell_sample(*book, settings);
  tell(all, *book, settings);
  tell_broken(report->broken, settings);
  return {};
}

Result<void> list_reports(std::string const& zone, Settings const& settings) {
  auto const book = TRY(open_book(settings, Access::read_only));
  auto snapshot = TRY(book->ledger->read(zone.empty() ? book->root : zone));
  auto const reports = TRY(figures::frozen_reports(snapshot, book->ledger->today()));
  if (settings.json) {
    std::vector<Json> list;
    for (auto const& one : reports) list.push_back(json_of(one));
    auto json = Json::object({{"reports", Json::array(std::move(list))}});
    mark_sample(json, *book);
    print_json(json);
    return {};
  }
  tell_sample(*book, settings);
  for (auto const& one : reports) tell_head(one, settings);
  if (reports.empty()) say({"app.freeze.no_reports", {}}, settings);
  return {};
}

Result<void> freeze(Arguments const& arguments, Settings const& settings) {
  if (!arguments.opened.empty()) return open_report(arguments.opened, settings);
  if (arguments.list) return list_reports(arguments.zone, settings);
  return Freezing(arguments, settings).run();
}

}  // namespace

void add_freeze(CLI::App& program, Settings const& settings, Action& action) {
  auto given = std::make_shared<Arguments>();
  auto* command = program.add_subcommand("freeze", "定稿：报出一组数 / report figures for good");
  command->add_option("names", given->names, "口径，可以几个 / the definitions");
  command->add_option("--title", given->title, "标题 / the report's title");
  command->add_option("--signer", given->signer, "签发人 / who signs it");
  command->add_option("--actor", given->actor, "谁记的 / who enters it");
  command->add_option("--on", given->on, "定稿日期，不写是今天 / the report's day");
  command->add_option("--zone", given->zone, "园区，连同下级 / a zone and those below it");
  command->add_option("--period", given->period, "期间 / the period");
  command->add_option("--valid", given->valid, "哪一天的情况 / as of a day, 2023-12-31");
  command->add_option("--known", given->known, "当时账上知道的 / as known at, 2023-12-20");
  command->add_option("--open", given->opened, "打开一份定稿 / a report, and what it would be now");
  command->add_flag("--list", given->list, "有哪些定稿 / the reports there are");
  command->callback([=, &settings, &action] {
    action = [=, &settings] { return finish(freeze(*given, settings), settings); };
  });
}

}  // namespace zonebook::app
