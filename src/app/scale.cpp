#include "app/scale.h"

#include <fmt/format.h>

#include "app/command.h"
#include "app/sample_letter.h"

namespace zonebook::app {
namespace {

using meta::Yaml;

constexpr std::size_t changes_of_entry = 990;
constexpr std::int64_t hundredth_of_unit = 100'000'000;  // 分 in 0.01 亿元

Yaml scalar(std::string text) { return {.text = std::move(text)}; }

Yaml map(std::vector<Yaml::Member> members) {
  return {.kind = Yaml::Kind::map, .members = std::move(members)};
}

Yaml list(std::vector<Yaml> items) { return {.kind = Yaml::Kind::list, .items = std::move(items)}; }

// "S-#" of project 17 is S-17; "$day" is what was drawn under that name.
std::string filled(std::string const& text, std::int64_t number,
                   std::vector<std::pair<std::string, std::string>> const& draws) {
  if (text.starts_with('$')) {
    for (auto const& [name, value] : draws) {
      if (text.compare(1, text.npos, name) == 0) return value;
    }
  }
  auto const at = text.find('#');
  if (at == text.npos) return text;
  return text.substr(0, at) + std::to_string(number) + text.substr(at + 1);
}

Yaml filled(Yaml const& pattern, std::int64_t number,
            std::vector<std::pair<std::string, std::string>> const& draws) {
  auto copy = pattern;
  copy.text = filled(pattern.text, number, draws);
  for (auto& [key, value] : copy.members) value = filled(value, number, draws);
  return copy;
}

}  // namespace

Result<Scale> Scale::read(std::string const& folder, ScaleSize size, SampleYear const& year) {
  std::string const name = "scale.yaml";
  auto const text = TRY(read_file(folder + "/" + name));
  std::vector<Error> problems;
  auto yaml = meta::parse_yaml(text, name, problems);
  if (!problems.empty()) return std::unexpected(std::move(problems.front()));
  Scale scale;
  scale.size_ = size;
  scale.root_ = year.root;
  scale.at_ = year.opened;
  scale.patterns_ = std::make_shared<Yaml const>(std::move(*yaml));
  scale.dice_.seed(size.seed);
  auto const* kinds = scale.patterns_->find("kinds");
  auto const* zone = scale.patterns_->find("zone");
  if (!kinds || kinds->items.empty() || !zone) {
    return wrong_sample({"app.sample.no_kinds", {}}, name, 1);
  }
  for (auto const& kind : kinds->items) {
    auto const weight = Decimal::parse(text_in(kind, "weight")).value_or(Decimal(0)).to_int64();
    auto const* changes = kind.find("changes");
    if (!weight || *weight < 1 || *weight > 1000 || !changes || !kind.find("draw")) {
      return wrong_sample({"app.sample.no_kinds", {}}, name, kind.line);
    }
    scale.kinds_.push_back({static_cast<std::uint64_t>(*weight), kind.find("draw"), changes});
  }
  auto const entries = size.zones * 3 + size.projects / 200 + 2;
  scale.step_micros_ =
      std::max<std::int64_t>(1, (year.shown.micros() - year.opened.micros()) / entries);
  return scale;
}

std::optional<SampleEntry> Scale::next() {
  last_is_kept_ = true;
  if (zones_made_ < size_.zones) return next_zones();
  if (zone_ == size_.zones) return std::nullopt;
  if (!has_begun_) return begin_zone();
  if (made_ == projects_of(zone_)) {
    zone_ += 1;
    made_ = 0;
    has_begun_ = false;
    return next();
  }
  last_is_kept_ = false;
  return some_projects();
}

SampleEntry Scale::entry(std::string const& zone, std::vector<Yaml> changes) {
  at_ = Instant(at_.micros() + step_micros_);
  return {.at = at_,
          .folder = {},
          .file = "scale.yaml",
          .yaml = map({{"zone", scalar(zone)},
                       {"actor", scalar("示例人员01")},
                       {"source", scalar("示例文件01")},
                       {"reason", scalar("示例数据")},
                       {"changes", list(std::move(changes))}})};
}

std::optional<SampleEntry> Scale::next_zones() {
  std::vector<Yaml> changes;
  while (zones_made_ < size_.zones && changes.size() < changes_of_entry) {
    auto const name = code(zones_made_++);
    changes.push_back(map({{"create", scalar("zone")},
                           {"as", scalar("zone_" + name)},
                           {"from", scalar("1900-01-01")},
                           {"set", map({{"code", scalar(name)},
                                        {"name", scalar("示例园区" + std::to_string(zones_made_))},
                                        {"level", scalar("zone")},
                                        {"parent", scalar(root_)}})}}));
  }
  return entry(root_, std::move(changes));
}

SampleEntry Scale::begin_zone() {
  has_begun_ = true;
  std::vector<Yaml> changes;
  for (auto const& pattern : patterns_->find("zone")->items) {
    changes.push_back(filled(pattern, zone_ + 1, {}));
  }
  return entry(code(zone_), std::move(changes));
}

SampleEntry Scale::some_projects() {
  std::vector<Yaml> changes;
  auto const count = projects_of(zone_);
  constexpr std::size_t room_for_one = 20;
  while (made_ < count && changes.size() + room_for_one < changes_of_entry) {
    add_project(++made_, changes);
  }
  return entry(code(zone_), std::move(changes));
}

void Scale::add_project(std::int64_t number, std::vector<Yaml>& to) {
  std::uint64_t total = 0;
  for (auto const& kind : kinds_) total += kind.weight;
  auto chance = below(total);
  auto kind = kinds_.begin();
  while (chance >= kind->weight) chance -= (kind++)->weight;
  Draws draws;
  for (auto const& [name, from] : kind->draw->members) draws.emplace_back(name, drawn(from));
  for (auto const& pattern : kind->changes->items) to.push_back(filled(pattern, number, draws));
}

std::string Scale::drawn(Yaml const& from) {
  if (from.kind == Yaml::Kind::list && !from.items.empty()) {
    return from.items[below(from.items.size())].text;
  }
  auto const least = text_in(from, "least");
  auto const most = text_in(from, "most");
  auto const first = Date::parse(least);
  auto const last = Date::parse(most);
  if (first && last && *first <= *last) {
    auto const days = static_cast<std::uint64_t>(last->days() - first->days() + 1);
    return Date::from_days(first->days() + static_cast<std::int64_t>(below(days)))->to_string();
  }
  auto const low = money_from(least).value_or(0) / hundredth_of_unit;
  auto const high = std::max(low, money_from(most).value_or(0) / hundredth_of_unit);
  auto const found =
      low + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(high - low + 1)));
  return fmt::format("{}.{:02} 亿元", found / 100, found % 100);
}

std::string Scale::code(std::int64_t zone) const { return fmt::format("z{:04}", zone + 1); }

// The first zones have one more where it does not come out even.
std::int64_t Scale::projects_of(std::int64_t zone) const {
  return size_.projects / size_.zones + (zone < size_.projects % size_.zones ? 1 : 0);
}

}  // namespace zonebook::app
