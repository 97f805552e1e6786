// Which values may stand where a type is expected: instance_of, conforms and coerced of type.h.

#include <algorithm>

#include "feel/type.h"

namespace zonebook::feel {
namespace {

// How closely a value is looked at.  The operator asks what a value is; an assignment asks whether
// it can stay: there null may stand anywhere, what a function answers may be unknown beforehand,
// and an item definition's allowed values are asked for.
enum class Ask { instance, assignment };

bool fits(Value const&, Type const&, Ask);
bool signature_fits(std::vector<TypePtr> const& takes, TypePtr const& gives, Type const&, Ask);

// 10.3.2.9.2: does every value of one type conform to the other?
bool type_fits(Type const& from, Type const& to, Ask ask) {
  if (to.form == Type::Form::any || from.form == Type::Form::null) return true;
  if (to.form == Type::Form::simple && to.kind == Kind::function) {
    return from.form == Type::Form::function || from.kind == Kind::function;
  }
  if (from.form != to.form) return false;
  switch (to.form) {
    case Type::Form::simple: return from.kind == to.kind;
    case Type::Form::list:
    case Type::Form::range: return type_fits(*from.element, *to.element, ask);
    case Type::Form::context:
      return std::ranges::all_of(to.members, [&](auto const& wanted) {
        auto has = from.member(wanted.first);
        return has && type_fits(*has, *wanted.second, ask);
      });
    case Type::Form::function: return signature_fits(from.parameters, from.element, to, ask);
    default: return true;
  }
}

// Contravariant in the parameters, covariant in the result: whoever calls it through the type
// gives it what it takes, and gets what the type says.
bool signature_fits(std::vector<TypePtr> const& takes, TypePtr const& gives, Type const& type,
                    Ask ask) {
  if (takes.size() != type.parameters.size()) return false;
  for (std::size_t i = 0; i < takes.size(); ++i) {
    if (!type_fits(*type.parameters[i], *takes[i], ask)) return false;
  }
  bool const unknown = gives->form == Type::Form::any;
  return (unknown && ask == Ask::assignment) || type_fits(*gives, *type.element, ask);
}

// More entries than the type names are fine, fewer are not (10.3.2.9.2, TCK 0070 and 0082).
bool context_fits(Context const& context, Type const& type, Ask ask) {
  return std::ranges::all_of(type.members, [&](auto const& member) {
    auto const* entry = context.find(member.first);
    return entry && fits(*entry, *member.second, ask);
  });
}

// An end that is open or unknown is of any type; one that is there must be of this one.
bool range_fits(Range const& range, Type const& type, Ask ask) {
  auto end_fits = [&](Value const& end) { return end.is_null() || fits(end, *type.element, ask); };
  return end_fits(range.start) && end_fits(range.end);
}

bool items_fit(List const& items, Type const& type, Ask ask) {
  if (type.form == Type::Form::any && !type.allowed) return true;
  return std::ranges::all_of(items, [&](Value const& item) { return fits(item, type, ask); });
}

bool shape_fits(Value const& value, Type const& type, Ask ask) {
  switch (type.form) {
    case Type::Form::any: return true;
    case Type::Form::null: return value.is_null();
    case Type::Form::simple: return value.is(type.kind);
    case Type::Form::list:
      return value.is(Kind::list) && items_fit(value.list(), *type.element, ask);
    case Type::Form::context:
      return value.is(Kind::context) && context_fits(value.context(), type, ask);
    case Type::Form::range: return value.is(Kind::range) && range_fits(value.range(), type, ask);
    case Type::Form::function:
      return value.is(Kind::function) && type_fits(*type_of(value), type, ask);
  }
  CHECK(false);
}

// Inside lists and contexts Any takes null too: [null] is a list<Any>.
bool fits(Value const& value, Type const& type, Ask ask) {
  if (ask == Ask::instance) return shape_fits(value, type, ask);
  if (value.is_null()) return true;
  return shape_fits(value, type, ask) && (!type.allowed || type.allowed->admits(value));
}

}  // namespace

bool instance_of(Value const& value, Type const& type) {
  // TCK 0070: null is not even an instance of Any.
  if (value.is_null()) return type.form == Type::Form::null;
  return fits(value, type, Ask::instance);
}

bool conforms(Value const& value, Type const& type) { return fits(value, type, Ask::assignment); }

std::optional<Value> coerced(Value const& value, Type const& type) {
  if (conforms(value, type)) return value;
  if (value.is(Kind::list) && value.list().size() == 1 && conforms(value.list()[0], type)) {
    return value.list()[0];
  }
  if (type.form == Type::Form::list && !value.is(Kind::list)) {
    auto list = Value::list({value});
    if (conforms(list, type)) return list;
  }
  if (value.is(Kind::date) && type.form == Type::Form::simple && type.kind == Kind::date_time) {
    Value midnight = DateTime{.date = value.date(), .time = {.nanos = 0, .place = Offset{}}};
    if (conforms(midnight, type)) return midnight;
  }
  return std::nullopt;
}

}  // namespace zonebook::feel
