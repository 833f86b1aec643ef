"""Settings files, as text -> frozen trees. Pure.

site.py    a site's own file
engine.py  its part that says on which machines cameras are kept
cluster.py what these machines are told of each other, and the file of an outpost
node.py    the file of a machine in Ray
storage.py where all of them find what is kept
rules.py   what the value of each setting may be, and secrets that stand elsewhere
"""

from __future__ import annotations

from groundglass.config.cluster import ClusterSection, OutpostConfig, OutpostSection, parse_outpost
from groundglass.config.engine import EngineSection, PlacingSection
from groundglass.config.node import NodeConfig, RaySection, parse_node
from groundglass.config.rules import LEAST_EVIDENCE_S, MAX_AREAS, Corners, Secret
from groundglass.config.site import (
    GIB,
    MAX_CONFIG_BYTES,
    AddressSection,
    CameraSection,
    DetectorSection,
    LedgerSection,
    OidcSection,
    ServerSection,
    SiteConfig,
    parse_config,
)
from groundglass.config.storage import StorageSection

__all__ = [
    "GIB",
    "LEAST_EVIDENCE_S",
    "MAX_AREAS",
    "MAX_CONFIG_BYTES",
    "AddressSection",
    "CameraSection",
    "ClusterSection",
    "Corners",
    "DetectorSection",
    "EngineSection",
    "LedgerSection",
    "NodeConfig",
    "OidcSection",
    "OutpostConfig",
    "OutpostSection",
    "PlacingSection",
    "RaySection",
    "Secret",
    "ServerSection",
    "SiteConfig",
    "StorageSection",
    "parse_config",
    "parse_node",
    "parse_outpost",
]
