"""`groundglass node`: a machine that keeps cameras where Ray says, and what the desk knows of all of them."""

from __future__ import annotations

import argparse
import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from groundglass.cli.access import ask
from groundglass.cli.apply import read_text, resolved
from groundglass.cli.arguments import Commands
from groundglass.cli.outpost import opened
from groundglass.cli.serving import fast_loop
from groundglass.cli.statuses import OK
from groundglass.cli.terminal import note, say
from groundglass.config import GIB, NodeConfig, parse_node
from groundglass.errors import ConfigError, EngineError

if TYPE_CHECKING:
    from groundglass.engine.outpost.outpost import Outpost
    from groundglass.engine.ray.access import RayAccess
    from groundglass.engine.ray.node import RayNode, RayPart


def add_to(commands: Commands) -> None:
    parser = commands.add_parser("node", help="machines that keep cameras: run one with Ray, list them, empty one")
    acts = parser.add_subparsers(metavar="ACT", required=True)
    run = acts.add_parser("run", help="keep cameras on this machine, where Ray says; until stopped")
    run.add_argument("--config", type=Path, metavar="node.toml", required=True, help="settings of this machine")
    run.set_defaults(command=_run)
    listing = acts.add_parser("list", help="the machines, and what each keeps")
    listing.add_argument("--data", type=Path, metavar="DIR", help="the desk's data folder")
    listing.set_defaults(command=_list)
    for act, told in (("drain", "have others keep its cameras"), ("undrain", "let it keep cameras again")):
        one = acts.add_parser(act, help=told)
        one.add_argument("node", metavar="NODE", help="its name, as `groundglass node list` shows it")
        one.add_argument("--data", type=Path, metavar="DIR", help="the desk's data folder")
        one.set_defaults(command=_drain, on=act == "drain")


def _list(arguments: argparse.Namespace) -> int:
    nodes: list[dict[str, Any]] = ask(_desk(arguments), "nodes", {})
    if not nodes:
        say("no machine has said that it is there; start one with: groundglass node run --config node.toml")
    for one in nodes:
        state = "drained" if one["is_drained"] else "there" if one["is_alive"] else "away"
        say(f"{one['node']:<24} {state:<8} {len(one['cameras']):>5} cameras  {one['relay']}")
    return OK


def _drain(arguments: argparse.Namespace) -> int:
    ask(_desk(arguments), "node.drain", {"node": arguments.node, "on": arguments.on})
    if arguments.on:
        say(f"{arguments.node} is being emptied; see how far with: groundglass node list")
        say(f"when the work on it is done: groundglass node undrain {arguments.node}")
    else:
        say(f"{arguments.node} keeps cameras again")
    return OK


def _desk(arguments: argparse.Namespace) -> Path:
    return arguments.data or Path("groundglass-data")


def _run(arguments: argparse.Namespace) -> int:
    from groundglass.engine.ray.access import require_ray

    require_ray()
    config = parse_node(read_text(arguments.config), arguments.config.name)
    with asyncio.Runner(loop_factory=fast_loop) as runner:
        runner.run(_keep(config, arguments.config, Path(config.ray.data).absolute()))
    note("stopped; everything recorded is complete")
    return OK


async def _keep(config: NodeConfig, file: Path, folder: Path) -> None:
    """The outpost first: cameras must not be placed on a machine where nobody keeps them yet."""
    from groundglass.clock import SystemClock
    from groundglass.engine.outpost.plan import plan_in
    from groundglass.engine.ray.node import RayPart
    from groundglass.engine.serving import stop_on_signals

    stop = asyncio.Event()
    stop_on_signals(stop)
    part = RayPart(node_of(config), access_of(config, file, folder), folder, SystemClock())
    outpost = None
    if config.outpost is not None:
        plan = plan_in(config.outpost, file)
        outpost = await opened(plan, stop)
        if outpost is None:
            return
        say(f"node {plan.node} keeps cameras, and is heard at {outpost.relay}; Ray at {config.ray.ray} says which")
    else:
        say(f"Ray's head is being started at {config.ray.ray}")
    note("press Ctrl-C to stop")
    try:
        await _until(stop, outpost, part)
    finally:
        if outpost is not None:
            await outpost.close()


def node_of(config: NodeConfig) -> RayNode:
    from groundglass.engine.ray.node import RayNode

    if config.outpost is None:
        return RayNode("head", config.ray.host, 0, is_head=True)
    told = config.outpost.outpost
    cores = config.ray.cores or len(os.sched_getaffinity(0))
    memory = round(config.ray.memory_gib * GIB)
    return RayNode(told.node, config.ray.host, cores, told.reaches, told.places, config.ray.head, memory)


def access_of(config: NodeConfig, file: Path, folder: Path) -> RayAccess:
    from groundglass.engine.ray.access import RayAccess
    from groundglass.frosted.relay.secret import ClusterSecret

    if config.cluster.secret is None:
        raise ConfigError(f"{file.name} has no secret")  # unreachable: parse_node refuses it
    return RayAccess.of(config.ray.ray, folder, ClusterSecret.parse(resolved(config.cluster.secret, file)))


async def _until(stop: asyncio.Event, outpost: Outpost | None, part: RayPart) -> None:
    """Until told to stop, or until another process took this node's name."""
    ray = asyncio.create_task(part.run(stop), name="ray")
    waits = [asyncio.create_task(stop.wait())]
    if outpost is not None:
        waits.append(asyncio.create_task(outpost.ended.wait()))
    await asyncio.wait((ray, *waits), return_when=asyncio.FIRST_COMPLETED)
    was_asked = stop.is_set()
    stop.set()
    for wait in waits:
        wait.cancel()
    await asyncio.gather(*waits, return_exceptions=True)
    await ray
    if not was_asked:
        raise EngineError("another process goes by this node's name", "give every machine a name of its own")
