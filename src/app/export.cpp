#include "app/export.h"

#include <algorithm>
#include <map>

#include "app/tell.h"

namespace zonebook::app {
namespace {

// What records are called, each asked for once.
class Titles {
 public:
  Titles(ledger::Snapshot& snapshot, Date day) : snapshot_(snapshot), day_(day) {}

  Result<std::string> of(std::string const& id) {
    auto const known = titles_.find(id);
    if (known != titles_.end()) return known->second;
    auto found = TRY(snapshot_.as_of(id, day_));
    if (!found.version && found.same_as) found = TRY(snapshot_.as_of(*found.same_as, day_));
    auto title = id;
    if (found.version) {
      auto const* field = found.in->find(found.in->views.title);
      auto const index = field ? found.in->index_of(*field) : 0;
      auto const has_title = field && !field->is_reference();
      if (has_title) title = shown(found.version->values[index], *field, Language::zh);
    }
    titles_.emplace(id, title);
    return title;
  }

 private:
  ledger::Snapshot& snapshot_;
  Date day_;
  std::map<std::string, std::string> titles_;
};

bool is_amount(meta::Field const& field) {
  auto const type = field.type->name();
  return type == "money" || type == "decimal" || type == "integer";
}

std::string unit_of(meta::Field const& field) {
  if (field.type->name() != "money" || !field.unit.empty()) return field.unit;
  return "万元";
}

// 分 in the unit of the field, to the last digit.
std::string exact_money(std::int64_t cents, meta::Field const& field) {
  auto const unit = unit_of(field);
  auto const digits = unit == "亿元" ? 10 : unit == "元" ? 2 : 6;
  return Decimal::scaled(cents, -digits).to_string();
}

std::string cell_of(db::Value const& value, meta::Field const& field, std::string const& title,
                    Language language) {
  if (std::holds_alternative<std::monostate>(value)) return "";
  auto const type = field.type->name();
  if (field.is_reference()) return csv_cell(title, Cell::text);
  if (auto const* number = std::get_if<std::int64_t>(&value); number && is_amount(field)) {
    if (type == "money") return csv_cell(exact_money(*number, field), Cell::number);
    auto const scale = type == "decimal" ? field.scale : 0;
    return csv_cell(Decimal::scaled(*number, -scale).to_string(), Cell::number);
  }
  if (type == "date" || type == "month") {
    return csv_cell(field.type->write(value, field).string(), Cell::text);
  }
  return csv_cell(shown(value, field, language), Cell::text);
}

std::string head_of(meta::Field const& field, Language language) {
  auto label = meta::in_language(field.label, language);
  auto const unit = is_amount(field) ? unit_of(field) : "";
  if (unit.empty()) return label;
  return label + (language == Language::zh ? "（" + unit + "）" : " (" + unit + ")");
}

// As wide as the others, for each row of a CSV has as many cells.
std::string remark_row(std::string const& text, std::size_t fields) {
  return csv_cell("# " + text, Cell::text) + std::string(fields + 2, ',') + "\r\n";
}

}  // namespace

std::string csv_cell(std::string const& text, Cell cell) {
  constexpr std::string_view formula_begins = "=+-@\t\r";
  auto const guarded =
      cell == Cell::text && !text.empty() && formula_begins.find(text[0]) != std::string::npos;
  auto const given = guarded ? "'" + text : text;
  if (given.find_first_of(",\"\r\n") == given.npos) return given;
  std::string quoted = "\"";
  for (char c : given) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + "\"";
}

Result<ExportedRegister> export_rows(ledger::Snapshot& snapshot, meta::Register const& in,
                                     Date day) {
  ExportedRegister exported{
      .in = &in, .zone = snapshot.zone(), .day = day, .read = snapshot.knowledge()};
  auto listed = TRY(snapshot.list(in, day));
  Titles titles(snapshot, day);
  for (auto& [id, version] : listed) {
    ExportedRow row{.id = id, .version = std::move(version), .titles = {}};
    for (std::size_t i = 0; i < in.fields.size(); ++i) {
      auto const* text = std::get_if<std::string>(&row.version.values[i]);
      std::string title;
      if (text && in.fields[i].is_reference()) title = TRY(titles.of(*text));
      row.titles.push_back(std::move(title));
    }
    exported.rows.push_back(std::move(row));
  }
  exported.heads = TRY(ledger::anchors_of(snapshot));
  return exported;
}

std::string csv_of(ExportedRegister const& exported, Language language) {
  auto const& fields = exported.in->fields;
  auto const width =
      static_cast<std::size_t>(std::ranges::count(fields, false, &meta::Field::removed));
  auto const word = [&](Text const& text) { return csv_cell(render(text, language), Cell::text); };
  auto csv = word({"app.export.id", {}}) + "," + word({"app.export.from", {}}) + "," +
             word({"app.export.to", {}});
  for (auto const& field : fields) {
    if (!field.removed) csv += "," + csv_cell(head_of(field, language), Cell::text);
  }
  csv += "\r\n";
  for (auto const& [id, version, titles] : exported.rows) {
    auto const is_open = version.on.to == ledger::open_end();
    csv += id + "," + version.on.from.to_string() + ",";
    if (!is_open) csv += version.on.to.to_string();
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (fields[i].removed) continue;
      csv += "," + cell_of(version.values[i], fields[i], titles[i], language);
    }
    csv += "\r\n";
  }
  Text pair{exported.known.empty() ? "app.export.now" : "app.export.pair",
            {{"zone", exported.zone}, {"valid", exported.day.to_string()}}};
  if (!exported.known.empty()) pair.args.emplace_back("known", exported.known);
  csv += remark_row(render(pair, language), width);
  if (!exported.today.empty()) csv += remark_row(exported.today, width);
  for (auto const& [zone, seq, hash] : exported.heads) {
    Text says{"app.head", {{"zone", zone}, {"seq", std::to_string(seq)}, {"hash", hash}}};
    csv += remark_row(render(says, language), width);
  }
  return csv;
}

Json json_of(ExportedRegister const& exported) {
  std::vector<Json> records;
  for (auto const& [id, version, titles] : exported.rows) {
    auto fields = Json::object();
    for (std::size_t i = 0; i < exported.in->fields.size(); ++i) {
      auto const& field = exported.in->fields[i];
      fields.set(field.name, json_of(version.values[i], field));
    }
    records.push_back(
        Json::object({{"id", Json::string(id)},
                      {"valid_from", Json::string(version.on.from.to_string())},
                      {"valid_to", Json::string(version.on.to.to_string())},
                      {"kind", Json::string(std::string(ledger::name_of(version.kind)))},
                      {"fields", std::move(fields)}}));
  }
  std::vector<Json> heads;
  for (auto const& [zone, seq, hash] : exported.heads) {
    heads.push_back(Json::object(
        {{"zone", Json::string(zone)}, {"seq", Json::integer(seq)}, {"hash", Json::string(hash)}}));
  }
  return Json::object({{"register", Json::string(exported.in->name)},
                       {"zone", Json::string(exported.zone)},
                       {"valid", Json::string(exported.day.to_string())},
                       {"read", json_of(exported.read)},
                       {"records", Json::array(std::move(records))},
                       {"heads", Json::array(std::move(heads))}});
}

}  // namespace zonebook::app
