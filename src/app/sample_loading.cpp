#include "app/sample_loading.h"

#include <algorithm>
#include <array>

#include "api/freezing.h"
#include "app/root_zone.h"

namespace zonebook::app {
namespace {

constexpr std::array freeze_words = {"title", "signer", "on",     "period",
                                     "valid", "known",  "figures"};

std::unexpected<Error> wrong(Text says, SampleEntry const& entry, meta::Yaml const& at) {
  return wrong_sample(std::move(says), entry.file, at.line);
}

Result<Date> day_in(SampleEntry const& entry, meta::Yaml const& yaml, std::string_view key) {
  auto const text = text_in(yaml, key);
  if (auto const day = Date::parse(text)) return *day;
  return wrong({"app.sample.no_day", {{"key", std::string(key)}, {"text", text}}}, entry, yaml);
}

Result<void> check_words(SampleEntry const& entry, meta::Yaml const& report) {
  for (auto const& [key, value] : report.members) {
    if (std::ranges::find(freeze_words, key) == freeze_words.end()) {
      return wrong({"app.sample.unknown_key", {{"key", key}}}, entry, value);
    }
  }
  return {};
}

}  // namespace

Result<void> SampleLoading::root(SampleYear const& year, std::vector<Json> definitions) {
  auto const name = TRY(into_.letters.told(year.root_name, {.file = "sample.yaml"}, 1));
  auto const made = TRY(
      into_.system.append(root_letter({.code = year.root, .name = name, .level = year.root_level},
                                      "sample", std::move(definitions))));
  into_.letters.keep(year.root, made.made.front().second);
  return {};
}

Result<void> SampleLoading::append(SampleEntry const& entry, Labels labels) {
  auto const receipt = write(entry);
  if (!receipt) {
    auto error = receipt.error();
    error.where = entry.file + ":" + std::to_string(entry.yaml.line) + " (" + error.where + ")";
    return std::unexpected(std::move(error));
  }
  if (labels == Labels::kept) into_.letters.keep(entry, *receipt);
  loaded_.entries += 1;
  loaded_.records += receipt->made.size();
  return {};
}

Result<ledger::Receipt> SampleLoading::write(SampleEntry const& entry) {
  into_.clock.set(entry.at);
  if (auto const* report = entry.yaml.find("freeze")) return freeze(entry, *report);
  auto const letter = TRY(into_.letters.letter(entry));
  auto const checked_by = TRY(told(entry, entry.yaml, "checked_by"));
  if (!checked_by.empty()) return by_two(entry, letter, checked_by);
  return into_.people.append(letter);
}

// `at` is when it was approved, and so when the ledger knew it.
Result<ledger::Receipt> SampleLoading::by_two(SampleEntry const& entry, Json const& letter,
                                              std::string const& checked_by) {
  auto const proposed = sample_moment(text_in(entry.yaml, "proposed_at"));
  if (!proposed || *proposed >= entry.at) {
    return wrong({"app.sample.not_before",
                  {{"text", text_in(entry.yaml, "proposed_at")}, {"key", "proposed_at"}}},
                 entry, entry.yaml);
  }
  into_.clock.set(*proposed);
  auto const asked = TRY(proposals_.propose(letter));
  into_.clock.set(entry.at);
  return proposals_.approve({.proposal = asked.made.front().second, .actor = checked_by});
}

// As `zonebook freeze` does: what the figures say, and what they rest on, is found in the ledger.
Result<ledger::Receipt> SampleLoading::freeze(SampleEntry const& entry, meta::Yaml const& report) {
  TRY(check_words(entry, report));
  auto const known = sample_moment(text_in(report, "known"));
  if (!known) {
    return wrong({"app.sample.no_moment", {{"text", text_in(report, "known")}}}, entry, report);
  }
  auto const period = TRY(figures::Period::parse(text_in(report, "period")));
  auto const v = TRY(day_in(entry, report, "valid"));
  auto const actor = TRY(told(entry, entry.yaml, "actor"));
  auto const reason = TRY(told(entry, entry.yaml, "reason"));
  auto const title = TRY(told(entry, report, "title"));
  auto const signer = TRY(told(entry, report, "signer"));
  auto const on = TRY(day_in(entry, report, "on"));
  api::FreezeAsked asked{.title = title,
                         .signer = signer,
                         .on = on,
                         .zone = text_in(entry.yaml, "zone"),
                         .root = into_.root,
                         .k = *known,
                         .figures = {},
                         .local = into_.local,
                         .at_hand = {}};
  auto const* const names = report.find("figures");
  if (!names) return wrong({"app.sample.no_figures", {}}, entry, report);
  for (auto const& name : names->items) {
    asked.figures.push_back({.name = name.text, .period = period, .v = v});
  }
  auto snapshot = TRY(into_.people.read(ledger::Scope::everything(asked.zone), *known));
  auto const made = TRY(api::freezing(snapshot, asked));
  std::optional<ledger::Receipt> first;
  for (auto letter : made.letters) {
    letter.set("actor", Json::string(actor));
    letter.set("reason", Json::string(reason));
    auto const receipt = TRY(into_.people.append(letter));
    if (!first) first = receipt;
  }
  return *first;
}

Result<std::string> SampleLoading::told(SampleEntry const& entry, meta::Yaml const& yaml,
                                        std::string_view key) const {
  auto const text = text_in(yaml, key);
  if (text.empty()) return text;
  return into_.letters.told(text, entry, yaml.line);
}

}  // namespace zonebook::app
