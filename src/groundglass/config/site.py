"""A site's one TOML file -> one frozen tree.

Apart because it is pure: it opens no file, asks no network and changes nothing, so that a site's whole
description can be checked before anything is touched. Who reads the file is the command line; what a camera's
name or a polygon may be is checked again where those types are minted (pane/). Every field is described in
docs/site.toml, which a test holds equal to the defaults here.

A secret may stand in the file, or be a reference: `{ env = "NAME" }` or `{ file = "/run/secrets/gate" }`.
References are resolved late, by `Secret.resolve`, with the environment and the reader as arguments.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from typing import Final

from groundglass.config.cluster import ClusterSection
from groundglass.config.engine import EngineSection, engine_of
from groundglass.config.rules import Corners, Secret, refuse_unknown, section_of
from groundglass.config.storage import StorageSection
from groundglass.errors import ConfigError

GIB: Final = 1024**3
MAX_CONFIG_BYTES: Final = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ServerSection:
    """Where the server listens and keeps its things."""

    name: str = "Groundglass"
    data: str = "groundglass-data"
    host: str = "127.0.0.1"
    port: int = 8420
    origins: tuple[str, ...] = ()
    trusted_proxies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AddressSection:
    """Which camera addresses people may enter. `authority`: a file in PEM, of who signs for encrypted cameras."""

    private_networks: bool = True
    files: bool = False
    devices: bool = True
    authority: str = ""


@dataclass(frozen=True, slots=True)
class OidcSection:
    """Accounts kept elsewhere that sign in here (OpenID Connect). Without issuer and client there are none."""

    issuer: str = ""
    client: str = ""
    client_secret: Secret | None = None
    label: str = "your organisation's account"
    claim: str = ""
    roles: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class LedgerSection:
    """Who holds the ledger's checkpoints besides the site. Empty or left out means: nobody."""

    witness_file: str = ""
    witness_url: str = ""
    witness_mqtt: Secret | None = None
    witness_email: Secret | None = None
    witness_keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DetectorSection:
    """A detector that the site brings: a file and its hash. Without `file` there is none; empty `at`: all cameras."""

    file: str = ""
    sha256: str = ""
    form: str = "yolox"
    classes: tuple[tuple[str, str], ...] = (("0", "person"),)
    width: int = 640
    height: int = 640
    sure: float = 0.35
    rate_hz: float = 2.0
    hides: tuple[str, ...] = ("person",)
    at: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CameraSection:
    """One camera as the site wants it. `id`, `name` and `address` have no default."""

    id: str
    name: str
    address: Secret
    sub_address: Secret | None = None
    enabled: bool = True
    transport: str = "auto"
    mode: str = "proven"
    style: str = "silhouette"
    evidence_s: float = 20.0
    privacy: tuple[Corners, ...] = ()
    overlays: tuple[Corners, ...] = ()
    px_per_m_top: float = 0.0
    px_per_m_bottom: float = 0.0
    view_deg: float = 0.0
    areas: tuple[Corners, ...] = ()
    keep_days: float = 0.0
    keep_gib: float = 0.0
    seal: bool = False
    sound: bool = False
    certificate: str = ""


@dataclass(frozen=True, slots=True)
class SiteConfig:
    """The whole file."""

    server: ServerSection = field(default_factory=ServerSection)
    storage: StorageSection = field(default_factory=StorageSection)
    addresses: AddressSection = field(default_factory=AddressSection)
    oidc: OidcSection = field(default_factory=OidcSection)
    ledger: LedgerSection = field(default_factory=LedgerSection)
    detector: DetectorSection = field(default_factory=DetectorSection)
    engine: EngineSection = field(default_factory=EngineSection)
    cluster: ClusterSection = field(default_factory=ClusterSection)
    cameras: tuple[CameraSection, ...] = ()


def parse_config(untrusted_text: str, name: str = "site.toml") -> SiteConfig:
    """The tree of a TOML text, or `ConfigError` naming the place in the file and what may stand there."""
    if len(untrusted_text) > MAX_CONFIG_BYTES:
        raise ConfigError(f"{name} is larger than {MAX_CONFIG_BYTES // 1024**2} MiB")
    try:
        untrusted = tomllib.loads(untrusted_text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        why = str(error)
        raise ConfigError(f"{name} is not valid TOML: {why[:1].lower()}{why[1:]}", "see docs/site.toml") from error
    known = ("server", "storage", "addresses", "oidc", "ledger", "detector", "engine", "cluster", "camera")
    refuse_unknown(untrusted, known, name)
    return SiteConfig(
        server=ServerSection(**section_of(untrusted.get("server", {}), ServerSection, "server")),
        storage=StorageSection(**section_of(untrusted.get("storage", {}), StorageSection, "storage")),
        addresses=AddressSection(**section_of(untrusted.get("addresses", {}), AddressSection, "addresses")),
        oidc=OidcSection(**section_of(untrusted.get("oidc", {}), OidcSection, "oidc")),
        ledger=LedgerSection(**section_of(untrusted.get("ledger", {}), LedgerSection, "ledger")),
        detector=DetectorSection(**section_of(untrusted.get("detector", {}), DetectorSection, "detector")),
        engine=engine_of(untrusted.get("engine", {})),
        cluster=ClusterSection(**section_of(untrusted.get("cluster", {}), ClusterSection, "cluster")),
        cameras=_cameras(untrusted.get("camera", [])),
    )


def _cameras(untrusted: object) -> tuple[CameraSection, ...]:
    if not isinstance(untrusted, list) or len(untrusted) > 4096:
        raise ConfigError("cameras are written as [[camera]] sections, at most 4096 of them")
    cameras = tuple(_camera(item, number) for number, item in enumerate(untrusted, 1))
    seen: set[str] = set()
    for camera in cameras:
        if camera.id in seen:
            raise ConfigError(f"two cameras are called {camera.id!r}", "give each camera an id of its own")
        seen.add(camera.id)
    return cameras


def _camera(untrusted: object, number: int) -> CameraSection:
    values = section_of(untrusted, CameraSection, f"camera {number}")
    for required in ("id", "address"):
        if required not in values:
            raise ConfigError(f"camera {number} has no {required}", f"add {required} = ... to its section")
    if bool(values.get("px_per_m_top")) != bool(values.get("px_per_m_bottom")):
        raise ConfigError(f"camera {number} has half a scale", "set both px_per_m_top and px_per_m_bottom, or neither")
    return CameraSection(**{"name": values["id"], **values})
