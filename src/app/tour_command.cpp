// zonebook tour: the proof in half a minute, for somebody who has never heard of a development
// zone.  It makes the demonstration year in a folder of its own, types the commands that a
// newcomer would, each by this very program, and takes the folder away again.
//
// Source: PRODUCT G, the three-minute proof; a step is here once it works.

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <span>

#include "app/command.h"
#include "base/random.h"
#include "db/database.h"

namespace zonebook::app {
namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

// A folder that is gone when the tour is over, also where it stopped; not where it was killed.
class OwnFolder {
 public:
  static Result<OwnFolder> make() {
    std::error_code failed;
    auto const path = fs::temp_directory_path(failed) / ("zonebook-tour-" + random_hexadecimal(8));
    if (!failed) fs::create_directory(path, failed);
    if (failed) {
      return std::unexpected(
          Error{Error::Code::unavailable,
                {"app.tour.no_folder", {{"path", path.string()}, {"detail", failed.message()}}},
                path.string()});
    }
    return OwnFolder(path);
  }
  ~OwnFolder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  OwnFolder(OwnFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  OwnFolder(OwnFolder const&) = delete;
  OwnFolder& operator=(OwnFolder const&) = delete;
  OwnFolder& operator=(OwnFolder&&) = delete;

  std::string path() const { return path_.string(); }

 private:
  explicit OwnFolder(fs::path path) : path_(std::move(path)) {}

  fs::path path_;
};

enum class Output { shown, dropped };

// This program again; what it answers, or -1 where it did not run or was killed.
int run_again(Words const& words, Output output) {
  std::vector<char*> arguments;
  for (auto const& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t files;
  ::posix_spawn_file_actions_init(&files);
  if (output == Output::dropped) {
    ::posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  }
  std::fflush(stdout);
  ::pid_t child = 0;
  auto const failed =
      ::posix_spawn(&child, "/proc/self/exe", &files, nullptr, arguments.data(), environ);
  ::posix_spawn_file_actions_destroy(&files);
  if (failed != 0) return -1;
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return -1;
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

class Tour {
 public:
  Tour(Settings const& settings, std::string folder)
      : settings_(settings), folder_(std::move(folder)) {}

  Result<void> run() {
    tell("app.tour.begin");
    TRY(type({"sample"}, Output::dropped));
    tell("app.tour.figure");
    TRY(type({"figure", "batch_started_amount", "--zone", "jiaocheng", "--period", "2023",
              "--records"}));
    tell("app.tour.difference");
    TRY(type({"diff", "batch_started_amount", "--zone", "jiaocheng", "--period", "2023", "--known",
              "2023-12-20"}));
    tell("app.tour.same_name");
    for (auto const* name : {"batch_signed_start_rate", "signed_outside_start_rate"}) {
      TRY(type({"figure", name, "--zone", "jiaocheng", "--period", "2023"}));
    }
    tell("app.tour.verify");
    TRY(type({"verify"}));
    tell("app.tour.changed");
    TRY(change_a_sign());
    TRY(type({"verify"}, Output::shown, 1));
    tell("app.tour.end");
    return {};
  }

 private:
  // With --json every line is one for programs.
  void tell(std::string const& key) const {
    if (settings_.json) {
      print_json(Json::object({{"step", Json::string(key)},
                               {"says", Json::string(render({key, {}}, settings_.language))}}));
      return;
    }
    fmt::print("\n");
    say({key, {}}, settings_);
  }

  Result<void> type(Words words, Output output = Output::shown, int expected = 0) const {
    std::string typed = "zonebook";
    for (auto const& word : words) typed += " " + word;
    if (output == Output::shown && !settings_.json) fmt::print("\n$ {}\n", typed);
    words.insert(words.begin(), "zonebook");
    for (auto const& word : {std::string("--data"), folder_, std::string("--model"),
                             settings_.model, std::string("--language"),
                             std::string(settings_.language == Language::en ? "en" : "zh")}) {
      words.push_back(word);
    }
    if (settings_.json) words.emplace_back("--json");
    if (run_again(words, output) == expected) return {};
    return std::unexpected(
        Error{Error::Code::broken, {"app.tour.stopped", {{"command", typed}}}, typed});
  }

  // Past the ledger, as somebody with the file in hand would: one sign of an entry's reason.
  Result<void> change_a_sign() const {
    auto const database = TRY(db::Database::open({.location = folder_ + "/zonebook.db"}));
    return database->write([](db::Connection& at) {
      return at.script(
          "UPDATE entry SET reason = reason || '.' "
          "WHERE zone = 'jiaocheng' AND seq = (SELECT max(seq) FROM entry WHERE zone = "
          "'jiaocheng')");
    });
  }

  Settings const& settings_;
  std::string folder_;
};

Result<void> tour(Settings const& settings) {
  auto const folder = TRY(OwnFolder::make());
  return Tour(settings, folder.path()).run();
}

}  // namespace

void add_tour(CLI::App& program, Settings const& settings, Action& action) {
  auto* command = program.add_subcommand("tour", "半分钟看懂 / the proof in half a minute");
  command->callback(
      [&settings, &action] { action = [&settings] { return finish(tour(settings), settings); }; });
}

}  // namespace zonebook::app
