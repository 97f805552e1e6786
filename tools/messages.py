#!/usr/bin/env python3
"""Turns model/messages/AREA[.TOPIC].yaml into the table behind message_templates() (base/text.h).

tools/messages.py --output FILE.cpp    writes it; or prints all errors with file and line
tools/messages.py --self-test          shows that each rule really complains

    feel.unknown_name:
      zh: 这里没有叫“{name}”的量
      en: nothing here is called “{name}”
"""

import argparse
import json
import re
import sys
from pathlib import Path

from source import ROOT, Problem, prove

KEY = re.compile(r"([a-z0-9_]+)((?:\.[a-z0-9_]+)+):")
WORDS = re.compile(r"  (zh|en): (\S.*)")
PLACEHOLDER = re.compile(r"\{([a-z0-9_]+)\}")
PLAIN_START = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`]")


class Message:
    def __init__(self, key, path, line):
        self.key, self.path, self.line = key, path, line
        self.words = {}


def scalar(text):
    """A one-line YAML scalar, plain or double-quoted; None if it is neither."""
    if text.startswith('"'):
        try:
            return json.loads(text)
        except ValueError:
            return None
    plain = PLAIN_START.match(text) and ": " not in text and " #" not in text
    return text if plain and text[-1] not in ": " else None


def area_of(path):
    return path.name.split(".")[0]


def read_file(root, path, messages, problems):
    """Adds the file's messages to `messages`, by key."""
    name = str(path.relative_to(root))
    area = area_of(path)
    current = None

    def complain(line, says):
        problems.append(Problem(name, line, says))

    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if match := KEY.fullmatch(line):
            key = line[:-1]
            current = Message(key, name, number)
            if match[1] != area:
                complain(number, f"{key} belongs into {match[1]}.yaml")
            if key in messages:
                first = messages[key]
                complain(number, f"{key} is said twice, first at {first.path}:{first.line}")
            messages.setdefault(key, current)
        elif (match := WORDS.fullmatch(line)) and current:
            language, words = match[1], scalar(match[2])
            if language in current.words:
                complain(number, f"{current.key} has {language} twice")
            if words is None:
                complain(number, "put this text in double quotes")
            current.words[language] = words or match[2]
        else:
            complain(number, "expected `area.key:`, or `  zh: …` or `  en: …` below one")


def check_message(message):
    missing = [language for language in ("zh", "en") if language not in message.words]
    for language in missing:
        yield Problem(message.path, message.line, f"{message.key} has no {language}")
    if not missing:
        zh, en = (set(PLACEHOLDER.findall(message.words[language])) for language in ("zh", "en"))
        if zh != en:
            says = f"{message.key}: only one language has {{{'}, {'.join(sorted(zh ^ en))}}}"
            yield Problem(message.path, message.line, says)


def load(root, areas=None):
    """All messages by key, and all problems.  `areas` are the names that a file may have."""
    messages, problems = {}, []
    for path in sorted((root / "model/messages").glob("*.yaml")):
        if areas is not None and area_of(path) not in areas:
            problems.append(Problem(str(path.relative_to(root)), 1, f"no room {area_of(path)}"))
        read_file(root, path, messages, problems)
    for message in messages.values():
        problems.extend(check_message(message))
    return messages, problems


def as_cpp(messages):
    rows = "".join(
        f"    {{{', '.join(json.dumps(s, ensure_ascii=False) for s in row)}}},\n"
        for row in sorted((m.key, m.words["zh"], m.words["en"]) for m in messages.values())
    )
    return f"""// Made by tools/messages.py from model/messages.

#include "base/text.h"

#include <array>

namespace zonebook {{
namespace {{

constexpr std::array<MessageTemplate, {len(messages)}> templates = {{{{
{rows}}}}};

}}  // namespace

std::span<MessageTemplate const> message_templates() {{ return templates; }}

}}  // namespace zonebook
"""


GOOD = "# 注\nfeel.a:\n  zh: 有“{x}”\n  en: \"a: {x}\"\n"


def one(text, path="model/messages/feel.yaml"):
    return {path: text}


CASES = [
    ("a good file", one(GOOD), None),
    ("said twice", one(GOOD + GOOD), "feel.yaml:6: feel.a is said twice, first at model"),
    ("a topic of its own", one(GOOD, "model/messages/feel.pattern.yaml"), None),
    ("a language is missing", one("feel.a:\n  zh: 甲\n"), "feel.yaml:1: feel.a has no en"),
    ("a language twice", one(GOOD + "  en: b\n"), "feel.yaml:5: feel.a has en twice"),
    ("placeholders differ", one("feel.a:\n  zh: 甲{x}\n  en: a {y}\n"), "has {x}, {y}"),
    ("in the wrong file", one("dmn.a:\n  zh: 甲\n  en: a\n"), "belongs into dmn.yaml"),
    ("of no room", one("misc.a:\n  zh: 甲\n  en: a\n", "model/messages/misc.yaml"), "no room misc"),
    ("not YAML without quotes", one("feel.a:\n  zh: 甲\n  en: a: b\n"), "feel.yaml:3: put"),
    ("a brace begins a map", one("feel.a:\n  zh: 甲\n  en: {x} b\n"), "in double quotes"),
    ("bad quotes", one('feel.a:\n  zh: 甲\n  en: "a" b\n'), "in double quotes"),
    ("another shape", one("feel.a: 甲\n"), "expected `area.key:`"),
    ("another indent", one("feel.a:\n    zh: 甲\n"), "feel.yaml:2: expected"),
    ("words without a key", one("  zh: 甲\n"), "feel.yaml:1: expected"),
]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=Path)
    parser.add_argument("--self-test", action="store_true")
    options = parser.parse_args()
    if options.self_test:
        return prove(lambda root: load(root, {"feel", "dmn"})[1], CASES)
    messages, problems = load(ROOT)
    for problem in sorted(problems):
        print(problem, file=sys.stderr)
    if problems:
        return 1
    if options.output:
        options.output.write_text(as_cpp(messages), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
