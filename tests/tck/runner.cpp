#include "runner.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/instant.h"
#include "dmn/decide.h"
#include "dmn/read.h"

namespace zonebook::tck {

using feel::Kind;
using feel::Value;
namespace fs = std::filesystem;

namespace {

Result<dmn::Model> read_model(fs::path const& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::unexpected(Error{Error::Code::not_found, {"tck: no model", {}}, path});
  std::string const xml{std::istreambuf_iterator<char>(file), {}};
  return dmn::read(xml, path.filename().string());
}

Result<std::shared_ptr<dmn::Decisions const>> load(fs::path const& path) {
  auto model = TRY(read_model(path));
  std::vector<dmn::Model> others;
  if (!model.imports.empty()) {
    for (auto const& entry : fs::directory_iterator(path.parent_path())) {
      if (entry.path().extension() != ".dmn" || entry.path() == path) continue;
      auto other = TRY(read_model(entry.path()));
      others.push_back(std::move(other));
    }
  }
  return dmn::Decisions::compile(std::move(model), std::move(others));
}

dmn::DecideOptions options_now() {
  auto const micros = SystemClock().now().micros();
  constexpr std::int64_t day = 86'400'000'000;
  auto const days = micros >= 0 ? micros / day : (micros - day + 1) / day;
  dmn::DecideOptions options;
  options.on = *Date::from_days(days);
  ClockTime const time{.nanos = (micros - days * day) * 1000, .place = Offset{0}};
  options.feel.now = DateTime{.date = options.on, .time = time};
  return options;
}

// A service with several outputs answers a context of them.
bool has_several_outputs(dmn::Decisions const& decisions, std::string const& service) {
  return std::ranges::any_of(decisions.model().elements, [&](dmn::Element const& element) {
    return element.name == service && element.output_decisions.size() > 1;
  });
}

bool same_place(std::optional<std::int32_t> left, std::optional<std::int32_t> right, Place const& a,
                Place const& b) {
  return left == right && (left.has_value() || to_string(a) == to_string(b));
}

bool same_time(ClockTime const& left, ClockTime const& right) {
  return left.nanos == right.nanos &&
         same_place(left.offset(), right.offset(), left.place, right.place);
}

Likeness worst(Likeness left, Likeness right) { return std::max(left, right); }

Likeness compare_lists(feel::List const& expected, feel::List const& actual) {
  if (expected.size() != actual.size()) return Likeness::different;
  auto likeness = Likeness::same;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    likeness = worst(likeness, compare(expected[i], actual[i]));
  }
  return likeness;
}

Likeness compare_contexts(feel::Context const& expected, feel::Context const& actual) {
  if (expected.entries.size() != actual.entries.size()) return Likeness::different;
  auto likeness = Likeness::same;
  for (auto const& [key, value] : expected.entries) {
    auto const* other = actual.find(key);
    likeness = worst(likeness, other ? compare(value, *other) : Likeness::different);
  }
  return likeness;
}

Likeness compare_numbers(Decimal expected, Decimal actual) {
  if (expected == actual) return Likeness::same;
  auto const difference = expected - actual;
  bool const close = difference && difference->abs() < Decimal::scaled(1, -8);
  return close ? Likeness::close : Likeness::different;
}

// Where a null is expected inside a list or a context, the suite does not say whether it comes with
// an error; as with a plain null, a remark is then free.
bool holds_null(Value const& value) {
  if (value.is(Kind::list)) return std::ranges::any_of(value.list(), holds_null);
  if (!value.is(Kind::context)) return value.is_null();
  return std::ranges::any_of(value.context().entries,
                             [](auto const& entry) { return holds_null(entry.second); });
}

class CaseRun {
 public:
  CaseRun(dmn::Decisions const& decisions, dmn::Decider& decider, Case const& one)
      : decisions_(decisions), decider_(decider), case_(one) {}

