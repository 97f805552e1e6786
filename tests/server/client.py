#!/usr/bin/env python3
"""A client made of openapi.json: one method for each operationId, with typed parameters.

  tests/server/client.py openapi.json > zonebook_client.py     its source, to read or to keep

    client = module(document).Client(visitor.ask)
    answer = client.read_record("project", "jiaocheng.3.1", valid="2023-12-31")

Every call is held against the document: what is sent before it goes (Unfit), what comes back by its
status, type and schema (Untrue).  So a test that asks through it tests the document too.
`unfit(…)` says what is wrong with a call without making it.
"""

import json
import keyword
import re
import sys
import types
import urllib.parse
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from schema import wrong  # noqa: E402


class Unfit(Exception):
    """The document does not allow what was to be sent."""


class Untrue(AssertionError):
    """The answer is not what the document says."""


# ── what every made client stands on ────────────────────────────────────────────────────────────

class Operation:
    """One of the document's; `ask(method, path, query, body, fields)` sends."""

    def __init__(self, document, method, path, described):
        self.method, self.path, self.described = method.upper(), path, described
        self.id = described["operationId"]
        self.parameters = {one["name"]: one for one in described["parameters"]}
        self.components = document["components"]["schemas"]

    def unfit(self, given, body):
        """What the document has against it, or None."""
        for name, one in self.parameters.items():
            if name not in given:
                if one["required"]:
                    return f"{self.id}: {name} is missing"
                continue
            found = wrong(given[name], one["schema"], self.components, name)
            if found:
                return f"{self.id}: {found}"
        unknown = sorted(set(given) - set(self.parameters))
        if unknown:
            return f"{self.id}: no parameter {unknown[0]}"
        return self.unfit_body(body)

    def unfit_body(self, body):
        content = self.described.get("requestBody", {}).get("content", {})
        if not content:
            return None if body is None else f"{self.id}: takes no body"
        if body is None:
            needed = self.described["requestBody"]["required"]
            return f"{self.id}: a body is missing" if needed else None
        if "application/json" not in content:
            return None if isinstance(body, Form) else f"{self.id}: takes {next(iter(content))}"
        found = wrong(body, content["application/json"]["schema"], self.components, "body")
        return f"{self.id}: {found}" if found else None

    def send(self, ask, given, body):
        path, query, fields = self.path, {}, {}
        for name, value in given.items():
            text = ("true" if value else "false") if isinstance(value, bool) else str(value)
            where = self.parameters[name]["in"] if name in self.parameters else "query"
            if where == "path":
                path = path.replace("{" + name + "}", urllib.parse.quote(text, safe=""))
            elif where == "header":
                fields[name] = text
            else:
                query[name] = text
        if isinstance(body, Form):
            fields["Content-Type"] = body.type
            body = body.data
        return ask(self.method, path, query, body, fields)

    def untrue(self, answer):
        """What the document has against an answer, or None."""
        responses = self.described["responses"]
        good = [status for status in responses if status != "default"]
        declared = responses.get(str(answer.status), responses["default"])
        if answer.status < 400 and str(answer.status) not in good:
            return f"{self.id}: {answer.status} is not declared"
        if answer.status >= 500:
            return f"{self.id}: {answer.status}: {answer.text[:400]}"
        contents = declared.get("content", {})
        if not contents:
            return f"{self.id}: bytes beside {answer.status}" if answer.body else None
        kind = answer.fields.get("content-type", "").split(";")[0]
        content = contents.get(kind) or contents.get("*/*")
        if not content:
            return f"{self.id}: {kind} in place of {' or '.join(contents)}"
        if not kind.endswith("json"):
            return None
        found = wrong(answer.json, content["schema"], self.components)
        return f"{self.id}: {found} in {answer.text[:400]}" if found else None


class Form:
    """A file as a form sends it."""

    def __init__(self, data, edge):
        self.data, self.type = data, f"multipart/form-data; boundary={edge}"


class Asking:
    """Of the document's operations by name; what is made below derives from it."""

    def __init__(self, ask):
        self.ask = ask

    def call(self, operation, given, body=None):
        given = {name: value for name, value in given.items() if value is not None}
        found = operation.unfit(given, body)
        if found:
            raise Unfit(found)
        answer = operation.send(self.ask, given, body)
        found = operation.untrue(answer)
        if found:
            raise Untrue(found)
        return answer


