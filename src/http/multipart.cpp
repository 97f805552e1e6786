#include "http/multipart.h"

#include <algorithm>
#include <utility>

#include "base/scan.h"
#include "base/utf8.h"
#include "http/fields.h"

namespace zonebook::http {
namespace {

constexpr std::size_t header_bytes_most = 4096;
constexpr std::size_t name_bytes_most = 255;
constexpr std::size_t boundary_most = 70;
constexpr std::string_view line_end = "\r\n";

using Parameter = std::pair<std::string_view, std::string>;

Error torn() { return {Error::Code::invalid, {"http.multipart_torn", {}}, "body"}; }
Error bad_header(std::size_t number) {
  return {Error::Code::invalid,
          {"http.multipart_header", {{"number", std::to_string(number)}}},
          "part " + std::to_string(number)};
}

// quoted-string; a backslash quotes only `"` and itself, for browsers send others as they are.
std::optional<std::string> take_quoted(Scanner& at) {
  std::string text;
  while (!at.done()) {
    if (at.take('"')) return text;
    bool const is_quoting =
        at.next() == '\\' && (at.rest().substr(1, 1) == "\"" || at.rest().substr(1, 1) == "\\");
    if (is_quoting) at.take('\\');
    text += at.take_bytes(1);
  }
  return std::nullopt;
}

// `; name=token` or `; name="quoted"`, until the end; nullopt if it is anything else.
std::optional<std::vector<Parameter>> parse_parameters(std::string_view text) {
  std::vector<Parameter> parameters;
  Scanner at(trimmed(text));
  while (!at.done()) {
    if (!at.take(';')) return std::nullopt;
    while (at.take(' ') || at.take('\t')) {
    }
    auto const name = at.take_bytes(std::min(at.rest().find('='), at.rest().size()));
    if (!is_token(name) || !at.take('=')) return std::nullopt;
    std::string value;
    if (at.take('"')) {
      auto quoted = take_quoted(at);
      if (!quoted) return std::nullopt;
      value = std::move(*quoted);
    } else {
      auto const size = std::min(at.rest().find_first_of("; \t"), at.rest().size());
      value = at.take_bytes(size);
      if (!is_token(value)) return std::nullopt;
    }
    parameters.emplace_back(name, std::move(value));
    while (at.take(' ') || at.take('\t')) {
    }
  }
  return parameters;
}

// nullopt also if there are two: readers would differ on which holds.
std::optional<std::string> only(std::vector<Parameter> const& all, std::string_view name) {
  std::optional<std::string> found;
  for (auto const& [known, value] : all) {
    if (!same_word(known, name)) continue;
    if (found) return std::nullopt;
    found = value;
  }
  return found;
}

bool has(std::vector<Parameter> const& all, std::string_view name) {
  return std::ranges::any_of(all, [&](auto const& one) { return same_word(one.first, name); });
}

//   bchars := bcharsnospace / " ";  boundary := 0*69<bchars> bcharsnospace
bool is_boundary(std::string_view text) {
  constexpr std::string_view marks = "'()+_,-./:=? ";
  return !text.empty() && text.size() <= boundary_most && text.back() != ' ' &&
         std::ranges::all_of(text, [&](char c) {
           return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                  marks.find(c) != std::string_view::npos;
         });
}

std::optional<std::string> boundary_in(std::string_view content_type) {
  auto const semicolon = std::min(content_type.find(';'), content_type.size());
  bool const is_form = same_word(trimmed(content_type.substr(0, semicolon)), "multipart/form-data");
  auto const parameters = parse_parameters(content_type.substr(semicolon));
  if (!is_form || !parameters) return std::nullopt;
  auto boundary = only(*parameters, "boundary");
  if (!boundary || !is_boundary(*boundary)) return std::nullopt;
  return boundary;
}

std::optional<std::string> decoded_name(std::string_view text) {
  std::string name;
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto const escape = text.substr(i, 3);
    char const c = escape == "%22" ? '"' : escape == "%0D" || escape == "%0A" ? ' ' : text[i];
    if (c != text[i]) i += 2;
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) return std::nullopt;
    name += c;
  }
  if (name.size() > name_bytes_most || !is_utf8(name)) return std::nullopt;
  return name;
}

