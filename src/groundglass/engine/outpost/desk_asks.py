"""What the desk may ask of an outpost, over the relay; parsed and answered.

Apart from outpost.py, which does it. Everything that comes is parsed as data from outside, although who asks has shown
the cluster's secret.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final, Protocol

from groundglass.engine.outpost.wishes_kept import MAX_TAG_LETTERS, KeepWish, parse_settings
from groundglass.errors import EngineError, PaneError
from groundglass.frosted.cameras import Order, Probe
from groundglass.pane.control import Approve, Forget, parse_order, parse_order_head
from groundglass.pane.ids import CameraId, Instant90k, parse_camera_id
from groundglass.pane.settings import SecretAddress, Transport
from groundglass.pane.status import CameraState, Cause, Codec, SourceFacts
from groundglass.pane.trust import TrustOrder
from groundglass.pane.wire import HEAD


class Does(Protocol):
    """What an outpost can do."""

    async def keep(self, wish: KeepWish) -> None: ...

    async def leave(self, camera: CameraId) -> None: ...

    async def order(self, camera: CameraId, order: Order) -> None: ...

    async def probe(self, address: SecretAddress, transport: Transport, trust: TrustOrder | None = None) -> Probe: ...

    async def facts(self) -> dict[str, Any]: ...

    def is_kept(self, camera: CameraId) -> bool: ...

    async def piece(self, camera: CameraId, file: str, offset: int, length: int) -> bytes: ...


class DeskAsks:
    """Fulfils `relay.server.Keeps`."""

    ACTS: Final = ("keep", "leave", "order", "probe", "facts")

    def __init__(self, outpost: Does) -> None:
        self._outpost = outpost
        acts = (self._keep, self._leave, self._order, self._probe, self._facts)
        self._acts: Final[dict[str, Callable[[Mapping[str, Any], bytes], Awaitable[Any]]]] = dict(
            zip(self.ACTS, acts, strict=True)
        )

    def is_kept(self, camera: CameraId) -> bool:
        return self._outpost.is_kept(camera)

    async def piece(self, camera: CameraId, file: str, offset: int, length: int) -> bytes:
        return await self._outpost.piece(camera, file, offset, length)

    async def ask(self, do: str, arguments: Mapping[str, Any], untrusted_order: bytes) -> Any:
        act = self._acts.get(do)
        if act is None:
            raise EngineError(
                f"this outpost does not know how to do {do!r}", "is it of an older version than the desk?"
            )
        return await act(arguments, untrusted_order)

    async def _keep(self, arguments: Mapping[str, Any], untrusted_order: bytes) -> None:
        tag = str(arguments.get("tag"))
        if not 1 <= len(tag) <= MAX_TAG_LETTERS or not tag.isascii():
            raise PaneError("the desk gave a wish a name that is none")
        await self._outpost.keep(KeepWish(tag, parse_settings(untrusted_order)))

    async def _leave(self, arguments: Mapping[str, Any], untrusted_order: bytes) -> None:
        await self._outpost.leave(parse_camera_id(str(arguments.get("camera"))))

    async def _order(self, arguments: Mapping[str, Any], untrusted_order: bytes) -> None:
        kind, _ = parse_order_head(untrusted_order[: HEAD.size])
        order = parse_order(kind, untrusted_order[HEAD.size :])
        if not isinstance(order, Approve | Forget):
            raise PaneError("the desk sent a camera an order that is none")
        await self._outpost.order(parse_camera_id(str(arguments.get("camera"))), order)

    async def _probe(self, arguments: Mapping[str, Any], untrusted_order: bytes) -> dict[str, Any]:
        settings = parse_settings(untrusted_order)
        return probe_json(await self._outpost.probe(settings.address, settings.transport, settings.trust))

    async def _facts(self, arguments: Mapping[str, Any], untrusted_order: bytes) -> dict[str, Any]:
        return await self._outpost.facts()


def probe_json(probe: Probe) -> dict[str, Any]:
    """What trying an address showed, as numbers."""
    f = probe.facts
    facts = None if f is None else [f.at, f.codec, f.width, f.height, f.rate_millihertz, f.has_audio]
    return {"state": probe.state, "cause": probe.cause, "facts": facts}


def parse_probe(untrusted: Any) -> Probe:
    """The other way, or `PaneError`."""
    try:
        facts = None
        if untrusted["facts"] is not None:
            at, codec, width, height, rate, has_audio = untrusted["facts"]
            facts = SourceFacts(
                Instant90k(int(at)), Codec(codec), int(width), int(height), int(rate), has_audio is True
            )  # fmt: skip
        return Probe(CameraState(untrusted["state"]), Cause(untrusted["cause"]), facts)
    except (KeyError, TypeError, ValueError) as error:
        raise PaneError("an outpost told what it tried in a way that cannot be read") from error
