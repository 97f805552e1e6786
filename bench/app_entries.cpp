// How many durable entries a second come of letters over a ledger as `serve` opens it, by 64
// writers: by the ledger itself, and by the statements of the same entries alone (`raw`), with the
// same tables, indexes, bytes and group commit.  For bench/serve, which sends them over HTTP.
//
//   build/bench/app_entries DATA LETTERS ACTOR [WRITERS]
//
// DATA is the folder of a ledger that nobody has open; it is copied and left as it is.  LETTERS has
// a letter a line, each of records of its own.  Prints {"entries": …, "raw": …, "ledger": …,
// "sync_us": …, "writes": …}: rates a second, and how many statements write one entry.

#include <fmt/core.h>

#include <atomic>
#include <chrono>
#include <fstream>
#include <thread>

#include "app/book.h"
#include "recording.h"
#include "sync.h"

namespace zonebook {
namespace {

namespace fs = std::filesystem;
using Letters = std::vector<Json>;

app::Settings settings_of(fs::path const& data) {
  auto settled = app::settle({.data = data.string()}, [](auto const&) { return std::nullopt; });
  CHECK(settled.has_value());
  return std::move(*settled);
}

// A copy of a ledger's folder, gone with it.
class Copy {
 public:
  explicit Copy(fs::path const& of) : folder_(bench::folder() / "entries_copy") {
    fs::remove_all(folder_);
    fs::copy(of, folder_, fs::copy_options::recursive);
  }
  Copy(Copy const&) = delete;
  Copy& operator=(Copy const&) = delete;
  ~Copy() { fs::remove_all(folder_); }
  fs::path const& folder() const { return folder_; }

 private:
  fs::path folder_;
};

// The book that `serve` would open, over a database that records what is written.
class Recorded {
 public:
  explicit Recorded(app::Settings const& settings) {
    auto database = app::open_database(settings, app::Access::own);
    CHECK(database.has_value());
    inner_ = std::move(*database);
    auto model = app::load_model_for(*inner_, settings);
    CHECK(model.has_value());
    auto const reader = inner_->read();
    CHECK(reader.has_value());
    auto const root = ledger::root_zone(**reader);
    CHECK(root.has_value());
    auto editions = app::editions_in(*inner_, model->catalog, *root);
    CHECK(editions.has_value());
    auto recording = std::make_unique<bench::RecordingDatabase>(*inner_);
    recording_ = recording.get();
    auto book = app::make_book(settings, std::move(recording), std::move(*model), app::Access::own,
                               (*editions)->all());
    CHECK(book.has_value());
    book_ = std::move(*book);
  }

  bench::Writes append(Json const& letter) {
    CHECK(book_->ledger->append(letter).has_value());
    return recording_->take();
  }

 private:
  std::unique_ptr<db::Database> inner_;
  std::unique_ptr<app::Book> book_;
  bench::RecordingDatabase* recording_ = nullptr;
};

std::vector<bench::Writes> recorded(fs::path const& data, Letters const& letters) {
  Copy const copy(data);
  Recorded of(settings_of(copy.folder()));
  std::vector<bench::Writes> scripts;
  for (auto const& letter : letters) scripts.push_back(of.append(letter));
  return scripts;
}

// How many a second, each taken by the next writer that is free.
template <class Each>
double rate(std::size_t count, int writers, Each each) {
  std::atomic<std::size_t> next = 0;
  auto const start = std::chrono::steady_clock::now();
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < writers; ++t) {
      threads.emplace_back([&] {
        for (auto i = next++; i < count; i = next++) each(i);
      });
    }
  }
  auto const took = std::chrono::steady_clock::now() - start;
  return static_cast<double>(count) / std::chrono::duration<double>(took).count();
}

double rate_raw(fs::path const& data, std::vector<bench::Writes> const& scripts, int writers) {
  Copy const copy(data);
  auto const database = app::open_database(settings_of(copy.folder()), app::Access::own);
  CHECK(database.has_value());
  return rate(scripts.size(), writers, [&](std::size_t i) {
    CHECK((*database)->write([&](db::Connection& at) { return bench::run(scripts[i], at); }));
  });
}

double rate_of_ledger(fs::path const& data, Letters const& letters, int writers) {
  Copy const copy(data);
  auto const book = app::open_book(settings_of(copy.folder()), app::Access::own);
  CHECK(book.has_value());
  return rate(letters.size(), writers,
              [&](std::size_t i) { CHECK((*book)->ledger->append(letters[i]).has_value()); });
}

Letters read_letters(char const* path, std::string const& actor) {
  Letters letters;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    auto letter = Json::parse(line);
    CHECK(letter.has_value());
    letter->set("actor", Json::string(actor));
    letters.push_back(std::move(*letter));
  }
  return letters;
}

int measure(fs::path const& data, Letters const& letters, int writers) {
  auto const scripts = recorded(data, letters);
  std::size_t writes = 0;
  for (auto const& script : scripts) writes += script.size();
  auto const raw = rate_raw(data, scripts, writers);
  auto const ledger = rate_of_ledger(data, letters, writers);
  fmt::print(
      "{{\"entries\": {}, \"raw\": {:.0f}, \"ledger\": {:.0f}, \"sync_us\": {:.0f}, "
      "\"writes\": {:.1f}}}\n",
      letters.size(), raw, ledger, bench::sync_us(),
      static_cast<double>(writes) / static_cast<double>(letters.size()));
  return 0;
}

}  // namespace
}  // namespace zonebook

int main(int count, char** arguments) {
  if (count < 4) {
    fmt::print(stderr, "app_entries DATA LETTERS ACTOR [WRITERS]\n");
    return 2;
  }
  auto const letters = zonebook::read_letters(arguments[2], arguments[3]);
  return zonebook::measure(arguments[1], letters, count > 4 ? std::atoi(arguments[4]) : 64);
}
