"""One `zonebook serve` over the demonstration year, with everybody signed in: what the tests share."""

import atexit
import contextlib
import tempfile

from server import Server, Visitor, sample

PROGRAM = ""  # set by `run`
CARDS = ("leader", "manager", "statistician", "clerk", "editor", "province", "enterprise",
         "administrator", "supervision")
SECRET_NAME, SECRET_INVESTOR = "示例机密项目甲", "示例机密投资方乙"
AMOUNT = 4321098765432100
# Counts projects in their first year of report, the secret one too.
LEADS = {"indicator": "reported_count", "zone": "jiaocheng", "period": "2024"}

stack = contextlib.ExitStack()
atexit.register(stack.close)  # not when one module of tests ends, for the next goes on with it
world = {}


def begin():
    """Once, whichever module comes first."""
    if world:
        return
    folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="zonebook_server_"))
    sample(PROGRAM, folder)
    server = Server(PROGRAM, folder)
    stack.callback(server.kill)
    world.update(folder=folder, server=server, nobody=Visitor(server),
                 visitors={card: Visitor(server, card) for card in CARDS})
    world["openapi"] = world["nobody"].get("/api/openapi.json").json
    world["frozen_before"] = freeze(LEADS, "示例线索快报").json["report"]
    world["secret"] = make_secret(world["visitors"]["manager"])


def project_fields(**more):
    return {"name": "示例项目一", "disclosure": "open", "project_no": "T-1", "kind_of_project": "industry",
            "investor_origin": "province_out", "stage": "lead", "light": "green"} | more


def letter(**fields):
    return {"zone": "jiaocheng", "source": "示例来信", "changes": [
        {"kind": "create", "register": "project", "id": "new:p", "valid_from": "2024-01-12",
         "fields": project_fields(manager=world["visitors"]["manager"].me["me"],
                                  reported_on="2024-01-12", **fields)}]}


def freeze(figure, title):
    return world["visitors"]["statistician"].post("/freezes", {
        "title": title, "signer": "示例人员05", "zone": figure["zone"], "period": figure["period"],
        "indicators": [figure["indicator"]]})


def form(text, name="a.csv"):
    """A file as browsers send it: the body and its fields."""
    edge = "edge"
    data = text if isinstance(text, bytes) else text.encode()
    body = (f"--{edge}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n"
            f"Content-Type: text/plain\r\n\r\n").encode() + data + f"\r\n--{edge}--\r\n".encode()
    return body, {"Content-Type": f"multipart/form-data; boundary={edge}"}


def make_secret(manager):
    """A confidential project of the manager's, with what only its people see."""
    answer = manager.post("/entries", {"zone": "jiaocheng", "source": "示例线索单", "changes": [
        {"kind": "create", "register": "project", "id": "new:p", "valid_from": "2024-01-10",
         "fields": project_fields(name=SECRET_NAME, disclosure="confidential", code_name="代号甲",
                                  project_no="T-SECRET", investor=SECRET_INVESTOR,
                                  manager=manager.me["me"], reported_on="2024-01-10",
                                  total_investment=AMOUNT)}]})
    assert answer.status == 201, answer.text
    return answer.json["made"]["new:p"]
