// The facade end to end, over real sockets: what every answer has, and what a handler gets.

#include "http/server.h"

#include <gmock/gmock.h>

#include <atomic>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "http/client_fixture.h"
#include "http/etag.h"

namespace zonebook::http {
namespace {

using testing::HasSubstr;

Response echo(Request const& request) {
  std::string told = request.method + (request.is_head ? " head" : "") + " " +
                     std::string(request.route) + " " + request.peer;
  for (auto const& [name, value] : request.names) told += " " + std::string(name) + "=" + value;
  for (auto const& [name, value] : request.query.pairs()) told += " ?" + name + "=" + value;
  return text(told + " " + request.body);
}

std::string const long_text(4000, 'x');

Router routes() {
  Router router;
  router.add({.method = "GET", .pattern = "/echo/{name}", .handler = echo});
  router.add({.method = "POST", .pattern = "/echo/{name}", .handler = echo});
  router.add({.method = "GET", .pattern = "/long", .handler = [](Request const&) {
                auto response = text(long_text);
                response.etag = "e1";
                return response;
              }});
  router.add({.method = "GET", .pattern = "/secret", .handler = [](Request const&) {
                auto response = text(long_text);
                response.fields.append("Cache-Control", "no-store, no-transform");
                return response;
              }});
  router.add({.method = "GET", .pattern = "/none", .handler = [](Request const&) {
                return no_content();
              }});
  router.add(
      {.method = "GET", .pattern = "/bodiless/{status}", .handler = [](Request const& request) {
         auto response = text(long_text);
         response.status = std::stoi(request.named("status"));
         return response;
       }});
  router.add({.method = "GET", .pattern = "/thrown", .handler = [](Request const&) -> Response {
                throw std::runtime_error("of a library");
              }});
  router.add({.method = "GET", .pattern = "/refused", .handler = [](Request const&) {
                auto response = refusal({409, {"http.busy", {}}, "seen"});
                response.fields.append("X-Mine", "1");
                return response;
              }});
  router.add({.method = "GET", .pattern = "/own", .handler = [](Request const&) {
                auto response = json("{}");
                response.fields.append("Cache-Control", "max-age=60");
                response.fields.append("X-Frame-Options", "SAMEORIGIN");
                return response;
              }});
  return router;
}

TEST(Server, gives_a_handler_the_whole_request) {
  auto const server = serve(routes());
  Client client(server->port());

  auto const answer = client.ask("POST", "/echo/%E9%A1%B9?a=1&b=%20", "X-A: b\r\n", "some body");

  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, "POST /echo/{name} 127.0.0.1 name=项 ?a=1 ?b=  some body");
}

TEST(Server, says_what_every_answer_has) {
  auto const server = serve(routes());
  Client client(server->port());

  auto const answer = client.get("/echo/a");

  EXPECT_EQ(answer.field("Content-Length"), std::to_string(answer.body.size()));
  EXPECT_THAT(answer.field("Date"), testing::MatchesRegex("[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} "
                                                          "[0-9]{4} [0-9:]{8} GMT"));
  EXPECT_EQ(answer.field("Cache-Control"), "no-store");
  EXPECT_EQ(answer.field("X-Content-Type-Options"), "nosniff");
  EXPECT_THAT(answer.field("Content-Security-Policy"), HasSubstr("frame-ancestors 'none'"));
  EXPECT_EQ(answer.field("Server"), "none");
  EXPECT_EQ(answer.field("Connection"), "none");
}

TEST(Server, lets_a_handler_say_its_own_fields) {
  auto const server = serve(routes());
  Client client(server->port());

  auto const answer = client.get("/own");

  EXPECT_EQ(answer.field("Cache-Control"), "max-age=60");
  EXPECT_EQ(answer.fields.count("X-Frame-Options"), 1u);
  EXPECT_EQ(answer.field("X-Frame-Options"), "SAMEORIGIN");
}

TEST(Server, keeps_connections_as_the_client_wishes) {
  auto const server = serve(routes());
  Client client(server->port());
  for (int i = 0; i < 3; ++i) EXPECT_EQ(client.get("/echo/a").status, 200);

  EXPECT_EQ(client.get("/echo/a", "Connection: close\r\n").field("Connection"), "close");
  EXPECT_TRUE(client.is_closed());

  Client old(server->port());
  old.send("GET /echo/a HTTP/1.0\r\n\r\n");
  EXPECT_EQ(old.read()->field("Connection"), "close");
  EXPECT_TRUE(old.is_closed());

  Client old_kept(server->port());
  old_kept.send("GET /echo/a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  EXPECT_EQ(old_kept.read()->field("Connection"), "keep-alive");
  EXPECT_EQ(old_kept.get("/echo/b").status, 200);
}

TEST(Server, answers_what_is_sent_ahead_in_its_order) {
  auto const server = serve(routes());
  Client client(server->port());
  std::string all = "\r\n";  // an empty line before a request is passed over
  for (int i = 0; i < 200; ++i) {
    all += request_of(i % 3 == 0 ? "POST" : "GET", "/echo/" + std::to_string(i), "",
                      i % 3 == 0 ? "body" : "");
  }

  client.send(all);

  for (int i = 0; i < 200; ++i) {
    auto const answer = client.read();
    ASSERT_TRUE(answer) << i;
    EXPECT_THAT(answer->body, HasSubstr("name=" + std::to_string(i) + " "));
  }
}

TEST(Server, takes_a_request_byte_by_byte_and_in_chunks) {
  auto const server = serve(routes());
  Client client(server->port());
  auto const request = std::string(
      "POST /echo/a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
      "4;note=1\r\nsome\r\n5\r\n body\r\n0\r\nX-Trailer: ignored\r\n\r\n");

  for (char const c : request) client.send({&c, 1});

  EXPECT_THAT(client.read()->body, HasSubstr("name=a some body"));
  EXPECT_EQ(client.get("/echo/b").status, 200);
}

TEST(Server, says_that_a_body_may_come) {
  auto const server = serve(routes());
  Client client(server->port());

  client.send(
      "POST /echo/a HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.read()->status, 100);
  client.send("body");

  EXPECT_THAT(client.read()->body, HasSubstr("body"));
}

TEST(Server, answers_head_without_a_body_and_with_its_length) {
  auto const server = serve(routes());
  Client client(server->port());

  auto const answer = client.ask("HEAD", "/long", "");

  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.field("Content-Length"), std::to_string(long_text.size()));
  EXPECT_EQ(answer.field("ETag"), "\"e1\"");
  EXPECT_THAT(client.get("/echo/next").body, HasSubstr("GET")) << "nothing came after the head";
}

TEST(Server, sends_no_body_with_a_status_that_has_none) {
  auto const server = serve(routes());
  for (std::string const status : {"204", "304"}) {
    Client client(server->port());
    auto const answer = client.get("/bodiless/" + status, "Accept-Encoding: gzip\r\n");

    EXPECT_EQ(std::to_string(answer.status), status);
    EXPECT_EQ(answer.field("Content-Encoding"), "none");
    EXPECT_EQ(client.get("/echo/next").status, 200) << "the next answer begins where it should";
  }
}

TEST(Server, tells_paths_and_methods_apart) {
  auto const server = serve(routes());
  Client client(server->port());

  auto const nowhere = client.get("/nowhere", "Accept-Language: en\r\n");
  EXPECT_EQ(nowhere.status, 404);
  EXPECT_EQ(nowhere.field("Content-Type"), "application/problem+json");
  EXPECT_EQ(nowhere.body,
            R"({"type":"about:blank","title":"Not Found","status":404,"code":"http.no_such_path",)"
            R"("detail":"there is nothing at this address; check it"})");

  auto const wrong = client.ask("PUT", "/echo/a", "");
  EXPECT_EQ(wrong.status, 405);
  EXPECT_EQ(wrong.field("Allow"), "GET, HEAD, OPTIONS, POST");

  auto const unknown = client.ask("SECRET", "/echo/a", "");
  EXPECT_EQ(unknown.status, 405);
  EXPECT_THAT(unknown.body, testing::Not(HasSubstr("SECRET")))
      << "what a client made up is not said";

  auto const options = client.ask("OPTIONS", "/echo/a", "");
  EXPECT_EQ(options.status, 204);
  EXPECT_EQ(options.field("Allow"), "GET, HEAD, OPTIONS, POST");
  EXPECT_EQ(options.field("Content-Length"), "none");
  EXPECT_EQ(client.ask("OPTIONS", "*", "").status, 204);
  EXPECT_EQ(client.ask("OPTIONS", "/nowhere", "").status, 404);
  EXPECT_EQ(client.get("/echo/%zz").status, 400);
  EXPECT_EQ(client.get("/echo/a?x=%FF").status, 400);
  EXPECT_EQ(client.get("/echo/a").status, 200) << "the connection goes on";
}

TEST(Server, compares_etags) {
  auto const server = serve(routes());
  Client client(server->port());
  struct Case {
    std::string fields;
    int status;
    std::string etag;
  };
  for (auto const& [fields, status, etag] : std::vector<Case>{
           {"", 200, "\"e1\""},
           {"If-None-Match: \"e1\"\r\n", 304, "\"e1\""},
           {"If-None-Match: W/\"e1\"\r\n", 304, "\"e1\""},
           {"If-None-Match: *\r\n", 304, "\"e1\""},
           {"If-None-Match: \"e2\"\r\n", 200, "\"e1\""},
           {"If-None-Match: \"e2\"\r\nIf-None-Match: \"e1\"\r\n", 304, "\"e1\""},
           {"If-None-Match: \"e1\"\r\nAccept-Encoding: gzip\r\n", 200, "\"e1-gz\""},
           {"If-None-Match: \"e1-gz\"\r\nAccept-Encoding: gzip\r\n", 304, "\"e1-gz\""},
           {"If-None-Match: \"e1-gz\"\r\n", 200, "\"e1\""},
       }) {
    auto const answer = client.get("/long", fields);
    EXPECT_EQ(answer.status, status) << fields;
    EXPECT_EQ(answer.field("ETag"), etag) << fields;
    EXPECT_EQ(answer.field("Vary"), "Accept-Encoding") << fields;
    EXPECT_EQ(answer.field("Cache-Control"), "private, no-cache");
    EXPECT_EQ(answer.body.empty(), status == 304);
  }
}

TEST(Server, compresses_long_texts_for_those_who_want_it) {
  auto const server = serve(routes());
  Client client(server->port());

  auto const compressed = client.get("/long", "Accept-Encoding: gzip\r\n");
  EXPECT_EQ(compressed.field("Content-Encoding"), "gzip");
  EXPECT_LT(compressed.body.size(), 100u);
  EXPECT_EQ(compressed.field("Content-Length"), std::to_string(compressed.body.size()));

  auto const plain = client.get("/long");
  EXPECT_EQ(plain.field("Content-Encoding"), "none");
  EXPECT_EQ(plain.body, long_text);
  auto const secret = client.get("/secret", "Accept-Encoding: gzip\r\n");
  EXPECT_EQ(secret.field("Content-Encoding"), "none") << "its length would tell of the secret";
  auto const brief = client.get("/echo/a", "Accept-Encoding: gzip\r\n");
  EXPECT_EQ(brief.field("Content-Encoding"), "none");
  EXPECT_EQ(brief.field("Vary"), "none");
}

TEST(Server, outlives_a_handler_that_throws) {
  auto const server = serve(routes());
  Client client(server->port());

  auto const answer = client.get("/thrown");

  EXPECT_EQ(answer.status, 500);
  EXPECT_THAT(answer.body, HasSubstr("http.handler_failed"));
  EXPECT_THAT(answer.body, testing::Not(HasSubstr("of a library")));
  EXPECT_EQ(client.get("/none").status, 204);
}

TEST(Server, outlives_a_hook_that_throws) {
  Options options;
  options.problem = [](Fault const&, Request const&) -> Response { throw std::bad_alloc(); };
  auto const server = serve(routes(), std::move(options));
  Client client(server->port());

  EXPECT_EQ(client.get("/refused").status, 500);
  client.send(request_of("GET", "/nowhere"));
  EXPECT_EQ(client.read(), std::nullopt) << "the connection is given up";
  Client next(server->port());
  EXPECT_EQ(next.get("/none").status, 204);
}

TEST(Server, has_faults_put_into_words_by_a_hook) {
  Options options;
  options.problem = [](Fault const& fault, Request const& request) {
    auto response = text(fault.says.key + " " + fault.where + " " + std::string(request.route));
    response.status = fault.status == 409 ? 422 : fault.status;
    return response;
  };
  auto const server = serve(routes(), std::move(options));
  Client client(server->port());

  auto const refused = client.get("/refused");
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(refused.body, "http.busy seen /refused");
  EXPECT_EQ(refused.field("X-Mine"), "1");
  EXPECT_EQ(client.get("/nowhere").body, "http.no_such_path  ");
  client.send("bad\r\n\r\n");
  EXPECT_EQ(client.read()->body, "http.bad_syntax  ");
}

TEST(Server, tells_of_each_answer_without_values) {
  std::mutex mutex;
  std::vector<std::string> told;
  Options options;
  options.on_done = [&](Done const& done) {
    std::lock_guard const lock(mutex);
    EXPECT_GE(done.took, done.handled);
    told.push_back(std::string(done.method) + " " + std::string(done.route) + " " +
                   std::to_string(done.status) + " " + std::to_string(done.bytes_in) + " " +
                   std::to_string(done.bytes_out) + " " + std::string(done.peer));
  };
  auto const server = serve(routes(), std::move(options));
  Client client(server->port());

  client.ask("POST", "/echo/secret?secret=1", "X: secret\r\n", "12345");
  client.ask("HEAD", "/long", "");
  client.get("/secrets");
  client.ask("SECRET", "/none", "");
  client.send("secret\r\n\r\n");
  client.read();
  server->stop();

  EXPECT_THAT(told, testing::ElementsAre(
                        testing::MatchesRegex("POST /echo/[{]name[}] 200 5 [0-9]+ 127.0.0.1"),
                        "HEAD /long 200 0 0 127.0.0.1",
                        testing::MatchesRegex("GET  404 0 [0-9]+ 127.0.0.1"),
                        testing::MatchesRegex("other  405 0 [0-9]+ 127.0.0.1"),
                        testing::MatchesRegex("  400 0 [0-9]+ 127.0.0.1")));
}

TEST(Server, answers_many_at_once_on_several_threads) {
  Options options;
  options.io_threads = 3;
  auto const server = serve(routes(), std::move(options));
  std::atomic<int> right = 0;
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 8; ++t) {
      threads.emplace_back([&, t] {
        Client client(server->port());
        for (int i = 0; i < 100; ++i) {
          auto const name = std::to_string(t * 1000 + i);
          auto const answer = client.ask("POST", "/echo/" + name, "", std::string(10'000, 'y'));
          right += answer.body.find("name=" + name + " ") != std::string::npos;
        }
      });
    }
  }

  EXPECT_EQ(right, 800);
  EXPECT_TRUE(eventually([&] { return server->counts().connections == 0; }));
}

TEST(Server, says_why_it_cannot_listen) {
  auto const server = serve(routes());
  auto const again = Server::listen(routes(), {.port = server->port()});
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, Error::Code::unavailable);
  EXPECT_EQ(again.error().says.key, "http.cannot_listen");

  auto const nowhere = Server::listen(routes(), {.address = "no address"});
  ASSERT_FALSE(nowhere);
  EXPECT_EQ(nowhere.error().says.key, "http.cannot_listen");
}

}  // namespace
}  // namespace zonebook::http
