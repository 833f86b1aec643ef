"""Where things are said: the channels a site set up, each with what it wants to hear.

Settings are one JSON value and secrets another, sealed like camera addresses. What people enter is checked here once,
by the kind's own list of fields; whether an address may be talked to is judged again at every connection (wire.py).
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Final
from urllib.parse import urlsplit

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from groundglass.clock import Clock
from groundglass.errors import ConfigError, Conflict, NotFound
from groundglass.frosted.events.reports import parse_inputs
from groundglass.frosted.incidents.acts import parse_title
from groundglass.frosted.incidents.levels import Level, rank
from groundglass.frosted.outbound.notice import Notice
from groundglass.frosted.outbound.schema import channel as table
from groundglass.frosted.outbound.schema import message
from groundglass.frosted.store.sitekey import SiteKey

MAX_CHANNELS: Final = 50
MAX_VALUE: Final = 16_384
_HOST: Final = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.\-]{0,251}[A-Za-z0-9])?|\[?[0-9A-Fa-f:.]{2,45}\]?")
_TOPIC: Final = re.compile(r"[A-Za-z0-9_\-]+(/[A-Za-z0-9_\-]+)*")
_ADDRESS: Final = re.compile(r"[^\s@<>,;:\"()\[\]\\]{1,64}@[A-Za-z0-9]([A-Za-z0-9.\-]{0,251}[A-Za-z0-9])?")


class ChannelKind(StrEnum):
    """How it is said."""

    WEBHOOK = "webhook"
    MQTT = "mqtt"
    EMAIL = "email"
    CAP = "cap"
    COT = "cot"


# Fields of each kind: what is shown again, and what never is.
PLAIN: Final[dict[ChannelKind, frozenset[str]]] = {
    ChannelKind.WEBHOOK: frozenset(),
    ChannelKind.MQTT: frozenset({"host", "port", "tls", "user", "topic", "discovery", "reports", "inputs"}),
    ChannelKind.EMAIL: frozenset({"host", "port", "security", "user", "sender", "to"}),
    ChannelKind.CAP: frozenset({"sender"}),
    ChannelKind.COT: frozenset({"host", "port", "tls"}),
}
SECRET: Final[dict[ChannelKind, frozenset[str]]] = {
    ChannelKind.WEBHOOK: frozenset({"url", "secret"}),
    ChannelKind.MQTT: frozenset({"password", "ca"}),
    ChannelKind.EMAIL: frozenset({"password", "ca"}),
    ChannelKind.CAP: frozenset({"url", "token"}),
    ChannelKind.COT: frozenset({"ca", "certificate", "key"}),
}
NEEDED: Final[dict[ChannelKind, frozenset[str]]] = {
    ChannelKind.WEBHOOK: frozenset({"url", "secret"}),
    ChannelKind.MQTT: frozenset({"host"}),
    ChannelKind.EMAIL: frozenset({"host", "sender", "to"}),
    ChannelKind.CAP: frozenset({"url", "sender"}),
    ChannelKind.COT: frozenset({"host", "port"}),
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What a channel wants to hear. Empty tuples: every kind, every camera."""

    least: Level = Level.WARNING
    events: bool = True
    incidents: bool = True
    exercises: bool = True
    kinds: tuple[str, ...] = ()
    cameras: tuple[str, ...] = ()

    def wants(self, notice: Notice) -> bool:
        """Whether this is to be said here. What was begun with a grave level is followed to its end."""
        if notice.source == "test":
            return True
        return (
            (self.events if notice.source == "event" else self.incidents)
            and (rank(Level(notice.level)) >= rank(self.least) or bool(notice.earlier))
            and (self.exercises or not notice.is_exercise)
            and (not self.kinds or notice.kind in self.kinds)
            and (not self.cameras or notice.camera in self.cameras)
        )


@dataclass(frozen=True, slots=True)
class Channel:
    """One channel. `secrets` is silent in every repr."""

    id: str
    kind: ChannelKind
    name: str
    is_enabled: bool
    wish: Wish
    settings: Mapping[str, Any]
    secrets: Mapping[str, str] = field(repr=False)

    def text(self, name: str, otherwise: str = "") -> str:
        """A setting or secret as text."""
        return str(self.secrets.get(name) or self.settings.get(name) or otherwise)


