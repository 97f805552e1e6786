#include "casework/checklist.h"

#include <algorithm>
#include <array>
#include <map>
#include <ranges>

namespace zonebook::casework {
namespace {

constexpr std::array ways = {"approval", "promise", "unified", "outside", "own"};

Result<Task> task_of(Hit const& hit) {
  Task task{.code = hit.text("code"),
            .name = hit.says,
            .phase = hit.text("phase"),
            .lead = hit.text("lead"),
            .days = hit.number("days").value_or(-1),
            .way = {},
            .after = {},
            .rule = hit.rule,
            .source = hit.source};
  auto const way = std::ranges::find(ways, hit.text("way"));
  if (task.code.empty() || task.days < 0 || way == ways.end()) {
    return invalid({"casework.bad_task", {{"rule", hit.rule}}}, "checklist." + hit.rule);
  }
  task.way = static_cast<Task::Way>(way - ways.begin());
  auto const* const after = hit.find("after");
  if (after && after->is(feel::Kind::list)) {
    for (auto const& code : after->list()) {
      if (code.is(feel::Kind::string)) task.after.push_back(code.string());
    }
  }
  return task;
}

class Planning {
 public:
  Planning(Date from, calendar::WorkDays const& days) : from_(from), days_(days) {}

  Result<Plan> run(std::vector<Task> const& tasks) {
    TRY(order(tasks));
    for (auto& one : plan_.tasks) {
      for (auto const at : waits_for(one.task)) {
        one.start = std::max(one.start, plan_.tasks[at].end);
      }
      one.end = one.start + one.task.days;
      plan_.days = std::max(plan_.days, one.end);
    }
    find_slack();
    find_critical();
    TRY(find_days());
    return std::move(plan_);
  }

 private:
  // Again and again what waits for nothing that is not placed yet, in the order given.
  Result<void> order(std::vector<Task> const& tasks) {
    std::map<std::string, std::size_t> left;
    for (std::size_t i = 0; i < tasks.size(); ++i) {
      if (!left.emplace(tasks[i].code, i).second) {
        return invalid({"casework.task_twice", {{"code", tasks[i].code}}}, tasks[i].code);
      }
    }
    while (!left.empty()) {
      auto const before = plan_.tasks.size();
      for (auto const& task : tasks) {
        auto const waits = [&](std::string const& code) { return left.contains(code); };
        if (!left.contains(task.code) || std::ranges::any_of(task.after, waits)) continue;
        places_[task.code] = plan_.tasks.size();
        plan_.tasks.push_back({.task = task, .from = from_, .to = from_});
        left.erase(task.code);
      }
      if (plan_.tasks.size() > before) continue;
      std::string codes;
      for (auto const& [code, at] : left) codes += (codes.empty() ? "" : ", ") + code;
      return invalid({"casework.circle", {{"codes", codes}}}, codes);
    }
    return {};
  }

  std::vector<std::size_t> waits_for(Task const& task) const {
    std::vector<std::size_t> found;
    for (auto const& code : task.after) {
      auto const at = places_.find(code);
      if (at != places_.end()) found.push_back(at->second);
    }
    return found;
  }

  void find_slack() {
    std::vector<std::int64_t> latest(plan_.tasks.size(), plan_.days);
    for (auto i = plan_.tasks.size(); i-- > 0;) {
      auto& one = plan_.tasks[i];
      one.slack = latest[i] - one.end;
      for (auto const at : waits_for(one.task)) {
        latest[at] = std::min(latest[at], latest[i] - one.task.days);
      }
    }
  }

  // From the first that ends last, back over what it waited for longest.
  void find_critical() {
    auto const last = std::ranges::find_if(
        plan_.tasks, [&](Planned const& one) { return one.end == plan_.days; });
    if (last == plan_.tasks.end()) return;
    std::vector<std::size_t> chain = {static_cast<std::size_t>(last - plan_.tasks.begin())};
    for (;;) {
      auto const& one = plan_.tasks[chain.back()];
      auto const before = waits_for(one.task);
      auto const next = std::ranges::find_if(
          before, [&](std::size_t at) { return plan_.tasks[at].end == one.start; });
      if (next == before.end()) break;
      chain.push_back(*next);
    }
    for (auto const at : std::views::reverse(chain)) {
      auto const& task = plan_.tasks[at].task;
      plan_.critical.push_back(task.code);
      auto const is_ours = task.way != Task::Way::outside && task.way != Task::Way::own;
      if (is_ours) plan_.ours_days += task.days;
    }
  }

  Result<void> find_days() {
    auto const day_of = [&](std::int64_t n) { return days_.add(from_, n); };
    for (auto& one : plan_.tasks) {
      auto const first = day_of(one.task.days == 0 ? one.end : one.start + 1);
      auto const last = day_of(one.end);
      if (!first || !last) return invalid({"casework.too_far", {{"code", one.task.code}}});
      one.from = *first;
      one.to = *last;
    }
    auto const expected = day_of(plan_.days);
    CHECK(expected.has_value());
    plan_.expected = *expected;
    plan_.basis = days_.basis(from_, plan_.expected);
    return {};
  }

  Date from_;
  calendar::WorkDays const& days_;
  Plan plan_;
  std::map<std::string, std::size_t> places_;  // of plan_.tasks
};

}  // namespace

std::string_view name_of(Task::Way way) { return ways[static_cast<std::size_t>(way)]; }

Result<std::vector<Task>> checklist(Rulebook const& rules, Inputs inputs, Date on) {
  std::vector<Task> tasks;
  auto const hits = TRY(rules.decide("checklist", std::move(inputs), on));
  for (auto const& hit : hits) {
    auto task = TRY(task_of(hit));
    tasks.push_back(std::move(task));
  }
  return tasks;
}

Result<Plan> plan_of(std::vector<Task> const& tasks, Date from, calendar::WorkDays const& days) {
  return Planning(from, days).run(tasks);
}

ListDifference difference(std::vector<Task> const& before, std::vector<Task> const& after) {
  ListDifference found;
  for (auto const& task : after) {
    auto const same = std::ranges::find(before, task.code, &Task::code);
    if (same == before.end()) {
      found.added.push_back(task);
    } else if (!(*same == task)) {
      found.changed.push_back({*same, task});
    }
  }
  for (auto const& task : before) {
    auto const still = std::ranges::find(after, task.code, &Task::code);
    if (still == after.end()) found.dropped.push_back(task);
  }
  return found;
}

}  // namespace zonebook::casework
