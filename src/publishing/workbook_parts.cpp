// Of a workbook what comes before its rows: where its parts are, its texts and formats.

#include <algorithm>
#include <charconv>
#include <fstream>
#include <map>
#include <optional>

#include "publishing/shared_text.h"
#include "publishing/workbook_reader.h"
#include "publishing/xml_pull.h"

namespace zonebook::publishing {
namespace {

constexpr std::string_view zip_magic{"PK\x03\x04", 4};
constexpr std::size_t piece_bytes = std::size_t{1} << 16;

std::optional<int> whole(std::string_view text) {
  int value = 0;
  auto const [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

bool is_yes(std::string_view text) { return text == "1" || text == "true"; }

// A target of relationships, from the root of the archive: "/xl/a.xml", "a.xml", "../b.xml".
std::string resolved(std::string const& folder, std::string_view target) {
  if (target.starts_with('/')) return std::string(target.substr(1));
  auto base = folder;
  while (target.starts_with("../")) {
    target.remove_prefix(3);
    auto const slash = base.find_last_of('/', base.empty() ? 0 : base.size() - 2);
    base = base.empty() || slash == base.npos ? "" : base.substr(0, slash + 1);
  }
  return base + std::string(target);
}

std::string folder_of(std::string const& part) {
  auto const slash = part.find_last_of('/');
  return slash == part.npos ? "" : part.substr(0, slash + 1);
}

struct Relation {
  std::string id, type, target;
};

std::unexpected<Error> too_many(std::string const& name, std::string const& part) {
  return invalid({"publishing.too_many_entries", {{"name", name}, {"part", part}}}, name);
}

struct Whose {
  std::string book, part;
};

Result<std::vector<Relation>> relations_of(Archive& archive, Whose whose, std::size_t most) {
  auto const& part = whose.part;
  auto const folder = folder_of(part);
  auto const path = folder + "_rels/" + part.substr(folder.size()) + ".rels";
  std::vector<Relation> relations;
  auto from = TRY(archive.part(path));
  XmlPull xml(from, path);
  while (true) {
    auto const more = TRY(xml.next());
    if (!more) break;
    if (!xml.opens("Relationship") || xml.attribute("TargetMode") == "External") continue;
    if (relations.size() >= most) return too_many(whose.book, path);
    Relation relation{.id = std::string(xml.attribute("Id")),
                      .type = std::string(xml.attribute("Type")),
                      .target = resolved(folder, xml.attribute("Target"))};
    relation.type = relation.type.substr(relation.type.find_last_of('/') + 1);
    relations.push_back(std::move(relation));
  }
  return relations;
}

std::string target_of(std::vector<Relation> const& relations, std::string_view type) {
  auto const found = std::ranges::find(relations, type, &Relation::type);
  return found != relations.end() ? found->target : "";
}

}  // namespace

Result<Workbook> Workbook::open(std::string const& path, Limits limits) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    return std::unexpected(
        Error{Error::Code::not_found, {"publishing.no_file", {{"name", path}}}, path, nullptr});
  }
  // One byte more than is allowed, and no further: it may be a device, or still grow.
  std::string bytes;
  std::string piece(piece_bytes, '\0');
  while (bytes.size() <= limits.file_bytes && file) {
    file.read(piece.data(), static_cast<std::streamsize>(
                                std::min(piece.size(), limits.file_bytes + 1 - bytes.size())));
    bytes.append(piece, 0, static_cast<std::size_t>(file.gcount()));
  }
  return open_bytes(std::move(bytes), path, limits);
}

Result<Workbook> Workbook::open_bytes(std::string bytes, std::string name, Limits limits) {
  if (!bytes.starts_with(zip_magic)) {
    return invalid({"publishing.not_xlsx", {{"name", name}}}, name);
  }
  if (bytes.size() > limits.file_bytes) {
    return invalid({"publishing.file_too_large",
                    {{"name", name}, {"megabytes", std::to_string(limits.file_bytes >> 20)}}},
                   name);
  }
  auto archive = TRY(Archive::open_bytes(std::move(bytes), name, limits.archive));
  Workbook book(std::move(archive), std::move(name), limits);
  TRY(book.read_book());
  return book;
}

Result<void> Workbook::read_book() {
  auto const not_xlsx = invalid({"publishing.not_xlsx", {{"name", name_}}}, name_);
  if (!archive_.has("_rels/.rels")) return not_xlsx;
  auto const roots = TRY(relations_of(archive_, {name_, ""}, limits_.relations));
  auto const book = target_of(roots, "officeDocument");
  if (book.empty() || !archive_.has(book)) return not_xlsx;
  auto const relations = TRY(relations_of(archive_, {name_, book}, limits_.relations));

  auto part = TRY(archive_.part(book));
  XmlPull xml(part, book);
  while (true) {
    auto const more = TRY(xml.next());
    if (!more) break;
    if (xml.opens("workbookPr") && is_yes(xml.attribute("date1904"))) zero_ = DayZero::of_1904;
    if (!xml.opens("sheet")) continue;
    auto const id = std::string(xml.relation());
    auto const found = std::ranges::find(relations, id, &Relation::id);
    // Sheets of charts and macros hold no cells.
    if (found == relations.end() || found->type != "worksheet") continue;
    auto const state = std::string(xml.attribute("state"));
    sheets_.push_back({.name = std::string(xml.attribute("name")),
                       .part = found->target,
                       .is_hidden = state == "hidden" || state == "veryHidden"});
    if (sheets_.size() > limits_.sheets) {
      return invalid({"publishing.too_many_parts", {{"name", name_}}}, name_);
    }
  }
  if (sheets_.empty()) return not_xlsx;
  auto const styles = target_of(relations, "styles");
  if (archive_.has(styles)) TRY(read_styles(styles));
  auto const shared = target_of(relations, "sharedStrings");
  if (archive_.has(shared)) TRY(read_shared(shared));
  return {};
}

Result<void> Workbook::read_shared(std::string const& path) {
  auto part = TRY(archive_.part(path));
  XmlPull xml(part, path);
  SharedText item;
  std::size_t bytes = 0;
  while (true) {
    auto const more = TRY(xml.next());
    if (!more) break;
    if (xml.opens("si")) item.begin();
    item.take(xml);
    if (!xml.closes("si")) continue;
    shared_.push_back(item.end());
    bytes += shared_.back().size() + sizeof(std::string);
    if (bytes > limits_.shared_bytes) {
      return invalid({"publishing.too_large",
                      {{"name", name_}, {"megabytes", std::to_string(limits_.shared_bytes >> 20)}}},
                     name_);
    }
  }
  return {};
}

Result<void> Workbook::read_styles(std::string const& path) {
  auto part = TRY(archive_.part(path));
  XmlPull xml(part, path);
  std::map<int, Form> own;
  bool is_cells = false;
  while (true) {
    auto const more = TRY(xml.next());
    if (!more) break;
    if (xml.opens("numFmt")) {
      auto const id = whole(xml.attribute("numFmtId"));
      if (id) own[*id] = kind_of_format(xml.attribute("formatCode"));
      if (own.size() > limits_.number_formats) return too_many(name_, path);
    }
    if (xml.opens("cellXfs")) is_cells = true;
    if (xml.closes("cellXfs")) is_cells = false;
    if (!is_cells || !xml.opens("xf")) continue;
    auto const id = whole(xml.attribute("numFmtId")).value_or(0);
    auto const found = own.find(id);
    if (styles_.size() >= limits_.styles) return too_many(name_, path);
    styles_.push_back(found != own.end() ? found->second : kind_of_format(id));
  }
  return {};
}

}  // namespace zonebook::publishing
