// Whose figure it is: the names that texts use of zones.  Inside reconcile/.

#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/snapshot.h"

namespace zonebook::reconcile {

class Subjects {
 public:
  // Of the zone of the snapshot and those below it.
  static Result<Subjects> read(ledger::Snapshot&, std::string const& root, Date);

  // By its name, its short name or its code; "" is the zone itself.  nullopt: no zone here, or more
  // than one, is called so.
  std::optional<std::string> zone_of(std::string_view subject, std::string const& own) const;

 private:
  std::map<std::string, std::string, std::less<>> codes_;  // by what it is called; "": several
};

}  // namespace zonebook::reconcile
