"""What the processes of a site on several machines are told of each other, and the file of an outpost.

Apart from site.py, since a site on one machine never writes it. An outpost's file has [outpost], [storage] and
[cluster]; the last two mean what they mean in site.toml. Sections of whoever starts the outpost with more than that are
left alone when they are named.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from typing import Any, Final

from groundglass.config.rules import Secret, refuse_unknown, section_of
from groundglass.config.storage import StorageSection
from groundglass.errors import ConfigError

MAX_OUTPOST_BYTES: Final = 256 * 1024


@dataclass(frozen=True, slots=True)
class ClusterSection:
    """The secret that desk and outposts share (`groundglass outpost --new-secret`), and where the desk listens for web
    nodes, as host:port ("": it has none)."""

    secret: Secret | None = None
    web_nodes: str = ""


@dataclass(frozen=True, slots=True)
class OutpostSection:
    """One machine that keeps cameras. `relay` is how the others reach it, `listen` where it listens ("": the same);
    at most `spool_gib` wait there while PostgreSQL or S3 are away. `reaches` are the networks it reaches and `places`
    its labels, as the [[engine.placing]] rules of site.toml ask for them."""

    node: str = ""
    data: str = "groundglass-node"
    relay: str = "127.0.0.1:8430"
    listen: str = ""
    spool_gib: float = 20.0
    reaches: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OutpostConfig:
    """The whole file."""

    outpost: OutpostSection = field(default_factory=OutpostSection)
    storage: StorageSection = field(default_factory=StorageSection)
    cluster: ClusterSection = field(default_factory=ClusterSection)


def parse_outpost(untrusted_text: str, name: str = "outpost.toml", others: tuple[str, ...] = ()) -> OutpostConfig:
    """The tree of a TOML text, or `ConfigError`. Sections called as in `others` are somebody else's."""
    if len(untrusted_text) > MAX_OUTPOST_BYTES:
        raise ConfigError(f"{name} is larger than {MAX_OUTPOST_BYTES // 1024} KiB")
    try:
        untrusted: dict[str, Any] = tomllib.loads(untrusted_text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigError(f"{name} is not valid TOML: {error}", "see docs/cluster.md") from error
    refuse_unknown(untrusted, ("outpost", "storage", "cluster", *others), name)
    config = OutpostConfig(
        outpost=OutpostSection(**section_of(untrusted.get("outpost", {}), OutpostSection, "outpost")),
        storage=StorageSection(**section_of(untrusted.get("storage", {}), StorageSection, "storage")),
        cluster=ClusterSection(**section_of(untrusted.get("cluster", {}), ClusterSection, "cluster")),
    )
    if not config.outpost.node:
        raise ConfigError(f"{name} names no node", 'give the machine a name: [outpost] node = "north-1"')
    if config.storage.state is None or not config.storage.blobs:
        raise ConfigError(
            f"{name} does not say where the site is kept", "write [storage] state and blobs as in site.toml"
        )
    if config.cluster.secret is None:
        raise ConfigError(
            f"{name} has no secret", "make one for the site with: groundglass outpost --new-secret",
            'and name it in every file: [cluster] secret = { file = "/run/secrets/cluster" }',
        )  # fmt: skip
    return config
