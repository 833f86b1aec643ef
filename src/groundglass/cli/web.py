"""`groundglass web`: one of any number of web nodes in front of a site's desk."""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from groundglass.cli.apply import read_config, read_text, resolved
from groundglass.cli.arguments import Commands, port
from groundglass.cli.serving import fast_loop
from groundglass.cli.statuses import OK
from groundglass.cli.terminal import note, say
from groundglass.errors import ConfigError

if TYPE_CHECKING:
    from groundglass.engine.web_node import WebNodePlan


def add_to(commands: Commands) -> None:
    parser = commands.add_parser("web", help="run a web node: people's pages and pictures, in front of a site's desk")
    told = parser.add_mutually_exclusive_group(required=True)
    told.add_argument("--config", type=Path, metavar="web.toml", help="settings; arguments here go before them")
    told.add_argument(
        "--secret-of", type=Path, metavar="site.toml", help="print the secret that web nodes of this site are given"
    )
    parser.add_argument("--host", help="the address to listen on")
    parser.add_argument("--port", type=port, help="the port to listen on; 0 takes any free one")
    parser.set_defaults(command=_run)


def _run(arguments: argparse.Namespace) -> int:
    if arguments.secret_of is not None:
        return _tell_secret(arguments.secret_of)
    return _serve(plan_of(arguments.config, arguments))


def plan_of(file: Path, arguments: argparse.Namespace) -> WebNodePlan:
    """What the node is told: the file's settings, and the arguments before them."""
    from groundglass.config.web import parse_web
    from groundglass.engine.kept import kept_of
    from groundglass.engine.web_node import WebNodePlan
    from groundglass.frosted.relay.secret import ViewerSecret

    config = parse_web(read_text(file), file.name)
    web = config.web
    if web.secret is None:
        raise ConfigError(f"{file.name} has no secret")
    return WebNodePlan(
        kept=kept_of(config.storage, file),
        desk=web.desk,
        secret=ViewerSecret.parse(resolved(web.secret, file)),
        host=arguments.host or web.host,
        port=web.port if arguments.port is None else arguments.port,
        origins=web.origins,
        trusted_proxies=web.trusted_proxies,
        viewers=web.viewers,
    )


def _tell_secret(file: Path) -> int:
    from groundglass.frosted.relay.secret import ClusterSecret

    section = read_config(file).cluster
    if section.secret is None:
        raise ConfigError(
            f"{file.name} has no [cluster] secret", "make one with: groundglass outpost --new-secret, and name it there"
        )
    say(ClusterSecret.parse(resolved(section.secret, file)).viewer().reveal())
    return OK


def _serve(plan: WebNodePlan) -> int:
    from groundglass.engine.serving import stop_on_signals
    from groundglass.engine.web_node import serve_node

    def announce(address: str) -> None:
        say(f"this web node is ready at {address}")
        note("press Ctrl-C to stop")

    async def main() -> None:
        stop = asyncio.Event()
        stop_on_signals(stop)
        await serve_node(plan, announce, stop)

    with asyncio.Runner(loop_factory=fast_loop) as runner:
        runner.run(main())
    note("stopped; the desk knows who looked")
    return OK
