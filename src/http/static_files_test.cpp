#include "http/static_files.h"

#include <gmock/gmock.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "http/client_fixture.h"
#include "http/finish.h"

namespace zonebook::http {
namespace {

using testing::HasSubstr;

class StaticFilesTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = testing::TempDir() + "zonebook_static_" + std::to_string(getpid());
    std::filesystem::create_directories(folder_ + "/site/assets");
    std::filesystem::create_directories(folder_ + "/site/.git");
    write("secret.txt", "secret");
    write("site/index.html", "<p>" + std::string(2000, 'i'));
    write("site/numbers.bin", "0123456789");
    write("site/empty.txt", "");
    write("site/文.txt", "chinese");
    write("site/assets/index-BkJ1x2Qz.js", "1");
    write("site/assets/plain.js", "2");
    write("site/.git/config", "secret");
    write("site/large.txt", std::string(3'000'000, 'l'));
    std::filesystem::create_symlink(folder_ + "/secret.txt", folder_ + "/site/link.txt");
    std::filesystem::create_directory_symlink(folder_, folder_ + "/site/up");
    std::filesystem::create_symlink("numbers.bin", folder_ + "/site/inner.bin");
    ASSERT_EQ(mkfifo((folder_ + "/site/pipe.txt").c_str(), 0600), 0);

    auto files =
        StaticFiles::open(folder_ + "/site", {.hashed_folder = "assets", .page = "index.html"});
    ASSERT_TRUE(files);
    Router router;
    router.add({.method = "GET", .pattern = "/", .handler = [files = *files](Request const&) {
                  return files->read("");
                }});
    router.add({.method = "GET",
                .pattern = "/{path...}",
                .handler = [files = *files](Request const& request) {
                  return files->read(request.named("path"));
                }});
    server_ = serve(std::move(router));
    client_ = std::make_unique<Client>(server_->port());
  }
  void TearDown() override {
    client_.reset();
    server_.reset();
    std::filesystem::remove_all(folder_);
  }

  void write(std::string const& name, std::string const& bytes) {
    std::ofstream(folder_ + "/" + name, std::ios::binary) << bytes;
  }

  std::string folder_;
  std::unique_ptr<Server> server_;
  std::unique_ptr<Client> client_;
};

TEST_F(StaticFilesTest, are_read_with_their_type) {
  EXPECT_EQ(client_->get("/numbers.bin").body, "0123456789");
  EXPECT_EQ(client_->get("/empty.txt").body, "");
  EXPECT_EQ(client_->get("/%E6%96%87.txt").body, "chinese");
  EXPECT_EQ(client_->get("/large.txt").body, std::string(3'000'000, 'l'));
  auto const page = client_->get("/");
  EXPECT_EQ(page.field("Content-Type"), "text/html; charset=utf-8");
  EXPECT_THAT(page.body, HasSubstr("<p>i"));
  auto const head = client_->ask("HEAD", "/large.txt", "");
  EXPECT_EQ(head.field("Content-Length"), "3000000");
}

TEST_F(StaticFilesTest, are_kept_for_long_only_under_a_hash) {
  EXPECT_EQ(client_->get("/assets/index-BkJ1x2Qz.js").field("Cache-Control"),
            "public, max-age=31536000, immutable");
  EXPECT_EQ(client_->get("/assets/plain.js").field("Cache-Control"), "no-cache");
  EXPECT_EQ(client_->get("/").field("Cache-Control"), "no-cache");
}

TEST_F(StaticFilesTest, answer_a_page_of_the_screen_with_its_frame) {
  EXPECT_THAT(client_->get("/projects/p7").body, HasSubstr("<p>i"));
  EXPECT_EQ(client_->get("/projects/p7.js").status, 404);
}

TEST_F(StaticFilesTest, are_none_outside_of_the_folder) {
  for (auto const path :
       {"/../secret.txt", "/%2e%2e/secret.txt", "/..%2Fsecret.txt", "/assets/..%2F..%2Fsecret.txt",
        "/link.txt", "/up/secret.txt", "/inner.bin", "/.git/config", "/assets/%2E%2E/x.txt",
        "//secret.txt", "/assets//plain.js", "/x%5C..%5Csecret.txt", "/%2Fetc%2Fpasswd.txt",
        "/pipe.txt", "/numbers.bin/x.txt", "/numbers.bin%00.txt", "/index.html/"}) {
    auto const answer = client_->get(path);
    EXPECT_TRUE(answer.status == 404 || answer.status == 400) << path << " " << answer.status;
    EXPECT_THAT(answer.body, testing::Not(HasSubstr("secret"))) << path;
  }
  EXPECT_THAT(client_->get("/assets").body, HasSubstr("<p>")) << "a folder is a page of the screen";
}

