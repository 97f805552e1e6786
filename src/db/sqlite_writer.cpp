#include "db/sqlite_writer.h"

#include <algorithm>

namespace zonebook::db {
namespace {

// The log is copied into the file each time it has grown by this many pages (of 4 KiB), or by some
// transactions such as the last one: large ones write the same inner pages each time, which are
// then copied once.  Readers do not hinder that, but they keep the log from beginning anew.  Past
// `restart_frames` the writer waits a little for them.
constexpr int checkpoint_frames = 1000, checkpoint_frames_most = 16'000;
constexpr int checkpoint_transactions = 2;
constexpr int restart_frames = 32'000;
constexpr int restart_wait_ms = 100;

}  // namespace

SqliteWriter::SqliteWriter(std::unique_ptr<SqliteFile> file, int busy_timeout_ms)
    : file_(std::move(file)), connection_(*file_), busy_timeout_ms_(busy_timeout_ms) {
  auto const count = [](void* frames, sqlite3*, char const*, int pages) {
    *static_cast<int*>(frames) = pages;
    return SQLITE_OK;
  };
  sqlite3_wal_hook(file_->get(), count, &frames_);  // in place of the automatic checkpoint
  thread_ = std::thread([this] { serve(); });
}

SqliteWriter::~SqliteWriter() {
  {
    std::lock_guard const lock(mutex_);
    is_ending_ = true;
  }
  arrived_.notify_one();
  thread_.join();
}

Result<void> SqliteWriter::write(Work const& work) {
  CHECK(std::this_thread::get_id() != thread_.get_id());  // it would wait for itself
  Waiting waiting{work, {}, false, {}};
  std::unique_lock lock(mutex_);
  queue_.push_back(&waiting);
  arrived_.notify_one();
  waiting.done.wait(lock, [&] { return waiting.is_done; });
  return std::move(waiting.answer);
}

void SqliteWriter::serve() {
  std::unique_lock lock(mutex_);
  for (;;) {
    arrived_.wait(lock, [&] { return is_ending_ || !queue_.empty(); });
    if (queue_.empty()) return;
    auto const group = std::exchange(queue_, {});
    lock.unlock();
    answer(group);
    if (connection_.forgets_deleted()) empty_log();
    lock.lock();
    for (auto* waiting : group) {
      waiting->is_done = true;
      waiting->done.notify_one();  // under the lock: the other thread still waits there
    }
    lock.unlock();
    checkpoint_if_due();
    lock.lock();
  }
}

void SqliteWriter::answer(std::span<Waiting* const> group) {
  auto const committed = commit(group);
  if (committed) return;
  if (group.size() > 1 && !has_stopped_) {
    for (std::size_t i = 0; i < group.size(); ++i) answer(group.subspan(i, 1));
    return;
  }
  for (auto* waiting : group) waiting->answer = committed;
}

// An error here is of the transaction; that of a work stands in its answer.
Result<void> SqliteWriter::commit(std::span<Waiting* const> group) {
  if (has_stopped_) {
    return std::unexpected(Error{Error::Code::unavailable, {"db.disk_stopped", {}}, {}});
  }
  TRY(file_->execute("BEGIN IMMEDIATE"));
  auto done = run_all(group);
  if (done) {
    done = file_->execute("COMMIT");
    // Of a commit that failed too, for it may have been written.
    if (changes_what_is_kept_) changes_.fetch_add(1, std::memory_order_acq_rel);
    // Not synced, but perhaps written: only reading it anew can tell.
    if (!done && (sqlite3_extended_errcode(file_->get()) & 0xff) == SQLITE_IOERR) {
      done = std::unexpected(lost_commit());
    }
  }
  if (file_->is_in_transaction() && !file_->execute("ROLLBACK")) has_stopped_ = true;
  return done;
}

Error SqliteWriter::lost_commit() {
  has_stopped_ = true;
  return {Error::Code::unavailable,
          {"db.outcome_unknown", {{"detail", sqlite3_errmsg(file_->get())}}},
          {}};
}

Result<void> SqliteWriter::run_all(std::span<Waiting* const> group) {
  changes_what_is_kept_ = false;
  for (auto* waiting : group) TRY(run_one(*waiting));
  return {};
}

Result<void> SqliteWriter::run_one(Waiting& waiting) {
  TRY(file_->execute("SAVEPOINT work"));
  connection_.forget_failure();
  waiting.answer = waiting.work(connection_);
  if (connection_.changes_what_is_kept()) changes_what_is_kept_ = true;
  if (auto const& failure = connection_.failure()) {
    if (waiting.answer) waiting.answer = std::unexpected(*failure);
    // A full disk and the like: SQLite has undone the whole transaction, neighbours and all.
    if (!file_->is_in_transaction()) return std::unexpected(*failure);
  }
  CHECK(file_->is_in_transaction());
  return end_savepoint(waiting);
}

Result<void> SqliteWriter::end_savepoint(Waiting const& waiting) {
  if (!waiting.answer) TRY(file_->execute("ROLLBACK TO work"));
  return file_->execute("RELEASE work");
}

// Tried again after each group while readers hold it back, but they are waited for only once.
void SqliteWriter::empty_log() {
  if (has_stopped_) return;
  auto const wait_ms = std::exchange(has_waited_, true) ? 0 : restart_wait_ms;
  if (checkpoint(SQLITE_CHECKPOINT_TRUNCATE, wait_ms) != SQLITE_OK) return;
  connection_.has_forgotten();
  has_waited_ = false;
  frames_ = frames_at_checkpoint_ = frames_at_commit_ = 0;
}

int SqliteWriter::checkpoint(int mode, int wait_ms) {
  sqlite3_busy_timeout(file_->get(), wait_ms);
  int const code = sqlite3_wal_checkpoint_v2(file_->get(), nullptr, mode, nullptr, nullptr);
  sqlite3_busy_timeout(file_->get(), busy_timeout_ms_);
  if (code == SQLITE_IOERR_FSYNC) has_stopped_ = true;  // any other failure passes, or comes again
  return code;
}

void SqliteWriter::checkpoint_if_due() {
  if (frames_ < frames_at_checkpoint_) frames_at_checkpoint_ = 0;  // the log has begun anew
  auto const begun_at = std::exchange(frames_at_commit_, frames_);
  auto const written = frames_ < begun_at ? frames_ : frames_ - begun_at;
  auto const due = std::clamp(checkpoint_transactions * std::min(written, checkpoint_frames_most),
                              checkpoint_frames, checkpoint_frames_most);
  if (has_stopped_ || frames_ - frames_at_checkpoint_ < due) return;
  frames_at_checkpoint_ = frames_;
  bool const is_long = frames_ >= restart_frames;
  checkpoint(is_long ? SQLITE_CHECKPOINT_RESTART : SQLITE_CHECKPOINT_PASSIVE, restart_wait_ms);
}

}  // namespace zonebook::db
