#include "meta/load/terms.h"

#include <algorithm>
#include <array>

#include "meta/load/reader.h"
#include "meta/resolve.h"

namespace zonebook::meta {
namespace {

constexpr std::array<std::string_view, 16> joints = {"of",   "on",    "at",    "by",  "to",  "in",
                                                     "no",   "is",    "has",   "for", "and", "the",
                                                     "from", "until", "first", "last"};

bool is_joint(std::string_view word) { return std::ranges::find(joints, word) != joints.end(); }

}  // namespace

void Terms::read(Yaml const& yaml, std::string const& file, std::vector<Error>& problems) {
  MapReader map(yaml, file, problems);
  for (auto const& [name, value] : yaml.members) read_one(name, value, file, problems);
}

void Terms::read_one(std::string const& name, Yaml const& yaml, std::string const& file,
                     std::vector<Error>& problems) {
  MapReader map(yaml, file, problems);
  Term term{.name = name, .zh = map.text("zh"), .en = map.text("en"), .place = map.place()};
  term.means = map.text("means");
  term.source = map.optional_text("source");
  term.not_these = map.names("not");
  map.finish();
  if (!is_name(name)) map.complain(map.line(), {"meta.catalog.bad_name", {{"name", name}}});
  for (auto const& word : {term.zh, term.en}) {
    auto const [found, fresh] = words_.emplace(word, term.place);
    if (!fresh && !word.empty()) {
      map.complain(map.line(), {"meta.load.word_twice", {{"word", word}, {"at", found->second}}});
    }
  }
  auto const [found, fresh] = terms_.emplace(name, term);
  if (!fresh) {
    map.complain(map.line(),
                 {"meta.load.term_twice", {{"term", name}, {"at", found->second.place}}});
  }
}

std::vector<Term> Terms::list() const {
  std::vector<Term> list;
  for (auto const& [name, term] : terms_) list.push_back(term);
  return list;
}

bool Terms::explain(std::string_view name) const { return ends_well(name, 0); }

// The name, or what is left of it after some parts; a term may have several words itself.
bool Terms::ends_well(std::string_view name, std::size_t terms) const {
  for (auto end = name.size(); end != 0 && end != name.npos; end = name.rfind('_', end - 1)) {
    auto const part = name.substr(0, end);
    bool const is_term = terms_.contains(part);
    if (is_term || is_joint(part)) {
      auto const found = terms + (is_term ? 1 : 0);
      if (end == name.size() ? found > 0 : ends_well(name.substr(end + 1), found)) return true;
    }
  }
  return false;
}

}  // namespace zonebook::meta
