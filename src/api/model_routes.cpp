// The model: /model.

#include "api/api.h"
#include "api/call.h"
#include "api/model_json.h"
#include "http/etag.h"

namespace zonebook::api {

namespace {

// The same for everybody until a definition changes: what of it a visitor sees is told by /me.
class ModelTold {
 public:
  Result<Answer> answer(Rooms const& rooms) {
    auto const editions = TRY(rooms.editions.get());
    auto const today = rooms.today();
    std::lock_guard const lock(mutex_);
    if (editions != editions_ || today != today_) {
      text_ = to_text(model_json(rooms, *editions));
      etag_ = http::etag_of(text_);
      editions_ = editions;
      today_ = today;
    }
    auto response = http::json(text_);
    response.etag = etag_;
    response.fields.set("Cache-Control", "private, no-cache");
    return Answer(std::move(response));
  }

 private:
  std::mutex mutex_;
  std::shared_ptr<figures::Editions const> editions_;
  Date today_;
  std::string text_, etag_;
};

}  // namespace

std::vector<Route> model_routes(Rooms const&) {
  auto const told = std::make_shared<ModelTold>();
  auto const read = [=](Call& call) { return told->answer(call.rooms); };
  return {{.method = "GET",
           .pattern = "/model",
           .id = "read_model",
           .says = "The registers, tracks, words and definitions of figures",
           .answer = schema::reference("Model"),
           .handle = read}};
}

}  // namespace zonebook::api
