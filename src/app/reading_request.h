// A text to be read, as the command line gives it.  Shared by `read` and `reconcile`.

#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "base/result.h"
#include "reading/reading.h"

namespace zonebook::app {

struct AskedReading {
  std::string file = "-", zone, title, on;
};

struct ReadingRequest {
  std::string text;
  reading::Options options;
};

// A document (publishing/document/document.h), or one JSON object {"text","zone","title",
// "ref_date"} in the place of the flags.  `on` is the day that 今年 refers to; `today` if it is
// left out.
//   not_found, unavailable   as read_file()
//   invalid                  app.not_a_day; app.read.not_a_request; as document_text()
Result<ReadingRequest> reading_request(AskedReading const&, Date today);

// FILE and --title, of both commands.
void add_options(CLI::App&, AskedReading&);

}  // namespace zonebook::app
