// A validator knows one kind of code: its form, its check character, what the facts say of it.
//
//   auto const verdict = find_validator("uscc")->check("91110108551385082q", Facts{});
//   verdict.kind          // Verdict::Kind::ok
//   verdict.normal        // "91110108551385082Q"
//
// A code that is right as far as we can see, but not wholly known to us, is `unverified`: it is
// taken, and said so.  Threads: immutable.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "meta/facts.h"
#include "meta/field.h"

namespace zonebook::meta {

struct Verdict {
  enum class Kind : std::uint8_t { ok, unverified, refused };

  Kind kind = Kind::ok;
  Text says;           // why it is not ok
  std::string normal;  // the form that is stored; empty if refused
};

class Validator {
 public:
  virtual ~Validator() = default;
  virtual std::string_view name() const = 0;  // as model/ writes it: "uscc"
  // The code comes narrow (meta/types/types.h), in any letter case.
  virtual Verdict check(std::string_view code, Facts const&) const = 0;
};

Validator const* find_validator(std::string_view name);  // nullptr if there is none

// Of a field of type code: by its validator, or its pattern over the whole text.
Verdict check_code(std::string_view code, Field const&);

// One file each.
Validator const& uscc_validator();
Validator const& project_code_validator();
Validator const& region_validator();
Validator const& industry_validator();

Verdict ok(std::string normal);
Verdict unverified(std::string normal, Text says);
Verdict refused(Text says);

}  // namespace zonebook::meta
