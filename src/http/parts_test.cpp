// Tables of the small grammars: tags, ranges, codings, names of files, fields.

#include <gtest/gtest.h>
#include <zlib.h>

#include "http/content_type.h"
#include "http/etag.h"
#include "http/gzip.h"
#include "http/problem.h"
#include "http/range.h"
#include "http/static_files.h"

namespace zonebook::http {
namespace {

TEST(Etag, is_found_in_a_list) {
  struct Case {
    std::string_view list;
    bool weakly, strongly;
  };
  for (auto const& [list, weakly, strongly] : std::vector<Case>{
           {"\"a\"", true, true},
           {"\"b\"", false, false},
           {"\"b\", \"a\"", true, true},
           {"\"b\",\"a\",\"c\"", true, true},
           {", ,\"a\"", true, true},
           {"W/\"a\"", true, false},
           {"W/\"b\", W/\"a\"", true, false},
           {"*", true, true},
           {" * ", true, true},
           {"\"a", false, false},
           {"a", false, false},
           {"w/\"a\"", false, false},
           {"\"a\"\"b\"", false, false},
           {"\"a\"x", false, false},
           {"\"A\"", false, false},
           {"\"a b\", \"a\"", false, false},
           {"", false, false},
       }) {
    EXPECT_EQ(is_among(list, "a", Match::weak), weakly) << list;
    EXPECT_EQ(is_among(list, "a", Match::strong), strongly) << list;
  }
}

TEST(Etag, is_of_the_bytes) {
  EXPECT_EQ(etag_of("abc"), "ba7816bf8f01cfea414140de5dae2223");
  EXPECT_NE(etag_of("abc"), etag_of("abd"));
}

std::string told(AskedRange const& asked) {
  if (auto const* part = std::get_if<ByteRange>(&asked)) {
    return std::to_string(part->begin) + "+" + std::to_string(part->size);
  }
  return std::holds_alternative<WholeFile>(asked) ? "whole" : "none";
}

TEST(Range, is_read_as_the_standard_says) {
  struct Case {
    std::string_view field;
    std::uint64_t size;
    std::string_view expected;
  };
  for (auto const& [field, size, expected] : std::vector<Case>{
           {"bytes=0-0", 10, "0+1"},
           {"bytes=0-9", 10, "0+10"},
           {"bytes=0-10", 10, "0+10"},
           {"bytes=3-", 10, "3+7"},
           {"bytes=9-", 10, "9+1"},
           {"bytes=10-", 10, "none"},
           {"bytes=-3", 10, "7+3"},
           {"bytes=-10", 10, "0+10"},
           {"bytes=-11", 10, "0+10"},
           {"bytes=-0", 10, "none"},
           {"bytes=0-", 0, "none"},
           {"bytes=-5", 0, "none"},
           {"bytes=5-4", 10, "whole"},
           {"bytes=0-1,3-4", 10, "whole"},
           {"bytes=", 10, "whole"},
           {"bytes=-", 10, "whole"},
           {"bytes=a-b", 10, "whole"},
           {"bytes=1", 10, "whole"},
           {"bytes=1-2x", 10, "whole"},
           {"bytes=+1-2", 10, "whole"},
           {"BYTES= 1-2 ", 10, "1+2"},
           {"items=0-1", 10, "whole"},
           {"", 10, "whole"},
           {"bytes=99999999999999999999-", 10, "none"},
           {"bytes=2-99999999999999999999", 10, "2+8"},
           {"bytes=-99999999999999999999", 10, "0+10"},
       }) {
    EXPECT_EQ(told(asked_range(field, size)), expected) << field << " of " << size;
  }
}

TEST(Gzip, is_wanted_by_name_or_by_star) {
  struct Case {
    std::optional<std::string_view> field;
    bool wanted;
  };
  for (auto const& [field, wanted] : std::vector<Case>{
           {std::nullopt, false},
           {"", false},
           {"gzip", true},
           {"GZIP", true},
           {"x-gzip", true},
           {"deflate, gzip, br", true},
           {"br", false},
           {"gzip;q=0", false},
           {"gzip;q=0.000", false},
           {"gzip; q=0.1", true},
           {"*", true},
           {"*;q=0", false},
           {"*;q=0, gzip", true},
           {"gzip;q=0, *", false},
           {"identity", false},
           {"gzip;level=9", false},
           {"gzipped", false},
           {",,gzip,", true},
       }) {
    EXPECT_EQ(accepts_gzip(field), wanted) << field.value_or("none");
  }
}

TEST(Gzip, is_for_texts) {
  for (auto const type : {"text/plain", "text/html; charset=utf-8", "application/json",
                          "application/problem+json", "image/svg+xml", "TEXT/CSV"}) {
    EXPECT_TRUE(is_compressible(type)) << type;
  }
  for (auto const type :
       {"", "image/png", "application/octet-stream", "text/event-stream", "application/zip"}) {
    EXPECT_FALSE(is_compressible(type)) << type;
  }
}

TEST(Gzip, gives_the_bytes_back) {
  std::string bytes;
  for (int i = 0; i < 10'000; ++i) bytes += std::to_string(i * i) + "项目\n";

  auto const compressed = gzip(bytes);

  std::string back(bytes.size() + 1, '\0');
  z_stream stream{};
  ASSERT_EQ(inflateInit2(&stream, 15 + 16), Z_OK);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(compressed.data()));
  stream.avail_in = static_cast<uInt>(compressed.size());
  stream.next_out = reinterpret_cast<Bytef*>(back.data());
  stream.avail_out = static_cast<uInt>(back.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  back.resize(stream.total_out);
  inflateEnd(&stream);
  EXPECT_EQ(back, bytes);
  EXPECT_LT(compressed.size(), bytes.size() / 2);
}

TEST(ContentType, is_known_by_the_ending) {
  EXPECT_EQ(content_type_of("index.html"), "text/html; charset=utf-8");
  EXPECT_EQ(content_type_of("a.b.JS"), "text/javascript; charset=utf-8");
  EXPECT_EQ(content_type_of("html"), "application/octet-stream");
  EXPECT_EQ(content_type_of("a.exe"), "application/octet-stream");
}

TEST(StaticName, has_a_hash_or_not) {
  for (auto const name : {"index-BkJ1x2Qz.js", "index-a1b2c3d4.css", "logo.3f2a9c1e.png"}) {
    EXPECT_TRUE(has_hash(name)) << name;
  }
  for (auto const name : {"index.js", "my-component.js", "report-20240115.html", "a-b1.js",
                          "BkJ1x2Qz.js", "index-BkJ1x2Qz"}) {
    EXPECT_FALSE(has_hash(name)) << name;
  }
}

TEST(Fields, are_found_whatever_their_case_and_kept_in_order) {
  Fields fields;
  fields.append("A", "1");
  fields.append("b", "2");
  fields.append("a", "3");

  EXPECT_EQ(fields.find("B"), "2");
  EXPECT_EQ(fields.joined("A"), "1, 3");
  EXPECT_EQ(fields.count("a"), 2u);
  fields.set("A", "4");
  EXPECT_EQ(fields.wire(), "b: 2\r\nA: 4\r\n");
  EXPECT_EQ(fields[1].value, "4");
  fields.remove("B");
  EXPECT_EQ(fields.find("A"), "4");
  EXPECT_EQ(fields.find("c"), std::nullopt);
}

TEST(Fields, cannot_be_made_to_end_a_line) {
  Fields fields;

  fields.append("Location", "/a\r\nSet-Cookie: b=1\x7F");

  EXPECT_EQ(fields.wire(), "Location: /a  Set-Cookie: b=1 \r\n");
}

TEST(Attachment, has_a_plain_and_a_full_name) {
  EXPECT_EQ(attachment("a\"b.csv"), "attachment; filename=\"a_b.csv\"; filename*=UTF-8''a%22b.csv");
  EXPECT_EQ(attachment("项.csv"),
            "attachment; filename=\"___.csv\"; filename*=UTF-8''%E9%A1%B9.csv");
}

TEST(Request, has_cookies) {
  Request request;
  request.fields.append("Cookie", "a=1; b=2;c= 3 ; a=4");

  EXPECT_EQ(request.cookie("b"), "2");
  EXPECT_EQ(request.cookie("c"), "3");
  EXPECT_EQ(request.cookie("a"), std::nullopt) << "it stands there twice";
  EXPECT_EQ(request.cookie("d"), std::nullopt);
}

TEST(Problem, is_told_in_the_language_of_the_reader) {
  struct Case {
    std::string_view accepted;
    Language expected;
  };
  for (auto const& [accepted, expected] :
       std::vector<Case>{{"", Language::zh},
                         {"en-GB,en;q=0.9,zh;q=0.8", Language::en},
                         {"zh-CN,zh;q=0.9,en;q=0.8", Language::zh},
                         {"fr, en", Language::en},
                         {"fr", Language::zh},
                         {",", Language::zh}}) {
    Request request;
    request.fields.append("Accept-Language", accepted);
    EXPECT_EQ(language_of(request), expected) << accepted;
  }
}

}  // namespace
}  // namespace zonebook::http
