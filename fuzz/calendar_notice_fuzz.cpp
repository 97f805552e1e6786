// Any bytes as a notice of days off and as stretches that a person types: what is read is written
// and read back the same, and working days made of it add and count alike.

#include <cstdlib>

#include "calendar/work_days.h"

namespace {

using namespace zonebook;
using namespace zonebook::calendar;

void expect(bool holds) {
  if (!holds) std::abort();
}

void look_at(Error const& error) {
  expect(!error.says.key.empty());
  (void)render(error.says, Language::zh);
  (void)render(error.says, Language::en);
}

void walk(WorkDays const& days, Date from) {
  for (std::int64_t const n : {1, 2, 30, -1, -30}) {
    auto const there = days.add(from, n);
    if (!there) continue;
    expect(days.is_working(*there));
    auto const next = there->add_days(1);
    auto const start = from.add_days(1);
    if (n > 0 && next && start) expect(days.count(*start, *next) == n);
    if (n < 0) expect(days.count(*there, from) == -n);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
  if (size > 20'000) return 0;
  std::string const text(reinterpret_cast<char const*>(data), size);
  if (auto const typed = read_days(text)) {
    auto const again = read_days(write_days(*typed));
    expect(again && *again == *typed);
  } else {
    look_at(typed.error());
  }
  auto const notice = read_notice(text, "calendar/fuzz.tsv");
  if (!notice) {
    look_at(notice.error());
    return 0;
  }
  auto const made = WorkDays::make(std::vector<Notice>{*notice});
  if (!made) {
    look_at(made.error());
    return 0;
  }
  if (auto const first = Date::from_civil({notice->year, 1, 1})) walk(*made, *first);
  for (auto const& stretch : notice->holidays) walk(*made, stretch.first);
  auto const closed = made->closed_on(notice->make_up_days);
  if (closed && !notice->make_up_days.empty()) walk(*closed, notice->make_up_days.front().last);
  return 0;
}
