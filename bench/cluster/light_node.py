"""`groundglass node run` with light workers for real ones: `python -m bench.cluster.light_node NODE.toml`."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from bench.cluster.light import Mould
from groundglass.cli import node
from groundglass.cli.serving import fast_loop
from groundglass.clock import SystemClock
from groundglass.config import NodeConfig, parse_node
from groundglass.engine.outpost.outpost import Outpost
from groundglass.engine.outpost.plan import plan_in
from groundglass.engine.ray.node import RayPart
from groundglass.engine.serving import stop_on_signals


async def keep(config: NodeConfig, file: Path, folder: Path, mould: Mould) -> None:
    assert config.outpost is not None
    stop, clock = asyncio.Event(), SystemClock()
    stop_on_signals(stop)
    part = RayPart(node.node_of(config), node.access_of(config, file, folder), folder, clock)
    async with Outpost.running(plan_in(config.outpost, file), clock, start=mould.start):
        await part.run(stop)


def main() -> None:
    file = Path(sys.argv[1])
    config = parse_node(file.read_text())
    with Mould(file.with_suffix(".mould")) as mould, asyncio.Runner(loop_factory=fast_loop) as runner:
        runner.run(keep(config, file, Path(config.ray.data), mould))


if __name__ == "__main__":
    main()
