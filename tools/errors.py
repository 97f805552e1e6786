#!/usr/bin/env python3
"""docs/errors.md: what a program may be answered as `code`, from model/messages.

tools/errors.py             writes it
tools/errors.py --check     fails if it is not what it would write
tools/errors.py --self-test shows that a change is noticed
"""

import re
import sys
from pathlib import Path

import messages
from source import ROOT

AREAS = ("access", "api", "base", "calendar", "casework", "db", "feel", "figures", "http", "ledger", "meta",
         "publishing")
KINDS = {"invalid": 400, "not_found": 404, "conflict": 409, "forbidden": 403, "unavailable": 503,
         "broken": 500}
HEAD = """# Codes of refusals

What `code` of a problem document (and of `--json` on the command line) can be: keys of `model/messages`, which never
change their meaning. `kind` has its status in [api.md](api.md); where none stands, it is the caller's choice or the key is
a part of another sentence. Written by `tools/errors.py`.
"""
SAID = re.compile(r"(?:Error::Code::(\w+),\s*|\b(invalid)\()\s*(?:Text)?\{\"([a-z0-9_.]+)\"")


def kinds_in(sources):
    found = {}
    for text in sources:
        for kind, short, key in SAID.findall(text):
            found.setdefault(key, kind or short)
    return found


def document(entries, kinds):
    lines = [HEAD]
    for area in AREAS:
        lines += [f"## {area}", "", "| code | kind | |", "| --- | --- | --- |"]
        for key in sorted(entries):
            if key.split(".")[0] == area:
                zh, en = (entries[key][of].replace("|", "\\|") for of in ("zh", "en"))
                lines.append(f"| `{key}` | {kinds.get(key, '')} | {zh}<br>{en} |")
        lines.append("")
    return "\n".join(lines)


def all_entries():
    entries, _ = messages.load(ROOT)
    return {key: message.words for key, message in entries.items()}


def sources():
    for path in sorted((ROOT / "src").rglob("*.cpp")):
        yield path.read_text(encoding="utf-8")


def main():
    if "--self-test" in sys.argv:
        entries = {"api.no_field": {"zh": "没有", "en": "none"}}
        kinds = kinds_in(['return invalid({"api.no_field", {}});'])
        assert kinds == {"api.no_field": "invalid"}
        assert document(entries, kinds) != document(entries, {})
        return 0
    path = ROOT / "docs/errors.md"
    wanted = document(all_entries(), kinds_in(sources()))
    if "--check" not in sys.argv:
        path.write_text(wanted, encoding="utf-8")
        return 0
    if path.exists() and path.read_text(encoding="utf-8") == wanted:
        return 0
    print("docs/errors.md is not what model/messages says: run tools/errors.py", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