std::string without_folders(std::string name) {
  name.erase(0, name.find_last_of("/\\") + 1);
  return name == "." || name == ".." ? std::string() : name;
}

bool read_disposition(std::string_view value, Part& part) {
  auto const semicolon = std::min(value.find(';'), value.size());
  auto const parameters = parse_parameters(value.substr(semicolon));
  // RFC 7578, 4.2: filename* "MUST NOT be used"
  bool const is_right = same_word(trimmed(value.substr(0, semicolon)), "form-data") && parameters &&
                        !has(*parameters, "filename*");
  if (!is_right) return false;
  auto const name = only(*parameters, "name");
  auto decoded = name ? decoded_name(*name) : std::nullopt;
  if (!decoded || decoded->empty()) return false;
  part.name = std::move(*decoded);
  if (!has(*parameters, "filename")) return true;
  auto const file_name = only(*parameters, "filename");
  decoded = file_name ? decoded_name(*file_name) : std::nullopt;
  if (!decoded) return false;
  part.file_name = without_folders(std::move(*decoded));
  return true;
}

// One line of a part's header.
bool read_line(std::string_view line, Part& part) {
  auto const colon = line.find(':');
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) return false;
  auto const name = line.substr(0, colon);
  auto const value = trimmed(line.substr(colon + 1));
  if (same_word(name, "Content-Disposition"))
    return part.name.empty() && read_disposition(value, part);
  if (same_word(name, "Content-Type")) {
    if (!part.content_type.empty() || !is_utf8(value)) return false;
    part.content_type = value;
  }
  // RFC 7578, 4.7: deprecated, and base64 would be read as the file's own bytes
  if (same_word(name, "Content-Transfer-Encoding")) {
    return same_word(value, "binary") || same_word(value, "8bit") || same_word(value, "7bit");
  }
  return true;
}

// Takes lines until an empty one.
bool take_header(std::string_view& rest, Part& part) {
  auto const begin = rest.size();
  for (;;) {
    auto const end = rest.substr(0, header_bytes_most).find(line_end);
    if (end == std::string_view::npos || begin - rest.size() + end > header_bytes_most)
      return false;
    auto const line = rest.substr(0, end);
    rest.remove_prefix(end + line_end.size());
    if (line.empty()) return !part.name.empty();
    if (!read_line(line, part)) return false;
  }
}

}  // namespace

Result<std::vector<Part>> parse_multipart(std::string_view content_type, std::string_view body,
                                          MultipartLimits limits) {
  auto const boundary = boundary_in(content_type);
  if (!boundary) return invalid({"http.multipart_expected", {}}, "Content-Type");
  auto const delimiter = "\r\n--" + *boundary;

  std::vector<Part> parts;
  auto const opening = std::string_view(delimiter).substr(line_end.size());
  if (!body.starts_with(opening)) return std::unexpected(torn());
  body.remove_prefix(opening.size());
  while (body.starts_with(line_end)) {
    body.remove_prefix(line_end.size());
    auto const number = parts.size() + 1;
    if (number > limits.parts) {
      return invalid({"http.multipart_too_many", {{"limit", std::to_string(limits.parts)}}},
                     "body");
    }
    Part part;
    if (!take_header(body, part)) return std::unexpected(bad_header(number));
    auto const end = body.find(delimiter);
    if (end == std::string_view::npos) return std::unexpected(torn());
    part.bytes = body.substr(0, end);
    if (part.bytes.size() > limits.part_bytes) {
      return invalid({"http.multipart_too_large",
                      {{"name", part.name}, {"limit", std::to_string(limits.part_bytes)}}},
                     part.name);
    }
    parts.push_back(std::move(part));
    body.remove_prefix(end + delimiter.size());
  }
  // close-delimiter := delimiter "--"
  if (body != "--" && body != "--\r\n") return std::unexpected(torn());
  return parts;
}

}  // namespace zonebook::http
