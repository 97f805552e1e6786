// Builds trees in a scope that grows and shrinks: for dmn/, whose boxed expressions nest FEEL
// texts, names and tables.
//
//   Builder builder(scope);
//   auto principal = TRY(builder.parse("loan.amount"));        // a context entry …
//   auto slot = builder.push("principal", principal->type);    // … later ones may name it
//   auto monthly = TRY(builder.parse("principal / 12"));
//   builder.pop(1);
//   Expression whole = builder.finish(std::move(node));
//
// Slots are never reused within one builder, so a closure may keep its frame.

#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "feel/expression.h"

namespace zonebook::feel {

class Builder {
 public:
  explicit Builder(Scope const&);
  ~Builder();
  Builder(Builder&&) noexcept;
  Builder& operator=(Builder&&) noexcept;

  //   invalid  as compile(): `where` is "line:column" in the text
  Result<NodePtr> parse(std::string_view source);
  // The test of a value that is a pushed name or of the scope: `?` stands for that slot.
  Result<NodePtr> parse_unary_tests(std::string_view source, std::uint32_t tested_slot);

  // A local name, visible to what is parsed until it is popped.  Answers its slot.
  std::uint32_t push(std::string name, TypePtr);
  void pop(std::size_t count);
  // The names of a filter's item: members of its type, or any name that the item turns out to have.
  void push_item(std::uint32_t slot, TypePtr item);
  void pop_item();

  Scope const& scope() const;
  Expression finish(NodePtr root, std::string source = {});

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace zonebook::feel
