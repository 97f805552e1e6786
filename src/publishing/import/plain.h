// Texts of spreadsheets as they are compared: width, spaces and letter case do not matter.
//
//   plain(" 项目名称\n（必填）")      // "项目名称(必填)"
//   firm("示例材料（山西）有限公司")   // "示例材料山西"
//
// Threads: all of it is immutable.

#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace zonebook::publishing {

// Full-width letters, digits and signs as narrow ones; else as it is.
std::string narrowed(std::string_view);
// Narrowed, in lower case, without white space.
std::string plain(std::string_view);
// What a firm is called without its legal form, brackets, dots and hyphens: two names that give the
// same are probably one firm, and never certainly.
std::string firm(std::string_view name);

bool is_among(std::string_view text, std::initializer_list<std::string_view> words);
bool begins_with_any(std::string_view text, std::initializer_list<std::string_view> words);

}  // namespace zonebook::publishing
