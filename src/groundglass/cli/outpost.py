"""`groundglass outpost`: a machine that keeps cameras for a site whose desk is elsewhere."""

from __future__ import annotations

import argparse
import asyncio
import secrets
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from groundglass.cli.arguments import Commands
from groundglass.cli.serving import fast_loop
from groundglass.cli.statuses import OK
from groundglass.cli.terminal import note, say
from groundglass.errors import EngineError, StoreAway

if TYPE_CHECKING:
    from groundglass.engine.outpost.outpost import Outpost
    from groundglass.engine.outpost.plan import OutpostPlan

AGAIN_S: Final = 2.0


def add_to(commands: Commands) -> None:
    parser = commands.add_parser("outpost", help="keep cameras on this machine, for a site whose desk is elsewhere")
    told = parser.add_mutually_exclusive_group(required=True)
    told.add_argument(
        "--config", type=Path, metavar="outpost.toml", help="settings of this machine; arguments here go before them"
    )
    told.add_argument(
        "--new-secret", action="store_true", help="print a new secret for the machines of a site, and do nothing else"
    )
    parser.add_argument("--node", metavar="NAME", help="what this machine is called in the site")
    parser.add_argument("--relay", metavar="HOST:PORT", help="how the desk and web nodes reach this machine")
    parser.set_defaults(command=_run)


def _run(arguments: argparse.Namespace) -> int:
    if arguments.new_secret:
        from groundglass.frosted.relay.secret import ClusterSecret

        say(ClusterSecret.new(secrets.token_bytes).reveal())
        return OK
    plan = _plan_of(arguments)
    with asyncio.Runner(loop_factory=fast_loop) as runner:
        runner.run(keep_cameras(plan))
    note("stopped; everything recorded is complete")
    return OK


def _plan_of(arguments: argparse.Namespace) -> OutpostPlan:
    """What the outpost is told: the file's settings, and the arguments before them. Machines that are made by the dozen
    share a file."""
    from groundglass.engine.outpost.plan import read_outpost_plan
    from groundglass.frosted.relay.frames import parse_relay
    from groundglass.frosted.store.lease import parse_node_name

    plan = read_outpost_plan(arguments.config)
    if arguments.node is not None:
        plan = replace(plan, node=parse_node_name(arguments.node))
    if arguments.relay is not None:
        host, port = parse_relay(arguments.relay)
        plan = replace(plan, relay_host=host, relay_port=port)
    return plan


async def keep_cameras(plan: OutpostPlan) -> None:
    """Run an outpost until stopped. A database that is not there yet is waited for."""
    from groundglass.engine.serving import stop_on_signals

    stop = asyncio.Event()
    stop_on_signals(stop)
    outpost = await opened(plan, stop)
    if outpost is None:
        return
    try:
        say(f"node {plan.node} keeps cameras, and is heard at {outpost.relay}")
        note("press Ctrl-C to stop")
        waits = [asyncio.create_task(stop.wait()), asyncio.create_task(outpost.ended.wait())]
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        for wait in waits:
            wait.cancel()
        await asyncio.gather(*waits, return_exceptions=True)
    finally:
        await outpost.close()
    if not stop.is_set():
        raise EngineError(
            f"another process goes by the name of this node, {plan.node}", "give every machine a name of its own"
        )


async def opened(plan: OutpostPlan, stop: asyncio.Event) -> Outpost | None:
    """An outpost, once its database is there; None when stopped before that."""
    from groundglass.clock import SystemClock
    from groundglass.engine.outpost.outpost import Outpost

    is_said = False
    while not stop.is_set():
        try:
            return await Outpost.open(plan, SystemClock())
        except StoreAway as error:
            if not is_said:
                note(f"{error.message}; trying again until it does")
            is_said = True
        try:
            async with asyncio.timeout(AGAIN_S):
                await stop.wait()
        except TimeoutError:
            continue
    return None
