#include "app/command.h"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include "api/problem.h"
#include "base/durable_file.h"

namespace zonebook::app {
namespace {

std::string line_of(std::string_view source, std::size_t number) {
  for (; number > 1 && !source.empty(); --number) {
    source.remove_prefix(std::min(source.find('\n') + 1, source.size()));
  }
  return std::string(source.substr(0, source.find('\n')));
}

std::size_t columns_before(std::string_view line, std::size_t code_points) {
  std::size_t columns = 0;
  for (char c : line) {
    if ((c & 0xC0) == 0x80) continue;
    if (code_points-- == 0) break;
    columns += static_cast<unsigned char>(c) >= 0xE1 ? 2 : 1;
  }
  return columns;
}

Json json_of(Error const& error, std::string sentence) {
  auto json = Json::object({{"code", Json::string(error.says.key)},
                            {"kind", Json::string(std::string(api::name_of(error.code)))},
                            {"says", Json::string(std::move(sentence))}});
  if (!error.where.empty()) json.set("where", Json::string(error.where));
  if (error.details) json.set("details", *error.details);
  return Json::object({{"error", std::move(json)}});
}

}  // namespace

std::size_t columns_of(std::string_view text) { return columns_before(text, text.size()); }

int finish(Result<void> const& done, Settings const& settings) {
  if (done) return 0;
  print_error(done.error(), settings);
  return 1;
}

void say(Text const& text, Settings const& settings) {
  fmt::print("{}\n", render(text, settings.language));
}

void print_json(Json const& json) { fmt::print("{}\n", to_text(json)); }

void print_error(Error const& error, Settings const& settings) {
  std::fflush(stdout);
  auto sentence = render(error.says, settings.language);
  if (settings.json) {
    fmt::print(stderr, "{}\n", to_text(json_of(error, std::move(sentence))));
    return;
  }
  if (error.where.empty())
    fmt::print(stderr, "{}\n", sentence);
  else
    fmt::print(stderr, "{}: {}\n", error.where, sentence);
}

void print_error_in(std::string_view source, Error const& error, Settings const& settings) {
  std::size_t line = 0;
  std::size_t column = 0;
  auto const has_place = std::sscanf(error.where.c_str(), "%zu:%zu", &line, &column) == 2;
  if (settings.json || !has_place) {
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

Result<Json> read_json_file(std::string const& path) {
  auto const text = TRY(read_file(path));
  auto json = Json::parse(text);
  if (json) return json;
  auto error = std::move(json.error());
  error.where = path + ":" + error.where;
  return std::unexpected(std::move(error));
}

Result<void> write_file(std::string const& path, std::string_view text) {
  auto file = TRY(DurableFile::begin_beside(path));
  TRY(file.write(text));
  return file.replace(path);
}

}  // namespace zonebook::app
