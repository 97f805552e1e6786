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
  Trial(Plan& plan, Letters const& letters, ledger::Ledger& ledger)
      : plan_(plan), letters_(letters), ledger_(ledger) {}

  // All of it in one piece first.
  Result<Outcome> run(std::vector<Batch> const& batches) {
    auto outcome = Outcome::taken;
    auto coming = batches.empty() ? Coming() : prepare(batches.front());
    for (std::size_t i = 0; i < batches.size(); ++i) {
      auto const request = coming.get();
      if (i + 1 < batches.size()) coming = prepare(batches[i + 1]);
      is_proposal_ = batches[i].is_proposal;
      auto const error = TRY(refusal_of(request));
      if (!error) continue;
      TRY(mark_refused(batches[i].rows));
      outcome = Outcome::marked;
    }
    return outcome;
  }

 private:
  static constexpr std::size_t readmitted_most = 64;  // beyond, each try costs too much
  using Coming = std::future<Result<ledger::Request>>;

  // Beside the ledger, which is busy with the batch before.
  Coming prepare(Batch const& batch) {
    return std::async(std::launch::async, [this, &batch] { return request_of(batch.rows); });
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
    return refusal_of(request_of(rows));
  }

  Result<ledger::Request> request_of(std::span<std::size_t const> rows) const {
    auto const letter = letters_.letter(rows);
    return ledger::read_request(letter, ledger_.catalog(), ledger_.local());
  }

  Result<std::optional<Error>> refusal_of(Result<ledger::Request> const& request) {
    using Code = Error::Code;
    auto const tried = request ? ledger_.check(*request) : std::unexpected(request.error());
    if (tried) return std::nullopt;
    // It waits for one in any case.
    if (is_proposal_ && tried.error().says.key == "ledger.second_person") return std::nullopt;
    auto const code = tried.error().code;
    if (code == Code::unavailable || code == Code::broken) return std::unexpected(tried.error());
    return tried.error();
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
  ledger::Ledger& ledger_;
  bool is_proposal_ = false;
  std::vector<std::size_t> admitted_;
  std::map<std::size_t, Error> refused_;
};

}  // namespace

Result<void> try_rows(Plan& plan, ImportOptions const& options, ledger::Lives& lives,
                      ledger::Ledger& ledger) {
  // Marked rows change which rows stand in a batch together: until all are taken as they are cut.
  auto is_settled = false;
  while (!is_settled) {
    Letters letters(plan, options, lives);
    auto const batches = TRY(letters.batches());
    auto const outcome = TRY(Trial(plan, letters, ledger).run(batches));
    is_settled = outcome == Outcome::taken;
  }
  return {};
}

}  // namespace zonebook::publishing
