// The one writer of an SQLite file: a thread that commits what waits in groups.
//
//   SqliteWriter writer(std::move(file));
//   TRY(writer.write(work));              // from any thread; durable now
//
// Each work of a group runs in a savepoint, so that its error undoes it and none of its neighbours.
// If the transaction as a whole cannot be committed, each work is run again in one of its own.  A
// failed sync of the disk is final: what the kernel then still holds is not known, so nothing is
// written any more until the program starts anew and reads what is really there.

#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "db/sqlite_connection.h"

namespace zonebook::db {

class SqliteWriter {
 public:
  SqliteWriter(std::unique_ptr<SqliteFile>, int busy_timeout_ms);
  ~SqliteWriter();
  SqliteWriter(SqliteWriter const&) = delete;
  SqliteWriter& operator=(SqliteWriter const&) = delete;

  Result<void> write(Work const&);
  std::uint64_t changes() const { return changes_.load(std::memory_order_acquire); }

 private:
  struct Waiting {
    Work const& work;
    Result<void> answer;
    bool is_done = false;
    std::condition_variable done;
  };

  void serve();
  void answer(std::span<Waiting* const> group);
  Result<void> commit(std::span<Waiting* const> group);
  Result<void> run_all(std::span<Waiting* const> group);
  Result<void> run_one(Waiting&);
  Result<void> end_savepoint(Waiting const&);
  Error lost_commit();
  void empty_log();
  int checkpoint(int mode, int wait_ms);
  void checkpoint_if_due();

  std::unique_ptr<SqliteFile> file_;
  SqliteConnection connection_;
  int const busy_timeout_ms_;
  bool has_stopped_ = false;  // the writer's thread alone
  int frames_ = 0;            // in the write-ahead log; the writer's thread alone
  int frames_at_checkpoint_ = 0;
  int frames_at_commit_ = 0;           // of the group before
  bool has_waited_ = false;            // for readers, so that the log can be emptied
  bool changes_what_is_kept_ = false;  // the group; the writer's thread alone
  std::atomic<std::uint64_t> changes_ = 0;

  std::mutex mutex_;
  std::condition_variable arrived_;
  std::vector<Waiting*> queue_;
  bool is_ending_ = false;
  std::thread thread_;  // last: it begins when all else is there
};

}  // namespace zonebook::db
