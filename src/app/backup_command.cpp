// zonebook backup F; zonebook restore F [--erasures LIST]

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>

#include "app/book.h"
#include "app/command.h"
#include "app/keys.h"
#include "ledger/backup.h"
#include "ledger/erased.h"
#include "ledger/verify.h"

namespace zonebook::app {
namespace {

void tell(ledger::BackedUp const& copied, Text says, Settings const& settings) {
  if (settings.json) {
    auto heads = Json::object();
    for (auto const& [zone, seq, hash] : copied.heads) {
      heads.set(zone, Json::object({{"seq", Json::integer(seq)}, {"hash", Json::string(hash)}}));
    }
    std::vector<Json> damaged;
    for (auto const& hash : copied.files.damaged) damaged.push_back(Json::string(hash));
    print_json(Json::object({{"entries", Json::integer(copied.entries)},
                             {"heads", std::move(heads)},
                             {"files", Json::integer(copied.files.count)},
                             {"damaged_files", Json::array(std::move(damaged))}}));
    return;
  }
  says.args.emplace_back("count", std::to_string(copied.entries));
  says.args.emplace_back("files", std::to_string(copied.files.count));
  say(says, settings);
  for (auto const& [zone, seq, hash] : copied.heads) {
    say({"publishing.head", {{"zone", zone}, {"seq", std::to_string(seq)}, {"hash", hash}}},
        settings);
  }
}

// Whole, but for these files: the rest is done first, and then it is said.
Result<void> expect_whole(ledger::CopiedFiles const& files) {
  if (files.damaged.empty()) return {};
  std::string names;
  for (auto const& hash : files.damaged) names += (names.empty() ? "" : ", ") + hash;
  return std::unexpected(
      Error{Error::Code::broken, {"app.backup.damaged_files", {{"files", std::move(names)}}}, ""});
}

// No model is needed, and none is asked for: what is saved is the log.
Result<void> back_up(std::string const& path, Settings const& settings) {
  // Beside a program that owns the database, and on a full disk, a backup is made none the less:
  // one that was not made is worse than an act that was not written down.
  auto opened = open_database(settings, Access::own);
  auto const is_ours = opened.has_value();
  if (!is_ours) opened = open_database(settings, Access::read_only);
  if (!opened) return std::unexpected(opened.error());
  auto const database = std::move(*opened);
  if (is_ours) {
    auto const is_written = database->write([&](db::Connection& at) -> Result<void> {
      auto const now = TRY(ledger::shown_now(at, SystemClock()));
      return ledger::audit(
          at, {.act = ledger::act::backed_up, .actor = system_user(), .about = path}, now);
    });
    if (!is_written) {
      print_error(is_written.error(), settings);
      fmt::print(stderr, "{}\n", render({"app.backup.not_audited", {}}, settings.language));
    }
  }
  auto const files = file_store(settings);
  auto const copied = TRY(ledger::back_up(*database, path, &files));
  tell(copied, {"app.backup.done", {{"path", path}}}, settings);
  return expect_whole(copied.files);
}

// This place's own list of what was erased, and what the one that is brought along adds to it.
struct Erasures {
  std::set<std::string> own, added;

  std::set<std::string> all() const {
    auto both = own;
    both.insert(added.begin(), added.end());
    return both;
  }
};

Result<Erasures> erasures_from(std::string const& brought, Settings const& settings) {
  Erasures found;
  found.own = TRY(ledger::ErasedList(erased_list(settings)).refs());
  if (brought.empty()) return found;
  TRY(read_file(brought));  // not_found, if it is not there
  auto const others = TRY(ledger::ErasedList(brought).refs());
  std::ranges::set_difference(others, found.own, std::inserter(found.added, found.added.end()));
  return found;
}

struct Arguments {
  std::string path, erasures;
};

// The chains were held before anything was written; what else the file brought (personal values,
// shapes, audit chain, files) is looked at where it stands now.  What differs is kept and told: a
// ledger with one wrong row is worth more than none.
Result<void> expect_sound(Book const& book, Settings const& settings) {
  auto const problems = TRY(ledger::verify(*book.database, *book.ledger));
  if (problems.empty()) return {};
  for (auto const& problem : problems) {
    fmt::print(stderr, "{}\n", render(problem.says, settings.language));
  }
  return std::unexpected(
      Error{Error::Code::broken,
            {"app.restore.problems", {{"count", std::to_string(problems.size())}}},
            problems.front().where});
}

Result<void> restore(Arguments const& arguments, Settings const& settings) {
  auto const& path = arguments.path;
  auto shapes = TRY(ledger::shapes_in(path));
  auto model = TRY(load_model(settings, std::move(shapes)));
  auto const erasures = TRY(erasures_from(arguments.erasures, settings));
  auto database = TRY(open_place(settings));
  TRY(ledger::ErasedList(erased_list(settings))
          .add({erasures.added.begin(), erasures.added.end()}));
  auto const key = TRY(make_ledger_secret(settings));
  auto const files = file_store(settings);
  auto const now = TRY(real_now(*database));
  ledger::Restoring restoring{.now = now, .files = &files};
  restoring.erased = erasures.all();
  restoring.secret = TRY(ledger_secret(settings));
  auto const copied = TRY(ledger::restore(*database, path, *model.catalog, restoring));
  TRY(take_steps(*database));  // of the other rooms, whose tables a backup does not hold
  tell(copied, {"app.restore.done", {{"path", path}}}, settings);
  if (key == KeyFile::made && !settings.json) say({"app.restore.new_key", {}}, settings);
  TRY(expect_whole(copied.files));
  auto const book = TRY(make_book(settings, std::move(database), std::move(model), Access::own));
  return expect_sound(*book, settings);
}

}  // namespace

void add_backup(CLI::App& program, Settings const& settings, Action& action) {
  auto file = std::make_shared<std::string>();
  auto* command = program.add_subcommand("backup", "备份 / the ledger into one file");
  command->add_option("file", *file, "写入的文件 / the file to write")->required();
  command->callback([=, &settings, &action] {
    action = [=, &settings] { return finish(back_up(*file, settings), settings); };
  });
}

void add_restore(CLI::App& program, Settings const& settings, Action& action) {
  auto arguments = std::make_shared<Arguments>();
  auto* command = program.add_subcommand("restore", "由备份恢复 / a ledger from a backup");
  command->add_option("file", arguments->path, "备份文件 / the backup")->required();
  command->add_option("--erasures", arguments->erasures,
                      "原来的 keys/erased / the keys/erased of the ledger that was saved");
  command->callback([=, &settings, &action] {
    action = [=, &settings] { return finish(restore(*arguments, settings), settings); };
  });
}

}  // namespace zonebook::app
