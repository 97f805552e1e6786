// A route as it is declared: once, and both the router and openapi.json are made of it.
//
//   {.method = "GET", .pattern = "/records/{register}/{id}", .id = "read_record",
//    .says = "One record as of a day, as known at a moment",
//    .parameters = {path("register"), path("id"), valid(), known()},
//    .answer = schema::reference("Record"), .handle = read_record}
//
// Promises
//   1. A query parameter that is not declared is refused, one that is not of its schema too: what
//      is misspelt is never passed over.
//   2. Who has not signed in reaches no route but those for anyone; whoever writes with a cookie
//      must send the session's CSRF token.
//
// Threads: immutable once in an Api.

#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "api/schema.h"
#include "http/response.h"

namespace zonebook::api {

class Call;

// What a handler answers: JSON, or a response of its own (a file, a stream).
struct Answer {
  Answer(Json json) : body(std::move(json)) {}  // NOLINT(google-explicit-constructor)
  Answer(http::Response response) : raw(std::move(response)) {}  // NOLINT

  Json body;
  int status = 200;
  http::Fields fields = {};
  // A read at a pair that never changes has an ETag, and may be kept if it is asked again.
  enum class Kept : std::uint8_t { not_at_all, closed_pair } kept = Kept::not_at_all;
  std::optional<http::Response> raw = {};
};

struct Parameter {
  enum class In : std::uint8_t { path, query, header };
  std::string name;
  Json schema;
  std::string says = {};
  In in = In::query;
  bool needed = false;
};

struct Route {
  std::string method, pattern;  // below the API's own root
  std::string id;               // operationId
  std::string says;
  enum class For : std::uint8_t { signed_in, anyone } who = For::signed_in;
  std::string right = {};  // what it takes, in words
  std::vector<Parameter> parameters = {};
  std::optional<Json> body = {};  // of a JSON body
  std::string body_type = {};     // of another one: "multipart/form-data"
  enum class Presence : std::uint8_t { needed, optional } body_presence = Presence::needed;
  std::size_t body_bytes = 0;                    // 0: as the server's limits say
  Json answer = schema::anything();              // of 200
  std::string answer_type = "application/json";  // "*/*": any
  std::vector<std::string> other_answer_types = {};
  int status = 200;
  // A read that depends on nothing but what is durable, the day, the visitor and the request, and
  // leaves no trace, is answered again from what is kept (kept_reads.h).
  enum class Answers : std::uint8_t { anew, same_until_written } answers = Answers::anew;
  std::function<Result<Answer>(Call&)> handle;
};

// Parameters that several routes share.
Parameter in_path(std::string name, std::string says);
Parameter zone_parameter();
Parameter valid_parameter();
Parameter known_parameter();
Parameter key_header();
Parameter query(std::string name, Json schema, std::string says);
Parameter needed(Parameter);

}  // namespace zonebook::api
