// zonebook serve [--listen ADDRESS:PORT] [--web DIR] [--sample-open]: the API and the pages, until
// SIGTERM or SIGINT; then what is under way is finished first.

#include <fmt/format.h>

#include <csignal>
#include <filesystem>

#include "api/api.h"
#include "api/problem.h"
#include "app/book.h"
#include "app/command.h"
#include "app/keys.h"
#include "app/model_definitions.h"
#include "app/request_log.h"
#include "app/tell.h"
#include "http/server.h"
#include "http/static_files.h"

namespace zonebook::app {
namespace {

struct Arguments {
  bool sample_open = false;
  bool box = false;
};

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

bool is_loopback(std::string const& address) {
  return address.starts_with("127.") || address == "::1" || address == "localhost";
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

std::string address_text(Settings const& settings, std::uint16_t port) {
  auto const scheme = settings.certificate.empty() ? "http" : "https";
  auto const is_v6 = settings.address.find(':') != std::string::npos;
  auto const host = is_v6 ? "[" + settings.address + "]" : settings.address;
  return fmt::format("{}://{}:{}", scheme, host, port);
}

Result<std::unique_ptr<access::Access>> open_access(Book& book, Settings const& settings) {
  auto secret = TRY(ledger_secret(settings));
  return access::Access::open({.ledger = *book.ledger,
                               .proposals = *book.proposals,
                               .database = *book.database,
                               .catalog = book.model.catalog,
                               .roles = book.model.roles,
                               .root = book.root,
                               .secret = std::move(secret),
                               .real = book.real});
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

Result<void> serve(Arguments const& arguments, Settings const& settings) {
  Ending const ending;
  auto book = TRY(open_book(settings, Access::own));
  auto const adoption = TRY(adopt_definitions(*book));
  if (!adoption.creations.empty() ||
      !adoption.corrections.empty()) {  // counting tables are kept of what the ledger has
    book.reset();
    book = TRY(open_book(settings, Access::own));
  }
  auto const access = TRY(open_access(*book, settings));
  auto const is_sample = book->clock->is_shown();
  auto const has_cards = is_sample && (is_loopback(settings.address) || arguments.sample_open);
  using api::Rooms;
  api::HeldImports imports(*book->database, imports_folder(settings), book->real);
  TRY(imports.sweep());
  api::Watching watching(*book->database);
  api::Metrics metrics;
  api::EditionsNow editions(*book->ledger, *book->database, book->root);
  api::Openness openness;
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
                    .metrics = metrics,
                    .openness = openness,
                    .clock = *book->clock,
                    .local = *book->local,
                    .root = book->root,
                    .kind = is_sample ? Rooms::Kind::sample : Rooms::Kind::real,
                    .cards = has_cards ? Rooms::Cards::shown : Rooms::Cards::none};
  api::Api const api(rooms);
  auto router = api.router();
  TRY(add_pages(router, settings));
  RequestLog log;
  auto const server =
      TRY(http::Server::listen(std::move(router), options_of(settings, log, metrics)));
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
  command->add_flag("--box", arguments->box, "说清从哪里看起 / says where to begin");
  command->callback([=, &settings, &action] {
    action = [=, &settings] { return finish(serve(*arguments, settings), settings); };
  });
}

}  // namespace zonebook::app
