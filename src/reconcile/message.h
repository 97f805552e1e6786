// A message pasted from a chat as drafts of entries: what it says of a project, field by field,
// with the words it was read from.
//
//   示例项目07 主体钢构完成60%，本月投800万，用电还没批
//     progress    percent 60 ← 60%, invested 8000000.00 元 ← 800万
//     difficulty  kind power, content 用电还没批
//
// Promises
//   1. Nothing is written: a draft is a letter that a person confirms (ledger/request.h), or lacks
//      fields that are named.  Its source is the message in one line, as far as a source may go.
//   2. What a message does not say is not made up: a record that several names could mean is none.
//   3. Spans are bytes of the message given.
//
// Cost: the message by the names.  Threads: pure.  Source: PRODUCT B2.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "reading/reading.h"
#include "reconcile/form.h"

namespace zonebook::reconcile {

// A record that messages speak of, and what it is called in them, its full name first.
struct Named {
  std::string id;
  std::vector<std::string> names;
};

struct DraftField {
  meta::Field const* field = nullptr;
  Json value;                       // as a letter has it: money in 分
  std::optional<reading::Span> at;  // the words it was read from
};

struct Draft {
  Form const* form = nullptr;
  Named const* record = nullptr;            // nullptr: not named, or not for certain
  std::optional<reading::Span> named;       // where
  std::vector<DraftField> fields;           // the record's reference among them
  std::vector<meta::Field const*> missing;  // required, and not said
};

// By the order in which the message speaks of them.
std::vector<Draft> drafts_of(std::string_view message, Forms const&, std::vector<Named> const&,
                             Date day);

// The letter that writes the drafts that lack nothing, the message as its source; null if none.
Json letter_of(std::vector<Draft> const&, std::string const& zone, std::string const& message,
               Date day);

}  // namespace zonebook::reconcile
