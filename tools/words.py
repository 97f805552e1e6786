#!/usr/bin/env python3
"""Embeds src/reading/words/*.tsv into the binary, as zonebook::reading::word_rows().

tools/words.py FILE.h FILE.cpp    writes them; or prints all errors with file and line
tools/words.py --self-test        shows that each rule really complains

A line is KIND, VALUE, WORDS… and, for units, an indicator and what the unit cannot count, with tabs
between; words have one space between.  The first line is a comment.
"""

import json
import re
import sys
from pathlib import Path

from source import ROOT, Problem, prove

NAME = re.compile(r"[a-z][a-z0-9_]*\.tsv")
KIND = re.compile(r"[a-z][a-z_.]*")


def load(root):
    """[(kind, value, words, indicator, refused)] in the order of the files, and all problems."""
    rows, problems = [], []
    for path in sorted((root / "src/reading/words").glob("*")):
        name = str(path.relative_to(root))
        if not NAME.fullmatch(path.name):
            problems.append(Problem(name, 1, "name it NAME.tsv, in small letters"))
            continue
        lines = path.read_text(encoding="utf-8").splitlines()
        if not lines or not lines[0].startswith("#"):
            problems.append(Problem(name, 1, "begin with a comment: what the words are"))
        seen = set()
        for number, line in enumerate(lines, 1):
            if not line or line.startswith("#"):
                continue
            cells = line.split("\t")
            if not 3 <= len(cells) <= 5 or not KIND.fullmatch(cells[0]) or not all(cells[1:3]):
                problems.append(Problem(name, number, "a line is KIND, VALUE, WORDS, with tabs"))
                continue
            for word in cells[2].split(" "):
                if not word:
                    problems.append(Problem(name, number, "one space between two words"))
                elif (cells[0], cells[1], word) in seen:
                    problems.append(Problem(name, number, f"“{word}” stands here twice"))
                seen.add((cells[0], cells[1], word))
            rows.append(tuple((cells + ["", ""])[:5]))
    return rows, problems


HEADER = """// The words of src/reading/words.  Made by tools/words.py.

#pragma once

#include <span>
#include <string_view>

namespace zonebook::reading {

struct WordRow {
  std::string_view kind, value, words, indicator, refused;
};
std::span<WordRow const> word_rows();

}  // namespace zonebook::reading
"""


def as_source(rows):
    def quoted(row):
        return ", ".join(json.dumps(cell, ensure_ascii=False) for cell in row)

    lines = "".join(f"    WordRow{{{quoted(row)}}},\n" for row in rows)
    return f"""// Made by tools/words.py from src/reading/words.

#include "reading/words.h"

#include <array>

namespace zonebook::reading {{

std::span<WordRow const> word_rows() {{
  static constexpr std::array<WordRow, {len(rows)}> rows = {{
{lines}  }};
  return rows;
}}

}}  // namespace zonebook::reading
"""


def one(text, name="cues.tsv"):
    return {f"src/reading/words/{name}": text}


CASES = [
    ("a good file", one("# 词\nshare\tshare\t占比 占\n"), None),
    ("two cells", one("# 词\nshare\t占比\n"), "cues.tsv:2: a line is KIND"),
    ("two spaces", one("# 词\nshare\tshare\t占比  占\n"), "cues.tsv:2: one space"),
    ("twice", one("# 词\nshare\tshare\t占比 占比\n"), "stands here twice"),
    ("no comment", one("share\tshare\t占比\n"), "cues.tsv:1: begin with a comment"),
    ("another ending", one("# 词\n", "cues.txt"), "cues.txt:1: name it"),
]


def main():
    if sys.argv[1:] == ["--self-test"]:
        return prove(lambda root: load(root)[1], CASES)
    header, source = sys.argv[1:]
    rows, problems = load(ROOT)
    for problem in sorted(problems):
        print(problem, file=sys.stderr)
    if problems:
        return 1
    Path(header).parent.mkdir(parents=True, exist_ok=True)
    Path(header).write_text(HEADER, encoding="utf-8")
    Path(source).write_text(as_source(rows), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
