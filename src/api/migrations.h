// The tables of this room: previews of imports that wait to be committed.

#pragma once

#include <span>

#include "db/migrate.h"

namespace zonebook::api {

constexpr auto migrations_room = "api";
std::span<db::Migration const> migrations();

}  // namespace zonebook::api
