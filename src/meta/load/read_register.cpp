#include "meta/load/read_register.h"

#include <algorithm>

#include "meta/load/reader.h"

namespace zonebook::meta {
namespace {

// Reads the parts that a register and additions to one have in common.
class RegisterReader {
 public:
  RegisterReader(Yaml const& yaml, std::string const& file, Model& model)
      : file_(file),
        model_(model),
        map_(yaml, file_, model.problems),
        name_(map_.text("register")) {
    if (!name_.empty() && name_ != stem_of(file)) {
      map_.complain(map_.line_of("register"),
                    {"meta.load.file_name", {{"name", name_}, {"file", file}}});
    }
    name_ = stem_of(file);
  }

  std::string const& name() const { return name_; }

  Register head() {
    Register made;
    made.name = name_;
    model_.sources.places.emplace(name_, map_.place("register"));
    made.label = map_.label("label");
    made.about = map_.optional_text("about");
    made.source = map_.optional_text("source");
    made.key = map_.names("key");
    model_.sources.places.emplace(name_ + "/key", map_.place("key"));
    made.shared = map_.flag("shared");
    made.root_only = map_.flag("root_only");
    if (auto const* shares = map_.optional_map("shares")) made.shares = read_shares(*shares);
    return made;
  }

  void parts(Register& made) {
    map_.each_member("fields", [&](std::string const& field, Yaml const& value) {
      made.fields.push_back(read_field(field, value, file_, model_));
      auto const path = name_ + "." + field;
      model_.sources.places[path] = place(value.line);
      for (auto const& [key, part] : value.members) {
        model_.sources.places[path + "/" + key] = place(part.line);
      }
    });
    map_.each_item("checks", [&](Yaml const& item) {
      auto const path = name_ + "/checks/" + std::to_string(made.checks.size());
      made.checks.push_back(read_check(item, path));
    });
    if (auto const* views = map_.optional_map("views")) read_views(*views, made.views);
    map_.finish();
  }

 private:
  std::string place(std::size_t line) const { return file_ + ":" + std::to_string(line); }

  Shares read_shares(Yaml const& yaml) {
    MapReader map(yaml, file_, model_.problems);
    Shares made{.of = map.text("of"), .part = map.text("part"), .sum = map.text("sum")};
    map.finish();
    for (auto const* key : {"of", "part", "sum"}) {
      model_.sources.places[name_ + "/shares/" + key] = map.place(key);
    }
    return made;
  }

  Check read_check(Yaml const& yaml, std::string const& path) {
    MapReader map(yaml, file_, model_.problems);
    Check made;
    made.name = map.text("name");
    made.must = map.text("must");
    made.says = map.label("says");
    made.source = map.optional_text("source");
    map.finish();
    model_.sources.places[path] = map.place();
    model_.sources.places[path + "/must"] = map.place("must");
    return made;
  }

  // What is written replaces what was there.
  void read_views(Yaml const& yaml, Views& views) {
    MapReader map(yaml, file_, model_.problems);
    for (auto const& [view, value] : yaml.members) {
      model_.sources.places[name_ + "/views/" + view] = place(value.line);
    }
    if (auto title = map.optional_text("title"); !title.empty()) views.title = std::move(title);
    if (auto list = map.names("list"); !list.empty()) views.list = std::move(list);
    if (auto search = map.names("search"); !search.empty()) views.search = std::move(search);
    std::vector<FormGroup> form;
    map.each_item("form", [&](Yaml const& item) {
      MapReader group(item, file_, model_.problems);
      form.push_back({.title = group.label("title"), .fields = group.names("fields")});
      group.finish();
    });
    if (!form.empty()) views.form = std::move(form);
    map.finish();
  }

  std::string file_;
  Model& model_;
  MapReader map_;
  std::string name_;
};

}  // namespace

Register* Model::find(std::string_view name) {
  auto const found = std::ranges::find(registers, name, &Register::name);
  return found != registers.end() ? &*found : nullptr;
}

void read_register(Yaml const& yaml, std::string const& file, Model& model) {
  RegisterReader reader(yaml, file, model);
  if (auto* owned = model.find(reader.name())) {
    reader.parts(*owned);
    return;
  }
  auto made = reader.head();
  reader.parts(made);
  model.registers.push_back(std::move(made));
}

void read_owned_register(Yaml const& yaml, OwnedRegister const& owned, Model& model) {
  RegisterReader reader(yaml, std::string(owned.file), model);
  auto made = reader.head();
  made.owner = owned.room;
  reader.parts(made);
  model.registers.push_back(std::move(made));
}

std::string stem_of(std::string const& file) {
  auto const slash = file.rfind('/');
  auto const name = slash == file.npos ? file : file.substr(slash + 1);
  return name.substr(0, name.rfind('.'));
}

}  // namespace zonebook::meta
