#include "figures/digest.h"

#include <algorithm>

#include "base/hash.h"

namespace zonebook::figures {
namespace {

using Reads = std::vector<ledger::Condition::Read>;

void add(Reads& reads, std::optional<Path> const& path) {
  if (!path) return;
  auto const* in = &path->in();
  for (auto const* field : path->steps()) {
    reads.push_back({in, field});
    in = field->target;
  }
}

void add(Reads& reads, ledger::Filter const& filter) {
  for (auto const& read : filter.condition().reads()) reads.push_back(read);
}

// Its answer is another one on another day, though nothing has changed.
bool looks_at_today(ledger::Filter const& filter) {
  auto const& condition = filter.condition();
  auto const inputs = condition.expression().inputs();
  return std::ranges::any_of(inputs,
                             [&](auto slot) { return slot >= condition.in().fields.size(); });
}

Json text_of(std::optional<Path> const& path) { return path ? Json::string(path->text()) : Json(); }

Json text_of(std::optional<ledger::Filter> const& filter) {
  return filter ? Json::string(std::string(filter->condition().expression().source())) : Json();
}

Json text_of(ReadAt read) { return Json::string(read == ReadAt::event ? "event" : "day"); }

Json shape_of(Reads const& reads) {
  std::vector<std::string> fields;
  for (auto const& [in, field] : reads) {
    fields.push_back(in->name + "." + field->name + " is " + field->id + " " +
                     std::string(field->type->name()) + " " + std::to_string(field->scale) + " " +
                     field->to);
  }
  std::ranges::sort(fields);
  auto const rest = std::ranges::unique(fields);
  fields.erase(rest.begin(), rest.end());
  std::vector<Json> all;
  for (auto const& field : fields) all.push_back(Json::string(field));
  return Json::array(std::move(all));
}

}  // namespace

Reads read_by(Definition const& of) {
  auto const& counted = of.counted();
  Reads reads;
  add(reads, counted.event);
  add(reads, counted.sum);
  add(reads, counted.once_per);
  if (counted.where) add(reads, *counted.where);
  if (of.numerator) {
    add(reads, of.numerator->condition);
    add(reads, of.numerator->sum);
  }
  return reads;
}

std::string digest_of(Definition const& of) {
  auto const& counted = of.counted();
  if (!counted.in || counted.kind == Kind::typed) return {};
  if (counted.where && looks_at_today(*counted.where)) return {};
  if (of.numerator && looks_at_today(of.numerator->condition)) return {};
  auto text = Json::object({{"register", Json::string(counted.in->name)},
                            {"kind", Json::string(counted.kind == Kind::flow ? "flow" : "stock")},
                            {"event", text_of(counted.event)},
                            {"read", text_of(counted.read)},
                            {"sum", text_of(counted.sum)},
                            {"where", text_of(counted.where)},
                            {"once_per", text_of(counted.once_per)},
                            {"fields", shape_of(read_by(of))}});
  if (of.numerator) {
    text.set("numerator",
             Json::object({{"condition", text_of(std::optional(of.numerator->condition))},
                           {"read", text_of(of.numerator->read)},
                           {"sum", text_of(of.numerator->sum)}}));
  }
  return sm3("counting " + std::to_string(counting_layout) + " " + canonical(text));
}

}  // namespace zonebook::figures
