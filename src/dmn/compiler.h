// From models to Decisions::Parts, in this order:
//
//   graph.cpp     documents on their ways of import, their elements, what requires what, in which
//                 order
//   compiler.cpp  types and logic, element by element, what is required first
//
// Inside dmn/.

#pragma once

#include <map>
#include <string>
#include <vector>

#include "dmn/parts.h"

namespace zonebook::dmn {

class Compiler {
 public:
  explicit Compiler(Decisions::Parts& parts) : parts_(parts) {}

  //   invalid  as Decisions::compile
  Result<void> compile();

 private:
  static constexpr std::size_t instances_max = 500;
  static constexpr std::size_t units_max = 100'000;
  static constexpr std::size_t input_data_max =
      1'000;  // of one element; further ones are not listed

  // graph.cpp
  Result<std::uint32_t> add_instance(Model const&, std::string path);
  Result<Model const*> imported(Model const& importing, Import const&) const;
  Result<void> add_units(std::uint32_t instance);
  Result<void> link(UnitIndex);
  Result<std::vector<UnitIndex>> resolve(UnitIndex, std::vector<std::string> const& ids) const;
  void make_visible(Unit&, UnitIndex self);
  Result<void> put_in_order();
  Result<void> check_circle(std::vector<UnitIndex> const& way, UnitIndex back_to) const;
  std::string where(Unit const&) const;

  // compiler.cpp
  Types const& types_of(Model const&, std::vector<Types::Imported> const&);
  void compile_unit(UnitIndex);
  void compile_decision(Unit&);
  void compile_knowledge(Unit&, UnitIndex self);
  void compile_service(Unit&, UnitIndex self);
  void compile_logic(Unit&, Boxed const&, feel::Scope const&);
  feel::Scope scope_of(Unit const&) const;
  feel::TypePtr declared_type(Unit const&, std::string const& type_ref);
  feel::TypePtr declared_result(Unit const&);
  feel::TypePtr type_of(Visible const&) const;
  void collect_input_data(Unit&);
  void list_entries();
  Decisions::Entry entry(Unit const&) const;
  feel::TypePtr input_type(std::uint32_t instance) const;
  bool is_first_of_model(Unit const&) const;

  Decisions::Parts& parts_;
  std::vector<Model const*> importing_;  // the way from the root to the document under way
  std::map<Model const*, Types const*> types_;
  std::map<Model const*, std::uint32_t> first_instance_;
};

// "loan.rates" and "day"; "day" alone below the root.
std::string joined_path(std::string const& path, std::string const& name);

}  // namespace zonebook::dmn
