#include <future>

#include "ledger/request.h"
#include "publishing/import/letters.h"

namespace zonebook::publishing {
namespace {

// Entries that the ledger is given at a time: they share a transaction and its sync, and others who
// write wait for all of them.
constexpr std::size_t batches_together = 8;

// Some batches of one zone, all of them proposals or none, as the ledger takes them.
struct Group {
  std::span<Batch const> batches;
  std::vector<Json> letters;              // of proposals, and of all that goes through a door
  std::vector<ledger::Request> requests;  // of the others
  std::optional<Error> refused = {};      // why there is none of the next batch
};

// While the ledger writes one group, the next is made ready beside it.
class Committing {
 public:
  Committing(Desk const& desk, Letters const& letters, std::vector<Batch> const& batches)
      : desk_(desk), letters_(letters), left_(batches) {
    for (auto const& batch : batches) rows_ += batch.rows.size();
  }

  Result<Imported> run(Commit const& how) {
    Imported imported;
    auto coming = prepare_next();
    while (coming.valid() && !imported.stopped) {
      auto const group = TRY(coming.get());
      coming = prepare_next();
      write(group, imported, how);
    }
    return imported;
  }

 private:
  // Not valid when there is none left.
  std::future<Result<Group>> prepare_next() {
    if (left_.empty()) return {};
    auto const& first = left_.front();
    std::size_t size = 0;
    while (size < left_.size() && size < batches_together && left_[size].zone == first.zone &&
           left_[size].is_proposal == first.is_proposal) {
      ++size;
    }
    auto const batches = left_.first(size);
    left_ = left_.subspan(size);
    return std::async(std::launch::async, [this, batches] { return prepare(batches); });
  }

  // Reads the plan and the catalog alone.
  Result<Group> prepare(std::span<Batch const> batches) const {
    Group group{.batches = batches, .letters = {}, .requests = {}};
    for (auto const& batch : batches) {
      auto letter = letters_.letter(batch.rows);
      if (batch.is_proposal || desk_.door) {
        group.letters.push_back(std::move(letter));
        continue;
      }
      auto request = ledger::read_request(letter, desk_.ledger.catalog(), desk_.ledger.local());
      if (!request) {
        group.refused = std::move(request.error());
        break;
      }
      group.requests.push_back(std::move(*request));
    }
    return group;
  }

  void write(Group const& group, Imported& imported, Commit const& how) {
    auto appended = group.letters.empty() ? desk_.ledger.append(group.requests) : one_by_one(group);
    for (std::size_t i = 0; i < appended.receipts.size(); ++i) {
      auto const& batch = group.batches[i];
      imported.entries.push_back(
          {batch.zone, std::move(appended.receipts[i]), batch.rows.size(), batch.is_proposal});
      done_ += batch.rows.size();
      if (how.progress) how.progress(done_, rows_);
    }
    imported.stopped = appended.stopped ? std::move(appended.stopped) : group.refused;
  }

  ledger::Appended one_by_one(Group const& group) {
    ledger::Appended appended;
    for (std::size_t i = 0; i < group.letters.size(); ++i) {
      auto receipt = write_one(group.letters[i], group.batches[i].is_proposal);
      if (!receipt) {
        appended.stopped = receipt.error();
        break;
      }
      appended.receipts.push_back(std::move(*receipt));
    }
    return appended;
  }

  Result<ledger::Receipt> write_one(Json const& letter, bool is_proposal) {
    if (!desk_.door) return desk_.proposals.propose(letter);
    return desk_.door->write(letter, is_proposal ? Door::As::proposal : Door::As::entry);
  }

  Desk const& desk_;
  Letters const& letters_;
  std::span<Batch const> left_;
  std::size_t rows_ = 0, done_ = 0;
};

}  // namespace

Result<Imported> Importing::commit(Plan const& plan, Commit const& how) {
  auto const differs = plan.count(RowState::differs);
  if (differs > 0) {
    return std::unexpected(
        Error{Error::Code::conflict,
              {"publishing.import.say_meaning", {{"count", std::to_string(differs)}}},
              plan.file});
  }
  auto const rejected = plan.count(RowState::rejected);
  if (rejected > 0 && how.rows == Commit::Rows::all) {
    return std::unexpected(
        Error{Error::Code::conflict,
              {"publishing.import.rejected_rows", {{"count", std::to_string(rejected)}}},
              plan.file});
  }
  if (options_.source.empty()) options_.source = plan.file;
  std::optional<ledger::Snapshot> snapshot = TRY(desk_.ledger.read(desk_.reads));
  Letters letters(plan, options_, snapshot->store());
  auto const batches = TRY(letters.batches());
  snapshot.reset();  // while somebody reads, SQLite cannot shorten its write-ahead file
  return Committing(desk_, letters, batches).run(how);
}

}  // namespace zonebook::publishing
