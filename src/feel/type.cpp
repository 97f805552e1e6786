#include "feel/type.h"

#include <algorithm>

#include "feel/function.h"

namespace zonebook::feel {
namespace {

TypePtr simple(Kind kind) {
  return std::make_shared<Type const>(Type{.form = Type::Form::simple, .kind = kind});
}

struct NamedType {
  std::string_view name;
  Kind kind;
};

// 10.3.2.7, and the spellings of DMN 1.1.
constexpr NamedType named_types[] = {
    {"boolean", Kind::boolean},
    {"number", Kind::number},
    {"string", Kind::string},
    {"date", Kind::date},
    {"time", Kind::time},
    {"date and time", Kind::date_time},
    {"dateTime", Kind::date_time},
    {"years and months duration", Kind::months_duration},
    {"yearMonthDuration", Kind::months_duration},
    {"days and time duration", Kind::seconds_duration},
    {"dayTimeDuration", Kind::seconds_duration},
    {"list", Kind::list},
    {"context", Kind::context},
    {"range", Kind::range},
    {"function", Kind::function},
    {"Null", Kind::null},
};

}  // namespace

TypePtr Type::member(std::string_view key) const {
  auto found = std::ranges::find(members, key, &std::pair<std::string, TypePtr>::first);
  return found == members.end() ? nullptr : found->second;
}

TypePtr any_type() {
  static TypePtr const type = std::make_shared<Type const>();
  return type;
}

TypePtr null_type() {
  static TypePtr const type = std::make_shared<Type const>(Type{.form = Type::Form::null});
  return type;
}

TypePtr simple_type(Kind kind) {
  static std::vector<TypePtr> const types = [] {
    std::vector<TypePtr> made;
    for (int i = 0; i < kind_count; ++i) {
      switch (auto each = static_cast<Kind>(i)) {
        case Kind::null: made.push_back(null_type()); break;
        case Kind::list: made.push_back(list_of(any_type())); break;
        case Kind::context: made.push_back(context_of({})); break;
        case Kind::range: made.push_back(range_of(any_type())); break;
        default: made.push_back(simple(each));
      }
    }
    return made;
  }();
  return types[static_cast<std::size_t>(kind)];
}

TypePtr list_of(TypePtr element) {
  CHECK(element != nullptr);
  return std::make_shared<Type const>(
      Type{.form = Type::Form::list, .element = std::move(element)});
}

TypePtr range_of(TypePtr element) {
  CHECK(element != nullptr);
  return std::make_shared<Type const>(
      Type{.form = Type::Form::range, .element = std::move(element)});
}

TypePtr context_of(std::vector<std::pair<std::string, TypePtr>> members) {
  return std::make_shared<Type const>(
      Type{.form = Type::Form::context, .members = std::move(members)});
}

TypePtr function_type(std::vector<TypePtr> parameters, TypePtr result) {
  CHECK(result != nullptr);
  return std::make_shared<Type const>(Type{.form = Type::Form::function,
                                           .element = std::move(result),
                                           .parameters = std::move(parameters)});
}

TypePtr builtin_type(std::string_view name) {
  if (name == "Any") return any_type();
  auto const* found = std::ranges::find(named_types, name, &NamedType::name);
  return found == std::end(named_types) ? nullptr : simple_type(found->kind);
}

TypePtr type_of(Value const& value) {
  switch (value.kind()) {
    case Kind::list: {
      // Of an empty list nothing is known.
      auto element = value.list().empty() ? any_type() : null_type();
      for (auto const& item : value.list()) {
        element = common_type(element, type_of(item));
        if (element->form == Type::Form::any) break;
      }
      return list_of(std::move(element));
    }
    case Kind::context: {
      std::vector<std::pair<std::string, TypePtr>> members;
      members.reserve(value.context().entries.size());
      for (auto const& [key, entry] : value.context().entries) {
        members.emplace_back(key, type_of(entry));
      }
      return context_of(std::move(members));
    }
    case Kind::range:
      return range_of(common_type(type_of(value.range().start), type_of(value.range().end)));
    case Kind::function: {
      std::vector<TypePtr> parameters;
      for (auto& parameter : value.function()->parameters()) {
        parameters.push_back(parameter.type ? std::move(parameter.type) : any_type());
      }
      auto result = value.function()->result();
      return function_type(std::move(parameters), result ? std::move(result) : any_type());
    }
    default: return simple_type(value.kind());
  }
}

TypePtr common_type(TypePtr const& left, TypePtr const& right) {
  // Null conforms to every type (10.3.2.9.2), so what holds both is the other one.
  if (left->form == Type::Form::null) return right;
  if (right->form == Type::Form::null) return left;
  return same_type(*left, *right) ? left : any_type();
}

bool same_type(Type const& left, Type const& right) {
  if (&left == &right) return true;
  if (left.form != right.form || left.kind != right.kind || left.name != right.name ||
      left.allowed != right.allowed) {
    return false;
  }
  auto same = [](TypePtr const& one, TypePtr const& other) {
    return one == other || (one && other && same_type(*one, *other));
  };
  auto has_same = [&](auto const& member) {
    auto other = right.member(member.first);
    return other && same(member.second, other);
  };
  return same(left.element, right.element) &&
         std::ranges::equal(left.parameters, right.parameters, same) &&
         left.members.size() == right.members.size() && std::ranges::all_of(left.members, has_same);
}

namespace {

std::string joined(std::vector<TypePtr> const& types) {
  std::string text;
  for (auto const& type : types) text += (text.empty() ? "" : ", ") + to_string(*type);
  return text;
}

}  // namespace

std::string to_string(Type const& type) {
  if (!type.name.empty()) return type.name;
  switch (type.form) {
    case Type::Form::any: return "Any";
    case Type::Form::null: return "Null";
    case Type::Form::simple: return std::string(name_of(type.kind));
    case Type::Form::list: return "list<" + to_string(*type.element) + ">";
    case Type::Form::range: return "range<" + to_string(*type.element) + ">";
    case Type::Form::function:
      return "function<" + joined(type.parameters) + "> -> " + to_string(*type.element);
    case Type::Form::context: break;
  }
  if (type.members.empty()) return "context";
  std::string members;
  for (auto const& [name, member] : type.members) {
    members += (members.empty() ? "" : ", ") + name + ": " + to_string(*member);
  }
  return "context<" + members + ">";
}

}  // namespace zonebook::feel
