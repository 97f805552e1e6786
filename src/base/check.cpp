#include <cstdio>
#include <cstdlib>

#include "base/result.h"

namespace zonebook {

void check_failed(char const* file, int line, char const* condition) {
  std::fprintf(stderr, "%s:%d: CHECK(%s) does not hold; stopping before anything is written\n",
               file, line, condition);
  std::abort();
}

}  // namespace zonebook
