#include "access/role.h"

#include <algorithm>
#include <array>

#include "access/people.h"
#include "ledger/condition.h"
#include "meta/load/reader.h"

namespace zonebook::access {
namespace {

using meta::MapReader;
using meta::Yaml;

constexpr std::array<std::pair<Right, std::string_view>, 6> rights = {{
    {Right::read, "read"},
    {Right::append, "append"},
    {Right::propose, "propose"},
    {Right::approve, "approve"},
    {Right::export_records, "export"},
    {Right::unmask, "unmask"},
}};
constexpr auto all_registers = "all";
constexpr auto confidential_stem = "confidential";

bool is_own(std::string_view name) { return name == account_register || name == grant_register; }

std::string stem_of(std::string const& file) {
  auto const slash = file.find_last_of('/');
  auto const name = slash == std::string::npos ? file : file.substr(slash + 1);
  return name.substr(0, name.find('.'));
}

// Reads one file after another into the roles.
class Reader {
 public:
  Reader(meta::Catalog const& catalog, ReadRoles& read) : catalog_(catalog), read_(read) {}

  void run(RoleFile const& file) {
    file_ = &file.file;
    auto const root = meta::parse_yaml(file.text, file.file, read_.problems);
    if (!root) return;
    if (stem_of(file.file) == confidential_stem) {
      read_confidential(*root);
    } else {
      read_role(*root);
    }
  }

 private:
  void complain(std::size_t line, Text says) {
    read_.problems.push_back(
        {Error::Code::invalid, std::move(says), *file_ + ":" + std::to_string(line), {}});
  }

  void read_role(Yaml const& yaml) {
    MapReader map(yaml, *file_, read_.problems);
    Role role;
    role.name = map.text("role");
    role.label = map.label("label");
    role.about = map.text("about");
    role.figures = map.flag("figures");
    role.accounts = map.flag("accounts");
    role.log = map.flag("log");
    map.each_item("registers", [&](Yaml const& item) { read_clause(item, role); });
    map.finish();
    if (role.name != stem_of(*file_)) {
      complain(map.line_of("role"), {"access.role.other_name", {{"name", role.name}}});
    }
    auto const name = role.name;
    read_.roles.by_name.insert_or_assign(name, std::move(role));
  }

  void read_clause(Yaml const& yaml, Role& role) {
    MapReader map(yaml, *file_, read_.problems);
    auto const of = map.names("of");
    auto const except = map.names("except");
    auto const may = map.names("may");
    Clause clause{.may = {}, .where = map.optional_text("where")};
    auto const only = map.names("only"), hidden = map.names("hidden"), masked = map.names("masked");
    map.finish();
    for (auto const& name : may) {
      auto const found = std::ranges::find(rights, name, &decltype(rights)::value_type::second);
      if (found == rights.end()) {
        complain(map.line_of("may"), {"access.role.no_right", {{"name", name}}});
      } else {
        clause.may.insert(found->first);
      }
    }
    if (!clause.may.contains(Right::read)) complain(map.line(), {"access.role.not_read", {}});
    auto const registers = registers_of(map, of, except);
    for (auto const& [key, names] :
         {std::pair("only", only), {"hidden", hidden}, {"masked", masked}}) {
      check_fields(map.line_of(key), names, registers);
    }
    for (auto const* in : registers) {
      auto own = clause;
      choose_fields(own, *in, only, hidden, masked);
      check_condition(map.line_of("where"), own.where, *in);
      role.registers[in->name].push_back(std::move(own));
    }
  }

  std::vector<meta::Register const*> registers_of(MapReader const& map,
                                                  std::vector<std::string> const& of,
                                                  std::vector<std::string> const& except) {
    std::vector<meta::Register const*> found;
    for (auto const& name : except) find(map.line_of("except"), name);
    auto const is_kept = [&](std::string const& name) {
      return !is_own(name) && std::ranges::find(except, name) == except.end();
    };
    if (of.empty()) complain(map.line(), {"access.role.of_nothing", {}});
    for (auto const& name : of) {
      if (name == all_registers) {
        for (auto const& in : catalog_.registers()) {
          if (is_kept(in.name)) found.push_back(&in);
        }
      } else if (auto const* in = find(map.line_of("of"), name)) {
        found.push_back(in);
      }
    }
    return found;
  }

