// A ledger under the oracle's questions: one file's schema, its steps in order, its own clock.
//
// What the file calls "new:p1" when it makes a record, it calls "@p1" ever after; the session keeps
// both names and translates questions and answers.

#pragma once

#include <map>
#include <memory>
#include <string>

#include "base/json.h"
#include "by_tables.h"
#include "db/database.h"
#include "ledger/ledger.h"

namespace zonebook::oracle {

class Session {
 public:
  struct Parts;
  static Result<std::unique_ptr<Session>> open(Json const& file, db::Dialect);
  explicit Session(std::unique_ptr<Parts>);
  ~Session();

  // So far.
  ByTables const& by_tables() const;

  // A refusal is an answer too; an error is a failure of ours.
  Result<Json> answer(Json const& step);

 private:
  Result<Json> ask(std::string const& kind, Json const& question);
  Result<Json> append(Json const&);
  Result<Json> as_of(Json const&);
  Result<Json> list(Json const&);
  Result<Json> history(Json const&);
  Result<Json> rows(Json const&);
  Result<Json> head(Json const&);
  // figure, records, diff: session_figures.cpp.
  Result<Json> answer_figure(std::string const& kind, Json const&);
  Result<Json> figure(Json const&);
  Result<Json> records(Json const&);
  Result<Json> diff(Json const&);

  std::unique_ptr<Parts> parts_;
};

}  // namespace zonebook::oracle
