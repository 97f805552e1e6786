"""The part of JSON Schema that openapi.json uses: what is wrong with a value, or None."""

import datetime
import re


def wrong(value, schema, components, where="$"):
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[1]
        return wrong(value, components[name], components, where)
    if "anyOf" in schema:
        found = [wrong(value, one, components, where) for one in schema["anyOf"]]
        return None if None in found else found[0]
    if "enum" in schema and value not in schema["enum"]:
        return f"{where}: {value!r} is none of {schema['enum']}"
    kind = schema.get("type")
    if kind is None:
        return None
    return KINDS[kind](value, schema, components, where)


def of_object(value, schema, components, where):
    if not isinstance(value, dict):
        return f"{where}: no object"
    for name in schema.get("required", ()):
        if name not in value:
            return f"{where}: {name} is missing"
    others = schema.get("additionalProperties", True)
    for name, member in value.items():
        of = schema.get("properties", {}).get(name, others)
        if of is False:
            return f"{where}: {name} is not declared"
        found = None if of is True else wrong(member, of, components, f"{where}.{name}")
        if found:
            return found
    return None


def of_array(value, schema, components, where):
    if not isinstance(value, list):
        return f"{where}: no array"
    for i, item in enumerate(value):
        found = wrong(item, schema.get("items", {}), components, f"{where}[{i}]")
        if found:
            return found
    return None


def of_string(value, schema, components, where):
    if not isinstance(value, str):
        return f"{where}: no string"
    form = FORMS.get(schema.get("format"), ".*")
    if not re.fullmatch(form, value, re.S):
        return f"{where}: {value!r} is no {schema['format']}"
    if len(value) > schema.get("maxLength", len(value)):
        return f"{where}: longer than {schema['maxLength']}"
    if schema.get("format") == "date":
        try:
            datetime.date.fromisoformat(value)
        except ValueError:
            return f"{where}: {value!r} is no day"
    return None


def of_integer(value, schema, components, where):
    if isinstance(value, float) and value.is_integer():  # 5.0 is one (JSON Schema 2020-12, 6.1.1)
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool):
        return f"{where}: no integer"
    if not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        return f"{where}: {value} is not within {schema.get('minimum')} to {schema.get('maximum')}"
    return None


KINDS = {"object": of_object, "array": of_array, "string": of_string, "integer": of_integer,
         "boolean": lambda v, s, c, w: None if isinstance(v, bool) else f"{w}: no boolean",
         "null": lambda v, s, c, w: None if v is None else f"{w}: not null"}
FORMS = {"date": r"\d{4}-\d\d-\d\d", "date-time": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z",
         "decimal": r"-?\d+(\.\d+)?"}