  meta::Register const* find(std::size_t line, std::string const& name) {
    auto const* in = catalog_.find(name);
    if (in && !is_own(name)) return in;
    complain(line, {"access.role.no_register", {{"name", name}}});
    return nullptr;
  }

  // A field must be one of some register of the clause.
  void check_fields(std::size_t line, std::vector<std::string> const& names,
                    std::vector<meta::Register const*> const& registers) {
    for (auto const& name : names) {
      auto const has = [&](meta::Register const* in) { return in->find(name) != nullptr; };
      if (registers.empty() || std::ranges::any_of(registers, has)) continue;
      complain(line, {"access.role.no_field", {{"name", name}}});
    }
  }

  static void choose_fields(Clause& clause, meta::Register const& in,
                            std::vector<std::string> const& only,
                            std::vector<std::string> const& hidden,
                            std::vector<std::string> const& masked) {
    auto const is_in = [](auto const& names, std::string const& name) {
      return std::ranges::find(names, name) != names.end();
    };
    for (auto const& field : in.fields) {
      bool const is_seen = only.empty() || is_in(only, field.name) || is_in(masked, field.name);
      if (!is_seen || is_in(hidden, field.name)) continue;
      bool const is_kept = field.personal && !clause.may.contains(Right::unmask);
      auto& where = is_kept || is_in(masked, field.name) ? clause.masked : clause.plain;
      where.insert(field.name);
    }
  }

  void check_condition(std::size_t line, std::string const& where, meta::Register const& in) {
    if (where.empty()) return;
    auto const condition = ledger::Condition::compile_for("", where, in);
    if (!condition) complain(line, condition.error().says);
  }

  void read_confidential(Yaml const& yaml) {
    MapReader map(yaml, *file_, read_.problems);
    map.each_member("confidential", [&](std::string const& name, Yaml const& value) {
      auto const* in = find(value.line, name);
      MapReader one(value, *file_, read_.problems);
      Confidential made;
      one.each_member("open", [&](std::string const& field, Yaml const& text) {
        made.open.emplace_back(field, text.text);
      });
      made.people = one.names("people");
      made.named = one.optional_text("named");
      auto const outline = one.names("outline");
      made.outline = {outline.begin(), outline.end()};
      one.finish();
      if (in) check_confidential(made, *in, one);
      read_.roles.confidential.insert_or_assign(name, std::move(made));
    });
    map.finish();
  }

  void check_confidential(Confidential const& made, meta::Register const& in,
                          MapReader const& map) {
    if (made.open.empty()) complain(map.line(), {"access.role.never_open", {}});
    for (auto const& [name, value] : made.open) {
      auto const* field = in.find(name);
      auto const has = field && std::ranges::find(field->choices, value, &meta::Choice::value) !=
                                    field->choices.end();
      if (!has) complain(map.line_of("open"), {"access.role.no_choice", {{"name", name}}});
    }
    for (auto const& name : made.people) {
      auto const* field = in.find(name);
      if (field && field->is_reference()) continue;
      complain(map.line_of("people"), {"access.role.no_reference", {{"name", name}}});
    }
    if (!made.named.empty()) check_named(map.line_of("named"), made.named, in);
    check_fields(map.line_of("outline"), {made.outline.begin(), made.outline.end()}, {&in});
  }

  void check_named(std::size_t line, std::string const& name, meta::Register const& in) {
    auto const* field = in.find(name);
    auto const type = field ? field->type->name() : "";
    if (type != "text" && type != "long_text") {
      complain(line, {"access.role.no_text", {{"name", name}}});
    }
  }

  meta::Catalog const& catalog_;
  ReadRoles& read_;
  std::string const* file_ = nullptr;
};

}  // namespace

std::string_view name_of(Right right) {
  return std::ranges::find(rights, right, &decltype(rights)::value_type::first)->second;
}

Role const* Roles::find(std::string_view name) const {
  auto const found = by_name.find(name);
  return found != by_name.end() ? &found->second : nullptr;
}

ReadRoles read_roles(std::vector<RoleFile> const& files, meta::Catalog const& catalog) {
  ReadRoles read;
  Reader reader(catalog, read);
  for (auto const& file : files) reader.run(file);
  if (!read.problems.empty()) read.roles = {};
  return read;
}

}  // namespace zonebook::access
