"""What an outpost is told: its file, read and resolved."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from groundglass.config import GIB, OutpostConfig, parse_outpost
from groundglass.engine.kept import kept_of, read_settings
from groundglass.errors import ConfigError
from groundglass.frosted.relay.frames import parse_relay
from groundglass.frosted.relay.secret import ClusterSecret
from groundglass.frosted.store.blobs import S3Access
from groundglass.frosted.store.lease import NodeName, parse_node_name


@dataclass(frozen=True, slots=True)
class OutpostPlan:
    """Everything an outpost needs. `state` is a PostgreSQL URL and holds a password. It listens on
    `listen_host`:`relay_port` (0: any free one) and is reached by others at `relay_host`."""

    node: NodeName
    folder: Path
    state: str = field(repr=False)
    blobs: str
    access: S3Access
    relay_host: str
    relay_port: int
    secret: ClusterSecret
    listen_host: str = ""
    spool_bytes: int = 20 * GIB
    floor_bytes: int = 2 * GIB
    reaches: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


def read_outpost_plan(path: Path) -> OutpostPlan:
    """The plan in a file, or `ConfigError`."""
    return plan_in(parse_outpost(read_settings(path), path.name), path)


def plan_in(config: OutpostConfig, path: Path) -> OutpostPlan:
    """The plan in the settings that stand in `path`, their secrets resolved, or `ConfigError`."""
    kept, given = kept_of(config.storage, path), config.cluster.secret
    if given is None:
        raise ConfigError(f"{path.name} has no secret")  # unreachable: parse_outpost refuses it
    secret = ClusterSecret.parse(given.resolve(os.environ, lambda name: read_settings(path.parent / name)))
    return plan_of(config, kept.state, kept.access, secret)


def plan_of(config: OutpostConfig, state: str, access: S3Access, secret: ClusterSecret) -> OutpostPlan:
    """The plan in settings whose secrets are resolved, or `ConfigError`."""
    told = config.outpost
    host, port = parse_relay(told.relay)
    return OutpostPlan(
        node=parse_node_name(told.node),
        folder=Path(told.data).absolute(),
        state=state,
        blobs=config.storage.blobs,
        access=access,
        relay_host=host,
        relay_port=port,
        secret=secret,
        listen_host=parse_relay(told.listen)[0] if told.listen else host,
        spool_bytes=round(told.spool_gib * GIB),
        floor_bytes=round(config.storage.floor_gib * GIB),
        reaches=told.reaches,
        places=told.places,
    )
