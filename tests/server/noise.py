#!/usr/bin/env python3
"""tests/server/noise.py PROGRAM [--seconds S] [--seed N]: what is malformed, at random.

Bodies that are JSON almost, filters that are FEEL almost, forms, headers and framing that are wrong,
from all roles and nobody, against a server of its own over the demonstration year.  Each must be
answered below 500, with a sentence where it is refused; what the document does not allow must be
refused; the server must end well, its log without a word that is no line of JSON.  Built with the
sanitizers, PROGRAM then has a report there.  Prints how many there were of each kind.
"""

import argparse
import collections
import contextlib
import json
import random
import socket
import string
import sys
import tempfile
import time
import urllib.parse
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from client import Form, operations  # noqa: E402
from server import API, Server, Visitor, sample  # noqa: E402

CARDS = ("leader", "manager", "statistician", "clerk", "editor", "province", "enterprise",
         "administrator", "supervision")
# Streams do not end; what ends a session or an account would leave nobody to ask.
NEVER = {"listen", "sign_out", "close_account", "revoke_role", "drop_factor", "change_password"}
SLOW = {"verify", "export_register"}  # of the whole ledger: now and then

WORDS = ("project", "示例", "示例项目07", "jiaocheng", "quwo", "shanxi", "' OR 1=1 --",
         "\"; drop table entry; --", "9" * 40, "-1", "0", "null", "[]", "{}", "1e400", "2023-02-30",
         "2023-12-31", "9999-12-31", "0000-00-00", "true", "a" * 3000, "%", "%00", "\u202e", "\x00",
         "\ud7ff\uffff", "🏭" * 50, "stage = ", "for x in 1..999999999 return x", "sum(", "name = \"",
         "-total_investment", "not(", "a.b.c.d", "2023-Q9", "2023-Q4", "2023-01-01..2022-01-01",
         "numerator", "\x01", "batch_started_amount", "", " ", "new:p", "jiaocheng.43.9", "..", "/",
         "jiaocheng.9223372036854775807.1", "2023-12-20T00:00:00+99:99", "month", "zone", "standing")
FIELDS = ("name", "stage", "total_investment", "manager", "reported_on", "light", "investor",
          "disclosure", "enterprise.name", "no_such_field", "示例")
FEEL = ("=", "!=", "<", ">=", " in ", " and ", " or ", "+", "-", "*", "/", "**", "(", ")", "[", "]", "..",
        "{", "}", ":", ",", "not(", "count(", "date(", "matches(", "string length(", "if ", " then ",
        " else ", "for x in ", " return ", "some x in ", " satisfies ", "function(x) ", " instance of ",
        "@\"2023-01-01\"", "\"started\"", "null", "true", "today()", "now()", "1", "-7.5", "1e9", "?",
        "\"(a+)+$\"", "\"\\u0000\"", "//", "/*", "\n", "'")
NAMES = ("zone", "changes", "kind", "register", "id", "fields", "valid_from", "valid_to", "seen", "title",
         "indicators", "login", "password", "card", "reason", "field", "name", "source", "key", "actor", "x")


