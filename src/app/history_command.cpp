// zonebook history REGISTER ID [--known T]: what was written of a record, by whom, on which paper.

#include <fmt/format.h>

#include "api/history.h"
#include "app/book.h"
#include "app/command.h"
#include "app/known.h"
#include "app/tell.h"

namespace zonebook::app {
namespace {

struct Arguments {
  std::string register_name, id, known;
};

class History {
 public:
  History(Book& book, ledger::Snapshot& snapshot, std::string id, Settings const& settings)
      : book_(book), snapshot_(snapshot), id_(std::move(id)), settings_(settings) {
    rows_.push_back({word({"app.history.known", {}}), word({"app.history.actor", {}}),
                     word({"app.history.source", {}}), word({"app.history.valid", {}}),
                     word({"app.history.changed", {}})});
  }

  Result<void> add(ledger::LogEntry const& entry) {
    auto const before = TRY(snapshot_.store().known_at(id_, Instant(entry.known.micros() - 1)));
    auto const changes = TRY(ledger::changes_in(entry.body, book_.catalog()));
    bool is_first = true;
    auto const second = ledger::approver_in(changes);
    auto const actors = second.empty() ? entry.actor : entry.actor + " · " + second;
    for (auto const& change : changes) {
      if (change.id != id_) continue;
      auto const edits = api::edits_of(change, before);
      for (auto const& line : lines_of(change, edits)) {
        auto const first = std::exchange(is_first, false);
        rows_.push_back({first ? local_time(entry.known, *book_.local) : "", first ? actors : "",
                         first ? paper_of(entry) : "", line.empty() ? "" : stretch_of(change),
                         line});
      }
    }
    auto told = TRY(api::told_entry(entry, id_, snapshot_));
    entries_.push_back(std::move(told));
    return {};
  }

  void print(meta::Register const& in) const {
    if (settings_.json) {
      auto json = Json::object({{"register", Json::string(in.name)},
                                {"id", Json::string(id_)},
                                {"read", json_of(snapshot_.knowledge())},
                                {"entries", Json::array(entries_)}});
      mark_sample(json, book_);
      print_json(json);
    } else {
      tell_sample(book_, settings_);
      fmt::print("{}", aligned(rows_));
    }
  }

 private:
  std::string word(Text const& text) const { return render(text, settings_.language); }

  static std::string paper_of(ledger::LogEntry const& entry) {
    return entry.source.empty() ? entry.reason : entry.source;
  }

  static std::string stretch_of(ledger::Change const& change) {
    return stretch_text({change.from, change.to.value_or(ledger::open_end())});
  }

  std::string kind_word(ledger::ChangeKind kind) const {
    switch (kind) {
      case ledger::ChangeKind::create: return word({"app.kind.create", {}});
      case ledger::ChangeKind::change: return word({"app.kind.change", {}});
      case ledger::ChangeKind::correct: return word({"app.kind.correct", {}});
      case ledger::ChangeKind::retire: return word({"app.kind.retire", {}});
      case ledger::ChangeKind::restore: break;
    }
    return word({"app.kind.restore", {}});
  }

  // "更正 计划总投资 2.03 亿元 → 2.30 亿元", a line a field.
  std::vector<std::string> lines_of(ledger::Change const& change,
                                    std::vector<api::Edit> const& edits) const {
    auto const kind = kind_word(change.kind);
    std::vector<std::string> lines;
    for (auto const& edit : edits) {
      auto const is_new = edit.old.empty();
      if (is_new && std::holds_alternative<std::monostate>(edit.now)) continue;
      auto line = kind + " " + meta::in_language(edit.field->label, settings_.language) + " ";
      for (std::size_t i = 0; i < edit.old.size(); ++i) {
        line += (i == 0 ? "" : " | ") + shown(edit.old[i], *edit.field, settings_.language);
      }
      lines.push_back(line + (is_new ? "" : " → ") +
                      shown(edit.now, *edit.field, settings_.language));
    }
    if (change.same_as) {
      lines.push_back(kind + " " + word({"app.history.same_as", {{"id", *change.same_as}}}));
    } else if (change.kind == ledger::ChangeKind::restore) {
      lines.push_back(kind + " " +
                      word({"app.history.restores", {{"seq", std::to_string(change.entry)}}}));
    }
    if (lines.empty()) lines.push_back(kind);
    return lines;
  }

  Book& book_;
  ledger::Snapshot& snapshot_;
  std::string id_;
  Settings const& settings_;
  std::vector<std::vector<std::string>> rows_;
  std::vector<Json> entries_;
};

Result<void> history(Arguments const& arguments, Settings const& settings) {
  auto const is_past = !arguments.known.empty();
  auto const book = TRY(open_book(settings, is_past ? Access::own : Access::read_only));
  auto const* in = TRY(register_from(arguments.register_name, book->catalog()));
  auto const known = TRY(known_from(arguments.known, *book));
  auto const zone = ledger::zone_of(arguments.id);
  auto snapshot = TRY(read_known(*book, ledger::Scope::everything(zone), {arguments.known, known}));
  auto const* found = TRY(snapshot.store().register_of(arguments.id));
  if (found != in) {
    Text says{
        "app.no_record",
        {{"id", arguments.id}, {"register", meta::in_language(in->label, settings.language)}}};
    return std::unexpected(Error{Error::Code::not_found, std::move(says), ""});
  }
  auto const entries = TRY(snapshot.history(arguments.id));
  History told(*book, snapshot, arguments.id, settings);
  for (auto const& entry : entries) TRY(told.add(entry));
  told.print(*in);
  return {};
}

}  // namespace

void add_history(CLI::App& program, Settings const& settings, Action& action) {
  auto arguments = std::make_shared<Arguments>();
  auto* command =
      program.add_subcommand("history", "一条记录的来历 / what was written of a record");
  command->add_option("register", arguments->register_name, "登记簿 / the register")->required();
  command->add_option("id", arguments->id, "编号 / the record's id")->required();
  command->add_option("--known", arguments->known, "当时账上知道的 / as known at, 2023-12-20");
  command->callback([=, &settings, &action] {
    action = [=, &settings] { return finish(history(*arguments, settings), settings); };
  });
}

}  // namespace zonebook::app
