#include "reconcile/form.h"

#include <algorithm>

#include "meta/load/reader.h"
#include "reconcile/problem.h"

namespace zonebook::reconcile {
namespace {

using meta::Field;
using meta::MapReader;
using meta::Yaml;

class Reader {
 public:
  Reader(FormFile const& file, meta::Catalog const& catalog, ReadForms& read)
      : file_(file.file), catalog_(catalog), read_(read) {}

  void run(std::string_view text) {
    auto const root = meta::parse_yaml(text, file_, read_.problems);
    if (!root) return;
    MapReader map(*root, file_, read_.problems);
    Form form;
    auto const name = map.text("register");
    form.in = in_ = catalog_.find(name);
    if (!form.in) {
      if (!name.empty()) complain(map.line_of("register"), "reconcile.form.no_register", name);
      return;
    }
    form.record = field(map, "record");
    form.day = field(map, "day");
    form.month = field(map, "month");
    form.text = field(map, "text");
    form.always = set(map, "always");
    if (auto const* instead = map.optional_map("instead")) read_instead(*instead, form);
    read_numbers(map, form);
    form.when = map.names("when");
    form.unless = map.names("unless");
    if (auto const* choice = map.optional_map("choice")) read_choice(*choice, form);
    map.finish();
    if (form.record && !form.record->is_reference()) {
      complain(map.line_of("record"), "reconcile.form.no_reference", form.record->name);
    }
    read_.forms.list.push_back(std::move(form));
  }

 private:
  Field const* field(MapReader& map, char const* key) {
    auto const name = map.optional_text(key);
    return name.empty() ? nullptr : find(map.line_of(key), name);
  }

  Field const* find(std::size_t line, std::string const& name) {
    auto const* found = in_->find(name);
    if (!found) complain(line, "reconcile.form.no_field", name);
    return found;
  }

  Form::Set set(MapReader& map, char const* key) {
    Form::Set made;
    map.each_member(key, [&](std::string const& name, Yaml const& value) {
      if (auto const* found = find(value.line, name)) {
        if (!found->type->read(Json::string(value.text), *found)) {
          complain(value.line, "reconcile.form.no_value", value.text);
        }
        made.emplace_back(found, value.text);
      }
    });
    return made;
  }

  void read_instead(Yaml const& yaml, Form& form) {
    MapReader map(yaml, file_, read_.problems);
    form.instead = map.names("words");
    form.instead_set = set(map, "set");
    map.finish();
  }

  void read_numbers(MapReader& map, Form& form) {
    map.each_member("fields", [&](std::string const& name, Yaml const& yaml) {
      MapReader own(yaml, file_, read_.problems);
      Form::Number number;
      number.field = find(yaml.line, name);
      number.near = own.names("near");
      number.without = own.names("without");
      own.finish();
      if (number.field) form.numbers.push_back(std::move(number));
    });
  }

  void read_choice(Yaml const& yaml, Form& form) {
    MapReader map(yaml, file_, read_.problems);
    form.otherwise = map.text("otherwise");
    for (auto const& [name, options] : yaml.members) {
      if (name == "otherwise") continue;
      form.choice = find(options.line, name);
      map.each_member(name, [&](std::string const& value, Yaml const& words) {
        Form::Option option{value, {}};
        for (auto const& word : words.items) option.words.push_back(word.text);
        if (form.choice && !form.choice->type->read(Json::string(value), *form.choice)) {
          complain(words.line, "reconcile.form.no_value", value);
        }
        form.options.push_back(std::move(option));
      });
      break;
    }
    map.finish();
  }

  void complain(std::size_t line, char const* key, std::string const& name) {
    read_.problems.push_back(problem_at({file_, line}, key, name));
  }

  std::string const& file_;
  meta::Catalog const& catalog_;
  ReadForms& read_;
  meta::Register const* in_ = nullptr;
};

}  // namespace

ReadForms read_forms(std::vector<FormFile> const& files, meta::Catalog const& catalog) {
  ReadForms read;
  for (auto const& file : files) Reader(file, catalog, read).run(file.text);
  if (!read.problems.empty()) read.forms = {};
  return read;
}

}  // namespace zonebook::reconcile
