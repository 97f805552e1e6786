// The text of a cell as it is written in pieces: <t> and the <t> of runs, without readings (<rPh>).

#pragma once

#include <string>

#include "publishing/xml_pull.h"

namespace zonebook::publishing {

class SharedText {
 public:
  void begin();
  void take(XmlPull const&);
  // In NFC, with "\n" between lines; _x000D_ is the character it stands for.
  std::string end();

 private:
  std::string text_;
  bool is_in_text_ = false, is_reading_ = false;
};

// Each _xHHHH_ is a character; what names none stays.
std::string unescaped(std::string_view);
// So that it comes back as it is.
std::string escaped(std::string_view);

}  // namespace zonebook::publishing
