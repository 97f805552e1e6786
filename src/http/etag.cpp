#include "http/etag.h"

#include "base/hash.h"
#include "base/scan.h"
#include "http/fields.h"

namespace zonebook::http {

std::string etag_of(std::string_view bytes) { return sha256(bytes).substr(0, 32); }

// entity-tag = [ "W/" ] DQUOTE *( %x21 / %x23-7E / obs-text ) DQUOTE
bool is_among(std::string_view list, std::string_view etag, Match match) {
  if (trimmed(list) == "*") return true;
  bool found = false;
  Scanner at(list);
  for (;;) {
    while (at.take(' ') || at.take('\t') || at.take(',')) {
    }
    if (at.done()) return found;
    bool const is_weak = at.rest().starts_with("W/");
    if (is_weak) at.take_bytes(2);
    if (!at.take('"')) return false;
    auto const end = at.rest().find('"');
    if (end == std::string_view::npos) return false;
    auto const opaque = at.take_bytes(end);
    at.take('"');
    if (opaque.find_first_of(" \t") != std::string_view::npos) return false;
    found |= opaque == etag && !(is_weak && match == Match::strong);
    if (!at.done() && at.next() != ',' && at.next() != ' ' && at.next() != '\t') return false;
  }
}

}  // namespace zonebook::http
