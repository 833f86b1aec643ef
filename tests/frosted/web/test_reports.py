"""The after-action report holds against the ledger, says what happened, and shows nobody who should not be shown."""

from __future__ import annotations

import asyncio
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from groundglass.cli.command import run_command
from groundglass.errors import LedgerError
from groundglass.frosted.custody.bundle import prove_all
from groundglass.frosted.incidents.report_check import check_report
from groundglass.frosted.people.roles import Role
from groundglass.ledger.portable import check_proofs, encode_proofs
from groundglass.pane.ids import CameraId, Instant90k
from groundglass.pane.pictures import FrostedStill, StillPurpose
from tests.frosted.web.stand import Stand

JPEG = b"\xff\xd8\xff\xe0 a frosted picture \xff\xd9"


async def worked_on(stand: Stand, browser: httpx.AsyncClient) -> int:
    """An incident with a bit of everything."""
    await stand.camera()
    site = stand.site
    at = Instant90k(site.clock.now_90k())
    site.shelf.put_still(CameraId("gate"), FrostedStill(at, StillPurpose.THUMBNAIL, 16, 9, JPEG))
    spot = {"latitude": 48.137154, "longitude": 11.576124, "azimuth_deg": 135, "view_deg": 70}
    await browser.put("/api/v1/cameras/gate/position", json=spot)
    steps = [{"text": "Look at the picture"}, {"text": "Call <112>", "due_s": 60}]
    procedure = (await browser.post("/api/v1/procedures", json={"name": "Crowd", "steps": steps})).json()["id"]
    new = {"title": "Crush at <gate>", "level": "alarm", "camera": "gate", "exercise": True}
    number = (await browser.post("/api/v1/incidents", json=new)).json()["number"]
    at_it = f"/api/v1/incidents/{number}"
    await browser.post(f"{at_it}/procedure", json={"procedure": procedure})
    await browser.patch(f"{at_it}/steps/1", json={"mark": "done"})
    await browser.post(f"{at_it}/notes", json={"text": "<script>alert(1)</script>\nsecond line"})
    await browser.post(f"{at_it}/state", json={"state": "in_progress"})
    wrong = await browser.patch(at_it, json={"level": "info"})
    await browser.post(f"{at_it}/undo", json={"sequence": wrong.json()["history"][-1]["sequence"]})
    assert (await browser.post(f"{at_it}/unseals", json={"request": "no-such-request"})).status_code == 404
    await browser.post(f"{at_it}/state", json={"state": "resolved", "outcome": "test"})
    return int(number)


async def report(browser: httpx.AsyncClient, number: int, **asked: Any) -> dict[str, bytes]:
    answer = await browser.post(f"/api/v1/incidents/{number}/report", json=asked)
    assert answer.status_code == 200, answer.text
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


async def test_every_line_of_a_report_holds_against_the_signed_ledger(stand: Stand, admin: httpx.AsyncClient) -> None:
    files = await report(admin, await worked_on(stand, admin))
    proven = {entry.index: entry.content for entry in check_proofs(files["proofs.json"], stand.site.record.key)}
    facts = json.loads(files["report.json"])
    for line in facts["history"]:
        salted = bytes.fromhex(line["salt"]) + line["act"].encode()
        assert proven[line["ledger"]]["digest"] == hashlib.sha256(salted).hexdigest() == line["digest"]
    named = [content for content in proven.values() if content["kind"] == "incident.reported"]
    assert named[0]["page_sha256"] == hashlib.sha256(files["report.html"]).hexdigest()
    assert named[0]["facts_sha256"] == hashlib.sha256(files["report.json"]).hexdigest()
    assert len(proven) == len(facts["history"]) + 1


async def test_a_report_whose_proofs_were_changed_does_not_hold(stand: Stand, admin: httpx.AsyncClient) -> None:
    proofs = json.loads((await report(admin, await worked_on(stand, admin)))["proofs.json"])
    proofs["proofs"][0]["entry"], proofs["proofs"][1]["entry"] = (
        proofs["proofs"][1]["entry"],
        proofs["proofs"][0]["entry"],
    )
    with pytest.raises(LedgerError):
        check_proofs(json.dumps(proofs).encode(), stand.site.record.key)


async def test_a_page_is_whole_in_itself_and_says_what_happened(stand: Stand, admin: httpx.AsyncClient) -> None:
    page = (await report(admin, await worked_on(stand, admin)))["report.html"].decode()
    assert "This was an exercise." in page
    assert "<script" not in page
    assert "Call &lt;112&gt;" in page
    assert page.count("<svg") >= 2
    assert 'class="undone"' in page
    assert "data:image/jpeg;base64," in page
    assert "48.137154, 11.576124" in page
    fetched = re.findall(r"(?:src|href|url\()=?[\"']?(?!data:)[a-z]+:", page)
    assert fetched == []


