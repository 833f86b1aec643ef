"""Web Push to a responder's browser: who is subscribed, and what a message is (RFC 8030, 8291, 8292).

A message says that there is a task or a word about one, and of which incident; the page fetches the rest. It is
encrypted for the browser, so the push service in between learns that something was sent, when, and how long it is. Only
what a person sent is pushed: tasks, their recall, and messages from the desk.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

import sqlalchemy as sa
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy.ext.asyncio import AsyncEngine

from groundglass.clock import TICKS_PER_S, Clock
from groundglass.errors import ConfigError, NotFound
from groundglass.frosted.outbound.outbox import Failed, Message, Sent
from groundglass.frosted.outbound.schema import push_subscription as table
from groundglass.frosted.outbound.wire import ReachPolicy, Trust, posted
from groundglass.frosted.store.sitekey import SiteKey

MAX_PER_PERSON: Final = 10
TTL_S: Final = 3600
VALID_S: Final = 12 * 3600
RECORD_BYTES: Final = 4096
MAX_BODY_BYTES: Final = 3000
_GONE: Final = ("answered 404", "answered 410")


@dataclass(frozen=True, slots=True)
class Subscription:
    """One browser of one person. The endpoint is the push service's address for it; keys are the browser's."""

    id: str
    person: str
    endpoint: str
    p256dh: bytes
    auth: bytes

    def __repr__(self) -> str:
        return f"<Subscription {self.id}>"


class Subscriptions:
    """The table of subscriptions; endpoint and keys sealed."""

    def __init__(
        self, engine: AsyncEngine, key: SiteKey, clock: Clock, random: Callable[[int], bytes] = secrets.token_bytes
    ) -> None:
        self._engine = engine
        self._reader = engine.execution_options(groundglass_reads=True)
        self._key = key
        self._clock = clock
        self._random = random

    async def add(self, person: str, endpoint: str, p256dh: str, auth: str) -> Subscription:
        """Subscribe a browser; a person's oldest beyond ten is forgotten. `ConfigError` for what is none."""
        made = Subscription(self._random(8).hex(), person, endpoint, *_checked(endpoint, p256dh, auth))
        secret = json.dumps({"endpoint": endpoint, "p256dh": made.p256dh.hex(), "auth": made.auth.hex()})
        newest = sa.select(table.c.id).where(table.c.person == person).order_by(table.c.created_90k.desc())
        async with self._engine.begin() as connection:
            await connection.execute(
                sa.insert(table).values(
                    id=made.id,
                    person=person,
                    sealed=self._key.seal(secret.encode(), purpose=f"push {made.id}"),
                    created_90k=self._clock.now_90k(),
                )
            )
            keep = newest.limit(MAX_PER_PERSON)
            await connection.execute(sa.delete(table).where(table.c.person == person, table.c.id.not_in(keep)))
        return made

    async def of(self, person: str) -> tuple[Subscription, ...]:
        """A person's browsers."""
        async with self._reader.connect() as connection:
            rows = await connection.execute(sa.select(table).where(table.c.person == person).order_by(table.c.id))
            return tuple(self._read(row) for row in rows)

    async def get(self, which: str) -> Subscription:
        """One, or `NotFound`."""
        async with self._reader.connect() as connection:
            row = (await connection.execute(sa.select(table).where(table.c.id == which))).one_or_none()
        if row is None:
            raise NotFound("this browser is not subscribed")
        return self._read(row)

    async def remove(self, which: str, person: str | None = None) -> None:
        """Forget a browser; only the person's own where one is named. `NotFound` when it is not there."""
        change = sa.delete(table).where(table.c.id == which)
        if person is not None:
            change = change.where(table.c.person == person)
        async with self._engine.begin() as connection:
            if (await connection.execute(change)).rowcount == 0:
                raise NotFound("this browser is not subscribed")

    def _read(self, row: sa.Row[Any]) -> Subscription:
        kept = json.loads(self._key.unseal(row.sealed, purpose=f"push {row.id}"))
        return Subscription(
            row.id, row.person, kept["endpoint"], bytes.fromhex(kept["p256dh"]), bytes.fromhex(kept["auth"])
        )


