// Which record a cell means: by its id, its key, or what it is called.
//
//   Names names(snapshot, day, title, "jiaocheng");
//   auto const meant = TRY(names.find(enterprise, "示例材料有限公司"));
//   meant.ids           // one: that is it; several: nobody can say
//   meant.similar       // none of that name, but these are nearly called so
//
// Looked at are the records that the zone may refer to: its own, those above, shared registers.
// Memory and time are those of the register that is referred to, once.

#pragma once

#include <map>
#include <string>
#include <vector>

#include "publishing/import/import.h"

namespace zonebook::publishing {

struct Meant {
  std::vector<std::string> ids, similar;
};

class Names {
 public:
  Names(ledger::Snapshot& snapshot, Date day, TitleOf const& title, std::string zone)
      : snapshot_(snapshot), day_(day), title_(title), zone_(std::move(zone)) {}

  Result<Meant> find(meta::Register const&, std::string const& text);
  // Kept, for many rows ask for the same.
  Result<std::string> title(std::string const& id);

 private:
  struct Index {
    std::map<std::string, std::vector<std::string>> exact, nearly;
  };

  Result<Index const*> index_of(meta::Register const&);
  Result<void> add(Index&, meta::Register const&, ledger::Listed const&);

  ledger::Snapshot& snapshot_;
  Date day_;
  TitleOf const& title_;
  std::string zone_;
  std::map<std::string, Index> indexes_;
  std::map<std::string, std::string> titles_;
};

// Each record of a register on a day.
Result<void> each_record(ledger::Snapshot&, meta::Register const&, Date,
                         std::function<Result<void>(ledger::Listed)> const&);

}  // namespace zonebook::publishing
