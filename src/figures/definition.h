// What a figure is: the written definition (口径) behind it, as a value whose names are resolved.
//
//   batch_started_amount:
//     label: { zh: 开工一批总投资, en: Investment started in batches }
//     sentence: { zh: 当年“三个一批”开工活动中开工项目的计划总投资, en: … }
//     source: 三个一批调度办法第四条
//     unit: 亿元
//     scale: 2
//     kind: flow
//     register: batch_entry
//     event: event.held_on
//     sum: project.total_investment
//     read: day
//     where: event.kind_of_batch = "start"
//     once_per: project
//     adjusted: true
//     edition: 2
//
// Kinds
//   flow    records whose event falls into the period and not after the day asked, v
//   stock   records alive on v, or on the period's last day if that is earlier
//   ratio   of a flow or stock, the cohort, those for which a condition holds, by those there are
//   typed   entered by hand with its paper, of a zone and a period (typed_figures.h)
//
// Promises
//   1. A Definition exists only if every name in it is one of the Catalog's and every condition
//      compiles; all that is wrong with a set of definitions is said at once.
//   2. An event is a date field marked `event`, and so is each reference on the way to it: it is
//      set once, so that no figure changes silently.
//   3. `today` in a condition is v: the same question has the same answer on any day.
//
// Format: docs/formats/definition.md.  Threads: immutable; shared by pointer.  A Definition points
// into its Catalog, which must outlive it.

#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "figures/path.h"
#include "ledger/filter.h"

namespace zonebook::figures {

enum class Kind : std::uint8_t { flow, stock, ratio, typed };

// On which day amounts and conditions are read.
enum class ReadAt : std::uint8_t {
  event,  // that of the event
  day,    // v, or the last day before on which the record exists
};

// Over what a typed figure may be added up where the whole itself was not reported.
enum class AddsUp : std::uint8_t {
  no,
  zones,    // the zone from those directly below it
  periods,  // the period from parts that follow each other
  zones_and_periods,
};

struct Definition;

struct Numerator {
  ledger::Filter condition;
  ReadAt read = ReadAt::event;
  std::optional<Path> sum;  // absent: the cohort's own amount
};

struct Definition {
  std::string id;
  meta::Label label, sentence;  // the sentence that officials agree on
  std::string source, unit;
  int scale = 0;  // digits shown after the point
  Kind kind = Kind::flow;

  // Of a flow or stock; of what is typed its register alone, with no path into it.
  meta::Register const* in = nullptr;
  std::optional<Path> event = {};  // of a flow
  std::optional<Path> sum = {};    // absent: each record counts 1
  ReadAt read = ReadAt::event;     // of a flow
  std::optional<ledger::Filter> where = {};
  std::optional<Path> once_per = {};
  std::shared_ptr<Definition const> adjustments = {};  // the flow of its adjustments, if adjusted
  meta::Register const* openings = nullptr;            // where its openings stand (openings.h)

  AddsUp adds_up = AddsUp::no;  // of what is typed

  // Of a ratio.
  std::shared_ptr<Definition const> cohort = {};
  std::optional<Numerator> numerator = {};

  // Of what is counted, of a ratio its numerator (digest.h); empty: counting tables keep it not.
  std::string digest = {};

  // The one whose records are counted: of a ratio its cohort, else itself.
  Definition const& counted() const { return cohort ? *cohort : *this; }
};

// Definitions by id.
using Definitions = std::map<std::string, std::shared_ptr<Definition const>, std::less<>>;

struct ReadDefinitions {
  Definitions definitions;      // empty if there are problems
  std::vector<Error> problems;  // `where` is "batch_started_amount.where", or "FILE:12"
  std::map<std::string, std::string, std::less<>> places = {};  // of files: where each one stands
  Json given = Json::object();                                  // of files: as they were read
};

// {"batch_started_amount": {"kind": "flow", …}, …}.
ReadDefinitions read_definitions(Json const&, meta::Catalog const&);

// The same as YAML, over any number of files; `file` is for the places of problems.
struct DefinitionFile {
  std::string file, text;
};
ReadDefinitions read_definition_files(std::vector<DefinitionFile> const&, meta::Catalog const&);

// Of a ratio's parts, and of nothing else.
enum class Part : std::uint8_t { denominator, numerator };

// 20300000000 分 is 2.03 亿元, to the last digit; what is no money stays as it is.
Decimal in_unit(Decimal amount, Definition const&);
// The other way: what a person wrote in the unit, as it is counted.
Decimal from_unit(Decimal, Definition const&);
// The amount as it stands in the unit, half up: 20300000000 分 is "2.03" 亿元.
std::string shown(Decimal amount, Definition const&);
// Rounded half up to so many digits after the point, all of them shown: "2.30".
std::string with_digits(Decimal, int scale);

}  // namespace zonebook::figures
