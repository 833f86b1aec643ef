"""What can be asked of a site from its own machine: cameras, places, links.

The same steward serves a running server (through counter.py) and a folder on which no server runs (opened by the
command line for a moment). It answers in JSON and leaves all rules to those who keep them: the book checks values,
control starts and stops workers.
"""

from __future__ import annotations

import base64
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from groundglass.engine.custody_acts import CustodyActs
from groundglass.engine.node_acts import NODE_ACTS, no_machines
from groundglass.engine.wishes import Act, CameraWish, Change, changes, parse_wish
from groundglass.errors import EngineError, NotFound
from groundglass.frosted.cameras import CameraBook, CameraControl, CameraRecord, Order, Probe, must_prove_anew
from groundglass.frosted.causes import said_of_camera
from groundglass.frosted.shelf import Shelf
from groundglass.frosted.states import StateBoard
from groundglass.pane.address import shown_address
from groundglass.pane.control import Approve, Forget, parse_polygons, parse_token
from groundglass.pane.ids import CameraId, parse_camera_id
from groundglass.pane.pictures import FrostedStill, StillPurpose, proposal_token
from groundglass.pane.settings import SecretAddress, Transport
from groundglass.pane.trust import TrustOrder

PAPERS: Final = ("law.record", "law.assessment", "law.sign")


class NoWorkers:
    """The `CameraControl` of a folder on which no server runs: records change, nothing is started."""

    async def start(self, camera: CameraId) -> None:
        """Nothing to start: the next server does."""

    async def stop(self, camera: CameraId) -> None:
        """Nothing runs."""

    async def restart(self, camera: CameraId) -> None:
        """Nothing runs."""

    async def order(self, camera: CameraId, order: Order) -> None:
        raise NotFound(f"camera {camera} is not running, since no server is", "start one first: groundglass run")

    async def probe(self, address: SecretAddress, transport: Transport, trust: TrustOrder | None = None) -> Probe:
        raise EngineError("no worker can be started from here")  # unreachable: commands probe by themselves


