// zonebook config: what holds, and from where.

#include <fmt/format.h>

#include "app/command.h"

namespace zonebook::app {
namespace {

std::string from_of(Setting const& setting, Language language) {
  return setting.from.empty() ? render({"app.config.standard", {}}, language) : setting.from;
}

int run(Settings const& settings) {
  auto json = Json::object();
  for (auto const& setting : settings.all) {
    auto const value = shown_database(setting.value);
    if (settings.json) {
      auto const from = setting.from.empty() ? "default" : setting.from;
      json.set(setting.name,
               Json::object({{"value", Json::string(value)}, {"from", Json::string(from)}}));
    } else {
      fmt::print("{:<14} {}  ({})\n", setting.name, value, from_of(setting, settings.language));
    }
  }
  if (settings.json) print_json(json);
  return 0;
}

}  // namespace

void add_config(CLI::App& program, Settings const& settings, Action& action) {
  auto* command =
      program.add_subcommand("config", "现在按什么设置运行 / what holds, and from where");
  command->callback([&settings, &action] { action = [&settings] { return run(settings); }; });
}

}  // namespace zonebook::app
