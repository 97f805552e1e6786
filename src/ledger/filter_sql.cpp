#include "ledger/filter_sql.h"

#include <fmt/format.h>

#include <algorithm>

#include "feel/normal.h"
#include "ledger/filter_operand.h"

namespace zonebook::ledger {
namespace {

using feel::Node;
using feel::Op;
using feel::Value;

enum class Truth : std::uint8_t { of_it, of_its_contrary };

std::string_view sign_of(Op op) {
  switch (op) {
    case Op::equal: return "=";
    case Op::less: return "<";
    case Op::at_most: return "<=";
    case Op::greater: return ">";
    default: return ">=";
  }
}

class Printer {
 public:
  Printer(meta::Register const& in, db::Dialect dialect, Date today)
      : in_(in), dialect_(dialect), operands_(in, dialect, today) {}

  Clause clause(Node const& node) {
    if (auto const constant = operands_.folded(node)) return truth(constant->is_true());
    if (is_comparison(node.op)) return comparison(node);
    switch (node.op) {
      case Op::conjunction: return conjunction(node);
      case Op::disjunction: return disjunction(node);
      case Op::negation: return leaf(*node.children[0], Truth::of_its_contrary);
      default: return leaf(node, Truth::of_it);
    }
  }

 private:
  // ── and, or ─────────────────────────────────────────────────────────────────────────────────

  static Clause exact(Sql sql) { return {Fit::exact, std::move(sql)}; }
  static Clause truth(bool value) { return exact({value ? "TRUE" : "FALSE"}); }

  static void join(Clause& whole, Clause const& part, std::string_view word) {
    if (!whole.sql.text.empty()) whole.sql += word;
    whole.sql += part.sql;
  }

  // A part that cannot be printed leaves the others, which are wider than all together.
  Clause conjunction(Node const& node) {
    Clause whole{Fit::exact, {}};
    for (auto const& child : node.children) {
      auto const part = clause(*child);
      if (part.fit != Fit::exact) whole.fit = Fit::wider;
      if (part.fit != Fit::none) join(whole, part, " AND ");
    }
    if (whole.sql.text.empty()) return {};
    whole.sql.text = "(" + whole.sql.text + ")";
    return whole;
  }

  Clause disjunction(Node const& node) {
    Clause whole{Fit::exact, {}};
    for (auto const& child : node.children) {
      auto const part = clause(*child);
      if (part.fit == Fit::none) return {};
      if (part.fit == Fit::wider) whole.fit = Fit::wider;
      join(whole, part, " OR ");
    }
    whole.sql.text = "(" + whole.sql.text + ")";
    return whole;
  }

  // ── comparisons ─────────────────────────────────────────────────────────────────────────────

  Clause comparison(Node const& node) {
    if (auto const found = reference(node)) return *found;
    auto const left = operands_.operand(*node.children[0]);
    auto const right = operands_.operand(*node.children[1]);
    if (!left || !right) return {};
    if (right->constant) return against_constant(node.op, *left, *right->constant);
    if (!left->constant) return against_column(node.op, *left, *right);
    // feel/normal.cpp has put constants to the right unless they had to be folded first.
    return against_constant(mirrored(node.op), *right, *left->constant);
  }

  static Op mirrored(Op op) {
    switch (op) {
      case Op::less: return Op::greater;
      case Op::greater: return Op::less;
      case Op::at_most: return Op::at_least;
      case Op::at_least: return Op::at_most;
      default: return op;
    }
  }

  Clause against_constant(Op op, Operand const& column, Value const& constant) {
    auto const bound = bound_of(op, column.held, constant);
    switch (bound.form) {
      case Bound::Form::unknown: return {};
      case Bound::Form::never: return truth(false);
      case Bound::Form::always: return truth(true);
      case Bound::Form::is_null: return suffixed(column.sql, " IS NULL");
      case Bound::Form::not_null: return suffixed(column.sql, " IS NOT NULL");
      case Bound::Form::compare: break;
    }
    auto sql = column.sql;
    sql += bound.op == Op::unequal ? differs() : fmt::format(" {} ", sign_of(bound.op));
    sql += Sql{"?", {bound.value}};
    return exact(std::move(sql));
  }

