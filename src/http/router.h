// From a method and a path to a handler, by patterns of segments.
//
//   Router router;
//   router.add({.method = "GET", .pattern = "/records/{register}/{id}", .handler = read_record});
//   router.add({.method = "GET", .pattern = "/assets/{path...}", .handler = read_asset});
//
// Promises
//   1. A fixed segment wins over {name}, which wins over {name...}; the order of add() is nothing.
//   2. {name} is exactly one segment and never empty; {name...} is all that are left, at least one,
//      joined by `/`, and stands last.
//   3. Two routes that could not be told apart are our own mistake: CHECK.
//   4. routes() lists all, in the order of add(): a description of the API is made of that list.
//
// A HEAD finds the route of GET.  Threads: immutable once the server has it.

#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "http/request.h"
#include "http/response.h"

namespace zonebook::http {

using Handler = std::function<Response(Request const&)>;

struct Route {
  std::string method;
  std::string pattern;
  Handler handler;
  std::size_t body_bytes = 0;  // the largest body; 0: as the server's limits say
};

class Router {
 public:
  void add(Route);
  std::deque<Route> const& routes() const { return routes_; }

  struct Found {
    Route const* route = nullptr;
    std::vector<std::pair<std::string_view, std::string>> names;
    std::string allowed;  // "GET, HEAD, OPTIONS": what the path knows; "" if there is no such path
  };
  Found find(std::string_view method, std::vector<std::string> const& segments) const;

 private:
  struct Known {
    Route const* route;
    std::vector<std::pair<std::size_t, std::string_view>> names;  // segment → name
    bool has_tail;
  };
  struct Ends {  // of the patterns that differ in their names alone
    std::map<std::string, Known, std::less<>> by_method;
  };
  struct Node {
    std::map<std::string, std::unique_ptr<Node>, std::less<>> fixed;
    std::unique_ptr<Node> named;
    Ends here, tail;
  };
  using Segments = std::vector<std::string>;
  static std::vector<std::pair<std::string_view, std::string>> names_in(Known const&,
                                                                        Segments const&);
  static void search(Node const&, Segments const&, std::size_t at, std::vector<Ends const*>&);

  Node root_;
  std::deque<Route> routes_;
};

}  // namespace zonebook::http
