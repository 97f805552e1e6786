#include "app/settings.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "base/zone.h"
#include "meta/load/yaml.h"

namespace zonebook::app {
namespace {

namespace fs = std::filesystem;

struct Known {
  char const* name;
  char const* flag;
  char const* variable;
  std::optional<std::string> Flags::* given;
};

constexpr std::array known = {
    Known{"data", "--data", "ZONEBOOK_DATA", &Flags::data},
    Known{"database", "--database", "ZONEBOOK_DATABASE", &Flags::database},
    Known{"model", "--model", "ZONEBOOK_MODEL", &Flags::model},
    Known{"language", "--language", "ZONEBOOK_LANGUAGE", &Flags::language},
    Known{"time_zone", "--time-zone", "ZONEBOOK_ZONE", &Flags::time_zone},
    Known{"files", "--files", "ZONEBOOK_FILES", &Flags::files},
    Known{"anchors", "--anchors", "ZONEBOOK_ANCHORS", &Flags::anchors},
    Known{"file_megabytes", "--file-megabytes", "ZONEBOOK_FILE_MEGABYTES", &Flags::file_megabytes},
    Known{"listen", "--listen", "ZONEBOOK_LISTEN", &Flags::listen},
    Known{"web", "--web", "ZONEBOOK_WEB", &Flags::web},
    Known{"certificate", "--certificate", "ZONEBOOK_CERTIFICATE", &Flags::certificate},
    Known{"certificate_key", "--certificate-key", "ZONEBOOK_CERTIFICATE_KEY",
          &Flags::certificate_key},
};

bool is_uri(std::string_view text) {
  return text.starts_with("postgresql://") || text.starts_with("postgres://");
}

// From 1 to a million.
std::optional<std::int64_t> number_from(std::string const& text) {
  std::int64_t number = 0;
  auto const [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  auto const is_one = failed == std::errc() && end == text.data() + text.size();
  if (!is_one || number < 1 || number > 1'000'000) return std::nullopt;
  return number;
}

// "./model", else where it is installed, else beside the binary's own folder.
std::string standard_folder(std::string const& here, std::string const& installed) {
  std::error_code failed;
  if (fs::is_directory(here, failed)) return "./" + here;
  auto const binary = fs::read_symlink("/proc/self/exe", failed);
  auto const above = binary.parent_path().parent_path();
  for (auto const& folder : {above / "share/zonebook" / installed, above / here}) {
    if (!failed && fs::is_directory(folder, failed)) return folder.string();
  }
  return "./" + here;
}

struct Place {
  std::string address;
  std::uint16_t port;
};

// "127.0.0.1:8080", "[::1]:8080"; 0 lets the system choose.
std::optional<Place> place_from(std::string const& text) {
  auto const colon = text.rfind(':');
  if (colon == std::string::npos || colon == 0) return std::nullopt;
  auto address = text.substr(0, colon);
  if (address.starts_with('[') && address.ends_with(']')) {
    address = address.substr(1, address.size() - 2);
  }
  auto const digits = text.substr(colon + 1);
  std::uint16_t port = 0;
  auto const [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (failed != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return Place{std::move(address), port};
}

class Settling {
 public:
  Settling(Flags const& flags, Environment const& environment)
      : flags_(flags), environment_(environment) {}

  Result<Settings> run() {
    ask_flags_and_environment();
    TRY(find_file());
    fill_in("data", "./data");
    // Said beside --data, only that folder's own file may name another database, or another folder.
    for (auto const& one : {known[1], known[5], known[6]}) {
      if (!is_from("data", "--data") || !is_from(one.name, one.variable)) continue;
      found_.erase(one.name);
      if (in_file_.contains(one.name)) found_[one.name] = in_file_[one.name];
    }
    auto const data = fs::path(found_["data"].value);
    fill_in("database", (data / "zonebook.db").string());
    fill_in("files", (data / "files").string());
    fill_in("anchors", (data / "anchors").string());
    fill_in("file_megabytes", "50");
    if (!found_.contains("model")) fill_in("model", standard_folder("model", "model"));
    if (!found_.contains("web")) fill_in("web", standard_folder("web/dist", "web"));
    fill_in("listen", "127.0.0.1:8080");
    fill_in("certificate", "");
    fill_in("certificate_key", "");
    fill_in("language", "zh");
    fill_in("time_zone", "Asia/Shanghai");
    return checked();
  }

 private:
  void ask_flags_and_environment() {
    for (auto const& one : known) {
      if (auto const& given = flags_.*one.given) {
        found_[one.name] = {one.name, *given, one.flag};
      } else if (auto set = environment_(one.variable); set && !set->empty()) {
        found_[one.name] = {one.name, *set, one.variable};
      }
    }
  }

  bool is_from(std::string const& name, std::string_view from) const {
    auto const found = found_.find(name);
    return found != found_.end() && found->second.from == from;
  }

  void fill_in(std::string const& name, std::string value) {
    found_.try_emplace(name, Setting{name, std::move(value), ""});
  }

  Result<void> find_file() {
    auto named = flags_.settings;
    if (!named) named = environment_("ZONEBOOK_SETTINGS");
    auto const data = found_.contains("data") ? found_["data"].value : "./data";
    auto const path = named.value_or((fs::path(data) / "zonebook.yaml").string());
    std::ifstream file(path, std::ios::binary);
    if (!file && !named) return {};
    if (!file) {
      return std::unexpected(
          Error{Error::Code::not_found, {"app.cannot_read_file", {{"path", path}}}, ""});
    }
    std::string const text{std::istreambuf_iterator<char>(file), {}};
    TRY(read_file(text, path, named.has_value()));
    for (auto const& [name, setting] : in_file_) found_.try_emplace(name, setting);
    return {};
  }

  Result<void> read_file(std::string const& text, std::string const& path, bool is_named) {
    std::vector<Error> problems;
    auto const yaml = meta::parse_yaml(text, path, problems);
    if (!problems.empty()) return std::unexpected(std::move(problems.front()));
    if (!yaml) return {};
    for (auto const& [name, value] : yaml->members) {
      auto const where = path + ":" + std::to_string(value.line);
      auto const is_known = std::ranges::any_of(known, [&](Known const& one) {
        return one.name == name && (is_named || name != "data");
      });
      if (!is_known || value.kind != meta::Yaml::Kind::scalar || value.text.empty()) {
        return invalid({"app.settings.unknown", {{"name", name}}}, where);
      }
      in_file_[name] = {name, value.text, where};
    }
    return {};
  }

  Result<Settings> checked() {
    auto const& language = found_["language"];
    if (language.value != "zh" && language.value != "en") {
      return invalid({"app.settings.language", {{"value", language.value}}}, language.from);
    }
    auto const& zone = found_["time_zone"];
    if (!Zone::load(zone.value)) {
      return invalid({"app.settings.time_zone", {{"value", zone.value}}}, zone.from);
    }
    auto const& database = found_["database"];
    if (!database.from.empty() && !is_uri(database.value)) {
      return invalid({"app.settings.database", {{"value", database.value}}}, database.from);
    }
    auto const& most = found_["file_megabytes"];
    auto const file_megabytes = number_from(most.value);
    if (!file_megabytes) {
      return invalid({"app.settings.file_megabytes", {{"value", most.value}}}, most.from);
    }
    auto const& listen = found_["listen"];
    auto const place = place_from(listen.value);
    if (!place) return invalid({"app.settings.listen", {{"value", listen.value}}}, listen.from);
    Settings settings{.language = language.value == "en" ? Language::en : Language::zh,
                      .json = flags_.json,
                      .data = found_["data"].value,
                      .database = database.value,
                      .model = found_["model"].value,
                      .time_zone = zone.value,
                      .files = found_["files"].value,
                      .anchors = found_["anchors"].value,
                      .file_megabytes = *file_megabytes,
                      .address = place->address,
                      .port = place->port,
                      .web = found_["web"].value,
                      .certificate = found_["certificate"].value,
                      .certificate_key = found_["certificate_key"].value,
                      .all = {}};
    for (auto const& one : known) settings.all.push_back(found_[one.name]);
    return settings;
  }

  Flags const& flags_;
  Environment const& environment_;
  std::map<std::string, Setting> found_, in_file_;
};

}  // namespace

bool Settings::is_postgres() const { return is_uri(database); }

Environment environment() {
  return [](std::string const& name) -> std::optional<std::string> {
    auto const* value = std::getenv(name.c_str());
    return value ? std::optional<std::string>(value) : std::nullopt;
  };
}

Result<Settings> settle(Flags const& flags, Environment const& environment) {
  return Settling(flags, environment).run();
}

std::string shown_database(std::string const& uri) {
  auto const begin = uri.find("://");
  auto const end = uri.find('@');
  if (begin == uri.npos || end == uri.npos) return uri;
  auto const colon = uri.find(':', begin + 3);
  if (colon == uri.npos || colon > end) return uri;
  return uri.substr(0, colon + 1) + "***" + uri.substr(end);
}

}  // namespace zonebook::app
