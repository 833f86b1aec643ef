"""The whole ceremony by commands: a server in one process, everybody else's machine in another, real keys in files."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import re
import shutil
import subprocess
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import av
import pytest

from groundglass.clock import SystemClock
from groundglass.frosted.archive import Archive, StorageLimits
from groundglass.frosted.cameras import CameraSettings
from groundglass.frosted.custody.settings import CustodySettings, made_custodian
from groundglass.frosted.people.house import People
from groundglass.frosted.people.roles import Role
from groundglass.frosted.states import StateBoard
from groundglass.ledger.note import NoteSigner
from groundglass.pane.settings import SecretAddress
from tests.cli.commands import Ran, RunningSite, groundglass
from tests.custody.originals import GATE, seal
from tests.frosted.footage import number_in

PASSWORD = "correct horse battery"
RANGE = ("gate", "2027-01-15T08:00:01Z", "2027-01-15T08:00:13Z")
AGE = shutil.which("age")


@dataclass
class Town:
    """A site with sealed originals, and the machines of three custodians and a requester."""

    site: RunningSite
    keys: Path
    recipients: dict[str, str] = field(default_factory=dict)

    def run(self, *arguments: object, given: str = "") -> Ran:
        return groundglass(*arguments, folder=self.keys, given=given)

    def as_requester(self, *arguments: object) -> Ran:
        site = ("--server", self.site.address, "--name", "Ada")
        return self.run(*arguments, *site, given=PASSWORD + "\n")

    def ask(self) -> str:
        why = ("--reason", "a bag", "--basis", "order 12")
        asked = self.as_requester("unseal", "request", *RANGE, *why, "--recipient", self.recipients["ada"])
        assert asked.status == 0, asked.err
        return asked.out.strip()

    def approve(self, who: str, request: str, *more: object) -> Ran:
        return self.run("approve", request, "--identity", f"{who}.txt", "--server", self.site.address, "--yes", *more)

    def fetched(self, request: str) -> str:
        bundle = f"{request}.zip"
        ran = self.as_requester("unseal", "fetch", request, "--out", bundle)
        assert ran.status == 0, ran.err
        return bundle


async def furnish(data: Path, recipients: list[str], role: Role = Role.OPERATOR) -> None:
    """A camera, custodians, Ada signed up and half a minute of originals, before the server starts."""
    clock = SystemClock()
    limits = StorageLimits(free_floor_bytes=1 << 20)
    archive = await Archive.open(data, states=StateBoard(clock), clock=clock, limits=limits)
    people = People(archive.engine, clock)
    async with archive.engine.begin() as connection:
        ada = await people.persons.add(connection, role)
    await people.persons.rename(ada.id, "Ada")
    _, token = ada, await people.sessions.begin(ada.id, "a test")
    _, session = await people.sessions.who(token)
    await people.set_password(ada.id, session, PASSWORD)
    await archive.cameras.add("Gate", CameraSettings(SecretAddress("demo:plaza")), id=GATE, enabled=False)
    custodians = tuple(made_custodian(f"custodian {n}", one) for n, one in enumerate(recipients))
    await archive.custody.book.put(CustodySettings(custodians, 2, keep_days=3650))
    for place in range(3):
        one = seal(tuple(recipients), place=place)
        await archive.custody.shelf.keep(one.encoded, one.slots, one.file)
    await archive.custody.register.enter_some()
    await archive.close()


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    folder = tmp_path_factory.mktemp("town")
    recipients = {}
    for who in ("anna", "ben", "cleo", "ada"):
        made = groundglass("custodian", "key", "new", f"{who}.txt", folder=folder)
        assert made.status == 0, made.err
        recipients[who] = made.out.strip()
    asyncio.run(furnish(folder / "data", [recipients[who] for who in ("anna", "ben", "cleo")]))
    running = RunningSite(folder / "data")
    yield Town(running, folder, recipients)
    running.stop()


def test_a_key_is_written_once_readable_for_its_owner_only(town: Town) -> None:
    key = town.keys / "anna.txt"
    assert key.stat().st_mode & 0o777 == 0o600
    assert town.recipients["anna"] in key.read_text()
    again = town.run("custodian", "key", "new", "anna.txt")
    assert (again.status, town.recipients["anna"] in key.read_text()) == (4, True)


def test_two_custodians_approve_and_the_requester_opens_with_proof(town: Town) -> None:
    request = town.ask()
    assert town.run("unseal", "list", "--server", town.site.address, "--identity", "ben.txt").out.count(request) == 1
    first = town.approve("anna", request)
    assert "1 of 2 custodians; the request is open" in first.out, first.err
    assert "reason      a bag" in first.out
    assert "is released" in town.approve("cleo", request).out
    bundle = town.fetched(request)
    opened = town.as_requester("unseal", "open", bundle, "--identity", "ada.txt", "--out", "clip")
    assert opened.status == 0, opened.err
    with av.open(str(town.keys / "clip" / "clip.mp4")) as video:
        pictures = [number_in(frame) for frame in video.decode(video=0)]
        stream = video.streams.video[0]
        shown_s = float((stream.duration or 0) * (stream.time_base or 0))
    # Two segments of sixty pictures; what was asked is widened to whole segments.
    assert pictures[:60] == list(range(60))
    assert len(pictures) == 120
    assert shown_s > 10
    key = json.loads((town.keys / "clip" / "proofs.json").read_text())["key"]
    checked = town.run("evidence", "verify", "clip", "--key", key)
    assert checked.status == 0, checked.err
    assert "the manifest is on record" in checked.out
    assert "was asked, approved and released on record" in checked.out
    clip = town.keys / "clip" / "clip.mp4"
    clip.write_bytes(clip.read_bytes()[:-1] + b"!")
    assert "clip.mp4 is not the file" in town.run("evidence", "verify", "clip", "--key", key).err


def test_an_opening_that_the_site_is_not_told_of_says_so(town: Town) -> None:
    request = town.ask()
    for who in ("anna", "ben"):
        assert town.approve(who, request).status == 0
    bundle = town.fetched(request)
    opened = town.run("unseal", "open", bundle, "--identity", "ada.txt", "--out", "quiet")
    assert (opened.status, "the site was not told" in opened.err) == (0, True), opened.err
    assert "NOT on record" in town.run("evidence", "verify", "quiet").err


def test_a_custodian_may_approve_where_there_is_no_network(town: Town) -> None:
    request = town.ask()
    fetched = town.approve("anna", request, "--fetch", "slots.json")
    assert fetched.status == 0, fetched.err
    offline = town.run(
        "approve", request, "--identity", "anna.txt", "--slots", "slots.json", "--out", "yes.json", "--yes"
    )
    assert offline.status == 0, offline.err
    other = town.run("approve", request, "--identity", "ben.txt", "--slots", "slots.json", "--out", "no.json", "--yes")
    assert (other.status, "for another key" in other.err) == (1, True)
    sent = town.approve("anna", request, "--send", "yes.json")
    assert "1 of 2" in sent.out, sent.err


def test_plain_age_is_enough_to_approve(town: Town) -> None:
    """With Debian's `age`: every slot is decrypted and encrypted to the requester, with no program of ours."""
    assert AGE, "install Debian's package `age`"
    request = town.ask()
    town.approve("ben", request, "--fetch", "plain.json")
    said = json.loads((town.keys / "plain.json").read_text())
    shares = {}
    for one in said["segments"]:
        plain = subprocess.run(
            f"echo {one['slot']} | base64 -d | age -d -i ben.txt | age -r {town.recipients['ada']} | base64 -w0",
            shell=True, check=True, capture_output=True, text=True, cwd=town.keys,
        )  # fmt: skip
        shares[one["segment"]] = plain.stdout
    (town.keys / "byhand.json").write_text(json.dumps({"shares": shares}))
    assert "1 of 2" in town.approve("ben", request, "--send", "byhand.json").out
    assert "released" in town.approve("cleo", request).out
    opened = town.run("unseal", "open", town.fetched(request), "--identity", "ada.txt", "--out", "byhand")
    assert opened.status == 0, opened.err