  static Clause suffixed(Sql sql, std::string_view suffix) {
    sql += suffix;
    return exact(std::move(sql));
  }

  // Two nulls are equal, and null differs from all else.
  std::string differs() const {
    return dialect_ == db::Dialect::sqlite ? " IS NOT " : " IS DISTINCT FROM ";
  }
  std::string is_same() const {
    return dialect_ == db::Dialect::sqlite ? " IS " : " IS NOT DISTINCT FROM ";
  }

  Clause against_column(Op op, Operand left, Operand right) {
    if (left.held.as != right.held.as) return {};
    if (left.held.as == Held::As::number) {
      auto const scale = std::max(left.held.scale, right.held.scale);
      if (!operands_.rescale(left, scale) || !operands_.rescale(right, scale)) return {};
      if (!left.fits() && !right.fits()) return {};
    }
    auto sql = std::move(left.sql);
    if (op == Op::equal)
      sql += is_same();
    else
      sql += op == Op::unequal ? differs() : fmt::format(" {} ", sign_of(op));
    sql += right.sql;
    return exact(std::move(sql));
  }

  // A reference means what its record was merged into (oracle R18): those that were merged into
  // the one sought are found with it, and the interpreter tells which hold on the day.
  std::optional<Clause> reference(Node const& node) const {
    auto const* named = node.children[0].get();
    bool const is_id = named->op == Op::path && named->name == "id";
    if (is_id) named = named->children[0].get();
    bool const is_column = named->op == Op::variable && named->slot < in_.fields.size() &&
                           in_.fields[named->slot].is_reference();
    auto const constant = is_column ? operands_.folded(*node.children[1]) : std::nullopt;
    if (!constant) return std::nullopt;
    auto const column = quoted_column(in_.fields[named->slot]);
    if (constant->is_null()) {
      if (node.op != Op::unequal) return Clause{};
      return Clause{Fit::wider, {column + " IS NOT NULL"}};
    }
    bool const found = is_id && node.op == Op::equal && constant->is(feel::Kind::string) &&
                       may_be_bound(constant->string());
    if (!found) return Clause{};
    return Clause{Fit::wider, among_merged(column, constant->string())};
  }

  // As an array PostgreSQL takes it for a few values, and uses the column's index.
  Sql among_merged(std::string const& column, std::string const& id) const {
    bool const is_sqlite = dialect_ == db::Dialect::sqlite;
    return {fmt::format("{} {}(WITH RECURSIVE same (id) AS (SELECT {} UNION SELECT merged.id FROM "
                        "merged JOIN same ON merged.same_as = same.id) SELECT id FROM same){}",
                        column, is_sqlite ? "IN " : "= ANY (ARRAY",
                        is_sqlite ? "?" : "?::text COLLATE \"C\"", is_sqlite ? "" : ")"),
            {id}};
  }

  // ── what normal forms leave alone: in, calls, if ─────────────────────────────────────────────

  Clause leaf(Node const& node, Truth truth) {
    if (node.op == Op::in) return in(node, truth);
    if (node.op == Op::conditional) return conditional(node, truth);
    if (node.op != Op::call || node.children.size() != 3 || !node.names.empty()) return {};
    auto const name = name_of_callee(node);
    if (name == "list contains") return list_contains(node, truth);
    auto const text = operands_.text_column(*node.children[1]);
    auto const constant = operands_.folded(*node.children[2]);
    if (!text || !constant || !constant->is(feel::Kind::string)) return {};
    if (!may_be_bound(constant->string())) return {};
    if (name == "contains") return contains(text->sql, constant->string(), truth);
    if (name == "starts with") return starts_with(text->sql, constant->string(), truth);
    if (name == "ends with") return ends_with(text->sql, constant->string(), truth);
    return {};
  }

