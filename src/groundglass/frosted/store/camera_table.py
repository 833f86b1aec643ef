"""The cameras of the site, in the catalog. Fulfils `frosted.cameras.CameraBook`.

Settings are one JSON value, since they are read and written whole; addresses are apart and sealed. What comes from
people is checked here once, by the same rules as at the pane, so that no worker is ever told what it must refuse.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import fields
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from groundglass.clock import Clock
from groundglass.errors import ConfigError, Conflict, NotFound, PaneError, StoreDamaged
from groundglass.frosted.cameras import RESTORE_WITHIN_S, CameraRecord, CameraSettings
from groundglass.frosted.store.catalog import Catalog
from groundglass.frosted.store.schema import camera as table
from groundglass.frosted.store.sitekey import SiteKey
from groundglass.pane.control import (
    areas_json,
    encode_order,
    parse_areas,
    parse_order,
    parse_order_head,
    parse_polygons,
)
from groundglass.pane.ids import TICKS_PER_S, CameraId, Instant90k, parse_camera_id
from groundglass.pane.settings import LEAST_EVIDENCE_S, SecretAddress
from groundglass.pane.wire import HEAD

MAX_CAMERAS: Final = 1000
_MAX_NAME: Final = 100
_ADDRESSES: Final = frozenset({"address", "sub_address"})


class CameraTable:
    """Implements `CameraBook`."""

    def __init__(self, catalog: Catalog, key: SiteKey, clock: Clock) -> None:
        self._catalog = catalog
        self._key = key
        self._clock = clock

    async def list(self, *, removed: bool = False) -> tuple[CameraRecord, ...]:
        """All cameras by position; removed ones only when asked for."""
        query = sa.select(table).order_by(table.c.position, table.c.id)
        if not removed:
            query = query.where(table.c.removed_90k.is_(None))
        async with self._catalog.reader.connect() as connection:
            return tuple(self._record(row) for row in (await connection.execute(query)).all())

    async def get(self, camera: CameraId) -> CameraRecord:
        """One camera that is not removed, or `NotFound`."""
        async with self._catalog.reader.connect() as connection:
            record = await self._find(connection, camera)
        if record.removed_at is not None:
            raise no_such_camera(camera)
        return record

    async def add(
        self, name: str, settings: CameraSettings, *, id: CameraId | None = None, enabled: bool = True
    ) -> CameraRecord:
        """Add a camera; without an id one is made from the name. `Conflict` when the id is taken."""
        check_settings(settings)
        name = check_name(name)
        async with self._catalog.engine.begin() as connection:
            rows = (await connection.execute(sa.select(table.c.id, table.c.position))).all()
            taken = {row.id for row in rows}
            if len(taken) >= MAX_CAMERAS:
                raise Conflict(f"a site has at most {MAX_CAMERAS} cameras")
            chosen = parse_camera_id(id) if id is not None else id_from_name(name, taken)
            if chosen in taken:
                raise Conflict(f"there is a camera {chosen} already", "choose another id, or change that camera")
            position = max((row.position for row in rows), default=-1) + 1
            record = CameraRecord(chosen, name, enabled, position, settings)
            await connection.execute(sa.insert(table).values(**self._row(record)))
        return record

    async def change(
        self,
        camera: CameraId,
        *,
        name: str | None = None,
        enabled: bool | None = None,
        position: int | None = None,
        settings: CameraSettings | None = None,
    ) -> CameraRecord:
        """Change what is given, leave the rest. `NotFound` when the camera is not there."""
        if settings is not None:
            check_settings(settings)
        async with self._catalog.engine.begin() as connection:
            old = await self._find(connection, camera)
            if old.removed_at is not None:
                raise no_such_camera(camera)
            new = CameraRecord(
                camera,
                old.name if name is None else check_name(name),
                old.enabled if enabled is None else enabled,
                old.position if position is None else max(0, min(position, 1_000_000)),
                old.settings if settings is None else settings,
            )
            await connection.execute(sa.update(table).where(table.c.id == camera).values(**self._row(new)))
        return new

    async def remove(self, camera: CameraId) -> CameraRecord:
        """Mark as removed; `restore` undoes it within 10 minutes. Recordings stay until retention."""
        return await self._mark(camera, removed_at=Instant90k(self._clock.now_90k()))

    async def restore(self, camera: CameraId) -> CameraRecord:
        """Undo a removal, or `NotFound` when it is too late."""
        return await self._mark(camera, removed_at=None)

    async def purge_removed(self) -> tuple[CameraId, ...]:
        """Delete records whose time to restore is over; their recordings wait for retention."""
        limit = self._clock.now_90k() - round(RESTORE_WITHIN_S * TICKS_PER_S)
        is_over = sa.and_(table.c.removed_90k.is_not(None), table.c.removed_90k < limit)
        async with self._catalog.engine.begin() as connection:
            gone = (await connection.execute(sa.select(table.c.id).where(is_over))).scalars().all()
            await connection.execute(sa.delete(table).where(is_over))
        return tuple(CameraId(camera) for camera in gone)

    async def _mark(self, camera: CameraId, *, removed_at: Instant90k | None) -> CameraRecord:
        async with self._catalog.engine.begin() as connection:
            old = await self._find(connection, camera)
            if (old.removed_at is None) is not (removed_at is not None):
                raise no_such_camera(camera)
            query = sa.update(table).where(table.c.id == camera).values(removed_90k=removed_at)
            await connection.execute(query)
        return CameraRecord(old.id, old.name, old.enabled, old.position, old.settings, removed_at)

    async def _find(self, connection: AsyncConnection, camera: CameraId) -> CameraRecord:
        row = (await connection.execute(sa.select(table).where(table.c.id == camera))).one_or_none()
        if row is None:
            raise no_such_camera(camera)
        return self._record(row)

    def _row(self, record: CameraRecord) -> dict[str, Any]:
        settings = record.settings
        plain = {f.name: getattr(settings, f.name) for f in fields(settings) if f.name not in _ADDRESSES}
        plain["areas"] = areas_json(settings.areas)
        secret = {
            "address": settings.address.reveal(),
            "sub_address": settings.sub_address.reveal() if settings.sub_address else None,
        }
        return {
            "id": record.id, "name": record.name, "is_enabled": record.enabled, "position": record.position,
            "settings": json.dumps(plain), "removed_90k": record.removed_at,
            "sealed_addresses": self._key.seal(json.dumps(secret).encode(), purpose=f"camera {record.id}"),
        }  # fmt: skip

    def _record(self, row: sa.Row[Any]) -> CameraRecord:
        secret = json.loads(self._key.unseal(row.sealed_addresses, purpose=f"camera {row.id}"))
        sub = SecretAddress(secret["sub_address"]) if secret["sub_address"] else None
        return record_of(row, SecretAddress(secret["address"]), sub)


def record_of(row: sa.Row[Any], address: SecretAddress, sub_address: SecretAddress | None) -> CameraRecord:
    """A camera's row and its addresses as a record, or `StoreDamaged`."""
    try:
        values = json.loads(row.settings)
        for name in ("privacy", "overlays"):
            values[name] = parse_polygons(values[name])
        values["areas"] = parse_areas(values.get("areas", []))
        # Cameras that were recorded before there was a least time are held to it as well.
        values["evidence_s"] = max(LEAST_EVIDENCE_S, values["evidence_s"])
        settings = CameraSettings(**values, address=address, sub_address=sub_address)
    except (ValueError, TypeError, KeyError, PaneError) as error:
        raise StoreDamaged(f"the settings of camera {row.id} cannot be read", "remove and add it again") from error
    removed_at = None if row.removed_90k is None else Instant90k(row.removed_90k)
    return CameraRecord(CameraId(row.id), row.name, bool(row.is_enabled), row.position, settings, removed_at)