  Verdict verdict() {
    verdict_.id = case_.id;
    verdict_.passed = true;
    bool const is_called = !case_.invocable.empty();
    if (is_called) called_ = decider_.decide(case_.invocable, case_.inputs);
    bool const picks = is_called && has_several_outputs(decisions_, case_.invocable);
    for (auto const& expected : case_.results) {
      auto answer = is_called ? called_ : decider_.decide(expected.name, case_.inputs);
      if (picks && answer.value.is(Kind::context)) {
        auto const* chosen = answer.value.context().find(expected.name);
        answer.value = chosen ? Value(*chosen) : Value();
      }
      judge(expected, answer);
    }
    return std::move(verdict_);
  }

 private:
  void judge(Expected const& expected, dmn::Answer const& answer) {
    auto const likeness = compare(expected.value, answer.value);
    bool const is_null = expected.value.is_null();
    bool const is_remarked = !answer.remarks.empty();
    verdict_.expects_value = verdict_.expects_value || !is_null;
    verdict_.expects_error = verdict_.expects_error || expected.is_error;
    verdict_.only_close = verdict_.only_close || likeness == Likeness::close;
    if (likeness == Likeness::different) return fail("another value", expected, answer);
    if (expected.is_error && !is_remarked) return fail("missing remark", expected, answer);
    if (!holds_null(expected.value) && is_remarked) {
      return fail("unwanted remark", expected, answer);
    }
    if (is_null && !expected.is_error) {
      verdict_.expects_plain_null = true;
      verdict_.plain_null_has_remark = verdict_.plain_null_has_remark || is_remarked;
    }
  }

  // The first failure of a case is the one that is shown.
  void fail(std::string why, Expected const& expected, dmn::Answer const& answer) {
    if (!verdict_.passed) return;
    verdict_.passed = false;
    verdict_.why = expected.name + ": " + std::move(why);
    verdict_.expected = expected.is_error ? "null (error)" : feel::to_literal(expected.value);
    verdict_.got = feel::to_literal(answer.value);
    for (auto const& remark : answer.remarks) {
      verdict_.remarks.push_back(render(remark.says, Language::en));
    }
  }

  dmn::Decisions const& decisions_;
  dmn::Decider& decider_;
  Case const& case_;
  dmn::Answer called_;
  Verdict verdict_;
};

// One failed case that stands for a whole file.
SuiteResult unusable(std::string file, std::string id, Error const& error) {
  Verdict verdict{.id = std::move(id), .expects_value = true};
  verdict.why = error.where + ": " + render(error.says, Language::en);
  return {std::move(file), {std::move(verdict)}};
}

}  // namespace

Likeness compare(Value const& expected, Value const& actual) {
  if (expected.kind() != actual.kind()) return Likeness::different;
  auto const is = [](bool same) { return same ? Likeness::same : Likeness::different; };
  switch (expected.kind()) {
    case Kind::null: return Likeness::same;
    case Kind::number: return compare_numbers(expected.number(), actual.number());
    case Kind::string: return is(expected.string() == actual.string());
    case Kind::list: return compare_lists(expected.list(), actual.list());
    case Kind::context: return compare_contexts(expected.context(), actual.context());
    case Kind::time: return is(same_time(expected.time(), actual.time()));
    case Kind::date_time: {
      auto const& left = expected.date_time();
      auto const& right = actual.date_time();
      return is(left.date == right.date && left.time.nanos == right.time.nanos &&
                same_place(left.offset(), right.offset(), left.time.place, right.time.place));
    }
    default: return is(feel::to_literal(expected) == feel::to_literal(actual));
  }
}

SuiteResult run_suite(std::string const& path) {
  auto suite = read_suite(path);
  if (!suite) return unusable(path, "(file)", suite.error());
  auto decisions = load(fs::path(path).parent_path() / suite->model);
  SuiteResult result{path, {}};
  if (!decisions) {
    for (auto const& one : suite->cases) {
      auto failed = unusable(path, one.id, decisions.error());
      result.verdicts.push_back(std::move(failed.verdicts[0]));
    }
    return result;
  }
  dmn::Decider decider(*decisions, options_now());
  for (auto const& one : suite->cases) {
    result.verdicts.push_back(CaseRun(**decisions, decider, one).verdict());
  }
  return result;
}

}  // namespace zonebook::tck