def operations(document):
    """By operationId."""
    return {one["operationId"]: Operation(document, method, path, one)
            for path, methods in document["paths"].items() for method, one in methods.items()}


# ── making one ──────────────────────────────────────────────────────────────────────────────────

def type_of(schema):
    if "$ref" in schema:
        return repr(schema["$ref"].rsplit("/", 1)[1])
    if "anyOf" in schema:
        return "Union[" + ", ".join(type_of(one) for one in schema["anyOf"]) + "]"
    if "enum" in schema:
        return "Literal[" + ", ".join(map(repr, schema["enum"])) + "]"
    kind = schema.get("type")
    if kind == "array":
        return f"List[{type_of(schema.get('items', {}))}]"
    if kind == "object":
        others = schema.get("additionalProperties", True)
        return f"Dict[str, {type_of(others) if isinstance(others, dict) else 'Any'}]"
    return {"string": "str", "integer": "int", "boolean": "bool", "null": "None"}.get(kind, "Any")


def component(name, schema):
    needed = schema.get("required", ())
    members = ", ".join(
        f"{member!r}: {type_of(of) if member in needed else f'NotRequired[{type_of(of)}]'}"
        for member, of in schema.get("properties", {}).items())
    if "properties" not in schema:
        return f"{name} = {type_of(schema)}\n"
    return f"{name} = TypedDict({name!r}, {{{members}}})\n"


def python_name(name):
    name = re.sub(r"\W", "_", name).lower()
    return name + "_" if keyword.iskeyword(name) else name


def method(operation):
    parameters = operation.parameters.values()
    first = [one for one in parameters if one["in"] == "path"]
    needed = [one for one in parameters if one["in"] != "path" and one["required"]]
    others = [one for one in parameters if one["in"] != "path" and not one["required"]]
    content = operation.described.get("requestBody", {}).get("content", {})
    signature = ["self"] + [f"{python_name(one['name'])}: {type_of(one['schema'])}" for one in first]
    if content:
        of = content.get("application/json")
        kind = type_of(of["schema"]) if of else "Form"
        needed_body = operation.described["requestBody"]["required"]
        signature.append(f"body: {kind}" if needed_body else f"body: Optional[{kind}] = None")
    if needed or others:
        signature.append("*")
    signature += [f"{python_name(one['name'])}: {type_of(one['schema'])}" for one in needed]
    signature += [f"{python_name(one['name'])}: Optional[{type_of(one['schema'])}] = None"
                  for one in others]
    given = ", ".join(f"{one['name']!r}: {python_name(one['name'])}" for one in parameters)
    says = operation.described["summary"].replace('"', "'")
    right = operation.described["description"].replace('"', "'")
    says += f".  Needs: {right}." if right else "."
    return (f"    def {operation.id}({', '.join(signature)}):\n"
            f'        """{operation.method} {operation.path}: {says}"""\n'
            f"        return self.call(OPERATIONS[{operation.id!r}], {{{given}}}"
            f"{', body' if content else ''})\n")


def source(document):
    parts = ['"""Made of openapi.json by tests/server/client.py."""\n\nimport json\n'
             "from typing import Any, Dict, List, Literal, NotRequired, Optional, TypedDict, Union\n\n"
             "from client import Asking, Form, operations\n\n"
             f"DOCUMENT = json.loads({json.dumps(document, ensure_ascii=False)!r})\n"
             "OPERATIONS = operations(DOCUMENT)\n\n"]
    parts += [component(*one) for one in document["components"]["schemas"].items()]
    parts.append("\n\nclass Client(Asking):\n")
    parts.append("\n".join(method(one) for one in operations(document).values()))
    return "".join(parts)


def module(document):
    """The made client, as if it had been imported."""
    made = types.ModuleType("zonebook_client")
    exec(compile(source(document), "zonebook_client.py", "exec"), made.__dict__)  # noqa: S102
    return made


if __name__ == "__main__":
    print(source(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))), end="")
