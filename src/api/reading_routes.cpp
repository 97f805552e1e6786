// Texts: /reading finds the figures of one, /reconcile holds them against the ledger's, and keeps
// them if it is asked to; /drafts makes drafts of entries of a message.

#include <algorithm>
#include <map>
#include <tuple>

#include "api/api.h"
#include "api/call.h"
#include "api/discretion.h"
#include "api/drafts.h"
#include "api/freezing.h"
#include "api/reconciling.h"
#include "ledger/request.h"
#include "ledger/titles.h"
#include "reconcile/form.h"

namespace zonebook::api {
namespace {

using schema::Member;

// Of a request: a bulletin of many pages has some 30 KB.
constexpr std::size_t body_bytes = std::size_t{2} << 20;
constexpr std::int64_t text_longest = 500'000;  // in characters
// Each may ask the ledger some questions that no other asked.
constexpr std::size_t figures_most = 500;

Result<Answer> read_text(Call& call) {
  auto const day = Date::parse(call.member("day"));
  auto const text = call.member("text");
  auto const reading = reading::read(text, {.zone = call.member("zone_name"),
                                            .title = call.member("title"),
                                            .today = day.value_or(call.rooms.today())});
  return Answer(reading::to_json(reading));
}

Result<std::optional<Instant>> known_of(Call const& call) {
  auto const text = call.member("known");
  if (text.empty()) return std::nullopt;
  if (auto const known = ledger::read_instant(text, call.rooms.local)) return known;
  return invalid({"api.not_a_time", {{"text", text}}}, "known");
}

// The answers that the figures of a text tell, or tell of, each once, and in which figures.
class ToldOf {
 public:
  void add(std::size_t figure, reconcile::Value const& value) {
    add({value.question, value.k, value.answer}, As::itself, figure);
    if (!value.before) return;
    auto question = value.question;
    question.of = value.before->of;
    question.period = value.before->period;
    question.v = value.before->v;
    add({std::move(question), value.k, value.before->answer}, As::before, figure);
  }

  std::vector<Counted> const& counted() const { return counted_; }

  void hide(std::vector<Told> const& told, reconcile::Reconciled& found) const {
    for (std::size_t i = 0; i < told.size(); ++i) {
      if (told[i] == Told::whole) continue;
      for (auto const& [figure, as] : figures_[i]) {
        bool const is_hidden = told[i] == Told::kept_back || as == As::before;
        if (is_hidden) reconcile::hide(found.figures[figure]);
      }
    }
  }

 private:
  enum class As : std::uint8_t { itself, before };

  void add(Counted one, As as, std::size_t figure) {
    auto const& [of, period, v, part, way] = one.question;
    std::tuple key(of->id, period.text(), v, one.k);
    auto const [place, is_new] = places_.emplace(std::move(key), counted_.size());
    if (is_new) {
      counted_.push_back(std::move(one));
      figures_.emplace_back();
    }
    figures_[place->second].emplace_back(figure, as);
  }

