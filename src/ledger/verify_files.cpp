#include "ledger/verify_files.h"

#include <algorithm>
#include <map>

#include "ledger/log.h"

namespace zonebook::ledger {
namespace {

// "ZONE SEQ" of the first entry that names each hash.
using Named = std::map<std::string, std::string>;

std::vector<meta::Field const*> file_fields(meta::Catalog const& catalog) {
  auto const* type = meta::find_field_type("file");
  std::vector<meta::Field const*> found;
  for (auto const& in : catalog.registers()) {
    for (auto const& field : in.fields) {
      if (field.type == type) found.push_back(&field);
    }
  }
  return found;
}

// Few entries name a file, and only those are taken apart.
bool may_name_one(std::string const& body, std::vector<meta::Field const*> const& fields) {
  return std::ranges::any_of(fields, [&](meta::Field const* field) {
    return body.find("\"" + field->id + "\":\"") != body.npos;
  });
}

Result<Named> named_in(db::Connection& at, meta::Catalog const& catalog) {
  Named named;
  auto const fields = file_fields(catalog);
  if (fields.empty()) return named;
  Statements const statements(catalog);
  Store store(at, catalog, statements);
  auto const take = [&](LogEntry const& entry) -> Result<void> {
    if (!may_name_one(entry.body, fields)) return {};
    auto const changes = changes_in(entry.body, catalog);
    if (!changes) return {};  // verify() says so
    for (auto const& change : *changes) {
      for (auto const& [field, value] : change.fields) {
        auto const* hash = std::get_if<std::string>(&value);
        if (!hash || std::ranges::find(fields, field) == fields.end()) continue;
        named.try_emplace(*hash, entry.zone + " " + std::to_string(entry.seq));
      }
    }
    return {};
  };
  auto const heads = TRY(store.heads());
  for (auto const& head : heads) TRY(store.each_entry(head.zone, INT64_MIN, take));
  return named;
}

}  // namespace

Result<std::vector<Error>> problems_of_files(db::Connection& at, meta::Catalog const& catalog,
                                             FileStore const& files) {
  std::vector<Error> problems;
  auto const named = TRY(named_in(at, catalog));
  for (auto const& [hash, entry] : named) {
    auto const checked = files.check(hash);
    if (checked) continue;
    auto problem = checked.error();
    problem.code = Error::Code::broken;
    problem.where = entry + " " + hash;
    problem.says.args = {{"where", problem.where}};
    problems.push_back(std::move(problem));
  }
  return problems;
}

Result<std::vector<std::string>> files_not_named(db::Connection& at, meta::Catalog const& catalog,
                                                 FileStore const& files) {
  std::vector<std::string> others;
  auto const named = TRY(named_in(at, catalog));
  TRY(files.each(
      [&](std::string const& path, std::optional<std::string> const& hash) -> Result<void> {
        if (!hash || !named.contains(*hash)) others.push_back(path);
        return {};
      }));
  std::ranges::sort(others);
  return others;
}

}  // namespace zonebook::ledger
