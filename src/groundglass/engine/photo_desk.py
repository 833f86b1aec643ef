"""Processes that frost one photo each, waiting with their keys. Fulfils `frosted/photos.py`.

A person who is about to send a photo is given the key of a process of their own; it is used once. Few may wait at a
time, since each is a process, and none for long. Nothing of a photo is held here but ciphertext, on its way through.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from groundglass.clock import Clock
from groundglass.engine.launch import WorkerProcess, launch
from groundglass.errors import ConfigError, Conflict, EngineError, PaneError
from groundglass.pane.photo import (
    ANSWER_HEAD,
    FrostedPhoto,
    PhotoAnswer,
    PhotoKey,
    PhotoRefused,
    PhotoTask,
    SealedPhoto,
    Unusable,
    parse_photo_answer,
    parse_photo_head,
)

MOST_WAITING: Final = 3
WAITS_S: Final = 90.0
START_S: Final = 20.0
FROST_S: Final = 20.0

Start = Callable[[PhotoTask], Awaitable[WorkerProcess]]

_SAID: Final[dict[Unusable, tuple[str, str]]] = {
    Unusable.NOT_OPENED: ("the photo was not sealed for this key", "load the page anew and send it again"),
    Unusable.NOT_A_PICTURE: ("this is no picture that can be read", "send a JPEG or PNG"),
    Unusable.TOO_LARGE: ("the photo has too many pixels", "make it smaller before it is sent"),
    Unusable.FAILED: ("the photo could not be frosted, and nothing of it was kept", "say what you see in words"),
}


@dataclass(slots=True)
class _Waiting:
    process: WorkerProcess
    recipient: str
    person: str
    until_s: float


class PhotoDesk:
    """Owned by the event loop's thread. `close` ends what waits."""

    def __init__(self, clock: Clock, start: Start = launch) -> None:
        self._clock = clock
        self._start = start
        self._waiting: list[_Waiting] = []
        self._ending: set[asyncio.Task[int]] = set()
        self._starting = asyncio.Lock()

    async def key(self, person: str) -> str:
        """The key of a process that waits for this person; asked again meanwhile, the same."""
        async with self._starting:
            self._dismiss_late()
            for one in self._waiting:
                if one.person == person:
                    one.until_s = self._clock.monotonic_s() + WAITS_S
                    return one.recipient
            if len(self._waiting) >= MOST_WAITING:
                raise Conflict("others are sending photos just now", "try again in a moment")
            process = await self._start(PhotoTask())
            try:
                told = await _answer(process, START_S)
                if not isinstance(told, PhotoKey):
                    raise EngineError("the process that frosts photos did not tell its key")
            except BaseException:
                self._dismiss(process)
                raise
            until_s = self._clock.monotonic_s() + WAITS_S
            self._waiting.append(_Waiting(process, told.recipient, person, until_s))
            return told.recipient

    async def frost(self, recipient: str, photo: SealedPhoto) -> FrostedPhoto:
        """The frosted photo, from the process that holds this key; it ends in any case."""
        self._dismiss_late()
        one = next((one for one in self._waiting if one.recipient == recipient), None)
        if one is None:
            raise Conflict("this key for photos is no longer there", "ask for a new one and seal the photo again")
        self._waiting.remove(one)
        try:
            await one.process.order(photo)
            answer = await _answer(one.process, FROST_S)
        finally:
            self._dismiss(one.process)
        if isinstance(answer, FrostedPhoto):
            return answer
        why = answer.why if isinstance(answer, PhotoRefused) else Unusable.FAILED
        raise (EngineError if why is Unusable.FAILED else ConfigError)(*_SAID[why])

    async def close(self) -> None:
        """End every process, and wait."""
        for one in self._waiting:
            self._dismiss(one.process)
        self._waiting.clear()
        await asyncio.gather(*self._ending, return_exceptions=True)

    def _dismiss_late(self) -> None:
        now_s = self._clock.monotonic_s()
        for one in [one for one in self._waiting if one.until_s < now_s]:
            self._waiting.remove(one)
            self._dismiss(one.process)

    def _dismiss(self, process: WorkerProcess) -> None:
        """Killed at once: it has said what it had to say, and holds what nobody else may see."""
        ending = asyncio.create_task(process.end())
        self._ending.add(ending)
        ending.add_done_callback(self._ending.discard)


async def _answer(process: WorkerProcess, within_s: float) -> PhotoAnswer:
    """The next answer, or `EngineError`."""
    try:
        async with asyncio.timeout(within_s):
            kind, length = parse_photo_head(await process.reader.readexactly(ANSWER_HEAD.size))
            return parse_photo_answer(kind, await process.reader.readexactly(length))
    except (TimeoutError, asyncio.IncompleteReadError, PaneError) as error:
        raise EngineError(
            "the process that frosts photos ended, and nothing of the photo was kept",
            "try again; `groundglass doctor` checks this machine",
        ) from error
