// zonebook freeze NAME… --title T --signer S --actor A [--on D] [--zone Z] [--period P] [--valid D]
//                 [--known T]: reports figures: they are kept with all that worked them out, and
//                 the records they rest on are cited, so that nobody changes them alone
// zonebook freeze --list [--zone Z]: what was reported
// zonebook freeze --open ID: a report, what its figures would be now, and why

#include <fmt/format.h>

#include "api/freezing.h"
#include "app/command.h"
#include "app/known.h"
#include "app/receipt.h"
#include "app/standing.h"
#include "app/tell.h"

namespace zonebook::app {
namespace {

struct Arguments {
  std::vector<std::string> names;
  std::string title, signer, actor, on, zone, period, valid, known, opened;
  bool list = false;
};

// ── freezing ────────────────────────────────────────────────────────────────────────────────────

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
    api::FreezeAsked asked{.title = arguments_.title,
                           .signer = arguments_.signer,
                           .on = on_,
                           .zone = zone_,
                           .root = book_->root,
                           .k = k,
                           .figures = {},
                           .local = *book_->local,
                           .at_hand = book_->editions};
    for (auto const& name : arguments_.names) TRY(add(name, snapshot, asked));
    auto const made = TRY(api::freezing(snapshot, asked));
    return append(made);
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
    return api::last_known(now);
  }

  Result<void> add(std::string const& name, ledger::Snapshot& at, api::FreezeAsked& to) const {
    AskedFigure asked;
    asked.name = name;
    asked.zone = zone_;
    asked.period = arguments_.period;
    auto found = TRY(find_figure(asked, arguments_.valid, at, *book_));
    to.figures.push_back({.name = name, .period = std::move(found.period), .v = found.v});
    return {};
  }

  Result<void> append(api::Freezing const& made) {
    std::optional<ledger::Receipt> first;
    for (auto letter : made.letters) {
      letter.set("actor", Json::string(arguments_.actor));
      auto const receipt = TRY(book_->ledger->append(letter));
      if (!first) first = receipt;
    }
    auto const& id = first->made.front().second;
    if (settings_.json) {
      auto json = json_of(*first, zone_);
      json.set("report", Json::string(id));
      json.set("cited", Json::integer(made.cited));
      mark_sample(json, *book_);
      print_json(json);
      return {};
    }
    say({"app.freeze.done",
         {{"title", arguments_.title},
          {"report", id},
          {"count", std::to_string(made.answers.size())},
          {"cited", std::to_string(made.cited)}}},
        settings_);
    std::vector<std::vector<std::string>> shown;
    for (std::size_t i = 0; i < made.answers.size(); ++i) {
      auto const& of = *made.questions[i].of;
      shown.push_back({meta::in_language(of.label, settings_.language),
                       figures::shown(made.answers[i], of) + " " + of.unit});
    }
    fmt::print("{}", aligned(shown));
    return {};
  }

  Arguments const& arguments_;
  Settings const& settings_;
  std::unique_ptr<Book> book_;
  std::string zone_;
  Date on_;
};

// ── opening ─────────────────────────────────────────────────────────────────────────────────────

using api::OpenedFigure;

Result<OpenedFigure> opened(figures::FrozenFigure const& frozen, Book const& book,
                            Language language) {
  auto const scope = ledger::Scope::everything(frozen.zone);
  TRY(book.ledger->read(scope, frozen.k));  // closes it
  auto now = TRY(book.ledger->read(scope));
  return api::open_frozen(frozen,
                          {.at_hand = book.editions, .root = book.root, .local = *book.local}, now,
                          scope, language);
}

std::string value_text(std::optional<Decimal> value, figures::Definition const& of) {
  return value ? figures::with_digits(*value, of.scale) : "—";
}

void tell_head(figures::FrozenReport const& report, Settings const& settings) {
  say({"app.freeze.head",
       {{"title", report.title},
        {"on", report.frozen_on.to_string()},
        {"signer", report.signer},
        {"report", report.id}}},
      settings);
}

// Another text stands behind the number than then, whether it makes another number or not.
void tell_editions(OpenedFigure const& one, std::string const& label, Settings const& settings) {
  auto const words = [&](figures::Edition const& edition) {
    return edition_words(edition, settings.language);
  };
  if (one.is_other_edition()) {
    say({"app.freeze.other_edition",
         {{"label", label},
          {"frozen", std::to_string(one.frozen.edition.value_or(0))},
          {"then", words(one.then)}}},
        settings);
  }
  if (one.then.is_same(one.now)) return;
  say({"app.freeze.definition_changed",
       {{"label", label}, {"then", words(one.then)}, {"now", words(one.now)}}},
      settings);
}

void tell(std::vector<OpenedFigure> const& all, Book const& book, Settings const& settings) {
  auto const word = [&](char const* key) { return render({key, {}}, settings.language); };
  std::vector<std::vector<std::string>> rows = {
      {word("app.freeze.figure"), word("app.figure.month"), word("app.freeze.known"),
       word("app.freeze.edition"), word("app.freeze.then"), word("app.freeze.now")}};
  for (auto const& one : all) {
    auto const& of = *one.asked.to.of;
    rows.push_back({meta::in_language(of.label, settings.language), one.frozen.period,
                    local_time(one.frozen.k, *book.local),
                    one.frozen.edition ? std::to_string(*one.frozen.edition) : "—",
                    value_text(one.frozen.value, *one.asked.from.of) + " " + of.unit,
                    value_text(one.value_now(), of)});
  }
  fmt::print("\n{}", aligned(rows));
  for (auto const& one : all) {
    auto const label = meta::in_language(one.asked.to.of->label, settings.language);
    if (!one.is_confirmed()) {
      say({"app.freeze.not_confirmed",
           {{"label", label},
            {"value", value_text(one.frozen.value, *one.asked.to.of)},
            {"unit", one.asked.to.of->unit}}},
          settings);
      continue;
    }
    tell_editions(one, label, settings);
    if (one.value_now() == one.frozen.value) continue;
    say({"app.freeze.differs", {{"text", one.sentence(settings.language)}}}, settings);
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
  std::vector<OpenedFigure> all;
  for (auto const& one : report->figures) {
    auto open = TRY(opened(one, *book, settings.language));
    all.push_back(std::move(open));
  }
  if (settings.json) {
    auto json = api::json_of(*report);
    std::vector<Json> list;
    for (auto const& one : all) list.push_back(api::json_of(one));
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
    for (auto const& one : reports) list.push_back(api::json_of(one));
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