TEST_F(StaticFilesTest, answer_ranges) {
  auto const etag = client_->get("/numbers.bin").field("ETag");
  struct Case {
    std::string fields;
    int status;
    std::string body, range;
  };
  for (auto const& [fields, status, body, range] : std::vector<Case>{
           {"", 200, "0123456789", "none"},
           {"Range: bytes=2-4\r\n", 206, "234", "bytes 2-4/10"},
           {"Range: bytes=-2\r\n", 206, "89", "bytes 8-9/10"},
           {"Range: bytes=7-\r\n", 206, "789", "bytes 7-9/10"},
           {"Range: bytes=0-1,4-5\r\n", 200, "0123456789", "none"},
           {"Range: bytes=10-\r\n", 416, "", "bytes */10"},
           {"Range: bytes=1-2\r\nIf-Range: " + etag + "\r\n", 206, "12", "bytes 1-2/10"},
           {"Range: bytes=1-2\r\nIf-Range: \"old\"\r\n", 200, "0123456789", "none"},
           {"Range: bytes=1-2\r\nIf-Range: W/" + etag + "\r\n", 200, "0123456789", "none"},
           {"Range: bytes=1-2\r\nIf-Range: *\r\n", 200, "0123456789", "none"},
           {"Range: bytes=1-2\r\nIf-Range: \"a\", " + etag + "\r\n", 200, "0123456789", "none"},
           {"Range: bytes=1-2\r\nIf-Range: Sat, 29 Oct 1994 19:43:31 GMT\r\n", 200, "0123456789",
            "none"},
           {"Range: bytes=1-2\r\nIf-None-Match: " + etag + "\r\n", 304, "", "none"},
           {"Range: bytes=1-2\r\nAccept-Encoding: gzip\r\n", 206, "12", "bytes 1-2/10"},
       }) {
    auto const answer = client_->get("/numbers.bin", fields);
    EXPECT_EQ(answer.status, status) << fields;
    EXPECT_EQ(status == 416 ? "" : answer.body, body) << fields;
    EXPECT_EQ(answer.field("Content-Range"), range) << fields;
  }
  EXPECT_EQ(client_->get("/numbers.bin").field("Accept-Ranges"), "bytes");
  auto const of_text = client_->get("/index.html", "Range: bytes=0-3\r\nAccept-Encoding: gzip\r\n");
  EXPECT_EQ(of_text.status, 206);
  EXPECT_EQ(of_text.field("Content-Encoding"), "none");
  EXPECT_EQ(of_text.body, "<p>i") << "a range is of the bytes as they are";
  EXPECT_EQ(client_->get("/large.txt", "Range: bytes=2999990-\r\n").body, std::string(10, 'l'));
}

TEST_F(StaticFilesTest, are_compressed_where_they_are_texts) {
  auto const compressed = client_->get("/index.html", "Accept-Encoding: gzip\r\n");
  EXPECT_EQ(compressed.field("Content-Encoding"), "gzip");
  EXPECT_LT(compressed.body.size(), 200u);
  EXPECT_THAT(compressed.field("ETag"), testing::EndsWith("-gz\""));
  EXPECT_EQ(client_
                ->get("/index.html", "Accept-Encoding: gzip\r\nIf-None-Match: " +
                                         compressed.field("ETag") + "\r\n")
                .status,
            304);
  auto const large = client_->get("/large.txt", "Accept-Encoding: gzip\r\n");
  EXPECT_EQ(large.field("Content-Encoding"), "none") << "it would have to be held in memory";
  EXPECT_EQ(large.body.size(), 3'000'000u);
}

TEST_F(StaticFilesTest, have_another_etag_once_they_have_changed) {
  auto const before = client_->get("/numbers.bin").field("ETag");

  write("site/numbers.bin", "9876543210");  // as long as before
  auto const path = folder_ + "/site/numbers.bin";
  std::filesystem::last_write_time(
      path, std::filesystem::last_write_time(path) + std::chrono::milliseconds(10));

  auto const after = client_->get("/numbers.bin", "If-None-Match: " + before + "\r\n");
  EXPECT_EQ(after.status, 200);
  EXPECT_NE(after.field("ETag"), before);
}

TEST(File, that_became_shorter_is_not_compressed_as_if_whole) {
  auto const path = testing::TempDir() + "zonebook_short_" + std::to_string(getpid());
  std::ofstream(path, std::ios::binary) << std::string(5000, 'x');
  auto opened = File::open(path);
  ASSERT_TRUE(opened);
  std::filesystem::resize_file(path, 2000);
  Request request;
  request.method = "GET";
  request.fields.append("Accept-Encoding", "gzip");

  auto const answer = finished(request, file(std::move(*opened), "text/plain"), problem, Fields());

  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(answer.fields.find("Content-Encoding"), std::nullopt);
  EXPECT_EQ(answer.fields.find("Retry-After"), "1");
  std::filesystem::remove(path);
}

TEST_F(StaticFilesTest, are_there_later_when_no_descriptor_is_left) {
  auto const files = StaticFiles::open(folder_ + "/site", {.page = "index.html"});
  ASSERT_TRUE(files);
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &before), 0);
  auto none = before;
  none.rlim_cur = 1;
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &none), 0);

  auto const answer = (*files)->read("numbers.bin");
  auto const page = (*files)->read("projects/p7");

  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &before), 0);
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(page.status, 503);
  EXPECT_EQ((*files)->read("numbers.bin").status, 200);
  EXPECT_EQ((*files)->read("numbers.txt").status, 404);
}

TEST(StaticFiles, need_a_folder) {
  auto const files = StaticFiles::open("/no/such/folder", {});

  ASSERT_FALSE(files);
  EXPECT_EQ(files.error().says.key, "http.no_folder");
}

TEST(File, is_read_in_stretches) {
  auto const path = testing::TempDir() + "zonebook_file_" + std::to_string(getpid());
  std::ofstream(path, std::ios::binary) << "0123456789";
  auto const file = File::open(path);
  std::filesystem::remove(path);
  ASSERT_TRUE(file);

  auto const part = file->stretch(2, 5).stretch(1, 3);

  std::string bytes(10, '\0');
  EXPECT_EQ(part.read(0, bytes.data(), bytes.size()), 3u);
  EXPECT_EQ(bytes.substr(0, 3), "345");
  EXPECT_EQ(part.read(2, bytes.data(), bytes.size()), 1u);
  EXPECT_EQ(part.read(3, bytes.data(), bytes.size()), 0u);
  EXPECT_FALSE(File::open(testing::TempDir())) << "a folder is no file";
}

}  // namespace
}  // namespace zonebook::http
