#include "ledger/files.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "base/durable_file.h"
#include "base/hash.h"
#include "ledger/refusal.h"

namespace zonebook::ledger {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t piece_bytes = std::size_t{1} << 16;
constexpr std::size_t hash_digits = 64;

bool is_hash(std::string_view text) {
  return text.size() == hash_digits && text.find_first_not_of("0123456789abcdef") == text.npos;
}

std::unexpected<Error> missing(std::string const& hash) {
  return refuse(Error::Code::not_found, {"ledger.file_missing", {{"where", hash}}}, Json::object(),
                hash);
}

std::unexpected<Error> differs(std::string const& hash) {
  return refuse(Error::Code::broken, {"ledger.file_differs", {{"where", hash}}}, Json::object(),
                hash);
}

FileStore::Source pieces_of(std::string_view bytes) {
  return [bytes]() mutable -> Result<std::string> {
    auto const size = std::min(bytes.size(), piece_bytes);
    std::string piece(bytes.substr(0, size));
    bytes.remove_prefix(size);
    return piece;
  };
}

FileStore::Source file_pieces(std::string const& path) {
  auto const file = std::make_shared<std::ifstream>(path, std::ios::binary);
  return [file]() -> Result<std::string> {
    std::string piece(piece_bytes, '\0');
    file->read(piece.data(), static_cast<std::streamsize>(piece.size()));
    piece.resize(static_cast<std::size_t>(file->gcount()));
    return piece;
  };
}

}  // namespace

FileStore FileStore::open(std::string folder, std::int64_t size_max) {
  sweep_parts(folder);
  return {std::move(folder), size_max};
}

std::string FileStore::path_of(std::string const& hash) const {
  return folder_ + "/" + hash.substr(0, 2) + "/" + hash;
}

Result<StoredFile> FileStore::add(Source const& next) const {
  TRY(make_folders(folder_));
  auto file = TRY(DurableFile::begin(folder_));
  Digest digest(Digest::Kind::sha256);
  StoredFile stored;
  for (;;) {
    auto const piece = TRY(next());
    if (piece.empty()) break;
    stored.size += static_cast<std::int64_t>(piece.size());
    if (stored.size > size_max_) {
      auto const megabytes = std::to_string(size_max_ / 1'000'000);
      return refuse(Error::Code::invalid, {"ledger.file_too_large", {{"megabytes", megabytes}}});
    }
    digest.update(piece);
    TRY(file.write(piece));
  }
  stored.hash = digest.finish();
  auto const path = path_of(stored.hash);
  TRY(make_folders(fs::path(path).parent_path().string()));
  auto const named = TRY(file.name(path));
  stored.was_there = named == DurableFile::Named::before;
  if (stored.was_there) TRY(check(stored.hash));
  return stored;
}

Result<StoredFile> FileStore::add(std::string_view bytes) const { return add(pieces_of(bytes)); }

std::optional<std::int64_t> FileStore::size_of(std::string const& hash) const {
  std::error_code failed;
  if (!is_hash(hash) || !fs::is_regular_file(path_of(hash), failed)) return std::nullopt;
  auto const size = fs::file_size(path_of(hash), failed);
  if (failed) return std::nullopt;
  return static_cast<std::int64_t>(size);
}

Result<void> FileStore::read(std::string const& hash, Take const& take) const {
  if (!size_of(hash)) return missing(hash);
  Digest digest(Digest::Kind::sha256);
  auto const next = file_pieces(path_of(hash));
  for (;;) {
    auto const piece = TRY(next());
    if (piece.empty()) break;
    digest.update(piece);
    TRY(take(piece));
  }
  if (digest.finish() != hash) return differs(hash);
  return {};
}

Result<void> FileStore::check(std::string const& hash) const {
  return read(hash, [](std::string_view) -> Result<void> { return {}; });
}

Result<void> FileStore::each(TakeName const& take) const {
  std::error_code failed;
  auto at = fs::recursive_directory_iterator(folder_, failed);
  for (; !failed && at != fs::recursive_directory_iterator(); at.increment(failed)) {
    auto const name = at->path().filename().string();
    if (at->is_directory(failed) || is_part(name)) continue;
    auto const is_in_place = is_hash(name) && at->path() == fs::path(path_of(name));
    TRY(take(fs::path(at->path()).lexically_relative(folder_).string(),
             is_in_place ? std::optional(name) : std::nullopt));
  }
  return {};
}

Result<CopiedFiles> copy_files(FileStore const& from, FileStore const& to) {
  CopiedFiles copied;
  auto const any_size = FileStore::open(to.folder(), INT64_MAX);
  TRY(from.each([&](std::string const&, std::optional<std::string> hash) -> Result<void> {
    if (!hash) return {};
    auto const is_there = to.size_of(*hash).has_value();
    if (!(is_there ? to : from).check(*hash)) {
      copied.damaged.push_back(*hash);
      return {};
    }
    auto const path = from.folder() + "/" + hash->substr(0, 2) + "/" + *hash;
    if (!is_there) TRY(any_size.add(file_pieces(path)));
    ++copied.count;
    return {};
  }));
  std::ranges::sort(copied.damaged);
  return copied;
}

namespace {

template <class T>
T const* value_of(Change const& change, std::string_view field) {
  auto const found = std::ranges::find_if(
      change.fields, [&](FieldValue const& given) { return given.field->name == field; });
  return found == change.fields.end() ? nullptr : std::get_if<T>(&found->value);
}

bool names(Change const& change, std::string_view field) {
  return std::ranges::any_of(change.fields,
                             [&](FieldValue const& given) { return given.field->name == field; });
}

Result<void> check_record(FileStore const& files, Change const& change) {
  if (change.in->name != "file" || (!names(change, "hash") && !names(change, "bytes"))) return {};
  auto const* hash = value_of<std::string>(change, "hash");
  auto const* size = value_of<std::int64_t>(change, "bytes");
  auto const stored = hash ? files.size_of(*hash) : std::nullopt;
  if (stored && size && *stored == *size) return {};
  return refuse(Error::Code::invalid,
                {"ledger.wrong_file_size", {{"size", stored ? std::to_string(*stored) : "?"}}},
                Json::object({{"why", Json::string("field bytes")}}), "file.bytes");
}

Result<void> check_change(FileStore const& files, Change const& change) {
  for (auto const& [field, value] : change.fields) {
    auto const* hash = std::get_if<std::string>(&value);
    if (field->type != meta::find_field_type("file") || !hash || files.size_of(*hash)) continue;
    return refuse(Error::Code::invalid, {"ledger.no_file", {{"hash", *hash}}},
                  Json::object({{"why", Json::string("field " + field->name)}}),
                  change.in->name + "." + field->name);
  }
  return check_record(files, change);
}

}  // namespace

Result<void> check_files(FileStore const* files, std::vector<Change> const& changes) {
  if (!files) return {};
  for (std::size_t i = 0; i < changes.size(); ++i) {
    auto checked = check_change(*files, changes[i]);
    if (!checked) return std::unexpected(in_change(std::move(checked.error()), i));
  }
  return {};
}

}  // namespace zonebook::ledger
