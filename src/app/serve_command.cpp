// zonebook serve [--listen ADDRESS:PORT] [--web DIR] [--trusted-proxy ADDRESS]… [--setting S]
//                [--sample-open]: the API and the pages, until SIGTERM or SIGINT

#include <fmt/format.h>
#include <malloc.h>

#include <csignal>
#include <filesystem>

#include "api/api.h"
#include "api/problem.h"
#include "app/book.h"
#include "app/command.h"
#include "app/model_calendar.h"
#include "app/model_definitions.h"
#include "app/open_access.h"
#include "app/phrases.h"
#include "app/request_log.h"
#include "app/tell.h"
#include "http/server.h"
#include "http/static_files.h"

namespace zonebook::app {
namespace {

struct Arguments {
  bool sample_open = false;
  bool box = false;
  std::vector<std::string> trusted_proxies;
  std::string setting = "small";
};

Result<std::vector<http::Network>> proxies_in(Arguments const& arguments) {
  std::vector<http::Network> proxies;
  for (auto const& one : arguments.trusted_proxies) {
    auto const network = http::Network::parse(one);
    if (!network) {
      return invalid({"app.serve.trusted_proxy", {{"value", one}}}, "--trusted-proxy");
    }
    proxies.push_back(*network);
  }
  return proxies;
}

// The signals that end the program, kept from all threads that are made after it.
class Ending {
 public:
  Ending() {
    ::sigemptyset(&signals_);
    ::sigaddset(&signals_, SIGTERM);
    ::sigaddset(&signals_, SIGINT);
    ::pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
  }
  void wait() const {
    int which = 0;
    ::sigwait(&signals_, &which);
  }