class PushKey:
    """The site's own key for Web Push (VAPID): what a browser ties its subscription to. Silent in every repr."""

    def __init__(self, secret: bytes) -> None:
        self._key = ec.derive_private_key(int.from_bytes(secret, "big"), ec.SECP256R1())

    def __repr__(self) -> str:
        return "<PushKey>"

    @staticmethod
    def make() -> bytes:
        """A new one's secret: 32 bytes."""
        return ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value.to_bytes(32, "big")

    @property
    def public(self) -> bytes:
        """What browsers are given: 65 bytes."""
        return point(self._key.public_key())

    def authorization(self, endpoint: str, contact: str, now_90k: int) -> str:
        """The header that shows a push service who sends (RFC 8292)."""
        parts = urlsplit(endpoint)
        claims = {"aud": f"{parts.scheme}://{parts.netloc}", "exp": now_90k // TICKS_PER_S + VALID_S, "sub": contact}
        head = base64url(json.dumps({"typ": "JWT", "alg": "ES256"}).encode())
        signed = f"{head}.{base64url(json.dumps(claims).encode())}"
        r, s = decode_dss_signature(self._key.sign(signed.encode(), ec.ECDSA(hashes.SHA256())))
        token = f"{signed}.{base64url(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"
        return f"vapid t={token}, k={base64url(self.public)}"


class PushSender:
    """Sends what waits for the browsers of responders."""

    def __init__(
        self,
        subscriptions: Subscriptions,
        key: Callable[[], Awaitable[PushKey]],
        clock: Clock,
        *,
        contact: str,
        policy: ReachPolicy,
        trust: Trust,
    ) -> None:
        self._subscriptions = subscriptions
        self._key = key
        self._clock = clock
        self._contact = contact
        self._policy = policy
        self._trust = trust

    async def send(self, messages: Sequence[Message]) -> list[Sent | Failed]:
        """One after another."""
        return [await self._one(message) for message in messages]

    async def tick(self) -> None:
        """Nothing to keep alive."""

    async def close(self) -> None:
        """Nothing is held."""

    async def _one(self, message: Message) -> Sent | Failed:
        which = str(dict(message.notice.values).get("subscription", ""))
        try:
            to = await self._subscriptions.get(which)
        except NotFound:
            return Failed("the browser is no longer subscribed", is_final=True)
        notice, key = message.notice, await self._key()
        told = {
            "incident": notice.incident,
            "title": notice.title,
            "change": notice.change,
            "exercise": notice.is_exercise,
        }
        headers = {
            "Content-Type": "application/octet-stream",
            "Content-Encoding": "aes128gcm",
            "TTL": str(TTL_S),
            "Urgency": "high",
            "Topic": base64url(hashlib.sha256(message.key.encode()).digest())[:32],
            "Authorization": key.authorization(to.endpoint, self._contact, self._clock.now_90k()),
        }
        body = encrypted(json.dumps(told).encode(), to.p256dh, to.auth, secrets.token_bytes(16), _ephemeral())
        answer = await posted(to.endpoint, body, headers, self._policy, self._trust)
        if isinstance(answer, Failed) and answer.why.endswith(_GONE):
            await self._subscriptions.remove(to.id)
            return Failed("the browser has withdrawn its subscription", is_final=True)
        return answer


def encrypted(body: bytes, p256dh: bytes, auth: bytes, salt: bytes, ephemeral: ec.EllipticCurvePrivateKey) -> bytes:
    """One record of aes128gcm for a browser (RFC 8291, section 3.4; RFC 8188).

    `body` at most 3000 bytes; `p256dh` 65, `auth` and `salt` 16 bytes.
    """
    if len(body) > MAX_BODY_BYTES:
        raise ConfigError(f"a push message has at most {MAX_BODY_BYTES} bytes")
    browser = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), p256dh)
    ours = point(ephemeral.public_key())
    shared = ephemeral.exchange(ec.ECDH(), browser)
    secret = _derived(shared, auth, b"WebPush: info\0" + p256dh + ours, 32)
    content_key = _derived(secret, salt, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derived(secret, salt, b"Content-Encoding: nonce\0", 12)
    head = salt + RECORD_BYTES.to_bytes(4, "big") + bytes([len(ours)]) + ours
    return head + AESGCM(content_key).encrypt(nonce, body + b"\x02", None)


def point(key: ec.EllipticCurvePublicKey) -> bytes:
    """A public key as 65 bytes."""
    return key.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)


def base64url(body: bytes) -> str:
    """Without padding."""
    return base64.urlsafe_b64encode(body).decode().rstrip("=")


def _derived(secret: bytes, salt: bytes, info: bytes, length_bytes: int) -> bytes:
    return HKDF(hashes.SHA256(), length_bytes, salt, info).derive(secret)


def _ephemeral() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def _checked(endpoint: str, p256dh: str, auth: str) -> tuple[bytes, bytes]:
    try:
        parts = urlsplit(endpoint)
        fits = parts.scheme == "https" and bool(parts.hostname) and parts.username is None and parts.port != 0
        key, secret = _decoded(p256dh), _decoded(auth)
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), key)
    except ValueError as error:
        raise ConfigError("this is no subscription of a browser") from error
    if not fits or len(endpoint) > 2000 or not endpoint.isascii() or any(c.isspace() for c in endpoint):
        raise ConfigError("this is no address of a push service")
    if len(key) != 65 or len(secret) != 16:
        raise ConfigError("this is no subscription of a browser")
    return key, secret


def _decoded(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
