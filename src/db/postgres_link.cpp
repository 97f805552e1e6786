#include "db/postgres_link.h"

#include <fmt/format.h>

#include <array>
#include <bit>

#include "db/postgres_text.h"

namespace zonebook::db {
namespace {

constexpr Oid bigint_oid = 20;
constexpr Oid text_oid = 25;
constexpr int statements_max = 500;

Oid type_of(Parameter const& parameter) {
  if (std::holds_alternative<std::int64_t>(parameter)) return bigint_oid;
  return std::holds_alternative<std::string_view>(parameter) ? text_oid : 0;
}

bool fits(Parameters parameters, std::vector<Oid> const& types) {
  if (parameters.size() != types.size()) return false;
  for (std::size_t i = 0; i < types.size(); ++i) {
    auto const type = type_of(parameters[i]);
    if (type != 0 && type != types[i]) return false;
  }
  return true;
}

// Parameters as libpq takes them: binary, so that texts need no NUL and no copy.
struct Sent {
  explicit Sent(Parameters parameters)
      : numbers(parameters.size()),
        values(parameters.size()),
        lengths(parameters.size()),
        formats(parameters.size(), 1) {
    static_assert(std::endian::native == std::endian::little);
    for (std::size_t i = 0; i < parameters.size(); ++i) {
      if (auto const* number = std::get_if<std::int64_t>(&parameters[i])) {
        numbers[i] = __builtin_bswap64(static_cast<std::uint64_t>(*number));
        values[i] = reinterpret_cast<char const*>(&numbers[i]);
        lengths[i] = sizeof numbers[i];
      } else if (auto const* text = std::get_if<std::string_view>(&parameters[i])) {
        values[i] = text->data() ? text->data() : "";
        lengths[i] = static_cast<int>(text->size());
      }
    }
  }

  int size() const { return static_cast<int>(values.size()); }