class Steward:
    """Carries out what commands ask."""

    def __init__(
        self,
        *,
        book: CameraBook,
        control: CameraControl,
        states: StateBoard,
        shelf: Shelf,
        make_link: Callable[[], Awaitable[str]],
        is_serving: bool,
        custody: CustodyActs | None = None,
        papers: Mapping[str, Callable[[Mapping[str, Any]], Awaitable[Any]]] | None = None,
        nodes: Mapping[str, Callable[[Mapping[str, Any]], Awaitable[Any]]] | None = None,
    ) -> None:
        self._book = book
        self._control = control
        self._states = states
        self._shelf = shelf
        self._make_link = make_link
        self._is_serving = is_serving
        self._acts: Final[dict[str, Callable[[Mapping[str, Any]], Awaitable[Any]]]] = {
            "cameras": self._cameras,
            "camera.add": self._add,
            "camera.remove": self._remove,
            "camera.scale": self._scale,
            "camera.trust": self._trust,
            "place": self._place,
            "place.approve": self._approve,
            "place.forget": self._forget,
            "plan": self._plan,
            "apply": self._apply,
            "link": self._link,
            **(custody.acts if custody is not None else {}),
            **(papers if papers is not None else dict.fromkeys(PAPERS, _no_server)),
            **(nodes if nodes is not None else dict.fromkeys(NODE_ACTS, no_machines)),
        }

    async def __call__(self, what: str, arguments: Mapping[str, Any]) -> Any:
        """Do it, or raise a `GroundglassError` for the person who asked."""
        act = self._acts.get(what)
        if act is None:
            raise EngineError(f"the server does not know how to do {what[:40]!r}", "use the command of its version")
        return await act(arguments)

    async def _cameras(self, arguments: Mapping[str, Any]) -> list[dict[str, Any]]:
        return [self._camera(record) for record in await self._book.list()]

    def _camera(self, record: CameraRecord) -> dict[str, Any]:
        report = self._states.report(record.id)
        said = said_of_camera(report)
        state = report.state.name.lower() if report.state else "off"
        return {
            "id": record.id,
            "name": record.name,
            "enabled": record.enabled,
            "address": shown_address(record.settings.address),
            "state": state if self._is_serving else None,
            "sentence": said.sentence if self._is_serving else "No server runs.",
            "hint": said.hint if self._is_serving else "",
            "view": report.view.name.lower() if report.figures else None,
            "hidden_ppm": report.figures.hidden_ppm if report.figures else None,
            "height_px": report.facts.height if report.facts else None,
            "px_per_m": (record.settings.px_per_m_top, record.settings.px_per_m_bottom),
        }

    async def _add(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        wish = parse_wish(arguments["camera"])
        record = await self._book.add(wish.name, wish.settings, id=wish.id, enabled=wish.enabled)
        await self._control.start(record.id)
        self._states.touch(record.id)
        return self._camera(record)

    async def _remove(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        camera = parse_camera_id(str(arguments["id"]))
        record = await self._book.remove(camera)
        await self._control.stop(camera)
        self._states.remove(camera)
        return {"id": record.id, "name": record.name}

    async def _scale(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        top, bottom = arguments["px_per_m"]
        return await self._with_settings(arguments, px_per_m_top=top, px_per_m_bottom=bottom)

    async def _trust(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        return await self._with_settings(arguments, certificate=arguments["certificate"])

    async def _with_settings(self, arguments: Mapping[str, Any], **changed: Any) -> dict[str, Any]:
        camera = await self._known(arguments)
        old = await self._book.get(camera)
        new = replace(old.settings, **changed)
        record = await self._book.change(camera, settings=new)
        if record.enabled and new != old.settings:
            await self._control.restart(camera)
        self._states.touch(camera)
        return self._camera(record)

    async def _place(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        camera = await self._known(arguments)
        place = await self._shelf.place(camera)
        picture = await self._shelf.still(camera, StillPurpose.PLACE)
        proposal = await self._shelf.still(camera, StillPurpose.PROPOSAL)
        report = self._states.report(camera)
        return {
            "proven_ppm": place.proven_ppm if place else 0,
            "at_90k": place.at if place else None,
            "view": report.view.name.lower() if report.figures else None,
            "place": _jpeg_text(picture),
            "proposal": _jpeg_text(proposal),
            "proposal_token": proposal_token(proposal) if proposal else None,
        }

    async def _approve(self, arguments: Mapping[str, Any]) -> None:
        camera = await self._known(arguments)
        token = parse_token(arguments.get("proposal"))
        await self._shelf.check_proposal(camera, token)
        await self._control.order(camera, Approve(token, parse_polygons(arguments.get("regions", []))))
        self._shelf.forget_proposal(camera)

    async def _forget(self, arguments: Mapping[str, Any]) -> None:
        # The stored place goes first: if the order then fails, the next worker still proves anew.
        camera = await self._known(arguments)
        self._shelf.forget_place(camera)
        try:
            await self._control.order(camera, Forget())
        except NotFound:
            pass  # None runs, so none remembers.

    async def _plan(self, arguments: Mapping[str, Any]) -> list[dict[str, Any]]:
        return [_change_json(change) for change in await self._changes(arguments)]

    async def _apply(self, arguments: Mapping[str, Any]) -> list[dict[str, Any]]:
        found = await self._changes(arguments)
        for change in found:
            await self._carry_out(change)
        return [_change_json(change) for change in found]

    async def _changes(self, arguments: Mapping[str, Any]) -> tuple[Change, ...]:
        wishes = [parse_wish(wish) for wish in arguments["cameras"]]
        return changes(await self._book.list(removed=True), wishes)

    async def _carry_out(self, change: Change) -> None:
        """Record one change, then let the camera follow it."""
        camera, wish = change.camera, change.wish
        if change.act is Act.REMOVE or wish is None:
            await self._remove({"id": camera})
            return
        if change.act is Act.ADD:
            await self._book.add(wish.name, wish.settings, id=wish.id, enabled=wish.enabled)
        else:
            if change.act is Act.RESTORE:
                await self._book.restore(camera)
            old = await self._book.get(camera)
            if must_prove_anew(old.settings, wish.settings):
                await self._control.stop(camera)  # it sends its place once more
                self._shelf.forget_place(camera)
            await self._book.change(camera, name=wish.name, enabled=wish.enabled, settings=wish.settings)
        await self._follow(change, wish)

    async def _follow(self, change: Change, wish: CameraWish) -> None:
        if not wish.enabled:
            await self._control.stop(change.camera)
        elif change.act is not Act.CHANGE:
            await self._control.start(change.camera)
        elif change.is_for_worker:
            await self._control.restart(change.camera)
        self._states.touch(change.camera)

    async def _link(self, arguments: Mapping[str, Any]) -> str:
        return await self._make_link()

    async def _known(self, arguments: Mapping[str, Any]) -> CameraId:
        return (await self._book.get(parse_camera_id(str(arguments["id"])))).id


async def _no_server(arguments: Mapping[str, Any]) -> Any:
    raise EngineError(
        "a paper says how long recordings are kept, which only a running server knows", "start it: groundglass run"
    )


def _jpeg_text(still: FrostedStill | None) -> str | None:
    return base64.b64encode(still.jpeg).decode() if still else None


def _change_json(change: Change) -> dict[str, Any]:
    return {"act": change.act.value, "id": change.camera, "lines": change.lines}
