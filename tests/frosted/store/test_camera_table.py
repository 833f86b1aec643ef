"""Cameras as people decided about them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from groundglass.clock import SimulatedClock
from groundglass.errors import ConfigError, Conflict, NotFound, PaneError, StoreDamaged
from groundglass.frosted.archive import Archive
from groundglass.frosted.cameras import CameraBook, CameraSettings
from groundglass.frosted.store.sitekey import SiteKey
from groundglass.pane.ids import CameraId
from groundglass.pane.settings import SecretAddress

SECRET = "rtsp://user:pass-4711@cam.example/1"
CORNER = ((0.0, 0.0), (0.5, 0.0), (0.5, 0.5))


def settings(**changes: Any) -> CameraSettings:
    return CameraSettings(SecretAddress(SECRET), **changes)


async def test_a_camera_comes_back_as_it_was_put(archive: Archive) -> None:
    book: CameraBook = archive.cameras
    asked = settings(sub_address=SecretAddress("rtsp://sub"), privacy=(CORNER,), mode="approved", keep_days=3.0, crf=30)
    added = await book.add("Plaza north", asked)
    assert added.id == "plaza-north"
    assert await book.get(added.id) == added
    assert added.settings.address.reveal() == SECRET
    assert added.settings.for_worker(added.id, b"place").place == b"place"


async def test_a_password_is_in_no_file_of_the_catalog(archive: Archive, tmp_path: Path) -> None:
    await archive.cameras.add("Gate", settings())
    for path in (tmp_path / "data").glob("groundglass.db*"):
        assert b"pass-4711" not in path.read_bytes()
    assert "pass-4711" not in repr(await archive.cameras.list())
    assert (tmp_path / "data" / "site.key").stat().st_mode & 0o777 == 0o600


async def test_ids_are_made_from_names_and_never_twice(archive: Archive) -> None:
    names = ["Tür Süd", "Tür Süd", "###", "a" * 100]
    ids = [(await archive.cameras.add(name, settings())).id for name in names]
    assert ids == ["tur-sud", "tur-sud-2", "camera", "a" * 40]
    with pytest.raises(Conflict, match="already"):
        await archive.cameras.add("Door", settings(), id=CameraId("camera"))
    with pytest.raises(PaneError):
        await archive.cameras.add("Door", settings(), id=CameraId("../etc"))


async def test_a_change_leaves_the_rest(archive: Archive) -> None:
    gate = await archive.cameras.add("Gate", settings())
    changed = await archive.cameras.change(gate.id, name="North gate", enabled=False, position=7)
    assert (changed.name, changed.enabled, changed.position, changed.settings) == (
        "North gate",
        False,
        7,
        gate.settings,
    )
    assert (await archive.cameras.change(gate.id, settings=settings(style="mosaic"))).settings.style == "mosaic"
    with pytest.raises(NotFound):
        await archive.cameras.change(CameraId("nowhere"), name="x")


@pytest.mark.parametrize(
    "wrong",
    [{"crf": 99}, {"evidence_s": 0.0}, {"privacy": (((2.0, 0.0),) * 3,)}, {"keep_days": 0.0}, {"keep_bytes": 0}],
)
async def test_settings_that_a_worker_would_refuse_are_refused_here(archive: Archive, wrong: dict[str, Any]) -> None:
    with pytest.raises(ConfigError):
        await archive.cameras.add("Gate", settings(**wrong))
    assert await archive.cameras.list() == ()


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "x" * 101])
async def test_a_name_is_one_line_that_can_be_read(archive: Archive, name: str) -> None:
    with pytest.raises(ConfigError):
        await archive.cameras.add(name, settings())


async def test_a_removal_is_undone_for_ten_minutes_and_then_final(archive: Archive) -> None:
    clock = SimulatedClock()
    archive.cameras._clock = clock
    gate = await archive.cameras.add("Gate", settings())
    removed = await archive.cameras.remove(gate.id)
    assert removed.removed_at is not None
    with pytest.raises(NotFound):
        await archive.cameras.get(gate.id)
    with pytest.raises(NotFound):
        await archive.cameras.change(gate.id, name="x")
    assert await archive.cameras.list() == ()
    assert len(await archive.cameras.list(removed=True)) == 1
    clock.advance(599)
    assert await archive.cameras.purge_removed() == ()
    assert await archive.cameras.restore(gate.id) == gate
    await archive.cameras.remove(gate.id)
    clock.advance(601)
    assert await archive.cameras.purge_removed() == (gate.id,)
    with pytest.raises(NotFound):
        await archive.cameras.restore(gate.id)


def test_another_key_opens_nothing(tmp_path: Path) -> None:
    key = SiteKey.open(tmp_path / "a.key")
    sealed = key.seal(b"secret", purpose="camera gate")
    assert SiteKey.open(tmp_path / "a.key").unseal(sealed, purpose="camera gate") == b"secret"
    for other, purpose in ((key, "camera yard"), (SiteKey.open(tmp_path / "b.key"), "camera gate")):
        with pytest.raises(StoreDamaged, match="another site key"):
            other.unseal(sealed, purpose=purpose)
    assert "secret" not in repr(key)
    (tmp_path / "c.key").write_bytes(b"short")
    with pytest.raises(StoreDamaged, match="not a site key"):
        SiteKey.open(tmp_path / "c.key")
