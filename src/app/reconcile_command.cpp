// zonebook reconcile [FILE|-] [--zone Z] [--title T] [--valid D] [--known T]: the figures of a text
// beside the ledger's: which agree, which differ and what would make them agree, which cannot be
// known.
// … --keep --actor A --title T [--source S] [--status draft]: keeps the text and its figures as
// records; nothing else is written.

#include "app/reconcile_command.h"

#include <fmt/format.h>

#include "api/reconciling.h"
#include "app/book.h"
#include "app/known.h"
#include "app/phrases.h"
#include "app/reading_request.h"
#include "app/tell.h"
#include "ledger/ledger.h"
#include "ledger/titles.h"

namespace zonebook::app {
namespace {

struct Arguments {
  AskedReading reading;
  std::string valid, known, actor, source, status = "received", published_on;
  bool keep = false;
};

std::string word_for(reconcile::Verdict verdict, Language language) {
  using reconcile::Verdict;
  auto const word = [&](char const* key) { return render({key, {}}, language); };
  switch (verdict) {
    case Verdict::agrees: return word("app.reconcile.agrees");
    case Verdict::differs: return word("app.reconcile.differs");
    case Verdict::question: return word("app.reconcile.question");
    case Verdict::unsupported: break;
  }
  return word("app.reconcile.unsupported");
}

void print(api::ReconciledText const& all, api::WaysTold const& told, Settings const& settings) {
  auto const language = settings.language;
  auto const word = [&](char const* key) { return render({key, {}}, language); };
  std::vector<std::vector<std::string>> rows = {
      {"", word("app.reconcile.text"), word("app.reconcile.definition"),
       word("app.reconcile.ledger"), word("app.reconcile.verdict")}};
  for (std::size_t i = 0; i < all.found.figures.size(); ++i) {
    auto const& checked = all.found.figures[i];
    auto const& at = all.reading.figures[i].at;
    auto const* value = reconcile::told_value(checked);
    rows.push_back(
        {std::to_string(i + 1), std::string(all.text.substr(at.begin, at.end - at.begin)),
         value ? api::label_of(*value, language)
               : std::string(reading::label_of(all.reading.figures[i].indicator, language)),
         value ? api::shown(*value) : "—", word_for(checked.verdict, language)});
  }
  fmt::print("{}", aligned(rows));
  if (!all.found.troubles.empty()) fmt::print("\n");
  for (auto const& trouble : all.found.troubles) {
    auto const says = api::sentences(all, trouble, told, language);
    for (std::size_t i = 0; i < says.size(); ++i) {
      if (i > 0) fmt::print("  ");
      say(says[i], settings);
    }
  }
  using reconcile::Verdict;
  auto const count = [&](Verdict verdict) { return std::to_string(all.found.count(verdict)); };
  fmt::print("\n");
  say({"app.reconcile.summary",
       {{"figures", std::to_string(all.found.figures.size())},
        {"agrees", count(Verdict::agrees)},
        {"differs", count(Verdict::differs)},
        {"question", count(Verdict::question)},
        {"unsupported", count(Verdict::unsupported)}}},
      settings);
}

class Reconcile {
 public:
  Reconcile(Arguments const& arguments, Settings const& settings)
      : arguments_(arguments), settings_(settings) {}

  Result<void> run() {
    TRY(check());
    book_ = TRY(open_book(settings_, Access::own));  // to read the past closes it
    auto const phrases = TRY(load_phrases(settings_, book_->model.definitions));
    auto const known = TRY(known_from(arguments_.known, *book_));
    auto const day = TRY(day_from(arguments_.valid, *book_));
    auto const& given = arguments_.reading.zone;
    reconcile::Asked const asked{.zone = given.empty() ? book_->root : given,
                                 .root = book_->root,
                                 .day = std::min(day, book_->ledger->today()),
                                 .k = known,
                                 .local = *book_->local};
    auto const request = TRY(request_for(asked));
    auto const reading = reading::read(request.text, request.options);
    auto const read = [&](std::string const& of, std::optional<Instant> k) {
      return read_known(*book_, ledger::Scope::everything(of), {arguments_.known, k});
    };
    auto const found = TRY(reconcile::reconcile(
        request.text, reading, asked, {.phrases = phrases, .editions = *book_->editions}, read));
    api::ReconciledText const all{request.text, reading, found, asked};
    auto const own = [](std::string const& of) -> Result<std::shared_ptr<ledger::Scope const>> {
      return std::make_shared<ledger::Scope const>(ledger::Scope::everything(of));
    };
    auto const told = TRY(api::told_ways(all, {.figures = read, .own = own}, settings_.language));
    std::string bulletin;
    if (arguments_.keep) bulletin = TRY(keep(all));
    tell(all, told, bulletin);
    return {};
  }

