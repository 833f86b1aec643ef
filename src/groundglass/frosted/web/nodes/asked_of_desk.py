"""What a node asks its desk on its own account: what a player's ticket opens, and that a session is in use.

Apart from passing.py, where a person asks. Both are remembered for a while, so that the desk is not asked for every
piece of video and every look at a session.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from typing import Final, NoReturn

from pydantic import ValidationError

from groundglass.clock import Clock
from groundglass.errors import DeskAway, EngineError, NotSignedIn
from groundglass.frosted.people.persons import PersonId
from groundglass.frosted.people.tokens import Token, TokenHash
from groundglass.frosted.web.entry import COOKIE
from groundglass.frosted.web.nodes.desk_line import DeskLine, RawHeaders, nothing
from groundglass.frosted.web.nodes.models import CLIENT, PREFIX, SCHEME, TicketTold
from groundglass.frosted.web.tickets import Ticket
from groundglass.pane.ids import CameraId, Instant90k

MAX_REMEMBERED: Final = 5000
TOLD_EVERY_S: Final = 300.0


class TicketsAtDesk:
    """Fulfils `tickets.TicketBook`: the desk gives tickets, and says once what each opens. What it opens never changes
    until it ends; whether its giver may still see the camera is looked up for every request (routes/players.py)."""

    def __init__(self, desk: DeskLine, clock: Clock) -> None:
        self._desk = desk
        self._clock = clock
        self._known: OrderedDict[TokenHash, Ticket] = OrderedDict()

    def give(self, camera: CameraId, person: PersonId | None) -> NoReturn:
        """Never done here: the request for one is passed on."""
        raise EngineError("a web node gives no tickets", "ask the desk")

    async def look(self, untrusted_text: str) -> Ticket:
        """What this ticket opens, or `NotSignedIn`; `DeskAway` for one that is not known here yet."""
        key = Token.parse(untrusted_text).stored()
        ticket = self._known.get(key) or await self._asked(key, untrusted_text)
        if ticket.ends <= self._clock.now_90k():
            self._known.pop(key, None)
            raise NotSignedIn("this address for a player has ended", "copy a new one from the camera's page")
        return ticket

    async def _asked(self, key: TokenHash, text: str) -> Ticket:
        status, answer = await self._desk.told(f"{PREFIX}/tickets", {"ticket": text})
        if status == 401:
            raise NotSignedIn("this address for a player has ended", "copy a new one from the camera's page")
        if status != 200:
            raise DeskAway("the desk could not say what this address opens", "try again in a moment")
        try:
            told = TicketTold.model_validate(answer)
        except ValidationError as error:
            raise DeskAway("the desk said something of a ticket that cannot be read", "look at its version") from error
        person = None if told.person is None else PersonId(told.person)
        ticket = self._known[key] = Ticket(CameraId(told.camera), person, Instant90k(told.ends_90k))
        while len(self._known) > MAX_REMEMBERED:
            self._known.popitem(last=False)
        return ticket


class UsedAtDesk:
    """Fulfils `tokens.UsedElsewhere`: a session or a program that is only used at a node is used at the desk too, once
    in five minutes, so that it does not end while somebody watches. What fails is tried at the next use."""

    def __init__(self, desk: DeskLine, clock: Clock) -> None:
        self._desk = desk
        self._clock = clock
        self._told_s: OrderedDict[TokenHash, float] = OrderedDict()
        self._telling: set[asyncio.Task[None]] = set()

    def session(self, token: Token) -> None:
        """As in `tokens.UsedElsewhere`."""
        self._tell(token.stored(), (b"cookie", f"{COOKIE}={token.reveal()}".encode()))

    def program(self, untrusted_text: str) -> None:
        """As in `tokens.UsedElsewhere`; the text has opened something, so it is a token."""
        key = Token.parse(untrusted_text[-43:]).stored()
        self._tell(key, (b"authorization", f"Bearer {untrusted_text}".encode()))

    async def close(self) -> None:
        """Stop telling."""
        for task in self._telling:
            task.cancel()
        await asyncio.gather(*self._telling, return_exceptions=True)

    def _tell(self, key: TokenHash, shown: tuple[bytes, bytes]) -> None:
        now_s = self._clock.monotonic_s()
        if now_s - self._told_s.get(key, -TOLD_EVERY_S) < TOLD_EVERY_S:
            return
        self._told_s[key] = now_s
        self._told_s.move_to_end(key)
        while len(self._told_s) > MAX_REMEMBERED:
            self._told_s.popitem(last=False)
        task = asyncio.create_task(self._used(key, shown))
        self._telling.add(task)
        task.add_done_callback(self._telling.discard)

    async def _used(self, key: TokenHash, shown: tuple[bytes, bytes]) -> None:
        headers: RawHeaders = [
            (b"host", b"localhost"), shown, (CLIENT.encode(), b"node"), (SCHEME.encode(), b"http"),
        ]  # fmt: skip
        try:
            async with self._desk.asked("GET", "/api/v1/me", headers, nothing()) as answer:
                async for _ in answer.parts():
                    continue
        except (DeskAway, ConnectionError, TimeoutError):
            self._told_s.pop(key, None)
