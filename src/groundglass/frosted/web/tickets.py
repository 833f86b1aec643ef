"""Tickets for players that cannot sign in: one camera, only to look, twelve hours.

A player such as VLC is given an address and nothing else, so the address itself must open. Addresses end up in
histories and logs; that is acceptable here because a ticket opens frosted pictures of one camera, ends by itself,
and opens nothing else. Tickets live in memory, as hashes, and end with the server.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import Final, Protocol

from groundglass.clock import TICKS_PER_S, Clock
from groundglass.errors import NotSignedIn
from groundglass.frosted.people.persons import PersonId
from groundglass.frosted.people.tokens import Random, Token, TokenHash
from groundglass.pane.ids import CameraId, Instant90k

LIFE_S: Final = 12 * 3600
MAX_TICKETS: Final = 1000


@dataclass(frozen=True, slots=True)
class Ticket:
    """What one ticket opens, who asked for it, and until when. `person` is None for a program."""

    camera: CameraId
    person: PersonId | None
    ends: Instant90k


class TicketBook(Protocol):
    """Where tickets are made and looked up."""

    def give(self, camera: CameraId, person: PersonId | None) -> tuple[Token, Ticket]:
        """A new ticket."""

    async def look(self, untrusted_text: str) -> Ticket:
        """What this ticket opens, or `NotSignedIn`."""


class Tickets:
    """All tickets. Beyond the bound the oldest ends early. Belongs to the event loop's thread."""

    def __init__(self, clock: Clock, random: Random) -> None:
        self._clock = clock
        self._random = random
        self._tickets: OrderedDict[TokenHash, Ticket] = OrderedDict()

    def give(self, camera: CameraId, person: PersonId | None) -> tuple[Token, Ticket]:
        """A new ticket."""
        token = Token.make(self._random)
        ticket = Ticket(camera, person, Instant90k(self._clock.now_90k() + LIFE_S * TICKS_PER_S))
        self._tickets[token.stored()] = ticket
        while len(self._tickets) > MAX_TICKETS:
            self._tickets.popitem(last=False)
        return token, ticket

    async def look(self, untrusted_text: str) -> Ticket:
        """What this ticket opens, or `NotSignedIn`."""
        key = Token.parse(untrusted_text).stored()
        ticket = self._tickets.get(key)
        if ticket is None or ticket.ends <= self._clock.now_90k():
            self._tickets.pop(key, None)
            raise NotSignedIn("this address for a player has ended", "copy a new one from the camera's page")
        return ticket
