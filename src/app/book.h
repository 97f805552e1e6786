// An open ledger with all that it needs: the database, the model, the clock, the time zone.
//
//   auto book = TRY(open_book(settings, Access::read_only));
//   auto now = TRY(book->ledger->read(book->root));
//
// A command that only reads opens the database read-only, so that it works beside a running
// server; one that writes owns it.

#pragma once

#include <memory>

#include "access/role.h"
#include "app/settings.h"
#include "db/migrate.h"
#include "figures/editions.h"
#include "ledger/audit.h"
#include "ledger/own_clock.h"
#include "ledger/proposal.h"

namespace zonebook::app {

using Access = db::Options::Access;

// The registers, and the definitions as model/ has them and the roles over them, which point into
// the catalog; `given` is what the definitions were read from.
struct Model : meta::Loaded {
  figures::Definitions definitions;
  Json given = Json::object();
  access::Roles roles;
};

struct Book {
  std::unique_ptr<db::Database> database;
  Model model;
  std::shared_ptr<Zone const> local;
  SystemClock real;
  std::unique_ptr<ledger::ShownClock> clock;  // of a sample, its own
  std::string root;                           // the zone above all
  ledger::FileStore files;
  std::unique_ptr<ledger::Ledger> ledger;
  std::unique_ptr<ledger::Proposals> proposals;
  figures::Editions::Shared editions;  // the definitions, as the ledger had them when it was opened

  meta::Catalog const& catalog() const { return *model.catalog; }
};

// Those of all rooms.
std::vector<meta::OwnedRegister> owned_registers();

// What the rooms ask of records of their own registers.
ledger::RecordChecks record_checks(meta::Catalog const&);

// What is in indicators/ of a model, by name of file; none if there is no such folder.
Result<std::vector<figures::DefinitionFile>> definition_files(std::string const& model_folder);

// What is in roles/ of a model, by name of file; none if there is no such folder.
Result<std::vector<access::RoleFile>> role_files(std::string const& model_folder);

// Each problem is printed; the error says how many there were.  The earlier shapes of a database
// keep readable what the model no longer has.
Result<Model> load_model(Settings const&, std::vector<Json> earlier_shapes = {});
Result<Model> load_model_for(db::Database&, Settings const&);

//   not_found    app.no_ledger: there is none; init makes one
//   unavailable  app.needs_upgrade, db.newer, or another program owns it; one that is only read
//                needs the ledger's own steps alone, for a backup holds no more
//   conflict     app.sample.unfinished: the making of a sample was interrupted
Result<std::unique_ptr<db::Database>> open_database(Settings const&, Access);

// The numbered steps of all rooms that the database has yet to take; and takes them.
Result<std::vector<db::Migration const*>> steps_waiting(db::Database&);
Result<void> take_steps(db::Database&);

// The same, but it may wait for an upgrade.
Result<std::unique_ptr<db::Database>> open_any(Settings const&, Access);

// A place for a new ledger: nothing is written where one stands, but for a root alone that an
// interrupted init left.
//   conflict     app.ledger_exists
Result<std::unique_ptr<db::Database>> open_place(Settings const&);
std::unexpected<Error> ledger_exists(Settings const&);

// To be written: the counting tables are filled where they do not hold (figures/counting.h).
//   conflict     app.other_model: the model is not the one that the database was shaped by
Result<std::unique_ptr<Book>> open_book(Settings const&, Access);
ledger::FileStore file_store(Settings const&);
// Around an open database and a model, whatever its shape.  `counted` are the definitions that
// counting tables are kept of; none given: those of the model.
//   not_found    app.no_key: it cannot be written without its secret (keys.h)
Result<std::unique_ptr<Book>> make_book(Settings const&, std::unique_ptr<db::Database>, Model,
                                        Access, figures::Definitions counted = {});

// The definitions as a ledger of this shape has them.
Result<figures::Editions::Shared> editions_in(db::Database&, std::shared_ptr<meta::Catalog const>,
                                              std::string const& root);

// What the database's clock says (ledger/own_clock.h); it may be empty yet.
Result<Instant> real_now(db::Database&);
// A moment of now as people read it; a sample says that the day is its own: "演示日 2024-01-15 …".
std::string now_text(Instant, Book const&, Language);
std::string today_text(Book const&, Language);  // "2024-01-15", of a sample "演示日 2024-01-15"
// Who runs the program, as the system knows: "uid:1000".
std::string system_user();
// An act of its own, in a transaction of its own (ledger/audit.h).
Result<void> audit(Book const&, ledger::Act const&);

// "2023-12-20" is its last microsecond in the book's zone; "" is now.
//   invalid  app.not_a_time
Result<std::optional<Instant>> known_from(std::string const& text, Book const&);
// "" is today.
//   invalid  app.not_a_day
Result<Date> day_from(std::string const& text, Book const&);
//   not_found  app.no_register, with the names that there are
Result<meta::Register const*> register_from(std::string const& name, meta::Catalog const&);

}  // namespace zonebook::app
