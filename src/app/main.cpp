// zonebook: one binary.  This is the only place that puts the rooms together.

#include "app/command.h"

int main(int argc, char** argv) {
  using namespace zonebook;
  CLI::App program("开发区一本账 · Zonebook", "zonebook");
  program.require_subcommand(1);
  app::Settings settings;
  std::map<std::string, Language> const languages{{"zh", Language::zh}, {"en", Language::en}};
  program.add_option("--language", settings.language, "zh | en")
      ->transform(CLI::CheckedTransformer(languages))
      ->envname("ZONEBOOK_LANGUAGE");
  program.add_flag("--json", settings.json, "机器可读的输出 / output for programs");
  program.fallthrough();

  int exit_code = 0;
  app::add_feel(program, settings, exit_code);
  app::add_decide(program, settings, exit_code);
  try {
    program.parse(argc, argv);
  } catch (CLI::ParseError const& error) {
    return program.exit(error) == 0 ? 0 : 2;
  }
  return exit_code;
}
