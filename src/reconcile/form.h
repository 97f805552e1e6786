// How a message becomes a draft of an entry: model/intake/*.yaml, read by officials.
//
//   register: progress
//   record: project              # whose it is: found by its name in the message
//   day: observed_on             # the message's day; month: the same as a month
//   text: note                   # the words themselves
//   always: { change: changed }
//   instead: { words: [无变化], set: { change: unchanged } }     # said in place of numbers
//   fields:
//     percent: { near: [完成, 进度] }
//     invested: { near: [投], without: [总投资] }    # not in a clause with these
//
//   register: difficulty         # of each clause that says one of `when`, a draft of its own
//   when: [没批, 缺口]
//   unless: [没有困难]
//   choice: { kind_of_difficulty: { power: [用电], land: [用地] }, otherwise: other }
//
// Which numbers a field takes is told by its type: money, a decimal in %, an integer.
//
// Promises: forms exist only if every name in them is one of the Catalog's; all that is wrong is
// said at once, with file and line.  Threads: immutable; points into its Catalog.

#pragma once

#include <string>
#include <utility>
#include <vector>

#include "meta/catalog.h"

namespace zonebook::reconcile {

struct Form {
  struct Number {
    meta::Field const* field = nullptr;
    std::vector<std::string> near, without;  // empty near: any
  };
  struct Option {
    std::string value;
    std::vector<std::string> words;
  };
  using Set = std::vector<std::pair<meta::Field const*, std::string>>;

  meta::Register const* in = nullptr;
  meta::Field const* record = nullptr;                                  // a reference
  meta::Field const *day = nullptr, *month = nullptr, *text = nullptr;  // nullptr: it has none
  Set always;
  std::vector<std::string> instead;  // words
  Set instead_set;
  std::vector<Number> numbers;
  std::vector<std::string> when;  // empty: of the numbers
  std::vector<std::string> unless;
  meta::Field const* choice = nullptr;
  std::vector<Option> options;
  std::string otherwise;
};

struct Forms {
  std::vector<Form> list;  // by the names of their files
};

struct FormFile {
  std::string file, text;
};
struct ReadForms {
  Forms forms;
  std::vector<Error> problems;  // `where` is "intake/progress.yaml:12"
};
//   reconcile.form.*, meta.load.*
ReadForms read_forms(std::vector<FormFile> const&, meta::Catalog const&);

}  // namespace zonebook::reconcile
