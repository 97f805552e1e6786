// Regular expressions as FEEL knows them: those of XQuery and XPath Functions and Operators 3.1,
// 5.6, which are those of XML Schema with anchors, groups and reluctant quantifiers.
//
//   auto pattern = TRY(Regex::compile("(\\d{4})-(\\d{2})", ""));
//   auto found = TRY(pattern.matches("2023-12"));                  // true: anywhere in the text
//   auto turned = TRY(pattern.replace("2023-12", "$2/$1"));        // "12/2023"
//
// Promises
//   1. A pattern means what XPath says, not what some other library's dialect says: regex/ reads it
//      to the last character and writes it anew for PCRE2.  What is not in the standard is refused,
//      with the reason and the position.
//   2. No pattern and no text hangs us.  Wherever the matcher could come back to try again, it
//      counts; an operation that tries more than ten million times, and eight times for each byte
//      of the text, stops with feel.pattern_too_costly: after about 0.1 s, but by count and not by
//      the clock, so that the same question always has the same answer.
//   3. Positions, classes and letter case are those of Unicode.
//
// Threads: one at a time for a Regex and for a RegexCache; both hold scratch memory.
//
// Cost: compiling takes 1 to 10 µs.  A pattern that is used again and again, or that tries for
// long, is turned into machine code once, which takes 30 to 80 µs; a short text is then matched in
// about 0.05 µs, before that in 0.3 to 1 µs.

#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace zonebook::feel {

class Regex {
 public:
  static constexpr std::size_t pattern_max = 10'000;     // bytes
  static constexpr std::size_t result_max = 16U << 20U;  // bytes that replace() may make
  static constexpr std::uint64_t work_max = 10'000'000;  // and 8 for each byte of the text

  //   invalid  the pattern or the flags are not of the standard; `says` where and why
  static Result<Regex> compile(std::string_view pattern, std::string_view flags);
  Regex(Regex&&) noexcept;
  Regex& operator=(Regex&&) noexcept;
  ~Regex();

  //   invalid  too costly; the text is not UTF-8
  Result<bool> matches(std::string_view text);
  // `$1` stands for the first group, `$0` for the whole match, `\$` and `\\` for themselves.
  //   invalid  as above; the replacement is malformed; the pattern matches the empty text
  Result<std::string> replace(std::string_view text, std::string_view replacement);
  // What stands between the matches: always one more than there are matches, "" has one part.
  //   invalid  as above; the pattern matches the empty text
  Result<std::vector<std::string>> split(std::string_view text);

  // How often the last operation went back to try again; for charging it.
  std::uint64_t work() const;

 private:
  struct Program;
  explicit Regex(std::unique_ptr<Program>);
  Result<void> require_progress();

  std::unique_ptr<Program> program_;
};

// The patterns used last, compiled.  A rule asks for its pattern for every row anew.
class RegexCache {
 public:
  static constexpr std::size_t size_max = 32;

  // nullptr if it is not among them.  The regex stays where it is until size_max other patterns
  // have been compiled.
  Regex* find(std::string_view pattern, std::string_view flags);
  // Found, or compiled now.
  //   invalid  as Regex::compile
  Result<Regex*> compiled(std::string_view pattern, std::string_view flags);
  std::size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    std::string pattern, flags;
    Regex regex;
  };
  std::list<Entry> entries_;  // the last used first
};

}  // namespace zonebook::feel
