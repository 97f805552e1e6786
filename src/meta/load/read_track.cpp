#include "meta/load/read_register.h"
#include "meta/load/reader.h"

namespace zonebook::meta {
namespace {

Need read_need(Yaml const& yaml, std::string const& path, std::string const& file, Model& model) {
  MapReader map(yaml, file, model.problems);
  Need need;
  need.name = map.text("name");
  need.must = map.text("must");
  need.says = map.label("says");
  need.source = map.optional_text("source");
  auto const gate = map.text_or("gate", "debt");
  need.gate = gate == "hard" ? Need::Gate::hard : Need::Gate::debt;
  if (gate != "hard" && gate != "debt") {
    map.complain(map.line_of("gate"), {"meta.load.unknown_gate", {{"gate", gate}}});
  }
  map.finish();
  model.sources.places[path] = map.place();
  model.sources.places[path + "/must"] = map.place("must");
  return need;
}

Stage read_stage(Yaml const& yaml, std::string const& path, std::string const& file, Model& model) {
  MapReader map(yaml, file, model.problems);
  Stage stage;
  stage.value = map.text("stage");
  stage.date_field = map.optional_text("date");
  stage.limit_days = map.optional_number("limit_days");
  stage.end = map.flag("end");
  map.each_item("needs", [&](Yaml const& item) {
    auto const at = path + "/" + std::to_string(stage.needs.size());
    stage.needs.push_back(read_need(item, at, file, model));
  });
  map.finish();
  model.sources.places[path] = map.place("stage");
  return stage;
}

}  // namespace

void read_track(Yaml const& yaml, std::string const& file, Model& model) {
  MapReader map(yaml, file, model.problems);
  Track track;
  track.name = map.text("track");
  if (!track.name.empty() && track.name != stem_of(file)) {
    map.complain(map.line_of("track"),
                 {"meta.load.file_name", {{"name", track.name}, {"file", file}}});
  }
  track.name = stem_of(file);
  track.label = map.label("label");
  track.stage_field = map.text("field");
  auto const path = track.name + "/track";
  map.each_item("stages", [&](Yaml const& item) {
    auto const at = path + "/" + std::to_string(track.stages.size());
    track.stages.push_back(read_stage(item, at, file, model));
  });
  map.finish();
  model.sources.places[path] = map.place("field");
  if (auto* reg = model.find(track.name)) {
    reg->track = std::move(track);
  } else {
    map.complain(map.line_of("track"), {"meta.load.track_of_nothing", {{"register", track.name}}});
  }
}

}  // namespace zonebook::meta
