#include "figures/definition.h"

#include <algorithm>
#include <array>

#include "figures/digest.h"
#include "figures/given.h"
#include "meta/load/yaml.h"

namespace zonebook::figures {
namespace {

constexpr std::string_view adjustment = "adjustment", opening = "opening",
                           typed_figure = "typed_figure";  // of this room

bool is_id(std::string_view id) {
  return !id.empty() && id.size() <= 48 && id[0] >= 'a' && id[0] <= 'z' &&
         std::ranges::all_of(id, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
         });
}

std::optional<Path> path_at(Given& given, std::string const& key, meta::Register const* in) {
  auto const text = given.text(key);
  if (text.empty() || !in) return std::nullopt;
  auto path = Path::resolve(text, *in);
  if (path) return *path;
  given.complain(key, path.error().says);
  return std::nullopt;
}

std::optional<ledger::Filter> condition_at(Given& given, std::string const& key,
                                           meta::Register const* in) {
  auto const text = given.text(key);
  if (text.empty() || !in) return std::nullopt;
  auto filter = ledger::Filter::compile(text, *in);
  if (filter) return *filter;
  given.complain(key, filter.error().says);
  return std::nullopt;
}

std::optional<Path> sum_at(Given& given, meta::Register const* in) {
  auto const path = path_at(given, "sum", in);
  if (!path) return path;
  auto const type = path->field().type->name();
  if (type != "money" && type != "integer" && type != "decimal") {
    given.complain("sum", {"figures.no_amount", {{"field", path->text()}}});
  }
  return path;
}

std::optional<Path> event_at(Given& given, meta::Register const* in) {
  given.needed("event");
  auto path = path_at(given, "event", in);
  if (!path) return path;
  auto const is_event = [](meta::Field const* field) { return field->event; };
  if (path->field().type->name() != "date" || !std::ranges::all_of(path->steps(), is_event)) {
    given.complain("event", {"figures.no_event", {{"field", path->text()}}});
  }
  return path;
}

std::shared_ptr<Definition const> adjustments_of(Definition const& of, Given& given,
                                                 meta::Catalog const& catalog) {
  auto const* in = catalog.find(adjustment);
  auto flow = std::make_shared<Definition>();
  flow->id = of.id;
  flow->in = in;
  if (in) {
    auto event = Path::resolve("on", *in);
    auto sum = Path::resolve("amount", *in);
    auto where = ledger::Filter::compile("definition = " + quoted_json(of.id), *in);
    if (event && sum && where) {
      flow->event = std::move(*event);
      flow->sum = std::move(*sum);
      flow->where = std::move(*where);
      flow->digest = digest_of(*flow);
      return flow;
    }
  }
  given.complain("adjusted", {"figures.no_adjustments", {}});
  return nullptr;
}

constexpr std::array<std::string_view, 4> units_of_money = {"分", "元", "万元", "亿元"};
constexpr std::array<int, 4> digits_of_money = {0, 2, 6, 10};

class Reader {
 public:
  Reader(Json const& json, meta::Catalog const& catalog, ReadDefinitions& into)
      : json_(json), catalog_(catalog), into_(into) {}

  void run() {
    if (!json_.is(Json::Kind::object)) {
      into_.problems.push_back({Error::Code::invalid, {"figures.no_definition", {}}, "", {}});
      return;
    }
    for (auto const& [id, given] : json_.members()) {
      if (given.text_at("kind") != "ratio") read(id, given);
    }
    for (auto const& [id, given] : json_.members()) {
      if (given.text_at("kind") == "ratio") read(id, given);
    }
    if (!into_.problems.empty()) into_.definitions.clear();
  }

