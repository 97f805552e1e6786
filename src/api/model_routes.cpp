// The model: /model.

#include "api/api.h"
#include "api/call.h"
#include "api/model_json.h"
#include "http/etag.h"

namespace zonebook::api {

std::vector<Route> model_routes(Rooms const& rooms) {
  // The same for everybody as long as the process runs: what of it a visitor sees is told by /me.
  auto const model = std::make_shared<std::string const>(to_text(model_json(rooms)));
  auto const etag = http::etag_of(*model);
  auto const read = [=](Call&) -> Result<Answer> {
    auto response = http::json(*model);
    response.etag = etag;
    response.fields.set("Cache-Control", "private, no-cache");
    return Answer(std::move(response));
  };
  return {{.method = "GET",
           .pattern = "/model",
           .id = "read_model",
           .says = "The registers, tracks, words and definitions of figures",
           .answer = schema::reference("Model"),
           .handle = read}};
}

}  // namespace zonebook::api
