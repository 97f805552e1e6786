#include "ledger/offers.h"

#include <algorithm>
#include <functional>

#include "ledger/refusal.h"

namespace zonebook::ledger {
namespace {

// Owned by this room, so these names are known here.
constexpr std::string_view offer_name = "offer";
constexpr std::string_view acceptance_name = "acceptance";
constexpr std::string_view recipient_field = "recipient";

// Does it hold on every day of the stretch that a version stands and fits?
template <class Fits>
bool holds_all_over(Life const& life, Stretch on, Fits fits) {
  auto day = on.from;
  for (auto const& version : inside(life.versions, on)) {
    if (version.on.from != day || !fits(version)) return false;
    day = version.on.to;
  }
  return day == on.to;
}

bool exists_all_over(Life const& life, Stretch on) {
  return holds_all_over(life, on, [](Version const&) { return true; });
}

class OffersCheck {
 public:
  OffersCheck(Draft& draft, Past& past, meta::Register const& offer,
              meta::Register const& acceptance)
      : draft_(draft), past_(past), offer_(offer), acceptance_(acceptance) {}

  Result<void> run() {
    std::set<std::string> offers;
    for (auto const& id : draft_.touched()) {
      auto const* life = TRY(draft_.life(id));
      if (life->in == &offer_) offers.insert(id);
      if (life->in != &acceptance_) continue;
      for (auto const* versions : {&draft_.original(id).versions, &life->versions}) {
        for (auto const& version : *versions) {
          if (auto cited = text_in(version, acceptance_, offer_name)) offers.insert(*cited);
        }
      }
    }
    for (auto const& id : offers) TRY(look_at(id));
    return {};
  }

 private:
  std::unexpected<Error> wrong(std::string key, Life const& offer, std::string const& by) const {
    return refuse(Error::Code::conflict, {std::move(key), {{"offer", offer.id}, {"record", by}}},
                  Json::object({{"offer", Json::string(offer.id)}, {"by", Json::string(by)}}), by);
  }

  static std::unexpected<Error> referred(std::string const& by) {
    return refuse(Error::Code::conflict, {"ledger.referred", {{"records", by}}},
                  Json::object({{"by", Json::array({Json::string(by)})}}), by);
  }

  Result<void> look_at(std::string const& id) {
    auto const* offer = TRY(draft_.life(id));
    if (!offer || offer->in != &offer_) return {};  // check_entry() says so
    TRY(look_at_recipient(*offer));
    auto const answers = TRY(answers_of(id));
    for (auto const* answer : answers) TRY(look_at_answer(*offer, *answer));
    if (answers.size() > 1) {
      // What stood before is no news; the newcomer is named.
      auto const* newcomer = draft_.is_touched(answers[0]->id) ? answers[0] : answers[1];
      return wrong("ledger.offer_answered", *offer, newcomer->id);
    }
    return look_at_citation(*offer);
  }

  Result<void> look_at_recipient(Life const& offer) {
    for (auto const& version : offer.versions) {
      auto const to = TRY(recipient(version));
      if (to == offer.zone) return wrong("ledger.offer_to_itself", offer, offer.id);
    }
    return {};
  }

  // The code of the zone to which the offer is made; a code never changes.
  Result<std::string> recipient(Version const& version) {
    auto const id = text_in(version, offer_, recipient_field);
    if (!id) return std::string();
    auto const* zone = TRY(draft_.life(*id));
    auto const is_zone = zone && zone->in == offer_.find(recipient_field)->target;
    if (!is_zone || zone->versions.empty()) return std::string();
    return text_in(zone->versions.back(), *zone->in, "code").value_or("");
  }

  // The acceptances that cite an offer on some day.
  Result<std::vector<Life const*>> answers_of(std::string const& id) {
    auto const stored = TRY(past_.referrers_by(acceptance_, *acceptance_.find(offer_name), id));
    std::set<std::string> ids(stored.begin(), stored.end());
    ids.insert(draft_.touched().begin(), draft_.touched().end());
    std::vector<Life const*> answers;
    for (auto const& one : ids) {
      auto const* life = TRY(draft_.life(one));
      if (life->in == &acceptance_ && std::ranges::any_of(life->versions, cites(id))) {
        answers.push_back(life);
      }
    }
    return answers;
  }

  std::function<bool(Version const&)> cites(std::string const& offer) const {
    return [this, offer](Version const& version) {
      return text_in(version, acceptance_, offer_name) == offer;
    };
  }

  Result<void> look_at_answer(Life const& offer, Life const& answer) {
    auto const is_citing = cites(offer.id);
    for (auto const& citing : answer.versions) {
      if (!is_citing(citing)) continue;
      for (auto const& version : inside(offer.versions, citing.on)) {
        auto const to = TRY(recipient(version));
        if (to != answer.zone) return wrong("ledger.offer_not_to_zone", offer, answer.id);
      }
      if (exists_all_over(offer, citing.on)) continue;
      if (draft_.is_touched(offer.id)) return referred(answer.id);
      return wrong("ledger.offer_withdrawn", offer, answer.id);
    }
    return {};
  }

  Result<void> look_at_citation(Life const& offer) {
    for (auto const& version : offer.versions) {
      auto const named = text_in(version, offer_, acceptance_name);
      if (!named) continue;
      auto const* answer = TRY(draft_.life(*named));
      if (!answer || answer->in != &acceptance_) continue;  // check_entry() says so
      if (holds_all_over(*answer, version.on, cites(offer.id))) continue;
      if (!draft_.is_touched(offer.id)) return referred(offer.id);
      return wrong("ledger.acceptance_elsewhere", offer, *named);
    }
    return {};
  }

  Draft& draft_;
  Past& past_;
  meta::Register const& offer_;
  meta::Register const& acceptance_;
};

}  // namespace

bool is_offered(meta::Register const& in) {
  return in.owner == "ledger" && (in.name == offer_name || in.name == acceptance_name);
}

Result<void> check_offers(Draft& draft, Past& past, meta::Catalog const& catalog) {
  auto const* offer = catalog.find(offer_name);
  auto const* acceptance = catalog.find(acceptance_name);
  if (!offer || !acceptance || !is_offered(*offer) || !is_offered(*acceptance)) return {};
  return OffersCheck(draft, past, *offer, *acceptance).run();
}

}  // namespace zonebook::ledger
