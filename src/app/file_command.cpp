// zonebook file add FILE…; zonebook file get HASH [--output F]

#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <fstream>

#include "app/book.h"
#include "app/command.h"
#include "app/output_path.h"
#include "base/durable_file.h"

namespace zonebook::app {
namespace {

namespace fs = std::filesystem;

// By the ending of its name; what the register `file` asks for.
std::string media_type_of(std::string const& path) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 12> types = {{
      {".pdf", "application/pdf"},
      {".ofd", "application/ofd"},
      {".jpg", "image/jpeg"},
      {".jpeg", "image/jpeg"},
      {".png", "image/png"},
      {".txt", "text/plain"},
      {".csv", "text/csv"},
      {".json", "application/json"},
      {".zip", "application/zip"},
      {".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
      {".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
      {".pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"},
  }};
  auto ending = fs::path(path).extension().string();
  for (auto& c : ending) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  for (auto const& [of, type] : types) {
    if (of == ending) return std::string(type);
  }
  return "application/octet-stream";
}

Result<ledger::StoredFile> add(std::string const& path, ledger::FileStore const& files) {
  std::error_code failed;
  std::ifstream file(path, std::ios::binary);
  if (!file || !fs::is_regular_file(path, failed)) {
    return std::unexpected(
        Error{Error::Code::not_found, {"app.cannot_read_file", {{"path", path}}}, path});
  }
  return files.add([&]() -> Result<std::string> {
    std::string piece(std::size_t{1} << 16, '\0');
    file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    piece.resize(static_cast<std::size_t>(file.gcount()));
    if (!file.bad()) return piece;
    return std::unexpected(
        Error{Error::Code::unavailable, {"app.cannot_read_file", {{"path", path}}}, path});
  });
}

// No entry is made: the letter that names the file may bring its record too.
Result<void> add_files(std::vector<std::string> const& paths, Settings const& settings) {
  TRY(open_database(settings, Access::read_only));
  auto const files = file_store(settings);
  std::vector<Json> told;
  for (auto const& path : paths) {
    auto stored = add(path, files);
    if (!stored) {
      stored.error().where = path;
      return std::unexpected(std::move(stored.error()));
    }
    auto const name = fs::path(path).filename().string();
    if (!settings.json) fmt::print("{}  {}\n", stored->hash, path);
    told.push_back(Json::object({{"hash", Json::string(stored->hash)},
                                 {"name", Json::string(name)},
                                 {"media_type", Json::string(media_type_of(path))},
                                 {"bytes", Json::integer(stored->size)}}));
  }
  if (settings.json) print_json(Json::object({{"files", Json::array(std::move(told))}}));
  return {};
}

struct Arguments {
  std::string hash, output;
};

// Read twice where it goes to standard output, so that nothing wrong is printed.
Result<void> get_file(Arguments const& arguments, Settings const& settings) {
  TRY(expect_outside({"--output", arguments.output}, settings));
  auto const files = file_store(settings);
  if (arguments.output.empty()) {
    TRY(files.check(arguments.hash));
    return files.read(arguments.hash, [](std::string_view piece) -> Result<void> {
      std::fwrite(piece.data(), 1, piece.size(), stdout);
      return {};
    });
  }
  auto file = TRY(DurableFile::begin_beside(arguments.output));
  TRY(files.read(arguments.hash, [&](std::string_view piece) { return file.write(piece); }));
  return file.replace(arguments.output);
}

}  // namespace

void add_file(CLI::App& program, Settings const& settings, Action& action) {
  auto* command = program.add_subcommand("file", "存文件、取文件 / stored files");
  command->require_subcommand(1);

  auto paths = std::make_shared<std::vector<std::string>>();
  auto* adding = command->add_subcommand("add", "存入，给出散列值 / store, and say the hash");
  adding->add_option("files", *paths, "文件 / the files")->required();
  adding->callback([=, &settings, &action] {
    action = [=, &settings] { return finish(add_files(*paths, settings), settings); };
  });

  auto arguments = std::make_shared<Arguments>();
  auto* getting = command->add_subcommand("get", "按散列值取出 / a file by its hash");
  getting->add_option("hash", arguments->hash, "散列值 / the hash")->required();
  getting->add_option("--output", arguments->output, "写入文件 / into a file");
  getting->callback([=, &settings, &action] {
    action = [=, &settings] { return finish(get_file(*arguments, settings), settings); };
  });
}

}  // namespace zonebook::app
