#define PCRE2_CODE_UNIT_WIDTH 8
#include "feel/regex.h"

#include <pcre2.h>

#include <algorithm>
#include <optional>

#include "feel/regex/translate.h"

namespace zonebook::feel {
namespace {

template <auto free>
struct FreeWith {
  template <class T>
  void operator()(T* thing) const {
    free(thing);
  }
};
template <class T, auto free>
using Owned = std::unique_ptr<T, FreeWith<free>>;

using Code = Owned<pcre2_code, pcre2_code_free>;
using CompileContext = Owned<pcre2_compile_context, pcre2_compile_context_free>;
using MatchContext = Owned<pcre2_match_context, pcre2_match_context_free>;
using MatchData = Owned<pcre2_match_data, pcre2_match_data_free>;

// Belts beside the counting of work: what happens between two callouts is bounded by the pattern.
constexpr std::uint32_t match_limit = 100'000'000;
constexpr std::uint32_t depth_limit = 10'000'000;
constexpr std::uint32_t heap_limit_kib = 64 * 1024;

// Machine code pays after about that many searches, or in a search that long; and not for monsters.
constexpr std::uint32_t searches_before_jit = 64;
constexpr std::uint64_t work_before_jit = 10'000;
constexpr std::size_t jit_size_max = 16 * 1024;

struct Work {
  std::uint64_t done = 0;
  std::uint64_t limit = 0;
};

// A callout with a number stands before number × 256 repetitions, which cost about a sixteenth of a
// callout each.
int count_work(pcre2_callout_block* block, void* data) {
  auto& work = *static_cast<Work*>(data);
  work.done += 1 + 16 * std::uint64_t{block->callout_number};
  return work.done > work.limit ? PCRE2_ERROR_CALLOUT : 0;
}

PCRE2_SPTR8 bytes_of(std::string_view text) { return reinterpret_cast<PCRE2_SPTR8>(text.data()); }

std::unexpected<Error> too_costly() { return invalid({"feel.pattern_too_costly", {}}); }

// A piece of a replacement: text as it is, or a group.
struct Piece {
  std::string text;
  std::optional<std::size_t> group;
};

}  // namespace

struct Regex::Program {
  Code code;
  MatchContext context;
  MatchData data;
  std::size_t groups = 0;
  bool literal = false;
  std::uint32_t searches = 0;
  bool tried_jit = false;
  Work work;
  std::optional<bool> matches_empty;

