// A register as a workbook: the rows, and on a second sheet what they rest on.

#include "publishing/export_cell.h"
#include "publishing/workbook_writer.h"

namespace zonebook::publishing {
namespace {

double width_of(meta::Field const& field) {
  if (is_amount(field)) return 14;
  return field.type->name() == "date" ? 12 : 20;
}

class WorkbookForm final : public ExportForm {
 public:
  WorkbookForm(Language language, WorkbookWriter book)
      : language_(language), book_(std::move(book)) {}

  Result<void> begin(Exported const& exported) override {
    std::vector<Column> columns = {{word("publishing.export.id"), 18},
                                   {word("publishing.export.from"), 12},
                                   {word("publishing.export.to"), 12}};
    for (auto const& field : exported.in->fields) {
      if (!field.removed) columns.push_back({head_of(field, language_), width_of(field)});
    }
    return book_.sheet(meta::in_language(exported.in->label, language_), columns);
  }

  Result<void> row(Exported const& exported, ExportedRow const& row) override {
    auto const& [id, version, titles] = row;
    auto const& fields = exported.in->fields;
    std::vector<CellValue> cells = {id, version.on.from, {}};
    if (version.on.to != ledger::open_end()) cells[2] = version.on.to;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (!fields[i].removed) {
        cells.push_back(cell_of(version.values[i], fields[i], titles[i], language_));
      }
    }
    return book_.row(cells);
  }

  Result<void> end(Exported const& exported) override {
    auto const basis = word("publishing.export.basis");
    TRY(book_.sheet(basis, {{basis, 90}}));
    for (auto const& line : basis_of(exported, language_)) TRY(book_.row({line}));
    return book_.finish();
  }

 private:
  std::string word(char const* key) const { return render({key, {}}, language_); }

  Language language_;
  WorkbookWriter book_;
};

}  // namespace

Result<std::unique_ptr<ExportForm>> workbook_form(Language language, std::string const& path) {
  auto book = TRY(WorkbookWriter::begin(path));
  return std::make_unique<WorkbookForm>(language, std::move(book));
}

}  // namespace zonebook::publishing
