#include "reading/token.h"

#include <array>

#include "base/scan.h"
#include "reading/code_point.h"

namespace zonebook::reading {
namespace {

using Kind = Token::Kind;

std::optional<Kind> punctuation(char32_t c) {
  switch (c) {
    case U'，': return Kind::comma;
    case U'、':
    case U'和':
    case U'及': return Kind::list;
    case U'；': return Kind::semicolon;
    case U'。':
    case U'！':
    case U'？':
    case '\n': return Kind::stop;
    case U'：': return Kind::colon;
    case U'（': return Kind::open;
    case U'）': return Kind::close;
    case U'“': return Kind::quote;
    case U'”': return Kind::unquote;
    default: return std::nullopt;
  }
}

// Of the words that begin no number: the first characters of numerals in Chinese, and 第.
bool may_be_numeral(char32_t c) {
  static constexpr std::u32string_view first = U"一二两三四五六七八九十百千万第";
  return first.find(c) != first.npos;
}

bool is_time(Entry const& entry) {
  for (auto const& sense : entry.senses) {
    if (sense.role >= Role::year && sense.role <= Role::base_time && sense.role != Role::since) {
      return true;
    }
  }
  return false;
}

// Of running text, so that its tokens are seldom moved.
constexpr std::size_t bytes_a_token = 8;
constexpr std::size_t bytes_a_number = 40;

class Scan {
 public:
  explicit Scan(std::string_view text) {
    out_.text = text;
    out_.list.reserve(text.size() / bytes_a_token);
    out_.numbers.reserve(text.size() / bytes_a_number);
  }

  Tokens run() {
    while (at_ < out_.text.size()) {
      auto const found = code_point_at(rest());
      if (found.value < plane && says_nothing_[found.value]) {
        at_ += found.bytes;
      } else {
        step(found);
      }
    }
    return std::move(out_);
  }

 private:
  std::string_view rest() const { return out_.text.substr(at_); }

  void push(Kind kind, std::size_t bytes, std::uint32_t index = 0, Entry const* entry = nullptr) {
    out_.list.push_back({kind, static_cast<std::uint32_t>(at_),
                         static_cast<std::uint32_t>(at_ + bytes), index, entry});
    at_ += bytes;
  }

  bool time() {
    auto found = moment_at(rest());
    if (!found || found->bytes == 0) return false;
    out_.moments.push_back(found->moment);
    push(Kind::time, found->bytes, static_cast<std::uint32_t>(out_.moments.size() - 1));
    return true;
  }

  bool number() {
    auto found = numeral_at(out_.text, at_);
    if (!found || found->end <= at_) return false;
    out_.numbers.push_back(*found);
    push(Kind::number, found->end - at_, static_cast<std::uint32_t>(out_.numbers.size() - 1));
    out_.list.back().begin = static_cast<std::uint32_t>(found->begin);
    return true;
  }

  void step(CodePoint found) {
    if (found.value < 0x80 && is_digit(static_cast<char>(found.value))) {
      auto const previous = at_ > 0 ? out_.text[at_ - 1] : ' ';
      auto const* named = words_.at(rest(), found);
      if (named && !is_time(*named) && !is_digit(previous)) {
        return push(Kind::word, named->text.size(), 0, named);
      }
      if (!is_digit(previous) && previous != '.' && time()) return;
      if (number()) return;
    }
    auto const* entry = words_.at(rest(), found);
    if (entry && is_time(*entry) && time()) return;
    if (entry && entry->text.size() > found.bytes) {
      if (may_be_numeral(found.value) && entry->role(Role::group) && number()) return;
      return push(Kind::word, entry->text.size(), 0, entry);
    }
    if (may_be_numeral(found.value) && number()) return;
    if (auto const kind = punctuation(found.value)) return push(*kind, found.bytes);
    if (entry) return push(Kind::word, entry->text.size(), 0, entry);
    at_ += found.bytes;
  }

  // Signs with which no word, number, time or punctuation begins: more than half of any text.
  static std::vector<char> const& signs_that_say_nothing() {
    static std::vector<char> const signs = [] {
      std::vector<char> made(plane);
      for (char32_t c = 0x80; c < plane; ++c) {
        made[c] = !Lexicon::words().begins(c) && !may_be_numeral(c) && !punctuation(c);
      }
      return made;
    }();
    return signs;
  }

  static constexpr char32_t plane = 0x10000;
  Lexicon const& words_ = Lexicon::words();
  std::vector<char> const& says_nothing_ = signs_that_say_nothing();
  Tokens out_;
  std::size_t at_ = 0;
};

}  // namespace

Tokens tokens_of(std::string_view prepared) { return Scan(prepared).run(); }

}  // namespace zonebook::reading
