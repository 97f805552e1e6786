"""A spreadsheet over HTTP: looked at, page by page, and then written."""

import unittest

import world as shared
from server import Visitor
from world import CARDS, SECRET_INVESTOR, SECRET_NAME, form, letter, world

HEAD = "项目编号,项目名称,公开范围,项目类型,资金来源地,阶段,红黄绿灯,首报日期,项目经理"


def setUpModule():
    shared.begin()


def row(number, name, **more):
    cells = {"light": "绿灯", "manager": world["visitors"]["manager"].me["me"]} | more
    return f"{number},{name},公开,工业,省外境内,线索,{cells['light']},2024-01-12,{cells['manager']}"


def table(*rows):
    return "\r\n".join((HEAD, *rows)) + "\r\n"


def preview(visitor, text, register="project", **query):
    body, fields = form(text, query.pop("name", "示例.csv"))
    return visitor.ask("POST", f"/import/{register}", {"mode": "preview"} | query, body, fields)


def commit(visitor, token, register="project", **query):
    return visitor.ask("POST", f"/import/{register}", {"mode": "commit", "token": token} | query)


class Imports(unittest.TestCase):
    def setUp(self):
        self.manager = world["visitors"]["manager"]

    def exists(self, number):
        listed = self.manager.get("/records/project", zone="jiaocheng", filter=f'project_no = "{number}"')
        return len(listed.json["records"])

    def looked_at(self, text, **query):
        answer = preview(self.manager, text, **query)
        self.assertEqual(answer.status, 201, answer.text[:600])
        return answer.json

    def test_what_was_looked_at_is_written_once(self):
        seen = self.looked_at(table(row("I-1", "示例导入一"), row("I-2", "示例导入二")))
        self.assertEqual((seen["counts"]["added"], seen["state"]), (2, "previewed"), seen)
        self.assertEqual({one["field"] for one in seen["columns"] if one["field"]} & {"name", "light"},
                         {"name", "light"})
        self.assertEqual(seen["rows"][0]["cells"][0]["place"], "CSV!A2")
        self.assertEqual(self.exists("I-1"), 0)

        done = commit(self.manager, seen["token"])
        again = commit(self.manager, seen["token"])

        self.assertEqual(done.status, 201, done.text[:600])
        self.assertEqual((done.json["came_to"]["rows"], done.json["state"]), (2, "written"))
        self.assertEqual(done.json["progress"], {"written": 2, "of": 2})
        self.assertEqual(len(done.json["came_to"]["entries"]), 1)
        self.assertEqual(again.json["came_to"], done.json["came_to"])
        self.assertEqual((self.exists("I-1"), self.exists("I-2")), (1, 1))

    def test_a_rejected_row_says_where_and_why_and_keeps_the_others_back_unless_they_are_asked_for(self):
        seen = self.looked_at(table(row("I-3", "示例导入三"), row("I-4", "示例导入四", light="蓝灯")))
        bad = next(one for one in seen["rows"] if one["state"] == "rejected")
        self.assertEqual(bad["told"][0]["place"], "CSV!G3")

        refused = commit(self.manager, seen["token"])
        done = commit(self.manager, seen["token"], rows="good")

        self.assertEqual((refused.status, refused.json["code"]), (409, "api.import.rejected_rows"))
        self.assertEqual(done.json["came_to"]["rows"], 1, done.text)
        self.assertEqual((self.exists("I-3"), self.exists("I-4")), (1, 0))

    def test_rows_come_in_pages_and_by_state(self):
        rows = [row(f"I-1{i:02}", f"示例导入页{i}", **({"light": "蓝灯"} if i % 5 == 0 else {}))
                for i in range(20)]
        seen = self.looked_at(table(*rows), limit=8)
        told, cursor = [one["place"] for one in seen["rows"]], seen["next"]
        while cursor:
            page = self.manager.get(f"/imports/{seen['token']}", limit=8, cursor=cursor).json
            told += [one["place"] for one in page["rows"]]
            cursor = page["next"]
        rejected = self.manager.get(f"/imports/{seen['token']}", state="rejected").json["rows"]

        self.assertEqual(told, [f"CSV!{i + 2}" for i in range(20)])
        self.assertEqual(len(rejected), 4)
        wrong = self.manager.get(f"/imports/{seen['token']}", cursor="3")
        self.assertEqual((wrong.status, wrong.json["code"]), (400, "api.import.broken_cursor"))

    def test_who_wrote_since_makes_it_a_conflict(self):
        made = self.manager.post("/entries", letter(name="示例导入五", project_no="I-5")).json["made"]["new:p"]
        text = "项目编号,红黄绿灯\r\nI-5,红灯\r\n"
        seen = self.looked_at(text, **{"as": "correct"})
        self.assertEqual(seen["counts"]["corrected"], 1, seen)
        written = self.manager.post("/entries", {"zone": "jiaocheng", "source": "示例", "changes": [
            {"kind": "change", "register": "project", "id": made, "valid_from": "2024-01-15",
             "fields": {"name": "示例导入五改"}}]})
        self.assertEqual(written.status, 201, written.text)

        refused = commit(self.manager, seen["token"])

        self.assertEqual((refused.status, refused.json["code"]), (409, "ledger.conflict"), refused.text)
        self.assertIn("manager", refused.text)

    def test_what_has_become_another_import_is_a_conflict(self):
        seen = self.looked_at(table(row("I-6", "示例导入六")))
        self.assertEqual(self.manager.post("/entries", letter(name="示例别的", project_no="I-6")).status, 201)

        refused = commit(self.manager, seen["token"])

        self.assertEqual((refused.status, refused.json["code"]), (409, "publishing.import.not_as_previewed"))

    def test_what_differs_waits_for_its_meaning_and_is_looked_at_again_without_the_file(self):
        self.manager.post("/entries", letter(name="示例导入七", project_no="I-7"))
        seen = self.looked_at("项目编号,红黄绿灯\r\nI-7,黄灯\r\n")
        self.assertEqual(seen["counts"]["differs"], 1)
        self.assertEqual(commit(self.manager, seen["token"]).json["code"], "api.import.say_meaning")

        since = self.manager.ask("POST", "/import/project",
                                 {"mode": "preview", "token": seen["token"], "as": "change"})
        self.assertEqual(since.json["code"], "api.import.since_when")
        held = self.manager.get(f"/imports/{seen['token']}").json["options"]
        self.assertEqual((held["zone"], held["as"], held["map"]), ("jiaocheng", "", {}))
        again = self.manager.ask("POST", "/import/project",
                                 {"mode": "preview", "token": seen["token"], "as": "change",
                                  "valid_from": "2024-01-15"})
        self.assertEqual(again.json["counts"]["changed"], 1, again.text)
        self.assertEqual(commit(self.manager, again.json["token"]).status, 201)

    def test_a_column_is_what_the_map_says(self):
        seen = self.looked_at(table(row("I-8", "示例导入八")).replace("项目名称", "大名"),
                              map="大名=项目名称")
        self.assertEqual(seen["counts"]["added"], 1, seen["rows"])
        left = self.looked_at(table(row("I-8", "示例导入八")).replace("项目名称", "大名"),
                              map="大名=项目名称\n首报日期=")
        self.assertEqual({one["head"]: one["is"] for one in left["columns"]}["首报日期"], "left_out")
        self.assertEqual((left["columns"][0]["is"], left["options"]["map"]["大名"]), ("field", "name"))
        wrong = preview(self.manager, "x", map="大名")
        self.assertEqual((wrong.status, wrong.json["code"]), (400, "api.import.no_mapping"))

    def test_a_preview_is_its_accounts_alone_and_can_be_dropped(self):
        token = self.looked_at(table(row("I-9", "示例导入九")))["token"]
        for card in CARDS:
            if card != "manager":
                other = world["visitors"][card].get(f"/imports/{token}")
                self.assertEqual((other.status, other.json["code"]), (404, "api.import.none"), card)
        self.assertEqual(commit(world["visitors"]["leader"], token).status, 404)
        self.assertEqual(commit(self.manager, token, register="visit").status, 404)

        self.assertEqual(self.manager.ask("DELETE", f"/imports/{token}").status, 204)
        self.assertEqual(commit(self.manager, token).status, 404)

    def test_it_takes_the_rights_of_an_entry(self):
        for card in CARDS:
            if card == "manager":
                continue
            answer = preview(world["visitors"][card], table(row("I-20", "示例导入权")))
            self.assertEqual(answer.status, 403, (card, answer.text[:300]))
        for zone in ("quwo", "shanxi", "nowhere"):
            answer = preview(self.manager, table(row("I-20", "示例导入权")), zone=zone)
            self.assertEqual(answer.status, 403, (zone, answer.text[:300]))
        self.assertEqual(preview(world["nobody"], table(row("I-20", "示例"))).status, 401)
        visitor = Visitor(world["server"], "manager")
        visitor.csrf = "wrong"
        self.assertEqual(preview(visitor, table(row("I-20", "示例"))).json["code"], "access.wrong_csrf")

    def test_a_row_that_is_another_managers_is_rejected(self):
        others = self.manager.get("/records/staff", zone="jiaocheng").json["records"]
        other = next(one["id"] for one in others if one["id"] != self.manager.me["me"])
        seen = self.looked_at(table(row("I-21", "示例导入他人", manager=other), row("I-22", "示例导入己")))

        told = {one["place"]: one for one in seen["rows"]}
        self.assertEqual(told["CSV!2"]["state"], "rejected")
        self.assertEqual(told["CSV!2"]["told"][0]["code"], "access.outside_right")
        self.assertEqual(told["CSV!3"]["state"], "added")

    def test_what_needs_a_second_person_becomes_a_proposal(self):
        """A frozen report cites the batch that has started: its amounts take two."""
        frozen = world["visitors"]["statistician"].post("/freezes", {
            "title": "示例快报导入", "signer": "示例人员05", "zone": "jiaocheng", "period": "2023",
            "indicators": ["batch_started_amount"]})
        self.assertEqual(frozen.status, 201, frozen.text)
        mine = self.manager.get("/records/project", zone="jiaocheng", limit=100, fields="project_no",
                                filter="manager.id = \"" + self.manager.me["me"] + "\" and started_on != null")
        numbers = [one["fields"]["project_no"] for one in mine.json["records"]]
        text = "项目编号,计划总投资（亿元）\r\n" + "".join(f"{one},77.7\r\n" for one in numbers)
        seen = self.looked_at(text, **{"as": "correct"})
        waiting = [one for one in seen["rows"] if one["second_person"]]
        self.assertTrue(waiting, seen["rows"])
        self.assertEqual(seen["second_person"], len(waiting))

        done = commit(self.manager, seen["token"], rows="good")

        self.assertEqual(done.status, 201, done.text[:400])
        came = done.json["came_to"]
        self.assertEqual(came["proposed"], len(waiting), came)
        proposal = next(one for one in came["entries"] if one["proposal"])
        mine = self.manager.get("/proposals", mine="true").json["proposals"]
        self.assertTrue({one["id"] for one in mine} & set(proposal["made"].values()), (mine, proposal))
        again = self.looked_at(text, **{"as": "correct"})
        self.assertEqual((again["counts"]["waiting"], again["second_person"]), (len(waiting), 0), again)
        rows = self.manager.get(f"/imports/{again['token']}", state="waiting").json["rows"]
        self.assertEqual({one["id"] for one in rows}, {one["id"] for one in waiting})
        for one in mine:
            self.assertEqual(self.manager.post(f"/proposals/{one['id']}/withdraw", {}).status, 201)

    def test_what_is_no_table_is_refused_in_words(self):
        for text in (b"", b"\xd0\xcf\x11\xe0old", b"PK\x03\x04torn", "无表头\r\n".encode(), b"\x00" * 99):
            answer = preview(self.manager, text)
            self.assertIn(answer.status, (400, 409), answer.text[:200])
            self.assertTrue(answer.json["detail"])
        none = self.manager.ask("POST", "/import/project", {"mode": "preview"})
        self.assertEqual(none.status, 400, none.text)

    def test_a_preview_tells_nothing_that_is_not_seen(self):
        """Whoever guesses right is told what whoever guesses wrong is told."""
        stranger, secret = self.stranger(), world["secret"]
        templates = ("编号,投资方,红黄绿灯\r\n" + secret + ",{0},红灯\r\n",
                     "编号,项目名称,红黄绿灯\r\n" + secret + ",{0},红灯\r\n",
                     "项目名称,投资方,红黄绿灯\r\n{0},示例,红灯\r\n",
                     "项目名称,投资方,红黄绿灯\r\n示例,{0},红灯\r\n")
        checked = 0
        for template in templates:
            for more in ({}, {"as": "correct"}, {"names": "match"}):
                for right in (SECRET_NAME, SECRET_INVESTOR):
                    told = []
                    for word in (right, "示例别的名称甲"):
                        answer = preview(stranger, template.format(word), **more)
                        self.assertEqual(answer.status, 201, answer.text[:300])
                        told.append([(one["state"], one["id"], [cell["before"] for cell in one["cells"]],
                                      [why["code"] for why in one["told"]]) for one in answer.json["rows"]])
                    self.assertEqual(told[0], told[1], (template, more))
                    checked += 1
        self.assertEqual(checked, 24)

    def test_a_preview_is_not_told_once_its_right_has_gone(self):
        leaver, grant = self.account("leaver")
        seen = preview(leaver, table(row("I-23", "示例导入离开")))
        self.assertEqual(seen.status, 201, seen.text[:300])
        token = seen.json["token"]
        self.assertEqual(leaver.get(f"/imports/{token}").status, 200)
        self.assertEqual(world["visitors"]["administrator"].ask("DELETE", f"/grants/{grant}").status, 204)

        told = leaver.get(f"/imports/{token}")
        self.assertEqual(told.status, 403, told.text[:300])
        self.assertEqual(commit(leaver, token).status, 403)

    def test_a_cursor_is_refused_before_anything_is_written(self):
        seen = self.looked_at(table(row("I-24", "示例导入页")))
        refused = commit(self.manager, seen["token"], cursor="3")
        self.assertEqual((refused.status, refused.json["code"]), (400, "api.import.broken_cursor"))
        self.assertEqual(self.exists("I-24"), 0)

    def stranger(self):
        """Another manager of the zone, to whom the confidential project is an outline."""
        return self.account("stranger")[0]

    def account(self, login):
        """Another manager of the zone, signed in, and the grant."""
        administrator = world["visitors"]["administrator"]
        staff = self.manager.get("/records/staff", zone="jiaocheng").json["records"]
        taken = {one["me"] for one in administrator.get("/accounts").json["accounts"]}
        me = next(one["id"] for one in staff if one["id"] not in taken)
        opened = administrator.post("/accounts", {"login": login, "name": "示例人员08",
                                                  "zone": "jiaocheng", "me": me})
        self.assertEqual(opened.status, 201, opened.text)
        account = opened.json["id"]
        granted = administrator.post(f"/accounts/{account}/grants",
                                     {"role": "manager", "zone": "jiaocheng"})
        self.assertEqual(granted.status, 201, granted.text)
        link = administrator.post(f"/accounts/{account}/invitation", {}).json["token"]
        visitor = Visitor(world["server"])
        answer = visitor.post(f"/invitations/{link}", {"password": "示例口令一句记得住的长话"})
        self.assertEqual(answer.status, 200, answer.text)
        visitor.cookie = answer.fields["set-cookie"].split(";")[0]
        visitor.csrf = answer.json["csrf"]
        return visitor, granted.json["id"]
