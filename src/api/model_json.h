// The model as the screen needs it: registers with their fields and views, tracks, words, and the
// definitions of figures; labels in both languages.

#pragma once

#include "api/rooms.h"

namespace zonebook::api {

Json label_json(meta::Label const&);
Json strings_json(std::vector<std::string> const&);
// {"catalog": hash, "registers": […], "tracks": […], "terms": […], "indicators": […]}.
Json model_json(Rooms const&, figures::Editions const&);
Json model_schema();

}  // namespace zonebook::api