def test_a_request_that_is_not_on_record_is_not_approved(town: Town) -> None:
    """Somebody who runs the server shows a request of theirs and keeps it out of the ledger."""
    shown, other = town.ask(), town.ask()
    for request in (shown, other):
        assert town.approve("anna", request, "--fetch", f"{request}.json").status == 0
    said, proven = (json.loads((town.keys / f"{request}.json").read_text()) for request in (shown, other))
    for proof in (None, {**said["proof"], "index": 0}, proven["proof"]):
        (town.keys / "lie.json").write_text(json.dumps({**said, "proof": proof}))
        ran = town.run("approve", shown, "--identity", "anna.txt", "--slots", "lie.json", "--out", "lied.json", "--yes")
        assert ran.status != 0, ran.out
        assert not (town.keys / "lied.json").exists()
    wrong = town.run(
        "approve",
        shown,
        "--identity",
        "anna.txt",
        "--slots",
        f"{shown}.json",
        "--out",
        "lied.json",
        "--yes",
        "--ledger-key",
        NoteSigner.from_seed("groundglass/other", bytes(32)).key.text(),
    )
    assert "not signed by" in wrong.err


def test_plain_age_is_enough_to_enter(town: Town) -> None:
    """As docs/custody.md says it: a challenge, `age -d`, a look at what it holds, its hash."""
    assert AGE, "install Debian's package `age`"

    def post(path: str, body: dict[str, str]) -> dict[str, str]:
        headers = {"Origin": town.site.address, "Content-Type": "application/json"}
        asked = urllib.request.Request(town.site.address + path, json.dumps(body).encode(), headers)
        with urllib.request.urlopen(asked, timeout=30) as answer:
            said: dict[str, str] = json.load(answer)
            return said

    told = post("/api/v1/custody/challenges", {"recipient": town.recipients["ben"]})
    content = subprocess.run(
        f"echo {told['sealed']} | base64 -d | age -d -i ben.txt",
        shell=True,
        check=True,
        capture_output=True,
        cwd=town.keys,
    ).stdout
    assert (content[:7], len(content)) == (b"GGENTRY", 41)
    answer = base64.b64encode(hashlib.sha256(content).digest()).decode()
    entered = post("/api/v1/custody/entries", {"challenge": told["challenge"], "answer": answer})
    assert entered["name"] == "custodian 1"


