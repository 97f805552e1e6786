// From `?` to PostgreSQL's own $1, $2, …: each question mark that is a parameter, in order.
//
//   numbered("SELECT a FROM t WHERE b = ? AND c <> '?'")   // {"… b = $1 AND c <> '?'", 1}
//
// Those in quotes ('…', E'…', "…", $tag$…$tag$) and in comments stay.  So PostgreSQL's operators
// that are spelled with a question mark cannot be used; each has a function that can.

#pragma once

#include <string>
#include <string_view>

namespace zonebook::db {

struct Numbered {
  std::string text;
  int parameters = 0;
};
Numbered numbered(std::string_view sql);

}  // namespace zonebook::db
