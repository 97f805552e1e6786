// What records are called where people read of them.

#pragma once

#include <map>
#include <string>

#include "ledger/snapshot.h"

namespace zonebook::ledger {

// The field that its register's views name; where that is a reference, what that is called, and so
// on.  A record that was merged is called what its survivor is; one that does not exist on the day
// what it was called last, in whatever knowledge; one without a name, or
// of a register that is not shown, by its id.
Result<std::string> title_of(Snapshot&, std::string const& id, Date, Language);

// The same for many: each record is asked for once.
class Titles {
 public:
  Titles(Snapshot& snapshot, Date day, Language language)
      : snapshot_(snapshot), day_(day), language_(language) {}

  Result<std::string> of(std::string const& id);
  // Of a version that has been read: its own name, without reading it again.
  Result<std::string> of(std::string const& id, Version const&, meta::Register const&);

 private:
  Snapshot& snapshot_;
  Date day_;
  Language language_;
  std::map<std::string, std::string> titles_;
};

// A zone on a day; `name` is its code, and `id` empty, where nothing is known of it.
struct NamedZone {
  std::string id, name;
};
Result<NamedZone> named_zone(Snapshot&, std::string const& root, std::string const& code, Date);
Result<std::string> zone_name(Snapshot&, std::string const& root, std::string const& code, Date);

}  // namespace zonebook::ledger
