// Office Open XML (ECMA-376, part 1, 17): the paragraphs of the main part in their order.

#include "publishing/archive.h"
#include "publishing/document/document.h"
#include "publishing/xml_pull.h"

namespace zonebook::publishing {
namespace {

constexpr auto main_part = "word/document.xml";

std::unexpected<Error> damaged(std::string const& name) {
  return invalid({"publishing.document.damaged", {{"name", name}}}, name);
}

class Writing {
 public:
  explicit Writing(std::string const& name) : name_(name) {}

  Result<std::string> run(XmlPull& xml) {
    for (;;) {
      auto const more = TRY(xml.next());
      if (!more) break;
      take(xml);
      if (text_.size() > document_bytes_max) {
        return invalid({"publishing.document.too_large", {{"name", name_}}}, name_);
      }
    }
    return std::move(text_);
  }

 private:
  // What is drawn twice, for programs that are older, would be read twice; what was deleted or
  // moved away while changes were tracked is no longer there; w:tabs tells where tabs stop, and is
  // none.
  void take(XmlPull& xml) {
    for (auto const* name : {"Fallback", "del", "moveFrom", "tabs"}) {
      if (xml.opens(name)) ++skipped_;
      if (xml.closes(name)) --skipped_;
    }
    if (skipped_ > 0) return;
    if (xml.opens("t")) in_text_ = true;
    if (xml.closes("t")) in_text_ = false;
    if (in_text_ && xml.is_text()) text_ += xml.text();
    if (xml.opens("tab")) part('\t');
    if (xml.opens("br") || xml.opens("cr")) part('\n');
    if (xml.opens("noBreakHyphen")) text_ += '-';
    if (xml.opens("tc")) cells_.push_back(text_.size());
    if (xml.closes("tc")) end_cell();
    if (xml.closes("tr") || xml.closes("p")) part('\n');
  }

  // One line a row, whatever paragraphs, lines, tabs and tables its cells have.
  void part(char by) { text_ += cells_.empty() ? by : ' '; }

  void end_cell() {
    if (cells_.empty()) return;
    while (text_.size() > cells_.back() && text_.back() == ' ') text_.pop_back();
    cells_.pop_back();
    part('\t');
  }

  std::string const& name_;
  std::string text_;
  std::vector<std::size_t> cells_;  // that are open: where each began
  int skipped_ = 0;
  bool in_text_ = false;
};

}  // namespace

Result<std::string> docx_text(std::string bytes, std::string const& name) {
  auto archive = Archive::open_bytes(std::move(bytes), name, {});
  if (!archive) return damaged(name);
  if (!archive->has(main_part)) {
    return invalid({"publishing.document.unknown", {{"name", name}}}, name);
  }
  auto part = archive->part(main_part);
  if (!part) return damaged(name);
  XmlPull xml(*part, main_part);
  auto text = Writing(name).run(xml);
  if (text || text.error().says.key.starts_with("publishing.document.")) return text;
  return damaged(name);
}

}  // namespace zonebook::publishing
