#include "figures/editions.h"

#include <algorithm>

#include "figures/definition_record.h"
#include "figures/definition_rows.h"

namespace zonebook::figures {
namespace {

std::string same(std::string const& id) { return id; }

std::string argument_of(Text const& text) {
  return meta::argument_of({render(text, Language::zh), render(text, Language::en)});
}

std::unexpected<Error> broken(std::string_view name, Error const& why) {
  return std::unexpected(Error{
      Error::Code::invalid,
      {"figures.definition_broken", {{"id", std::string(name)}, {"why", argument_of(why.says)}}},
      why.where});
}

std::unexpected<Error> ended(std::string_view name, Date v) {
  return std::unexpected(
      Error{Error::Code::conflict,
            {"figures.definition_ended", {{"id", std::string(name)}, {"day", v.to_string()}}},
            ""});
}

// `all` holds the definition of that name, and its denominator's.
Result<std::shared_ptr<Definition const>> made(std::string const& name, Json const& all,
                                               meta::Catalog const& catalog) {
  auto read = read_definitions(all, catalog);
  if (!read.problems.empty()) return std::unexpected(std::move(read.problems.front()));
  return read.definitions.at(name);
}

Json with_denominator(Json const& of, std::string const& name) {
  auto json = Json::object();
  for (auto const& [key, value] : of.members()) {
    json.set(key, key == "denominator" ? Json::string(name) : value);
  }
  return json;
}

bool holds(ledger::StoredVersion const& row, Date v, std::optional<Instant> k) {
  if (!row.version.on.covers(v)) return false;
  if (!k) return row.known_to.micros() == ledger::still_known;
  return row.version.known_from <= *k && *k < row.known_to;
}

}  // namespace

Result<Editions::Shared> Editions::as_in(ledger::Snapshot& at, std::string const& root,
                                         Shared const& at_hand) {
  if (at_hand && at_hand->seq_ == at.head(root).seq) return at_hand;
  auto read = TRY(Editions::read(at, root));
  return std::make_shared<Editions const>(std::move(read));
}

Result<Editions> Editions::read(ledger::Snapshot& at, std::string const& root) {
  Editions editions;
  editions.seq_ = at.head(root).seq;
  auto const* const in = at.catalog().find(definition_register);
  if (!in) return editions;
  TRY(at.store().each_row(root, *in, [&](ledger::StoredVersion row) -> Result<void> {
    auto const name = text_or_empty(row.version, *in, "code");
    auto json = json_of(row.version, *in, same);
    auto denominator = std::string(json.text_at("denominator").value_or(""));
    editions.names_[row.id] = name;
    auto id = row.id;
    editions.rows_[name].push_back(
        {std::move(id), std::move(row), std::move(json), std::move(denominator)});
    return {};
  }));
  editions.number_and_compile(at.catalog());
  return editions;
}

void Editions::number_and_compile(meta::Catalog const& catalog) {
  for (auto& [name, rows] : rows_) {
    std::ranges::sort(rows, {}, [](Row const& row) {
      return std::pair(row.stored.version.known_from, row.stored.version.on.from);
    });
    std::vector<Row const*> texts;  // the first row of each
    for (auto& row : rows) {
      auto found = std::ranges::find(texts, row.json,
                                     [](Row const* one) -> auto const& { return one->json; });
      row.number = static_cast<int>(found - texts.begin()) + 1;
      if (found == texts.end()) found = texts.insert(found, &row);
      row.known_from = (*found)->stored.version.known_from;
      if (row.denominator.empty()) row.of = made(name, Json::object({{name, row.json}}), catalog);
    }
  }
  for (auto const& [name, rows] : rows_) {
    for (auto const& row : rows) {
      if (!row.denominator.empty()) compile_ratio(name, row, catalog);
    }
  }
}

void Editions::compile_ratio(std::string const& name, Row const& row,
                             meta::Catalog const& catalog) {
  auto const* const cohorts = rows_of_record(row.denominator);
  if (!cohorts) return;
  auto const& cohort_name = names_.at(row.denominator);
  auto const json = with_denominator(row.json, cohort_name);
  for (auto const& cohort : *cohorts) {
    ratios_[{&row, &cohort}] =
        cohort.of ? made(name, Json::object({{cohort_name, cohort.json}, {name, json}}), catalog)
                  : cohort.of;
  }
}

Editions::Rows const* Editions::rows_of_record(std::string const& id) const {
  auto const name = names_.find(id);
  return name != names_.end() ? &rows_.at(name->second) : nullptr;
}

Editions::Row const* Editions::holding(Rows const& rows, Date v, std::optional<Instant> k) {
  auto const found =
      std::ranges::find_if(rows, [&](Row const& row) { return holds(row.stored, v, k); });
  return found != rows.end() ? &*found : nullptr;
}

Editions::Answering Editions::answering(Rows const& rows, Date v, std::optional<Instant> k) {
  if (auto const* const row = holding(rows, v, k)) return {row, false};
  if (k) k = std::max(*k, rows.front().stored.version.known_from);
  auto first = ledger::open_end();
  for (auto const& row : rows) {
    auto const from = row.stored.version.on.from;
    if (holds(row.stored, from, k)) first = std::min(first, from);
  }
  return {holding(rows, std::max(v, first), k), true};
}

Result<Edition> Editions::edition(std::string_view name, Answering answering, Date v,
                                  std::optional<Instant> k) const {
  auto const& row = *answering.row;
  auto const* of = &row.of;
  std::optional<int> cohort_number;
  if (auto const* const cohorts = rows_of_record(row.denominator)) {
    auto const cohort = Editions::answering(*cohorts, v, k);
    if (!cohort.row) return ended(names_.at(row.denominator), v);
    of = &ratios_.at({&row, cohort.row});
    cohort_number = cohort.row->number;
  }
  if (!*of) return broken(name, of->error());
  return Edition{.of = **of,
                 .record = row.id,
                 .number = row.number,
                 .cohort_number = cohort_number,
                 .on = row.stored.version.on,
                 .known_from = row.known_from,
                 .is_first = answering.is_first};
}

Result<Edition> Editions::at(std::string_view name, Date v, std::optional<Instant> k) const {
  auto const rows = rows_.find(name);
  if (rows == rows_.end()) {
    return std::unexpected(
        Error{Error::Code::not_found, {"figures.none", {{"id", std::string(name)}}}, ""});
  }
  auto const answers = answering(rows->second, v, k);
  if (!answers.row) return ended(name, v);
  return edition(name, answers, v, k);
}

Definitions Editions::on(Date v, std::optional<Instant> k) const {
  Definitions all;
  for (auto const& [name, rows] : rows_) {
    if (auto const found = at(name, v, k)) all.emplace(name, found->of);
  }
  return all;
}

Definitions Editions::all() const {
  Definitions all;
  auto const add = [&](Made const& of, std::string const& number) {
    if (of && *of) all.emplace((*of)->id + ' ' + number, *of);
  };
  for (auto const& [name, rows] : rows_) {
    for (auto const& row : rows) add(row.of, std::to_string(row.number));
  }
  for (auto const& [pair, of] : ratios_) {
    add(of, std::to_string(pair.first->number) + ' ' + std::to_string(pair.second->number));
  }
  return all;
}

std::vector<Edition> Editions::of(std::string_view name) const {
  std::vector<Edition> editions;
  auto const rows = rows_.find(name);
  if (rows == rows_.end()) return editions;
  for (auto const& row : rows->second) {
    auto const from = row.stored.version.on.from;
    if (!holds(row.stored, from, {})) continue;
    if (auto found = edition(name, {&row, false}, from, {})) editions.push_back(std::move(*found));
  }
  std::ranges::sort(editions, {}, [](Edition const& one) { return one.on.from; });
  return editions;
}

namespace {

// Reports and targets name a definition by its code, and are read in its unit.
Result<void> check_same(ledger::Version const& before, ledger::Version const& after,
                        meta::Register const& in) {
  for (auto const* field : {"code", "unit"}) {
    if (text_or_empty(before, in, field) == text_or_empty(after, in, field)) continue;
    return std::unexpected(
        Error{Error::Code::conflict,
              {"figures.definition_fixed", {{"field", meta::argument_of(in.find(field)->label)}}},
              std::string(definition_register) + "." + field});
  }
  return {};
}

}  // namespace

ledger::RecordCheck definition_check(meta::Catalog const& catalog) {
  auto const* const in = catalog.find(definition_register);
  return [in, &catalog](ledger::Life const& life, ledger::Version const& version,
                        ledger::ReadOn const& on, ledger::Draft& draft) -> Result<void> {
    for (auto const& before : draft.original(life.id).versions) {
      TRY(check_same(before, version, *in));
    }
    auto json = json_of(version, *in, same);
    auto const name = text_or_empty(version, *in, "code");
    auto all = Json::object();
    if (auto const denominator = json.text_at("denominator")) {
      auto const cohort = TRY(ledger::referred(std::string(*denominator), on, draft));
      if (!cohort.version) return {};  // the ledger refuses a reference to what is not there
      auto const cohort_name = text_or_empty(*cohort.version, *in, "code");
      all.set(cohort_name, json_of(*cohort.version, *in, same));
      json = with_denominator(json, cohort_name);
    }
    if (!all.find(name)) all.set(name, std::move(json));
    auto const of = made(name, std::move(all), catalog);
    if (!of) return broken(name, of.error());
    return {};
  };
}

}  // namespace zonebook::figures
