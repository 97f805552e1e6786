// Any bytes as a DMN file: read, compiled, and every decision of it decided once without inputs.

#include "dmn/decide.h"
#include "dmn/read.h"

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
  using namespace zonebook;
  auto model = dmn::read({reinterpret_cast<char const*>(data), size}, "fuzz.dmn");
  if (!model) return 0;
  auto decisions = dmn::Decisions::compile(std::move(*model), {});
  if (!decisions) return 0;
  dmn::DecideOptions options;
  options.feel.limits = {.steps = 20'000, .depth = 300};
  dmn::Decider decider(*decisions, options);
  for (auto const& entry : (*decisions)->entries()) {
    auto answer = decider.decide(entry.name, feel::Value::context({}));
    (void)dmn::Answer(answer);
  }
  return 0;
}
