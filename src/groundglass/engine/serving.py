"""Runs a site: opens its parts in order, waits until told to stop, closes them in the reverse order.

Nothing is decided here but the order. Each part is opened inside the one before, so that whatever fails or ends,
everything opened so far is closed, and what was recorded is finished before the folder is let go.
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundglass import __version__
from groundglass.clock import SystemClock
from groundglass.engine.counter import open_counter
from groundglass.engine.custody_acts import CustodyActs
from groundglass.engine.house import House, ServerPlan, open_house
from groundglass.engine.listening import address_text, bind, bind_for_nodes
from groundglass.engine.loading import loading
from groundglass.engine.node_acts import NodeActs
from groundglass.engine.steward import Steward
from groundglass.engine.watchman import Watchman
from groundglass.engine.wishes import CameraWish
from groundglass.errors import EngineError
from groundglass.frosted.events.rules import Draft
from groundglass.frosted.record.acts import THIS_MACHINE, RecordedCameras, RecordedControl

if TYPE_CHECKING:
    from groundglass.engine.front import Front


@dataclass(frozen=True, slots=True)
class Serving:
    """What to tell people once the server answers. `link` signs in the first person, once; None = somebody has."""

    address: str
    link: str | None


async def serve(plan: ServerPlan, announce: Callable[[Serving], None], stop: asyncio.Event) -> None:
    """Run a site until `stop`. `announce` is called once, when it answers.

    1. The port is bound, and that of web nodes, if any: a used one is said before anything is touched.
    2. The folder is locked, migrated, and what a crash left there is settled.
    3. Cameras start, and load their libraries while the web loads its own.
    4. Local commands are heard, the web answers, the address is announced.
    5. Stopped: viewers are told, requests are finished, workers end and their last pictures are recorded, the
       folder is closed.
    """
    with bind(plan.host, plan.port) as listener:  # 1
        async with AsyncExitStack() as opened:
            for_nodes = opened.enter_context(bind_for_nodes(plan.web_nodes)) if plan.web_nodes else None
            house = await opened.enter_async_context(open_house(plan, SystemClock()))  # 2
            house.archive.record.note("server.started", version=__version__)
            opened.callback(house.archive.record.note, "server.stopped", version=__version__)
            await _add_first(house, plan.first_cameras, plan.first_rules)
            opened.push_async_callback(house.close)  # 5
            loading = asyncio.create_task(asyncio.to_thread(_load_front))
            await house.supervisor.start_all()  # 3
            address = plan.origins[0] if plan.origins else f"http://{address_text(plan.host, listener)}"
            front = (await loading)(house, plan, listener, address)
            opened.push_async_callback(front.close)
            if for_nodes is not None and plan.cluster is not None:
                front.hear_nodes(for_nodes, plan.cluster)
            await opened.enter_async_context(open_counter(plan.folder, _steward(house, front)))  # 4
            await front.until_answering()
            announce(Serving(address, await front.first_link()))
            await _until_stopped(house, front, stop)


def _load_front() -> type[Front]:
    with loading():
        from groundglass.engine.front import Front

    return Front


def _steward(house: House, front: Front) -> Steward:
    archive = house.archive
    book = RecordedCameras(archive.cameras, archive.record, THIS_MACHINE)
    control = RecordedControl(house.supervisor, archive.record, THIS_MACHINE)
    return Steward(
        book=book,
        control=control,
        states=house.states,
        shelf=house.archive.shelf,
        make_link=front.link,
        is_serving=True,
        custody=CustodyActs(archive.custody, archive.record, book, control),
        papers=front.papers.acts,
        nodes=NodeActs(house.elsewhere.control, archive.record).acts if house.elsewhere is not None else None,
    )


async def _add_first(house: House, wishes: tuple[CameraWish, ...], drafts: tuple[Draft, ...]) -> None:
    book = RecordedCameras(house.archive.cameras, house.archive.record, THIS_MACHINE)
    if wishes and not await book.list(removed=True):
        for wish in wishes:
            await book.add(wish.name, wish.settings, id=wish.id, enabled=wish.enabled)
        for draft in drafts:
            await house.archive.events.rules.add(draft)


async def _until_stopped(house: House, front: Front, stop: asyncio.Event) -> None:
    """Until told to stop; an error when the web ends by itself, since nobody could see anything then."""
    watchman = Watchman(house.archive.heartbeats, house.archive.cameras, house.states, house.clock)
    rounds = asyncio.create_task(watchman.run(stop), name="watchman")
    stopping = asyncio.create_task(stop.wait(), name="stop")
    try:
        await asyncio.wait((front.serving, rounds, stopping), return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in (rounds, stopping):
            task.cancel()
        await asyncio.gather(rounds, stopping, return_exceptions=True)
    if front.serving.done():
        await front.serving
    if not stop.is_set():
        raise EngineError("the server ended by itself", "look at the messages above, and start it again")


def stop_on_signals(stop: asyncio.Event) -> None:
    """SIGTERM and Ctrl-C ask once, politely. Asked again, the process dies at once, as after a crash."""
    loop = asyncio.get_running_loop()

    def ask(number: signal.Signals) -> None:
        stop.set()
        loop.remove_signal_handler(number)

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, ask, number)
