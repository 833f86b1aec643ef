"""The doors of the house: a one-time link, a password, a passkey, a recovery code.

Each is a numbered procedure, and each counts failures before it looks at anything, so that being wrong often
is slow for whoever is guessing and for nobody else. None of them says whether a name exists.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from groundglass.clock import Clock
from groundglass.errors import NotSignedIn
from groundglass.frosted.people.attempts import Attempts
from groundglass.frosted.people.links import Links
from groundglass.frosted.people.passkeys import Passkeys
from groundglass.frosted.people.passwords import Passwords
from groundglass.frosted.people.persons import Person, PersonId, Persons, name_key
from groundglass.frosted.people.recovery import Recovery
from groundglass.frosted.people.tokens import Token


class SignIn:
    """Proves who somebody is. `client` is the network address they come from, for counting only."""

    def __init__(
        self,
        clock: Clock,
        persons: Persons,
        passwords: Passwords,
        passkeys: Passkeys,
        links: Links,
        recovery: Recovery,
    ) -> None:
        self._persons = persons
        self._passwords = passwords
        self._passkeys = passkeys
        self._links = links
        self._recovery = recovery
        # Whoever guesses at one person from one place is stopped first, so that a stranger elsewhere cannot
        # keep that person out; many places together are stopped later.
        self._by_both = Attempts(clock, limit=5, forgive_s=60)
        self._by_client = Attempts(clock, limit=30, forgive_s=20)
        self._by_name = Attempts(clock, limit=200, forgive_s=20)

    async def by_link(self, untrusted_token: str, client: str) -> Person:
        """Who holds this link, or `NotSignedIn`, or `TooMany`.

        1. This client has not failed too often.
        2. The link is redeemed, once (see links.py).
        3. A failure is counted; a success is not, since a link says nothing about guessing.
        """
        self._by_client.check(client)  # 1
        try:
            return await self._links.redeem(Token.parse(untrusted_token))  # 2
        except NotSignedIn:
            self._by_client.failed(client)  # 3
            raise

    async def by_password(self, untrusted_name: str, untrusted_password: str, client: str) -> Person:
        """Who has this name and password, or `NotSignedIn`, or `TooMany`.

        1. Neither this client, nor this name, nor both together have failed too often.
        2. The failure is counted now, so that guesses sent at once do not all pass 1.
        3. The password is checked, in the same time whether or not the name exists.
        4. A success takes the failures back.
        """
        counters = self._counted(untrusted_name, client)  # 1, 2
        person, password_hash = await self._persons.find(untrusted_name)
        fits = await self._passwords.verify(password_hash, untrusted_password)  # 3
        if person is None or not fits:
            raise NotSignedIn("the name or the password is wrong", "check both and try again")
        for counter, key in counters:
            counter.succeeded(key)  # 4
        return person

    async def by_recovery(self, untrusted_name: str, untrusted_code: str, client: str) -> Person:
        """Whose recovery code this is, or `NotSignedIn`, or `TooMany`. The code is used up.

        1. and 2. As for a password, with the same counters.
        3. The code is looked up and deleted in one step; a name that is not known is looked up all the same.
        4. A success takes the failures back.
        """
        counters = self._counted(untrusted_name, client)  # 1, 2
        person, _ = await self._persons.find(untrusted_name)
        fits = await self._recovery.use(person.id if person else PersonId(""), untrusted_code)  # 3
        if person is None or not fits:
            raise NotSignedIn("the name or the recovery code is wrong, or the code was used", "each code opens once")
        for counter, key in counters:
            counter.succeeded(key)  # 4
        return person

    @contextmanager
    def counted(self, client: str) -> Iterator[None]:
        """For a proof that is made elsewhere: `TooMany` where this client has failed too often; a failure is
        counted."""
        self._by_client.check(client)
        try:
            yield
        except NotSignedIn:
            self._by_client.failed(client)
            raise

    def _counted(self, untrusted_name: str, client: str) -> tuple[tuple[Attempts, str], ...]:
        """1. Neither this client, nor this name, nor both together have failed too often. 2. A failure is counted now,
        so that guesses sent at once do not all pass 1."""
        name = name_key(untrusted_name[:200])
        counters = ((self._by_client, client), (self._by_name, name), (self._by_both, f"{client} {name}"))
        for counter, key in counters:
            counter.check(key)  # 1
        for counter, key in counters:
            counter.failed(key)  # 2
        return counters

    async def by_passkey(self, origin: str, untrusted_answer: dict[str, Any], client: str) -> Person:
        """Whose passkey answered, or `NotSignedIn`, or `TooMany`.

        1. This client has not failed too often.
        2. The answer is proven (see passkeys.py).
        3. A failure is counted.
        """
        self._by_client.check(client)  # 1
        try:
            return await self._passkeys.prove(origin, untrusted_answer)  # 2
        except NotSignedIn:
            self._by_client.failed(client)  # 3
            raise