class Dice(random.Random):
    """Values, by and against a schema."""

    def word(self):
        return self.choice(WORDS)

    def feel(self):
        pieces = [self.choice((*FEEL, *FIELDS, self.word())) for _ in range(self.randrange(1, 12))]
        if self.random() < 0.02:
            pieces = [self.choice(("(", "[", "not(", "-", "if "))] * self.choice((50, 1300))
        return "".join(pieces)[:5000]

    def by_schema(self, schema, components, deep=0):
        if "$ref" in schema:
            return self.by_schema(components[schema["$ref"].rsplit("/", 1)[1]], components, deep)
        if self.random() < 0.08:
            return self.anything(deep)
        if "anyOf" in schema:
            return self.by_schema(self.choice(schema["anyOf"]), components, deep)
        if "enum" in schema:
            return self.choice(schema["enum"])
        kind = schema.get("type")
        if kind == "string":
            return self.text_of(schema.get("format"))
        if kind == "integer":
            return self.choice((0, 1, 3, -1, 50, 10**6, 2**53 + 1, 2**63 - 1, 2**63, -10**30))
        if kind == "boolean":
            return self.random() < 0.5
        if kind == "array" and deep < 5:
            return [self.by_schema(schema.get("items", {}), components, deep + 1)
                    for _ in range(self.choice((0, 1, 1, 2, 3)))]
        if kind == "object" and deep < 5:
            return self.object_of(schema, components, deep)
        return None if kind == "null" else self.anything(deep + 1)

    def object_of(self, schema, components, deep):
        made, needed = {}, schema.get("required", ())
        for name, of in schema.get("properties", {}).items():
            if self.random() < (0.97 if name in needed else 0.5):
                made[name] = self.by_schema(of, components, deep + 1)
        others = schema.get("additionalProperties")
        if isinstance(others, dict) or self.random() < 0.03:
            for _ in range(self.randrange(4)):
                name = self.choice((*FIELDS, *NAMES))
                made[name] = self.by_schema(others if isinstance(others, dict) else {}, components, deep + 1)
        return made

    def text_of(self, form):
        if form == "date" and self.random() < 0.8:
            return f"20{self.randrange(20, 26)}-{self.randrange(1, 13):02}-{self.randrange(1, 29):02}"
        if form == "date-time" and self.random() < 0.8:
            return f"2023-12-{self.randrange(1, 29):02}T01:02:03.000004Z"
        return self.word()

    def anything(self, deep=0):
        kinds = (self.word, lambda: self.randrange(-10, 10**18), lambda: None, lambda: True,
                 lambda: self.random() * 10.0 ** self.randrange(-20, 20))
        if deep > 3 or self.random() < 0.5:
            return self.choice(kinds)()
        if self.random() < 0.4:
            return [self.anything(deep + 1) for _ in range(self.randrange(4))]
        return {self.choice((*NAMES, *FIELDS)): self.anything(deep + 1) for _ in range(self.randrange(5))}

    def broken(self, data):
        """Bytes that were right, and are no more."""
        data = bytearray(data)
        for _ in range(self.choice((1, 1, 2, 5))):
            at = self.randrange(len(data) + 1)
            how = self.randrange(6)
            if how == 0:
                data[at:at + self.randrange(1, 9)] = b""
            elif how == 1:
                data[at:at] = self.choice((b"\xff", b"\xed\xa0\x80", b"\x00", b"\\u", b"\\ud800", b'"', b"{",
                                           b"]", b",", b"1e999", b"\xef\xbb\xbf", b"NaN", b"-", b"\r\n"))
            elif how == 2 and data:
                data[min(at, len(data) - 1)] ^= 1 << self.randrange(8)
            elif how == 3:
                del data[at:]
            elif how == 4:
                data[at:at] = data[:at][-200:]
            elif self.random() < 0.1:
                data[at:at] = self.choice((b"[", b'{"x":', b"1", b"a")) * self.choice((600, 40_000))
        return bytes(data)

    def form(self):
        """A form of a file that is wrong somewhere, mostly."""
        edge = self.choice(("edge", "e" * 71, "a b", "--", "x'()+_,-./:=?", ""))
        parts = [self.part() for _ in range(self.choice((0, 1, 1, 1, 2, 5)))]
        body = b"".join(b"--" + edge.encode() + b"\r\n" + part + b"\r\n" for part in parts)
        body += b"--" + edge.encode() + self.choice((b"--\r\n", b"--", b"", b"\r\n", b"-"))
        if self.random() < 0.4:
            body = self.broken(body)
        return Form(body, self.choice((edge, edge, edge, f'"{edge}"', "other", "")))

    def part(self):
        name = self.choice((b"file", b"file", b"other", b"", b"\xff", b"f" * 9000))
        file = self.choice((b'; filename="a.txt"', b'; filename="..\\..\\x"', b"; filename*=UTF-8''%E7%A4",
                            b"; filename=", b"", b'; filename="' + "示例".encode() + b'"'))
        type_ = self.choice((b"text/plain", b"application/pdf", b"x", b"", b"a/" + b"b" * 5000))
        head = b'Content-Disposition: form-data; name="' + name + b'"' + file + b"\r\n"
        if self.random() < 0.1:
            head = b""
        return head + b"Content-Type: " + type_ + b"\r\n\r\n" + self.randbytes(self.choice((0, 9, 3000)))

    def fields(self):
        """Fields that http.client would let through."""
        made = {}
        for _ in range(self.randrange(4)):
            name = self.choice(("Accept-Encoding", "Accept-Language", "If-None-Match", "Range", "If-Range",
                                "Idempotency-Key", "X-CSRF-Token", "Last-Event-ID", "Authorization",
                                "Content-Type", "Origin", "Referer", "X-Forwarded-For", "Expect", "X-" +
                                self.choice(string.ascii_letters)))
            value = self.choice(("*", "gzip;q=x", "gzip, *;q=0", "zh;q=2", "bytes=0-", "bytes=9-1", "W/\"x\"",
                                 "Bearer " + "x" * 43, "Bearer", "Basic x", "text/html", "application/json",
                                 "multipart/form-data", "a" * 5000, "\t", "", "\"", "100-continue",
                                 "application/json; charset=utf-16", "\xe9", "=?utf-8?q?x?="))
            made[name] = value
        return made

    def raw(self, cookie):
        """A whole request, by the byte."""
        lines = [self.choice((b"GET", b"POST", b"get", b"", b"G\x00T", b"PRI", b"DELETE", b"M" * 300))
                 + b" " + self.choice((b"/api/v1/records/project", b"/api/v1/entries", b"*", b"http://x/",
                                       b"//", b"/%zz", b"/%2e%2e/%2e%2e/etc/passwd", b"/\xff", b"",
                                       b"/api/v1/search?q=" + b"%E7" * 3000, b"/api/v1/me?" + b"a&" * 3000))
                 + b" " + self.choice((b"HTTP/1.1", b"HTTP/1.1", b"HTTP/1.0", b"HTTP/2.0", b"HTTP/1.10", b""))]
        choices = (b"Host: x", b"Host: y", b"Host:", b"Content-Length: 5", b"Content-Length: -1",
                   b"Content-Length: 5, 6", b"Content-Length: 99999999999999999999", b"Content-Length: 0x5",
                   b"Transfer-Encoding: chunked", b"Transfer-Encoding: gzip, chunked",
                   b"Transfer-Encoding: chunked, identity", b"Transfer-Encoding : chunked", b"X: \x00",
                   b" folded", b"NoColon", b": empty", b"Cookie: " + cookie, b"Cookie: =;;=", b"Expect: x",
                   b"Content-Type: application/json", b"Connection: close, keep-alive", b"A: " + b"b" * 20_000,
                   b"Upgrade: h2c", b"Content-Encoding: gzip", b"TE: trailers", b"Trailer: X")
        lines += [self.choice(choices) for _ in range(self.randrange(6))]
        body = self.choice((b"", b"hello", b"5\r\nhello\r\n0\r\n\r\n", b"ffffffffffffffff\r\n", b"-5\r\n",
                            b"5;x=y\r\nhel", b"0\r\nX: y\r\n\r\n", b"{}", b"\r\n" * 50))
        end = self.choice((b"\r\n", b"\r\n", b"\r\n", b"\n", b"\r"))
        return end.join(lines) + end * 2 + body


