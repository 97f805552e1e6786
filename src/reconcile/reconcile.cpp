#include "reconcile/reconcile.h"

#include <algorithm>
#include <array>
#include <map>

#include "reconcile/subject.h"
#include "reconcile/values.h"
#include "reconcile/ways.h"

namespace zonebook::reconcile {
namespace {

constexpr std::array<std::string_view, 4> verdict_names = {"agrees", "differs", "question",
                                                           "unsupported"};
constexpr std::array<std::string_view, 9> why_names = {
    "none",     "no_definition", "no_zone",  "typed",    "forecast",
    "not_held", "before_ledger", "no_value", "kept_back"};
constexpr std::array<std::string_view, 3> trouble_names = {"differs", "one_name", "unsupported"};

class Troubles {
 public:
  Troubles(reading::Reading const& reading, Reconciled& found) : reading_(reading), found_(found) {}

  void find() {
    std::vector<bool> is_told(reading_.figures.size());
    auto const add = [&](Trouble trouble) {
      for (auto const i : trouble.figures) is_told[i] = true;
      found_.troubles.push_back(std::move(trouble));
    };
    for (std::size_t i = 0; i < reading_.figures.size(); ++i) {
      if (is_told[i]) continue;
      switch (found_.figures[i].verdict) {
        case Verdict::agrees: break;
        case Verdict::differs: add({Trouble::Of::differs, {i}}); break;
        case Verdict::question: add({Trouble::Of::one_name, of_one_name(i)}); break;
        case Verdict::unsupported: add({Trouble::Of::unsupported, unsupported_from(i)}); break;
      }
    }
  }

 private:
  bool is_meant(std::string const& definition, Checked const& by) const {
    return std::ranges::any_of(by.values, [&](Value const& value) {
      return value.rank == by.values.front().rank && value.question.of->id == definition;
    });
  }

  // Another figure of the same name that is of one of the question's definitions.
  bool is_of_same_name(std::size_t question, std::size_t i) const {
    auto const &one = reading_.figures[question], &other = reading_.figures[i];
    auto const &asked = found_.figures[question], &found = found_.figures[i];
    bool const is_alike = one.indicator == other.indicator && one.measure == other.measure &&
                          asked.zone == found.zone && !found.values.empty();
    return is_alike && is_meant(found.values.front().question.of->id, asked);
  }

  std::vector<std::size_t> of_one_name(std::size_t question) const {
    std::vector<std::size_t> all;
    for (std::size_t i = 0; i < reading_.figures.size(); ++i) {
      if (i == question || is_of_same_name(question, i)) all.push_back(i);
    }
    return all;
  }

  // Those of one article with nothing between that is in the ledger.
  std::vector<std::size_t> unsupported_from(std::size_t first) const {
    std::vector<std::size_t> all;
    for (auto i = first; i < reading_.figures.size(); ++i) {
      if (found_.figures[i].verdict != Verdict::unsupported) break;
      if (reading_.figures[i].article != reading_.figures[first].article) break;
      all.push_back(i);
    }
    return all;
  }

  reading::Reading const& reading_;
  Reconciled& found_;
};

class Reconciling {
 public:
  Reconciling(std::string_view text, reading::Reading const& reading, Asked const& asked,
              Meanings const& meanings, Read const& read)
      : reading_(reading),
        asked_(asked),
        meanings_(meanings),
        passages_(reading::Passages::of(text, reading)),
        values_(text, asked, meanings, read),
        ways_(values_, asked) {
    found_.figures.resize(reading.figures.size());
  }

  Result<Reconciled> run() {
    std::map<std::string, std::vector<std::size_t>> by_zone;
    auto* snapshot = TRY(values_.snapshot(asked_.zone, asked_.k));
    auto const subjects = TRY(Subjects::read(*snapshot, asked_.root, asked_.day));
    for (std::size_t i = 0; i < reading_.figures.size(); ++i) {
      auto const zone = subjects.zone_of(reading_.figures[i].subject, asked_.zone);
      if (!zone) {
        found_.figures[i].why = Why::no_zone;
        continue;
      }
      found_.figures[i].zone = *zone;
      by_zone[*zone].push_back(i);
    }
    for (auto const& [zone, figures] : by_zone) {
      TRY(check(zone, figures));
      for (auto const i : figures) {
        if (found_.figures[i].verdict != Verdict::differs) continue;
        TRY(ways_.search(reading_.figures[i], found_.figures[i]));
      }
    }
    find_troubles(reading_, found_);
    return std::move(found_);
  }

 private:
  Result<void> check(std::string const& zone, std::vector<std::size_t> const& figures) {
    for (auto const i : figures) {
      auto const& figure = reading_.figures[i];
      auto meant = TRY(values_.of(figure, meanings_.phrases.meant(figure, passages_[i]), zone));
      auto& checked = found_.figures[i];
      checked.values = std::move(meant.values);
      checked.why = checked.values.empty() ? meant.why : Why::none;
      judge(checked);
    }
    return {};
  }

  // By the definitions that are meant most surely.
  static void judge(Checked& checked) {
    if (checked.values.empty()) return;
    auto const top = checked.values.front().rank;
    std::map<std::string, bool> by_name;  // whether any of its periods agrees
    for (auto const& value : checked.values) {
      if (value.rank == top) by_name[value.question.of->id] |= value.agrees;
    }
    auto const agreeing = std::ranges::count(by_name, true, &decltype(by_name)::value_type::second);
    if (agreeing == 0) {
      checked.verdict = Verdict::differs;
    } else {
      bool const is_plain = agreeing == static_cast<std::ptrdiff_t>(by_name.size());
      checked.verdict = is_plain ? Verdict::agrees : Verdict::question;
    }
  }

  reading::Reading const& reading_;
  Asked const& asked_;
  Meanings const& meanings_;
  reading::Passages passages_;
  Values values_;
  Ways ways_;
  Reconciled found_;
};

}  // namespace

std::string_view name_of(Verdict verdict) {
  return verdict_names[static_cast<std::size_t>(verdict)];
}
std::string_view name_of(Why why) { return why_names[static_cast<std::size_t>(why)]; }
std::string_view name_of(Trouble::Of of) { return trouble_names[static_cast<std::size_t>(of)]; }

std::size_t Reconciled::count(Verdict verdict) const {
  return static_cast<std::size_t>(std::ranges::count(figures, verdict, &Checked::verdict));
}

Value const* told_value(Checked const& checked) {
  for (auto const& value : checked.values) {
    if (value.agrees && value.rank == checked.values.front().rank) return &value;
  }
  return checked.values.empty() ? nullptr : &checked.values.front();
}

void hide(Checked& checked) { checked = {.zone = std::move(checked.zone), .why = Why::kept_back}; }

void find_troubles(reading::Reading const& reading, Reconciled& found) {
  found.troubles.clear();
  Troubles(reading, found).find();
}

Result<Reconciled> reconcile(std::string_view text, reading::Reading const& reading,
                             Asked const& asked, Meanings const& meanings, Read const& read) {
  return Reconciling(text, reading, asked, meanings, read).run();
}

}  // namespace zonebook::reconcile
