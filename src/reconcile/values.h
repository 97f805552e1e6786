// What definitions say of a reported figure, each question asked of the ledger once.  Inside
// reconcile/.

#pragma once

#include <map>

#include "reconcile/asked_days.h"
#include "reconcile/reconcile.h"

namespace zonebook::reconcile {

class Values {
 public:
  Values(std::string_view text, Asked const& asked, Meanings const& meanings, Read const& read)
      : text_(text), asked_(asked), meanings_(meanings), read_(read) {}

  struct Found {
    std::vector<Value> values;
    Why why = Why::no_definition;  // if there are none with a number
  };
  // Of the definitions meant, in a zone.
  Result<Found> of(reading::Figure const&, std::vector<Phrases::Meant> const&,
                   std::string const& zone);
  // The same question at another pair, by the edition that holds there, held against the figure;
  // nullopt: none holds.
  Result<std::optional<Value>> again(reading::Figure const&, Value, std::string const& zone,
                                     std::optional<Instant> k);
  // How many questions were asked of the ledger.
  std::size_t asked() const { return asked_count_; }

  // By which a pair is counted.  One that has ended, or is not yet there, is nullptr; one that is
  // broken a refusal.
  using Definition = std::shared_ptr<figures::Definition const>;
  Result<Definition> definition_at(std::string const& name, Date v, std::optional<Instant> k) const;
  std::optional<figures::Edition> edition_at(std::string const& name, Date v,
                                             std::optional<Instant> k) const;

  // The last one is held, and let go when another is asked for.
  Result<ledger::Snapshot*> snapshot(std::string const& zone, std::optional<Instant> k);

  std::string_view raw(reading::Figure const& figure) const {
    return text_.substr(figure.at.begin, figure.at.end - figure.at.begin);
  }

 private:
  struct Number {
    figures::Answer answer;
    std::optional<Decimal> value;
    std::optional<figures::Compared> before = {};
    Why why = Why::none;
  };
  struct Held {
    std::string zone;
    std::optional<Instant> k;
    ledger::Snapshot at;
  };
  Result<std::vector<AskedDays>> days_of(reading::Figure const&, std::string const& name) const;
  Result<Number> number(reading::Figure const&, figures::Question const&, ledger::Snapshot&) const;
  Result<Number> kept_number(reading::Figure const&, figures::Question const&,
                             std::string const& zone, std::optional<Instant> k);
  // Whether it can be told in the unit of the figure at all.
  bool hold(reading::Figure const&, Value&) const;

  std::string_view text_;
  Asked const& asked_;
  Meanings const& meanings_;
  Read const& read_;
  std::optional<Held> held_;
  std::map<std::string, Number> known_;
  std::size_t asked_count_ = 0;
};

}  // namespace zonebook::reconcile
