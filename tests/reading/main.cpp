// reading_driver: a request {"title","zone","ref_date","text"} on standard input, the reading as
// JSON on standard output.  The scorer runs it once a document.

#include <fmt/format.h>

#include <iostream>
#include <iterator>

#include "base/json.h"
#include "reading/reading.h"

int main() {
  using namespace zonebook;
  std::string const input{std::istreambuf_iterator<char>(std::cin), {}};
  auto const request = Json::parse(input);
  if (!request) return 1;
  auto const text = [&](std::string_view key) {
    return std::string(request->text_at(key).value_or(""));
  };
  reading::Options options{text("zone"), text("title"), {}};
  if (auto const day = Date::parse(text("ref_date"))) options.today = *day;
  fmt::print("{}\n", to_text(to_json(reading::read(text("text"), options))));
}
