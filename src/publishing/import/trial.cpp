#include "publishing/import/trial.h"

#include <algorithm>
#include <future>
#include <iterator>
#include <map>

#include "ledger/request.h"

namespace zonebook::publishing {
namespace {

enum class Outcome : std::uint8_t { taken, marked };

// What rows are refused for together: the rule, and the record that it speaks of.
std::string cause_of(Error const& why) {
  auto cause = why.says.key;
  for (auto const& [name, value] : why.says.args) {
    if (name == "record") cause += " " + value;
  }
  return cause;
}

class Trial {
 public:
  Trial(Plan& plan, Letters const& letters, Desk const& desk)
      : plan_(plan), letters_(letters), desk_(desk) {}

  // All of it in one piece first.
  Result<Outcome> run(std::vector<Batch> const& batches) {
    auto outcome = Outcome::taken;
    auto coming = batches.empty() ? Coming() : prepare(batches.front());
    for (std::size_t i = 0; i < batches.size(); ++i) {
      auto const ready = coming.get();
      if (i + 1 < batches.size()) coming = prepare(batches[i + 1]);
      is_proposal_ = batches[i].is_proposal;
      auto const error = TRY(refusal_of(ready));
      if (!error) continue;
      TRY(mark_refused(batches[i].rows));
      outcome = Outcome::marked;
    }
    return outcome;
  }

 private:
  static constexpr std::size_t readmitted_most = 64;  // beyond, each try costs too much
  // A letter, and unless a door takes it as it is, what the ledger reads in it.
  struct Ready {
    Json letter;
    std::optional<Result<ledger::Request>> request = {};
  };
  using Coming = std::future<Ready>;

  // Beside the ledger, which is busy with the batch before.
  Coming prepare(Batch const& batch) {
    return std::async(std::launch::async, [this, &batch] { return ready_of(batch.rows); });
  }

  // Marks the rows that the ledger refuses, so that it takes the others together.
  Result<void> mark_refused(std::span<std::size_t const> rows) {
    admitted_.clear();
    refused_.clear();
    TRY(admit(rows));
    // Rows may need each other: shares that add up only with all of them.
    std::map<std::string, std::vector<std::size_t>> alike;
    for (auto const& [row, why] : refused_) alike[cause_of(why)].push_back(row);
    auto const are_few = refused_.size() <= readmitted_most;
    for (auto const& [key, group] : alike) {
      if (are_few) TRY(readmit(group));
    }
    for (auto const& [row, why] : refused_) mark(plan_.rows[row], why);
    return {};
  }

  // Those rows that the ledger takes beside the admitted ones.
  Result<void> admit(std::span<std::size_t const> rows) {
    auto error = TRY(refusal_of(rows));
    if (!error) error = TRY(refusal_of(with(rows)));
    if (!error) {
      admitted_ = with(rows);
      return {};
    }
    if (rows.size() == 1) {
      refused_.emplace(rows.front(), *error);
      return {};
    }
    auto const half = rows.size() / 2;
    TRY(admit(rows.first(half)));
    return admit(rows.subspan(half));
  }

  Result<void> readmit(std::span<std::size_t const> rows) {
    if (rows.size() < 2) return {};
    auto const error = TRY(refusal_of(with(rows)));
    if (!error) {
      admitted_ = with(rows);
      for (auto const row : rows) refused_.erase(row);
      return {};
    }
    auto const half = rows.size() / 2;
    TRY(readmit(rows.first(half)));
    return readmit(rows.subspan(half));
  }

  // In their order in the file.
  std::vector<std::size_t> with(std::span<std::size_t const> rows) const {
    std::vector<std::size_t> all;
    std::ranges::merge(admitted_, rows, std::back_inserter(all));
    return all;
  }

  Result<std::optional<Error>> refusal_of(std::span<std::size_t const> rows) {
    return refusal_of(ready_of(rows));
  }

  Ready ready_of(std::span<std::size_t const> rows) const {
    Ready ready{.letter = letters_.letter(rows)};
    if (desk_.door) return ready;
    ready.request =
        ledger::read_request(ready.letter, desk_.ledger.catalog(), desk_.ledger.local());
    return ready;
  }

  Result<std::optional<Error>> refusal_of(Ready const& ready) {
    using Code = Error::Code;
    auto const tried = try_ready(ready);
    if (tried) return std::nullopt;
    // It waits for one in any case.
    if (is_proposal_ && tried.error().says.key == "ledger.second_person") return std::nullopt;
    auto const code = tried.error().code;
    if (code == Code::unavailable || code == Code::broken) return std::unexpected(tried.error());
    return tried.error();
  }

  Result<void> try_ready(Ready const& ready) {
    if (desk_.door) {
      return desk_.door->check(ready.letter, is_proposal_ ? Door::As::proposal : Door::As::entry);
    }
    auto const& request = *ready.request;
    if (!request) return std::unexpected(request.error());
    return desk_.ledger.check(*request);
  }

  void mark(PlannedRow& row, Error const& error) {
    if (error.says.key == "ledger.second_person") {
      row.needs_second_person = true;
      row.told.push_back({row.place(), error.says});
      return;
    }
    row.state = RowState::rejected;
    row.told.insert(row.told.begin(), {row.place(), error.says});
  }

  Plan& plan_;
  Letters const& letters_;
  Desk const& desk_;
  bool is_proposal_ = false;
  std::vector<std::size_t> admitted_;
  std::map<std::size_t, Error> refused_;
};

}  // namespace

Result<void> try_rows(Plan& plan, ImportOptions const& options, ledger::Lives& lives,
                      Desk const& desk) {
  // Marked rows change which rows stand in a batch together: until all are taken as they are cut.
  auto is_settled = false;
  while (!is_settled) {
    Letters letters(plan, options, lives);
    auto const batches = TRY(letters.batches());
    auto const outcome = TRY(Trial(plan, letters, desk).run(batches));
    is_settled = outcome == Outcome::taken;
  }
  return {};
}

}  // namespace zonebook::publishing
