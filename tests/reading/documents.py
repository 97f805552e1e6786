"""tests/reading/documents/*.txt: our own labelled bulletins, and how a reading agrees with them.

A head (`zone:`, `on:`, `title:`), `---`, then the text, in which every figure is written
`[[86.5亿元|gdp yoy target ge @2024-01..2024-06]]`: its characters, the indicator, and what is not the
default (level, actual, eq).  `@` is the period and holds on until the next: a year, months or days
`A..B`, `..B` for a state as of B, `-` for none.  `neg` turns the sign; `v= max= u=` say value, upper
end and unit where they are not what is written.  `[[三个一批|!slogan]]` is a number and no figure.
"""

import calendar
import json
import re
import subprocess

MEASURES = set("level yoy mom avg_growth growth share completion_rate rate change_pp gap_pp "
               "contribution_pp contribution_rate delta multiple rank intensity".split())
COMPARATORS = set("eq ge gt near approx le lt range".split())
MODALITIES = set("actual plan forecast target".split())
RATES = {"project_start_rate", "project_landing_rate", "contract_fulfil_rate", "satisfaction_rate",
         "problem_resolution_rate", "approval_time_ratio"}
JUDGED = ("value", "value_max", "unit", "indicator", "measure", "comparator", "modality", "period")


def load(path):
    """{"zone", "title", "ref_date", "text", "figures": [...], "none": [(start, end)]}"""
    head, body = path.read_text(encoding="utf-8").split("---\n", 1)
    said = dict(line.split(": ", 1) for line in head.splitlines())
    text, figures, none, period = "", [], [], None
    at = 0
    for mark in re.finditer(r"\[\[(.*?)\|(.*?)\]\]", body):
        text += body[at:mark.start()]
        start, at = len(text), mark.end()
        text += mark[1]
        if mark[2].startswith("!"):
            none.append((start, len(text)))
            continue
        words = mark[2].split()
        for word in words:
            if word.startswith("@"):
                period = period_of(word[1:])
        figures.append(figure_of(mark[1], words, period) | {"start": start, "end": len(text)})
    return {"id": path.stem, "zone": said["zone"], "title": said["title"], "ref_date": said["on"],
            "text": text + body[at:], "figures": figures, "none": none}


def period_of(word):
    if word == "-":
        return None
    first, dots, last = word.partition("..")
    if not first:
        return {"type": "as_of", "start": None, "end": edge(last, "last")}
    return {"type": "range", "start": edge(first, "first"),
            "end": edge(last if dots else first, "last")}


def edge(word, which):
    """The first or last day of a year, a month or a day."""
    parts = [int(part) for part in word.split("-")]
    year, month, day = (parts + [None, None])[:3]
    if which == "first":
        return f"{year}-{month or 1:02}-{day or 1:02}"
    month = month or 12
    return f"{year}-{month:02}-{day or calendar.monthrange(year, month)[1]:02}"


def figure_of(raw, words, period):
    number = re.fullmatch(r"([\d.]+)(余|多)?(.*)", raw)
    indicator = words[0]
    figure = {"raw": raw, "indicator": indicator, "period": period, "modality": "actual",
              "measure": "rate" if indicator in RATES else "level", "value_max": None,
              "comparator": "eq", "value": float(number[1]) if number else None,
              "unit": number[3] if number else None}
    inner = re.search("余|多", raw)
    if inner and number:
        figure["unit"] = number[3].replace("余", "").replace("多", "")
    for word in words[1:]:
        if word in MEASURES:
            figure["measure"] = word
        elif word in COMPARATORS:
            figure["comparator"] = word
        elif word in MODALITIES:
            figure["modality"] = word
        elif word == "neg":
            figure["value"] = -figure["value"]
        elif word.startswith("v="):
            figure["value"] = float(word[2:])
        elif word.startswith("max="):
            figure["value_max"] = float(word[4:])
        elif word.startswith("u="):
            figure["unit"] = word[2:]
        elif not word.startswith("@"):
            raise ValueError(f"{raw}: {word}?")
    if figure["unit"] == "个百分点":
        figure["unit"] = "百分点"
    return figure


def read_by(program, document):
    """The figures that the program finds, their places in characters."""
    asked = {k: document[k] for k in ("id", "zone", "title", "ref_date", "text")}
    run = subprocess.run([program], input=json.dumps(asked, ensure_ascii=False).encode(),
                         capture_output=True, check=True)
    text = document["text"].encode()
    figures = json.loads(run.stdout)["figures"]
    for figure in figures:
        figure["start"] = len(text[:figure["start"]].decode())
        figure["end"] = len(text[:figure["end"]].decode())
    return figures


def same_period(left, right):
    if not left or not right:
        return not left and not right
    return all(left.get(key) == right.get(key) for key in ("type", "start", "end"))


def differences(figure, found):
    """What the reader says otherwise; the periods are compared by type and days."""
    for key in JUDGED:
        one, other = figure[key], found.get(key)
        if not (same_period(one, other) if key == "period" else one == other):
            yield key, one, other


def compare(program, document):
    """(labelled, found, right, lines that say what is wrong)"""
    found = {(f["start"], f["end"]): f for f in read_by(program, document)}
    said, right, name = [], 0, document["id"]
    places = {(f["start"], f["end"]) for f in document["figures"]}
    for figure in document["figures"]:
        other = found.get((figure["start"], figure["end"]))
        around = document["text"][max(0, figure["start"] - 12):figure["end"] + 4].replace("\n", " ")
        wrong = list(differences(figure, other)) if other else [("MISSED", "", "")]
        right += not wrong
        if wrong:
            said.append(f"{name} {around} | " + "; ".join(f"{k}: {a} -> {b}" for k, a, b in wrong))
    for place, figure in found.items():
        if place not in places:
            around = document["text"][max(0, place[0] - 10):place[1] + 6].replace("\n", " ")
            said.append(f"{name} {around} | EXTRA {figure['indicator']}")
    return len(document["figures"]), len(found), right, said
