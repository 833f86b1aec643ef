"""A film is whole or is not there, whatever its worker does."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundglass.clock import SystemClock
from groundglass.engine import film
from groundglass.engine.film import Film, Footage, KnownPlace, make_film, read_place, save_place
from groundglass.errors import ConfigError, EngineError, GroundglassError, NotFound, SourceError, StoreError
from groundglass.pane.ids import CameraId
from groundglass.pane.settings import SecretAddress, WorkerSettings
from tests.engine.stand_ins import starts

SETTINGS = WorkerSettings(camera=CameraId("film"), address=SecretAddress("/clip.mp4"), pace="fast", every_frame=True)
END = "send(WorkerStatus(now(), CameraState.ENDED, Cause.END_OF_FILE, 0));"


async def make(folder: Path, script: str) -> Film:
    return await make_film(SETTINGS, folder / "out.mp4", SystemClock(), lambda footage: None, start=starts(script))


async def refused(folder: Path, script: str) -> GroundglassError:
    with pytest.raises(GroundglassError) as caught:
        await make(folder, script)
    assert list(folder.iterdir()) == []
    return caught.value


async def test_a_film_of_three_pictures_is_written(tmp_path: Path) -> None:
    made = await make(tmp_path, f"send(RUN); [sample(n) for n in range(3)]; {END} figures(3)")
    assert (made.pictures, made.place) == (3, None)
    assert [path.name for path in tmp_path.iterdir()] == ["out.mp4"]


async def test_progress_is_told(tmp_path: Path) -> None:
    told: list[Footage] = []
    script = f"send(RUN); sample(0); sample(1); figures(2); {END} figures(2)"
    await make_film(SETTINGS, tmp_path / "out.mp4", SystemClock(), told.append, start=starts(script))
    assert told[0].pictures == 2


async def test_a_picture_that_got_lost_on_the_way_spoils_the_film(tmp_path: Path) -> None:
    error = await refused(tmp_path, f"send(RUN); sample(0); sample(1); {END} figures(3)")
    assert "3 read, 3 frosted, 2 written" in error.message


async def test_a_dropped_picture_spoils_the_film(tmp_path: Path) -> None:
    error = await refused(tmp_path, f"send(RUN); sample(0); {END} figures(1, frames_dropped_total=1)")
    assert "lost" in error.message


async def test_a_picture_that_cannot_be_decoded_spoils_the_film(tmp_path: Path) -> None:
    error = await refused(tmp_path, f"send(RUN); sample(0); {END} figures(1, undecodable_total=2)")
    assert isinstance(error, SourceError)
    assert "2 of its pictures cannot be decoded" in error.message


async def test_a_film_without_pictures_is_none(tmp_path: Path) -> None:
    assert isinstance(await refused(tmp_path, f"{END} figures(0)"), SourceError)


@pytest.mark.parametrize(
    ("script", "part"),
    [
        ("send(RUN); sample(0); figures(1); os.abort()", "ended before the video did"),
        ("send(RUN); sample(0); figures(1); os.write(1, b'\\x00\\x00')", "in the middle of a message"),
        (f"send(RUN); sample(0); {END} figures(1); sys.exit(1)", "ended before the video did"),
        ("sample(0); sample(1)", "belongs to no current run"),
    ],
)
async def test_a_worker_that_breaks_off_leaves_no_film(tmp_path: Path, script: str, part: str) -> None:
    error = await refused(tmp_path, script)
    assert isinstance(error, EngineError)
    assert part in error.message


async def test_a_worker_that_says_nothing_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(film, "SILENCE_S", 0.3)
    error = await refused(tmp_path, "time.sleep(60)")
    assert "stopped answering" in error.message


async def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        await make(tmp_path / "none", "")


def test_a_place_is_saved_whole_or_not_at_all(tmp_path: Path) -> None:
    known = KnownPlace(320, 240, b"place")
    save_place(known, tmp_path / "a.place")
    assert read_place(tmp_path / "a.place") == known
    with pytest.raises(StoreError, match="nothing was proven"):
        save_place(None, tmp_path / "b.place")
    with pytest.raises(StoreError):
        save_place(known, tmp_path / "none" / "c.place")
    assert [path.name for path in tmp_path.iterdir()] == ["a.place"]


def test_a_place_file_that_was_changed_is_said_to_be_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.place"
    save_place(KnownPlace(320, 240, b"place"), path)
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    with pytest.raises(ConfigError, match="is damaged"):
        read_place(path)


@pytest.mark.parametrize("body", [b"", b"a text", film.PLACE_HEAD, film.PLACE_HEAD + bytes(film.MAX_PLACE_BYTES + 40)])
def test_a_file_that_is_no_place_is_refused(tmp_path: Path, body: bytes) -> None:
    (tmp_path / "a.place").write_bytes(body)
    with pytest.raises(ConfigError, match="is not a place file"):
        read_place(tmp_path / "a.place")
    with pytest.raises(NotFound):
        read_place(tmp_path / "none.place")
