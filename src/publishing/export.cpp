#include "publishing/export.h"

#include <algorithm>
#include <utility>

#include "access/mask.h"
#include "ledger/tell.h"
#include "ledger/titles.h"
#include "publishing/export_cell.h"

namespace zonebook::publishing {
namespace {

Result<ExportedRow> row_of(ledger::Listed listed, meta::Register const& in,
                           ledger::Titles& titles) {
  ExportedRow row{.id = std::move(listed.id), .version = std::move(listed.version), .titles = {}};
  for (std::size_t i = 0; i < in.fields.size(); ++i) {
    auto const* text = std::get_if<std::string>(&row.version.values[i]);
    std::string title;
    if (text && in.fields[i].is_reference()) title = TRY(titles.of(*text));
    row.titles.push_back(std::move(title));
  }
  return row;
}

// Pieces are gathered, for a row is little to write.
class TextForm : public ExportForm {
 protected:
  explicit TextForm(Sink sink) : sink_(std::move(sink)) {}

  Result<void> put(std::string_view text) {
    gathered_ += text;
    return gathered_.size() < enough ? Result<void>() : flush();
  }
  Result<void> flush() { return sink_(std::exchange(gathered_, {})); }

 private:
  static constexpr std::size_t enough = 1 << 16;

  Sink sink_;
  std::string gathered_;
};

// What cell_of() makes.
std::string csv_of(CellValue const& value) {
  if (auto const* text = std::get_if<std::string>(&value)) return csv_cell(*text, CsvCell::text);
  if (auto const* day = std::get_if<Date>(&value)) return day->to_string();
  if (auto const* number = std::get_if<Number>(&value)) {
    return csv_cell(number->value.to_string(), CsvCell::number);
  }
  CHECK(std::holds_alternative<std::monostate>(value));
  return "";
}

// As wide as the others, for each row of a CSV has as many cells.
std::string remark_row(std::string const& text, std::size_t fields) {
  return csv_cell("# " + text, CsvCell::text) + std::string(fields + 2, ',') + "\r\n";
}

class CsvForm final : public TextForm {
 public:
  CsvForm(Language language, Sink sink) : TextForm(std::move(sink)), language_(language) {}

  Result<void> begin(Exported const& exported) override {
    auto csv = word({"publishing.export.id", {}}) + "," + word({"publishing.export.from", {}}) +
               "," + word({"publishing.export.to", {}});
    for (auto const& field : exported.in->fields) {
      if (!field.removed) csv += "," + csv_cell(head_of(field, language_), CsvCell::text);
    }
    return put(csv + "\r\n");
  }

  Result<void> row(Exported const& exported, ExportedRow const& row) override {
    auto const& [id, version, titles] = row;
    auto const& fields = exported.in->fields;
    auto csv = id + "," + version.on.from.to_string() + ",";
    if (version.on.to != ledger::open_end()) csv += version.on.to.to_string();
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (fields[i].removed) continue;
      csv += "," + csv_of(cell_of(version.values[i], fields[i], titles[i], language_));
    }
    return put(csv + "\r\n");
  }

  Result<void> end(Exported const& exported) override {
    auto const width = static_cast<std::size_t>(
        std::ranges::count(exported.in->fields, false, &meta::Field::removed));
    for (auto const& line : basis_of(exported, language_)) TRY(put(remark_row(line, width)));
    return flush();
  }

 private:
  std::string word(Text const& text) const {
    return csv_cell(render(text, language_), CsvCell::text);
  }

  Language language_;
};

class JsonForm final : public TextForm {
 public:
  explicit JsonForm(Sink sink) : TextForm(std::move(sink)) {}

  Result<void> begin(Exported const& exported) override {
    auto head = Json::object({{"register", Json::string(exported.in->name)},
                              {"zone", Json::string(exported.zone)},
                              {"valid", Json::string(exported.day.to_string())},
                              {"read", ledger::json_of(exported.read)}});
    if (exported.sample_day) {
      head.set("sample_day", Json::string(exported.sample_day->to_string()));
    }
    auto text = to_text(head);
    text.pop_back();  // its brace
    return put(text + ",\"records\":[");
  }

