#include "publishing/export_cell.h"

#include "ledger/tell.h"

namespace zonebook::publishing {
namespace {

std::string unit_of(meta::Field const& field) {
  if (field.type->name() != "money" || !field.unit.empty()) return field.unit;
  return "万元";
}

// 分 in the unit of the field, to the last digit.
Decimal exact_money(std::int64_t cents, meta::Field const& field) {
  auto const unit = unit_of(field);
  auto const digits = unit == "亿元" ? 10 : unit == "元" ? 2 : 6;
  return Decimal::scaled(cents, -digits);
}

}  // namespace

bool is_amount(meta::Field const& field) {
  auto const type = field.type->name();
  return type == "money" || type == "decimal" || type == "integer";
}

std::string head_of(meta::Field const& field, Language language) {
  auto label = meta::in_language(field.label, language);
  auto const unit = is_amount(field) ? unit_of(field) : "";
  if (unit.empty()) return label;
  return label + (language == Language::zh ? "（" + unit + "）" : " (" + unit + ")");
}

CellValue cell_of(db::Value const& value, meta::Field const& field, std::string const& title,
                  Language language) {
  if (db::is_null(value)) return {};
  auto const type = field.type->name();
  if (field.is_reference()) return title;
  if (auto const* number = std::get_if<std::int64_t>(&value)) {
    if (type == "money") return Number{exact_money(*number, field)};
    if (is_amount(field)) {
      return Number{Decimal::scaled(*number, type == "decimal" ? -field.scale : 0)};
    }
    auto const day = type == "date" ? Date::from_days(*number) : std::nullopt;
    if (day) return *day;
  }
  if (type == "month") return field.type->write(value, field).string();
  return ledger::shown(value, field, language);
}

std::vector<std::string> basis_of(Exported const& exported, Language language) {
  Text pair{exported.known.empty() ? "publishing.export.now" : "publishing.export.pair",
            {{"zone", exported.zone}, {"valid", exported.day.to_string()}}};
  if (!exported.known.empty()) pair.args.emplace_back("known", exported.known);
  std::vector<std::string> lines{render(pair, language)};
  if (exported.sample_day) {
    lines.push_back(
        render({"publishing.shown_day", {{"day", exported.sample_day->to_string()}}}, language));
  }
  for (auto const& [zone, seq, hash] : exported.heads) {
    lines.push_back(
        render({"publishing.head", {{"zone", zone}, {"seq", std::to_string(seq)}, {"hash", hash}}},
               language));
  }
  return lines;
}

}  // namespace zonebook::publishing
