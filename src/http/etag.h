// Entity tags (RFC 9110, 8.8.3): whether the reader has already what would be sent.
//
//   etag_of("…")                     // "ba7816bf8f01cfea414140de5dae2223": 128 bits of SHA-256
//   is_among("\"a\", W/\"b\"", "b", Match::weak)   // true: If-None-Match compares weakly
//
// A list that is not written as the grammar says matches nothing, so the whole answer is sent.

#pragma once

#include <string>
#include <string_view>

namespace zonebook::http {

std::string etag_of(std::string_view bytes);

enum class Match { weak, strong };
// A strong tag, without quotes, among the value of If-None-Match or If-Match; `*` has all.
bool is_among(std::string_view list, std::string_view etag, Match);

}  // namespace zonebook::http
