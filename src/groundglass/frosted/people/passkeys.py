"""Passkeys: WebAuthn, by py_webauthn.

A passkey belongs to one host name and works nowhere else; browsers refuse them on bare addresses such as
127.0.0.1, so those are refused here first, with the way out. Challenges live in memory for five minutes, are
used once, and their number is bounded: the oldest goes first, and its owner tries again.
"""

from __future__ import annotations

import ipaddress
import json
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

import webauthn
from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine
from webauthn.helpers import base64url_to_bytes, parse_client_data_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from groundglass.clock import Clock
from groundglass.errors import ConfigError, Conflict, NotFound, NotSignedIn, TooMany
from groundglass.frosted.people.persons import Person, PersonId, parse_name, read_person
from groundglass.frosted.people.schema import passkey, person, reader_of
from groundglass.frosted.people.tokens import Random

MAX_PER_PERSON: Final = 20
_CHALLENGE_LIFE_S: Final = 300.0
_MAX_CHALLENGES: Final = 1000


@dataclass(frozen=True, slots=True)
class Passkey:
    """One authenticator of a person, as they see it in a list."""

    id: str
    name: str
    created_90k: int


@dataclass(frozen=True, slots=True)
class _Challenge:
    for_person: PersonId | None  # None: to sign in, by whoever holds the key
    ends_s: float


def relying_party(origin: str) -> str:
    """The host name passkeys of this origin belong to, or `ConfigError` where browsers allow none."""
    parts = urlsplit(origin)
    host = parts.hostname or ""
    port = f":{parts.port}" if parts.port else ""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        if host == "localhost" or parts.scheme == "https":
            return host
        raise ConfigError("passkeys need https", "use a password, or put the site behind https") from None
    raise ConfigError(
        "passkeys need a name in the address bar and this is a number",
        f"open {parts.scheme}://localhost{port} on this machine, or use a password",
    )


