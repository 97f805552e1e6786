// Any bytes as a bulletin: read whole, with spans inside the text and terms that exist.

#include "reading/reading.h"

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
  using namespace zonebook;
  std::string_view const text{reinterpret_cast<char const*>(data), size};
  reading::Options options{"示例区", std::string(text.substr(0, 60)), *Date::parse("2024-12-05")};

  auto const reading = reading::read(text, options);

  for (auto const& figure : reading.figures) {
    CHECK(figure.at.begin < figure.at.end && figure.at.end <= size);
    CHECK(figure.article < reading.articles.size());
    CHECK(!figure.indicator.empty());
  }
  for (auto const& relation : reading.relations) {
    CHECK(!relation.target || *relation.target < reading.figures.size());
    for (auto const term : relation.terms) CHECK(term < reading.figures.size());
  }
  (void)to_json(reading);
  return 0;
}
