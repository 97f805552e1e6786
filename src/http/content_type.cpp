#include "http/content_type.h"

#include <array>
#include <utility>

#include "http/fields.h"

namespace zonebook::http {

std::string_view content_type_of(std::string_view file_name) {
  using Known = std::pair<std::string_view, std::string_view>;
  constexpr std::array known{
      Known{"html", "text/html; charset=utf-8"},
      Known{"css", "text/css; charset=utf-8"},
      Known{"js", "text/javascript; charset=utf-8"},
      Known{"mjs", "text/javascript; charset=utf-8"},
      Known{"json", "application/json"},
      Known{"map", "application/json"},
      Known{"webmanifest", "application/manifest+json"},
      Known{"geojson", "application/geo+json"},
      Known{"txt", "text/plain; charset=utf-8"},
      Known{"md", "text/markdown; charset=utf-8"},
      Known{"csv", "text/csv; charset=utf-8"},
      Known{"xml", "application/xml"},
      Known{"svg", "image/svg+xml"},
      Known{"png", "image/png"},
      Known{"jpg", "image/jpeg"},
      Known{"jpeg", "image/jpeg"},
      Known{"gif", "image/gif"},
      Known{"webp", "image/webp"},
      Known{"ico", "image/x-icon"},
      Known{"woff", "font/woff"},
      Known{"woff2", "font/woff2"},
      Known{"ttf", "font/ttf"},
      Known{"wasm", "application/wasm"},
      Known{"pdf", "application/pdf"},
      Known{"zip", "application/zip"},
      Known{"docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
      Known{"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
  };
  auto const dot = file_name.rfind('.');
  if (dot != std::string_view::npos) {
    for (auto const& [ending, type] : known) {
      if (same_word(file_name.substr(dot + 1), ending)) return type;
    }
  }
  return "application/octet-stream";
}

}  // namespace zonebook::http
