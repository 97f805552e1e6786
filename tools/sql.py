#!/usr/bin/env python3
"""Turns src/ROOM/sql/NAME.sql into `namespace zonebook::ROOM::sql { extern db::Statement const NAME; }`.

tools/sql.py ROOM FILE.h FILE.cpp    writes them; or prints all errors with file and line
tools/sql.py --self-test             shows that each rule really complains

NAME.pg.sql, where there is one, is the text for PostgreSQL.  Each first line is a comment: what the
statement returns, or why PostgreSQL needs a text of its own.  Parameters are `?`; comments are cut.
"""

import json
import re
import sys
from pathlib import Path

from source import ROOT, Problem, line_of, prove

NAME = re.compile(r"([a-z][a-z0-9_]*)(\.pg)?\.sql")
# Names that C++ or the generated header has taken already.
TAKEN = set(
    "all and asm auto bool break case catch char class const continue default delete do double else"
    " enum explicit export extern false float for friend goto if inline int long mutable namespace"
    " new not operator or private protected public register return short signed sizeof static"
    " struct switch template this throw true try typedef union unsigned using virtual void volatile"
    " while xor".split()
)
TOKEN = re.compile(
    r"""(?P<comment>--[^\n]*|/\*.*?\*/) | (?P<literal>'(?:''|[^'])*'|"(?:""|[^"])*")
      | (?P<dollar>\$\d+) | (?P<end>;)""",
    re.S | re.X,
)


def read_text(root, path, problems):
    """The SQL without its comments and without white space that says nothing."""
    name = str(path.relative_to(root))
    text = path.read_text(encoding="utf-8")

    def complain(offset, says):
        problems.append(Problem(name, line_of(text, offset), says))

    if not re.match(r"-- \S", text):
        complain(0, "the first line is a comment that says what it returns")
    for match in TOKEN.finditer(text):
        if match["dollar"]:
            complain(match.start(), f"{match[0]}: write parameters as ?")
        if match["end"]:
            complain(match.start(), "one statement a file, without a semicolon")
    bare = TOKEN.sub(lambda match: " " if match["comment"] else match[0], text)
    lines = [line.rstrip() for line in bare.splitlines() if line.strip()]
    if not lines:
        complain(0, "there is no statement in it")
    return "\n".join(lines)


def load(root, room):
    """{name: [sqlite, postgres]} in order of names, and all problems."""
    statements, problems = {}, []
    paths = sorted((root / "src" / room / "sql").glob("*"), key=lambda path: path.name.split("."))
    for path in paths:
        match = NAME.fullmatch(path.name)
        if not match or match[1] in TAKEN:
            says = "name it NAME.sql or NAME.pg.sql, NAME a free word of C++ in small letters"
            problems.append(Problem(str(path.relative_to(root)), 1, says))
            continue
        text = read_text(root, path, problems)
        if not match[2]:
            statements[match[1]] = [text, text]
        elif not (path.parent / f"{match[1]}.sql").exists():
            says = f"there is no {match[1]}.sql beside it"
            problems.append(Problem(str(path.relative_to(root)), 1, says))
    for path in paths:
        match = NAME.fullmatch(path.name)
        if match and match[2] and match[1] in statements:
            statements[match[1]][1] = read_text(root, path, [])
    return dict(sorted(statements.items())), problems


def as_header(room, statements):
    names = "".join(f"extern db::Statement const {name};\n" for name in statements)
    return f"""// The statements of src/{room}/sql.  Made by tools/sql.py.

#pragma once

#include <span>

#include "db/database.h"

namespace zonebook::{room}::sql {{

{names}
// Every one of them, by name.
std::span<db::Statement const* const> all();

}}  // namespace zonebook::{room}::sql
"""


def literal(text):
    lines = text.split("\n")
    ended = [line + "\n" for line in lines[:-1]] + lines[-1:]
    return "\n    ".join(json.dumps(line, ensure_ascii=False) for line in ended)


def as_source(room, statements):
    definitions = "".join(
        f'db::Statement const {name} = {{"{room}.{name}",\n    {literal(sqlite)},\n'
        f"    {literal(postgres)}}};\n\n"
        for name, (sqlite, postgres) in statements.items()
    )
    names = "".join(f"      &{name},\n" for name in statements)
    return f"""// Made by tools/sql.py from src/{room}/sql.

#include "{room}/sql.h"

#include <array>

namespace zonebook::{room}::sql {{

{definitions}std::span<db::Statement const* const> all() {{
  static std::array<db::Statement const*, {len(statements)}> const statements = {{
{names}  }};
  return statements;
}}

}}  // namespace zonebook::{room}::sql
"""


def self_test_of_texts():
    """What becomes of comments, quotes and the other dialect's text."""
    files = {"a.sql": "-- all\nSELECT '--?' -- x\n\nFROM t /* ; $1 */\n", "a.pg.sql": "-- why\nB\n"}
    wanted = {"a": ["SELECT '--?'\nFROM t", "B"]}

    def check(root):
        statements, problems = load(root, "db")
        if statements != wanted:
            problems.append(Problem("a.sql", 1, f"{statements}, not {wanted}"))
        return problems

    return prove(check, [("texts", {f"src/db/sql/{k}": v for k, v in files.items()}, None)])


CASES = [
    ("a good file", {"src/db/sql/of_id.sql": "-- the row\nSELECT 1 WHERE id = ?\n"}, None),
    ("no comment", {"src/db/sql/a.sql": "SELECT 1\n"}, "a.sql:1: the first line"),
    ("parameters of PostgreSQL", {"src/db/sql/a.sql": "-- x\nSELECT $1\n"}, "a.sql:2: $1"),
    ("they may be quoted", {"src/db/sql/a.sql": "-- x\nSELECT '$1'\n"}, None),
    ("two statements", {"src/db/sql/a.sql": "-- x\nSELECT 1;\n"}, "a.sql:2: one statement"),
    ("nothing in it", {"src/db/sql/a.sql": "-- x\n"}, "no statement in it"),
    ("a word of C++", {"src/db/sql/delete.sql": "-- x\nSELECT 1\n"}, "a free word of C++"),
    ("capitals", {"src/db/sql/Of.sql": "-- x\nSELECT 1\n"}, "Of.sql:1: name it"),
    ("another ending", {"src/db/sql/a.txt": "-- x\n"}, "a.txt:1: name it"),
    ("for PostgreSQL alone", {"src/db/sql/a.pg.sql": "-- x\nSELECT 1\n"}, "no a.sql beside it"),
    ("its text too", {"src/db/sql/a.sql": "-- x\nB\n", "src/db/sql/a.pg.sql": "B\n"}, "pg.sql:1:"),
]


def main():
    if sys.argv[1:] == ["--self-test"]:
        return prove(lambda root: load(root, "db")[1], CASES) or self_test_of_texts()
    room, header, source = sys.argv[1:]
    statements, problems = load(ROOT, room)
    for problem in sorted(problems):
        print(problem, file=sys.stderr)
    if problems:
        return 1
    Path(header).parent.mkdir(parents=True, exist_ok=True)
    Path(header).write_text(as_header(room, statements), encoding="utf-8")
    Path(source).write_text(as_source(room, statements), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
