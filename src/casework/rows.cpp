#include "casework/rows.h"

#include <algorithm>

#include "meta/register.h"

namespace zonebook::casework {

bool Row::is_empty(std::string_view field) const {
  return db::is_null(ledger::value_in(version_, in_, field));
}

std::string Row::label(std::string_view field) const {
  auto const& choices = in_.find(field)->choices;
  auto const found = std::ranges::find(choices, text(field), &meta::Choice::value);
  return found != choices.end() ? meta::argument_of(found->label) : "";
}

}  // namespace zonebook::casework