  std::vector<Counted> counted_;
  std::vector<std::vector<std::pair<std::size_t, As>>> figures_;  // by the same places
  std::map<std::tuple<std::string, std::string, Date, std::optional<Instant>>, std::size_t> places_;
};

// What is told of a zone's figures is looked at once; those that may not be told, nor whether they
// agree, are hidden.  A growth over a period before of which something is hidden is not told at
// all, as in /figures: with the figure itself it would tell that period's.
Result<void> hide_kept_back(Call const& call, reading::Reading const& reading,
                            reconcile::Reconciled& found) {
  std::map<std::string, ToldOf> by_zone;
  for (std::size_t i = 0; i < found.figures.size(); ++i) {
    auto const& checked = found.figures[i];
    for (auto const& value : checked.values) by_zone[checked.zone].add(i, value);
    for (auto const& way : checked.ways) by_zone[checked.zone].add(i, way.value);
  }
  for (auto const& [zone, all] : by_zone) {
    auto const snapshot = TRY(call.read_figures(zone, {}));
    auto const told = TRY(discretion(call, snapshot, all.counted()));
    all.hide(told, found);
  }
  reconcile::find_troubles(reading, found);
  return {};
}

Result<std::string> keep(Call const& call, ReconciledText const& all, Json const& wanted) {
  auto const word = [&](char const* name) { return std::string(*wanted.text_at(name)); };
  std::optional<Date> published;
  if (auto const day = wanted.text_at("published_on")) published = Date::parse(*day);
  return keep_text(call.rooms.ledger, all,
                   {.title = word("title"),
                    .status = word("status"),
                    .source = word("title"),
                    .actor = call.visitor.login,
                    .published_on = published,
                    .key = call.key()});
}

Result<Answer> reconcile_text(Call& call) {
  auto const given = Date::parse(call.member("valid"));
  auto const today = call.rooms.today();
  auto const known = TRY(known_of(call));
  reconcile::Asked asked{.zone = call.member("zone"),
                         .root = call.rooms.root,
                         .day = std::min(given.value_or(today), today),
                         .k = known,
                         .local = call.rooms.local,
                         .is_now = !known};
  auto const* wanted = call.body.find("keep");
  auto const text = call.member("text");
  if (wanted) {
    TRY(call.check_may_append_all({"bulletin", "reported_figure"}, asked.zone));
    TRY(check_may_be_kept(call.rooms.catalog, text));
  }
  std::string zone_name;
  figures::Editions::Shared editions;
  {
    auto snapshot = TRY(call.read_figures(asked.zone, asked.k));
    if (asked.is_now) asked.k = last_known(snapshot);
    editions = TRY(call.rooms.editions.of(snapshot));
    if (asked.zone != asked.root) {  // a page of many zones names them itself
      zone_name = TRY(ledger::zone_name(snapshot, asked.root, asked.zone, asked.day));
    }
  }
  auto const reading =
      reading::read(text, {.zone = zone_name, .title = call.member("title"), .today = asked.day});
  if (reading.figures.size() > figures_most) {
    return invalid({"api.reconcile.too_many",
                    {{"count", std::to_string(reading.figures.size())},
                     {"most", std::to_string(figures_most)}}},
                   "text");
  }
  reconcile::Read const read = [&](std::string const& zone, std::optional<Instant> k) {
    return call.read_figures(zone, k);
  };
  auto found = TRY(reconcile::reconcile(
      text, reading, asked, {.phrases = call.rooms.phrases, .editions = *editions}, read));
  TRY(hide_kept_back(call, reading, found));
  ReconciledText const all{text, reading, found, asked};
  ReconcileReads const reads{
      .figures = read,
      .own =
          [&](auto const& zone) { return call.rooms.access.rights().scope_of(call.visitor, zone); },
      .check = [&](auto const& now, auto const& difference,
                   auto const& moved) { return check_told(call, now, difference, moved); }};
  auto const told = TRY(told_ways(all, reads, call.language));
  auto json = json_of(all, told, call.language);
  json.set("read", Json::object({{"known", Json::string(asked.k->to_string())}}));
  if (wanted) {
    auto bulletin = TRY(keep(call, all, *wanted));
    json.set("bulletin", Json::string(std::move(bulletin)));
  }
  if (call.rooms.kind == Rooms::Kind::sample) {
    json.set("sample_day", Json::string(today.to_string()));
  }
  return Answer(std::move(json));
}

// Under the visitor's own rights: nobody learns of a project by its name.
Result<Answer> draft_entries(Call& call) {
  auto const zone = call.member("zone");
  auto const today = call.rooms.today();
  auto const day = std::min(Date::parse(call.member("day")).value_or(today), today);
  auto const text = call.member("text");
  std::vector<reconcile::Named> names;
  {
    auto snapshot = TRY(call.read_at(zone, {}));
    names = TRY(names_in(snapshot, call.rooms.forms, day));
  }
  auto const drafts = reconcile::drafts_of(text, call.rooms.forms, names, day);
  auto json = drafts_json(drafts, zone, text, day, call.language);
  if (call.rooms.kind == Rooms::Kind::sample) {
    json.set("sample_day", Json::string(today.to_string()));
  }
  return Answer(std::move(json));
}

// ── what they take and answer ───────────────────────────────────────────────────────────────────

std::vector<Member> figure_members() {
  auto const period = schema::object({{"type", schema::choice({"range", "as_of"})},
                                      {"start", schema::nullable(schema::day())},
                                      {"end", schema::day()},
                                      {"scope", schema::text()}});
  return {{"id", schema::text()},        {"article", schema::text()},
          {"start", schema::integer()},  {"end", schema::integer()},
          {"indicator", schema::text()}, {"measure", schema::text()},
          {"value", schema::anything()}, {"value_max", schema::anything(), Member::optional},
          {"unit", schema::text()},      {"comparator", schema::text()},
          {"modality", schema::text()},  {"period", schema::nullable(period)},
          {"subject", schema::text()},   {"dims", schema::map(schema::text())}};
}

std::vector<Member> value_members() {
  return {{"definition", schema::text()},
          {"label", schema::text()},
          {"period", schema::text()},
          {"valid", schema::day()},
          {"known", schema::nullable(schema::instant())},
          {"value", schema::nullable(schema::decimal())},
          {"shown", schema::text()},
          {"rank", schema::integer()},
          {"agrees", schema::boolean()}};
}

Json way_schema() {
  auto members = value_members();
  auto const instant = schema::nullable(schema::instant());
  members.push_back({"by", schema::choice({"definition", "knowledge", "day"})});
  members.push_back({"from", instant, Member::optional});
  members.push_back({"until", instant, Member::optional});
  members.push_back({"report", schema::nullable(schema::text()), Member::optional});
  members.push_back({"because", schema::text(), Member::optional});
  members.push_back({"last", schema::day(), Member::optional});
  return schema::object(std::move(members));
}

Json reconciled_figure() {
  auto members = figure_members();
  members.push_back({"zone", schema::nullable(schema::text())});
  members.push_back({"verdict", schema::choice({"agrees", "differs", "question", "unsupported"})});
  members.push_back({"why", schema::text(), Member::optional});
  members.push_back({"values", schema::list(schema::object(value_members()))});
  members.push_back({"ways", schema::list(way_schema())});
  members.push_back({"searched_all", schema::boolean(), Member::optional});
  return schema::object(std::move(members));
}

std::vector<Member> reading_members(Json figure) {
  auto const relation = schema::object({{"id", schema::text()},
                                        {"type", schema::text()},
                                        {"target", schema::text(), Member::optional},
                                        {"terms", schema::list(schema::text())},
                                        {"holds", schema::nullable(schema::boolean())},
                                        {"truncated", schema::boolean(), Member::optional}});
  auto const article =
      schema::object({{"id", schema::text()},
                      {"zone", schema::nullable(schema::text())},
                      {"headline", schema::nullable(schema::text())},
                      {"author", schema::nullable(schema::text())},
                      {"body_lines_reading_order", schema::list(schema::integer())}});
  return {{"offsets", schema::choice({"bytes"})},
          {"figures", schema::list(std::move(figure))},
          {"relations", schema::list(relation)},
          {"articles", schema::list(article)}};
}

Json reconciled_schema() {
  auto members = reading_members(reconciled_figure());
  members.push_back(
      {"troubles",
       schema::list(schema::object({{"of", schema::choice({"differs", "one_name", "unsupported"})},
                                    {"figures", schema::list(schema::text())},
                                    {"says", schema::list(schema::text())}}))});
  members.push_back({"counts", schema::map(schema::integer())});
  members.push_back({"zone", schema::text()});
  members.push_back({"valid", schema::day()});
  members.push_back({"read", schema::object({{"known", schema::instant()}})});
  members.push_back({"bulletin", schema::text(), Member::optional});
  members.push_back({"sample_day", schema::day(), Member::optional});
  return schema::object(std::move(members));
}

Json reading_wanted() {
  return schema::object(
      {{"text", schema::text("", text_longest)},
       {"zone_name", schema::text("Whose figures they are", 200), Member::optional},
       {"title", schema::text("", 200), Member::optional},
       {"day", schema::day(), Member::optional}});
}

Json reconcile_wanted() {
  auto const kept =
      schema::object({{"title", schema::text("", 200)},
                      {"status", schema::choice({"draft", "checked", "published", "received"})},
                      {"published_on", schema::day(), Member::optional}});
  return schema::object({{"text", schema::text("", text_longest)},
                         {"zone", schema::text("", 200)},
                         {"title", schema::text("", 200), Member::optional},
                         {"valid", schema::day(), Member::optional},
                         {"known", schema::text("", 40), Member::optional},
                         {"keep", kept, Member::optional}});
}

Json drafts_schema() {
  auto const field = schema::object({{"field", schema::text()},
                                     {"label", schema::text()},
                                     {"value", schema::anything()},
                                     {"shown", schema::text()},
                                     {"start", schema::integer(), Member::optional},
                                     {"end", schema::integer(), Member::optional}});
  auto const lacked = schema::object({{"field", schema::text()}, {"label", schema::text()}});
  auto const draft = schema::object({{"register", schema::text()},
                                     {"label", schema::text()},
                                     {"record", schema::nullable(schema::text())},
                                     {"fields", schema::list(field)},
                                     {"missing", schema::list(lacked)}});
  return schema::object({{"drafts", schema::list(draft)},
                         {"letter", schema::anything()},
                         {"sample_day", schema::day(), Member::optional}});
}

Json draft_wanted() {
  return schema::object({{"text", schema::text("", 2000)},
                         {"zone", schema::text("", 200)},
                         {"day", schema::day(), Member::optional}});
}

}  // namespace

std::vector<Route> reading_routes() {
  return {{.method = "POST",
           .pattern = "/reading",
           .id = "read_text",
           .says = "The figures, articles and sums of a text; nothing is kept",
           .body = reading_wanted(),
           .body_bytes = body_bytes,
           .answer = schema::object(reading_members(schema::object(figure_members()))),
           .handle = read_text},
          {.method = "POST",
           .pattern = "/reconcile",
           .id = "reconcile",
           .says = "The figures of a text beside the ledger's, and what would make them agree",
           .right = "figures in the zone; to keep it, append on bulletin and reported_figure",
           .parameters = {key_header()},
           .body = reconcile_wanted(),
           .body_bytes = body_bytes,
           .answer = reconciled_schema(),
           .handle = reconcile_text},
          {.method = "POST",
           .pattern = "/drafts",
           .id = "draft_entries",
           .says = "A message as drafts of entries, for a person to confirm; nothing is written",
           .right = "read on what the message speaks of",
           .body = draft_wanted(),
           .answer = drafts_schema(),
           .handle = draft_entries}};
}

}  // namespace zonebook::api
