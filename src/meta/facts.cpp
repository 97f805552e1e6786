#include "meta/facts.h"

#include <functional>

#include "meta/types/types.h"

namespace zonebook::meta {
namespace {

using Add = std::function<bool(std::string const& code, std::string const& name)>;

// Calls `add` for each line that is not empty and no comment; complains where it answers false.
void each_line(std::string_view text, std::string const& file, std::vector<Error>& problems,
               Add const& add) {
  for (std::size_t number = 1; !text.empty(); ++number) {
    auto const end = std::min(text.find('\n'), text.size());
    auto const line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty() || line.starts_with('#')) continue;
    auto const tab = std::min(line.find('\t'), line.size());
    auto const name = line.substr(std::min(tab + 1, line.size()));
    if (name.empty() || !add(std::string(line.substr(0, tab)), std::string(name))) {
      problems.push_back({Error::Code::invalid,
                          {"meta.load.bad_fact", {{"line", std::string(line)}}},
                          file + ":" + std::to_string(number)});
    }
  }
}

bool is_section(std::string_view code) {
  return code.size() == 1 && code[0] >= 'A' && code[0] <= 'Z';
}

}  // namespace

void add_regions(Facts& facts, std::string_view text, std::string const& file,
                 std::vector<Error>& problems) {
  each_line(text, file, problems, [&](std::string const& code, std::string const& name) {
    return code.size() == 6 && is_digits(code) && facts.regions.emplace(code, name).second;
  });
}

void add_industries(Facts& facts, std::string_view text, std::string const& file,
                    std::vector<Error>& problems) {
  std::string section;
  each_line(text, file, problems, [&](std::string const& code, std::string const& name) {
    if (is_section(code)) section = code;
    bool const digits = code.size() >= 2 && code.size() <= 4 && is_digits(code);
    if (!is_section(code) && !(digits && !section.empty())) return false;
    if (code.size() == 2) facts.sections_of_divisions.emplace(code, section);
    return facts.industries.emplace(code, name).second;
  });
}

}  // namespace zonebook::meta