  std::vector<std::uint64_t> numbers;
  std::vector<char const*> values;
  std::vector<int> lengths, formats;
};

struct Meaning {
  std::string_view state;  // the beginning of an SQLSTATE
  Error::Code code;
  char const* key;
};

// The first that fits; "" fits all.
constexpr std::array meanings = {
    Meaning{"08P01", Error::Code::broken, "db.statement_wrong"},
    Meaning{"08", Error::Code::unavailable, "db.server_away"},
    Meaning{"57P0", Error::Code::unavailable, "db.server_away"},
    Meaning{"57014", Error::Code::unavailable, "db.busy"},
    Meaning{"55P03", Error::Code::unavailable, "db.busy"},
    Meaning{"40001", Error::Code::unavailable, "db.contended"},
    Meaning{"40P01", Error::Code::unavailable, "db.contended"},
    Meaning{"53100", Error::Code::unavailable, "db.disk_full"},
    Meaning{"53", Error::Code::unavailable, "db.server_away"},
    Meaning{"58", Error::Code::unavailable, "db.disk_failed"},
    Meaning{"23", Error::Code::conflict, "db.constraint"},
    Meaning{"XX001", Error::Code::broken, "db.damaged"},
    Meaning{"XX002", Error::Code::broken, "db.damaged"},
    Meaning{"", Error::Code::broken, "db.statement_wrong"},
};

std::string trimmed(std::string text) {
  while (text.ends_with('\n')) text.pop_back();
  return text;
}

std::string field(PGresult const* result, int which) {
  char const* found = result ? PQresultErrorField(result, which) : nullptr;
  return found ? found : "";
}

}  // namespace

Result<std::unique_ptr<PostgresLink>> PostgresLink::open(std::string const& location,
                                                         std::chrono::milliseconds busy_timeout) {
  // What stands before the location is only a default; what stands after it is ours to say.
  std::array<char const*, 7> const names = {"connect_timeout", "keepalives_idle",
                                            "dbname",          "fallback_application_name",
                                            "client_encoding", nullptr};
  std::array<char const*, 7> const values = {"10",       "30",   location.c_str(),
                                             "zonebook", "UTF8", nullptr};
  auto link = std::make_unique<PostgresLink>(PQconnectdbParams(names.data(), values.data(), 1));
  if (!link->is_alive()) {
    Text says{"db.server_away", {{"detail", trimmed(PQerrorMessage(link->get()))}}};
    return std::unexpected(Error{Error::Code::unavailable, std::move(says), {}});
  }
  PQsetNoticeProcessor(link->get(), [](void*, char const*) {}, nullptr);
  auto const settings = fmt::format(
      "SET standard_conforming_strings = on; SET lock_timeout = {};"
      "SELECT set_config('synchronous_commit', 'on', false)"
      " WHERE current_setting('synchronous_commit') = 'off'",
      busy_timeout.count());
  TRY(link->execute(settings.c_str()));
  return link;
}

Result<void> PostgresLink::execute(char const* sql, std::string_view where) {
  state_.clear();
  PostgresResult const result(PQexec(get(), sql));
  switch (PQresultStatus(result.get())) {
    case PGRES_COMMAND_OK:
    case PGRES_TUPLES_OK:
    case PGRES_EMPTY_QUERY: return {};
    default: return std::unexpected(error(result.get(), std::string(where)));
  }
}

Result<void> PostgresLink::make_room() {
  if (statements_ < statements_max) return {};
  prepared_.clear();
  statements_ = 0;
  return execute("DEALLOCATE ALL");
}

Result<PostgresLink::Prepared const*> PostgresLink::prepare(Statement const& statement,
                                                            Parameters parameters) {
  auto& versions = prepared_[statement.postgres];
  std::vector<Oid> types(parameters.size());
  for (auto const& version : versions) {
    if (fits(parameters, version.types)) return &version;
    if (version.types.size() == types.size()) types = version.types;
  }
  for (std::size_t i = 0; i < types.size(); ++i) {
    if (auto const type = type_of(parameters[i]); type != 0) types[i] = type;
  }
  auto const wanted = numbered(statement.postgres);
  auto const count = static_cast<int>(types.size());
  if (wanted.parameters != count) {
    auto says = fmt::format("{} parameters, not {}", wanted.parameters, count);
    return std::unexpected(Error{Error::Code::broken,
                                 {"db.statement_wrong", {{"detail", std::move(says)}}},
                                 statement.name});
  }
  auto const name = fmt::format("s{}", ++statements_);
  PostgresResult const result(
      PQprepare(get(), name.c_str(), wanted.text.c_str(), count, types.data()));
  if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) {
    return std::unexpected(error(result.get(), statement.name));
  }
  versions.push_back({name, std::move(types)});
  return &versions.back();
}

Result<void> PostgresLink::check(Statement const& statement) {
  auto const text = numbered(statement.postgres).text;
  PostgresResult const result(PQprepare(get(), "", text.c_str(), 0, nullptr));
  if (PQresultStatus(result.get()) == PGRES_COMMAND_OK) return {};
  return std::unexpected(error(result.get(), statement.name));
}

Result<PostgresResult> PostgresLink::run(Prepared const& prepared, Parameters parameters,
                                         std::string const& where) {
  Sent const sent(parameters);
  PostgresResult result(PQexecPrepared(get(), prepared.name.c_str(), sent.size(),
                                       sent.values.data(), sent.lengths.data(), sent.formats.data(),
                                       0));
  auto const status = PQresultStatus(result.get());
  if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) return result;
  return std::unexpected(error(result.get(), where));
}

Result<void> PostgresLink::send(Prepared const& prepared, Parameters parameters,
                                std::string const& where) {
  Sent const sent(parameters);
  int const is_sent =
      PQsendQueryPrepared(get(), prepared.name.c_str(), sent.size(), sent.values.data(),
                          sent.lengths.data(), sent.formats.data(), 0);
  if (is_sent != 1) return std::unexpected(error(nullptr, where));
  return {};
}

Error PostgresLink::error(PGresult const* result, std::string where) {
  state_ = field(result, PG_DIAG_SQLSTATE);
  auto detail = field(result, PG_DIAG_MESSAGE_PRIMARY);
  if (detail.empty()) detail = trimmed(PQerrorMessage(get()));
  auto const state = is_alive() ? std::string_view(state_) : "08";
  auto const* meaning = meanings.data();
  while (!state.starts_with(meaning->state)) ++meaning;
  return {meaning->code, {meaning->key, {{"detail", std::move(detail)}}}, std::move(where)};
}

}  // namespace zonebook::db
