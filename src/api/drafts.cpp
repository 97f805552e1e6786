#include "api/drafts.h"

#include <algorithm>
#include <set>

#include "ledger/life.h"

namespace zonebook::api {
namespace {

// Texts shorter than this name nothing: two signs of Chinese.
constexpr std::size_t name_least = 4;

void add_name(reconcile::Named& named, std::optional<std::string> name) {
  bool const is_new = name && name->size() >= name_least &&
                      std::ranges::find(named.names, *name) == named.names.end();
  if (is_new) named.names.push_back(std::move(*name));
}

// What its register is called and searched by; of a reference nothing.
reconcile::Named named_by(ledger::Listed const& one, meta::Register const& in) {
  reconcile::Named named{.id = one.id, .names = {}};
  auto fields = in.views.search;
  fields.insert(fields.begin(), in.views.title);
  for (auto const& name : fields) {
    auto const* field = in.find(name);
    bool const names_it = field && !field->personal &&
                          (field->type->name() == "text" || field->type->name() == "code");
    if (names_it) add_name(named, ledger::text_in(one.version, in, name));
  }
  return named;
}

Json text(std::string_view of) { return Json::string(std::string(of)); }

}  // namespace

Result<std::vector<reconcile::Named>> names_in(ledger::Snapshot& at, reconcile::Forms const& forms,
                                               Date day) {
  std::vector<reconcile::Named> all;
  std::set<meta::Register const*> done;
  for (auto const& form : forms.list) {
    auto const* in = form.record ? form.record->target : nullptr;
    if (!in || !done.insert(in).second) continue;
    auto const listed = TRY(at.list(*in, day));
    for (auto const& one : listed) all.push_back(named_by(one, *in));
  }
  return all;
}

std::string shown(reconcile::DraftField const& one, reconcile::Draft const& draft,
                  Language language) {
  if (draft.record && one.field == draft.form->record && !draft.record->names.empty()) {
    return draft.record->names.front();
  }
  auto const value = one.field->type->read(one.value, *one.field);
  return value ? one.field->type->show(*value, *one.field, language) : to_text(one.value);
}

Json drafts_json(std::vector<reconcile::Draft> const& drafts, std::string const& zone,
                 std::string const& message, Date day, Language language) {
  std::vector<Json> list;
  for (auto const& draft : drafts) {
    std::vector<Json> fields, missing;
    for (auto const& one : draft.fields) {
      auto field = Json::object({{"field", text(one.field->name)},
                                 {"label", text(meta::in_language(one.field->label, language))},
                                 {"value", one.value},
                                 {"shown", Json::string(shown(one, draft, language))}});
      if (one.at) {
        field.set("start", Json::integer(static_cast<std::int64_t>(one.at->begin)));
        field.set("end", Json::integer(static_cast<std::int64_t>(one.at->end)));
      }
      fields.push_back(std::move(field));
    }
    for (auto const* field : draft.missing) {
      missing.push_back(Json::object({{"field", text(field->name)},
                                      {"label", text(meta::in_language(field->label, language))}}));
    }
    auto const& in = *draft.form->in;
    list.push_back(Json::object({{"register", text(in.name)},
                                 {"label", text(meta::in_language(in.label, language))},
                                 {"record", draft.record ? Json::string(draft.record->id) : Json()},
                                 {"fields", Json::array(std::move(fields))},
                                 {"missing", Json::array(std::move(missing))}}));
  }
  return Json::object({{"drafts", Json::array(std::move(list))},
                       {"letter", reconcile::letter_of(drafts, zone, message, day)}});
}

}  // namespace zonebook::api
