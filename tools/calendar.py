#!/usr/bin/env python3
"""Makes model/calendar/YEAR.tsv from the data of the npm package chinese-days (MIT).

npm pack chinese-days && tar xzf chinese-days-*.tgz
tools/calendar.py package                 writes model/calendar/YEAR.tsv, one file a notice
tools/calendar.py package --compare DIR   prints the days on which another package says otherwise
                                          (holiday-calendar, unpacked in DIR), and writes nothing
tools/calendar.py --self-test             shows that each rule really complains

The notice of a year is the State Council's: its New Year may begin in the last days of December
before.  Where a notice says otherwise than the package, the notice holds (CORRECTED).  An existing
file of another edition is an official's own, and is left alone.
"""

import json
import sys
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "model/calendar"
DAY = timedelta(days=1)
HEAD = """# {year} 年放假安排。每行一段：holiday 放假、make_up 上班（首日、末日、节名），制表符隔开。
# 第一版由 tools/calendar.py 从 npm 包 {package}（{licence} 许可）生成；
# 照国务院办公厅的通知改明细时，edition 加一，source 写文号。
year\t{year}
edition\t1
source\t{source}
"""
# Read in the notices themselves.
PAPERS = {2006: "国办发明电〔2005〕35号", 2007: "国办发明电〔2006〕49号"}
CORRECTED = {"workdays": {date(2005, 12, 31): "元旦"}}  # 2006: "12月31日（星期六）上班"


def notice_year(day, name):
    """Days of a New Year that begins in December belong to the next year's notice."""
    return day.year + (day.month == 12 and day.day >= 25 and name == "元旦")


def stretches(days):
    """[(first, last, name)] of {day: name}: adjoining days of one name are one stretch."""
    found = []
    for day, name in sorted(days.items()):
        if found and found[-1][1] + DAY == day and found[-1][2] == name:
            found[-1][1] = day
        else:
            found.append([day, day, name])
    return found


def read(package):
    """{"holidays": {day: name}, "workdays": {…}}, and the package's own name and licence."""
    about = json.loads((package / "package.json").read_text(encoding="utf-8"))
    data = json.loads((package / "dist/chinese-days.json").read_text(encoding="utf-8"))
    kinds = {
        kind: {date.fromisoformat(day): text.split(",")[1] for day, text in data[kind].items()}
        for kind in ("holidays", "workdays")
    }
    for kind, days in CORRECTED.items():
        kinds[kind].update(days)
    return kinds, f"{about['name']} {about['version']}", about["license"]


def files(kinds, package, licence):
    """{year: text}"""
    for kind, wrong in (("holidays", None), ("workdays", range(5))):
        for day in kinds[kind]:
            if wrong and day.weekday() in wrong:
                raise ValueError(f"{day} is a make-up day, and no weekend")
    both = set(kinds["holidays"]) & set(kinds["workdays"])
    if both:
        raise ValueError(f"{min(both)} is a holiday and a make-up day")
    rows = {}
    for kind, word in (("holidays", "holiday"), ("workdays", "make_up")):
        for first, last, name in stretches(kinds[kind]):
            year = notice_year(first, name)
            rows.setdefault(year, []).append(f"{word}\t{first}\t{last}\t{name}\n")
    years = range(min(rows), max(rows) + 1)
    missing = [year for year in years if year not in rows]
    if missing:
        raise ValueError(f"nothing is said of {missing[0]}")
    made = {}
    for year in years:
        source = PAPERS.get(year, f"npm {package}（通知文号待核）")
        head = HEAD.format(year=year, package=package, licence=licence, source=source)
        made[year] = head + "".join(rows[year])
    return made


def is_working(kinds, day):
    if day in kinds["workdays"]:
        return True
    return day not in kinds["holidays"] and day.weekday() < 5


def compare(kinds, folder):
    other = {"holidays": {}, "workdays": {}}
    for path in sorted((folder / "data/CN").glob("[0-9][0-9][0-9][0-9].json")):
        for one in json.loads(path.read_text(encoding="utf-8"))["dates"]:
            kind = "holidays" if one["type"] == "public_holiday" else "workdays"
            other[kind][date.fromisoformat(one["date"])] = one["name_cn"]
    day, last = min(kinds["holidays"]), max(kinds["workdays"])
    while day <= last:
        ours, theirs = is_working(kinds, day), is_working(other, day)
        if ours != theirs:
            words = ("working, there off", "off, there working")
            print(f"{day} {day:%a}: {words[theirs]}")
        day += DAY


def self_test():
    off = {date(2022, 12, 31): "元旦", date(2023, 1, 1): "元旦", date(2023, 5, 1): "劳动节"}
    good = {"holidays": off, "workdays": {date(2023, 5, 6): "劳动节"}}
    made = files(good, "chinese-days 0", "MIT")
    assert list(made) == [2023], "a New Year that begins in December is of the next notice"
    assert "holiday\t2022-12-31\t2023-01-01\t元旦\n" in made[2023]
    assert "make_up\t2023-05-06\t2023-05-06\t劳动节\n" in made[2023]
    bad = {
        "no weekend": good | {"workdays": {date(2023, 5, 5): "劳动节"}},
        "a holiday and": good | {"workdays": {date(2023, 1, 1): "元旦"}},
        "nothing is said of 2024": good | {"workdays": {date(2025, 1, 4): "元旦"}},
    }
    for says, kinds in bad.items():
        try:
            files(kinds, "", "")
        except ValueError as error:
            assert says in str(error), (says, str(error))
        else:
            raise AssertionError(says)
    return 0


def main(arguments):
    if "--self-test" in arguments:
        return self_test()
    kinds, package, licence = read(Path(arguments[0]))
    if "--compare" in arguments:
        compare(kinds, Path(arguments[arguments.index("--compare") + 1]))
        return 0
    FOLDER.mkdir(exist_ok=True)
    for year, text in files(kinds, package, licence).items():
        path = FOLDER / f"{year}.tsv"
        if path.exists() and "\nedition\t1\n" not in path.read_text(encoding="utf-8"):
            print(f"{path.name} is of another edition, and is left alone")
            continue
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
