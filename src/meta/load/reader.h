// Reads the keys of one map and complains of what is missing, of the wrong kind, a default, or not
// known.  Inside meta/load/.
//
//   MapReader field(yaml, file, problems);
//   made.label = field.label("label");
//   made.event = field.flag("event");          // `event: false` is a default: refused
//   field.finish();                            // complains of keys that nobody asked for

#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "meta/field.h"
#include "meta/load/yaml.h"

namespace zonebook::meta {

class MapReader {
 public:
  // What is no map is complained of, and then read as an empty one.
  MapReader(Yaml const&, std::string const& file, std::vector<Error>& problems);

  std::size_t line() const { return yaml_.line; }
  std::size_t line_of(std::string_view key) const;  // of the map, if it has no such key
  std::string place(std::string_view key = {}) const;

  // Complain if it is not there.
  std::string text(std::string_view key);
  Label label(std::string_view key);
  // May be left out.
  std::string optional_text(std::string_view key);
  // The same, but this value is what it means to leave it out.
  std::string text_or(std::string_view key, std::string_view standard);
  Label optional_label(std::string_view key);
  std::optional<int> optional_number(std::string_view key);
  bool flag(std::string_view key);  // true, or left out
  std::vector<std::string> names(std::string_view key);
  // Calls for each item or member; an empty list is a default.
  void each_item(std::string_view key, std::function<void(Yaml const&)> const&);
  void each_member(std::string_view key,
                   std::function<void(std::string const&, Yaml const&)> const&);
  Yaml const* optional_map(std::string_view key);  // nullptr if it is left out
  void finish();

  void complain(std::size_t line, Text says);

 private:
  Yaml const* take(std::string_view key);
  Yaml const* take(std::string_view key, Yaml::Kind);

  Yaml const& yaml_;
  std::string const& file_;
  std::vector<Error>& problems_;
  std::vector<std::string> asked_;
  bool is_map_ = true;
};

}  // namespace zonebook::meta
