"""Cameras and their places, with every act on record before it takes effect.

Apart from whoever keeps cameras and whoever runs workers: these two stand in front of them, speak the same protocol,
and belong to one person. To carry out an act:

1. Its entry is durable in the ledger. If it cannot be, the act is refused.
2. The act is carried out.
3. If that fails, an entry says so and names the first one.

Stopped between 1 and 2, the ledger tells of an act that did not happen: embarrassing, and safe. Acts that show less
(removing or switching off a camera, forgetting a place) are never refused for want of a ledger: they are entered when
it can be written again.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable
from dataclasses import asdict, fields, is_dataclass
from typing import Final, TypeVar

from groundglass.errors import GroundglassError
from groundglass.frosted.cameras import CameraBook, CameraControl, CameraRecord, CameraSettings, Order, Probe
from groundglass.frosted.inventory.certificates import read_certificate
from groundglass.frosted.record.kinds import Field
from groundglass.frosted.record.recordkeeper import Recordkeeper
from groundglass.frosted.store.camera_table import check_name, check_settings, id_from_name
from groundglass.pane.control import Approve
from groundglass.pane.ids import CameraId
from groundglass.pane.settings import SecretAddress, Transport
from groundglass.pane.trust import TrustOrder

THIS_MACHINE: Final = "0" * 16
"""Who acted, when it was a command or program on this machine and not a person who signed in."""

ADDRESSES: Final = frozenset({"address", "sub_address"})
"""Settings that may hold a password. That one changed is on record, and what it is never is."""

_Result = TypeVar("_Result")


class RecordedCameras:
    """A `CameraBook` in one person's hands: reads pass through, changes are entered first."""

    def __init__(self, book: CameraBook, record: Recordkeeper, by: str) -> None:
        self._book = book
        self._record = record
        self._by = by

    async def list(self, *, removed: bool = False) -> tuple[CameraRecord, ...]:
        return await self._book.list(removed=removed)

    async def get(self, camera: CameraId) -> CameraRecord:
        return await self._book.get(camera)

    async def add(
        self, name: str, settings: CameraSettings, *, id: CameraId | None = None, enabled: bool = True
    ) -> CameraRecord:
        """As the book; refused when it cannot be recorded. Values are checked before anything is entered."""
        check_settings(settings)
        taken = {str(record.id) for record in await self._book.list(removed=True)}
        chosen = id if id is not None else id_from_name(check_name(name), taken)
        if chosen in taken:
            return await self._book.add(name, settings, id=chosen, enabled=enabled)  # says why not
        of = await self._record.enter(
            "camera.added", camera=chosen, by=self._by, is_enabled=enabled, name=check_name(name), **shown(settings)
        )
        return await self._done(of, self._book.add(name, settings, id=chosen, enabled=enabled))

    async def change(
        self,
        camera: CameraId,
        *,
        name: str | None = None,
        enabled: bool | None = None,
        position: int | None = None,
        settings: CameraSettings | None = None,
    ) -> CameraRecord:
        """As the book. A camera's place in lists is nobody's privacy and is not entered."""
        old = await self._book.get(camera)
        if settings is not None:
            check_settings(settings)
        changed = _changed(old, name, enabled, settings)
        act = self._book.change(camera, name=name, enabled=enabled, position=position, settings=settings)
        if not changed:
            return await act
        is_enabled = old.enabled if enabled is None else enabled
        told: dict[str, Field] = {"camera": camera, "by": self._by, "changed": changed, "is_enabled": is_enabled}
        told |= shown(old.settings if settings is None else settings)
        if changed == ["enabled"] and not is_enabled:
            await self._record.enter_sometime("camera.changed", **told)
            return await act
        try:
            of = await self._record.enter("camera.changed", **told)
        except GroundglassError:
            act.close()
            raise
        return await self._done(of, act)

    async def remove(self, camera: CameraId) -> CameraRecord:
        """As the book; entered when it can be."""
        record = await self._book.remove(camera)
        await self._record.enter_sometime("camera.removed", camera=camera, by=self._by)
        return record

    async def restore(self, camera: CameraId) -> CameraRecord:
        """As the book; refused when it cannot be recorded."""
        of = await self._record.enter("camera.restored", camera=camera, by=self._by)
        return await self._done(of, self._book.restore(camera))

    async def purge_removed(self) -> tuple[CameraId, ...]:
        return await self._book.purge_removed()

    async def _done(self, of: int, act: Awaitable[_Result]) -> _Result:
        return await carry_out(self._record, of, act)


class RecordedControl:
    """A `CameraControl` in one person's hands: approving and forgetting a place are entered, the rest passes on."""

    def __init__(self, control: CameraControl, record: Recordkeeper, by: str) -> None:
        self._control = control
        self._record = record
        self._by = by

    async def start(self, camera: CameraId) -> None:
        await self._control.start(camera)

    async def stop(self, camera: CameraId) -> None:
        await self._control.stop(camera)

    async def restart(self, camera: CameraId) -> None:
        await self._control.restart(camera)

    async def order(self, camera: CameraId, order: Order) -> None:
        """As the control. An approval is refused when it cannot be recorded; forgetting never is."""
        if isinstance(order, Approve):
            of = await self._record.enter(
                "place.approved", camera=camera, by=self._by, regions=[_text(region) for region in order.regions]
            )
            await carry_out(self._record, of, self._control.order(camera, order))
            return
        await self._record.enter_sometime("place.forgotten", camera=camera, by=self._by)
        await self._control.order(camera, order)

    async def probe(self, address: SecretAddress, transport: Transport, trust: TrustOrder | None = None) -> Probe:
        return await self._control.probe(address, transport, trust)


async def carry_out(record: Recordkeeper, of: int, act: Awaitable[_Result]) -> _Result:
    """Steps 2 and 3 for an act whose entry is `of`."""
    try:
        return await act
    except GroundglassError:
        record.note("act.failed", of=of)
        raise


def shown(settings: CameraSettings) -> dict[str, Field]:
    """All settings but the addresses, as an entry holds them: a new setting is on record without being named here.
    Fractions stand as text, since an entry has none; what is not set is empty. A certificate is told by its
    fingerprint, as people compare it."""
    told = {
        field.name: _plain(getattr(settings, field.name)) for field in fields(settings) if field.name not in ADDRESSES
    }
    if settings.certificate is not None:
        told["certificate"] = read_certificate(settings.certificate).fingerprint
    return told


def _plain(value: object) -> Field:
    if value is None:
        return ""
    if isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, tuple):
        return [_text(item) for item in value]
    return _text(value)


def _text(value: object) -> str:
    return json.dumps(asdict(value) if is_dataclass(value) and not isinstance(value, type) else value)


def _changed(old: CameraRecord, name: str | None, enabled: bool | None, settings: CameraSettings | None) -> list[str]:
    """Names of what differs, addresses among them by name only."""
    changed = ["name"] if name is not None and name != old.name else []
    if enabled is not None and enabled != old.enabled:
        changed.append("enabled")
    if settings is not None:
        names = [field.name for field in fields(settings)]
        changed += [each for each in names if getattr(settings, each) != getattr(old.settings, each)]
    return changed
