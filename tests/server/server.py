"""A running `zonebook serve`, and visitors who ask it."""

import http.client
import json
import os
import re
import signal
import subprocess
import urllib.parse
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
API = "/api/v1"


class Server:
    """`where` is --data DIR or --database URI with a DIR; it listens on a port of the system's."""

    def __init__(self, program, folder, *options):
        quiet = {key: value for key, value in os.environ.items() if not key.startswith("ZONEBOOK_")}
        self.log = open(Path(folder) / f"serve-{os.getpid()}-{id(self)}.log", "w+b")
        self.process = subprocess.Popen(
            [program, "serve", "--data", str(folder), "--listen", "127.0.0.1:0", *options],
            cwd=ROOT, env=quiet, stdout=subprocess.PIPE, stderr=self.log, text=True)
        line = ""
        while "http://" not in line:
            line = self.process.stdout.readline()
            if not line:
                raise RuntimeError("the server did not start: " + self.logged())
        self.port = int(re.search(r":(\d+)\s*$", line).group(1))

    def logged(self):
        self.log.flush()
        return Path(self.log.name).read_text(encoding="utf-8")

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        self.log.close()

    def stop(self):
        """Its exit code after SIGTERM."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        self.process.stdout.read()
        return self.process.wait(timeout=30)


class Answer:
    def __init__(self, status, fields, body):
        self.status, self.fields, self.body = status, fields, body

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def text(self):
        return self.body.decode("utf-8", "replace")


class Visitor:
    """Somebody with a cookie, or nobody."""

    def __init__(self, server, card=None):
        self.server, self.card, self.cookie, self.csrf = server, card, None, None
        if card:
            answer = self.post("/session", {"card": card})
            assert answer.status == 200, answer.text
            self.cookie = answer.fields["set-cookie"].split(";")[0]
            self.csrf, self.me = answer.json["csrf"], answer.json

    def ask(self, method, path, query=None, body=None, fields=None):
        target = path if path.startswith("/api") else API + path
        if query:
            target += "?" + urllib.parse.urlencode(query)
        sent = dict(fields or {})
        if self.cookie:
            sent.setdefault("Cookie", self.cookie)
        if self.csrf and method != "GET":
            sent.setdefault("X-CSRF-Token", self.csrf)
        if isinstance(body, (dict, list)):
            body = json.dumps(body).encode()
            sent.setdefault("Content-Type", "application/json")
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        try:
            connection.request(method, target, body=body, headers=sent)
            answer = connection.getresponse()
            return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()},
                          answer.read())
        finally:
            connection.close()

    def get(self, path, **query):
        return self.ask("GET", path, {name.rstrip("_"): value for name, value in query.items()})

    def post(self, path, body, **fields):
        return self.ask("POST", path, body=body, fields=fields)

    def listen(self, last=None):
        """A stream of events: an open answer, read line by line."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=10)
        sent = {"Cookie": self.cookie} | ({"Last-Event-ID": last} if last else {})
        connection.request("GET", API + "/events", headers=sent)
        return connection.getresponse()


def next_event(stream):
    """(id, name, data) of the next one that is no comment."""
    event = {}
    while True:
        line = stream.readline().decode().rstrip("\n").rstrip("\r")
        if not line and "data" in event:
            return event.get("id"), event.get("event"), json.loads(event["data"])
        if ":" in line and not line.startswith(":"):
            name, value = line.split(":", 1)
            event[name] = value.strip()


def sample(program, folder, *options):
    quiet = {key: value for key, value in os.environ.items() if not key.startswith("ZONEBOOK_")}
    subprocess.run([program, "sample", "--data", str(folder), *options], cwd=ROOT, env=quiet,
                   check=True, capture_output=True)
