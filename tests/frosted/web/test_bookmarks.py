"""Bookmarks over HTTP: who marks and finds them, whose they are to change, what is on record, and when they end."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from groundglass.frosted.bookmarks import bookmarks as bookmarks_module
from groundglass.frosted.people.roles import Role
from groundglass.pane.ids import TICKS_PER_S, Instant90k
from tests.frosted.web.stand import Stand
from tests.frosted.web.test_reach import limited

AT = "2026-11-21T23:00:00.000Z"
LATER = "2026-11-21T23:05:00.000Z"
PATH = "/api/v1/bookmarks"


@pytest.fixture(autouse=True)
async def cameras(stand: Stand) -> None:
    await stand.camera("gate")
    await stand.camera("yard")


async def made(browser: httpx.AsyncClient, at: str = AT, *cameras: str, note: str = "") -> dict[str, Any]:
    answer = await browser.post(PATH, json={"at": at, "cameras": cameras or ("gate",), "note": note})
    assert answer.status_code == 201, answer.text
    told: dict[str, Any] = answer.json()
    return told


async def notes(browser: httpx.AsyncClient, **asked: str | list[str]) -> list[str]:
    answer = await browser.get(PATH, params=asked)
    assert answer.status_code == 200, answer.text
    return [one["note"] for one in answer.json()["bookmarks"]]


async def test_a_marked_moment_is_found_by_words_camera_and_day(viewer: httpx.AsyncClient) -> None:
    await made(viewer, AT, "gate", "yard", note="  Lorry  backs into the ÄLTERE bollard, 100% ")
    await made(viewer, LATER, "yard", note="Gate left open")
    assert await notes(viewer) == ["Gate left open", "Lorry backs into the ÄLTERE bollard, 100%"]
    assert len(await notes(viewer, words="BOLLARD ältere")) == 1
    assert len(await notes(viewer, words="100%")) == 1
    assert await notes(viewer, words="1%0") == []
    assert len(await notes(viewer, camera=["gate"])) == 1
    assert await notes(viewer, camera=["gate"], words="open") == []
    assert await notes(viewer, **{"from": LATER}) == ["Gate left open"]
    assert len(await notes(viewer, **{"from": AT, "to": LATER})) == 1


async def test_a_page_goes_on_where_the_one_before_ended(viewer: httpx.AsyncClient) -> None:
    for note in ("one", "two", "three"):  # of one moment, so that the cursor tells them apart
        await made(viewer, note=note)
    first = (await viewer.get(PATH, params={"limit": 2})).json()
    rest = (await viewer.get(PATH, params={"limit": 2, "cursor": first["next"]})).json()
    assert rest["next"] is None
    assert {one["note"] for one in (*first["bookmarks"], *rest["bookmarks"])} == {"one", "two", "three"}
    assert (await viewer.get(PATH, params={"cursor": "none"})).status_code == 422


async def test_whoever_made_it_and_a_supervisor_change_it_and_nobody_else(
    stand: Stand, viewer: httpx.AsyncClient
) -> None:
    one = await made(viewer, note="A door")
    path = f"{PATH}/{one['id']}"
    assert (one["version"], one["may_change"]) == (1, True)
    async with stand.browser((await stand.somebody(Role.OPERATOR))[1]) as operator:
        [seen] = (await operator.get(PATH)).json()["bookmarks"]
        assert seen["may_change"] is False
        assert (await operator.patch(path, json={"note": "Mine now"})).status_code == 403
        assert (await operator.delete(path)).status_code == 403
    async with stand.browser((await stand.somebody(Role.SUPERVISOR))[1]) as supervisor:
        changed = await supervisor.patch(path, json={"note": "The north door"}, headers={"If-Match": '"1"'})
        assert (changed.json()["note"], changed.json()["version"]) == ("The north door", 2)
    assert (await viewer.patch(path, json={"note": "Late"}, headers={"If-Match": '"1"'})).status_code == 412
    assert await notes(viewer) == ["The north door"]


async def test_what_is_removed_comes_back_and_all_of_it_is_on_record(stand: Stand, viewer: httpx.AsyncClient) -> None:
    one = await made(viewer, AT, "gate", "yard", note="Not for the record")
    path = f"{PATH}/{one['id']}"
    assert (await viewer.delete(path)).status_code == 200
    assert await notes(viewer) == []
    assert (await viewer.delete(path)).status_code == 404
    assert (await viewer.post(f"{path}/restore")).json()["note"] == "Not for the record"
    assert await notes(viewer) == ["Not for the record"]
    size = stand.site.record.checkpoint.size
    async with stand.browser((await stand.somebody(Role.AUDITOR))[1]) as auditor:
        told = await auditor.get("/api/v1/ledger/entries", params={"from": 0, "to": size})
    kept = [entry for entry in told.json()["entries"] if entry["kind"].startswith("bookmark.")]
    assert [entry["kind"] for entry in kept] == ["bookmark.made", "bookmark.removed", "bookmark.restored"]
    assert "Not for the record" not in told.text


async def test_what_a_person_does_not_see_they_neither_mark_nor_read(stand: Stand, viewer: httpx.AsyncClient) -> None:
    both, hidden = await made(viewer, AT, "gate", "yard"), await made(viewer, LATER, "gate", note="Elsewhere")
    async with stand.browser(await limited(stand, Role.SUPERVISOR, "yard")) as browser:
        [seen] = (await browser.get(PATH)).json()["bookmarks"]
        assert (seen["id"], seen["cameras"], seen["may_change"]) == (both["id"], ["yard"], False)
        assert (await browser.delete(f"{PATH}/{hidden['id']}")).status_code == 404
        assert (await browser.delete(f"{PATH}/{both['id']}")).status_code == 403
        answer = await browser.post(PATH, json={"at": AT, "cameras": ["gate"]})
        assert answer.status_code == 404


@pytest.mark.parametrize(
    "other", [{"at": "2999-01-01T00:00:00Z"}, {"cameras": []}, {"cameras": ["No name"]}, {"note": "a\u0007"}]
)
async def test_what_is_no_bookmark_is_refused(viewer: httpx.AsyncClient, other: dict[str, Any]) -> None:
    answer = await viewer.post(PATH, json={"at": AT, "cameras": ["gate"]} | other)
    assert answer.status_code == 422


async def test_nobody_marks_without_end(viewer: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bookmarks_module, "MAX_KEPT", 1)
    await made(viewer)
    assert (await viewer.post(PATH, json={"at": AT, "cameras": ["gate"]})).status_code == 409


async def test_a_bookmark_ends_with_the_events_of_its_time(
    stand: Stand, viewer: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    await made(viewer, "2020-01-01T00:00:00Z", note="Long ago")
    gone = await made(viewer, note="Removed")
    await made(viewer, note="Kept")
    await viewer.delete(f"{PATH}/{gone['id']}")
    monkeypatch.setattr(bookmarks_module, "RETURNS_90K", -TICKS_PER_S)  # an hour has passed
    await stand.site.archive.events.forget_old(Instant90k(stand.site.clock.now_90k()))
    assert await notes(viewer) == ["Kept"]
    assert (await viewer.post(f"{PATH}/{gone['id']}/restore")).status_code == 404
