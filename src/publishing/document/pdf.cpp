// A PDF that holds text, page after page: the door of poppler.

#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page.h>

#include <algorithm>
#include <array>
#include <memory>
#include <mutex>
#include <vector>

#include "base/utf8.h"
#include "publishing/document/document.h"

namespace zonebook::publishing {
namespace {

constexpr int pages_max = 2000;

// poppler complains to standard error.
void silence() {
  static std::once_flag once;
  std::call_once(
      once, [] { poppler::set_debug_error_function([](std::string const&, void*) {}, nullptr); });
}

std::unexpected<Error> refused(char const* key, std::string const& name) {
  return invalid({key, {{"name", name}}}, name);
}

std::vector<std::string_view> lines_of(std::string_view page) {
  std::vector<std::string_view> lines;
  while (!page.empty()) {
    auto const end = std::min(page.find('\n'), page.size());
    auto line = page.substr(0, end);
    while (!line.empty() && (line.back() == ' ' || line.back() == '\r' || line.back() == '\f')) {
      line.remove_suffix(1);
    }
    lines.push_back(line);
    page.remove_prefix(std::min(page.size(), end + 1));
  }
  return lines;
}

bool ends_sentence(std::string_view line) {
  static constexpr std::array<std::string_view, 6> ends = {"。", "！", "？", "：", "；", "”"};
  return std::ranges::any_of(ends, [&](auto const end) { return line.ends_with(end); });
}

// A printed line ends where the paper does.  One that is about as long as the longest of its page
// goes on in the next, unless its sentence has ended: a page of 28 signs a line (GB/T 9704) would
// else be 22 sentences.
void add_page(std::string& text, std::string_view page) {
  auto const lines = lines_of(page);
  std::size_t longest = 0;
  for (auto const line : lines) longest = std::max(longest, code_point_count(line));
  for (auto const line : lines) {
    if (line.empty()) {  // between paragraphs, and at the end of a page
      if (!text.empty() && text.back() != '\n' && ends_sentence(text)) text += '\n';
      continue;
    }
    text += line;
    bool const is_full = code_point_count(line) + 2 >= longest && longest >= 10;
    if (!is_full || ends_sentence(line)) text += '\n';
  }
}

}  // namespace

Result<std::string> pdf_text(std::string const& bytes, std::string const& name) {
  silence();
  std::unique_ptr<poppler::document> const document(
      poppler::document::load_from_raw_data(bytes.data(), static_cast<int>(bytes.size())));
  if (!document) return refused("publishing.document.damaged", name);
  if (document->is_locked()) return refused("publishing.document.locked", name);
  auto const pages = document->pages();
  if (pages > pages_max) return refused("publishing.document.too_large", name);
  std::string text;
  for (int i = 0; i < pages; ++i) {
    std::unique_ptr<poppler::page> const page(document->create_page(i));
    if (!page) return refused("publishing.document.damaged", name);
    auto const words = page->text({}, poppler::page::non_raw_non_physical_layout).to_utf8();
    add_page(text, {words.data(), words.size()});
    if (text.size() > document_bytes_max) return refused("publishing.document.too_large", name);
  }
  auto const is_blank = text.find_first_not_of(" \n\f\t") == text.npos;
  if (is_blank) return refused("publishing.document.no_words", name);
  return text;
}

}  // namespace zonebook::publishing
