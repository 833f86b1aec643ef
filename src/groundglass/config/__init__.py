"""Settings files, as text -> frozen trees. Pure.

site.py    a site's own file
engine.py  its part that says on which machines cameras are kept
rules.py   what the value of each setting may be, and secrets that stand elsewhere
"""

from __future__ import annotations

from groundglass.config.engine import EngineSection, PlacingSection
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
    StorageSection,
    parse_config,
)

__all__ = [
    "GIB",
    "LEAST_EVIDENCE_S",
    "MAX_AREAS",
    "MAX_CONFIG_BYTES",
    "AddressSection",
    "CameraSection",
    "Corners",
    "DetectorSection",
    "EngineSection",
    "LedgerSection",
    "OidcSection",
    "PlacingSection",
    "Secret",
    "ServerSection",
    "SiteConfig",
    "StorageSection",
    "parse_config",
]
