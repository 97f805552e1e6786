// Working days beside a count day by day, over the notices of 2004–2026 as model/ has them.

#include "calendar/work_days.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <set>
#include <sstream>

namespace zonebook::calendar {
namespace {

namespace fs = std::filesystem;

Date day(std::string_view text) { return *Date::parse(text); }

std::string text_of(fs::path const& file) {
  std::ifstream stream(file);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::vector<fs::path> model_files() {  // tests run in the root of the repository
  std::vector<fs::path> files;
  for (auto const& entry : fs::directory_iterator("model/calendar")) files.push_back(entry.path());
  std::ranges::sort(files);
  return files;
}

std::vector<Notice> model_notices() {
  std::vector<Notice> notices;
  for (auto const& file : model_files()) {
    auto notice = read_notice(text_of(file), file.string());
    EXPECT_TRUE(notice) << file;
    if (notice) notices.push_back(std::move(*notice));
  }
  return notices;
}

WorkDays model_days() {
  auto made = WorkDays::make(model_notices());
  EXPECT_TRUE(made);
  return made.value_or(WorkDays());
}

// What the same files say, read and counted without the room's code.
class Naive {
 public:
  Naive() {
    for (auto const& file : model_files()) {
      std::istringstream lines(text_of(file));
      for (std::string line; std::getline(lines, line);) {
        auto const is_off = line.starts_with("holiday\t");
        if (!is_off && !line.starts_with("make_up\t")) continue;
        auto const from = day(line.substr(8, 10));
        auto const to = day(line.substr(19, 10));
        for (auto d = from; d <= to; d = *d.add_days(1)) (is_off ? off_ : worked_).insert(d);
      }
    }
  }
  void close(Date d) { closed_.insert(d); }

  bool is_working(Date d) const {
    if (closed_.contains(d)) return false;
    if (worked_.contains(d)) return true;
    return !off_.contains(d) && d.weekday() <= 5;
  }
  std::int64_t count(Date from, Date to) const {
    std::int64_t n = 0;
    for (auto d = from; d < to; d = *d.add_days(1)) n += is_working(d) ? 1 : 0;
    return n;
  }
  Date add(Date d, std::int64_t n) const {
    auto const step = n < 0 ? -1 : 1;
    for (auto left = n * step; left > 0;) {
      d = *d.add_days(step);
      left -= is_working(d) ? 1 : 0;
    }
    return d;
  }

 private:
  std::set<Date> off_, worked_, closed_;
};

Date random_day(std::mt19937& dice) {
  auto const first = day("2004-01-01").days();
  auto const last = day("2026-12-31").days();
  return *Date::from_days(std::uniform_int_distribution(first, last)(dice));
}

TEST(WorkDays, of_the_model_are_those_that_notices_name) {
  auto const days = model_days();

  // 国办发明电〔2005〕35号: “12月31日（星期六）上班”.
  EXPECT_TRUE(days.is_working(day("2005-12-31")));
  EXPECT_FALSE(days.is_working(day("2006-01-03")));
  // 国办发明电〔2006〕49号: 30 and 31 December 2006 worked, 2 and 3 January off; 7 May, a Monday, off.
  EXPECT_TRUE(days.is_working(day("2006-12-30")));
  EXPECT_TRUE(days.is_working(day("2006-12-31")));
  EXPECT_FALSE(days.is_working(day("2007-01-02")));
  EXPECT_FALSE(days.is_working(day("2007-05-07")));
  EXPECT_TRUE(days.is_working(day("2007-04-28")));
  // The year 2023, as the sample needs it.
  EXPECT_FALSE(days.is_working(day("2023-06-22")));
  EXPECT_TRUE(days.is_working(day("2023-06-25")));
  EXPECT_EQ(days.name_of(day("2023-06-25")), "端午");
  EXPECT_EQ(days.name_of(day("2023-06-26")), "");
}

TEST(WorkDays, are_those_of_a_count_day_by_day) {
  auto const days = model_days();
  Naive const naive;

  int working = 0;
  for (auto d = day("2004-01-01"); d <= day("2026-12-31"); d = *d.add_days(1)) {
    ASSERT_EQ(days.is_working(d), naive.is_working(d)) << d.to_string();
    working += days.is_working(d) ? 1 : 0;
  }
  EXPECT_EQ(working, naive.count(day("2004-01-01"), day("2027-01-01")));

  std::mt19937 dice(20040101);
  std::uniform_int_distribution<std::int64_t> some(-150, 150);
  for (int i = 0; i < 20'000; ++i) {
    auto const from = random_day(dice);
    auto const n = some(dice);
    ASSERT_EQ(days.add(from, n), naive.add(from, n)) << from.to_string() << " " << n;
    auto const to = *from.add_days(some(dice));
    auto const counted = from <= to ? naive.count(from, to) : -naive.count(to, from);
    ASSERT_EQ(days.count(from, to), counted) << from.to_string() << " " << to.to_string();
  }
}

TEST(WorkDays, of_a_zone_leave_out_the_days_on_which_it_is_closed) {
  auto const national = model_days();
  std::mt19937 dice(20230101);
  Naive naive;
  std::vector<Days> closings;
  for (int i = 0; i < 400; ++i) {
    auto const from = random_day(dice);
    auto const to = *from.add_days(std::uniform_int_distribution(0, 3)(dice));
    closings.push_back({from, to, "停电检修"});
    for (auto d = from; d <= to; d = *d.add_days(1)) naive.close(d);
  }

  auto const made = national.closed_on(closings);

  ASSERT_TRUE(made);
  std::uniform_int_distribution<std::int64_t> some(-60, 60);
  for (int i = 0; i < 10'000; ++i) {
    auto const from = random_day(dice);
    auto const n = some(dice);
    ASSERT_EQ(made->is_working(from), naive.is_working(from)) << from.to_string();
    ASSERT_EQ(made->add(from, n), naive.add(from, n)) << from.to_string() << " " << n;
  }
  auto const twice = made->closed_on(closings);
  ASSERT_TRUE(twice);
  auto const whole = made->basis(day("2004-01-01"), day("2026-12-31"));
  EXPECT_GT(whole.closings, 400) << "some are on days that are off anyway, some are on several";
  EXPECT_EQ(twice->basis(day("2004-01-01"), day("2026-12-31")).closings, whole.closings);
}

TEST(WorkDays, beyond_the_notices_are_provisional_and_another_basis_once_one_arrives) {
  auto notices = model_notices();
  auto const before = *WorkDays::make(notices);
  auto const accepted = day("2026-12-21");
  auto const due = *before.add(accepted, 10);

  EXPECT_EQ(due, day("2027-01-04")) << "weekends alone are off";
  EXPECT_EQ(before.basis(accepted, due).text(), "2026.1 2027.0");
  EXPECT_TRUE(before.basis(accepted, due).is_provisional());
  EXPECT_FALSE(before.basis(accepted, day("2026-12-24")).is_provisional());
  EXPECT_TRUE(before.basis(accepted, day("2026-12-25")).is_provisional())
      << "next year's notice may move a day of late December";

  auto const arrived = read_notice(
      "year\t2027\nedition\t1\nsource\t示例文件\nholiday\t2027-01-01\t2027-01-03\t元旦\n",
      "2027.tsv");
  ASSERT_TRUE(arrived);
  notices.push_back(*arrived);
  auto const after = *WorkDays::make(notices);
  EXPECT_EQ(after.add(accepted, 10), day("2027-01-05"));
  EXPECT_EQ(after.basis(accepted, due).text(), "2026.1 2027.1");
  EXPECT_FALSE(after.basis(accepted, due).is_provisional());
}

TEST(WorkDays, of_a_day_that_two_notices_name_are_as_the_later_year_has_it) {
  auto const earlier = *read_notice(
      "year\t2023\nmake_up\t2023-12-30\t2023-12-30\t元旦\n"
      "holiday\t2023-12-31\t2023-12-31\t元旦\n",
      "2023.tsv");
  auto const later = *read_notice(
      "year\t2024\nholiday\t2023-12-30\t2023-12-30\t元旦2024\n"
      "make_up\t2023-12-31\t2023-12-31\t元旦2024\n",
      "2024.tsv");

  for (auto const& both : {std::vector{earlier, later}, std::vector{later, earlier}}) {
    auto const days = WorkDays::make(both);
    ASSERT_TRUE(days) << render(days.error().says, Language::en);
    EXPECT_FALSE(days->is_working(day("2023-12-30")));
    EXPECT_TRUE(days->is_working(day("2023-12-31")));
    EXPECT_EQ(days->name_of(day("2023-12-30")), "元旦2024");
  }
}

TEST(WorkDays, name_the_zone_s_own_closings_in_their_basis) {
  auto const days = *model_days().closed_on(
      std::vector<Days>{{day("2023-03-06"), day("2023-03-07"), "停电检修"},
                        {day("2023-03-11"), day("2023-03-12"), "本来就是周末"}});

  EXPECT_EQ(days.basis(day("2023-03-01"), day("2023-03-31")).text(), "2023.1 +2");
  EXPECT_EQ(days.basis(day("2023-03-08"), day("2023-03-31")).text(), "2023.1");
  EXPECT_EQ(days.add(day("2023-03-03"), 1), day("2023-03-08"));
  EXPECT_EQ(days.name_of(day("2023-03-06")), "停电检修");
}

TEST(WorkDays, before_1970_and_far_away_are_counted_too) {
  WorkDays const weekends;

  EXPECT_EQ(weekends.count(day("1969-12-29"), day("1970-01-05")), 5);
  EXPECT_EQ(weekends.count(day("1900-01-01"), day("1900-01-08")), 5);
  EXPECT_EQ(weekends.add(day("1970-01-02"), -5), day("1969-12-26"));
  EXPECT_EQ(weekends.add(day("1970-01-02"), 0), day("1970-01-02"));
  EXPECT_EQ(weekends.add(day("1970-01-02"), 2'000'000), std::nullopt);
}

TEST(Notices, that_cannot_be_so_are_refused) {
  auto const key_of = [](std::string const& lines) {
    auto const notice = read_notice("year\t2023\n" + lines, "2023.tsv");
    if (!notice) return notice.error().says.key + " " + notice.error().where;
    auto const made = WorkDays::make(std::vector<Notice>{*notice});
    return made ? "" : made.error().says.key + " " + made.error().where;
  };

  EXPECT_EQ(key_of("holiday\t2023-04-05\t2023-04-05\t清明\n"), "");
  EXPECT_EQ(key_of("holiday\t2023-04-05\n"), "calendar.line 2023.tsv:2");
  EXPECT_EQ(key_of("edition\t0\n"), "calendar.line 2023.tsv:2");
  EXPECT_EQ(key_of("holiday\t2023-04-31\t2023-05-01\t清明\n"), "calendar.not_days 2023.tsv:2");
  EXPECT_EQ(key_of("holiday\t2023-04-05\t2023-04-04\t清明\n"), "calendar.order 2023.tsv:2");
  EXPECT_EQ(key_of("holiday\t2023-04-05\t2024-04-05\t清明\n"), "calendar.too_long 2023.tsv:2");
  EXPECT_EQ(key_of("holiday\t2022-12-24\t2023-01-01\t元旦\n"), "calendar.outside_year 2023");
  EXPECT_EQ(key_of("make_up\t2023-04-06\t2023-04-06\t清明\n"), "calendar.make_up_weekday 2023");
  EXPECT_EQ(
      key_of("make_up\t2023-04-08\t2023-04-08\t清明\nholiday\t2023-04-08\t2023-04-08\t清明\n"),
      "calendar.two_kinds 2023");
  EXPECT_EQ(read_notice("edition\t1\n", "x.tsv").error().says.key, "calendar.no_year");
  auto const one = *read_notice("year\t2023\n", "x.tsv");
  EXPECT_EQ(WorkDays::make(std::vector<Notice>{one, one}).error().says.key, "calendar.year_twice");
}

TEST(Notices, of_the_last_year_there_is_end_with_it) {
  auto const text = "year\t999999999\nholiday\t999999999-12-30\t999999999-12-31\t除夕\n";
  auto const notice = read_notice(text, "x.tsv");
  ASSERT_TRUE(notice);

  auto const made = WorkDays::make(std::vector<Notice>{*notice});

  ASSERT_TRUE(made);
  EXPECT_EQ(made->name_of(day("999999999-12-31")), "除夕");
}

TEST(Notices, are_written_as_a_person_types_them_and_read_back) {
  for (auto const& notice : model_notices()) {
    EXPECT_EQ(*read_days(write_days(notice.holidays)), notice.holidays) << notice.year;
    EXPECT_EQ(*read_days(write_days(notice.make_up_days)), notice.make_up_days) << notice.year;
  }
  EXPECT_EQ(write_days({{day("2023-04-05"), day("2023-04-05"), "清明"},
                        {day("2023-06-22"), day("2023-06-24"), ""}}),
            "2023-04-05 清明\n2023-06-22..2023-06-24\n");
  auto const wrong = read_days("2023-04-05 清明\n\n2023-6-22 端午\n");
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().where, "3");
}

}  // namespace
}  // namespace zonebook::calendar