 private:
  Result<void> check() const {
    if (!arguments_.keep) return {};
    for (auto const& [text, option] :
         {std::pair(&arguments_.reading.title, "--title"), {&arguments_.actor, "--actor"}}) {
      if (text->empty()) return invalid({"app.usage.missing", {{"option", option}}}, option);
    }
    return {};
  }

  // A page of many zones names them itself.
  Result<ReadingRequest> request_for(reconcile::Asked const& asked) const {
    auto reading = arguments_.reading;
    reading.zone.clear();
    if (asked.zone != book_->root) {
      auto snapshot = TRY(read_known(*book_, ledger::Scope::everything(asked.zone), {}));
      reading.zone = TRY(ledger::zone_name(snapshot, book_->root, asked.zone, asked.day));
    }
    return reading_request(reading, asked.day);
  }

  Result<std::string> keep(api::ReconciledText const& all) {
    auto const& title = arguments_.reading.title;
    std::optional<Date> published;
    if (!arguments_.published_on.empty()) {
      published = TRY(day_from(arguments_.published_on, *book_));
    }
    return api::keep_text(*book_->ledger, all,
                          {.title = title,
                           .status = arguments_.status,
                           .source = arguments_.source.empty() ? title : arguments_.source,
                           .actor = arguments_.actor,
                           .published_on = published});
  }

  void tell(api::ReconciledText const& all, api::WaysTold const& told,
            std::string const& bulletin) const {
    if (settings_.json) {
      auto json = api::json_of(all, told, settings_.language);
      if (!bulletin.empty()) json.set("bulletin", Json::string(bulletin));
      mark_sample(json, *book_);
      print_json(json);
      return;
    }
    if (all.reading.figures.empty()) return say({"app.read.no_figures", {}}, settings_);
    print(all, told, settings_);
    if (!bulletin.empty()) say({"app.reconcile.kept", {{"id", bulletin}}}, settings_);
    tell_sample(*book_, settings_);
  }

  Arguments const& arguments_;
  Settings const& settings_;
  std::unique_ptr<Book> book_;
};

}  // namespace

void add_reconcile(CLI::App& program, Settings const& settings, Action& action) {
  auto arguments = std::make_shared<Arguments>();
  auto* command =
      program.add_subcommand("reconcile", "简报里的数和账对 / a text beside the ledger");
  add_options(*command, arguments->reading);
  command->add_option("--valid", arguments->valid,
                      "文中“目前”是哪一天 / the day it speaks of, 2023-12-31");
  command->add_option("--known", arguments->known, "当时账上知道的 / as known at, 2023-12-20");
  command->add_flag("--keep", arguments->keep, "把简报和数字记下来 / keep text and figures");
  command->add_option("--actor", arguments->actor, "谁记的 / who enters it");
  command->add_option("--source", arguments->source, "依据，不写是标题 / the paper");
  command->add_option("--status", arguments->status, "简报的状态 / what the text is")
      ->check(CLI::IsMember({"draft", "checked", "published", "received"}))
      ->type_name("draft | checked | published | received");
  command->add_option("--published-on", arguments->published_on,
                      "哪天编发的 / when it was published, 2023-12-31");
  command->callback([=, &settings, &action] {
    action = [=, &settings] { return finish(Reconcile(*arguments, settings).run(), settings); };
  });
}

}  // namespace zonebook::app