 private:
  sigset_t signals_{};
};

// An answer is made on a worker and freed on an I/O thread; by default glibc gives its pages back
// each time, and takes them again for the next one.
void keep_pages_between_answers() {
  ::mallopt(M_TRIM_THRESHOLD, 64 << 20);
  ::mallopt(M_TOP_PAD, 1 << 20);
  ::mallopt(M_MMAP_THRESHOLD, 4 << 20);
}

bool is_loopback(std::string const& address) {
  return address.starts_with("127.") || address == "::1" || address == "localhost";
}

access::Setting setting_in(Arguments const& arguments) {
  using access::Setting;
  return arguments.setting == "level3" ? Setting::level_three : Setting::small_unit;
}

// Behind a proxy, loopback is anybody.
bool is_ours_alone(Settings const& settings, std::vector<http::Network> const& proxies) {
  return is_loopback(settings.address) && proxies.empty();
}

// Beside the files, so that processes that share those share these.
std::string imports_folder(Settings const& settings) {
  auto const files = std::filesystem::path(settings.files);
  return (files.parent_path() / (files.filename().string() + "-imports")).string();
}

http::Response no_such_path() { return http::refusal({404, {"http.no_such_path", {}}, ""}); }

// The pages, for whatever path is none of the API.
Result<void> add_pages(http::Router& router, Settings const& settings) {
  std::error_code failed;
  if (!std::filesystem::is_directory(settings.web, failed)) return {};
  auto const files =
      TRY(http::StaticFiles::open(settings.web, {.hashed_folder = "assets", .page = "index.html"}));
  router.add({.method = "GET", .pattern = "/", .handler = [files](http::Request const&) {
                return files->read("");
              }});
  router.add(
      {.method = "GET", .pattern = "/{path...}", .handler = [files](http::Request const& request) {
         auto const& path = request.named("path");
         return path.starts_with("api/") ? no_such_path() : files->read(path);
       }});
  return {};
}

http::Options options_of(Settings const& settings, RequestLog& log, api::Metrics& metrics) {
  http::Options options{.address = settings.address, .port = settings.port};
  if (!settings.certificate.empty()) {
    options.certificate = {settings.certificate, settings.certificate_key};
  }
  options.problem = api::fault_problem;
  options.on_done = [&](http::Done const& done) {
    log.write(done);
    metrics.add(done);
  };
  return options;
}

// Where it is, who may come in, what to try first.
Result<void> tell_box(api::Rooms const& rooms, std::string const& address,
                      Settings const& settings) {
  std::string line;
  for (int i = 0; i < 60; ++i) line += "─";
  fmt::print("{}\n", line);
  say({"app.serve.address", {{"address", address}}}, settings);
  if (rooms.cards == api::Rooms::Cards::shown) {
    say({"app.serve.cards", {}}, settings);
    auto const cards = TRY(rooms.access.sample_cards());
    std::vector<std::vector<std::string>> rows;
    for (auto const& card : cards) {
      auto const* role = card.grants.empty() ? nullptr : card.grants.front().role;
      rows.push_back({"  " + card.login,
                      role ? meta::in_language(role->label, settings.language) : "", card.name});
    }
    fmt::print("{}", aligned(rows));
  }
  say({"app.serve.try", {}}, settings);
  fmt::print("{}\n", line);
  return {};
}

// Open, with what model/ has come to say; counting tables are kept of what the ledger has, so where
// it came to say more, it is opened anew.
Result<std::unique_ptr<Book>> open_adopted(Settings const& settings) {
  auto book = TRY(open_book(settings, Access::own));
  auto const adoption = TRY(adopt_definitions(*book));
  TRY(adopt_notices(*book, settings.model));
  if (adoption.creations.empty() && adoption.corrections.empty()) return book;
  book.reset();
  return open_book(settings, Access::own);
}

Result<void> serve(Arguments const& arguments, Settings const& settings) {
  keep_pages_between_answers();
  Ending const ending;
  auto const proxies = TRY(proxies_in(arguments));
  auto const book = TRY(open_adopted(settings));
  auto const access = TRY(open_access(*book, settings, setting_in(arguments)));
  auto const is_sample = book->clock->is_shown();
  auto const has_cards = is_sample && (is_ours_alone(settings, proxies) || arguments.sample_open);
  using api::Rooms;
  api::HeldImports imports(*book->database, imports_folder(settings), book->real);
  TRY(imports.sweep());
  api::Watching watching(*book->database);
  api::StreamRights stream_rights(*access);
  api::Metrics metrics;
  api::EditionsNow editions(*book->ledger, *book->database, book->root);
  api::Openness openness;
  auto const phrases = TRY(load_phrases(settings, book->model.definitions));
  auto const forms = TRY(load_forms(settings, book->catalog()));
  auto const rulebook = TRY(model_rules(settings.model));
  Rooms const rooms{.ledger = *book->ledger,
                    .proposals = *book->proposals,
                    .database = *book->database,
                    .catalog = book->catalog(),
                    .editions = editions,
                    .terms = book->model.terms,
                    .access = *access,
                    .files = book->files,
                    .imports = imports,
                    .watching = watching,
                    .stream_rights = stream_rights,
                    .metrics = metrics,
                    .openness = openness,
                    .phrases = phrases,
                    .forms = forms,
                    .rulebook = rulebook,
                    .clock = *book->clock,
                    .local = *book->local,
                    .root = book->root,
                    .kind = is_sample ? Rooms::Kind::sample : Rooms::Kind::real,
                    .cards = has_cards ? Rooms::Cards::shown : Rooms::Cards::none};
  api::Api const api(rooms);
  auto router = api.router();
  TRY(add_pages(router, settings));
  RequestLog log;
  auto options = options_of(settings, log, metrics);
  options.proxies = proxies;
  auto const server = TRY(http::Server::listen(std::move(router), std::move(options)));
  metrics.watch([&] { return server->counts(); });
  auto const address = address_text(settings, server->port());
  say({"app.serve.ready", {{"address", address}}}, settings);
  if (arguments.box) TRY(tell_box(rooms, address, settings));
  if (arguments.sample_open && is_sample && !is_loopback(settings.address)) {
    say({"app.serve.open", {}}, settings);
  }
  std::fflush(stdout);
  ending.wait();
  server->stop();
  say({"app.serve.stopped", {}}, settings);
  return {};
}

}  // namespace

void add_serve(CLI::App& program, Settings const& settings, Action& action) {
  auto arguments = std::make_shared<Arguments>();
  auto* command = program.add_subcommand("serve", "网页和接口 / the pages and the API");
  command->add_flag("--sample-open", arguments->sample_open,
                    "演示账的角色卡对谁都开放 / the sample's role cards are for everybody");
  command
      ->add_option("--trusted-proxy", arguments->trusted_proxies,
                   "信任的代理，地址或网段，可多次 / a proxy that is believed, as often as needed")
      ->envname("ZONEBOOK_TRUSTED_PROXY")
      ->delimiter(',')
      ->type_name("");
  command->add_option("--setting", arguments->setting, "small 小单位 | level3 等保三级")
      ->envname("ZONEBOOK_SETTING")
      ->check(CLI::IsMember({"small", "level3"}))
      ->type_name("");
  command->add_flag("--box", arguments->box, "说清从哪里看起 / says where to begin");
  command->callback([=, &settings, &action] {
    action = [=, &settings] { return finish(serve(*arguments, settings), settings); };
  });
}

}  // namespace zonebook::app
