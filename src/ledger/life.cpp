#include "ledger/life.h"

#include <algorithm>
#include <array>

namespace zonebook::ledger {
namespace {

Date day(std::int64_t year, int month, int day) { return *Date::from_civil({year, month, day}); }

template <class T>
Parts<T> cut_all(std::vector<T> const& rows, Stretch at) {
  Parts<T> parts;
  auto piece = [](T row, Stretch on, std::vector<T>& side) {
    if (on.from >= on.to) return;
    row.on = on;
    row.stored = false;
    side.push_back(std::move(row));
  };
  for (auto const& row : rows) {
    if (!row.on.meets(at)) {
      parts.outside.push_back(row);
      continue;
    }
    Stretch const inside{std::max(row.on.from, at.from), std::min(row.on.to, at.to)};
    piece(row, {row.on.from, inside.from}, parts.outside);
    piece(row, inside, parts.inside);
    piece(row, {inside.to, row.on.to}, parts.outside);
  }
  return parts;
}

template <class T>
void sort_rows(std::vector<T>& rows) {
  std::ranges::sort(rows, {}, [](T const& row) { return row.on.from; });
}

constexpr std::array<std::string_view, 5> kind_names = {"create", "change", "correct", "retire",
                                                        "restore"};

}  // namespace

std::optional<std::string> text_in(Version const& version, meta::Register const& in,
                                   std::string_view field) {
  auto const* text = std::get_if<std::string>(&version.values[in.index_of(*in.find(field))]);
  return text ? std::optional(*text) : std::nullopt;
}

Date first_day() { return day(1900, 1, 1); }
Date last_day() { return day(9998, 12, 31); }
Date open_end() { return day(9999, 12, 31); }

Json json_of(FieldValue const& set) {
  return db::is_null(set.value) ? Json() : set.field->type->write(set.value, *set.field);
}

std::string_view name_of(ChangeKind kind) { return kind_names[static_cast<std::size_t>(kind)]; }

std::optional<ChangeKind> change_kind(std::string_view name) {
  auto const found = std::ranges::find(kind_names, name);
  if (found == kind_names.end()) return std::nullopt;
  return static_cast<ChangeKind>(found - kind_names.begin());
}

Version const* Life::on(Date day) const {
  auto const found =
      std::ranges::find_if(versions, [&](auto const& v) { return v.on.covers(day); });
  return found != versions.end() ? &*found : nullptr;
}

Version const* Life::last_before(Date day) const {
  Version const* last = nullptr;
  for (auto const& version : versions) {
    if (version.on.from <= day) last = &version;
  }
  return last;
}

Parts<Version> cut(std::vector<Version> const& rows, Stretch at) { return cut_all(rows, at); }
Parts<Merge> cut(std::vector<Merge> const& rows, Stretch at) { return cut_all(rows, at); }
void sort_by_day(std::vector<Version>& rows) { sort_rows(rows); }
void sort_by_day(std::vector<Merge>& rows) { sort_rows(rows); }

}  // namespace zonebook::ledger
