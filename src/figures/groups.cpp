#include "figures/groups.h"

#include <algorithm>

#include "figures/tally.h"

namespace zonebook::figures {
namespace {

struct Dimension {
  Group::Of of = Group::Of::field;
  std::string path;  // "": nothing is read of the record
  meta::Field const* field = nullptr;
};

Result<Dimension> dimension_of(Definition const& of, std::string const& by) {
  bool const is_typed = of.kind == Kind::typed;
  std::string const name = is_typed && by == "zone" ? "of_zone" : by;
  auto path = Path::resolve(name, *of.counted().in);
  if (path) return Dimension{Group::Of::field, name, &path->field()};
  if (by == "zone") return Dimension{Group::Of::zone, {}, nullptr};
  if (by != "month") return std::unexpected(path.error());
  if (is_typed || of.counted().kind == Kind::stock)
    return invalid({"figures.no_month", {{"id", of.id}}}, "by");
  return Dimension{Group::Of::month, {}, nullptr};
}

Group group_of(Dimension const& dimension, Behind const& one) {
  Group group{.of = dimension.of, .key = {}, .field = dimension.field, .total = {}};
  if (one.origin == Origin::adjustment) return {.of = Group::Of::adjustment, .key = {}};
  if (one.origin == Origin::opening) return {.of = Group::Of::opening, .key = {}};
  if (dimension.of == Group::Of::field) group.key = one.group.value_or(db::Value());
  if (dimension.of == Group::Of::zone) group.key = ledger::zone_of(one.id);
  if (dimension.of == Group::Of::month && one.event) {
    group.key = one.event->to_string().substr(0, 7);
  }
  return group;
}

class Grouping {
 public:
  Grouping(ledger::Snapshot& at, Question question, Dimension dimension)
      : at_(at), question_(std::move(question)), dimension_(std::move(dimension)) {}

  Result<void> add(Part part) {
    question_.part = part;
    auto const behind = TRY(records(at_, question_, dimension_.path));
    for (auto const& one : behind) {
      auto const made = group_of(dimension_, one);
      auto& group = groups_.try_emplace({made.of, made.key}, made).first->second;
      if (part == Part::numerator && !group.numerator) group.numerator.emplace();
      auto& total = part == Part::numerator ? *group.numerator : group.total;
      total.value = plus(total.value, one.amount);
      if (one.origin != Origin::opening) ++total.count;
    }
    return {};
  }

  std::vector<Group> take() {
    std::vector<Group> groups;
    for (auto& [unused, group] : groups_) {
      if (question_.of->numerator && !group.numerator) group.numerator.emplace();
      groups.push_back(std::move(group));
    }
    if (dimension_.of == Group::Of::month) return groups;  // they are by their keys
    std::ranges::stable_sort(groups, [](Group const& a, Group const& b) {
      if (a.of != b.of) return a.of < b.of;
      if (db::is_null(a.key) != db::is_null(b.key)) return db::is_null(b.key);
      return a.total.value > b.total.value;
    });
    return groups;
  }

 private:
  ledger::Snapshot& at_;
  Question question_;
  Dimension dimension_;
  std::map<std::pair<Group::Of, db::Value>, Group> groups_;
};

}  // namespace

Result<std::vector<Group>> grouped(ledger::Snapshot& at, Question const& question,
                                   std::string const& by) {
  auto dimension = TRY(dimension_of(*question.of, by));
  Grouping grouping(at, question, std::move(dimension));
  TRY(grouping.add(Part::denominator));
  if (question.of->numerator) TRY(grouping.add(Part::numerator));
  return grouping.take();
}

}  // namespace zonebook::figures
