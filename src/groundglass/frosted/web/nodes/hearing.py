"""What the desk tells a node, told on to each of its browsers as far as it is theirs to know.

The feed (feed.py) comes once per node; here it becomes the same messages a browser would hear from the desk itself.
What is known of the cameras stays when the desk is away, so that whoever opens a page then sees how it last was, and
`{"type":"desk","here":false}` tells everybody that changes wait. Belongs to the event loop's thread.

An event reaches a browser once: numbers rise, the feed goes on after the last number that was heard here, and what is
not above it is not told again. A browser that is slow gets fewer and newer states of cameras; of events it loses the
oldest, and the list of events has them all.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections import deque
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any, Final

from websockets.exceptions import ConnectionClosed

from groundglass.clock import TICKS_PER_S, Clock
from groundglass.errors import DeskAway, GroundglassError, PaneError
from groundglass.frosted.people.roles import Right
from groundglass.frosted.relay.secret import AnySecret
from groundglass.frosted.web.entry import Visitor
from groundglass.frosted.web.nodes.sockets import MAX_TEXT_BYTES, desk_socket

AGAIN_S: Final = 1.0
MOST_TOLD: Final = 500
_APART_90K: Final = 60 * TICKS_PER_S  # how far the clocks of node and desk may differ; an incident is told twice rather

_logger: Final = logging.getLogger(__name__)


def written(message: dict[str, Any]) -> str:
    """A message as text, as short as JSON allows."""
    return json.dumps(message, separators=(",", ":"))


class Browser:
    """One browser's socket. Iterate it: each step gives all messages that wait, oldest first."""

    def __init__(self, who: Visitor) -> None:
        self.who: Final = who
        self._cameras: dict[str, str] = {}
        self._told: deque[str] = deque(maxlen=MOST_TOLD)
        self._woken = asyncio.Event()

    def offer_camera(self, camera: str, text: str) -> None:
        """How a camera is now; takes the place of what was not sent yet."""
        self._cameras[camera] = text
        self._woken.set()

    def offer(self, text: str) -> None:
        """Something that happened. Never waits."""
        self._told.append(text)
        self._woken.set()

    def forget_cameras(self) -> None:
        """All of them are told anew."""
        self._cameras.clear()

    def __aiter__(self) -> AsyncIterator[tuple[str, ...]]:
        return self

    async def __anext__(self) -> tuple[str, ...]:
        await self._woken.wait()
        self._woken.clear()
        messages = (*self._told, *self._cameras.values())
        self._told.clear()
        self._cameras.clear()
        return messages


class Hearing:
    """`run` until cancelled. `is_desk_here` after the first news, until the line is lost."""

    def __init__(self, address: str, secret: AnySecret, clock: Clock) -> None:
        self.is_desk_here = False
        self.has_heard = False
        self.site_name = "Groundglass"
        self._address = address
        self._secret = secret
        self._clock = clock
        self._cameras: dict[str, str] = {}
        self._newest: int | None = None
        self._heard_90k = 0
        self._browsers: set[Browser] = set()

    @contextmanager
    def listen(self, who: Visitor) -> Iterator[Browser]:
        """Tell this browser, from now on. It first hears all cameras, and whether the desk is away."""
        browser = Browser(who)
        browser.offer(self.cameras_for(who))
        if not self.is_desk_here:
            browser.offer(_desk(here=False))
        self._browsers.add(browser)
        try:
            yield browser
        finally:
            self._browsers.discard(browser)

    def cameras_for(self, who: Visitor) -> str:
        """All cameras that exist for somebody, as last heard: one message."""
        theirs = (text for camera, text in self._cameras.items() if who.may_see(camera))
        return f'{{"type":"cameras","cameras":[{",".join(theirs)}]}}'

    def camera(self, camera: str) -> str | None:
        """One camera as last heard, as JSON."""
        return self._cameras.get(camera)

    def presume(self, cameras: list[dict[str, Any]]) -> None:
        """What somebody else knows of the cameras, until the desk is heard for the first time."""
        if not self.has_heard:
            self._cameras = {str(camera["id"]): written(camera) for camera in cameras}

    async def run(self) -> None:
        """Hear the desk, and try again when it is gone."""
        while True:
            try:
                await self._hear()
            except (GroundglassError, ConnectionClosed, ValueError, KeyError, TypeError) as error:
                if not isinstance(error, DeskAway | ConnectionClosed):
                    _logger.warning("the desk told something that cannot be read: %s", type(error).__name__)
            finally:
                if self.is_desk_here:
                    self.is_desk_here = False
                    self._tell_all(_desk(here=False))
            await self._clock.sleep(AGAIN_S)

    async def _hear(self) -> None:
        asked = "" if self._newest is None else f"?after={self._newest}&since={max(0, self._heard_90k - _APART_90K)}"
        async with desk_socket(self._address, self._secret, f"/feed{asked}", MAX_TEXT_BYTES) as socket:
            async for untrusted_text in socket:
                self.take(json.loads(untrusted_text))
                self._heard_90k = self._clock.now_90k()

    def take(self, untrusted: dict[str, Any]) -> None:
        """One message of the desk. `PaneError`, `KeyError`, `ValueError` or `TypeError` for what is none."""
        match untrusted["type"]:
            case "site":
                self.site_name = str(untrusted["name"])[:200]
                self._newest = int(untrusted["newest"]) if self._newest is None else self._newest
            case "cameras":
                self._take_all(untrusted["cameras"])
            case "camera":
                self._take_camera(untrusted["camera"])
            case "removed":
                camera = str(untrusted["id"])
                self._cameras.pop(camera, None)
                self._tell_of_camera(camera, written({"type": "removed", "id": camera}))
            case "event":
                self._take_event(untrusted["event"])
            case "incident":
                self._take_incident(untrusted["incident"])
            case _:
                raise PaneError("the desk speaks of something new")  # it is a version ahead by more than one

    def _take_all(self, cameras: list[dict[str, Any]]) -> None:
        self._cameras = {str(camera["id"]): written(camera) for camera in cameras}
        was_away, self.is_desk_here = not self.is_desk_here, True
        self.has_heard = True
        for browser in self._browsers:
            browser.forget_cameras()
            browser.offer(self.cameras_for(browser.who))
        if was_away:
            self._tell_all(_desk(here=True))

    def _take_camera(self, told: dict[str, Any]) -> None:
        camera = str(told["id"])
        self._cameras[camera] = written(told)
        self._tell_of_camera(camera, written({"type": "camera", "camera": told}))

    def _take_event(self, event: dict[str, Any]) -> None:
        number = int(event["id"])
        if self._newest is not None and number <= self._newest:
            return
        self._newest = number
        text = written({"type": "event", "event": event})
        for browser in self._browsers:
            if browser.who.may_see(event["camera"]):
                browser.offer(text)

    def _take_incident(self, line: dict[str, Any]) -> None:
        text = written({"type": "incident", "incident": line})
        for browser in self._browsers:
            if browser.who.standing.may(Right.INCIDENTS, line["camera"]):
                browser.offer(text)

    def _tell_of_camera(self, camera: str, text: str) -> None:
        for browser in self._browsers:
            if browser.who.may_see(camera):
                browser.offer_camera(camera, text)

    def _tell_all(self, text: str) -> None:
        for browser in self._browsers:
            browser.offer(text)


def _desk(*, here: bool) -> str:
    return written({"type": "desk", "here": here})
