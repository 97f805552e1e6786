#include "reconcile/message.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/utf8.h"
#include "ledger/request.h"
#include "reading/numeral.h"
#include "reading/prepare.h"

namespace zonebook::reconcile {
namespace {

using reading::Span;

// A name shorter than this in common says nothing: 项目, 公司.
constexpr std::size_t common_least = 9;  // bytes: three signs of Chinese

bool has_any(std::string_view text, std::vector<std::string> const& words) {
  return std::ranges::any_of(words, [&](auto const& w) { return text.find(w) != text.npos; });
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

struct Mention {
  Named const* record = nullptr;
  std::size_t begin = 0, end = 0;  // of the prepared text
};

struct Called {
  std::string_view name;
  Named const* record = nullptr;
};

// A stretch between two commas.
struct Clause {
  std::size_t begin = 0, end = 0;
};

class Message {
 public:
  Message(std::string_view message, Forms const& forms, std::vector<Named> const& names, Date day)
      : page_(reading::prepare(message, reading::lines_of(message))),
        forms_(forms),
        names_(names),
        day_(day) {
    for (auto const& record : names) {
      for (auto const& name : record.names) {
        if (!name.empty()) by_name_.push_back({name, &record});
      }
    }
    std::ranges::sort(by_name_, {}, &Called::name);
  }

  std::vector<Draft> run() {
    find_mentions();
    if (mentions_.empty()) {
      read_part(guessed(), 0, page_.text.size());
    } else {
      for (std::size_t i = 0; i < mentions_.size(); ++i) {
        auto const begin = i == 0 ? 0 : mentions_[i].begin;
        auto const end = i + 1 < mentions_.size() ? mentions_[i + 1].begin : page_.text.size();
        read_part(mentions_[i], begin, end);
      }
    }
    return std::move(drafts_);
  }

 private:
  std::string_view text() const { return page_.text; }

  // The longest name at a place, of nobody if two are called so; 示例项目1 is not in 示例项目12.
  Mention mention_at(std::size_t at) const {
    Mention best;
    std::ranges::subrange left(by_name_.begin(), by_name_.end());
    auto const rest = text().substr(at);
    for (std::size_t depth = 0; !left.empty() && depth < rest.size(); ++depth) {
      auto const sign_at = [depth](Called const& one) {
        return depth < one.name.size() ? static_cast<unsigned char>(one.name[depth]) : -1;
      };
      left = std::ranges::equal_range(left, static_cast<unsigned char>(rest[depth]), {}, sign_at);
      auto const length = depth + 1;
      bool const is_cut = is_digit(rest[depth]) && length < rest.size() && is_digit(rest[length]);
      if (is_cut) continue;
      for (auto const& [name, record] : left) {
        if (name.size() != length) break;  // those that end here come first
        bool const is_shared = at + length == best.end && best.record != record;
        best = {is_shared ? nullptr : record, at, at + length};
      }
    }
    return best;
  }

  void find_mentions() {
    for (std::size_t at = 0; at < text().size();) {
      auto const best = mention_at(at);
      if (best.end == 0) {
        ++at;
        continue;
      }
      bool const again =
          best.record && !mentions_.empty() && mentions_.back().record == best.record;
      if (!again) mentions_.push_back(best);
      at = best.end;
    }
  }

  // The one record whose name has most in common with what the message begins with.
  Mention guessed() const {
    auto const places = sorted_places();
    Mention best;
    std::size_t longest = common_least - 1;
    bool is_alone = true;
    for (auto const& record : names_) {
      auto const found = common(record, places);
      if (found.end - found.begin < longest || found.end == found.begin) continue;
      is_alone = found.end - found.begin > longest;
      longest = std::max(longest, found.end - found.begin);
      if (is_alone) best = found;
    }
    return is_alone ? best : Mention{};
  }

  // Where the signs of the text begin, by what stands from there on.
  using Places = std::vector<std::size_t>;
  Places sorted_places() const {
    Places places;
    for (std::size_t at = 0; at < text().size(); at += first_code_point(text().substr(at)).bytes) {
      places.push_back(at);
    }
    std::ranges::sort(places, {}, [&](std::size_t at) { return text().substr(at); });
    return places;
  }

  // What a text has most in common with stands beside its place among the sorted.
  Mention common(Named const& record, Places const& places) const {
    Mention best{&record, 0, 0};
    for (std::string_view const name : record.names) {
      for (std::size_t i = 0; i + common_least <= name.size();
           i += first_code_point(name.substr(i)).bytes) {
        auto const rest = name.substr(i);
        if (rest.size() <= best.end - best.begin) break;
        auto const found = std::ranges::lower_bound(
            places, rest, {}, [&](std::size_t at) { return text().substr(at); });
        auto const take = [&](std::size_t at) {
          auto const length = common_at(rest, at);
          if (length > best.end - best.begin) best = {&record, at, at + length};
        };
        if (found != places.begin()) take(*std::prev(found));
        if (found != places.end()) take(*found);
      }
    }
    return best;
  }

  // How much of a name stands at a place, in whole signs and numbers.
  std::size_t common_at(std::string_view name, std::size_t at) const {
    auto const rest = text().substr(at);
    auto const differ = std::ranges::mismatch(name, rest);
    auto length = static_cast<std::size_t>(differ.in1 - name.begin());
    for (; length >= common_least; --length) {
      bool const is_whole =
          length == name.size() || (static_cast<unsigned char>(name[length]) & 0xC0) != 0x80;
      bool const is_cut =
          is_digit(rest[length - 1]) && length < rest.size() && is_digit(rest[length]);
      if (is_whole && !is_cut) return length;
    }
    return 0;
  }

  std::vector<Clause> clauses(std::size_t begin, std::size_t end) const {
    static constexpr std::array<std::string_view, 8> breaks = {"，", "。", "；", "！",
                                                               "？", "\n", "、", "："};
    std::vector<Clause> all;
    auto from = begin;
    for (auto at = begin; at < end;) {
      auto const rest = text().substr(at, end - at);
      auto const found = std::ranges::find_if(
          breaks, [&](std::string_view mark) { return rest.starts_with(mark); });
      if (found == breaks.end()) {
        at += first_code_point(rest).bytes;
        continue;
      }
      if (at > from) all.push_back({from, at});
      at += found->size();
      from = at;
    }
    if (end > from) all.push_back({from, end});
    return all;
  }

  void read_part(Mention const& of, std::size_t begin, std::size_t end) {
    auto const parts = clauses(begin, end);
    for (auto const& form : forms_.list) {
      if (form.when.empty()) {
        read_numbers(form, of, parts, {begin, end});
      } else {
        for (auto const& clause : joined(form, parts)) read_clause(form, of, clause);
      }
    }
  }

  std::string_view words(Clause const& clause) const {
    return text().substr(clause.begin, clause.end - clause.begin);
  }

  Draft begin(Form const& form, Mention const& of) const {
    Draft draft{.form = &form, .record = of.record};
    if (of.record) {
      draft.named = page_.span(of.begin, of.end);
      if (form.record) {
        draft.fields.push_back({form.record, Json::string(of.record->id), draft.named});
      }
    }
    if (form.day) draft.fields.push_back({form.day, Json::string(day_.to_string()), {}});
    if (form.month) {
      draft.fields.push_back({form.month, Json::string(day_.to_string().substr(0, 7)), {}});
    }
    return draft;
  }

  void finish(Draft draft) {
    for (auto const& field : draft.form->in->fields) {
      auto const is_it = [&](DraftField const& one) { return one.field == &field; };
      if (!field.required || field.removed || std::ranges::any_of(draft.fields, is_it)) continue;
      draft.missing.push_back(&field);
    }
    drafts_.push_back(std::move(draft));
  }

  static void add(Draft& draft, Form::Set const& set) {
    for (auto const& [field, value] : set) {
      draft.fields.push_back({field, Json::string(value), {}});
    }
  }

  // ── numbers ──

  struct Read {
    reading::Numeral number;
    std::string_view words;  // of its clause, without the name
  };

  std::vector<Read> numbers(Mention const& of, Clause const& clause) const {
    std::vector<Read> all;
    for (auto at = clause.begin; at < clause.end;) {
      bool const is_named = at >= of.begin && at < of.end;
      auto const found = is_named ? std::nullopt : reading::numeral_at(text(), at);
      if (!found || found->end <= at || found->end > clause.end) {
        at += first_code_point(text().substr(at)).bytes;
        continue;
      }
      all.push_back({*found, words(clause)});
      add_unit(all.back().number);
      at = found->end;
    }
    return all;
  }

  // 800万, 5百万: of a chat that is money, though a bulletin would leave no unit out.  The reader of
  // numbers has passed over the 万 and folded what stands before it.
  void add_unit(reading::Numeral& number) const {
    auto const written = text().substr(number.begin, number.end - number.begin);
    bool const is_bare = number.unit.empty() && !number.chinese;
    if (!is_bare || written.find("万") == written.npos) return;
    number.unit = "万元";
    number.kind = reading::UnitKind::money;
  }

  // As the field has it; nullopt: it is none of this kind.
  static std::optional<Json> value_of(meta::Field const& field, reading::Numeral const& number) {
    auto const type = field.type->name();
    if (type == "money") {
      auto const factor = yuan_of(number.unit);
      if (!factor) return std::nullopt;
      auto const fen = number.value * Decimal(*factor * 100);
      auto const whole = fen ? fen->to_int64() : std::nullopt;
      return whole ? std::optional(Json::integer(*whole)) : std::nullopt;
    }
    if (type == "decimal" && field.unit == "%") {
      if (number.kind != reading::UnitKind::percent) return std::nullopt;
      return Json::string(number.value.to_string());
    }
    bool const counts = type == "integer" && number.kind == reading::UnitKind::count;
    auto const whole = counts ? number.value.to_int64() : std::nullopt;
    return whole ? std::optional(Json::integer(*whole)) : std::nullopt;
  }

  // 800万 of a chat is money, with or without 元.
  static std::optional<std::int64_t> yuan_of(std::string_view unit) {
    if (unit == "元" || unit == "块") return 1;
    if (unit == "万" || unit == "万元" || unit == "万块") return 10'000;
    if (unit == "亿" || unit == "亿元") return 100'000'000;
    return std::nullopt;
  }

  void read_numbers(Form const& form, Mention const& of, std::vector<Clause> const& parts,
                    Clause const& whole) {
    auto draft = begin(form, of);
    auto const before = draft.fields.size();
    std::set<meta::Field const*> taken;
    for (auto const& clause : parts) {
      for (auto const& [number, words] : numbers(of, clause)) {
        for (auto const& wanted : form.numbers) {
          if (taken.contains(wanted.field) || has_any(words, wanted.without)) continue;
          bool const is_alone = words.size() == number.end - number.begin;
          if (!wanted.near.empty() && !is_alone && !has_any(words, wanted.near)) continue;
          auto value = value_of(*wanted.field, number);
          if (!value) continue;
          draft.fields.push_back(
              {wanted.field, std::move(*value), page_.span(number.begin, number.end)});
          taken.insert(wanted.field);
          break;
        }
      }
    }
    bool const has_numbers = draft.fields.size() > before;
    bool const is_instead = !has_numbers && has_any(words(whole), form.instead);
    if (!has_numbers && !is_instead) return;
    add(draft, is_instead ? form.instead_set : form.always);
    if (form.text && !is_instead) {
      draft.fields.push_back(
          {form.text, Json::string(std::string(words(whole))), page_.span(whole.begin, whole.end)});
    }
    finish(std::move(draft));
  }

  // ── a clause that says something of its own ──

  std::string_view option_of(Form const& form, Clause const& clause) const {
    for (auto const& one : form.options) {
      if (has_any(words(clause), one.words)) return one.value;
    }
    return form.otherwise;
  }

  // 工人不够，缺焊工20人: two clauses beside each other that are of one kind are one matter, and so
  // are two of which one does not say of which it is.
  std::vector<Clause> joined(Form const& form, std::vector<Clause> const& parts) const {
    auto const says = [&](Clause const& clause) {
      return has_any(words(clause), form.when) && !has_any(words(clause), form.unless);
    };
    std::vector<Clause> all;
    bool goes_on = false;
    for (auto const& clause : parts) {
      auto const is_said = says(clause);
      if (is_said && goes_on) {
        auto const one = option_of(form, all.back()), other = option_of(form, clause);
        if (one == other || one == form.otherwise || other == form.otherwise) {
          all.back().end = clause.end;
          continue;
        }
      }
      if (is_said) all.push_back(clause);
      goes_on = is_said;
    }
    return all;
  }

  void read_clause(Form const& form, Mention const& of, Clause clause) {
    if (of.end > 0 && of.begin >= clause.begin && of.end <= clause.end) clause.begin = of.end;
    if (clause.begin >= clause.end || !has_any(words(clause), form.when)) return;
    if (has_any(words(clause), form.unless)) return;
    auto draft = begin(form, of);
    auto const at = page_.span(clause.begin, clause.end);
    if (form.choice) {
      draft.fields.push_back({form.choice, Json::string(std::string(option_of(form, clause))), at});
    }
    if (form.text) {
      draft.fields.push_back({form.text, Json::string(std::string(words(clause))), at});
    }
    add(draft, form.always);
    finish(std::move(draft));
  }

  reading::Prepared page_;
  Forms const& forms_;
  std::vector<Named> const& names_;
  std::vector<Called> by_name_;
  Date day_;
  std::vector<Mention> mentions_;
  std::vector<Draft> drafts_;
};

}  // namespace

std::vector<Draft> drafts_of(std::string_view message, Forms const& forms,
                             std::vector<Named> const& names, Date day) {
  if (message.empty()) return {};
  return Message(message, forms, names, day).run();
}

namespace {

// As a source may be: one line, and not too long.
std::string as_source(std::string const& message) {
  std::string source;
  std::size_t signs = 0;
  for (std::size_t at = 0; at < message.size() && signs < ledger::source_longest;) {
    auto const rest = std::string_view(message).substr(at);
    auto const sign = rest.substr(0, first_code_point(rest).bytes);
    at += sign.size();
    bool const is_space = sign == "\u2028" || sign == "\u2029" ||
                          std::string_view(" \t\r\n\v\f").find(sign) != sign.npos;
    if (is_space && (source.empty() || source.back() == ' ')) continue;
    source += is_space ? " " : sign;
    ++signs;
  }
  if (source.ends_with(' ')) source.pop_back();
  return source;
}

}  // namespace

Json letter_of(std::vector<Draft> const& drafts, std::string const& zone,
               std::string const& message, Date day) {
  std::vector<Json> changes;
  for (auto const& draft : drafts) {
    if (!draft.missing.empty()) continue;
    auto fields = Json::object();
    for (auto const& one : draft.fields) fields.set(one.field->name, one.value);
    changes.push_back(
        Json::object({{"kind", Json::string("create")},
                      {"register", Json::string(draft.form->in->name)},
                      {"id", Json::string("new:draft" + std::to_string(changes.size() + 1))},
                      {"valid_from", Json::string(day.to_string())},
                      {"fields", std::move(fields)}}));
  }
  if (changes.empty()) return {};
  return Json::object({{"zone", Json::string(zone)},
                       {"source", Json::string(as_source(message))},
                       {"changes", Json::array(std::move(changes))}});
}

}  // namespace zonebook::reconcile
