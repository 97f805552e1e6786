#include "app/model_calendar.h"

#include <algorithm>
#include <filesystem>

#include "app/command.h"
#include "ledger/second_person.h"
#include "ledger/system_entry.h"

namespace zonebook::app {
namespace {

namespace fs = std::filesystem;

// The files of a folder with that ending, by name; none if there is no such folder.
std::vector<fs::path> files_in(fs::path const& folder, std::string_view ending) {
  std::vector<fs::path> files;
  std::error_code failed;
  for (auto const& entry : fs::directory_iterator(folder, failed)) {
    if (entry.path().extension() == ending) files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

Result<void> append(ledger::Ledger& of_system, std::string const& root, Text const& reason,
                    std::vector<Json> const& changes) {
  if (changes.empty()) return {};
  TRY(of_system.append(Json::object({{"zone", Json::string(root)},
                                     {"actor", Json::string(ledger::system_actor)},
                                     {"source", Json::string("model")},
                                     {"reason", Json::string(render(reason, Language::zh))},
                                     {"changes", Json::array(changes)}})));
  return {};
}

}  // namespace

Result<std::vector<calendar::Notice>> model_notices(std::string const& model) {
  std::vector<calendar::Notice> notices;
  for (auto const& file : files_in(fs::path(model) / "calendar", ".tsv")) {
    auto const text = TRY(read_file(file.string()));
    auto notice = TRY(calendar::read_notice(text, "calendar/" + file.filename().string()));
    notices.push_back(std::move(notice));
  }
  TRY(calendar::WorkDays::make(notices));
  return notices;
}

Result<casework::AdoptedNotices> compare_notices(ledger::Ledger& ledger, std::string const& root,
                                                 std::string const& model) {
  auto const notices = TRY(model_notices(model));
  auto everything = TRY(ledger.read(root));
  return casework::adopt_notices(everything, notices);
}

Result<casework::AdoptedNotices> adopt_notices(Book const& book, std::string const& model) {
  auto options = book.ledger->options();
  options.second_person = nullptr;  // of what no person has written
  ledger::Ledger of_system(*book.database, book.model.catalog, std::move(options));
  auto adopted = TRY(compare_notices(of_system, book.root, model));
  TRY(append(of_system, book.root, {"app.calendar.created", {}}, adopted.creations));
  TRY(append(of_system, book.root, {"app.calendar.corrected", {}}, adopted.corrections));
  return adopted;
}

std::vector<Text> told(casework::AdoptedNotices const& adopted) {
  std::vector<Text> lines;
  for (auto const& [year, edition] : adopted.taken) {
    lines.push_back({"app.calendar.told",
                     {{"year", std::to_string(year)}, {"edition", std::to_string(edition)}}});
  }
  for (auto const year : adopted.left) {
    lines.push_back({"app.calendar.left", {{"year", std::to_string(year)}}});
  }
  return lines;
}

Result<casework::Rulebook> model_rules(std::string const& model) {
  std::vector<casework::Rulebook::Document> documents;
  for (auto const& file : files_in(fs::path(model) / "decisions", ".dmn")) {
    auto const name = file.stem().string();
    if (name == ledger::SecondPerson::decision_name) continue;
    auto text = TRY(read_file(file.string()));
    documents.push_back({name, std::move(text)});
  }
  return casework::Rulebook::make(documents);
}

}  // namespace zonebook::app