def test_a_custodian_refuses_with_a_reason(town: Town) -> None:
    request = town.ask()
    refused = town.run("refuse", request, "--why", "no basis", "--identity", "cleo.txt", "--server", town.site.address)
    assert refused.out == f"refused request {request}\n"
    again = town.approve("cleo", request)
    assert (again.status, "answered" in again.err) == (1, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("approve", "x", "--identity", "anna.txt"), "address is missing"),
        (("approve", "x", "--identity", "none.txt", "--server", "http://127.0.0.1:9"), "there is no file"),
        (("approve", "x", "--identity", "anna.txt", "--server", "http://127.0.0.1:9"), "does not answer"),
        (("approve", "x", "--identity", "anna.txt", "--server", "ftp://x"), "not a server's address"),
        (("unseal", "list"), "address is missing"),
        (("unseal", "open", "none.zip", "--identity", "ada.txt", "--out", "o"), "not a bundle"),
        (("unseal", "open", "none.zip", "--identity", "ada.txt", "--out", "o", "--name", "Ada"), "both --server"),
        (("evidence", "verify", "nowhere"), "nothing at"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(town: Town, arguments: tuple[str, ...], said: str) -> None:
    ran = town.run(*arguments)
    assert ran.status != 0
    assert re.match("groundglass: error: ", ran.err)
    assert said in ran.err


def test_a_strangers_key_enters_nowhere(town: Town) -> None:
    request = town.ask()
    ran = town.approve("ada", request)
    assert (ran.status, "custodian" in ran.err) == (4, True)


def test_shares_go_only_to_whom_the_custodian_named(town: Town) -> None:
    request = town.ask()
    ran = town.approve("anna", request, "--only-to", town.recipients["ben"])
    assert "not to whom you named" in ran.err
