#include "report.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace zonebook::tck {
namespace {

std::string quoted(std::string const& text) {
  std::string quoted = "\"";
  for (char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

}  // namespace

void Tally::append(SuiteResult const& suite) {
  ++folders;
  bool green = true;
  for (auto const& verdict : suite.verdicts) {
    std::size_t const one = verdict.passed ? 1 : 0;
    green = green && verdict.passed;
    ++cases;
    passed += one;
    if (verdict.expects_value) {
      ++valued;
      valued_passed += one;
    }
    if (verdict.expects_error) {
      ++errors;
      errors_passed += one;
    }
    if (verdict.expects_plain_null) ++plain_nulls;
    if (verdict.plain_null_has_remark) ++remarked_nulls;
    if (verdict.passed && verdict.only_close) ++only_close;
  }
  if (green) ++green_folders;
}

std::string folder_of(std::string const& file) {
  return std::filesystem::path(file).parent_path().filename().string();
}

std::string tell(std::string const& title, Tally const& tally) {
  auto out = fmt::format("{}\n", title);
  out += fmt::format("  cases {}/{}\n", tally.passed, tally.cases);
  out += fmt::format("  non-null {}/{}\n", tally.valued_passed, tally.valued);
  out += fmt::format("  folders fully green {}/{}\n", tally.green_folders, tally.folders);
  out += fmt::format("  exact {}, only within 1e-8 {}\n", tally.passed - tally.only_close,
                     tally.only_close);
  out += fmt::format("  errors: null and a remark {}/{}\n", tally.errors_passed, tally.errors);
  out += fmt::format("  null without error: {}, of these with a remark {}\n", tally.plain_nulls,
                     tally.remarked_nulls);
  return out;
}

std::string tell_failure(std::string const& file, Verdict const& verdict) {
  auto out = fmt::format("{} {}\n  {}\n", folder_of(file), verdict.id, verdict.why);
  if (!verdict.expected.empty()) {
    out += fmt::format("  expected {}\n  got      {}\n", verdict.expected, verdict.got);
  }
  for (auto const& remark : verdict.remarks) out += fmt::format("  remark   {}\n", remark);
  return out;
}

std::string csv(std::vector<SuiteResult> const& suites) {
  std::string out = "folder,case,verdict,expected,got\n";
  for (auto const& suite : suites) {
    for (auto const& verdict : suite.verdicts) {
      auto const* word = !verdict.passed ? "failed" : verdict.only_close ? "close" : "exact";
      out += fmt::format("{},{},{},{},{}\n", quoted(folder_of(suite.file)), quoted(verdict.id),
                         word, quoted(verdict.expected), quoted(verdict.got));
    }
  }
  return out;
}

}  // namespace zonebook::tck
