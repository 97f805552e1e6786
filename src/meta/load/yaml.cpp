#include "meta/load/yaml.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>
#include <utility>

#include "base/utf8.h"

namespace zonebook::meta {
namespace {

constexpr std::size_t size_max = std::size_t{1} << 20;
constexpr std::size_t depth_max = 16;

std::size_t line_of(YAML::Mark const& mark) {
  return mark.line < 0 ? 1 : static_cast<std::size_t>(mark.line) + 1;
}

// Builds the tree from yaml-cpp's events.
class Handler final : public YAML::EventHandler {
 public:
  Handler(std::string const& file, std::vector<Error>& problems)
      : file_(file), problems_(problems) {}

  void OnDocumentStart(YAML::Mark const&) override {}
  void OnDocumentEnd() override {}
  void OnNull(YAML::Mark const& mark, YAML::anchor_t anchor) override {
    scalar(mark, "", anchor, "");
  }
  void OnAlias(YAML::Mark const& mark, YAML::anchor_t) override {
    complain(line_of(mark), {"meta.load.anchor", {}});
    put({.line = line_of(mark)});
  }
  void OnScalar(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor,
                std::string const& value) override {
    scalar(mark, tag, anchor, value);
  }
  void OnSequenceStart(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(Yaml::Kind::list, mark, tag, anchor);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(Yaml::Kind::map, mark, tag, anchor);
  }
  void OnMapEnd() override { close(); }

  std::optional<Yaml> take() { return std::move(root_); }
  void complain(std::size_t line, Text says) {
    problems_.push_back(
        {Error::Code::invalid, std::move(says), file_ + ":" + std::to_string(line)});
  }

 private:
  // A list or map that is not closed yet; of a map, the key whose value comes next.
  struct Frame {
    Yaml made;
    std::optional<std::string> key;
    std::size_t key_line = 1;
  };

  void scalar(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor,
              std::string const& value) {
    look_at(mark, tag, anchor);
    put({.line = line_of(mark), .text = value});
  }

  void open(Yaml::Kind kind, YAML::Mark const& mark, std::string const& tag,
            YAML::anchor_t anchor) {
    look_at(mark, tag, anchor);
    if (frames_.size() == depth_max) complain(line_of(mark), {"meta.load.too_deep", {}});
    frames_.push_back({.made = {.kind = kind, .line = line_of(mark)}, .key = {}});
  }

  void close() {
    auto made = std::move(frames_.back().made);
    frames_.pop_back();
    if (frames_.size() < depth_max) put(std::move(made));
  }

  // Plain scalars have the tag `?`, quoted ones `!`.
  void look_at(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor) {
    if (anchor != YAML::NullAnchor) complain(line_of(mark), {"meta.load.anchor", {}});
    if (!tag.empty() && tag != "?" && tag != "!") {
      complain(line_of(mark), {"meta.load.tag", {{"tag", tag}}});
    }
  }

  void put(Yaml made) {
    if (frames_.empty()) {
      root_ = std::move(made);
    } else if (auto& frame = frames_.back(); frame.made.kind == Yaml::Kind::list) {
      frame.made.items.push_back(std::move(made));
    } else if (!frame.key) {
      if (made.kind != Yaml::Kind::scalar) complain(made.line, {"meta.load.key_no_text", {}});
      frame.key = std::move(made.text);
      frame.key_line = made.line;
    } else {
      put_member(frame, std::move(made));
    }
  }

  // A value's line is that of its key: where a person looks for it.
  void put_member(Frame& frame, Yaml made) {
    auto key = *std::exchange(frame.key, std::nullopt);
    if (made.kind == Yaml::Kind::scalar || made.items.empty()) made.line = frame.key_line;
    if (frame.made.find(key)) {
      complain(frame.key_line, {"meta.load.key_twice", {{"key", key}}});
    } else {
      frame.made.members.push_back({std::move(key), std::move(made)});
    }
  }

  std::string const& file_;
  std::vector<Error>& problems_;
  std::vector<Frame> frames_;
  std::optional<Yaml> root_;
};

// What yaml-cpp would misread: it takes U+0004 for the end of the file.
std::optional<std::size_t> line_of_control(std::string_view text) {
  std::size_t line = 1;
  for (char const c : text) {
    if (c == '\n') ++line;
    bool const control = static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
    if (control && c != '\n' && c != '\r' && c != '\t') return line;
  }
  return std::nullopt;
}

}  // namespace

Yaml const* Yaml::find(std::string_view key) const {
  auto const found = std::ranges::find(members, key, &Member::key);
  return found != members.end() ? &found->value : nullptr;
}

std::optional<Yaml> parse_yaml(std::string_view text, std::string const& file,
                               std::vector<Error>& problems) {
  Handler handler(file, problems);
  if (text.size() > size_max) {
    handler.complain(1, {"meta.load.too_large", {}});
    return std::nullopt;
  }
  if (!is_utf8(text)) {
    handler.complain(1, {"meta.load.not_utf8", {}});
    return std::nullopt;
  }
  if (auto const line = line_of_control(text)) {
    handler.complain(*line, {"meta.load.control_character", {}});
    return std::nullopt;
  }
  try {
    std::istringstream stream{std::string(text)};
    YAML::Parser parser(stream);
    parser.HandleNextDocument(handler);
    auto root = handler.take();
    if (!root) handler.complain(1, {"meta.load.nothing", {}});
    if (parser.HandleNextDocument(handler)) handler.complain(1, {"meta.load.documents", {}});
    return root;
  } catch (YAML::Exception const& error) {
    handler.complain(line_of(error.mark), {"meta.load.not_yaml", {{"reason", error.msg}}});
    return std::nullopt;
  }
}

}  // namespace zonebook::meta
