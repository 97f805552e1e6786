// A field of a register, and the closed set of types a field can have: one small file each in
// meta/types/.  A value has three forms, and its type knows the way between them:
//
//   Json        on the wire and in the ledger's bodies   "2023-12-31"  20300000000  "12.50"
//   db::Value   in a column                              19722         20300000000  1250
//   feel::Value in an expression                         @"2023-12-31" 20300000000  12.5
//
// Promises
//   1. read() accepts what a person or another program sends, and normalises it (NFC, digits, codes
//      in upper case); write() gives the one form that bodies hold; write(read(x)) is stable.
//   2. Money is 分 in an integer, everywhere.  A decimal is an integer of `scale` digits in its
//      column and a text with exactly that many digits in JSON.  No floats anywhere.
//   3. A date is days since 1970 in its column, a month is year × 12 + month - 1.
//
// Adding a type is adding a file; `field_types()` lists them.  Threads: immutable.

#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "db/database.h"
#include "feel/type.h"
#include "feel/value.h"

namespace zonebook::meta {

struct Facts;
struct Field;
struct Register;

// A word of the business in both languages.
struct Label {
  std::string zh, en;
  bool operator==(Label const&) const = default;
};
std::string const& in_language(Label const&, Language);
// As an argument of a message, shown in the reader's language (base/text.h).
std::string argument_of(Label const&);

class FieldType {
 public:
  enum class Column : std::uint8_t { integer, text };

  virtual ~FieldType() = default;
  virtual std::string_view name() const = 0;  // as model/ writes it: "long_text"
  virtual Column column() const = 0;

  // A value that is not null.
  //   invalid  it is none of this field's; `says` what was expected, `where` stays empty
  virtual Result<db::Value> read(Json const&, Field const&) const = 0;
  virtual Json write(db::Value const&, Field const&) const = 0;

  virtual feel::TypePtr feel_type(Field const&) const = 0;
  // Of a reference only its id is known here: {id: "jiaocheng.12.0"}; the ledger reads the rest.
  virtual feel::Value feel(db::Value const&, Field const&) const = 0;

  // As people read it: 2023年12月31日, 12.50 亩, the label of a choice.
  virtual std::string show(db::Value const&, Field const&, Language) const = 0;
};

// text, long_text, code, integer, decimal, money, date, month, choice, reference, person, file,
// place.
std::span<FieldType const* const> field_types();
FieldType const* find_field_type(std::string_view name);  // nullptr if there is none

// May a new entry hold this value, which read() accepted?  History may hold more.
//   invalid  the choice is closed
Result<void> may_be_written(db::Value const&, Field const&);

struct Choice {
  std::string value;  // in the column: "signed"
  Label label;
  bool closed = false;  // stays in history, is not to be chosen any more
};

struct Field {
  std::string id;    // permanent: names the column, and the value in bodies; a rename keeps it
  std::string name;  // as it is called today
  Label label;
  FieldType const* type = nullptr;
  bool required = true;
  bool removed = false;              // no longer in model/: kept for its history, never written
  bool event = false;                // date or reference (ARCHITECTURE 6)
  bool personal = false;             // of type person: the value lives in `personal` alone
  int scale = 0;                     // decimal
  std::string unit;                  // decimal, integer: 亩, 人, %
  std::string validator;             // code: "uscc", "project_code", "region", "industry", or empty
  std::string pattern;               // code without a validator: an XPath regular expression
  std::vector<Choice> choices;       // choice
  std::string to;                    // reference: the register's name
  Register const* target = nullptr;  // the same, resolved by the Catalog
  std::string source;                // the clause it rests on; may be empty
  Label about;                       // a hint for the form; may be empty
  std::shared_ptr<Facts const> facts;  // what the validator knows; set by the Catalog

  bool is_reference() const { return target != nullptr; }
  // The column's name: the id, with a '_' behind where the ledger has a column of that name itself.
  std::string column() const;
};

}  // namespace zonebook::meta
