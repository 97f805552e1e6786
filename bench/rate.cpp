// How many answers a second, and which: ours, for bench/peers/peers.mjs to hold beside others'.
//
//   rate FILE.dmn CONTEXTS.json [--seconds S]       the model's last decision, with its trace
//   rate --filter EXPRESSION ROWS.json [--seconds S]
//
// prints {"per_second": 812345, "answers": ["rule 3", …]}: one answer for each context or row, and
// the median of five stretches of time.  JSON that holds numbers, texts and booleans is FEEL as it
// stands (DMN 1.5, 10.3.1.2, rules 51 to 54), so FEEL reads it.

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <functional>
#include <iterator>

#include "dmn/decide.h"
#include "dmn/read.h"

namespace zonebook {
namespace {

struct Asked {
  std::string model, filter, questions;  // files, but for the filter
  double seconds = 2;
};

// Said to developers alone, so in no catalogue: an unknown key is shown as it stands (base/text.h).
Text const usage = {
    "rate FILE.dmn CONTEXTS.json [--seconds S]; rate --filter EXPRESSION ROWS.json [--seconds S]",
    {}};

// What answers the question with this index.
using Answering = std::function<feel::Value(std::size_t)>;

Result<std::string> load(std::string const& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return invalid({"it cannot be opened", {}}, path);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

// Counted in the processor's time, so that what else the machine does is left out.
double answers_per_second(Answering const& answer, std::size_t questions, double seconds) {
  std::array<double, 5> rates;
  for (auto& rate : rates) {
    auto const start = std::clock();
    double took = 0;
    std::size_t answered = 0;
    while (took < seconds / rates.size()) {
      for (std::size_t i = 0; i < questions; ++i) answer(i);
      answered += questions;
      took = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    }
    rate = static_cast<double>(answered) / took;
  }
  std::ranges::nth_element(rates, rates.begin() + rates.size() / 2);
  return rates[rates.size() / 2];
}

void report(Answering const& answer, std::size_t questions, double seconds) {
  std::string answers;
  for (std::size_t i = 0; i < questions; ++i) {
    answers += (i == 0 ? "" : ", ") + feel::to_literal(answer(i));
  }
  fmt::print("{{\"per_second\": {:.0f}, \"answers\": [{}]}}\n",
             answers_per_second(answer, questions, seconds), answers);
}

Result<feel::List> load_questions(std::string const& path) {
  auto const text = TRY(load(path));
  auto const compiled = TRY(feel::compile(text, feel::Scope()));
  auto const read = feel::Evaluator().run(compiled, {});
  bool const are_contexts = read.is(feel::Kind::list) && !read.list().empty() &&
                            std::ranges::all_of(read.list(), [](auto const& item) {
                              return item.is(feel::Kind::context);
                            });
  if (!are_contexts) return invalid({"a list of objects was expected", {}}, path);
  return read.list();
}

Result<void> decide(Asked const& asked) {
  auto const xml = TRY(load(asked.model));
  auto const contexts = TRY(load_questions(asked.questions));
  auto model = TRY(dmn::read(xml, asked.model));
  auto const decisions = TRY(dmn::Decisions::compile(std::move(model), {}));
  if (decisions->entries().empty()) return invalid({"there is no decision in it", {}}, asked.model);
  auto const& entry = decisions->entries().back().name;
  dmn::Decider decider(decisions);
  report([&](std::size_t i) { return decider.decide(entry, contexts[i]).value; }, contexts.size(),
         asked.seconds);
  return {};
}

// The names of the first row are the scope's, its values say their types.
Result<void> filter(Asked const& asked) {
  auto const contexts = TRY(load_questions(asked.questions));
  feel::Scope scope;
  for (auto const& [name, value] : contexts[0].context().entries) {
    scope.name(name, feel::type_of(value));
  }
  auto const condition = TRY(feel::compile(asked.filter, scope));
  std::vector<feel::List> rows;
  for (auto const& context : contexts) {
    auto& row = rows.emplace_back();
    for (auto const& [name, type] : scope.names()) {
      auto const* value = context.context().find(name);
      row.push_back(value ? *value : feel::Value());
    }
  }
  feel::Evaluator evaluator;
  report([&](std::size_t i) { return evaluator.run(condition, rows[i]); }, rows.size(),
         asked.seconds);
  return {};
}

Result<Asked> read_arguments(std::span<char* const> arguments) {
  Asked asked;
  std::vector<std::string> files;
  for (std::size_t i = 1; i < arguments.size(); ++i) {
    std::string_view const argument = arguments[i];
    bool const takes_one = argument == "--filter" || argument == "--seconds";
    if (takes_one && i + 1 == arguments.size()) return invalid(usage);
    if (argument == "--filter") {
      asked.filter = arguments[++i];
    } else if (argument == "--seconds") {
      std::string_view const text = arguments[++i];
      auto const read = std::from_chars(text.data(), text.data() + text.size(), asked.seconds);
      if (read.ec != std::errc()) return invalid(usage);
    } else {
      files.emplace_back(argument);
    }
  }
  if (files.size() != (asked.filter.empty() ? 2 : 1)) return invalid(usage);
  asked.questions = files.back();
  asked.model = files.front();
  return asked;
}

Result<void> run(std::span<char* const> arguments) {
  auto const asked = TRY(read_arguments(arguments));
  return asked.filter.empty() ? decide(asked) : filter(asked);
}

}  // namespace
}  // namespace zonebook

int main(int count, char** arguments) {
  using zonebook::Language;
  auto done = zonebook::run({arguments, static_cast<std::size_t>(count)});
  if (done) return 0;
  auto const& error = done.error();
  fmt::print(stderr, "rate: {}: {}\n", error.where, zonebook::render(error.says, Language::en));
  return 1;
}
