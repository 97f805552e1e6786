#!/usr/bin/env python3
"""Embeds src/ROOM/registers/*.yaml into the binary, as zonebook::ROOM::owned_registers().

tools/registers.py ROOM FILE.h FILE.cpp    writes them; or prints all errors with file and line
tools/registers.py --self-test             shows that each rule really complains

What the files say is for meta::load() to judge; here only their names and first lines are.
"""

import json
import re
import sys
from pathlib import Path

from source import ROOT, Problem, prove

NAME = re.compile(r"[a-z][a-z0-9_]*\.yaml")


def load(root, room):
    """{path: text} in order of names, and all problems."""
    texts, problems = {}, []
    for path in sorted((root / "src" / room / "registers").glob("*")):
        name = str(path.relative_to(root))
        if not NAME.fullmatch(path.name):
            problems.append(Problem(name, 1, "name it NAME.yaml, in small letters"))
            continue
        texts[name] = path.read_text(encoding="utf-8")
        if not re.search(rf"^register: {path.stem}\s*(#.*)?$", texts[name], re.M):
            problems.append(Problem(name, 1, f"it must say `register: {path.stem}`"))
    return texts, problems


def as_header(room):
    return f"""// The registers of src/{room}/registers.  Made by tools/registers.py.

#pragma once

#include <span>

#include "meta/catalog.h"

namespace zonebook::{room} {{

std::span<meta::OwnedRegister const> owned_registers();

}}  // namespace zonebook::{room}
"""


def literal(text):
    return "\n     ".join(json.dumps(line, ensure_ascii=False) for line in text.splitlines(True))


def as_source(room, texts):
    rows = "".join(
        f'    {{"{room}", {json.dumps(name)},\n     {literal(text)}}},\n'
        for name, text in texts.items()
    )
    return f"""// Made by tools/registers.py from src/{room}/registers.

#include "{room}/registers.h"

#include <array>

namespace zonebook::{room} {{

std::span<meta::OwnedRegister const> owned_registers() {{
  static constexpr std::array<meta::OwnedRegister, {len(texts)}> registers = {{{{
{rows}  }}}};
  return registers;
}}

}}  // namespace zonebook::{room}
"""


def one(text, name="account.yaml"):
    return {f"src/ledger/registers/{name}": text}


CASES = [
    ("a good file", one("# 账户\nregister: account  # 注\n"), None),
    ("another name inside", one("register: zone\n"), "account.yaml:1: it must say"),
    ("no register", one("label: 甲\n"), "it must say `register: account`"),
    ("capitals", one("register: A\n", "A.yaml"), "A.yaml:1: name it"),
    ("another ending", one("register: a\n", "a.yml"), "a.yml:1: name it"),
]


def main():
    if sys.argv[1:] == ["--self-test"]:
        return prove(lambda root: load(root, "ledger")[1], CASES)
    room, header, source = sys.argv[1:]
    texts, problems = load(ROOT, room)
    for problem in sorted(problems):
        print(problem, file=sys.stderr)
    if problems:
        return 1
    Path(header).parent.mkdir(parents=True, exist_ok=True)
    Path(header).write_text(as_header(room), encoding="utf-8")
    Path(source).write_text(as_source(room, texts), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
