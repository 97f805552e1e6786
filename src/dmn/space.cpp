#include "dmn/space.h"

#include <algorithm>
#include <bitset>

#include <fmt/format.h>

namespace zonebook::dmn {

using feel::Kind;
using feel::Value;
using Domain = Table::Column::Domain;

namespace {

using Sorts = std::bitset<sort_count>;

Domain const& domain_of(Table::Column const& column, Sort sort) {
  return column.domains[static_cast<std::size_t>(sort)];
}

// The sorts that the column's tests compare with, null aside.
void collect_sorts(CellTest const& test, Sorts& sorts) {
  for (auto const* end : {&test.low, &test.high}) {
    if (!*end || (*end)->sort == Sort::null) continue;
    auto sort = (*end)->sort;
    bool const is_boolean = sort == Sort::truth || sort == Sort::falsehood;
    if (is_boolean) sorts.set(static_cast<std::size_t>(Sort::truth));
    sorts.set(static_cast<std::size_t>(is_boolean ? Sort::falsehood : sort));
  }
  for (auto const& part : test.parts) collect_sorts(part, sorts);
}

Sorts tested_sorts(Table::Column const& column) {
  Sorts sorts;
  for (auto const& cell : column.cells) {
    if (cell.test) collect_sorts(*cell.test, sorts);
  }
  if (column.domain && column.domain->test) collect_sorts(*column.domain->test, sorts);
  return sorts;
}

Sorts sorts_of_kind(Kind kind) {
  Sorts sorts;
  auto add = [&](Sort sort) { sorts.set(static_cast<std::size_t>(sort)); };
  switch (kind) {
    case Kind::boolean:
      add(Sort::falsehood);
      add(Sort::truth);
      break;
    case Kind::number: add(Sort::number); break;
    case Kind::string: add(Sort::string); break;
    case Kind::date: add(Sort::date); break;
    case Kind::time:
      add(Sort::local_time);
      add(Sort::placed_time);
      break;
    case Kind::date_time:
      add(Sort::local_date_time);
      add(Sort::placed_date_time);
      break;
    case Kind::months_duration: add(Sort::months); break;
    case Kind::seconds_duration: add(Sort::seconds); break;
    default: break;
  }
  return sorts;
}

Sorts sorts_of(Table::Column const& column) {
  auto tested = tested_sorts(column);
  if (column.type->form != feel::Type::Form::simple) return tested;
  auto typed = sorts_of_kind(column.type->kind);
  // A column of times usually speaks of local ones only, or only of those that have a place.
  auto both = typed & tested;
  return column.type->kind == Kind::boolean || both.none() ? typed : both;
}

// Is there no value between one constant and the next?
bool is_empty(Table::Column const& column, Region const& region) {
  auto const& ends = domain_of(column, region.sort).ends;
  if (region.position % 2 == 1 || ends.empty()) return false;
  auto above = region.position / 2;
  if (region.sort == Sort::string && above == 0) return ends[0].string().empty();
  if (above == 0 || above == ends.size()) return false;
  if (region.sort == Sort::date) {
    return ends[above - 1].date().add_days(1) == ends[above].date();
  }
  if (region.sort == Sort::months) {
    return ends[above - 1].months_duration().months + 1 == ends[above].months_duration().months;
  }
  return false;
}

// Neighbouring regions of one sort, by position.
struct Run {
  Sort sort;
  std::uint32_t first, last;
};

CellTest test_with(CellTest::Form form) {
  return {.form = form, .low = {}, .high = {}, .parts = {}};
}

CellTest equal_to(Value value, Sort sort) {
  auto test = test_with(CellTest::Form::equal);
  test.low = CellTest::End{std::move(value), sort, 0, true};
  return test;
}

CellTest test_of(Table::Column const& column, Run run) {
  auto const& ends = domain_of(column, run.sort).ends;
  auto const last_position = static_cast<std::uint32_t>(2 * ends.size());
  bool const is_point = run.first == run.last && run.first % 2 == 1;
  if (!is_ordered(run.sort)) return equal_to(sample_of(run.sort), run.sort);
  if (is_point) return equal_to(ends[run.first / 2], run.sort);
  auto test = test_with(CellTest::Form::within);
  if (run.first > 0) {
    test.low = CellTest::End{ends[(run.first - 1) / 2], run.sort, 0, run.first % 2 == 1};
  }
  if (run.last < last_position) {
    test.high = CellTest::End{ends[run.last / 2], run.sort, 0, run.last % 2 == 1};
  }
  if (test.low || test.high) return test;
  test = equal_to(sample_of(run.sort), run.sort);
  test.form = CellTest::Form::of_sort;
  return test;
}

// Runs of one sort.  An empty region between two does not part them.
std::vector<Run> runs_of(Table::Column const& column, std::span<std::uint32_t const> regions) {
  std::vector<Run> runs;
  for (auto index : regions) {
    auto const& region = column.regions[index];
    bool joins = !runs.empty() && runs.back().sort == region.sort && is_ordered(region.sort);
    for (auto between = joins ? runs.back().last + 1 : region.position;
         joins && between < region.position; ++between) {
      joins = is_empty(column, {region.sort, between, 0});
    }
    if (joins) {
      runs.back().last = region.position;
    } else {
      runs.push_back({region.sort, region.position, region.position});
    }
  }
  return runs;
}

// "all others": texts have no neighbours that people know, so what lies between them is named by
// what it is not.
std::optional<CellTest> test_of_others(Table::Column const& column,
                                       std::span<std::uint32_t const> regions) {
  auto const& domain = domain_of(column, Sort::string);
  std::vector<bool> held(domain.region_count());
  for (auto index : regions) {
    if (column.regions[index].sort != Sort::string) return {};
    held[column.regions[index].position] = true;
  }
  auto any = test_with(CellTest::Form::any);
  for (std::uint32_t position = 0; position < held.size(); ++position) {
    if (held[position]) continue;
    if (position % 2 == 1) {
      any.parts.push_back(equal_to(domain.ends[position / 2], Sort::string));
    } else if (!is_empty(column, {Sort::string, position, 0})) {
      return {};
    }
  }
  if (any.parts.empty()) return {};
  auto others = test_with(CellTest::Form::negation);
  others.parts.push_back(std::move(any));
  return others;
}

// "" or a comma-separated list of the parts.
std::string list_of(CellTest const& test) {
  std::string text;
  for (auto const& part : test.parts) {
    if (!text.empty()) text += ", ";
    text += unary_test_of(part);
  }
  return text;
}

std::string text_of_range(CellTest const& test) {
  auto literal = [](CellTest::End const& end) { return feel::to_literal(end.value); };
  if (!test.low) return fmt::format("{} {}", test.high->included ? "<=" : "<", literal(*test.high));
  if (!test.high) return fmt::format("{} {}", test.low->included ? ">=" : ">", literal(*test.low));
  return fmt::format("{}{}..{}{}", test.low->included ? '[' : '(', literal(*test.low),
                     literal(*test.high), test.high->included ? ']' : ')');
}

}  // namespace

std::vector<std::uint32_t> possible_regions(Table::Column const& column) {
  auto sorts = sorts_of(column);
  std::vector<std::uint32_t> possible;
  for (std::uint32_t i = 0; i < column.regions.size(); ++i) {
    auto const& region = column.regions[i];
    if (!sorts[static_cast<std::size_t>(region.sort)] || is_empty(column, region)) continue;
    possible.push_back(i);
  }
  return possible;
}

std::vector<std::uint32_t> allowed_regions(Table::Column const& column) {
  auto regions = possible_regions(column);
  if (!column.domain || !column.domain->test) return regions;
  std::erase_if(regions, [&](std::uint32_t index) {
    auto const& region = column.regions[index];
    return judge_region(*column.domain->test, region.sort, region.position) != Verdict::yes;
  });
  return regions;
}

std::uint32_t null_region(Table::Column const& column) {
  return domain_of(column, Sort::null).first_region;
}

CellTest test_of(Table::Column const& column, std::span<std::uint32_t const> regions) {
  if (std::ranges::equal(regions, possible_regions(column))) {
    return test_with(CellTest::Form::fixed);
  }
  if (auto others = test_of_others(column, regions)) return *others;
  auto any = test_with(CellTest::Form::any);
  for (auto run : runs_of(column, regions)) any.parts.push_back(test_of(column, run));
  if (any.parts.size() != 1) return any;
  auto only = std::move(any.parts.front());
  return only;
}

std::string unary_test_of(CellTest const& test) {
  switch (test.form) {
    case CellTest::Form::fixed: return test.verdict == Verdict::yes ? "-" : "not(-)";
    case CellTest::Form::equal: return feel::to_literal(test.low->value);
    case CellTest::Form::unequal: return fmt::format("!= {}", feel::to_literal(test.low->value));
    case CellTest::Form::within: return text_of_range(test);
    case CellTest::Form::any:
    case CellTest::Form::settled: return list_of(test);
    case CellTest::Form::all: {
      std::string text;
      for (auto const& part : test.parts) {
        if (!text.empty()) text += " and ";
        text += fmt::format("? in {}", unary_test_of(part));
      }
      return text;
    }
    case CellTest::Form::negation: return fmt::format("not({})", list_of(test));
    case CellTest::Form::of_sort:
      return fmt::format("? instance of {}", name_of(test.low->value.kind()));
  }
  CHECK(false);
}

}  // namespace zonebook::dmn
