#include "ledger/grams.h"

#include <algorithm>

#include "base/unicode.h"

namespace zonebook::ledger {
namespace {

bool is_space(std::string_view character) {
  return character == " " || character == "\t" || character == "\n" || character == "\u3000";
}

std::vector<std::string_view> characters(std::string_view text) {
  std::vector<std::string_view> all;
  for (std::size_t at = 0; at < text.size();) {
    auto const size = code_point_offset(text.substr(at), 1);
    all.push_back(text.substr(at, size));
    at += size;
  }
  return all;
}

template <class Take>
void each_gram(std::string_view text, Take take) {
  for (auto const& word : words(text)) {
    auto const all = characters(word);
    for (std::size_t i = 0; i < all.size(); ++i) {
      auto gram = std::string(all[i]);
      if (i + 1 < all.size()) gram += all[i + 1];
      take(std::move(gram));
    }
  }
}

}  // namespace

std::vector<std::string> words(std::string_view text) {
  auto const lower = normalise(lower_case(text));
  std::vector<std::string> words;
  bool is_inside = false;
  for (auto const character : characters(lower)) {
    if (is_space(character)) {
      is_inside = false;
      continue;
    }
    if (!is_inside) words.emplace_back();
    words.back() += character;
    is_inside = true;
  }
  return words;
}

std::set<std::string> grams(std::string_view text) {
  std::set<std::string> grams;
  each_gram(text, [&](std::string gram) { grams.insert(std::move(gram)); });
  return grams;
}

Sought sought(std::string_view word) {
  auto const all = characters(word);
  if (all.size() == 1) return {.grams = {std::string(word)}, .is_prefix = true};
  Sought sought;
  for (std::size_t i = 0; i + 1 < all.size(); ++i) {
    sought.grams.push_back(std::string(all[i]) + std::string(all[i + 1]));
  }
  return sought;
}

bool has_grams(meta::Field const& field) {
  auto const type = field.type->name();
  return type == "text" || type == "long_text" || type == "code" || type == "place";
}

GramsOf::GramsOf(meta::Register const& in) {
  for (std::size_t i = 0; i < in.fields.size(); ++i) {
    if (has_grams(in.fields[i])) fields_.push_back(i);
  }
}

void GramsOf::add(std::vector<db::Value> const& values) {
  for (auto const field : fields_) {
    auto const* text = std::get_if<std::string>(&values[field]);
    if (!text) continue;
    each_gram(*text, [&](std::string gram) { all_.push_back({field, std::move(gram)}); });
  }
}

FieldGrams GramsOf::take() {
  std::ranges::sort(all_);
  auto const twice = std::ranges::unique(all_);
  all_.erase(twice.begin(), twice.end());
  return std::move(all_);
}

}  // namespace zonebook::ledger
