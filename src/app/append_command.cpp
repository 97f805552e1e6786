// zonebook append FILE.json|-: one letter, or an array of them; each is an entry of its own.

#include "app/book.h"
#include "app/command.h"
#include "app/receipt.h"

namespace zonebook::app {
namespace {

// What stands before a wrong letter has been appended and stays so.
Result<void> append_all(std::vector<Json> const& letters, Book const& book,
                        Settings const& settings) {
  std::vector<Json> receipts;
  Result<void> done;
  for (std::size_t i = 0; i < letters.size() && done; ++i) {
    auto const zone = std::string(letters[i].text_at("zone").value_or(""));
    auto const receipt = book.ledger->append(letters[i]);
    if (!receipt) {
      auto error = receipt.error();
      if (letters.size() > 1) error.where = std::to_string(i + 1) + " " + error.where;
      done = std::unexpected(std::move(error));
    } else if (settings.json) {
      receipts.push_back(json_of(*receipt, zone));
    } else {
      tell(*receipt, zone, "app.append.done", book, settings);
    }
  }
  if (settings.json) {
    print_json(Json::object({{"receipts", Json::array(std::move(receipts))}}));
  } else if (!done && letters.size() > 1) {
    say({"app.append.stopped", {{"count", std::to_string(letters.size())}}}, settings);
  }
  return done;
}

Result<void> append(std::string const& path, Settings const& settings) {
  auto const given = TRY(read_json_file(path));
  auto const book = TRY(open_book(settings, Access::own));
  auto const letters = given.is(Json::Kind::array) ? given.items() : std::vector{given};
  if (letters.empty()) return invalid({"app.append.empty", {}}, path);
  return append_all(letters, *book, settings);
}

}  // namespace

void add_append(CLI::App& program, Settings const& settings, Action& action) {
  auto file = std::make_shared<std::string>();
  auto* command = program.add_subcommand("append", "记账 / append entries");
  command->add_option("file", *file, "JSON 文件，- 为标准输入 / the letters, - for standard input")
      ->required();
  command->callback([=, &settings, &action] {
    action = [=, &settings] { return finish(append(*file, settings), settings); };
  });
}

}  // namespace zonebook::app
