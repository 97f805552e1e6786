#include "api/route.h"

namespace zonebook::api {

Parameter in_path(std::string name, std::string says) {
  return {.name = std::move(name),
          .schema = schema::text(),
          .says = std::move(says),
          .in = Parameter::In::path,
          .needed = true};
}

Parameter query(std::string name, Json schema, std::string says) {
  return {.name = std::move(name), .schema = std::move(schema), .says = std::move(says)};
}

Parameter needed(Parameter parameter) {
  parameter.needed = true;
  return parameter;
}

Parameter zone_parameter() {
  return query("zone", schema::text("", 200),
               "A zone's code; it and those below it are read. Left out: the visitor's home.");
}

Parameter valid_parameter() {
  return query("valid", schema::day(), "As of which day it is true. Left out: today.");
}

Parameter known_parameter() {
  return query("known", schema::text("", 40),
               "As known at which instant: an ISO time with an offset, or a day, which means its "
               "end. Left out, or `now`: what is known now.");
}

Parameter key_header() {
  return {.name = "Idempotency-Key",
          .schema = schema::text("", 200),
          .says = "The letter's key, if it has none itself",
          .in = Parameter::In::header};
}

}  // namespace zonebook::api
