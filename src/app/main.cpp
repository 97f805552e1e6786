// zonebook: one binary.  This is the only place that puts the rooms together.

#include "app/command.h"

int main(int argc, char** argv) {
  using namespace zonebook;
  CLI::App program("开发区一本账 · Zonebook", "zonebook");
  program.require_subcommand(1);
  app::Settings settings;
  program
      .add_option_function<std::string>(
          "--language",
          [&settings](std::string const& name) {
            settings.language = name == "en" ? Language::en : Language::zh;
          },
          "zh | en")
      ->check(CLI::IsMember({"zh", "en"}))
      ->type_name("")
      ->envname("ZONEBOOK_LANGUAGE");
  program.add_flag("--json", settings.json, "机器可读的输出 / output for programs");
  program.fallthrough();

  int exit_code = 0;
  app::add_feel(program, settings, exit_code);
  app::add_decide(program, settings, exit_code);
  try {
    program.parse(argc, argv);
  } catch (CLI::ParseError const& error) {
    if (error.get_exit_code() == 0) return program.exit(error);
    app::print_error({Error::Code::invalid, {"app.bad_command_line", {{"what", error.what()}}}, ""},
                     settings);
    return 2;
  }
  return exit_code;
}
