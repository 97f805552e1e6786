#include "meta/catalog.h"

#include <algorithm>

#include "base/hash.h"
#include "meta/removed.h"
#include "meta/resolve.h"
#include "meta/shape.h"

namespace zonebook::meta {

std::expected<std::shared_ptr<Catalog const>, std::vector<Error>> Catalog::make(
    std::vector<Register> registers, Sources const& sources) {
  struct Open : Catalog {};
  auto const catalog = std::make_shared<Open>();
  catalog->registers_ = std::move(registers);
  for (auto const& shape : sources.earlier_shapes) add_removed(catalog->registers_, shape);
  std::ranges::stable_sort(catalog->registers_, {}, &Register::name);

  Problems problems(sources);
  resolve(catalog->registers_, sources, problems);
  if (!problems.empty()) return std::unexpected(problems.take());

  catalog->referrers_.resize(catalog->registers_.size());
  for (auto const& from : catalog->registers_) {
    for (auto const& field : from.fields) {
      if (!field.target) continue;
      auto const at = field.target - catalog->registers_.data();
      catalog->referrers_[static_cast<std::size_t>(at)].push_back({&from, &field});
    }
  }
  catalog->shape_ = shape_of(catalog->registers_);
  catalog->hash_ = sm3(canonical(catalog->shape_));
  return catalog;
}

Register const* Catalog::find(std::string_view name) const {
  auto const found = std::ranges::lower_bound(registers_, name, {}, &Register::name);
  return found != registers_.end() && found->name == name ? &*found : nullptr;
}

std::span<Catalog::Referrer const> Catalog::referrers_of(Register const& reg) const {
  auto const at = static_cast<std::size_t>(&reg - registers_.data());
  CHECK(at < referrers_.size());
  return referrers_[at];
}

Field const* Register::find(std::string_view field) const {
  auto const found = std::ranges::find(fields, field, &Field::name);
  return found != fields.end() ? &*found : nullptr;
}

Field const* Register::find_id(std::string_view id) const {
  auto const found = std::ranges::find(fields, id, &Field::id);
  return found != fields.end() ? &*found : nullptr;
}

std::size_t Register::index_of(Field const& field) const {
  auto const at = static_cast<std::size_t>(&field - fields.data());
  CHECK(at < fields.size());
  return at;
}

Stage const* Track::find(std::string_view value) const {
  auto const found = std::ranges::find(stages, value, &Stage::value);
  return found != stages.end() ? &*found : nullptr;
}

}  // namespace zonebook::meta
