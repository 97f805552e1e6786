#include "ledger/shares.h"

#include <fmt/format.h>

#include "base/decimal.h"
#include "ledger/refusal.h"

namespace zonebook::ledger {
namespace {

// A stretch on which the shares of a record add up to something else.
struct WrongSum {
  Stretch on;
  Decimal sum;
};

struct Row {
  Stretch on;
  Decimal part;
};

// One register whose records are shares.
class SharesOf {
 public:
  explicit SharesOf(meta::Register const& in)
      : in_(in),
        of_(*in.find(in.shares->of)),
        part_(*in.find(in.shares->part)),
        of_at_(in.index_of(of_)),
        part_at_(in.index_of(part_)) {}

  std::optional<std::string> of(Version const& version) const {
    auto const* id = std::get_if<std::string>(&version.values[of_at_]);
    return id ? std::optional(*id) : std::nullopt;
  }

  // All shares of a record after the entry, those of its own zone.
  Result<std::vector<Row>> rows(std::string const& parent, Draft& draft, Past& past) const {
    auto const stored = TRY(past.referrers_by(in_, of_, parent));
    std::set<std::string> ids(stored.begin(), stored.end());
    ids.insert(draft.touched().begin(), draft.touched().end());
    std::vector<Row> rows;
    for (auto const& id : ids) {
      auto const* life = TRY(draft.life(id));
      if (life->in != &in_ || life->zone != zone_of(parent)) continue;
      for (auto const& version : life->versions) {
        if (of(version) == parent) rows.push_back({version.on, part(version)});
      }
    }
    return rows;
  }

  std::vector<WrongSum> wrong_sums(std::vector<Row> const& rows) const {
    struct Step {
      Decimal sum;
      int rows = 0;
    };
    std::map<Date, Step> steps;
    auto const add = [&](Date day, Decimal part, int one) {
      auto& step = steps[day];
      step.sum = *(step.sum + part);
      step.rows += one;
    };
    for (auto const& row : rows) {
      add(row.on.from, row.part, 1);
      add(row.on.to, -row.part, -1);
    }
    std::vector<WrongSum> wrong;
    Decimal sum;
    int count = 0;
    for (auto at = steps.begin(); at != steps.end(); ++at) {
      sum = *(sum + at->second.sum);
      count += at->second.rows;
      if (count == 0 || sum == whole()) continue;
      Stretch const on{at->first, std::next(at)->first};
      auto const goes_on =
          !wrong.empty() && wrong.back().on.to == on.from && wrong.back().sum == sum;
      if (goes_on) {
        wrong.back().on.to = on.to;
      } else {
        wrong.push_back({on, sum});
      }
    }
    return wrong;
  }

  Decimal whole() const { return Decimal::scaled(in_.shares->whole, -part_.scale); }
  meta::Register const& in() const { return in_; }

 private:
  Decimal part(Version const& version) const {
    auto const* part = std::get_if<std::int64_t>(&version.values[part_at_]);
    return part ? Decimal::scaled(*part, -part_.scale) : Decimal();
  }

  meta::Register const& in_;
  meta::Field const &of_, &part_;
  std::size_t of_at_, part_at_;
};

class SharesCheck {
 public:
  SharesCheck(Draft& draft, Past& past, meta::Catalog const& catalog)
      : draft_(draft), past_(past), catalog_(catalog) {}

  Result<void> run() {
    for (auto const& id : draft_.touched()) TRY(find_parents(id));
    for (auto const& [name, parent] : parents_) TRY(look_at_merges(of(name), parent));
    for (auto const& [name, parent] : parents_) TRY(look_at_sums(of(name), parent));
    return {};
  }

 private:
  SharesOf of(std::string const& name) const { return SharesOf(*catalog_.find(name)); }

  // Those of a touched share before and after; and a touched record that may have been merged.
  Result<void> find_parents(std::string const& id) {
    auto const* life = TRY(draft_.life(id));
    auto const& in = *life->in;
    if (in.shares) {
      SharesOf const shares(in);
      for (auto const& version : draft_.original(id).versions) add(in, shares.of(version));
      for (auto const& version : life->versions) {
        auto parent = shares.of(version);
        if (parent && zone_of(*parent) != life->zone) return refuse_elsewhere(*life, *parent);
        add(in, std::move(parent));
      }
    }
    if (life->merges.empty()) return {};
    for (auto const& [from, field] : catalog_.referrers_of(in)) {
      if (from->shares && from->shares->of == field->name) add(*from, id);
    }
    return {};
  }

  void add(meta::Register const& in, std::optional<std::string> parent) {
    if (parent) parents_.emplace(in.name, std::move(*parent));
  }

  static std::unexpected<Error> refuse_elsewhere(Life const& life, std::string const& parent) {
    return refuse(
        Error::Code::conflict,
        {"ledger.share_elsewhere", {{"register", argument_of(life.in->label)}, {"record", parent}}},
        Json::object({{"id", Json::string(life.id)}, {"of", Json::string(parent)}}), life.id);
  }

  Result<void> look_at_merges(SharesOf const& shares, std::string const& parent) {
    auto const* life = TRY(draft_.life(parent));
    if (!life || life->merges.empty()) return {};
    auto const rows = TRY(shares.rows(parent, draft_, past_));
    for (auto const& row : rows) {
      for (auto const& merge : life->merges) {
        if (!merge.on.meets(row.on)) continue;
        return refuse(Error::Code::conflict,
                      {"ledger.share_merged",
                       {{"register", argument_of(shares.in().label)},
                        {"record", parent},
                        {"other", merge.same_as}}},
                      Json::object({{"of", Json::string(parent)}}), parent);
      }
    }
    return {};
  }

  Result<void> look_at_sums(SharesOf const& shares, std::string const& parent) {
    auto const rows = TRY(shares.rows(parent, draft_, past_));
    auto const wrong = shares.wrong_sums(rows);
    if (wrong.empty()) return {};
    std::vector<Json> days;
    for (auto const& [on, sum] : wrong) {
      days.push_back(Json::object({{"valid_from", Json::string(on.from.to_string())},
                                   {"valid_to", Json::string(on.to.to_string())},
                                   {"sum", Json::string(sum.to_string())}}));
    }
    auto const& first = wrong.front();
    return refuse(
        Error::Code::conflict,
        {"ledger.shares",
         {{"register", argument_of(shares.in().label)},
          {"record", parent},
          {"from", first.on.from.to_string()},
          {"to", first.on.to.to_string()},
          {"sum", first.sum.to_string()},
          {"whole", shares.whole().to_string()}}},
        Json::object({{"of", Json::string(parent)}, {"days", Json::array(std::move(days))}}),
        parent);
  }

  Draft& draft_;
  Past& past_;
  meta::Catalog const& catalog_;
  std::set<std::pair<std::string, std::string>> parents_;  // the register of shares, the record
};

}  // namespace

Result<void> check_shares(Draft& draft, Past& past, meta::Catalog const& catalog) {
  return SharesCheck(draft, past, catalog).run();
}

}  // namespace zonebook::ledger
