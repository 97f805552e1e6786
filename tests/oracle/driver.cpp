// build/oracle_driver FILE: the ledger's own answers to a file of the oracle, as the same JSON.
//
//   tests/oracle/check            asks it about the worked example and many histories
//
// On an SQLite file of its own, or with --postgres in a schema of its own on the server of
// ZONEBOOK_TEST_POSTGRES; either goes when it ends.

#include <fmt/format.h>

#include <cstdio>
#include <fstream>
#include <iterator>

#include "session.h"

namespace {

using namespace zonebook;

Result<std::string> answers_of(std::string const& path, db::Dialect on) {
  std::ifstream file(path, std::ios::binary);
  std::string const text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  auto const given = TRY(Json::parse(text));
  auto session = TRY(oracle::Session::open(given, on));
  std::vector<Json> answers;
  for (auto const& step : given.find("steps")->items()) {
    auto answer = TRY(session->answer(step));
    answers.push_back(std::move(answer));
  }
  auto const& told = session->by_tables();
  return to_text(
      Json::object({{"answers", Json::array(std::move(answers))},
                    {"by_tables", Json::object({{"differences", Json::integer(told.differences)},
                                                {"records", Json::integer(told.records)},
                                                {"sums_only", Json::integer(told.sums_only)},
                                                {"not_kept", Json::integer(told.not_kept)}})}}));
}

}  // namespace

int main(int argc, char** argv) {
  auto on = db::Dialect::sqlite;
  std::string path;
  for (int i = 1; i < argc; ++i) {
    if (std::string_view(argv[i]) == "--postgres")
      on = db::Dialect::postgres;
    else
      path = argv[i];
  }
  auto const answers = answers_of(path, on);
  if (!answers) {
    fmt::print(stderr, "{}: {}\n", answers.error().where,
               render(answers.error().says, Language::en));
    return 1;
  }
  fmt::print("{}\n", *answers);
  return 0;
}
