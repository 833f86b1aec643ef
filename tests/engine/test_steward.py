"""What commands can ask of a folder on which no server runs."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from groundglass.clock import SystemClock
from groundglass.engine.counter import Ask
from groundglass.engine.offline import open_steward
from groundglass.engine.wishes import CameraWish, wish_json
from groundglass.errors import Conflict, EngineError, NotFound, PaneError, StoreConflict
from groundglass.frosted.archive import Archive, StorageLimits
from groundglass.frosted.cameras import CameraSettings
from groundglass.frosted.states import StateBoard
from groundglass.pane.ids import CameraId, Instant90k
from groundglass.pane.pictures import PlaceArtefact
from groundglass.pane.settings import SecretAddress


@pytest.fixture
async def ask(tmp_path: Path) -> AsyncIterator[Ask]:
    async with open_steward(tmp_path) as steward:
        yield steward


def wish(id_text: str, address: str = "rtsp://u:hush@10.0.0.2/1", **more: Any) -> dict[str, Any]:
    settings = CameraSettings(address=SecretAddress(address), **more)
    return wish_json(CameraWish(CameraId(id_text), id_text.title(), enabled=True, settings=settings))


async def test_a_camera_that_was_added_is_listed_without_its_password(ask: Ask) -> None:
    await ask("camera.add", {"camera": wish("gate")})
    (camera,) = await ask("cameras", {})
    assert (camera["id"], camera["name"], camera["state"]) == ("gate", "Gate", None)
    assert "hush" not in repr(camera)


async def test_the_same_camera_twice_is_a_conflict(ask: Ask) -> None:
    await ask("camera.add", {"camera": wish("gate")})
    with pytest.raises(Conflict):
        await ask("camera.add", {"camera": wish("gate")})


async def test_a_removed_camera_is_no_longer_listed(ask: Ask) -> None:
    await ask("camera.add", {"camera": wish("gate")})
    assert await ask("camera.remove", {"id": "gate"}) == {"id": "gate", "name": "Gate"}
    assert await ask("cameras", {}) == []
    with pytest.raises(NotFound):
        await ask("camera.remove", {"id": "gate"})


async def test_applying_leads_to_what_is_wished_and_then_changes_nothing(ask: Ask) -> None:
    await ask("camera.add", {"camera": wish("gate")})
    wished = {"cameras": [wish("yard"), wish("hall")]}
    plan = await ask("plan", wished)
    assert [(change["act"], change["id"]) for change in plan] == [("add", "yard"), ("add", "hall"), ("remove", "gate")]
    assert [camera["id"] for camera in await ask("cameras", {})] == ["gate"]
    assert await ask("apply", wished) == plan
    assert [camera["id"] for camera in await ask("cameras", {})] == ["yard", "hall"]
    assert await ask("apply", wished) == []


async def test_applying_brings_back_a_camera_that_was_just_removed(ask: Ask) -> None:
    await ask("camera.add", {"camera": wish("gate")})
    await ask("camera.remove", {"id": "gate"})
    (change,) = await ask("apply", {"cameras": [wish("gate", style="mosaic")]})
    assert (change["act"], change["lines"]) == ("restore", ("style: silhouette -> mosaic",))
    assert [camera["id"] for camera in await ask("cameras", {})] == ["gate"]


async def test_applying_another_address_forgets_the_place_and_another_password_does_not(tmp_path: Path) -> None:
    clock = SystemClock()
    archive = await Archive.open(tmp_path, states=StateBoard(clock), clock=clock, limits=StorageLimits())
    archive.shelf.put_place(CameraId("gate"), PlaceArtefact(Instant90k(90_000), 10, b"place"))
    await archive.close()
    async with open_steward(tmp_path) as steward:
        await steward("camera.add", {"camera": wish("gate")})
        for address, proven_ppm in (("rtsp://u:other@10.0.0.2/1", 10), ("rtsp://u:other@10.0.0.2/2", 0)):
            await steward("apply", {"cameras": [wish("gate", address)]})
            assert (await steward("place", {"id": "gate"}))["proven_ppm"] == proven_ppm


async def test_a_place_can_be_forgotten_but_not_approved_without_a_server(ask: Ask) -> None:
    await ask("camera.add", {"camera": wish("gate")})
    assert (await ask("place", {"id": "gate"}))["at_90k"] is None
    await ask("place.forget", {"id": "gate"})
    with pytest.raises(PaneError, match="name of a proposal"):
        await ask("place.approve", {"id": "gate"})
    with pytest.raises(Conflict, match="nothing is proposed"):
        await ask("place.approve", {"id": "gate", "proposal": "1-" + "0" * 32})
    with pytest.raises(NotFound):
        await ask("place", {"id": "nowhere"})


async def test_a_link_needs_a_server_to_open_it(ask: Ask) -> None:
    with pytest.raises(EngineError, match="needs a running server"):
        await ask("link", {})


async def test_what_nobody_knows_how_to_do_is_refused(ask: Ask) -> None:
    with pytest.raises(EngineError, match="does not know how"):
        await ask("camera.recognise", {})


async def test_two_at_once_cannot_have_the_folder(ask: Ask, tmp_path: Path) -> None:
    with pytest.raises(StoreConflict, match="in use"):
        async with open_steward(tmp_path):
            raise AssertionError("the folder was given away twice")
