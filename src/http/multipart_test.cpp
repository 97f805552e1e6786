#include "http/multipart.h"

#include <gtest/gtest.h>

namespace zonebook::http {
namespace {

constexpr std::string_view type = "multipart/form-data; boundary=b";

// name(file):type:bytes of each part, or the key of the refusal.
std::string told(std::string_view body, std::string_view content_type = type,
                 MultipartLimits limits = {}) {
  auto const parts = parse_multipart(content_type, body, limits);
  if (!parts) return parts.error().says.key;
  std::string all;
  for (auto const& part : *parts) {
    all += (all.empty() ? "" : " ") + part.name;
    if (part.file_name) all += "(" + *part.file_name + ")";
    all += ":" + part.content_type + ":" + std::string(part.bytes);
  }
  return all;
}

std::string part(std::string const& disposition, std::string const& bytes = "x",
                 std::string const& more = "") {
  return "--b\r\nContent-Disposition: " + disposition + "\r\n" + more + "\r\n" + bytes + "\r\n";
}

TEST(Multipart, is_read_as_browsers_send_it) {
  EXPECT_EQ(told(part("form-data; name=\"a\"") + "--b--\r\n"), "a::x");
  EXPECT_EQ(told(part("form-data; name=a; filename=\"表.xlsx\"", "\r\n--c\r\n",
                      "Content-Type: text/csv\r\n") +
                 part("form-data; name=\"b\"", "") + "--b--"),
            "a(表.xlsx):text/csv:\r\n--c\r\n b::");
  EXPECT_EQ(told(part("form-data; name=\"f\"; filename=\"\"", "",
                      "Content-Type: application/octet-stream\r\n") +
                 "--b--\r\n"),
            "f():application/octet-stream:");
}

TEST(Multipart, decodes_names_and_leaves_folders_out) {
  struct Case {
    std::string disposition, expected;
  };
  for (auto const& [disposition, expected] : std::vector<Case>{
           {"form-data; name=\"a%22b\"", "a\"b::x"},
           {"form-data; name=\"a%0D%0Ab\"", "a  b::x"},
           {"form-data; name=\"a%41\"", "a%41::x"},
           {"form-data; name=\"a\\\"b\\\\c\\d\"", "a\"b\\c\\d::x"},
           {"FORM-DATA ;NAME = ", "http.multipart_header"},
           {"form-data;name=\"a\";filename=\"../../etc/passwd\"", "a(passwd)::x"},
           {"form-data; name=\"a\"; filename=\"C:\\dir\\b.txt\"", "a(b.txt)::x"},
           {"form-data; name=\"a\"; filename=\"..\"", "a()::x"},
           {"form-data; name=\"a;b\"; size=3", "a;b::x"},
       }) {
    EXPECT_EQ(told(part(disposition) + "--b--\r\n"), expected) << disposition;
  }
}

TEST(Multipart, is_refused_where_a_part_is_not_said_rightly) {
  for (std::string const disposition :
       {"form-data", "form-data; name=\"\"", "attachment; name=\"a\"", "form-data; name=\"a",
        "form-data; name=\"a\" filename=\"b\"", "form-data; name=\"a\"; name=\"b\"",
        "form-data; name=\"a\"; filename=\"b\"; filename=\"c\"", "form-data; name=\"\xFF\"",
        "form-data; name=\"a\x01\"", "form-data; name=\"a\"; filename*=UTF-8''b",
        "form-data; name=\"a\";", "form-data; name"}) {
    EXPECT_EQ(told(part(disposition) + "--b--\r\n"), "http.multipart_header") << disposition;
  }
  auto const right = std::string("form-data; name=\"a\"");
  for (std::string const more :
       {"Content-Disposition: form-data; name=\"b\"\r\n", "Content-Transfer-Encoding: base64\r\n",
        "Content-Type: a\r\nContent-Type: b\r\n", "no colon\r\n", " folded: x\r\n"}) {
    EXPECT_EQ(told(part(right, "x", more) + "--b--\r\n"), "http.multipart_header") << more;
  }
  EXPECT_EQ(told(part(right, "x", "X-Long: " + std::string(5000, 'x') + "\r\n") + "--b--\r\n"),
            "http.multipart_header");
  EXPECT_EQ(told("--b\r\n\r\nx\r\n--b--\r\n"), "http.multipart_header") << "no header at all";
  EXPECT_EQ(told(part(std::string("form-data; name=\"") + std::string(256, 'n') + "\"") + "--b--"),
            "http.multipart_header");
}

TEST(Multipart, is_refused_where_it_is_torn) {
  auto const whole = part("form-data; name=\"a\"");
  for (std::string const& body :
       {std::string(), whole, whole + "--b", whole + "--b-", whole + "--b--\r\nmore",
        "preamble\r\n" + whole + "--b--\r\n", whole + "--bb--\r\n", "\r\n" + whole + "--b--\r\n",
        whole + "--b \r\n", std::string("--b\n")}) {
    EXPECT_EQ(told(body), "http.multipart_torn") << body;
  }
  for (std::size_t size = 0; size + 2 < whole.size() + 5; ++size) {
    auto const cut = (whole + "--b--\r\n").substr(0, size);
    EXPECT_TRUE(told(cut).starts_with("http.multipart_")) << size;
  }
}

TEST(Multipart, has_no_parts_where_there_are_none) { EXPECT_EQ(told("--b--\r\n"), ""); }

TEST(Multipart, is_known_by_its_content_type) {
  auto const body = part("form-data; name=\"a\"") + "--b--\r\n";
  EXPECT_EQ(told(body, "Multipart/Form-Data; Boundary=\"b\"; charset=utf-8"), "a::x");
  for (auto const wrong :
       {"", "text/plain", "multipart/form-data",
        "multipart/form-data; boundary=", "multipart/form-data; boundary=\"\"",
        "multipart/form-data; boundary=b; boundary=b", "multipart/form-data; boundary=\"b \"",
        "multipart/mixed; boundary=b", "multipart/form-data; boundary=\"b"}) {
    EXPECT_EQ(told(body, wrong), "http.multipart_expected") << wrong;
  }
  EXPECT_EQ(told(body, "multipart/form-data; boundary=" + std::string(71, 'b')),
            "http.multipart_expected");
}

TEST(Multipart, has_limits) {
  auto const one = part("form-data; name=\"a\"", "12345");
  EXPECT_EQ(told(one + one + "--b--", type, {.parts = 2}), "a::12345 a::12345");
  EXPECT_EQ(told(one + one + one + "--b--", type, {.parts = 2}), "http.multipart_too_many");
  EXPECT_EQ(told(one + "--b--", type, {.part_bytes = 5}), "a::12345");
  EXPECT_EQ(told(one + "--b--", type, {.part_bytes = 4}), "http.multipart_too_large");
}

TEST(Multipart, parts_are_views_into_the_body) {
  auto const body = part("form-data; name=\"a\"", std::string("\0\xFF", 2)) + "--b--";

  auto const parts = *parse_multipart(type, body, {});

  EXPECT_EQ(parts[0].bytes, std::string_view("\0\xFF", 2));
  EXPECT_GE(parts[0].bytes.data(), body.data());
  EXPECT_LT(parts[0].bytes.data(), body.data() + body.size());
}

}  // namespace
}  // namespace zonebook::http