  Clause contains(Sql const& text, std::string const& part, Truth truth) const {
    auto const function = dialect_ == db::Dialect::sqlite ? "instr" : "strpos";
    Sql sql{function};
    sql += "(" + text.text + ", ";
    sql += Sql{truth == Truth::of_it ? "?) > 0" : "?) = 0", {part}};
    return exact(std::move(sql));
  }

  Clause starts_with(Sql const& text, std::string const& part, Truth truth) const {
    auto const sign = truth == Truth::of_it ? "=" : "<>";
    return exact({fmt::format("substr({}, 1, length(?)) {} ?", text.text, sign), {part, part}});
  }

  // A text that ends with nothing is any text.
  Clause ends_with(Sql const& text, std::string const& part, Truth truth) const {
    if (part.empty()) {
      return truth == Truth::of_it ? suffixed(text, " IS NOT NULL") : this->truth(false);
    }
    auto const format = dialect_ == db::Dialect::sqlite ? "substr({}, -length(?)) {} ?"
                                                        : "right({}, length(?)) {} ?";
    auto const sign = truth == Truth::of_it ? "=" : "<>";
    return exact({fmt::format(fmt::runtime(format), text.text, sign), {part, part}});
  }

  Clause in(Node const& node, Truth truth) {
    bool const has_range = std::ranges::any_of(
        node.children, [](auto const& child) { return child->op == Op::range; });
    if (has_range) return in_tests(node, truth);
    std::vector<Value> items;
    for (std::size_t i = 1; i < node.children.size(); ++i) {
      auto item = operands_.folded(*node.children[i]);
      if (!item || item->is(feel::Kind::list) || item->is(feel::Kind::range)) return {};
      items.push_back(std::move(*item));
    }
    return among(*node.children[0], items, truth);
  }

  // Any of the tests, or none of them.
  Clause in_tests(Node const& node, Truth truth) {
    auto const column = operands_.operand(*node.children[0]);
    if (!column || column->constant) return {};
    Clause whole{Fit::exact, {}};
    for (std::size_t i = 1; i < node.children.size(); ++i) {
      auto const part = test(*column, *node.children[i], truth);
      if (part.fit != Fit::exact) return {};
      join(whole, part, truth == Truth::of_it ? " OR " : " AND ");
    }
    if (node.children.size() > 2) whole.sql.text = "(" + whole.sql.text + ")";
    return whole;
  }

  Clause test(Operand const& column, Node const& test, Truth truth) {
    bool const holds = truth == Truth::of_it;
    if (test.op != Op::range) {
      auto const constant = operands_.folded(test);
      if (!constant || constant->is(feel::Kind::list) || constant->is(feel::Kind::range)) return {};
      return against_constant(holds ? Op::equal : Op::unequal, column, *constant);
    }
    if (test.form != feel::Range::Form::interval) return {};
    auto const start = operands_.folded(*test.children[0]);
    auto const end = operands_.folded(*test.children[1]);
    if (!start || !end) return {};
    // Contains nothing that can be known.
    if (start->is_null() || end->is_null()) return this->truth(false);
    auto const low = test.start_included ? Op::at_least : Op::greater;
    auto const high = test.end_included ? Op::at_most : Op::less;
    auto both = against_constant(holds ? low : contrary(low), column, *start);
    auto const other = against_constant(holds ? high : contrary(high), column, *end);
    if (both.fit != Fit::exact || other.fit != Fit::exact) return {};
    join(both, other, holds ? " AND " : " OR ");
    both.sql.text = "(" + both.sql.text + ")";
    return both;
  }

  static Op contrary(Op op) {
    switch (op) {
      case Op::at_least: return Op::less;
      case Op::greater: return Op::at_most;
      case Op::at_most: return Op::greater;
      default: return Op::at_least;
    }
  }

  Clause list_contains(Node const& node, Truth truth) {
    auto const list = operands_.folded(*node.children[1]);
    if (!list || !list->is(feel::Kind::list)) return {};
    return among(*node.children[2], list->list(), truth);
  }

