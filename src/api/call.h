// One request on its way through a handler: who asks, in which language, for which pair.
//
//   Result<Answer> read_record(Call& call) {
//     auto const* in = TRY(call.register_named("register"));
//     auto snapshot = TRY(call.read(call.zone()));          // under the visitor's rights
//
// Threads: a handler has it for itself.

#pragma once

#include "api/rooms.h"
#include "api/route.h"
#include "http/request.h"

namespace zonebook::api {

class Call {
 public:
  Call(Rooms const& rooms_given, http::Request const& request_given, access::Visitor visitor_given,
       Language language_given)
      : rooms(rooms_given),
        request(request_given),
        visitor(std::move(visitor_given)),
        language(language_given) {}

  Rooms const& rooms;
  http::Request const& request;
  access::Visitor visitor;
  Language language;
  Json body;  // as the route's schema says

  // Of the path or the query; nullopt, or "", where it is not given.
  std::optional<std::string> given(std::string_view name) const;
  std::string text(std::string_view name) const { return given(name).value_or(""); }
  std::vector<std::string> words(std::string_view name) const;  // "a,b,c"
  std::optional<std::int64_t> number(std::string_view name) const;
  bool flag(std::string_view name) const { return text(name) == "true"; }
  // A text of the body; "" where it is not given.
  std::string member(std::string_view name) const {
    return std::string(body.text_at(name).value_or(""));
  }

  // `zone`, else where the visitor's pages begin.
  std::string zone() const;
  //   invalid  api.not_a_day
  Result<Date> day(std::string_view name) const;  // not given: today
  Result<Date> valid() const { return day("valid"); }
  //   invalid  api.not_a_time
  Result<std::optional<Instant>> known(std::string_view name = "known") const;
  //   not_found  api.no_register
  Result<meta::Register const*> register_named(std::string_view parameter) const;

  // What the visitor may see in a zone and below, at `known`; and everything there is, for figures.
  Result<ledger::Snapshot> read(std::string const& zone) const;
  Result<ledger::Snapshot> read_at(std::string const& zone, std::optional<Instant>) const;
  Result<ledger::Snapshot> read_figures(std::string const& zone, std::optional<Instant>) const;

  // Of now, for what compares knowledges: these are closed before it is opened.
  Result<ledger::Snapshot> read_figures_after(std::string const& zone,
                                              std::vector<std::optional<Instant>> const& ks) const;

  // Whether the visitor may enter records of a register; a refusal is kept in the audit chain.
  //   forbidden  as access::Rights::check()
  Result<void> check_may_append(meta::Register const&, std::string const& zone) const;
  Result<void> check_may_append_all(std::vector<std::string_view> registers,
                                    std::string const& zone) const;
  // What makes a letter that is sent twice one entry: the header Idempotency-Key, or "".
  std::string key() const;

  // The definitions, the same for the whole request.
  Result<std::shared_ptr<figures::Editions const>> editions() const;

  // {"zone", "valid", "read"}, of a sample "sample_day".
  Json answered(ledger::Snapshot const&, Date valid) const;

 private:
  mutable std::shared_ptr<figures::Editions const> editions_;
};

// An answer at a knowledge: one that is closed never changes, and may be kept.
Answer at_pair(Json, std::optional<Instant> k);

}  // namespace zonebook::api
