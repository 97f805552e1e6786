// From an entry of the sample year to the letter that the ledger takes: labels become the ids of
// the records that earlier entries made, "2.03 亿元" becomes 分, texts become their twins.
//
//   SampleLetters letters(catalog, twins);
//   auto const letter = TRY(letters.letter(entry));
//   letters.keep(entry, TRY(ledger.append(letter)));
//
// Threads: one.

#pragma once

#include <map>
#include <set>
#include <string>

#include "app/sample_year.h"
#include "app/twins.h"
#include "base/json.h"
#include "ledger/change.h"

namespace zonebook::app {

class SampleLetters {
 public:
  // Without twins the texts stay as they are; the root's own record has the label "root".
  SampleLetters(meta::Catalog const& catalog, Twins const* twins)
      : catalog_(catalog), twins_(twins) {}

  //   invalid  app.sample.…, with file and line
  Result<Json> letter(SampleEntry const&);

  // What the entry made, for those that come after it.
  void keep(SampleEntry const&, ledger::Receipt const&);
  void keep(std::string const& label, std::string const& id) { ids_[label] = id; }

  // A text as the sample is told: itself or its twin.
  Result<std::string> told(std::string const& text, SampleEntry const&, std::size_t line) const;

 private:
  struct Row;

  Result<void> add_changes(meta::Yaml const& change, SampleEntry const&, std::vector<Json>& to);
  Result<Json> change_of(Row const&, SampleEntry const&);
  Result<void> set_value(std::string const& name, std::string const& text, Row const&,
                         SampleEntry const&, Json& fields) const;
  Result<Json> value_of(std::string const& text, meta::Field const&, SampleEntry const&,
                        std::size_t line) const;
  Result<std::string> id_of(std::string const& label, SampleEntry const&, std::size_t line) const;

  meta::Catalog const& catalog_;
  Twins const* twins_;
  std::map<std::string, std::string> ids_;       // by label
  std::map<std::string, std::int64_t> entries_;  // seq by label
  std::set<std::string> made_here_;              // by the entry at hand
  std::size_t unlabelled_ = 0;
};

// "2.03 亿元", "800 万元", "12.5 元" in 分; nullopt if it is no such amount or no whole 分.
std::optional<std::int64_t> money_from(std::string const& text);

}  // namespace zonebook::app
