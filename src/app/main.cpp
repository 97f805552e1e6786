// zonebook: one binary.  This is the only place that puts the rooms together.

#include <sys/stat.h>

#include <algorithm>
#include <span>

#include "app/case_command.h"
#include "app/command.h"
#include "app/reconcile_command.h"
#include "app/usage.h"

namespace {

using namespace zonebook;

void add_flags(CLI::App& program, app::Flags& flags) {
  program.add_option("--data", flags.data, "账本所在的文件夹 / the ledger's folder");
  program.add_option("--database", flags.database, "postgresql://…");
  program.add_option("--model", flags.model, "业务模型所在的文件夹 / the folder of the model");
  program.add_option("--settings", flags.settings, "设置文件 / the settings file");
  program.add_option("--language", flags.language, "zh | en")->check(CLI::IsMember({"zh", "en"}));
  program.add_option("--time-zone", flags.time_zone, "如 Asia/Shanghai / such as Asia/Shanghai");
  program.add_option("--files", flags.files, "存文件的文件夹 / the folder of stored files");
  program.add_option("--anchors", flags.anchors, "留链头的文件夹 / the folder of kept heads");
  program.add_option("--file-megabytes", flags.file_megabytes,
                     "文件最大多少 MB / the largest file");
  program.add_option("--listen", flags.listen,
                     "serve 在哪里听，127.0.0.1:8080 / where serve listens");
  program.add_option("--web", flags.web, "网页所在的文件夹 / the folder of the pages");
  program.add_option("--certificate", flags.certificate, "TLS 证书 / the certificate, PEM");
  program.add_option("--certificate-key", flags.certificate_key, "证书的私钥 / its key, PEM");
  program.add_flag("--json", flags.json, "机器可读的输出 / output for programs");
  for (auto* option : program.get_options()) option->type_name("");
  program.fallthrough();
}

void add_commands(CLI::App& program, app::Settings const& settings, app::Action& action) {
  for (auto* add :
       {app::add_serve,     app::add_init,      app::add_sample,  app::add_tour,    app::add_append,
        app::add_propose,   app::add_decisions, app::add_history, app::add_import,  app::add_export,
        app::add_figure,    app::add_diff,      app::add_freeze,  app::add_explain, app::add_verify,
        app::add_rebuild,   app::add_backup,    app::add_restore, app::add_upgrade, app::add_config,
        app::add_file,      app::add_feel,      app::add_decide,  app::add_read,    app::add_case,
        app::add_reconcile, app::add_draft}) {
    add(program, settings, action);
  }
}

// What can be said of them before all is known, so that even a wrong command line is answered in
// the reader's language.
app::Settings first_settings(app::Flags const& flags) {
  auto const set = app::environment()("ZONEBOOK_LANGUAGE");
  auto const is_english = flags.language.value_or(set.value_or("zh")) == "en";
  return {.language = is_english ? Language::en : Language::zh, .json = flags.json};
}

int fail(Error const& error, app::Flags const& flags) {
  app::print_error(error, first_settings(flags));
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  ::umask(077);  // what is written here names people: it is for its owner alone
  CLI::App program("开发区一本账 · Zonebook", "zonebook");
  program.require_subcommand(1);
  app::Flags flags;
  app::Settings settings;
  app::Action action;
  add_flags(program, flags);
  add_commands(program, settings, action);
  try {
    program.parse(argc, argv);
  } catch (CLI::ParseError const& error) {
    if (error.get_exit_code() == 0) return program.exit(error);
    auto const words = std::span(argv, static_cast<std::size_t>(argc)).subspan(1);
    auto const first = std::ranges::find_if(words, [](char const* word) { return *word != '-'; });
    return fail(app::usage_error(error, program, first != words.end() ? *first : ""), flags);
  }
  auto settled = app::settle(flags, app::environment());
  if (!settled) return fail(settled.error(), flags);
  settings = std::move(*settled);
  return action();
}
