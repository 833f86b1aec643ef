"""Trying a camera's address: what `camera test` and the console's "Test" button do.

A worker of its own, for at most 15 s, which ends at the first picture or the first refusal. Apart from the keeper
because nothing of a probe is kept: no recording, no place, no state on the board.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from groundglass.engine.launch import WorkerProcess, launch
from groundglass.errors import PaneError
from groundglass.frosted.cameras import Probe
from groundglass.frosted.intake import read_messages
from groundglass.pane.ids import CameraId
from groundglass.pane.pictures import FrostedSample
from groundglass.pane.settings import SecretAddress, Transport, WorkerSettings
from groundglass.pane.status import CameraState, Cause, SourceFacts, WorkerStatus
from groundglass.pane.trust import TrustOrder

LONGEST_S: Final = 15.0

_PROBED: Final = CameraId("probe")
_OPEN_ENDED: Final = frozenset({CameraState.CONNECTING, CameraState.LIVE})


async def probe(
    address: SecretAddress,
    transport: Transport,
    trust: TrustOrder | None = None,
    *,
    longest_s: float = LONGEST_S,
    start: Callable[[WorkerSettings], Awaitable[WorkerProcess]] = launch,
) -> Probe:
    """Try the address. Always answers; `EngineError` only when no worker can be started at all."""
    worker = await start(
        WorkerSettings(camera=_PROBED, address=address, transport=transport, thumbnails=False, loop=True, trust=trust)
    )
    heard = _Heard()
    try:
        await asyncio.wait_for(heard.listen(worker.reader), longest_s)
    except TimeoutError:
        heard.give_up()
    except PaneError:
        heard.state, heard.cause = CameraState.FAULT, Cause.WORKER_CRASHED
    finally:
        await worker.end()
    return Probe(heard.state, heard.cause, heard.facts)


class _Heard:
    """What the worker has said so far. Ends listening as soon as the answer is known."""

    def __init__(self) -> None:
        self.state = CameraState.CONNECTING
        self.cause = Cause.FIRST_ATTEMPT
        self.facts: SourceFacts | None = None

    async def listen(self, reader: asyncio.StreamReader) -> None:
        async for message in read_messages(reader):
            match message:
                case SourceFacts():
                    self.facts = message
                case FrostedSample() if self.facts is not None:
                    self.state, self.cause = CameraState.LIVE, Cause.NONE
                    return
                case WorkerStatus(_, state, cause, _):
                    self.state, self.cause = state, cause
                    if state not in _OPEN_ENDED:
                        return
                case _:
                    pass  # Pictures and figures of a probe are of no interest, and are dropped here.
        self.state, self.cause = CameraState.FAULT, Cause.WORKER_CRASHED

    def give_up(self) -> None:
        """Time is over: say what was missing."""
        self.state = CameraState.LOST
        self.cause = Cause.NO_PICTURES if self.facts is not None else Cause.TIMED_OUT