async def test_a_report_without_names_numbers_people(stand: Stand, admin: httpx.AsyncClient) -> None:
    person, token = await stand.somebody(Role.SUPERVISOR)
    await stand.site.people.persons.rename(person.id, "Erika Mustermann")
    async with stand.browser(token) as browser:
        number = (await browser.post("/api/v1/incidents", json={"title": "Smoke"})).json()["number"]
        named, numbered = await report(browser, number), await report(browser, number, names=False)
    assert b"Erika Mustermann" in named["report.html"]
    for name in ("report.html", "report.json"):
        assert b"Erika" not in numbered[name]
        assert person.id.encode() not in numbered[name]
    assert b"person 1" in numbered["report.html"]


class Files:
    """The files of a report in memory, some of them changed."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self._files = files

    def names(self) -> list[str]:
        return sorted(self._files)

    def open(self, name: str) -> io.BytesIO:
        return io.BytesIO(self._files[name])


def altered(facts: bytes, change: Callable[[dict[str, Any]], None]) -> bytes:
    told = json.loads(facts)
    change(told)
    return json.dumps(told).encode()


async def test_a_report_checks_offline_and_whatever_was_changed_is_named(
    stand: Stand, admin: httpx.AsyncClient
) -> None:
    number = await worked_on(stand, admin)
    files, key = await report(admin, number), stand.site.record.key
    assert check_report(Files(files), key)[0] == number
    assert check_report(Files(files), None)[0] == number
    page = files["report.html"].replace(b"Crush", b"Quiet")
    with pytest.raises(LedgerError, match=r"report\.html was changed"):
        check_report(Files({**files, "report.html": page}), key)
    facts = altered(files["report.json"], lambda told: told["history"].pop())
    with pytest.raises(LedgerError, match=r"report\.json was changed"):
        check_report(Files({**files, "report.json": facts}), key)
    other = await admin.post("/api/v1/incidents", json={"title": "Another"})
    another = await report(admin, other.json()["number"])
    with pytest.raises(LedgerError):
        check_report(Files({**files, "proofs.json": another["proofs.json"]}), key)


async def test_a_report_that_lies_about_one_line_is_found_though_it_was_entered(
    stand: Stand, admin: httpx.AsyncClient
) -> None:
    """Somebody who owns the server can enter a report of their making; its lines must still be those of the ledger."""
    number = await worked_on(stand, admin)
    files, site = await report(admin, number), stand.site
    lies = {
        "is not what was entered": lambda told: told["history"][3].update(act=told["history"][3]["act"] + " "),
        "is not proven": lambda told: told["history"][3].update(ledger=10_000),
        "leaves out": lambda told: told["history"].pop(3),
        "order of the ledger": lambda told: told["history"].reverse(),
        "cannot be read": lambda told: told["history"][0].pop("salt"),
    }
    for why, lie in lies.items():
        facts = altered(files["report.json"], lie)
        entered = await site.record.enter(
            "incident.reported",
            incident=number,
            page_sha256=hashlib.sha256(files["report.html"]).hexdigest(),
            facts_sha256=hashlib.sha256(facts).hexdigest(),
        )
        indexes = [line["ledger"] for line in json.loads(files["report.json"])["history"]]
        proofs = encode_proofs(site.record.key, await prove_all(site.record, [entered, *indexes]))
        with pytest.raises(LedgerError, match=why):
            check_report(Files({**files, "report.json": facts, "proofs.json": proofs}), site.record.key)


async def test_the_command_checks_a_report_and_a_changed_one_is_refused(
    stand: Stand, admin: httpx.AsyncClient, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    number = await worked_on(stand, admin)
    files, key = await report(admin, number), stand.site.record.key.text()
    for name, body in files.items():
        (tmp_path / "report").mkdir(exist_ok=True)
        (tmp_path / "report" / name).write_bytes(body)
    assert await asyncio.to_thread(run_command, ["report", "verify", str(tmp_path / "report"), "--key", key]) == 0
    assert f"it holds: incident {number}" in capsys.readouterr().out
    (tmp_path / "report" / "report.html").write_bytes(b"something else")
    assert await asyncio.to_thread(run_command, ["report", "verify", str(tmp_path / "report"), "--key", key]) != 0
    assert "report.html was changed" in capsys.readouterr().err
