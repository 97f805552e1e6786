// The parser: recursive descent over Lexer, names resolved while reading, types inferred on the
// way up.  Inside feel/; others use expression.h or builder.h.
//
//   expression     if, for, some, every, function            parse_expression.cpp
//     or, and, comparison, + -, * /, **, unary minus, instance of
//   postfix        path, filter, call                        parse_postfix.cpp
//   primary        literals, names, lists, contexts, ranges  parse_primary.cpp
//   tests          < 5, [1..5], not(…)                       parse_tests.cpp
//   types          list<number>                              parse_type.cpp
//   names          the longest that the scope knows          names.cpp

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "feel/inference.h"
#include "feel/lexer.h"
#include "feel/names.h"
#include "feel/tree.h"

namespace zonebook::feel {

// A name found in a source: where it ends, and its canonical spelling.
struct FoundName {
  std::string name;
  std::uint32_t end;
};

class Parser {
 public:
  Parser(std::string_view source, Names& names) : lexer_(source), names_(names) { move_to(0); }

  Result<NodePtr> whole_expression();
  Result<NodePtr> whole_unary_tests(std::uint32_t tested_slot);
  Result<TypePtr> whole_type();

 private:
  static constexpr int depth_max = 250;

  // parse_expression.cpp
  Result<NodePtr> expression();
  Result<NodePtr> disjunction();
  Result<NodePtr> conjunction();
  Result<NodePtr> comparison();
  Result<NodePtr> between(NodePtr left);
  Result<NodePtr> in(NodePtr left);
  Result<NodePtr> additive();
  Result<NodePtr> multiplicative();
  Result<NodePtr> power();
  Result<NodePtr> unary();
  Result<NodePtr> conditional();
  Result<NodePtr> for_each();
  Result<NodePtr> quantified(Op);
  Result<std::size_t> iterators(Node& loop);
  Result<NodePtr> function_definition();

  // parse_postfix.cpp
  Result<NodePtr> postfix();
  Result<NodePtr> path(NodePtr left);
  Result<NodePtr> filter(NodePtr left);
  bool closes_range() const;
  Result<NodePtr> call(NodePtr callee);
  Result<NodePtr> instance_of(NodePtr left);
  NodePtr typed_call(NodePtr call);
  NodePtr folded(NodePtr) const;

  // parse_primary.cpp
  Result<NodePtr> primary();
  Result<NodePtr> number();
  Result<NodePtr> string();
  Result<NodePtr> at_literal();
  Result<NodePtr> name();
  Result<NodePtr> list_or_interval();
  Result<NodePtr> parenthesised();
  Result<NodePtr> open_interval();
  Result<NodePtr> interval(NodePtr start, bool start_included, std::uint32_t begin);
  Result<NodePtr> interval_end();
  Result<NodePtr> context();
  Result<std::string> context_key();

  // parse_tests.cpp
  Result<NodePtr> unary_tests();
  Result<NodePtr> positive_tests();
  Result<NodePtr> positive_test();
  Result<NodePtr> comparison_range();
  std::optional<std::vector<NodePtr>> tests_in_parentheses();

  // parse_type.cpp
  Result<TypePtr> type();
  Result<TypePtr> function_of();
  Result<TypePtr> context_type();
  Result<TypePtr> type_argument();
  std::optional<FoundName> known_type_name() const;

  // names.cpp
  std::optional<FoundName> known_name() const;
  std::optional<FoundName> name_in_scope() const;
  std::optional<FoundName> match(std::string_view name, std::uint32_t begin) const;
  std::optional<FoundName> member_name(Type const&) const;
  FoundName undeclared_name() const;
  // A name that is being declared: all up to one of the stops, which is not consumed.
  Result<std::string> declared_name(std::initializer_list<std::string_view> stops);
  bool named_argument_follows() const;

  // parser.cpp
  void move_to(std::uint32_t byte);
  void advance() { move_to(token_.at.end); }
  bool accept(std::string_view);
  Result<void> expect(std::string_view);
  std::unexpected<Error> fail(Text, std::uint32_t byte) const;
  std::unexpected<Error> unexpected(std::string_view expected_key) const;
  Result<void> expect_end() const;
  NodePtr node(Op, std::uint32_t begin, TypePtr = any_type()) const;
  template <class... Children>
  NodePtr node(Op op, std::uint32_t begin, TypePtr type, Children... children) const {
    auto made = node(op, begin, std::move(type));
    (made->children.push_back(std::move(children)), ...);
    return made;
  }
  void note(Text, Span);

  // Counts nesting while it lives, and all that was begun: reading twice what may be tests in
  // parentheses could double with every level, and the count keeps reading linear.
  struct Deeper {
    explicit Deeper(Parser& the_parser) : parser(the_parser) { ++parser.depth_, ++parser.work_; }
    ~Deeper() { --parser.depth_; }
    Deeper(Deeper const&) = delete;
    Deeper& operator=(Deeper const&) = delete;
    bool too_deep() const {
      return parser.depth_ > depth_max || parser.work_ > 16 * (parser.lexer_.source().size() + 64);
    }
    Parser& parser;
  };

  Lexer lexer_;
  Names& names_;
  Token token_;                     // the one to be read next
  std::uint32_t previous_end_ = 0;  // where the one before it ended
  int depth_ = 0;
  std::size_t work_ = 0;
  std::optional<std::uint32_t> tested_slot_;  // of `?`
  bool at_range_end_ = false;                 // where `[` may close a range: [1..5[
};

}  // namespace zonebook::feel