class Noise:
    def __init__(self, program, folder, seed):
        self.program, self.dice = program, Dice(seed)
        sample(program, folder)
        self.server = Server(program, folder)
        self.nobody = Visitor(self.server)
        self.visitors = [Visitor(self.server, card) for card in CARDS]
        self.operations = operations(self.nobody.get("/api/openapi.json").json)
        self.counts = collections.Counter()

    def run(self, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.dice.random() < 0.15:
                self.send_raw()
            else:
                self.send_one()
        self.expect(self.nobody.get("/healthz").status == 200, "healthz")

    def send_one(self):
        dice = self.dice
        operation = dice.choice(list(self.operations.values()))
        if operation.id in NEVER or (operation.id in SLOW and dice.random() < 0.95):
            return
        given, body, fields = {}, None, {}
        for name, one in operation.parameters.items():
            if one["in"] == "path" or one["required"] or dice.random() < 0.4:
                given[name] = self.value(name, one["schema"], operation.components)
        if dice.random() < 0.05:
            given[dice.choice(NAMES)] = dice.word()
        content = operation.described.get("requestBody", {}).get("content", {})
        if "application/json" in content:
            body = dice.by_schema(content["application/json"]["schema"], operation.components)
        elif content:
            body = dice.form()
        unfit = operation.unfit(as_read(operation, given), body)
        visitor = self.nobody if dice.random() < 0.05 else dice.choice(self.visitors)
        if body is not None and not isinstance(body, Form):
            data = json.dumps(body, ensure_ascii=dice.random() < 0.5).encode("utf-8", "replace")
            if dice.random() < 0.3:
                data, unfit = dice.broken(data), None
            body, fields = data, {"Content-Type": "application/json"}
        if dice.random() < 0.2:
            fields |= dice.fields()
        if unfit and operation.method == "GET" and not all(map(str, given.values())):
            unfit = None  # an empty path segment is another path
        self.look(operation, visitor, given, body, fields, unfit)

    def value(self, name, schema, components):
        dice = self.dice
        if name == "filter":
            return dice.feel()
        if name in ("sort", "fields", "by"):
            return ",".join(dice.choice((*FIELDS, "-stage", "", dice.word()))
                            for _ in range(dice.randrange(1, 4)))
        if name == "register" and dice.random() < 0.7:
            return dice.choice(("project", "agreement", "staff", "enterprise", "account", "definition"))
        if name == "indicator" and dice.random() < 0.7:
            return dice.choice(("batch_started_amount", "batch_started_rate", "signed_amount"))
        return dice.by_schema(schema, components)

    def look(self, operation, visitor, given, body, fields, unfit):
        def ask(method, path, query, sent, more):
            return visitor.ask(method, path, query, sent, {**(more or {}), **fields})
        told = (operation.id, visitor.card, given, str(body)[:300], fields)
        try:
            answer = operation.send(ask, given, body)
        except (UnicodeEncodeError, ValueError):  # http.client's own refusal
            self.counts["not sent"] += 1
            return
        self.counts[answer.status] += 1
        self.expect(answer.status < 500, told, answer.text[:500])
        if answer.status >= 400:
            self.expect_a_sentence(answer.json, told)
        self.expect(not unfit or answer.status >= 400, unfit, told, answer.text[:300])

    def send_raw(self):
        sent = self.dice.raw(self.visitors[0].cookie.encode())
        with socket.create_connection(("127.0.0.1", self.server.port), timeout=20) as wire:
            came = b""
            with contextlib.suppress(ConnectionError):
                wire.sendall(sent)
                wire.shutdown(socket.SHUT_WR)
                while piece := wire.recv(65536):
                    came += piece
        head, _, body = came.partition(b"\r\n\r\n")
        status = int(head.split(b" ")[1]) if head.startswith(b"HTTP/1.1 ") else 0
        self.counts[f"raw {status}"] += 1
        # A method or a version that is not known is 501 or 505 (RFC 9110, 15.6); no other is ours.
        self.expect(status < 500 or status in (501, 505), sent, came[:400])
        if status >= 400 and b"application/problem+json" in head and body:
            size = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
            self.expect_a_sentence(json.loads(body[:size]), sent)
        self.expect(status < 400 or b"application/problem+json" in head, sent, came[:400])

    def expect_a_sentence(self, problem, told):
        self.expect(problem.get("detail") and problem.get("code"), told, problem)

    @staticmethod
    def expect(holds, *told):
        if not holds:
            raise AssertionError("\n".join(map(str, told)))

    def end(self):
        self.expect(self.server.stop() == 0, "the server ended badly", self.server.logged()[-5000:])
        logged = self.server.logged()
        self.server.log.close()
        self.server.process.stdout.close()
        for line in logged.splitlines():
            self.expect(line.startswith("{"), "no line of its log", logged[-5000:])

    def told(self):
        return ", ".join(f"{kind}: {count}" for kind, count in sorted(self.counts.items(), key=str))


def as_read(operation, given):
    """A parameter is a text on the wire; the server takes it as its schema says."""
    read = {}
    for name, value in given.items():
        read[name] = ("true" if value else "false") if isinstance(value, bool) else str(value)
        schema = operation.parameters[name]["schema"] if name in operation.parameters else {}
        if schema.get("type") in ("integer", "boolean"):
            with contextlib.suppress(ValueError):
                read[name] = json.loads(read[name])
    return read


def run(program, seconds, seed):
    """How many there were of each kind."""
    with tempfile.TemporaryDirectory(prefix="zonebook_noise_") as folder:
        noise = Noise(program, folder, seed)
        try:
            noise.run(seconds)
            noise.end()
        finally:
            if noise.server.process.poll() is None:
                noise.server.kill()
        return noise


if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    arguments.add_argument("program")
    arguments.add_argument("--seconds", type=float, default=600)
    arguments.add_argument("--seed", type=int, default=20240115)
    chosen = arguments.parse_args()
    made = run(str(Path(chosen.program).resolve()), chosen.seconds, chosen.seed)
    print(f"{sum(made.counts.values())} requests: {made.told()}")
