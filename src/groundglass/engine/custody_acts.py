"""What a command of this machine can ask about custodians and originals; the steward's second desk.

Apart from steward.py because it is about keys and not about cameras. Answers in JSON, like the steward; every change
goes through changing.py, and so into the ledger first.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from groundglass.errors import ConfigError
from groundglass.frosted.cameras import CameraBook, CameraControl
from groundglass.frosted.custody.changing import change_custody
from groundglass.frosted.custody.custody import Custody
from groundglass.frosted.custody.settings import CustodySettings
from groundglass.frosted.record.acts import THIS_MACHINE
from groundglass.frosted.record.recordkeeper import Recordkeeper
from groundglass.pane.ids import parse_camera_id


class CustodyActs:
    """`acts` is what the steward offers beside its own."""

    def __init__(self, custody: Custody, record: Recordkeeper, cameras: CameraBook, control: CameraControl) -> None:
        self._custody = custody
        self._record = record
        self._cameras = cameras
        self._control = control
        self.acts: Final[dict[str, Callable[[Mapping[str, Any]], Awaitable[Any]]]] = {
            "custody": self._show,
            "custodian.add": self._add,
            "custodian.retire": self._retire,
            "custody.quorum": self._quorum,
            "custody.keep": self._keep,
            "custody.seal": self._seal,
        }

    async def _show(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        return await self._told(await self._custody.book.get())

    async def _add(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        settings = await self._custody.book.get()
        return await self._change(settings.adding(str(arguments["name"]), str(arguments["recipient"])))

    async def _retire(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        return await self._change((await self._custody.book.get()).retiring(str(arguments["id"])))

    async def _quorum(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        return await self._change(replace(await self._custody.book.get(), quorum=_whole(arguments["quorum"])))

    async def _keep(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        return await self._change(replace(await self._custody.book.get(), keep_days=float(arguments["days"])))

    async def _seal(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        old = await self._cameras.get(parse_camera_id(str(arguments["id"])))
        new = replace(old.settings, seal=bool(arguments["seal"]), sound=bool(arguments["sound"]))
        record = await self._cameras.change(old.id, settings=new)
        if record.enabled and new.is_other_for_worker(old.settings):
            await self._control.restart(record.id)
        return await self._told(await self._custody.book.get())

    async def _change(self, new: CustodySettings) -> dict[str, Any]:
        kept = await change_custody(
            self._custody.book, self._record, self._cameras, self._control, new, by=THIS_MACHINE
        )
        return await self._told(kept)

    async def _told(self, settings: CustodySettings) -> dict[str, Any]:
        records = await self._cameras.list()
        return {
            "custodians": [
                {"id": one.id, "name": one.name, "recipient": one.recipient, "active": one.is_active}
                for one in settings.custodians
            ],
            "quorum": settings.quorum,
            "keep_days": settings.keep_days,
            "can_seal": settings.can_seal,
            "cameras": [record.id for record in records if record.settings.seal],
        }


def _whole(untrusted: object) -> int:
    if not isinstance(untrusted, int) or isinstance(untrusted, bool):
        raise ConfigError("the quorum is a whole number of custodians")
    return untrusted