  Result<void> row(Exported const& exported, ExportedRow const& row) override {
    auto const& version = row.version;
    auto fields = Json::object();
    for (std::size_t i = 0; i < exported.in->fields.size(); ++i) {
      auto const& field = exported.in->fields[i];
      fields.set(field.name, ledger::json_of(version.values[i], field));
    }
    auto const before = std::exchange(is_first_, false) ? "" : ",";
    return put(before + to_text(Json::object(
                            {{"id", Json::string(row.id)},
                             {"valid_from", Json::string(version.on.from.to_string())},
                             {"valid_to", Json::string(version.on.to.to_string())},
                             {"kind", Json::string(std::string(ledger::name_of(version.kind)))},
                             {"fields", std::move(fields)}})));
  }

  Result<void> end(Exported const& exported) override {
    std::vector<Json> heads;
    for (auto const& [zone, seq, hash] : exported.heads) {
      heads.push_back(Json::object({{"zone", Json::string(zone)},
                                    {"seq", Json::integer(seq)},
                                    {"hash", Json::string(hash)}}));
    }
    TRY(put("],\"heads\":" + to_text(Json::array(std::move(heads))) + "}\n"));
    return flush();
  }

 private:
  bool is_first_ = true;
};

}  // namespace

std::string csv_cell(std::string const& text, CsvCell cell) {
  constexpr std::string_view formula_begins = "=+-@\t\r";
  auto const guarded =
      cell == CsvCell::text && !text.empty() && formula_begins.find(text[0]) != std::string::npos;
  auto const given = guarded ? "'" + text : text;
  if (given.find_first_of(",\"\r\n") == given.npos) return given;
  std::string quoted = "\"";
  for (char c : given) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + "\"";
}

std::unique_ptr<ExportForm> csv_form(Language language, Sink sink) {
  return std::make_unique<CsvForm>(language, std::move(sink));
}

std::unique_ptr<ExportForm> json_form(Sink sink) {
  return std::make_unique<JsonForm>(std::move(sink));
}

Result<void> export_rows(ledger::Snapshot& snapshot, ExportRequest request, ExportForm& form) {
  auto& list = request.list;
  list.limit = 1000;
  Exported exported{.in = list.in,
                    .zone = snapshot.zone(),
                    .day = list.day,
                    .read = snapshot.knowledge(),
                    .known = std::move(request.known),
                    .sample_day = request.sample_day};
  ledger::Titles titles(request.named_in ? *request.named_in : snapshot, list.day,
                        request.language);
  TRY(form.begin(exported));
  do {
    auto page = TRY(ledger::list(snapshot, list));
    for (auto& listed : page.records) {
      if (!snapshot.rights().is_everything()) {
        TRY(access::mask(listed.version, *list.in, listed.id, snapshot));
      }
      auto const row = TRY(row_of(std::move(listed), *list.in, titles));
      TRY(form.row(exported, row));
    }
    list.cursor = page.next;
  } while (!list.cursor.empty());
  exported.heads = TRY(ledger::anchors_of(snapshot));
  return form.end(exported);
}

Result<std::vector<ledger::SortBy>> sort_from(std::string_view text, meta::Register const& in) {
  std::vector<ledger::SortBy> sort;
  while (!text.empty()) {
    auto name = text.substr(0, text.find(','));
    text.remove_prefix(std::min(name.size() + 1, text.size()));
    using Order = ledger::SortBy::Order;
    auto const order = name.starts_with('-') ? Order::descending : Order::ascending;
    if (order == Order::descending) name.remove_prefix(1);
    auto const* field = in.find(name);
    if (!field) {
      return invalid({"publishing.export.no_sort", {{"name", std::string(name)}}}, "sort");
    }
    sort.push_back({field, order});
  }
  return sort;
}

}  // namespace zonebook::publishing