class Passkeys:
    """The passkey table and the challenges under way. Safe for use by several tasks of one process."""

    def __init__(self, engine: AsyncEngine, clock: Clock, random: Random, site_name: str) -> None:
        self._engine = engine
        self._reader = reader_of(engine)
        self._clock = clock
        self._random = random
        self._site_name = site_name
        self._challenges: OrderedDict[bytes, _Challenge] = OrderedDict()

    async def list(self, who: PersonId) -> list[Passkey]:
        """A person's passkeys, oldest first."""
        theirs = select(passkey).where(passkey.c.person == who).order_by(passkey.c.created_90k, passkey.c.id)
        async with self._reader.connect() as connection:
            return [Passkey(row.id, row.name, row.created_90k) for row in await connection.execute(theirs)]

    async def registration_options(self, who: Person, origin: str) -> dict[str, Any]:
        """What `navigator.credentials.create` is to be given, as JSON."""
        theirs = select(passkey.c.credential).where(passkey.c.person == who.id)
        async with self._reader.connect() as connection:
            known = list((await connection.execute(theirs)).scalars())
        if len(known) >= MAX_PER_PERSON:
            raise TooMany(f"a person has at most {MAX_PER_PERSON} passkeys", "remove one that is not used")
        options = webauthn.generate_registration_options(
            rp_id=relying_party(origin),
            rp_name=self._site_name,
            user_id=bytes.fromhex(who.id),
            user_name=who.name or "administrator",
            challenge=self._challenge(who.id),
            exclude_credentials=[PublicKeyCredentialDescriptor(id=credential) for credential in known],
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED,
                user_verification=UserVerificationRequirement.PREFERRED,
            ),
        )
        return _as_json(options)

    async def register(self, who: Person, origin: str, name: str, untrusted: dict[str, Any]) -> Passkey:
        """Keep a new passkey, or `NotSignedIn` when what the browser answered does not hold."""
        challenge = self._take(untrusted, who.id)
        try:
            made = webauthn.verify_registration_response(
                credential=untrusted,
                expected_challenge=challenge,
                expected_rp_id=relying_party(origin),
                expected_origin=origin,
            )
        except WebAuthnException as error:
            raise _unproven() from error
        added = Passkey(self._random(8).hex(), parse_name(name), self._clock.now_90k())
        row = insert(passkey).values(
            id=added.id,
            person=who.id,
            credential=made.credential_id,
            public_key=made.credential_public_key,
            sign_count=made.sign_count,
            name=added.name,
            created_90k=added.created_90k,
        )
        try:
            async with self._engine.begin() as connection:
                await connection.execute(row)
        except IntegrityError as error:
            raise Conflict("this passkey is known here already") from error
        return added

    async def remove(self, who: PersonId, which: str) -> None:
        """Forget one of a person's own passkeys, or `NotFound`."""
        mine = delete(passkey).where(passkey.c.person == who, passkey.c.id == which)
        async with self._engine.begin() as connection:
            if (await connection.execute(mine)).rowcount == 0:
                raise NotFound("this passkey is not there")

    def sign_in_options(self, origin: str) -> dict[str, Any]:
        """What `navigator.credentials.get` is to be given, as JSON. Says nothing about who exists."""
        return _as_json(
            webauthn.generate_authentication_options(rp_id=relying_party(origin), challenge=self._challenge(None))
        )

    async def prove(self, origin: str, untrusted: dict[str, Any]) -> Person:
        """The person whose passkey answered, or `NotSignedIn`.

        1. The challenge is one of ours, for signing in, unused and not old; it is used now.
        2. The credential is known.
        3. The signature, the origin, the host name and the counter hold.
        4. The counter is stored.
        """
        challenge = self._take(untrusted, None)  # 1
        try:
            credential = base64url_to_bytes(str(untrusted.get("rawId", "")))
        except ValueError as error:
            raise _unproven() from error
        theirs = (
            select(person, passkey.c.public_key, passkey.c.sign_count)
            .join(passkey, passkey.c.person == person.c.id)
            .where(passkey.c.credential == credential)
        )
        async with self._reader.connect() as connection:
            row = (await connection.execute(theirs)).one_or_none()
        if row is None:  # 2
            raise NotSignedIn("this passkey is not known here", "sign in another way and add it again")
        try:
            proof = webauthn.verify_authentication_response(  # 3
                credential=untrusted,
                expected_challenge=challenge,
                expected_rp_id=relying_party(origin),
                expected_origin=origin,
                credential_public_key=row.public_key,
                credential_current_sign_count=row.sign_count,
            )
        except WebAuthnException as error:
            raise _unproven() from error
        count = update(passkey).where(passkey.c.credential == credential)
        async with self._engine.begin() as connection:  # 4
            await connection.execute(count.values(sign_count=proof.new_sign_count))
        return read_person(row)

    def _challenge(self, for_person: PersonId | None) -> bytes:
        challenge = self._random(32)
        self._challenges[challenge] = _Challenge(for_person, self._clock.monotonic_s() + _CHALLENGE_LIFE_S)
        while len(self._challenges) > _MAX_CHALLENGES:
            self._challenges.popitem(last=False)
        return challenge

    def _take(self, untrusted: dict[str, Any], for_person: PersonId | None) -> bytes:
        try:
            answered = base64url_to_bytes(str(untrusted["response"]["clientDataJSON"]))
            challenge = parse_client_data_json(answered).challenge
        except (WebAuthnException, KeyError, TypeError, ValueError) as error:
            raise _unproven() from error
        kept = self._challenges.pop(challenge, None)
        if kept is None or kept.for_person != for_person or kept.ends_s < self._clock.monotonic_s():
            raise _unproven()
        return challenge


def _as_json(options: Any) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(webauthn.options_to_json(options))
    return parsed


def _unproven() -> NotSignedIn:
    return NotSignedIn("the passkey's answer does not hold", "try again, or sign in another way")
