#include "feel/inference.h"

#include "feel/properties.h"

namespace zonebook::feel {
namespace {

bool is(Type const& type, Kind kind) {
  return type.form == Type::Form::simple && type.kind == kind;
}

bool is_duration(Type const& type) {
  return is(type, Kind::months_duration) || is(type, Kind::seconds_duration);
}

}  // namespace

TypePtr type_of_arithmetic(Op op, Type const& left, Type const& right) {
  auto number = simple_type(Kind::number);
  if (is(left, Kind::number) && is(right, Kind::number)) return number;
  if (op == Op::add && is(left, Kind::string) && is(right, Kind::string)) {
    return simple_type(Kind::string);
  }
  if (op == Op::divide && is_duration(left) && is_duration(right)) return number;
  if (is_duration(left) && is(right, Kind::number)) return simple_type(left.kind);
  if (is_duration(right) && is(left, Kind::number)) return simple_type(right.kind);
  bool const point = is(left, Kind::date) || is(left, Kind::time) || is(left, Kind::date_time);
  if (point && is_duration(right)) return simple_type(left.kind);
  if (op == Op::subtract && point && right.form == Type::Form::simple && right.kind == left.kind) {
    return simple_type(Kind::seconds_duration);
  }
  return any_type();
}

TypePtr type_of_member(Type const& owner, std::string_view member) {
  if (owner.form == Type::Form::list) return list_of(type_of_member(*owner.element, member));
  if (owner.form == Type::Form::context) {
    auto type = owner.member(member);
    return type ? type : any_type();
  }
  if (owner.form == Type::Form::range) {
    bool const end = member == "start" || member == "end";
    return end ? owner.element : simple_type(Kind::boolean);
  }
  if (owner.form == Type::Form::simple) return property_type(owner.kind, member);
  return any_type();
}

// An index gives an item, a condition a list.
TypePtr type_of_filter(TypePtr const& list, Type const& condition) {
  auto item = item_type(list);
  if (is(condition, Kind::number)) return item;
  if (is(condition, Kind::boolean)) return list_of(std::move(item));
  return any_type();
}

TypePtr item_type(TypePtr const& list) {
  if (list->form == Type::Form::list || list->form == Type::Form::range) return list->element;
  return list;
}

}  // namespace zonebook::feel
