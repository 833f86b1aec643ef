"""What real workers said of drawn scenes, kept as they said it: the pane's own bytes, to be said again by stand-ins.

Apart from desk.py because it is the slow part: a scene is drawn, frosted and encoded once, and kept in build/bench.
Delete the files there after a change of the frost. The first seconds, in which the place is being proven, are left out.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Final

from bench.film import FOLDER
from groundglass.engine.launch import launch
from groundglass.pane.ids import TICKS_PER_S, CameraId
from groundglass.pane.pictures import FrostedSample, FrostedStill, StillPurpose, VideoRun
from groundglass.pane.settings import SecretAddress, WorkerSettings
from groundglass.pane.wire import HEAD, Message, encode, parse_body, parse_head

WIDTH, HEIGHT, RATE_HZ = 854, 480, 15
SCENES: Final = (("plaza", 1), ("street", 2), ("plaza", 3), ("street", 4))
LEFT_OUT_S: Final = 20
LENGTH_S: Final = 24


def desk_films() -> list[Path]:
    """The films, recorded where they are not there yet."""
    return [_film(scene, seed) for scene, seed in SCENES]


def read_film(path: Path) -> Iterator[Message]:
    """The messages of a film, in their order."""
    body = path.read_bytes()
    at = 0
    while at < len(body):
        kind, size = parse_head(body[at : at + HEAD.size])
        yield parse_body(kind, body[at + HEAD.size : at + HEAD.size + size])
        at += HEAD.size + size


def _film(scene: str, seed: int) -> Path:
    path = FOLDER / f"desk-{scene}-{seed}-{WIDTH}x{HEIGHT}-{LENGTH_S}s.pane"
    if not path.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.write_bytes(b"".join(encode(message) for message in asyncio.run(_recorded(scene, seed))))
        part.rename(path)
    return path


async def _recorded(scene: str, seed: int) -> list[Message]:
    frames = (LEFT_OUT_S + LENGTH_S) * RATE_HZ
    address = f"demo:{scene}?seed={seed}&width={WIDTH}&height={HEIGHT}&fps={RATE_HZ}&opening_s=5&frames={frames}"
    settings = WorkerSettings(CameraId("desk"), SecretAddress(address), pace="fast", evidence_s=5.0)
    kept: list[Message] = []
    run: VideoRun | None = None
    begin: int | None = None
    async for message in _said(settings):
        if isinstance(message, VideoRun):
            run = message
        elif isinstance(message, FrostedSample):
            begin = message.at if begin is None else begin
            if message.at < begin + LEFT_OUT_S * TICKS_PER_S or (not kept and not message.is_key):
                continue
            if not kept and run is not None:
                kept.append(run)
            kept.append(message)
        elif isinstance(message, FrostedStill) and message.purpose is StillPurpose.THUMBNAIL and kept:
            kept.append(message)
    if begin is None:
        raise RuntimeError(f"the worker of {scene} said nothing that could be kept")
    return kept


async def _said(settings: WorkerSettings) -> AsyncIterator[Message]:
    worker = await launch(settings)
    try:
        while True:
            try:
                kind, size = parse_head(await worker.reader.readexactly(HEAD.size))
                yield parse_body(kind, await worker.reader.readexactly(size))
            except asyncio.IncompleteReadError:
                return
    finally:
        await worker.end()