 private:
  void read(std::string const& id, Json const& json) {
    Given given(id, json, into_.problems);
    if (!is_id(id)) given.complain("", {"figures.bad_id", {{"id", id}}});
    auto made = std::make_shared<Definition>();
    made->id = id;
    made->label = given.label("label");
    made->sentence = given.label("sentence");
    made->source = given.text("source");
    made->unit = given.text("unit");
    made->scale = scale_at(given);
    check_edition(given);
    given.needed("kind");
    made->kind = given.choice("kind", {"flow", "stock", "ratio", "typed"}, Kind::flow);
    if (made->kind == Kind::ratio)
      read_ratio(given, *made);
    else if (made->kind == Kind::typed)
      read_typed(given, *made);
    else
      read_counted(given, *made);
    given.finish();
    if (into_.problems.empty()) made->digest = digest_of(*made);
    into_.definitions.emplace(id, std::move(made));
  }

  static int scale_at(Given& given) {
    auto const text = given.text("scale");
    if (text.empty()) return 0;
    bool const is_digit = text.size() == 1 && text[0] >= '0' && text[0] <= '9';
    if (!is_digit) given.complain("scale", {"figures.no_scale", {{"given", text}}});
    return is_digit ? text[0] - '0' : 0;
  }

  // Of the text as it comes with the program; the ledger keeps it (adoption.h).
  static void check_edition(Given& given) {
    auto const text = given.text("edition");
    if (text.empty()) return;
    auto const number = Decimal::parse(text);
    auto const edition = number ? number->to_int64() : std::nullopt;
    if (edition && *edition >= 1 && *edition <= 9999) return;
    given.complain("edition", {"figures.no_edition", {{"given", text}}});
  }

  void read_counted(Given& given, Definition& made) {
    auto const name = given.needed("register");
    made.in = catalog_.find(name);
    if (!made.in && !name.empty()) {
      given.complain("register", {"figures.unknown_register", {{"register", name}}});
    }
    if (made.kind == Kind::flow) {
      made.event = event_at(given, made.in);
      made.read = given.choice("read", {"event", "day"}, ReadAt::event);
      auto const adjusted = given.choice("adjusted", {"false", "true"}, 0);
      if (adjusted != 0) made.adjustments = adjustments_of(made, given, catalog_);
    }
    made.openings = catalog_.find(opening);
    made.sum = sum_at(given, made.in);
    made.where = condition_at(given, "where", made.in);
    made.once_per = path_at(given, "once_per", made.in);
    check_unit(given, made);
  }

  void read_typed(Given& given, Definition& made) {
    made.in = catalog_.find(typed_figure);
    if (!made.in) given.complain("kind", {"figures.no_typed_figures", {}});
    made.adds_up =
        given.choice("adds_up", {"no", "zones", "periods", "zones_and_periods"}, AddsUp::no);
  }

  static void check_unit(Given& given, Definition const& made) {
    if (!made.sum || made.sum->field().type->name() != "money" || made.unit.empty()) return;
    if (std::ranges::find(units_of_money, made.unit) == units_of_money.end()) {
      given.complain("unit", {"figures.no_unit_of_money", {{"unit", made.unit}}});
    }
  }

  void read_ratio(Given& given, Definition& made) {
    auto const name = given.needed("denominator");
    auto const found = into_.definitions.find(name);
    bool const is_known =
        found != into_.definitions.end() && found->second->in && found->second->kind != Kind::typed;
    if (!is_known && !name.empty()) {
      given.complain("denominator", {"figures.unknown_definition", {{"id", name}}});
    }
    if (is_known) made.cohort = found->second;
    auto const* part = given.part("numerator");
    if (!part) return given.complain("numerator", {"figures.missing", {{"key", "numerator"}}});
    read_numerator(given, *part, made);
  }

  static void read_numerator(Given& ratio, Json const& json, Definition& made) {
    Given given(ratio.id() + ".numerator", json, ratio.problems());
    auto const* in = made.cohort ? made.cohort->in : nullptr;
    given.needed("condition");
    auto condition = condition_at(given, "condition", in);
    auto const read = given.choice("read", {"event", "day"}, ReadAt::event);
    auto sum = sum_at(given, in);
    if (condition) made.numerator = {std::move(*condition), read, std::move(sum)};
    given.finish();
  }

