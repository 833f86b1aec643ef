"""The file of a machine in Ray: an outpost's file and one section more.

Apart from cluster.py, since an outpost needs no Ray. Without an [outpost] section the machine keeps no cameras: such is
a head beside the desk.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from typing import Any

from groundglass.config.cluster import MAX_OUTPOST_BYTES, ClusterSection, OutpostConfig, parse_outpost
from groundglass.config.rules import refuse_unknown, section_of
from groundglass.errors import ConfigError


@dataclass(frozen=True, slots=True)
class RaySection:
    """This machine in Ray. `ray` is the head's address as host:port, `host` this machine's own; `cores` and
    `memory_gib` are what cameras may take (0: what it has). One machine of a site says `head`; what Ray must remember
    lies in its `data`."""

    ray: str = ""
    host: str = "127.0.0.1"
    cores: int = 0
    memory_gib: float = 0.0
    head: bool = False
    data: str = "groundglass-ray"


@dataclass(frozen=True, slots=True)
class NodeConfig:
    """The whole file. `outpost` None: no cameras are kept here."""

    ray: RaySection = field(default_factory=RaySection)
    cluster: ClusterSection = field(default_factory=ClusterSection)
    outpost: OutpostConfig | None = None


def parse_node(untrusted_text: str, name: str = "node.toml") -> NodeConfig:
    """The tree of a TOML text, or `ConfigError`."""
    if len(untrusted_text) > MAX_OUTPOST_BYTES:
        raise ConfigError(f"{name} is larger than {MAX_OUTPOST_BYTES // 1024} KiB")
    try:
        untrusted: dict[str, Any] = tomllib.loads(untrusted_text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigError(f"{name} is not valid TOML: {error}", "see docs/cluster.md") from error
    ray = RaySection(**section_of(untrusted.get("ray", {}), RaySection, "ray"))
    if not ray.ray:
        raise ConfigError(f"{name} does not say where Ray's head is", 'write [ray] ray = "host:port"')
    if "outpost" in untrusted:
        outpost = parse_outpost(untrusted_text, name, others=("ray",))
        return NodeConfig(ray, outpost.cluster, outpost)
    refuse_unknown(untrusted, ("ray", "cluster"), name)
    if not ray.head:
        raise ConfigError(f"{name} has no [outpost] section and is no head", "write one, or [ray] head = true")
    cluster = ClusterSection(**section_of(untrusted.get("cluster", {}), ClusterSection, "cluster"))
    if cluster.secret is None:
        raise ConfigError(f"{name} has no secret", 'write [cluster] secret = { file = "/run/secrets/cluster" }')
    return NodeConfig(ray, cluster)
