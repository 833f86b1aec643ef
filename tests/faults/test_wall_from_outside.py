"""The wall, from outside: a pattern in a moving part of the source is nowhere in what a site keeps, says or sends.

A real RTSP camera, a real server, a real person's session. Everything that comes out is collected for a while and
hunted through, as bytes and as the pictures they decode to.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import av
import cv2
import numpy as np
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from bench.site import RunningSite, wait_for
from tests.faults.conftest import ONE_SLICE
from tests.faults.hunt import HEIGHT, LIKE, NOISE_SEED, WIDTH, is_in_bytes, likeness, pictures_in
from tests.faults.watching import keep, stamp
from tests.stands.clips import draw_clip, draw_picture
from tests.stands.rtsp import RtspCamera

API = "/api/v1/cameras/gate"


@dataclass(slots=True)
class Collected:
    """Everything that came out, by where it came from."""

    answers: dict[str, bytes] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    live: list[bytes] = field(default_factory=list)
    watch: list[bytes] = field(default_factory=list)
    log: bytes = b""

    def everything(self) -> dict[str, bytes]:
        heard = {"live": b"".join(self.live), "watch": b"".join(self.watch), "log": self.log}
        return self.answers | self.files | heard

    def films_of_live(self) -> bytes:
        """What a viewer's player is given: the newest run's init segment and what followed it."""
        begins = [at for at, part in enumerate(self.live) if part[4:8] == b"ftyp"]
        return b"".join(part for part in self.live[begins[-1] :] if part[4:8] in (b"ftyp", b"moof"))


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("noise") / "noise.mp4"
    options = {"crf": "12", **ONE_SLICE}
    return draw_clip(path, width=WIDTH, height=HEIGHT, pictures=132, noise_seed=NOISE_SEED, options=options)


@pytest.fixture(scope="module")
def collected(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Collected:
    found = Collected()
    site = RunningSite(tmp_path_factory.mktemp("wall") / "data")
    with RtspCamera(source) as camera, site:
        site.sign_in()
        site.add_camera("Gate", camera.url(), id="gate", evidence_s=5.0)
        site.wait_until_live("gate")
        with _listening(site, f"{API}/live", found.live), _listening(site, "/api/v1/watch", found.watch):
            wait_for("the place to be proven", lambda: site.camera("gate")["view"]["code"] == "proven", 60, 0.2)
            proven = datetime.now(UTC)
            keep(site, "gate", 6.0, since=proven)
            wait_for("a picture of the place", lambda: site.http.get(f"{API}/place.jpg").is_success, 30, 0.5)
            found.answers = dict(_answers(site, proven))
        found.files = _files(site.data)  # with open minutes and the database's log as they are while it runs
        site.stop()
        found.files |= {f"at rest: {name}": body for name, body in _files(site.data).items()}
    found.log = "".join(site.said).encode()
    return found


def _answers(site: RunningSite, since: datetime) -> Iterator[tuple[str, bytes]]:
    """Every answer about the camera, and every piece that a list or playlist names."""
    span = f"from={stamp(since)}&to={stamp(since + timedelta(seconds=6))}"
    at = stamp(since + timedelta(seconds=3))
    names = ["place.jpg", "thumbnail.jpg", f"thumbnail.jpg?at={at}", f"gop?at={at}", f"video.mp4?{span}"]
    names += [
        f"download.mp4?{span}",
        f"timeline?{span}",
        f"fragments?{span}",
        "hls/live.m3u8",
        f"hls/range.m3u8?{span}",
    ]
    for name in names:
        answer = site.http.get(f"{API}/{name}")
        assert answer.is_success, f"{name}: {answer.text}"
        yield name, answer.content
        for piece in _named_in(name, answer.content):
            yield piece, site.http.get(piece).content
    for path in ("/api/v1/site", "/api/v1/cameras", API, f"{API}/proposal.jpg", "/healthz"):
        yield path, site.http.get(path).content


def _named_in(name: str, body: bytes) -> list[str]:
    if name.startswith("fragments"):
        told = json.loads(body)
        return [piece["url"] for piece in (*told["init"], *told["fragments"])]
    if "m3u8" in name:
        lines = body.decode().splitlines()
        inits = [line.split('URI="')[1].rstrip('"') for line in lines if line.startswith("#EXT-X-MAP")]
        wanted = [*inits, *(line for line in lines if line and not line.startswith("#"))]
        return [piece if piece.startswith("/") else f"{API}/hls/{piece}" for piece in wanted]
    return []


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@contextmanager
def _listening(site: RunningSite, path: str, into: list[bytes]) -> Iterator[None]:
    """Collects what a WebSocket sends while the block runs."""
    cookies = "; ".join(f"{name}={value}" for name, value in site.http.cookies.items())
    address, origin = site.url.replace("http", "ws") + path, Origin(site.url)
    with connect(address, origin=origin, additional_headers={"Cookie": cookies}, max_size=None) as socket:
        listener = threading.Thread(target=_listen, args=(socket, into))
        listener.start()
        try:
            yield
        finally:
            socket.close()
            listener.join()


def _listen(socket: ClientConnection, into: list[bytes]) -> None:
    try:
        while True:
            heard = socket.recv()
            into.append(heard.encode() if isinstance(heard, str) else heard)
    except ConnectionClosed:
        pass


def test_the_hunt_finds_the_noise_where_it_is(source: Path) -> None:
    """Otherwise not finding it would mean nothing."""
    with av.open(str(source), "r") as clip:
        seen = [
            likeness(np.asarray(frame.to_ndarray(format="gray"), np.uint8))
            for frame in clip.decode(clip.streams.video[0])
        ]
    assert min(seen) > 0.9
    assert is_in_bytes(b"before" + draw_picture(7, WIDTH, HEIGHT, noise_seed=NOISE_SEED).tobytes())


def test_the_noise_is_in_no_byte_of_file_log_answer_or_message(collected: Collected) -> None:
    everything = collected.everything()
    assert {"live", "watch", "log", "groundglass.db", "place.jpg"} <= set(everything)
    assert [name for name, body in everything.items() if is_in_bytes(body)] == []


def test_the_noise_is_in_no_picture_that_is_kept_or_sent(collected: Collected) -> None:
    bodies = collected.everything() | {"live": collected.films_of_live()}
    seen = {name: [likeness(picture) for picture in pictures_in(body)] for name, body in bodies.items()}
    shown = {name: max(values) for name, values in seen.items() if values}
    assert {name: value for name, value in shown.items() if value >= LIKE} == {}
    kinds = (
        "place.jpg",
        "thumbnail.jpg",
        "gop?",
        "video.mp4?",
        "download.mp4?",
        "live",
        "spool/",
        "at rest: blobs/video",
    )
    for kind in kinds:
        assert any(name.startswith(kind) for name in shown), f"no picture of {kind} was looked at"
    assert any("places/" in name for name in shown), "no place that is kept was looked at"
    assert len(seen["live"]) > 60


def test_part_of_the_place_is_shown_so_the_hunt_was_worth_it(collected: Collected) -> None:
    above = draw_picture(0, WIDTH, HEIGHT)[:64]  # the box never comes here
    pictures = pictures_in(collected.films_of_live())
    shown = [float(cv2.matchTemplate(picture[:64], above, cv2.TM_CCOEFF_NORMED).max()) for picture in pictures]
    assert max(shown) > 0.8
