#include "ledger/erased.h"

#include <filesystem>
#include <fstream>

#include "base/durable_file.h"
#include "ledger/personal.h"
#include "ledger/refusal.h"

namespace zonebook::ledger {

Result<void> ErasedList::add(std::vector<std::string> const& refs) const {
  if (path_.empty() || refs.empty()) return {};
  std::string lines;
  for (auto const& ref : refs) lines += ref + "\n";
  TRY(make_folders(std::filesystem::path(path_).parent_path().string()));
  return append_durably(path_, lines);
}

// A last line without its end is of an erasure that never was.
Result<std::set<std::string>> ErasedList::refs() const {
  std::set<std::string> refs;
  std::ifstream file(path_, std::ios::binary);
  std::string line;
  for (int number = 1; std::getline(file, line) && !file.eof(); ++number) {
    if (!is_personal_ref(line)) {
      auto const place = path_ + ":" + std::to_string(number);
      return refuse(Error::Code::broken, {"ledger.wrong_erased", {{"place", place}}},
                    Json::object(), place);
    }
    refs.insert(line);
  }
  return refs;
}

}  // namespace zonebook::ledger