def check_settings(settings: CameraSettings) -> None:
    """Raise `ConfigError` for settings that a worker would refuse, or that keep nothing."""
    try:
        order = encode_order(settings.for_worker(CameraId("any"), None))
        kind, _ = parse_order_head(order[: HEAD.size])
        parse_order(kind, order[HEAD.size :])
    except PaneError as error:
        raise ConfigError(f"the camera's settings cannot be used: {error.message}", *error.hints) from error
    if settings.evidence_s < LEAST_EVIDENCE_S:
        raise ConfigError(
            f"an evidence time of {settings.evidence_s:g} s would take people who stand still for the place",
            f"use {LEAST_EVIDENCE_S:g} s or more; 20 s and longer suit most places",
        )
    if settings.keep_days is not None and not 0 < settings.keep_days <= 36_500:
        raise ConfigError("recordings are kept for more than 0 and at most 36500 days")
    if settings.keep_bytes is not None and not 1 <= settings.keep_bytes < 1 << 60:
        raise ConfigError("recordings of a camera are kept up to a number of bytes above 0")


def check_name(untrusted_name: str) -> str:
    """A name for people: 1 to 100 printable characters on one line, or `ConfigError`."""
    name = unicodedata.normalize("NFC", untrusted_name).strip()
    if not 1 <= len(name) <= _MAX_NAME or not name.isprintable():
        raise ConfigError(f"a camera's name is 1 to {_MAX_NAME} printable characters")
    return name


def id_from_name(name: str, taken: set[str]) -> CameraId:
    """An id that says the name as far as ids can, with a number when it is taken."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-") or "camera"
    number = 2
    candidate = stem
    while candidate in taken:
        candidate = f"{stem}-{number}"
        number += 1
    return parse_camera_id(candidate)


def no_such_camera(camera: CameraId) -> NotFound:
    """What is said of a camera that is not there."""
    return NotFound(f"there is no camera {camera}", "`groundglass camera list` shows those there are")