  Json const& json_;
  meta::Catalog const& catalog_;
  ReadDefinitions& into_;
};

Json json_of(meta::Yaml const& yaml) {
  if (yaml.kind == meta::Yaml::Kind::scalar) return Json::string(yaml.text);
  if (yaml.kind == meta::Yaml::Kind::list) {
    std::vector<Json> items;
    for (auto const& item : yaml.items) items.push_back(json_of(item));
    return Json::array(std::move(items));
  }
  auto object = Json::object();
  for (auto const& [key, value] : yaml.members) object.set(key, json_of(value));
  return object;
}

// The line of "signed_amount.numerator.read", or of as much of it as there is.
std::size_t line_of(meta::Yaml const& root, std::string_view path) {
  auto const* at = &root;
  for (auto rest = path; !rest.empty();) {
    auto const dot = std::min(rest.find('.'), rest.size());
    auto const* next = at->find(rest.substr(0, dot));
    if (!next) break;
    at = next;
    rest = rest.substr(std::min(dot + 1, rest.size()));
  }
  return at->line;
}

// How many digits the unit is above what is counted: of money 分, else none.
int digits_of_unit(Definition const& of) {
  auto const& counted = of.counted();
  if (!counted.sum || counted.sum->field().type->name() != "money") return 0;
  auto const* const unit = std::ranges::find(units_of_money, of.unit);
  auto const at = static_cast<std::size_t>(unit - units_of_money.begin());
  return unit != units_of_money.end() ? digits_of_money[at] : 0;
}

}  // namespace

ReadDefinitions read_definitions(Json const& json, meta::Catalog const& catalog) {
  ReadDefinitions read;
  Reader(json, catalog, read).run();
  return read;
}

ReadDefinitions read_definition_files(std::vector<DefinitionFile> const& files,
                                      meta::Catalog const& catalog) {
  std::vector<Error> problems;
  std::map<std::string, std::pair<std::string, meta::Yaml>> homes;  // by id: file, its tree
  auto all = Json::object();
  for (auto const& [file, text] : files) {
    auto const root = meta::parse_yaml(text, file, problems);
    if (!root) continue;
    for (auto const& [id, value] : root->members) {
      if (homes.contains(id)) {
        auto where = file + ":" + std::to_string(value.line);
        problems.push_back(
            {Error::Code::invalid, {"figures.twice", {{"id", id}}}, std::move(where), {}});
        continue;
      }
      homes.emplace(id, std::pair(file, *root));
      all.set(id, json_of(value));
    }
  }
  auto read = read_definitions(all, catalog);
  for (auto& problem : read.problems) {
    auto const& [file, root] = homes.at(problem.where.substr(0, problem.where.find('.')));
    problem.where = file + ":" + std::to_string(line_of(root, problem.where));
    problems.push_back(std::move(problem));
  }
  for (auto const& [id, home] : homes) {
    read.places.emplace(id, home.first + ":" + std::to_string(line_of(home.second, id)));
  }
  if (!problems.empty()) read.definitions.clear();
  read.problems = std::move(problems);
  read.given = std::move(all);
  return read;
}

Decimal in_unit(Decimal amount, Definition const& of) {
  return (amount * Decimal::scaled(1, -digits_of_unit(of))).value_or(amount);
}

Decimal from_unit(Decimal amount, Definition const& of) {
  return (amount * Decimal::scaled(1, digits_of_unit(of))).value_or(amount);
}

std::string shown(Decimal amount, Definition const& of) {
  return with_digits(in_unit(amount, of), of.scale);
}

std::string with_digits(Decimal exact, int scale) {
  auto const rounded = exact.rounded(scale, Decimal::Rounding::half_up).value_or(exact);
  auto text = rounded.to_string();
  if (scale == 0) return text;
  auto point = text.find('.');
  if (point == text.npos) {
    point = text.size();
    text += '.';
  }
  text.append(static_cast<std::size_t>(scale) - (text.size() - point - 1), '0');
  return text;
}

}  // namespace zonebook::figures
