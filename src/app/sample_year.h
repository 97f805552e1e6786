// The demonstration year as it stands in model/sample: entries, each with the moment at which it
// was made (docs/formats/sample.md).
//
//   auto const year = TRY(read_sample_year("model/sample"));
//   for (auto const& entry : year.entries) …          // by `at`, then by file
//
// Promises: every entry has a moment and a zone; each mistake names its file and line.

#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/instant.h"
#include "meta/load/yaml.h"

namespace zonebook::app {

struct SampleEntry {
  Instant at;
  std::string folder;  // rows_in: is read from here
  std::string file;    // as errors name it
  meta::Yaml yaml;     // a map
};

struct SampleYear {
  std::string root, root_name, root_level;
  Instant opened;  // when the ledger was made
  Instant shown;   // what its own clock begins with
  std::vector<SampleEntry> entries;
};

//   not_found  no such folder, or not sample.yaml in it
//   invalid    app.sample.…, `where` is "year/07_signings.yaml:12"
Result<SampleYear> read_sample_year(std::string const& folder);

// "2023-06-28 10:20", on clocks at +08:00.
std::optional<Instant> sample_moment(std::string const& text);

// Rows separated by line ends, cells by tabs; the first row names the columns.
std::vector<std::vector<std::string>> read_cells(std::string const& text);

// The text of a member; "" if there is none.
std::string text_in(meta::Yaml const&, std::string_view key);

// An error with its place.
std::unexpected<Error> wrong_sample(Text, std::string const& file, std::size_t line);

}  // namespace zonebook::app
