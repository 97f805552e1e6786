// What the public standards say, as far as model/facts holds it: regions and industries by code.
//
//   auto const facts = TRY(read_facts("model/facts"));
//   facts.regions.at("140322")     // "盂县"
//
// Facts are data: an official adds a line, no programmer is needed.  What they do not hold is
// unverified, never refused, unless the standard is closed (provinces, sections, divisions).
// Format: docs/formats/model.md.  Threads: immutable after reading.

#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/result.h"

namespace zonebook::meta {

struct Facts {
  using Names = std::map<std::string, std::string, std::less<>>;

  Names regions;                // GB/T 2260, six digits: "140000" 山西省
  Names industries;             // GB/T 4754-2017: sections "C", divisions "26", finer "2614"
  Names sections_of_divisions;  // "26" → "C"
};

// Adds the lines `CODE<tab>NAME` of a file; `file` is for the places of its problems.
void add_regions(Facts&, std::string_view text, std::string const& file, std::vector<Error>&);
// A section's line is `C<tab>制造业`; the divisions below it are its own until the next section.
void add_industries(Facts&, std::string_view text, std::string const& file, std::vector<Error>&);

}  // namespace zonebook::meta
