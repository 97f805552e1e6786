"""Cases by their clocks, and the list of what a project has to pass."""

import json
import subprocess
import unittest

import world as shared

FACTS = {"in_zone": True, "kind_of_industry": "general", "standard_land": True,
         "services_complete": True, "bad_credit": False, "approval_kind": "record", "new_land": True,
         "builds": True, "fire_special": False, "environment": "form", "energy_review": False,
         "soil_water": False, "utilities": True, "build_days": 100}


def setUpModule():
    shared.begin()


def planned(facts, **more):
    manager = shared.world["visitors"]["manager"]
    return manager.post("/checklists", {"zone": "jiaocheng", "from": "2023-03-01",
                                        "facts": facts} | more)


class Cases(unittest.TestCase):
    def test_a_clock_is_the_command_lines(self):
        told = subprocess.run(
            [shared.PROGRAM, "--data", shared.world["folder"], "case", "clock", "--json", "--all",
             "--zone", "jiaocheng", "--valid", "2023-12-31"],
            check=True, capture_output=True, text=True).stdout
        wanted = {one["case_code"]: one for one in json.loads(told)["cases"]}
        self.assertGreater(len(wanted), 100)
        page = shared.world["visitors"]["leader"].get("/cases", zone="jiaocheng", valid="2023-12-31",
                                                      limit=1000).json
        self.assertEqual(page["count"], len(wanted))
        for one in page["cases"]:
            for name in ("state", "due", "left_days", "used_days", "why", "calendar_basis"):
                with self.subTest(case=one["case_code"], name=name):
                    self.assertEqual(one[name], wanted[one["case_code"]][name])

    def test_what_is_due_first_stands_first_and_what_is_closed_last(self):
        leader = shared.world["visitors"]["leader"]
        asked = {"zone": "jiaocheng", "valid": "2023-06-30", "limit": 1000}
        cases = leader.get("/cases", **asked).json["cases"]
        keys = [(one["state"] in ("decided", "ended"), one["left_days"] is None,
                 one["left_days"] or 0) for one in cases]
        self.assertEqual(keys, sorted(keys))
        opened = leader.get("/cases", **asked, open="true").json["cases"]
        self.assertLess(len(opened), len(cases))
        for one in opened:
            self.assertTrue(one["state"] not in ("decided", "ended") or
                            any(duty["state"] in ("open", "overdue") for duty in one["duties"]))

    def test_of_many_some_are_told_and_all_are_counted(self):
        leader = shared.world["visitors"]["leader"]
        page = leader.get("/cases", zone="jiaocheng", valid="2023-12-31", limit=2).json
        self.assertEqual(len(page["cases"]), 2)
        self.assertGreater(page["count"], 2)
        one = page["cases"][0]["id"]
        alone = leader.get("/cases", zone="jiaocheng", valid="2023-12-31", id=one).json
        self.assertEqual([case["id"] for case in alone["cases"]], [one])


class Checklists(unittest.TestCase):
    def test_a_project_that_promises_as_a_whole_starts_on_getting_its_land(self):
        answer = planned(FACTS)
        self.assertEqual(answer.status, 200, answer.text)
        self.assertEqual(answer.json["mode"], "full_promise")
        plan = answer.json["plan"]
        tasks = {one["code"]: one for one in plan["tasks"]}
        self.assertEqual(tasks["WORKS"]["start"], 21)
        self.assertEqual(plan["critical"][0], "XM-104")
        self.assertTrue(all(one["rule"] and one["source"] for one in plan["tasks"]))

    def test_a_change_of_the_project_says_what_it_adds_and_drops(self):
        answer = planned(FACTS | {"environment": "report"}, before=FACTS).json
        codes = {part: [one["code"] for one in answer["difference"][part]]
                 for part in ("added", "dropped")}
        self.assertEqual(codes, {"added": ["XM-501"], "dropped": ["XM-502"]})
        self.assertLessEqual(answer["expected_before"], answer["plan"]["expected"])

    def test_facts_that_are_missing_or_none_are_refused(self):
        for facts in ({name: FACTS[name] for name in FACTS if name != "builds"},
                      FACTS | {"builds": "yes"}, FACTS | {"environment": "nothing"},
                      FACTS | {"more": True}):
            answer = planned(facts)
            self.assertEqual((answer.status, answer.json["code"]), (400, "api.wrong_body"))
