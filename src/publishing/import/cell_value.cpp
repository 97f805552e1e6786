#include "publishing/import/cell_value.h"

#include <algorithm>

#include "base/unicode.h"
#include "publishing/import/amount_text.h"
#include "publishing/import/day_text.h"
#include "publishing/import/head.h"
#include "publishing/import/plain.h"

namespace zonebook::publishing {
namespace {

constexpr std::size_t longest_text = 32'767 * 4;  // what a spreadsheet's cell can hold, in bytes
// What fifteen digits can hold: beyond, a spreadsheet has changed the number already.
constexpr std::int64_t number_most = 1'000'000'000'000'000;

std::unexpected<Error> refused(std::string const& key, std::string const& text) {
  return invalid({key, {{"text", text}}});
}

Result<Given> read_text(CellValue const& cell) {
  if (auto const* number = std::get_if<Number>(&cell)) {
    if (number->value.is_integer() && number->value.abs() >= Decimal(number_most)) {
      return refused("publishing.cell.spoilt", number->value.to_string());
    }
  }
  return Json::string(text_of(cell));
}

Result<Given> read_choice(CellValue const& cell, meta::Field const& field) {
  auto text = plain(text_of(cell));
  if (auto const* is = std::get_if<bool>(&cell)) text = *is ? "是" : "否";
  for (auto const& choice : field.choices) {
    for (auto const& word : {choice.value, choice.label.zh, choice.label.en}) {
      if (plain(word) == text) return Json::string(choice.value);
    }
  }
  std::string choices;
  for (auto const& choice : field.choices) {
    if (!choice.closed) choices += (choices.empty() ? "" : "、") + choice.label.zh;
  }
  return invalid({"publishing.cell.no_choice", {{"text", text_of(cell)}, {"choices", choices}}});
}

std::string day_or_nothing(std::optional<Date> day) { return day ? day->to_string() : ""; }

// A serial number of a cell that has lost its format, as far as it is one: 1954 to 2119.
std::optional<Date> serial_day(Decimal number) {
  auto const serial = number.to_int64();
  if (!serial || *serial < 20'000 || *serial > 80'000) return std::nullopt;
  return Date::from_days(*serial - 25'569);  // 1970-01-01
}

Result<Given> read_day(CellValue const& cell, meta::Field const& field) {
  auto const wants_month = field.type->name() == "month";
  auto const answer = [&](Date day) -> Given {
    auto const text = day.to_string();
    return Json::string(wants_month ? text.substr(0, 7) : text);
  };
  if (auto const* day = std::get_if<Date>(&cell)) return answer(*day);
  if (auto const* moment = std::get_if<Moment>(&cell)) return answer(moment->day);
  if (auto const* number = std::get_if<Number>(&cell)) {
    if (auto const day = serial_day(number->value)) return answer(*day);
  }
  auto const text = text_of(cell);
  auto const found = read_day_text(plain(without_midnight(narrowed(text))));
  if (!found) return refused("publishing.cell.no_day", text);
  if (found->is == DayText::Is::day) return answer(*found->first);
  if (found->is == DayText::Is::month && wants_month) return answer(*found->first);
  return Vague{text, day_or_nothing(found->first), day_or_nothing(found->last)};
}

class AmountReader {
 public:
  AmountReader(meta::Field const& field, ColumnUnit const& column, std::string text)
      : field_(field), column_(column), text_(std::move(text)), own_(unit_of_field(field)) {}

  Result<Given> read(AmountText const& amount) const {
    auto const* unit = amount.unit ? amount.unit : column_.unit;
    if (!unit && !column_.strange.empty()) return other_unit(column_.strange);
    if (amount.is == AmountText::Is::vague) {
      return Vague{text_, bound(amount.at_least, unit), bound(amount.at_most, unit)};
    }
    return in_own_unit(amount.value, unit);
  }

  // A format of percent: 0.667 is seen as 66.7%.
  Result<Given> read_percent(Decimal value) const {
    if (!own_ || own_->dimension != "percent") {
      auto const has_none = field_.unit.empty() && field_.type->name() != "money";
      if (has_none) return number(value);
      return other_unit("%");
    }
    auto const hundred = value * Decimal(100);
    if (!hundred) return refused("publishing.cell.no_number", text_);
    return number(*hundred);
  }

 private:
  // A count without a unit: 15万 is 150000 of it; 15万元 and 15亩 are something else.
  Result<Given> multiplied(Decimal value, Unit const& unit) const {
    auto const is_multiplier = unit.dimension == "money" && unit.size > 100 &&
                               !text_.contains("元") && !text_.contains("人民币");
    if (!is_multiplier) return other_unit(std::string(unit.name));
    auto const all = value * Decimal(unit.size / 100);
    if (!all) return refused("publishing.cell.no_number", text_);
    return number(*all);
  }

  Result<Given> in_own_unit(Decimal value, Unit const* unit) const {
    auto const is_money = field_.type->name() == "money";
    if (is_money && !unit) return refused("publishing.cell.no_unit", text_);
    auto const is_area = own_ && own_->dimension == "area";
    if (is_area && !unit) return refused("publishing.cell.no_area_unit", text_);
    if (!unit) return number(value);
    if (!own_ && field_.unit.empty()) return multiplied(value, *unit);
    if (!own_) return other_unit(std::string(unit->name));
    auto const* to = is_money ? find_unit("分") : own_;
    auto const converted = amount_in(value, *unit, *to);
    if (!converted) return other_unit(std::string(unit->name));
    if (is_money && !converted->is_integer()) return refused("publishing.cell.too_fine", text_);
    return number(*converted);
  }

  Given number(Decimal value) const {
    // A text keeps its digits; 分 are a number and nothing else.
    if (field_.type->name() == "decimal") return Json::string(value.to_string());
    return Json::number(value);
  }

  std::string bound(std::optional<Decimal> value, Unit const* unit) const {
    if (!value) return "";
    return value->to_string() + std::string(unit ? unit->name : "");
  }

  std::unexpected<Error> other_unit(std::string const& unit) const {
    return invalid(
        {"publishing.cell.other_unit", {{"text", text_}, {"unit", unit}, {"own", own_name()}}});
  }

  std::string own_name() const {
    if (own_) return std::string(own_->name);
    return field_.unit.empty() ? "—" : field_.unit;
  }

  meta::Field const& field_;
  ColumnUnit const& column_;
  std::string text_;
  Unit const* own_;
};

Result<Given> read_amount(CellValue const& cell, meta::Field const& field,
                          ColumnUnit const& column) {
  auto const text = text_of(cell);
  AmountReader const reader(field, column, text);
  if (auto const* number = std::get_if<Number>(&cell)) {
    if (number->is_percent) return reader.read_percent(number->value);
    return reader.read({.value = number->value});
  }
  auto const amount = read_amount_text(plain(text));
  if (!amount || !std::holds_alternative<std::string>(cell)) {
    return refused("publishing.cell.no_number", text);
  }
  return reader.read(*amount);
}

}  // namespace

std::string text_of(CellValue const& cell) {
  struct Show {
    std::string operator()(std::monostate) const { return ""; }
    std::string operator()(std::string const& text) const { return std::string(trimmed(text)); }
    std::string operator()(Number const& number) const { return number.value.to_string(); }
    std::string operator()(Date day) const { return day.to_string(); }
    std::string operator()(Moment const& at) const {
      auto const two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
      return at.day.to_string() + " " + two(at.seconds / 3600) + ":" + two(at.seconds / 60 % 60) +
             ":" + two(at.seconds % 60);
    }
    std::string operator()(bool is) const { return is ? "TRUE" : "FALSE"; }
    std::string operator()(Fault const& fault) const { return fault.text; }
  };
  return std::visit(Show{}, cell);
}

bool is_blank(CellValue const& cell) {
  if (std::holds_alternative<std::monostate>(cell)) return true;
  auto const* text = std::get_if<std::string>(&cell);
  if (!text) return false;
  return is_among(plain(*text), {"", "-", "--", "—", "——", "/", "\\", "无", "暂无", "空", "n/a"});
}

Result<Given> read_cell(CellValue const& cell, meta::Field const& field, ColumnUnit const& column) {
  if (auto const* fault = std::get_if<Fault>(&cell)) {
    auto const is_formula = fault->text == "=";
    if (fault->text == merged_amount) return refused("publishing.cell.merged", fault->text);
    return refused(is_formula ? "publishing.cell.not_computed" : "publishing.cell.fault",
                   fault->text);
  }
  auto const* words = std::get_if<std::string>(&cell);
  if (words && words->size() > longest_text) {
    return refused("publishing.cell.too_long", std::to_string(words->size()));
  }
  if (field.type->name() == "choice") {
    auto choice = read_choice(cell, field);  // "无" may be one of them
    if (choice || !is_blank(cell)) return choice;
  }
  if (is_blank(cell)) return Given();
  auto const is_text = std::holds_alternative<std::string>(cell);
  if (is_text && is_among(plain(text_of(cell)), {"待定", "未定", "待补", "待核实", "?", "tbd"})) {
    return Vague{text_of(cell), "", ""};
  }
  auto const type = field.type->name();
  if (type == "date" || type == "month") return read_day(cell, field);
  if (type == "money" || type == "decimal" || type == "integer") {
    return read_amount(cell, field, column);
  }
  return read_text(cell);
}

}  // namespace zonebook::publishing
