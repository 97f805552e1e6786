#include "publishing/import/trial.h"

#include <algorithm>

#include "ledger/request.h"

namespace zonebook::publishing {
namespace {

class Trial {
 public:
  Trial(Plan& plan, Letters& letters, ledger::Ledger& ledger)
      : plan_(plan), letters_(letters), ledger_(ledger) {}

  Result<void> run(std::span<std::size_t const> rows) {
    auto const error = TRY(refusal_of(rows));
    if (!error) return {};
    if (rows.size() == 1) {
      mark(plan_.rows[rows.front()], *error);
      return {};
    }
    auto const half = rows.size() / 2;
    TRY(run(rows.first(half)));
    return run(rows.subspan(half));
  }

 private:
  Result<std::optional<Error>> refusal_of(std::span<std::size_t const> rows) {
    using Code = Error::Code;
    auto const letter = TRY(letters_.letter(rows));
    auto const request = ledger::read_request(letter, ledger_.catalog(), ledger_.local());
    auto const tried = request ? ledger_.check(*request) : std::unexpected(request.error());
    if (tried) return std::nullopt;
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
  Letters& letters_;
  ledger::Ledger& ledger_;
};

}  // namespace

Result<void> try_rows(Plan& plan, ImportOptions const& options, ledger::Lives& lives,
                      ledger::Ledger& ledger) {
  Letters letters(plan, options, lives);
  auto const batches = TRY(letters.batches());
  Trial trial(plan, letters, ledger);
  for (auto const& batch : batches) TRY(trial.run(batch.rows));
  return {};
}

}  // namespace zonebook::publishing
