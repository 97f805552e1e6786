#include "db/postgres_row.h"

#include <charconv>
#include <optional>

namespace zonebook::db {
namespace {

enum class Holds { integer, boolean, text, other };

Holds holds(Oid type) {
  switch (type) {
    case 20:    // int8
    case 21:    // int2
    case 23:    // int4
    case 26:    // oid
    case 1700:  // numeric: a sum of bigint
      return Holds::integer;
    case 16: return Holds::boolean;
    case 18:    // "char"
    case 19:    // name
    case 25:    // text
    case 705:   // unknown
    case 1042:  // bpchar
    case 1043:  // varchar
      return Holds::text;
    default: return Holds::other;
  }
}

std::optional<std::int64_t> parse(std::string_view text) {
  std::int64_t number = 0;
  auto const* end = text.data() + text.size();
  auto const [at, failed] = std::from_chars(text.data(), end, number);
  if (failed != std::errc() || at != end) return std::nullopt;
  return number;
}

}  // namespace

bool PostgresRow::is_null(int column) const {
  CHECK(column >= 0 && column < PQnfields(result_));
  return PQgetisnull(result_, row_, column) != 0;
}

std::int64_t PostgresRow::integer(int column) const {
  if (is_null(column)) return 0;
  if (holds(type(column)) == Holds::boolean) return raw(column) == "t" ? 1 : 0;
  auto const number = holds(type(column)) == Holds::integer ? parse(raw(column)) : std::nullopt;
  CHECK(number.has_value());
  return *number;
}

std::string_view PostgresRow::text(int column) const {
  if (is_null(column)) return {};
  if (holds(type(column)) == Holds::boolean) return raw(column) == "t" ? "1" : "0";
  return raw(column);
}

Value PostgresRow::value(int column) const {
  if (is_null(column)) return {};
  if (holds(type(column)) == Holds::text) return std::string(raw(column));
  return integer(column);
}

Result<void> PostgresRow::check_columns(std::string const& where) const {
  int const column = foreign_column();
  if (column < 0) return {};
  Text says{"db.column_kind", {{"column", PQfname(result_, column)}}};
  return std::unexpected(Error{Error::Code::broken, std::move(says), where});
}

int PostgresRow::foreign_column() const {
  for (int i = 0; i < PQnfields(result_); ++i) {
    auto const kind = holds(type(i));
    bool const is_whole = type(i) != 1700 || is_null(i) || parse(raw(i)).has_value();
    if (kind == Holds::other || !is_whole) return i;
  }
  return -1;
}

std::string_view PostgresRow::raw(int column) const {
  return {PQgetvalue(result_, row_, column),
          static_cast<std::size_t>(PQgetlength(result_, row_, column))};
}

Oid PostgresRow::type(int column) const { return PQftype(result_, column); }

}  // namespace zonebook::db
