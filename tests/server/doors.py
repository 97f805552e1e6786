"""Doors that close: streams whose rights end; and who asks behind a proxy."""

import json
import socket
import tempfile
import time
import unittest

import world as shared
from server import Server, Visitor, sample

SECONDS_MOST = 8  # a stream is asked again every two


def setUpModule():
    shared.begin()


def ends(stream):
    """Whether the server ends it in time."""
    end = time.monotonic() + SECONDS_MOST
    try:
        while time.monotonic() < end:
            if not stream.readline():
                return True
    except (TimeoutError, socket.timeout):
        pass
    return False


class StreamsEnd(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="zonebook_streams_")
        cls.addClassCleanup(cls.folder.cleanup)
        sample(shared.PROGRAM, cls.folder.name)
        cls.server = Server(shared.PROGRAM, cls.folder.name)
        cls.addClassCleanup(cls.server.kill)
        cls.administrator = Visitor(cls.server, "administrator")

    def account(self, login):
        accounts = self.administrator.get("/accounts").json["accounts"]
        return next(one for one in accounts if one["login"] == login)

    def test_with_the_session(self):
        editor = Visitor(self.server, "editor")
        stream = editor.listen()
        self.assertEqual(editor.ask("DELETE", "/session").status, 204)
        self.assertTrue(ends(stream))
        again = editor.listen()
        self.assertEqual(again.status, 401)

    def test_with_a_grant(self):
        clerk = Visitor(self.server, "clerk")
        stream = clerk.listen()
        grant = self.account("clerk")["grants"][0]["id"]
        self.assertEqual(self.administrator.ask("DELETE", f"/grants/{grant}").status, 204)
        self.assertTrue(ends(stream))

    def test_with_the_account(self):
        visitor = Visitor(self.server, "statistician")
        stream = visitor.listen()
        closed = self.administrator.ask("DELETE", "/accounts/" + self.account("statistician")["id"])
        self.assertEqual(closed.status, 204, closed.text)
        self.assertTrue(ends(stream))

    def test_of_others_go_on(self):
        leader = Visitor(self.server, "leader")
        stream = leader.listen()
        other = Visitor(self.server, "manager")
        other.ask("DELETE", "/session")
        self.assertFalse(ends(stream))


class WhatIsKept(unittest.TestCase):
    """Reads that are answered again from what is kept: never past a write, and to nobody else."""
    PAGE = "/records/project?zone=jiaocheng&limit=5"

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="zonebook_kept_")
        cls.addClassCleanup(cls.folder.cleanup)
        sample(shared.PROGRAM, cls.folder.name)
        cls.server = Server(shared.PROGRAM, cls.folder.name)
        cls.addClassCleanup(cls.server.kill)
        cls.administrator = Visitor(cls.server, "administrator")

    def test_the_same_question_has_the_same_bytes_until_somebody_writes(self):
        manager, leader = Visitor(self.server, "manager"), Visitor(self.server, "leader")
        count = "/records/project?zone=jiaocheng&limit=1&count=true"
        first, again = leader.get(count), leader.get(count)
        self.assertEqual((first.status, first.text), (200, again.text))
        letter = shared.letter(name="示例项目甲", project_no="K-1")
        letter["changes"][0]["fields"]["manager"] = manager.me["me"]
        written = manager.post("/entries", letter)
        self.assertEqual(written.status, 201, written.text)
        self.assertEqual(leader.get(count).json["count"], first.json["count"] + 1)

    def test_each_visitor_and_language_has_its_own(self):
        leader, clerk = Visitor(self.server, "leader"), Visitor(self.server, "clerk")
        self.assertEqual(leader.get(self.PAGE).status, 200)
        mine = "/records/project?limit=1"
        self.assertEqual(leader.get(mine).json["zone"], "jiaocheng")
        self.assertNotEqual(clerk.get(mine).text, leader.get(mine).text)
        fields = {"Accept-Language": "en"}
        self.assertNotEqual(leader.ask("GET", self.PAGE, fields=fields).fields["content-language"],
                            leader.get(self.PAGE).fields["content-language"])

    def test_a_right_that_is_taken_is_gone_at_once(self):
        editor = Visitor(self.server, "editor")
        self.assertEqual([editor.get(self.PAGE).status for _ in range(2)], [200, 200])
        accounts = self.administrator.get("/accounts").json["accounts"]
        account = next(one for one in accounts if one["login"] == "editor")
        for grant in account["grants"]:
            self.assertEqual(
                self.administrator.ask("DELETE", f"/grants/{grant['id']}").status, 204)
        self.assertEqual(editor.get(self.PAGE).status, 403)

    def test_a_session_that_ended_reads_nothing_that_it_read_before(self):
        visitor = Visitor(self.server, "statistician")
        self.assertEqual([visitor.get(self.PAGE).status for _ in range(2)], [200, 200])
        self.assertEqual(visitor.ask("DELETE", "/session").status, 204)
        self.assertEqual(visitor.get(self.PAGE).status, 401)


class BehindAProxy(unittest.TestCase):
    FORWARDED = {"X-Forwarded-For": "198.51.100.1, 203.0.113.9", "X-Forwarded-Proto": "https"}

    def logged(self, *options):
        """The peers of the log, and the cookie, of one who comes by a proxy."""
        with tempfile.TemporaryDirectory(prefix="zonebook_proxy_") as folder:
            sample(shared.PROGRAM, folder)
            server = Server(shared.PROGRAM, folder, "--sample-open", *options)
            signed = Visitor(server).post("/session", {"card": "leader"}, **self.FORWARDED)
            for number in range(21):  # a login has to wait sooner than a peer
                Visitor(server).post("/session", {"login": f"nobody{number}", "password": "x"},
                                     **{"X-Forwarded-For": "203.0.113.7"})
            kept_out = Visitor(server).post("/session", {"login": "another", "password": "x"},
                                            **{"X-Forwarded-For": "203.0.113.7"})
            others = Visitor(server).post("/session", {"login": "a third", "password": "x"},
                                          **{"X-Forwarded-For": "203.0.113.8"})
            self.assertEqual(server.stop(), 0)
            peers = {json.loads(line)["peer"] for line in server.logged().splitlines() if line}
        return peers, signed.fields["set-cookie"], kept_out.status, others.status

    def test_that_is_trusted_the_client_is_who_asks(self):
        peers, cookie, kept_out, others = self.logged("--trusted-proxy", "10.0.0.0/8",
                                                      "--trusted-proxy", "127.0.0.1")
        self.assertEqual(peers, {"203.0.113.9", "203.0.113.7", "203.0.113.8"})
        self.assertIn("; Secure", cookie)
        self.assertEqual((kept_out, others), (429, 401))

    def test_that_is_not_nobody_is_believed(self):
        peers, cookie, kept_out, others = self.logged("--trusted-proxy", "10.0.0.0/8")
        self.assertEqual(peers, {"127.0.0.1"})
        self.assertNotIn("; Secure", cookie)
        self.assertEqual((kept_out, others), (429, 429))
