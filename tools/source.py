"""What tools/tidy and tools/floors share: reading C++ as text, and proving a check on bad input."""

import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CPP = (".cpp", ".h")
CPP_FOLDERS = ("src", "tests", "fuzz", "bench")
PASSED_OVER = {"node_modules", "dist", "corpus", "__pycache__", "sample"}

TOKEN = re.compile(
    r"""(?P<number>\b\d[\w.']*)
      | (?P<comment>//[^\n]*|/\*.*?\*/)
      | (?P<literal>R"(?P<mark>[^(\s]*)\(.*?\)(?P=mark)"|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+')""",
    re.S | re.X,
)


@dataclass(frozen=True, order=True)
class Problem:
    path: str
    line: int
    says: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.says}"


def _blank(text):
    return re.sub(r"[^\n]", " ", text)


def without_comments(text):
    """The same text, same length, with comments blanked."""
    return TOKEN.sub(lambda m: _blank(m[0]) if m["comment"] else m[0], text)


def code_only(text):
    """The same text, same length, with comments and the insides of literals blanked."""

    def scrub(match):
        if match["comment"]:
            return _blank(match[0])
        if match["literal"]:
            return '"' + _blank(match[0][1:-1]) + '"'
        return match[0]

    return TOKEN.sub(scrub, text)


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


def files_below(folder):
    """Every file, in order, but those of others and those that are data."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(set(folders) - PASSED_OVER)
        yield from (Path(place, name) for name in sorted(names))


def cpp_files(root, folders=CPP_FOLDERS):
    for folder in folders:
        yield from (path for path in files_below(root / folder) if path.suffix in CPP)


def prove(check, cases):
    """Runs check(root) on each small tree: (name, {path: text}, what it must say, or None)."""
    failed = 0
    for name, files, expected in cases:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            for path, text in files.items():
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                (root / path).write_text(text, encoding="utf-8")
            said = [str(problem) for problem in check(root)]
        right = any(expected in line for line in said) if expected else not said
        if not right:
            failed += 1
            print(f"{name}: wanted {expected or 'no complaint'}, got {said or 'no complaint'}")
    print(f"self test: {len(cases) - failed} of {len(cases)} cases right")
    return 1 if failed else 0


def report(name, problems):
    problems = sorted(set(problems))
    for problem in problems:
        print(problem)
    print(f"{name}: {len(problems) or 'no'} problem{'' if len(problems) == 1 else 's'}")
    return 1 if problems else 0
