#include "reconcile/subject.h"

#include <algorithm>

#include "ledger/life.h"

namespace zonebook::reconcile {
Result<Subjects> Subjects::read(ledger::Snapshot& at, std::string const& root, Date day) {
  Subjects made;
  auto const* in = at.catalog().find("zone");
  if (!in) return made;
  auto const below = at.below(day);
  auto const take = [&](std::string const&, ledger::Version const& version) -> Result<void> {
    auto const code = ledger::text_in(version, *in, "code").value_or("");
    if (std::ranges::find(below, code) == below.end()) return {};
    for (auto const* name : {"code", "name", "short_name"}) {
      auto called = ledger::text_in(version, *in, name);
      if (!called || called->empty()) continue;
      auto const [place, is_new] = made.codes_.emplace(std::move(*called), code);
      if (!is_new && place->second != code) place->second.clear();
    }
    return {};
  };
  TRY(at.store().each_on(root, *in, day, at.k(), take));
  return made;
}

std::optional<std::string> Subjects::zone_of(std::string_view subject,
                                             std::string const& own) const {
  if (subject.empty()) return own;
  auto const found = codes_.find(subject);
  if (found == codes_.end() || found->second.empty()) return std::nullopt;
  return found->second;
}

}  // namespace zonebook::reconcile
