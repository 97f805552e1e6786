#include "app/command.h"

#include <fmt/format.h>

#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>

namespace zonebook::app {
namespace {

std::string line_of(std::string_view source, std::size_t number) {
  for (; number > 1 && !source.empty(); --number) {
    source.remove_prefix(std::min(source.find('\n') + 1, source.size()));
  }
  return std::string(source.substr(0, source.find('\n')));
}

// East Asian characters take two columns of a terminal.
std::size_t columns_before(std::string_view line, std::size_t code_points) {
  std::size_t columns = 0;
  for (char c : line) {
    if ((c & 0xC0) == 0x80) continue;
    if (code_points-- == 0) break;
    columns += static_cast<unsigned char>(c) >= 0xE1 ? 2 : 1;
  }
  return columns;
}

}  // namespace

void print_error(Error const& error, Settings const& settings) {
  auto sentence = render(error.says, settings.language);
  if (error.where.empty())
    fmt::print(stderr, "{}\n", sentence);
  else
    fmt::print(stderr, "{}: {}\n", error.where, sentence);
}

void print_error_in(std::string_view source, Error const& error, Settings const& settings) {
  std::size_t line = 0;
  std::size_t column = 0;
  if (std::sscanf(error.where.c_str(), "%zu:%zu", &line, &column) != 2) {
    return print_error(error, settings);
  }
  auto text = line_of(source, line);
  print_error(error, settings);
  fmt::print(stderr, "  {}\n  {:>{}}\n", text, "^", columns_before(text, column - 1) + 1);
}

Result<std::string> read_file(std::string const& path) {
  if (path == "-") {
    return std::string(std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>());
  }
  std::ifstream file(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (!file) {
    return std::unexpected(
        Error{Error::Code::not_found, {"app.cannot_read_file", {{"path", path}}}, path});
  }
  return text;
}

}  // namespace zonebook::app
