#include "feel/type.h"

#include <gtest/gtest.h>

#include "feel/compare.h"
#include "feel/function.h"
#include "feel/sample_values.h"
#include "feel/temporal.h"

namespace zonebook::feel {
namespace {

auto const number = simple_type(Kind::number);
auto const text = simple_type(Kind::string);
auto const boolean = simple_type(Kind::boolean);

class Typed final : public Function {
 public:
  Typed(std::vector<TypePtr> parameters, TypePtr result) : result_(std::move(result)) {
    for (auto& type : parameters) parameters_.push_back({"p", std::move(type)});
  }
  std::string name() const override { return ""; }
  std::vector<Parameter> parameters() const override { return parameters_; }
  TypePtr result() const override { return result_; }
  Value call(Call&) const override { return {}; }

 private:
  std::vector<Parameter> parameters_;
  TypePtr result_;
};

Value function(std::vector<TypePtr> parameters, TypePtr result) {
  return std::shared_ptr<Function const>(
      std::make_shared<Typed>(std::move(parameters), std::move(result)));
}

class Below final : public Allowed {
 public:
  bool admits(Value const& value) const override { return value.number() < Decimal(256); }
  std::string source() const override { return "[0..255]"; }
};

TypePtr byte_type() {
  Type type{.form = Type::Form::simple, .kind = Kind::number, .name = "tByte"};
  type.allowed = std::make_shared<Below>();
  return std::make_shared<Type const>(std::move(type));
}

Value n(int value) { return Decimal(value); }

Value const foo = Value::text("foo");

TEST(Type, is_written_as_feel_writes_it) {
  auto const loan = context_of({{"amount", number}, {"note", any_type()}});
  std::pair<TypePtr, char const*> const rows[] = {
      {any_type(), "Any"},
      {null_type(), "Null"},
      {simple_type(Kind::date_time), "date and time"},
      {list_of(number), "list<number>"},
      {range_of(text), "range<string>"},
      {loan, "context<amount: number, note: Any>"},
      {context_of({}), "context"},
      {function_type({number, list_of(loan)}, boolean),
       "function<number, list<context<amount: number, note: Any>>> -> boolean"},
      {list_of(byte_type()), "list<tByte>"},
  };
  for (auto const& [type, written] : rows) EXPECT_EQ(to_string(*type), written);
}

TEST(Type, is_found_by_its_name_in_feel) {
  std::pair<char const*, TypePtr> const rows[] = {
      {"Any", any_type()},
      {"number", number},
      {"date and time", simple_type(Kind::date_time)},
      {"dateTime", simple_type(Kind::date_time)},
      {"yearMonthDuration", simple_type(Kind::months_duration)},
      {"days and time duration", simple_type(Kind::seconds_duration)},
      {"list", list_of(any_type())},
      {"context", context_of({})},
      {"range", range_of(any_type())},
      {"function", simple_type(Kind::function)},
      {"Null", null_type()},
  };
  for (auto const& [name, type] : rows) {
    ASSERT_NE(builtin_type(name), nullptr) << name;
    EXPECT_TRUE(same_type(*builtin_type(name), *type)) << name;
  }
  EXPECT_EQ(builtin_type("tLoan"), nullptr);
  EXPECT_EQ(builtin_type("Number"), nullptr);
}

TEST(Type, is_the_same_by_its_parts_and_its_name) {
  auto const one = context_of({{"a", number}, {"b", text}});
  EXPECT_TRUE(same_type(*one, *context_of({{"b", text}, {"a", number}})));
  EXPECT_FALSE(same_type(*one, *context_of({{"a", number}})));
  EXPECT_FALSE(same_type(*list_of(number), *list_of(text)));
  EXPECT_FALSE(same_type(*list_of(number), *range_of(number)));
  EXPECT_FALSE(same_type(*function_type({number}, text), *function_type({}, text)));
  EXPECT_FALSE(same_type(*number, *byte_type()));
}

TEST(CommonType, is_the_narrowest_that_covers_both) {
  EXPECT_EQ(to_string(*common_type(number, simple_type(Kind::number))), "number");
  EXPECT_EQ(to_string(*common_type(number, null_type())), "number");
  EXPECT_EQ(to_string(*common_type(null_type(), text)), "string");
  EXPECT_EQ(to_string(*common_type(number, text)), "Any");
  EXPECT_EQ(to_string(*common_type(number, any_type())), "Any");
}

TEST(TypeOf, tells_what_a_literal_is) {
  std::pair<Value, char const*> const rows[] = {
      {Value(), "Null"},
      {n(1), "number"},
      {Value::list({}), "list<Any>"},
      {Value::list({n(1), Value()}), "list<number>"},
      {Value::list({n(1), foo}), "list<Any>"},
      {Value::context({{"a", n(1)}, {"b", Value::list({foo})}}),
       "context<a: number, b: list<string>>"},
      {Range{.start = n(1), .end = {}, .form = Range::Form::one_sided}, "range<number>"},
      {function({number}, text), "function<number> -> string"},
  };
  for (auto const& [value, type] : rows) EXPECT_EQ(to_string(*type_of(value)), type);
}

struct Fit {
  Value value;
  TypePtr type;
  bool instance;
  bool may_stand;
};

void expect_fits(std::span<Fit const> rows) {
  for (auto const& row : rows) {
    auto const where = to_literal(row.value) + " as " + to_string(*row.type);
    EXPECT_EQ(instance_of(row.value, *row.type), row.instance) << where;
    EXPECT_EQ(conforms(row.value, *row.type), row.may_stand) << where;
  }
}

TEST(Conforms, single_values_by_kind_and_null_anywhere) {
  auto const day = Value(*Date::parse("2024-02-29"));
  Fit const rows[] = {
      {Value(), any_type(), false, true},
      {Value(), number, false, true},
      {Value(), list_of(any_type()), false, true},
      {Value(), null_type(), true, true},
      {n(1), null_type(), false, false},
      {n(1), any_type(), true, true},
      {n(1), number, true, true},
      {n(1), text, false, false},
      {day, simple_type(Kind::date), true, true},
      {day, simple_type(Kind::date_time), false, false},
      {Value(MonthsDuration{1}), simple_type(Kind::seconds_duration), false, false},
  };
  expect_fits(rows);
}

TEST(Conforms, lists_contexts_and_ranges_by_their_parts) {
  auto const named = context_of({{"a", text}});
  auto const one_two = Value::list({n(1), n(2)});
  Fit const rows[] = {
      {one_two, list_of(number), true, true},
      {one_two, list_of(any_type()), true, true},
      {one_two, list_of(text), false, false},
      {Value::list({}), list_of(text), true, true},
      {Value::list({n(1), foo}), list_of(number), false, false},
      {Value::list({n(1), Value()}), list_of(number), false, true},
      {Value::list({Value()}), list_of(any_type()), true, true},
      {n(1), list_of(number), false, false},
      {Value::context({{"a", foo}}), named, true, true},
      {Value::context({{"a", foo}, {"b", n(1)}}), named, true, true},
      {Value::context({{"a", n(1)}}), named, false, false},
      {Value::context({{"a", Value()}}), named, false, true},
      {Value::context({{"b", foo}}), named, false, false},
      {Value::context({}), context_of({}), true, true},
      {Value::list({Value::context({{"a", foo}})}), list_of(named), true, true},
      {Range{.start = n(1), .end = n(2)}, range_of(number), true, true},
      {Range{.start = n(1), .end = n(2)}, range_of(text), false, false},
      {Range{.start = n(1), .end = {}, .form = Range::Form::one_sided}, range_of(number), true,
       true},
      {Range{.start = n(1), .end = n(2)}, list_of(number), false, false},
  };
  expect_fits(rows);
}

TEST(Conforms, functions_take_at_least_and_give_at_most_what_the_type_says) {
  auto const any = any_type();
  auto const wide = context_of({{"a", number}});
  auto const narrow = context_of({{"a", number}, {"b", text}});
  auto const maps = function_type({number}, text);
  Fit const rows[] = {
      {function({number}, text), maps, true, true},
      {function({any}, text), maps, true, true},
      {function({text}, text), maps, false, false},
      {function({number}, number), maps, false, false},
      {function({number}, any), maps, false, true},
      {function({number}, any), function_type({number}, any), true, true},
      {function({}, text), maps, false, false},
      {function({number, number}, text), maps, false, false},
      {function({number}, text), function_type({any}, text), false, false},
      {function({wide}, narrow), function_type({narrow}, wide), true, true},
      {function({narrow}, narrow), function_type({wide}, wide), false, false},
      {function({wide}, wide), function_type({narrow}, narrow), false, false},
      {function({maps}, text), function_type({maps}, any), true, true},
      {function({number}, text), simple_type(Kind::function), true, true},
      {n(1), simple_type(Kind::function), false, false},
      {n(1), maps, false, false},
  };
  expect_fits(rows);
}

TEST(Conforms, allowed_values_are_asked_where_a_value_is_assigned) {
  Fit const rows[] = {
      {n(255), byte_type(), true, true},
      {n(256), byte_type(), true, false},
      {Value(), byte_type(), false, true},
      {Value::list({n(1), n(256)}), list_of(byte_type()), true, false},
      {Value::context({{"a", n(256)}}), context_of({{"a", byte_type()}}), true, false},
  };
  expect_fits(rows);
}

TEST(Coerced, unwraps_wraps_and_dates_midnight) {
  auto const leap = Value(*Date::parse("2024-02-29"));
  auto const moment = simple_type(Kind::date_time);
  struct {
    Value value;
    TypePtr type;
    char const* answer;
  } const rows[] = {
      {n(1), number, "1"},
      {n(1), text, "-"},
      {Value(), text, "null"},
      {Value::list({foo}), text, "\"foo\""},
      {Value::list({n(1)}), text, "-"},
      {Value::list({foo, foo}), text, "-"},
      {Value::list({Value::list({foo})}), text, "-"},
      {foo, list_of(text), "[\"foo\"]"},
      {foo, list_of(any_type()), "[\"foo\"]"},
      {foo, list_of(number), "-"},
      {Value(), list_of(number), "null"},
      {n(256), byte_type(), "-"},
      {Value::list({n(255)}), byte_type(), "255"},
      {leap, moment, "@\"2024-02-29T00:00:00Z\""},
      {leap, simple_type(Kind::time), "-"},
      {Value::context({{"a", foo}, {"b", n(1)}}), context_of({{"a", text}}), "{a: \"foo\", b: 1}"},
      {Value::context({{"b", n(1)}}), context_of({{"a", text}}), "-"},
  };
  for (auto const& row : rows) {
    auto const value = coerced(row.value, *row.type);
    EXPECT_EQ(value ? to_literal(*value) : "-", row.answer)
        << to_literal(row.value) << " as " << to_string(*row.type);
  }
}

TEST(Coerced, changes_nothing_the_second_time_and_conforms) {
  std::vector<TypePtr> types = {any_type(), byte_type(), context_of({{"a", number}})};
  for (int kind = 0; kind < kind_count; ++kind) {
    types.push_back(simple_type(static_cast<Kind>(kind)));
    types.push_back(list_of(types.back()));
    types.push_back(range_of(types[types.size() - 2]));
  }
  Samples samples(11);
  for (int i = 0; i < 20'000; ++i) {
    auto const value = samples.value();
    auto const& type =
        *types[static_cast<std::size_t>(samples.below(static_cast<int>(types.size())))];
    auto const once = coerced(value, type);
    if (!once) continue;
    EXPECT_TRUE(conforms(*once, type)) << to_literal(value) << " as " << to_string(type);
    auto const twice = coerced(*once, type);
    ASSERT_TRUE(twice);
    EXPECT_EQ(to_literal(*twice), to_literal(*once)) << to_string(type);
  }
}

TEST(Conforms, every_value_but_null_is_an_instance_of_its_own_type) {
  Samples samples(12);
  for (int i = 0; i < 5'000; ++i) {
    auto const value = samples.value(1);
    EXPECT_TRUE(conforms(value, *type_of(value))) << to_literal(value);
    EXPECT_TRUE(conforms(value, *any_type()));
  }
}

}  // namespace
}  // namespace zonebook::feel
