// Answers every GET with the bytes of a file, a whole answer as it was on the wire: by the facade,
// set up as `serve` sets it up, and by bare Beast, for bench/serve to hold the program beside both.
//
//   build/bench/http_answer FILE     prints {"facade": PORT, "beast": PORT}; until its input ends
//
// Both are in one process, and only one is asked at a time.

#include <fmt/core.h>
#include <malloc.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iostream>
#include <iterator>

#include "bare_beast.h"
#include "http/server.h"

namespace zonebook {
namespace {

// What the server adds itself, or refuses from a handler.
bool is_of_the_server(std::string_view name) {
  constexpr std::array<std::string_view, 4> names{"Date", "Content-Length", "Connection",
                                                  "Transfer-Encoding"};
  return std::ranges::any_of(names, [&](auto one) { return http::same_word(one, name); });
}

// What a handler of the facade answers.
struct Made {
  int status = 200;
  http::Fields fields;
  std::string body;

  http::Response anew() const { return {.status = status, .fields = fields, .body = body}; }
};

Made as_the_facade_says(bench::Answer const& answer) {
  Made made{.status = static_cast<int>(answer.result_int()), .fields = {}, .body = answer.body()};
  auto const defaults = http::Options::protecting_fields();
  for (auto const& field : answer) {
    std::string_view const name(field.name_string().data(), field.name_string().size());
    std::string_view const value(field.value().data(), field.value().size());
    auto const is_default = defaults.find(name) == value;
    // Of a compressible type the server says so again.
    bool const is_told_again = http::same_word(name, "Vary") && value == "Accept-Encoding";
    if (is_of_the_server(name) || is_default || is_told_again) continue;
    made.fields.append(name, value);
  }
  return made;
}

int serve(char const* path) {
  ::mallopt(M_TRIM_THRESHOLD, 64 << 20);  // as app/serve_command.cpp
  ::mallopt(M_TOP_PAD, 1 << 20);
  ::mallopt(M_MMAP_THRESHOLD, 4 << 20);
  std::ifstream file(path, std::ios::binary);
  std::string const bytes{std::istreambuf_iterator<char>(file), {}};
  auto const answer = bench::as_beast_says(bytes);
  auto const made = as_the_facade_says(answer);
  http::Router router;
  router.add({.method = "GET", .pattern = "/{path...}", .handler = [&](http::Request const&) {
                return made.anew();
              }});
  auto const facade = http::Server::listen(std::move(router), {});
  CHECK(facade.has_value());
  bench::Bare const beast(answer, bench::Makes::anew);
  fmt::print("{{\"facade\": {}, \"beast\": {}}}\n", (*facade)->port(), beast.port());
  std::fflush(stdout);
  for (char c = 0; std::cin.get(c);) {
  }
  return 0;
}

}  // namespace
}  // namespace zonebook

int main(int count, char** arguments) {
  if (count == 2) return zonebook::serve(arguments[1]);
  fmt::print(stderr, "http_answer FILE\n");
  return 2;
}
