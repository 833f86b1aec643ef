"""How a custodian enters: by opening a challenge with their key. No account, no password, nothing on disk.

To let a custodian in:

1. A visitor names a recipient. 41 bytes with 32 random ones in them are sealed to it, whoever it is: the answer for a
   recipient that is no custodian's looks the same, so that nobody can ask who the custodians are.
2. Who returns the SHA-256 of those bytes within five minutes, once, holds the identity.
3. If the recipient is an active custodian's, a token for half an hour is given: to see requests, to fetch this
   custodian's own slots, to approve and to refuse. To nothing else.

Challenges and tokens live in memory, bounded, and end with the server.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

import pyrage

from groundglass.clock import TICKS_PER_S, Clock
from groundglass.custody.entry import RANDOM_BYTES, challenge_content, is_answer
from groundglass.custody.slots import parse_recipient
from groundglass.errors import NotSignedIn
from groundglass.frosted.custody.settings import Custodian, CustodyBook
from groundglass.frosted.people.attempts import Attempts
from groundglass.frosted.people.tokens import Random, Token, TokenHash
from groundglass.frosted.record.recordkeeper import Recordkeeper
from groundglass.pane.ids import Instant90k

CHALLENGE_LIFE_S: Final = 300
TOKEN_LIFE_S: Final = 1800
MAX_CHALLENGES: Final = 500
MAX_TOKENS: Final = 500


@dataclass(frozen=True, slots=True)
class _Challenge:
    recipient: str
    content: bytes
    ends: Instant90k


@dataclass(frozen=True, slots=True)
class Entered:
    """A custodian who is in, until when."""

    custodian: Custodian
    ends: Instant90k


class Entrance:
    """All challenges and tokens. Belongs to the event loop's thread."""

    def __init__(self, book: CustodyBook, record: Recordkeeper, clock: Clock, random: Random) -> None:
        self._book = book
        self._record = record
        self._clock = clock
        self._random = random
        self._challenges: OrderedDict[str, _Challenge] = OrderedDict()
        self._tokens: OrderedDict[TokenHash, Entered] = OrderedDict()
        # Sealing costs a millisecond of a core, so asking is bounded per address as well as answering wrongly.
        self._asked = Attempts(clock, limit=30, forgive_s=4.0)
        self._failed = Attempts(clock, limit=10, forgive_s=30.0)

    async def challenge(self, untrusted_recipient: str, client: str) -> tuple[str, bytes]:
        """Step 1: the challenge's id and the age file. `CustodyError` when the recipient is not one at all."""
        self._asked.check(client)
        self._asked.failed(client)
        recipient = parse_recipient(untrusted_recipient)
        content = challenge_content(self._random(RANDOM_BYTES))
        sealed = bytes(await asyncio.to_thread(pyrage.encrypt, content, [recipient]))
        id = self._random(16).hex()
        self._challenges[id] = _Challenge(untrusted_recipient.strip(), content, self._after(CHALLENGE_LIFE_S))
        while len(self._challenges) > MAX_CHALLENGES:
            self._challenges.popitem(last=False)
        return id, sealed

    async def enter(self, untrusted_challenge: str, untrusted_answer: bytes, client: str) -> tuple[Token, Entered]:
        """Steps 2 and 3, or `NotSignedIn`. A challenge is spent by the first answer, right or wrong."""
        self._failed.check(client)
        asked = self._challenges.pop(untrusted_challenge, None)
        is_right = (
            asked is not None and asked.ends > self._clock.now_90k() and is_answer(asked.content, untrusted_answer)
        )
        custodian = await self._active(asked.recipient) if asked is not None and is_right else None
        if custodian is None:
            self._failed.failed(client)
            self._record.note("custodian.refused")
            raise NotSignedIn(
                "this key does not open the site to you",
                "use the identity whose recipient the site lists among its active custodians",
            )
        await self._record.enter("custodian.entered", custodian=custodian.id)
        token = Token.make(self._random)
        entered = Entered(custodian, self._after(TOKEN_LIFE_S))
        self._tokens[token.stored()] = entered
        while len(self._tokens) > MAX_TOKENS:
            self._tokens.popitem(last=False)
        return token, entered

    async def who(self, token: Token) -> Entered:
        """Who holds this token now, or `NotSignedIn`. A custodian who was retired meanwhile is out at once."""
        entered = self._tokens.get(token.stored())
        if entered is None or entered.ends <= self._clock.now_90k():
            self._tokens.pop(token.stored(), None)
            raise NotSignedIn("this entry has ended", "enter with your key again")
        if await self._active(entered.custodian.recipient) is None:
            self._tokens.pop(token.stored(), None)
            raise NotSignedIn("you are no longer a custodian of this site")
        return entered

    async def _active(self, recipient: str) -> Custodian | None:
        settings = await self._book.get()
        return next((one for one in settings.active if one.recipient == recipient), None)

    def _after(self, seconds: float) -> Instant90k:
        return Instant90k(self._clock.now_90k() + round(seconds * TICKS_PER_S))
