"""Processes that wait with a key for one photo each: real ones, and some that misbehave."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import cv2
import numpy as np
import pyrage
import pytest

from groundglass.clock import SimulatedClock, SystemClock
from groundglass.engine.launch import WorkerProcess
from groundglass.engine.photo_desk import MOST_WAITING, WAITS_S, PhotoDesk
from groundglass.errors import ConfigError, Conflict, EngineError
from groundglass.pane.photo import FrostedPhoto, PhotoKey, PhotoTask, SealedPhoto, encode_photo_answer
from tests.engine.stand_ins import says_photo

RECIPIENT = "age1" + "q" * 58
KEY = encode_photo_answer(PhotoKey(RECIPIENT))
JPEG = encode_photo_answer(FrostedPhoto(10, 10, b"\xff\xd8\xff\xd9"))
SEALED = SealedPhoto(b"age-encryption.org/v1\n")

Started = list[WorkerProcess]


def counted(
    start: Callable[[PhotoTask], Awaitable[WorkerProcess]], started: Started
) -> Callable[..., Awaitable[WorkerProcess]]:
    async def counting(task: PhotoTask) -> WorkerProcess:
        process = await start(task)
        started.append(process)
        return process

    return counting


def sealed(body: bytes, recipient: str) -> SealedPhoto:
    return SealedPhoto(pyrage.encrypt(body, [pyrage.x25519.Recipient.from_str(recipient)]))


async def test_a_real_process_frosts_one_photo_and_its_key_is_gone() -> None:
    desk = PhotoDesk(SystemClock())
    recipient = await desk.key("grace")
    assert await desk.key("grace") == recipient
    done, png = cv2.imencode(".png", np.full((30, 40, 3), 200, np.uint8))
    assert done
    photo = await desk.frost(recipient, sealed(png.tobytes(), recipient))
    assert (photo.width, photo.height) == (960, 720)
    with pytest.raises(Conflict):
        await desk.frost(recipient, sealed(png.tobytes(), recipient))
    other = await desk.key("grace")
    assert other != recipient
    with pytest.raises(ConfigError, match="no picture"):
        await desk.frost(other, sealed(b"not a picture", other))
    third = await desk.key("grace")
    with pytest.raises(ConfigError, match="not sealed for this key"):
        await desk.frost(third, sealed(png.tobytes(), recipient))
    await desk.close()


async def test_few_wait_and_none_for_long() -> None:
    clock, started = SimulatedClock(), Started()
    desk = PhotoDesk(clock, counted(says_photo(KEY, stays=True), started))
    for number in range(MOST_WAITING):
        await desk.key(f"person {number}")
    with pytest.raises(Conflict, match="others"):
        await desk.key("one more")
    clock.advance(WAITS_S + 1)
    await desk.key("one more")
    await desk.close()
    assert len(started) == MOST_WAITING + 1
    assert all(process._process.returncode is not None for process in started)


@pytest.mark.parametrize("said", [b"", b"\x09", KEY[:20], JPEG, b"\x01\0\0\0\x02xx"])
async def test_a_process_that_tells_no_key_is_a_fault_and_is_ended(said: bytes) -> None:
    started = Started()
    desk = PhotoDesk(SystemClock(), counted(says_photo(said), started))
    with pytest.raises(EngineError):
        await desk.key("grace")
    await desk.close()
    assert all(process._process.returncode is not None for process in started)


@pytest.mark.parametrize(
    "more", [b"", KEY, JPEG[:-1], b"\x03\0\0\0\x01\x04", b"\x03\0\0\0\x01\x63", b"\x02\xff\xff\xff\xff"]
)
async def test_a_process_that_fails_at_the_photo_leaves_nothing(more: bytes) -> None:
    desk = PhotoDesk(SystemClock(), says_photo(KEY + more))
    await desk.key("grace")
    with pytest.raises(EngineError):
        await desk.frost(RECIPIENT, SEALED)
    with pytest.raises(Conflict):
        await desk.frost(RECIPIENT, SEALED)
    await desk.close()


async def test_two_at_once_get_a_key_each() -> None:
    desk = PhotoDesk(SystemClock())
    keys = await asyncio.gather(desk.key("grace"), desk.key("ada"))
    assert len(set(keys)) == 2
    await desk.close()
