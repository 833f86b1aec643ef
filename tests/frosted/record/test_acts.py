"""Claims about acts on cameras: on record before they take effect, or refused, and never with an address."""

from __future__ import annotations

import asyncio
import ssl
from dataclasses import dataclass, field, replace

import pytest

from groundglass.errors import ConfigError, Conflict, LedgerUnavailable, NotFound
from groundglass.frosted.archive import Archive
from groundglass.frosted.cameras import CameraSettings, Order, Probe
from groundglass.frosted.inventory.certificates import fingerprint
from groundglass.frosted.record.acts import RecordedCameras, RecordedControl, shown
from groundglass.ledger.canonical import Json, parse_canonical
from groundglass.pane.control import Approve, Forget
from groundglass.pane.ids import CameraId
from groundglass.pane.settings import SecretAddress, Transport
from groundglass.pane.trust import TrustOrder
from tests.frosted.record.desk import open_desk
from tests.stands.receivers import certificate_for

ADDRESS = "rtsp://guard:hunter2@192.0.2.7/stream1"
SETTINGS = CameraSettings(SecretAddress(ADDRESS), privacy=(((0.0, 0.0), (0.5, 0.0), (0.5, 0.5)),))
GATE = CameraId("gate")


async def entries(archive: Archive) -> list[dict[str, Json]]:
    raw = await archive.record.entries(0, archive.record.checkpoint.size)
    return [parse_canonical(entry) for entry in raw]


@dataclass
class Workers:
    """A `CameraControl` that keeps what it was ordered, and fails where told."""

    orders: list[Order] = field(default_factory=list)
    runs: bool = True

    async def start(self, camera: CameraId) -> None: ...
    async def stop(self, camera: CameraId) -> None: ...
    async def restart(self, camera: CameraId) -> None: ...

    async def order(self, camera: CameraId, order: Order) -> None:
        if not self.runs:
            raise NotFound("no worker runs")
        self.orders.append(order)

    async def probe(self, address: SecretAddress, transport: Transport, trust: TrustOrder | None = None) -> Probe:
        raise AssertionError


async def test_a_cameras_life_is_on_record_without_its_address(archive: Archive) -> None:
    book = RecordedCameras(archive.cameras, archive.record, "anna")
    added = await book.add("Gate", SETTINGS)
    await book.change(added.id, name="North gate", settings=replace(SETTINGS, style="mosaic"))
    await book.change(added.id, position=7)
    await book.change(added.id, settings=replace(SETTINGS, style="mosaic", address=SecretAddress("rtsp://other/1")))
    await book.change(added.id, enabled=False)
    await book.remove(added.id)
    await book.restore(added.id)
    found = await entries(archive)
    assert [entry["kind"] for entry in found] == [
        "camera.added",
        "camera.changed",
        "camera.changed",
        "camera.changed",
        "camera.removed",
        "camera.restored",
    ]
    assert all(entry["by"] == "anna" and entry["camera"] == "gate" for entry in found)
    assert [entry.get("changed") for entry in found[1:4]] == [["name", "style"], ["address"], ["enabled"]]
    assert found[0]["privacy"] == ["[[0.0, 0.0], [0.5, 0.0], [0.5, 0.5]]"]
    assert found[3]["is_enabled"] is False
    everything = str(found)
    assert "hunter2" not in everything
    assert "192.0.2.7" not in everything


def test_a_certificate_is_on_record_by_the_fingerprint_that_people_compare() -> None:
    pem = certificate_for("gate").certificate
    told = shown(replace(SETTINGS, certificate=pem))
    assert told["certificate"] == fingerprint(ssl.PEM_cert_to_DER_cert(pem))


def test_every_setting_but_the_addresses_is_on_record() -> None:
    told = shown(SETTINGS)
    assert set(told) == set(CameraSettings.__dataclass_fields__) - {"address", "sub_address"}
    assert (told["px_per_m_top"], told["evidence_s"], told["loop"]) == ("", "20", True)


async def test_what_was_refused_by_the_book_was_not_entered_or_says_that_it_failed(archive: Archive) -> None:
    book = RecordedCameras(archive.cameras, archive.record, "anna")
    with pytest.raises(ConfigError):
        await book.add("", SETTINGS)
    with pytest.raises(ConfigError):
        await book.add("Gate", replace(SETTINGS, evidence_s=-1.0))
    await book.add("Gate", SETTINGS, id=GATE)
    with pytest.raises(Conflict):
        await book.add("Gate", SETTINGS, id=GATE)
    with pytest.raises(NotFound):
        await book.change(CameraId("nobody"), name="x")
    with pytest.raises(NotFound):
        await book.restore(GATE)
    async with asyncio.timeout(60):
        while len(await entries(archive)) < 3:
            await asyncio.sleep(0.01)
    found = await entries(archive)
    assert [entry["kind"] for entry in found] == ["camera.added", "camera.restored", "act.failed"]
    assert found[2]["of"] == 1


async def test_without_a_ledger_nothing_is_shown_more_and_everything_may_be_hidden(archive: Archive) -> None:
    await archive.cameras.add("Gate", SETTINGS, id=GATE)
    async with open_desk() as desk:
        book = RecordedCameras(archive.cameras, desk.keeper, "anna")
        desk.tiles.broken = "tile"
        with pytest.raises(LedgerUnavailable):
            await book.add("Yard", SETTINGS)
        with pytest.raises(LedgerUnavailable):
            await book.change(GATE, settings=replace(SETTINGS, privacy=()))
        assert await archive.cameras.list() == (await archive.cameras.get(GATE),)
        assert (await archive.cameras.get(GATE)).settings == SETTINGS
        assert not (await book.change(GATE, enabled=False)).enabled
        await book.remove(GATE)
        with pytest.raises(LedgerUnavailable):
            await book.restore(GATE)
        desk.tiles.broken = None
        await desk.until(["camera.changed", "camera.removed"])


async def test_a_place_is_approved_on_record_or_not_at_all() -> None:
    async with open_desk() as desk:
        workers = Workers()
        control = RecordedControl(workers, desk.keeper, "anna")
        await control.order(GATE, Approve("a1", ()))
        assert desk.kinds() == ["place.approved"]
        desk.tiles.broken = "tile"
        with pytest.raises(LedgerUnavailable):
            await control.order(GATE, Approve("a1", ()))
        await control.order(GATE, Forget())
        assert len(workers.orders) == 2
        desk.tiles.broken, workers.runs = None, False
        with pytest.raises(NotFound):
            await control.order(GATE, Approve("a1", ()))
        await desk.until(["place.approved", "place.forgotten", "place.approved", "act.failed"])
        for simple in (control.start, control.stop, control.restart):
            await simple(GATE)


async def test_reading_passes_through(archive: Archive) -> None:
    book = RecordedCameras(archive.cameras, archive.record, "anna")
    await archive.cameras.add("Gate", SETTINGS, id=GATE)
    assert await book.list() == (await book.get(GATE),)
    assert await book.purge_removed() == ()
    assert await entries(archive) == []
