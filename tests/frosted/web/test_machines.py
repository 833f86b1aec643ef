"""What runs where, over HTTP: machines, what they keep, what nobody keeps, and emptying one on record."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import httpx
import pytest

from groundglass import __version__
from groundglass.engine.outpost.machines import NodeShown
from groundglass.engine.outpost.node_facts import KeptCamera, NodeFacts
from groundglass.engine.placement import Grade, Placed, Step
from groundglass.frosted.store.lease import NodeName
from groundglass.frosted.web.app import create_app
from groundglass.pane.ids import CameraId
from tests.frosted.web.stand import Stand, Workers, open_stand

NORTH, SOUTH = NodeName("north-1"), NodeName("south-1")
GATE, YARD, ROOF = CameraId("gate"), CameraId("yard"), CameraId("roof")


@dataclass
class Elsewhere(Workers):
    """Two machines: one keeps two cameras, the other is away. A third camera found no room."""

    drained: set[NodeName] = field(default_factory=set)

    def nodes(self) -> tuple[NodeShown, ...]:
        kept = (KeptCamera(GATE, "", 7, 1, 0, 11), KeptCamera(YARD, "", None, 1, 2, None))
        facts = NodeFacts(
            "0.0.9", 16, 64 << 30, 300 << 30, 9.4321, frozenset(), frozenset(), 3, 1, 5, kept, 7 << 20,
        )  # fmt: skip
        return (
            NodeShown(NORTH, "10.0.0.7:8430", True, True, NORTH in self.drained, facts),
            NodeShown(SOUTH, "10.0.0.8:8430", False, False, SOUTH in self.drained, None),
        )

    def placed(self, camera: CameraId) -> Placed | None:
        step = Step(Grade.LOWERED if camera == YARD else Grade.FULL, 1, 1)
        return Placed(camera, None if camera == ROOF else NORTH, step)

    async def drain(self, node: NodeName, on: bool) -> None:
        (self.drained.add if on else self.drained.discard)(node)


@pytest.fixture
async def many(tmp_path: Path) -> AsyncIterator[tuple[Stand, Elsewhere, httpx.AsyncClient]]:
    async with open_stand(tmp_path) as stand:
        for name in (GATE, YARD, ROOF):
            await stand.camera(name)
        control = Elsewhere()
        app = create_app(replace(stand.site, control=control))
        _, token = await stand.somebody_signed_in()
        given = stand.browser(token)
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(
            transport=transport, base_url=stand.origin, cookies=given.cookies, headers=given.headers
        ) as browser:
            yield stand, control, browser
        await given.aclose()


async def test_a_site_on_one_machine_tells_of_that_machine(stand: Stand) -> None:
    await stand.camera()
    _, token = await stand.somebody_signed_in()
    async with stand.browser(token) as browser:
        told = (await browser.get("/api/v1/machines")).json()
        (own,) = told["machines"]
        assert (told["elsewhere"], told["nowhere"], own["node"], own["alive"]) == (False, [], "", True)
        assert (own["facts"]["version"], [one["camera"] for one in own["cameras"]]) == (__version__, ["gate"])
        assert own["facts"]["cores"] >= 1
        refused = await browser.put("/api/v1/machines/north-1/drained", json={"drained": True})
        assert (refused.status_code, "own machine" in refused.json()["detail"]) == (409, True)


async def test_machines_say_what_they_keep_and_what_is_given_up_is_shown(
    many: tuple[Stand, Elsewhere, httpx.AsyncClient],
) -> None:
    _, _, browser = many
    told = (await browser.get("/api/v1/machines")).json()
    north, south = told["machines"]
    assert north["cameras"] == [
        {"camera": "gate", "kept": "whole", "waits": False, "restarts": 0},
        {"camera": "yard", "kept": "lowered", "waits": True, "restarts": 2},
    ]
    assert (north["facts"]["load"], north["facts"]["waiting"], north["facts"]["lost"]) == (9.43, 3, 1)
    assert (south["alive"], south["facts"], south["cameras"]) == (False, None, [])
    assert told["nowhere"] == [{"camera": "roof", "no_room": True}]


async def test_prometheus_is_told_of_every_machine_and_no_more_of_one_that_is_away(
    many: tuple[Stand, Elsewhere, httpx.AsyncClient],
) -> None:
    _, control, browser = many
    control.drained.add(SOUTH)
    lines = (await browser.get("/metrics")).text.splitlines()
    north = {line.split("{")[0]: float(line.split()[-1]) for line in lines if 'node="north-1"' in line}
    assert north == {
        "groundglass_node_alive": 1, "groundglass_node_connected": 1, "groundglass_node_drained": 0,
        "groundglass_node_cores": 16, "groundglass_node_load": 9.4321, "groundglass_node_cameras": 1,
        "groundglass_node_free_bytes": 300 << 30, "groundglass_node_spool_bytes": 7 << 20,
        "groundglass_node_messages_waiting": 3, "groundglass_node_messages_lost_total": 1,
    }  # fmt: skip
    south = {line.split("{")[0]: float(line.split()[-1]) for line in lines if 'node="south-1"' in line}
    assert south == {"groundglass_node_alive": 0, "groundglass_node_connected": 0, "groundglass_node_drained": 1}


async def test_emptying_a_machine_is_on_record_before_it_is_done(
    many: tuple[Stand, Elsewhere, httpx.AsyncClient],
) -> None:
    stand, control, browser = many
    assert (await browser.put("/api/v1/machines/north-1/drained", json={"drained": True})).status_code == 200
    assert control.drained == {NORTH}
    assert (await browser.get("/api/v1/machines")).json()["machines"][0]["drained"] is True
    assert (await browser.put("/api/v1/machines/north-1/drained", json={"drained": False})).status_code == 200
    assert control.drained == set()
    entries = b"".join(await stand.site.record.entries(0, stand.site.record.checkpoint.size))
    assert entries.index(b"node.drained") < entries.index(b"node.filled")


async def test_a_machine_that_nobody_has_seen_is_not_emptied(
    many: tuple[Stand, Elsewhere, httpx.AsyncClient],
) -> None:
    _, control, browser = many
    assert (await browser.put("/api/v1/machines/west-1/drained", json={"drained": True})).status_code == 404
    assert (await browser.put("/api/v1/machines/No%20Name/drained", json={"drained": True})).status_code in {404, 422}
    assert control.drained == set()