  // Either answers true or false, never null: null is an item like any other.
  Clause among(Node const& tested, std::vector<Value> const& items, Truth truth) {
    auto const column = operands_.operand(tested);
    if (!column || column->constant) return {};
    bool const has_null = std::ranges::any_of(items, &Value::is_null);
    Sql marks;
    for (auto const& item : items) {
      auto const bound = bound_of(Op::equal, column->held, item);
      bool const is_mismatch = item.kind() != kind_of(column->held);
      if (bound.form == Bound::Form::unknown && (truth != Truth::of_it || !is_mismatch)) return {};
      if (bound.form != Bound::Form::compare) continue;
      marks += Sql{marks.text.empty() ? "?" : ", ?", {bound.value}};
    }
    return truth == Truth::of_it ? is_among(column->sql, marks, has_null)
                                 : is_not_among(column->sql, marks, has_null);
  }

  static feel::Kind kind_of(Held const& held) {
    if (held.as == Held::As::number) return feel::Kind::number;
    return held.as == Held::As::date ? feel::Kind::date : feel::Kind::string;
  }

  static Sql membership(Sql const& column, std::string_view word, Sql const& marks) {
    auto sql = column;
    sql += word;
    sql += marks;
    sql += ")";
    return sql;
  }

  Clause is_among(Sql const& column, Sql const& marks, bool has_null) const {
    if (marks.text.empty()) return has_null ? suffixed(column, " IS NULL") : truth(false);
    auto sql = membership(column, " IN (", marks);
    if (!has_null) return exact(std::move(sql));
    sql.text = "(" + sql.text + " OR ";
    sql += column;
    sql += " IS NULL)";
    return exact(std::move(sql));
  }

  Clause is_not_among(Sql const& column, Sql const& marks, bool has_null) const {
    if (marks.text.empty()) return has_null ? suffixed(column, " IS NOT NULL") : truth(true);
    auto sql = membership(column, " NOT IN (", marks);
    if (has_null) return exact(std::move(sql));  // null is not in it, and SQL says so too
    Sql whole{"("};
    whole += column;
    whole += " IS NULL OR ";
    whole += sql;
    whole += ")";
    return exact(std::move(whole));
  }

  // WHEN, too, takes what is true and nothing else.
  Clause conditional(Node const& node, Truth truth) {
    auto const sign = [&](Node const& part, Truth wanted) {
      auto whole = feel::clone(part);
      if (wanted == Truth::of_its_contrary) {
        auto negation = std::make_unique<Node>();
        negation->op = Op::negation;
        negation->children.push_back(std::move(whole));
        whole = std::move(negation);
      }
      return clause(*feel::normal_form(*whole));
    };
    if (!is_boolean(*node.children[0])) return {};
    auto const when = sign(*node.children[0], Truth::of_it);
    auto const then = sign(*node.children[1], truth);
    auto const otherwise = sign(*node.children[2], truth);
    if (when.fit != Fit::exact || then.fit == Fit::none || otherwise.fit == Fit::none) return {};
    bool const both = then.fit == Fit::exact && otherwise.fit == Fit::exact;
    Clause whole{both ? Fit::exact : Fit::wider, {"CASE WHEN "}};
    whole.sql += when.sql;
    whole.sql += " THEN ";
    whole.sql += then.sql;
    whole.sql += " ELSE ";
    whole.sql += otherwise.sql;
    whole.sql += " END";
    return whole;
  }

  static bool is_boolean(Node const& node) {
    return node.type->form == feel::Type::Form::simple && node.type->kind == feel::Kind::boolean;
  }

  meta::Register const& in_;
  db::Dialect dialect_;
  Operands operands_;
};

}  // namespace

Clause clause_of(Node const& conjunct, meta::Register const& in, db::Dialect dialect, Date today) {
  return Printer(in, dialect, today).clause(conjunct);
}

}  // namespace zonebook::ledger
