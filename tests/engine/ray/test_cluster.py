"""Ray itself, a head and two machines on loopback: cameras are placed by the rules, and survive what machines do."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bench.site import COMMAND
from groundglass.clock import SystemClock
from groundglass.engine.placement import Grade, Need, Placed, Step
from groundglass.engine.ray.access import RayAccess
from groundglass.engine.ray.placement import RayPlacement
from groundglass.frosted.relay.secret import ClusterSecret
from groundglass.frosted.store.lease import NodeName
from groundglass.pane.ids import CameraId
from tests.engine.videos import make_video
from tests.stands import ray_machines
from tests.stands.ray_machines import RayMachines

pytestmark = pytest.mark.timeout(600)

NORTH, SOUTH = NodeName("north"), NodeName("south")
MIB = 1024 * 1024


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RayMachines]:
    with ray_machines.running(tmp_path_factory.mktemp("ray")) as running:
        running.start("north", 5, ("harbour",))
        running.start("south", 4)
        yield running


def need(name: str, priority: int = 1, reach: str = "", group: str = "") -> Need:
    steps = (Step(Grade.FULL, 1.5, 10 * MIB), Step(Grade.LEAST, 0.5, 10 * MIB, 2.0))
    return Need(CameraId(name), steps, reach=reach, group=group, priority=priority)


class Site:
    """What one desk heard last."""

    def __init__(self, placement: RayPlacement) -> None:
        self.placement = placement
        self.at: dict[str, Placed] = {}

    async def until(self, fits: Callable[[dict[str, Placed]], bool]) -> dict[str, Placed]:
        async with asyncio.timeout(240):
            while not fits(self.at):
                self.at = {one.camera: one for one in await self.placement.changes()}
        return self.at


@asynccontextmanager
async def a_desk(machines: RayMachines) -> AsyncIterator[Site]:
    placement = RayPlacement.open(machines.access, SystemClock())
    try:
        yield Site(placement)
    finally:
        await placement.close()


def all_at(cameras: tuple[Need, ...], *nodes: NodeName) -> Callable[[dict[str, Placed]], bool]:
    def fits(at: dict[str, Placed]) -> bool:
        return len(at) == len(cameras) and all(one.node in nodes for one in at.values())

    return fits


def test_a_folder_of_videos_is_frosted_on_the_machines_and_a_second_run_does_what_is_left(
    machines: RayMachines, tmp_path: Path
) -> None:
    source, out, settings = tmp_path / "in", tmp_path / "out", tmp_path / "site.toml"
    (source / "hall").mkdir(parents=True)
    make_video(source / "gate.mp4", pictures=20)
    make_video(source / "hall" / "door.mkv", pictures=20)
    (source / "broken.mp4").write_bytes(b"no video at all" * 100)
    (source / "notes.txt").write_text("not a video")
    settings.write_text(
        f'[engine]\nkind = "ray"\nray = "{machines.address}"\n[cluster]\nsecret = "{machines.secret.reveal()}"\n'
    )
    command = [str(COMMAND), "frost", str(source), str(out), "--cluster", str(settings)]
    first = subprocess.run(command, capture_output=True, text=True, timeout=400, check=False)
    assert first.returncode != 0
    assert "1 videos could not be frosted" in first.stderr
    lines = {said["file"]: said for said in map(json.loads, (out / "report.jsonl").read_text().splitlines())}
    assert {name: said["state"] for name, said in lines.items()} == {
        "gate.mp4": "done",
        "hall/door.mkv": "done",
        "broken.mp4": "failed",
    }
    assert lines["gate.mp4"]["pictures"] == 20
    assert lines["broken.mp4"]["error"]
    frosted = {path.relative_to(out).as_posix() for path in out.rglob("*.mp4")}
    assert frosted == {"gate.mp4", "hall/door.mp4"}
    make_video(source / "broken.mp4", pictures=15)
    second = subprocess.run(command, capture_output=True, text=True, timeout=400, check=False)
    assert second.returncode == 0, second.stderr
    assert "frosted 1 of 3 videos" in second.stdout
    assert "2 were done before" in second.stdout


async def test_cameras_lie_where_they_are_reached_and_apart_from_their_neighbours(machines: RayMachines) -> None:
    cameras = (need("quay", reach="harbour"), need("gate-1", group="gate"), need("gate-2", group="gate"))
    async with a_desk(machines) as site:
        await site.placement.want(cameras, frozenset())
        at = await site.until(all_at(cameras, NORTH, SOUTH))
        assert at["quay"].node == NORTH
        assert {at["gate-1"].node, at["gate-2"].node} == {NORTH, SOUTH}


async def test_a_drained_machine_is_emptied_and_who_gives_room_for_that_is_said(machines: RayMachines) -> None:
    cameras = (need("hall", 2), need("door", 2), need("yard", 0))
    async with a_desk(machines) as site:
        await site.placement.want(cameras, frozenset({NORTH}))
        at = await site.until(all_at(cameras, SOUTH))
        assert {name: one.step.grade for name, one in at.items()} == {
            "hall": Grade.FULL,
            "door": Grade.FULL,
            "yard": Grade.LEAST,
        }


async def test_a_lost_machine_s_cameras_go_to_another_and_nothing_moves_when_the_head_is_lost(
    machines: RayMachines,
) -> None:
    cameras = (need("one"), need("two"))
    async with a_desk(machines) as site:
        await site.placement.want(cameras, frozenset({NORTH}))
        await site.until(all_at(cameras, SOUTH))
        await site.placement.want(cameras, frozenset())
        await site.until(lambda _: len(site.placement.rooms()) >= 2)
        machines.kill("south")
        before = await site.until(all_at(cameras, NORTH))
        machines.kill("head")
        machines.start_head()
        more = (*cameras, need("three"))
        await site.placement.want(more, frozenset())
        after = await site.until(all_at(more, NORTH))
        assert [after[name] for name in before] == list(before.values())


def test_whoever_has_not_the_secret_is_not_heard_by_ray(machines: RayMachines, tmp_path: Path) -> None:
    other = RayAccess.of(machines.address, tmp_path, ClusterSecret.new(os.urandom))
    environment = other.environment(os.environ) | {"RAY_gcs_rpc_server_reconnect_timeout_s": "3"}
    asked = "import ray; ray.init(address='auto'); print(len(ray.nodes()))"
    answer = subprocess.run(
        [sys.executable, "-c", asked.replace("auto", machines.address)],
        env=environment, capture_output=True, text=True, timeout=200, check=False,
    )  # fmt: skip
    assert answer.returncode != 0
    assert answer.stdout == ""
    assert "InvalidAuthToken" in answer.stderr