  void begin(std::string_view text) { work = {0, work_max + 8 * text.size()}; }
  Result<bool> search(std::string_view text, std::size_t from);
  int run(std::string_view text, std::size_t from, std::uint32_t options);
  void compile_further();
  // Of the last search that found something.
  std::string_view group(std::string_view text, std::size_t index) const;
  std::size_t match_begin() const { return pcre2_get_ovector_pointer(data.get())[0]; }
  std::size_t match_end() const { return pcre2_get_ovector_pointer(data.get())[1]; }
};

Regex::Regex(std::unique_ptr<Program> program) : program_(std::move(program)) {}
Regex::Regex(Regex&&) noexcept = default;
Regex& Regex::operator=(Regex&&) noexcept = default;
Regex::~Regex() = default;

std::uint64_t Regex::work() const { return program_->work.done; }

Result<Regex> Regex::compile(std::string_view pattern, std::string_view flags) {
  if (pattern.size() > pattern_max) {
    return invalid({"feel.pattern_too_long", {{"limit", std::to_string(pattern_max)}}});
  }
  auto const translation = TRY(regex::translate(pattern, flags));
  auto program = std::make_unique<Program>();
  program->groups = translation.groups;
  program->literal = translation.flags.literal;

  // No PCRE2_AUTO_POSSESS: it would take the choices away that are to be counted.
  std::uint32_t options = PCRE2_UTF | PCRE2_DOTALL | PCRE2_MULTILINE | PCRE2_MATCH_UNSET_BACKREF |
                          PCRE2_NO_AUTO_POSSESS;
  if (translation.flags.caseless) options |= PCRE2_CASELESS;
  CompileContext const context(pcre2_compile_context_create(nullptr));
  CHECK(context);
  pcre2_set_newline(context.get(), PCRE2_NEWLINE_LF);
  int error = 0;
  PCRE2_SIZE offset = 0;
  program->code.reset(pcre2_compile(bytes_of(translation.pattern), translation.pattern.size(),
                                    options, &error, &offset, context.get()));
  // The syntax is ours and right; what is left is size: repetitions of repetitions.
  if (!program->code) return invalid({"feel.pattern_too_large", {}});

  program->data.reset(pcre2_match_data_create_from_pattern(program->code.get(), nullptr));
  program->context.reset(pcre2_match_context_create(nullptr));
  CHECK(program->data && program->context);
  pcre2_set_match_limit(program->context.get(), match_limit);
  pcre2_set_depth_limit(program->context.get(), depth_limit);
  pcre2_set_heap_limit(program->context.get(), heap_limit_kib);
  pcre2_set_callout(program->context.get(), count_work, &program->work);
  return Regex(std::move(program));
}

Result<bool> Regex::Program::search(std::string_view text, std::size_t from) {
  if (++searches == searches_before_jit) compile_further();
  // The first search of an operation has checked the text.
  std::uint32_t const options = from > 0 ? PCRE2_NO_UTF_CHECK : 0;
  auto const answer = run(text, from, options);
  if (answer >= 0) return true;
  if (answer == PCRE2_ERROR_NOMATCH) return false;
  if (answer <= PCRE2_ERROR_UTF8_ERR1 && answer >= PCRE2_ERROR_UTF8_ERR21) {
    return invalid({"feel.text_not_unicode", {}});
  }
  return too_costly();
}

int Regex::Program::run(std::string_view text, std::size_t from, std::uint32_t options) {
  auto const match = [&](std::uint32_t more) {
    return pcre2_match(code.get(), bytes_of(text), text.size(), from, options | more, data.get(),
                       context.get());
  };
  if (!tried_jit) {
    auto const before = work;
    work.limit = std::min(work.limit, work.done + work_before_jit);
    auto const answer = match(0);
    work.limit = before.limit;
    if (answer != PCRE2_ERROR_CALLOUT) return answer;
    work.done = before.done;
    compile_further();
  }
  auto const before = work.done;
  auto const answer = match(0);
  if (answer != PCRE2_ERROR_JIT_STACKLIMIT) return answer;
  // Machine code has a small stack; the interpreter has heap_limit_kib.
  work.done = before;
  return match(PCRE2_NO_JIT);
}

// Machine code; without it we are only slower.
void Regex::Program::compile_further() {
  if (tried_jit) return;
  tried_jit = true;
  std::size_t size = 0;
  pcre2_pattern_info(code.get(), PCRE2_INFO_SIZE, &size);
  if (size <= jit_size_max) pcre2_jit_compile(code.get(), PCRE2_JIT_COMPLETE);
}

std::string_view Regex::Program::group(std::string_view text, std::size_t index) const {
  auto const* ends = pcre2_get_ovector_pointer(data.get());
  // "if the captured substring was not matched, or there is no such group, nothing"
  if (index > groups || ends[2 * index] == PCRE2_UNSET) return {};
  return text.substr(ends[2 * index], ends[2 * index + 1] - ends[2 * index]);
}

Result<bool> Regex::matches(std::string_view text) {
  program_->begin(text);
  return program_->search(text, 0);
}

// "if the pattern matches a zero-length string, that is, if fn:matches("", $pattern, $flags)
// returns true" (XPath 3.1, err:FORX0003).  Without it every match has a character at least.
Result<void> Regex::require_progress() {
  if (!program_->matches_empty) {
    program_->matches_empty = TRY(matches(""));
  }
  if (*program_->matches_empty) return invalid({"feel.pattern_matches_empty", {}});
  return {};
}

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// All digits that follow; but while their number N is greater than 9 and than that of the groups,
// "the last digit is taken to be a literal character" (XPath 3.1, 5.6.4).
std::size_t read_group_number(std::string_view replacement, std::size_t& at, std::size_t groups) {
  auto const limit = std::max<std::size_t>(groups, 9);
  std::size_t number = 0;
  for (; at < replacement.size() && is_digit(replacement[at]); ++at) {
    auto const longer = number * 10 + static_cast<std::size_t>(replacement[at] - '0');
    if (longer > limit) break;
    number = longer;
  }
  return number;
}

Result<std::vector<Piece>> read_replacement(std::string_view replacement, std::size_t groups) {
  std::vector<Piece> pieces(1);
  for (std::size_t at = 0; at < replacement.size();) {
    auto const c = replacement[at++];
    bool const more = at < replacement.size();
    if (c == '\\') {
      if (!more || (replacement[at] != '\\' && replacement[at] != '$')) {
        return invalid({"feel.replacement_bad_backslash", {}});
      }
      pieces.back().text += replacement[at++];
    } else if (c == '$') {
      if (!more || !is_digit(replacement[at])) return invalid({"feel.replacement_bad_dollar", {}});
      pieces.back().group = read_group_number(replacement, at, groups);
      pieces.emplace_back();
    } else {
      pieces.back().text += c;
    }
  }
  return pieces;
}

}  // namespace

Result<std::string> Regex::replace(std::string_view text, std::string_view replacement) {
  TRY(require_progress());
  std::vector<Piece> pieces{{std::string(replacement), std::nullopt}};
  if (!program_->literal) pieces = TRY(read_replacement(replacement, program_->groups));
  program_->begin(text);
  std::string result;
  std::size_t from = 0;
  for (;;) {
    bool const found = TRY(program_->search(text, from));
    if (!found) break;
    result += text.substr(from, program_->match_begin() - from);
    for (auto const& piece : pieces) {
      result += piece.text;
      if (piece.group) result += program_->group(text, *piece.group);
    }
    if (result.size() > result_max) {
      return invalid({"feel.text_too_long", {{"limit", std::to_string(result_max)}}});
    }
    from = program_->match_end();
  }
  result += text.substr(from);
  return result;
}

Result<std::vector<std::string>> Regex::split(std::string_view text) {
  TRY(require_progress());
  program_->begin(text);
  std::vector<std::string> parts;
  std::size_t from = 0;
  for (;;) {
    bool const found = TRY(program_->search(text, from));
    if (!found) break;
    parts.emplace_back(text.substr(from, program_->match_begin() - from));
    from = program_->match_end();
  }
  parts.emplace_back(text.substr(from));
  return parts;
}

Regex* RegexCache::find(std::string_view pattern, std::string_view flags) {
  auto const found = std::ranges::find_if(entries_, [&](Entry const& entry) {
    return entry.pattern == pattern && entry.flags == flags;
  });
  if (found == entries_.end()) return nullptr;
  entries_.splice(entries_.begin(), entries_, found);
  return &entries_.front().regex;
}

Result<Regex*> RegexCache::compiled(std::string_view pattern, std::string_view flags) {
  if (auto* known = find(pattern, flags)) return known;
  auto regex = TRY(Regex::compile(pattern, flags));
  if (entries_.size() == size_max) entries_.pop_back();
  entries_.push_front({std::string(pattern), std::string(flags), std::move(regex)});
  return &entries_.front().regex;
}

}  // namespace zonebook::feel
