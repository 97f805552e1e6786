#include "ledger/life.h"

#include <algorithm>
#include <array>

namespace zonebook::ledger {
namespace {

Date day(std::int64_t year, int month, int day) { return *Date::from_civil({year, month, day}); }

template <class T>
T piece(T row, Stretch on) {
  row.on = on;
  row.stored = false;
  return row;
}

Stretch common(Stretch a, Stretch b) { return {std::max(a.from, b.from), std::min(a.to, b.to)}; }

template <class T>
Parts<T> cut_all(std::vector<T> rows, Stretch at) {
  Parts<T> parts;
  for (auto& row : rows) {
    if (!row.on.meets(at)) {
      parts.outside.push_back(std::move(row));
      continue;
    }
    auto const whole = row.on, in = common(whole, at);
    if (whole.from < in.from) parts.outside.push_back(piece(row, {whole.from, in.from}));
    if (in.to < whole.to) parts.outside.push_back(piece(row, {in.to, whole.to}));
    parts.inside.push_back(piece(std::move(row), in));
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

Parts<Version> cut(std::vector<Version> rows, Stretch at) { return cut_all(std::move(rows), at); }
Parts<Merge> cut(std::vector<Merge> rows, Stretch at) { return cut_all(std::move(rows), at); }

std::vector<Version> inside(std::vector<Version> const& rows, Stretch at) {
  std::vector<Version> pieces;
  for (auto const& row : rows) {
    if (row.on.meets(at)) pieces.push_back(piece(row, common(row.on, at)));
  }
  return pieces;
}

void sort_by_day(std::vector<Version>& rows) { sort_rows(rows); }
void sort_by_day(std::vector<Merge>& rows) { sort_rows(rows); }

}  // namespace zonebook::ledger
