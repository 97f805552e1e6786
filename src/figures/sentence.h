// One sentence that answers: the day, the zone, the value, what it is held against; and why it is
// another one than before.  Made of the numbers that were worked out, so it cannot say others.
//
//   sentence(question, standing, zone_name, Language::zh)
//     截至2023年12月31日，交城经济开发区2023年开工一批总投资11.63亿元，完成目标12亿元的96.9%，…
//   sentence(question, moved, zone_name, Language::zh)
//     …；比2023年12月20日账上所知的11.36亿元多0.27亿元，因示例项目07由2.03更正为2.30（示例合同第3页）。
//
// Threads: pure.  Source: PRODUCT E3.

#pragma once

#include <map>

#include "figures/standing.h"

namespace zonebook::figures {

std::string sentence(Question const&, Standing const&, std::string const& zone_name, Language);

// A record's part in a difference.
struct MovedRecord {
  std::string title;
  Term term = Term::fresh;
  Decimal amount;
  std::optional<Decimal> before, after;  // what it brought at each end; nullopt: it did not count
  std::string paper;                     // "" where no entry moved it
};
// From the terms of a difference, whose sum is the amount.  What ended and came again did neither:
// the term is the largest of what is left; of a record that came to count, or counts no more, that
// it did, if any term says so.
MovedRecord moved_record(std::string title, std::map<Term, Decimal> const& terms,
                         std::optional<Decimal> before, std::optional<Decimal> after,
                         std::string paper);

struct Moved {
  Answer before, after;
  Date from_v, to_v;
  std::optional<Date> known_before;      // the day of the first knowledge; nullopt: now
  std::optional<Date> known_after;       // of the later one
  std::optional<NotKept> not_kept = {};  // of the later one
  std::vector<MovedRecord> records;
  std::vector<MovedRecord> numerator = {};  // of a ratio, if both parts were explained
};
// The two or three largest parts are named, the others counted.
std::string sentence(Question const& of_the_later, Moved const&, std::string const& zone_name,
                     Language);

// "2023年上半年", "in the first half of 2023".
std::string period_words(Period const&, Language);
// "2023年12月31日", "31 Dec 2023".
std::string day_words(Date, Language);

}  // namespace zonebook::figures