class Channels:
    """The channel table."""

    def __init__(
        self, engine: AsyncEngine, key: SiteKey, clock: Clock, random: Callable[[int], bytes] = secrets.token_bytes
    ) -> None:
        self._engine = engine
        self._reader = engine.execution_options(groundglass_reads=True)
        self._key = key
        self._clock = clock
        self._random = random

    async def list(self) -> tuple[Channel, ...]:
        """All, longest here first."""
        async with self._reader.connect() as connection:
            rows = await connection.execute(sa.select(table).order_by(table.c.created_90k, table.c.id))
            return tuple(self._read(row) for row in rows)

    async def get(self, which: str) -> Channel:
        """One, or `NotFound`."""
        async with self._reader.connect() as connection:
            row = (await connection.execute(sa.select(table).where(table.c.id == which))).one_or_none()
        if row is None:
            raise NotFound("there is no such channel")
        return self._read(row)

    async def add(
        self, kind: ChannelKind, name: str, wish: Wish, values: Mapping[str, Any], *, enabled: bool
    ) -> Channel:
        """A new one. It hears what happens from now on."""
        if len(await self.list()) >= MAX_CHANNELS:
            raise Conflict(f"a site has at most {MAX_CHANNELS} channels")
        settings, hidden = checked(kind, values)
        made = Channel(self._random(8).hex(), kind, parse_title(name), enabled, wish, settings, hidden)
        async with self._engine.begin() as connection:
            await connection.execute(sa.insert(table).values(**self._row(made), created_90k=self._clock.now_90k()))
        return made

    async def change(
        self, which: str, *, name: str | None, wish: Wish | None, values: Mapping[str, Any], enabled: bool | None
    ) -> Channel:
        """Change what is given; a secret that is not given stays."""
        old = await self.get(which)
        merged = {**old.settings, **old.secrets, **values}
        settings, hidden = checked(old.kind, {name: value for name, value in merged.items() if value != ""})
        new = replace(
            old,
            name=old.name if name is None else parse_title(name),
            wish=wish or old.wish,
            is_enabled=old.is_enabled if enabled is None else enabled,
            settings=settings,
            secrets=hidden,
        )
        async with self._engine.begin() as connection:
            await connection.execute(sa.update(table).where(table.c.id == which).values(**self._row(new)))
        return new

    async def remove(self, which: str) -> None:
        """Forget a channel and what waited for it."""
        await self.get(which)
        async with self._engine.begin() as connection:
            await connection.execute(sa.delete(message).where(message.c.channel == which))
            await connection.execute(sa.delete(table).where(table.c.id == which))

    def _row(self, one: Channel) -> dict[str, Any]:
        wish = {
            "least": one.wish.least.value, "events": one.wish.events, "incidents": one.wish.incidents,
            "exercises": one.wish.exercises, "kinds": one.wish.kinds, "cameras": one.wish.cameras,
        }  # fmt: skip
        return {
            "id": one.id,
            "kind": one.kind.value,
            "name": one.name,
            "is_enabled": one.is_enabled,
            "settings": json.dumps({"wish": wish, "values": dict(one.settings)}),
            "sealed": self._key.seal(json.dumps(dict(one.secrets)).encode(), purpose=f"channel {one.id}"),
        }

    def _read(self, row: sa.Row[Any]) -> Channel:
        kept = json.loads(row.settings)
        wish = kept["wish"]
        hidden = json.loads(self._key.unseal(row.sealed, purpose=f"channel {row.id}"))
        return Channel(
            row.id,
            ChannelKind(row.kind),
            row.name,
            bool(row.is_enabled),
            Wish(
                Level(wish["least"]),
                wish["events"],
                wish["incidents"],
                wish["exercises"],
                tuple(wish["kinds"]),
                tuple(wish["cameras"]),
            ),
            kept["values"],
            hidden,
        )


def checked(kind: ChannelKind, values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """Plain settings and secrets of a kind, or `ConfigError` naming the field and never its value."""
    known = PLAIN[kind] | SECRET[kind]
    if unknown := sorted(values.keys() - known):
        raise ConfigError(f"a {kind} channel has no {unknown[0][:40]!r}", f"it takes {', '.join(sorted(known))}")
    if missing := sorted(NEEDED[kind] - values.keys()):
        raise ConfigError(f"a {kind} channel needs {missing[0]}")
    for name, value in values.items():
        _CHECKS.get(name, _text)(name, value)
    plain = {name: values[name] for name in sorted(PLAIN[kind] & values.keys())}
    return plain, {name: str(values[name]) for name in sorted(SECRET[kind] & values.keys())}


def _text(name: str, value: Any) -> None:
    if not isinstance(value, str) or not 1 <= len(value) <= MAX_VALUE or not value.replace("\n", "").isprintable():
        raise ConfigError(f"{name} is a text of at most {MAX_VALUE} characters")


def _url(name: str, value: Any) -> None:
    _text(name, value)
    try:
        parts = urlsplit(value)
        is_one = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
        is_one = is_one and parts.username is None and value.isascii()
    except ValueError:
        is_one = False
    if not is_one or any(c.isspace() for c in value):
        raise ConfigError(f"{name} is an address such as https://example.org/hook, without a name or password")


def _host(name: str, value: Any) -> None:
    if not isinstance(value, str) or _HOST.fullmatch(value) is None:
        raise ConfigError(f"{name} is a name or an address of a machine")


def _port(name: str, value: Any) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 65_535:
        raise ConfigError(f"{name} is a number from 1 to 65535")


def _switch(name: str, value: Any) -> None:
    if not isinstance(value, bool):
        raise ConfigError(f"{name} is true or false")


def _topic(name: str, value: Any) -> None:
    if not isinstance(value, str) or len(value) > 120 or _TOPIC.fullmatch(value) is None:
        raise ConfigError(f"{name} is a topic such as site/groundglass: letters, digits, - and _ between slashes")


def _mailbox(name: str, value: Any) -> None:
    if not isinstance(value, str) or not value.isascii() or _ADDRESS.fullmatch(value) is None:
        raise ConfigError(f"{name} is an address such as desk@example.org")


def _mailboxes(name: str, value: Any) -> None:
    if not isinstance(value, list) or not 1 <= len(value) <= 50:
        raise ConfigError(f"{name} is a list of 1 to 50 addresses")
    for one in value:
        _mailbox(name, one)


def _inputs(name: str, value: Any) -> None:
    if not isinstance(value, list) or not all(isinstance(line, str) and len(line) <= 500 for line in value):
        raise ConfigError(f"{name} is a list of lines")
    parse_inputs(value)


def _security(name: str, value: Any) -> None:
    if value not in {"starttls", "tls", "none"}:
        raise ConfigError(f"{name} is starttls, tls or none")


_CHECKS: Final[dict[str, Callable[[str, Any], None]]] = {
    "url": _url,
    "host": _host,
    "port": _port,
    "tls": _switch,
    "topic": _topic,
    "discovery": _topic,
    "reports": _topic,
    "inputs": _inputs,
    "security": _security,
    "to": _mailboxes,
}
