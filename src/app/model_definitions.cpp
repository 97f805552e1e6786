#include "app/model_definitions.h"

#include "ledger/system_entry.h"

namespace zonebook::app {
namespace {

Json letter_of(std::string const& root, std::string source, std::vector<Json> changes) {
  return Json::object(
      {{"zone", Json::string(root)},
       {"actor", Json::string(ledger::system_actor)},
       {"source", Json::string(std::move(source))},
       {"reason", Json::string(render({"app.definitions.reason", {}}, Language::zh))},
       {"changes", Json::array(std::move(changes))}});
}

std::string source_of(figures::Adoption::Newer const& one) {
  return render(
      {"app.definitions.source", {{"name", one.name}, {"edition", std::to_string(one.edition)}}},
      Language::zh);
}

// The sources of all proposals there ever were in the root zone.
Result<std::set<std::string>> proposed_before(ledger::Snapshot& at) {
  std::set<std::string> sources;
  auto const* const in = at.catalog().find(ledger::proposal_register);
  if (!in) return sources;
  TRY(at.store().each_row(at.zone(), *in, [&](ledger::StoredVersion const& row) -> Result<void> {
    auto const letter = ledger::text_in(row.version, *in, "letter");
    auto const read = Json::parse(letter.value_or("{}"));
    if (auto const source = read ? read->text_at("source") : std::nullopt) {
      sources.emplace(*source);
    }
    return {};
  }));
  return sources;
}

// What somebody has written since it was compared is a conflict, and stays.
Json letter_of(std::string const& root, figures::Adoption::Newer const& one, Instant seen) {
  auto letter = letter_of(root, source_of(one), one.changes);
  letter.set("key", Json::string(one.name + ' ' + std::to_string(one.edition)));
  letter.set("seen", Json::object({{one.record, Json::string(seen.to_string())}}));
  return letter;
}

}  // namespace

Result<figures::Adoption> compare_definitions(ledger::Ledger& ledger, std::string const& root,
                                              Json const& given) {
  auto everything = TRY(ledger.read(root));
  auto adoption = TRY(figures::adopt(everything, given));
  if (adoption.proposals.empty()) return adoption;
  auto const before = TRY(proposed_before(everything));
  std::erase_if(adoption.proposals,
                [&](auto const& one) { return before.contains(source_of(one)); });
  return adoption;
}

Result<figures::Adoption> adopt_definitions(Book const& book) {
  auto options = book.ledger->options();
  options.second_person = nullptr;  // of what no person has written
  ledger::Ledger of_system(*book.database, book.model.catalog, std::move(options));
  auto adoption = TRY(compare_definitions(of_system, book.root, book.model.given));
  if (!adoption.creations.empty()) {
    TRY(of_system.append(letter_of(book.root, "model", adoption.creations)));
  }
  for (auto const& one : adoption.corrections) {
    TRY(of_system.append(letter_of(book.root, one, adoption.seen)));
  }
  for (auto const& one : adoption.proposals) {
    TRY(book.proposals->propose(letter_of(book.root, one, adoption.seen)));
  }
  return adoption;
}

}  // namespace zonebook::app
