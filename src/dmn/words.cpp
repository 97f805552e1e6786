#include "dmn/words.h"

#include <fmt/format.h>

namespace zonebook::dmn {

using feel::Value;

std::string Wording::say(char const* key,
                         std::vector<std::pair<std::string, std::string>> args) const {
  for (auto& [name, text] : args) {
    if (name == "value" || name == "values" || name == "test") text = after_words(std::move(text));
  }
  return render({key, std::move(args)}, language_);
}

// 为 800, 要求 ≥ 50; but 为“生物”, 为空.
std::string Wording::after_words(std::string text) const {
  if (language_ != Language::zh || text.empty()) return text;
  bool const is_quoted = text.starts_with("“");
  bool const is_han = static_cast<unsigned char>(text[0]) >= 0xE3;  // U+3000 and above, in UTF-8
  return is_quoted || is_han ? text : " " + text;
}

std::string Wording::value(Value const& value) const {
  auto separator = say("dmn.explain_list_separator");
  std::string text;
  switch (value.kind()) {
    case feel::Kind::null: return say("dmn.explain_empty");
    case feel::Kind::boolean: return say(value.boolean() ? "dmn.explain_yes" : "dmn.explain_no");
    case feel::Kind::string: return fmt::format("“{}”", value.string());
    case feel::Kind::list:
      for (auto const& item : value.list()) {
        text += text.empty() ? "" : separator;
        text += this->value(item);
      }
      return text.empty() ? say("dmn.explain_empty_list") : text;
    case feel::Kind::context:
      for (auto const& [name, entry] : value.context().entries) {
        text += text.empty() ? "" : separator;
        text += say("dmn.explain_entry", {{"name", name}, {"value", this->value(entry)}});
      }
      return text.empty() ? say("dmn.explain_empty") : text;
    default: return feel::to_text(value);
  }
}

std::string Wording::test(CellTest const& test) const {
  switch (test.form) {
    case CellTest::Form::fixed:
      return say(test.verdict == Verdict::yes ? "dmn.explain_anything" : "dmn.explain_nothing");
    case CellTest::Form::equal: return value(test.low->value);
    case CellTest::Form::unequal: return say("dmn.explain_not", {{"test", value(test.low->value)}});
    case CellTest::Form::within: return range(test);
    case CellTest::Form::any: return joined(test, "dmn.explain_or");
    case CellTest::Form::all: return joined(test, "dmn.explain_and");
    case CellTest::Form::settled: return this->test(test.parts[0]);
    case CellTest::Form::negation:
      return say("dmn.explain_not", {{"test", this->test(test.parts[0])}});
    case CellTest::Form::of_sort:
      return say("dmn.explain_of_kind", {{"kind", std::string(name_of(test.low->value.kind()))}});
  }
  CHECK(false);
}

std::string Wording::range(CellTest const& test) const {
  auto low = test.low ? value(test.low->value) : std::string();
  auto high = test.high ? value(test.high->value) : std::string();
  if (!test.low) return fmt::format("{} {}", test.high->included ? "≤" : "<", high);
  if (!test.high) return fmt::format("{} {}", test.low->included ? "≥" : ">", low);
  if (test.low->included && test.high->included) {
    return say("dmn.explain_between", {{"low", std::move(low)}, {"high", std::move(high)}});
  }
  return say("dmn.explain_within",
             {{"low", fmt::format("{} {}", test.low->included ? "≥" : ">", low)},
              {"high", fmt::format("{} {}", test.high->included ? "≤" : "<", high)}});
}

std::string Wording::joined(CellTest const& test, char const* key) const {
  std::string text;
  for (auto const& part : test.parts) {
    auto next = this->test(part);
    bool const is_plain = language_ == Language::zh && !text.ends_with("”");
    text = text.empty()
               ? next
               : say(key, {{"left", is_plain ? text + " " : text}, {"right", after_words(next)}});
  }
  return text.empty() ? say("dmn.explain_nothing") : text;
}

std::string Wording::cell(Cell const& cell) const {
  return cell.test ? test(*cell.test) : fmt::format("“{}”", cell.text);
}

bool begins_with_sign(CellTest const& test) {
  switch (test.form) {
    case CellTest::Form::within:
      return !(test.low && test.high && test.low->included && test.high->included);
    case CellTest::Form::any:
    case CellTest::Form::all:
    case CellTest::Form::settled: return !test.parts.empty() && begins_with_sign(test.parts[0]);
    default: return false;
  }
}

std::string Wording::condition(std::string const& input, CellTest const& test) const {
  return say(begins_with_sign(test) ? "dmn.explain_condition_sign" : "dmn.explain_condition",
             {{"input", input}, {"test", this->test(test)}});
}

std::string Wording::condition(std::string const& input, Cell const& cell) const {
  if (cell.test) return condition(input, *cell.test);
  return say("dmn.explain_condition_computed", {{"input", input}, {"test", this->cell(cell)}});
}

std::string Wording::rules(std::span<std::uint32_t const> rules) const {
  constexpr std::size_t listed_max = 8;
  std::string text;
  for (std::size_t i = 0; i < rules.size() && i < listed_max; ++i) {
    if (i > 0) text += say("dmn.explain_list_separator");
    text += rule(rules[i]);
  }
  return rules.size() > listed_max ? text + "…" : text;
}

}  // namespace zonebook::dmn
