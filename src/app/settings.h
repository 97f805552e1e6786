// What every command knows, and where each part of it comes from.  Stronger first:
//
//   a flag                 --data DIR | --database URI, --model DIR, --language, --time-zone,
//                          --files DIR, --anchors DIR, --file-megabytes N, --listen ADDRESS:PORT,
//                          --web DIR, --certificate FILE, --certificate-key FILE
//   the environment        ZONEBOOK_DATA, _DATABASE, _MODEL, _LANGUAGE, _ZONE, _FILES, _ANCHORS,
//                          _FILE_MEGABYTES, _LISTEN, _WEB, _CERTIFICATE, _CERTIFICATE_KEY,
//                          _SETTINGS
//   the settings file      --settings FILE, else zonebook.yaml in the data folder, if it is there
//   what stands here       ./data, DIR/zonebook.db, ./model, zh, Asia/Shanghai, DIR/files,
//                          DIR/anchors, 50, 127.0.0.1:8080, ./web/dist, no certificate
//
//   data: /srv/zonebook
//   database: postgresql:///zonebook
//   language: en
//   time_zone: Asia/Shanghai
//
// The model is ./model, else PREFIX/share/zonebook/model beside PREFIX/bin/zonebook, else the
// folder `model` beside the binary's own; the pages are ./web/dist, PREFIX/share/zonebook/web, or
// `web/dist` there.  --data says where a ledger is, so ZONEBOOK_DATABASE,
// _FILES and _ANCHORS do not count beside it; those of that folder's own file do.

#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"

namespace zonebook::app {

struct Setting {
  std::string name, value;
  std::string from;  // "--data", "ZONEBOOK_DATA", "data/zonebook.yaml:2"; empty: what stands here
};

struct Settings {
  Language language = Language::zh;
  bool json = false;
  std::string data = "./data";  // a folder
  std::string database;         // a path of SQLite, or postgresql://…
  std::string model;            // a folder
  std::string time_zone = "Asia/Shanghai";
  std::string files, anchors;         // folders
  std::int64_t file_megabytes = 50;   // the largest file that is taken, in millions of bytes
  std::string address = "127.0.0.1";  // where `serve` listens
  std::uint16_t port = 8080;
  std::string web;                           // the folder of the pages
  std::string certificate, certificate_key;  // PEM files; empty: plain HTTP
  std::vector<Setting> all;                  // these, as `config` tells them

  bool is_postgres() const;
};

// What the command line says.
struct Flags {
  std::optional<std::string> settings, data, database, model, language, time_zone, files, anchors,
      file_megabytes, listen, web, certificate, certificate_key;
  bool json = false;
};

// Looks a variable up: std::getenv, or a test's own.
using Environment = std::function<std::optional<std::string>(std::string const& name)>;
Environment environment();

//   not_found  --settings names no file
//   invalid    `where` is the flag, the variable, or the file's line
Result<Settings> settle(Flags const&, Environment const&);

// Without its password, for people.
std::string shown_database(std::string const& uri);

}  // namespace zonebook::app
