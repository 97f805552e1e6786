#include "app/reading_request.h"

#include "app/command.h"
#include "publishing/document/document.h"

namespace zonebook::app {
namespace {

Result<Date> day_of(std::string const& written, Date today) {
  if (written.empty()) return today;
  auto const day = Date::parse(written);
  if (!day) return invalid({"app.not_a_day", {{"text", written}}});
  return *day;
}

// {"text","zone","title","ref_date"}: what programs send instead of flags.  nullopt if it is none.
std::optional<Json> as_letter(std::string_view text) {
  if (!text.starts_with('{')) return std::nullopt;
  auto json = Json::parse(text);
  if (!json || !json->text_at("text")) return std::nullopt;
  return std::move(*json);
}

}  // namespace

Result<ReadingRequest> reading_request(AskedReading const& asked, Date today) {
  ReadingRequest request;
  request.text = TRY(read_file(asked.file));
  request.options.zone = asked.zone;
  request.options.title = asked.title;
  auto on = asked.on;
  if (auto const letter = as_letter(request.text)) {
    request.options.zone = letter->text_at("zone").value_or(asked.zone);
    request.options.title = letter->text_at("title").value_or(asked.title);
    on = letter->text_at("ref_date").value_or(on);
    request.text = std::string(*letter->text_at("text"));
  } else if (request.text.starts_with('{') && request.text.find("\"text\"") < 400) {
    return invalid({"app.read.not_a_request", {{"path", asked.file}}});
  } else {
    request.text = TRY(publishing::document_text(std::move(request.text), asked.file));
  }
  request.options.today = TRY(day_of(on, today));
  return request;
}

void add_options(CLI::App& command, AskedReading& asked) {
  command.add_option("file", asked.file, "文字，- 为标准输入 / the text, - for standard input");
  command.add_option("--title", asked.title, "标题 / the headline");
  command.add_option("--zone", asked.zone, "默认的园区 / whose figures they are");
}

}  // namespace zonebook::app
