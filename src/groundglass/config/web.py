"""The file of a web node: where it listens, where its desk is, and where the site is kept.

Apart from site.py, since a web node has no site of its own: no folder, no cameras, no ledger. [storage] means what it
means in site.toml, of which only state and blobs are looked at.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from typing import Any, Final

from groundglass.config.rules import Secret, refuse_unknown, section_of
from groundglass.config.storage import StorageSection
from groundglass.errors import ConfigError

MAX_WEB_BYTES: Final = 256 * 1024


@dataclass(frozen=True, slots=True)
class WebSection:
    """One node. `desk` is what the site's file has as [cluster] web_nodes; `secret` is that of those who only watch
    (`groundglass web --secret-of site.toml`); at most `viewers` pictures are watched live here at a time."""

    host: str = "127.0.0.1"
    port: int = 8420
    origins: tuple[str, ...] = ()
    trusted_proxies: tuple[str, ...] = ()
    desk: str = ""
    secret: Secret | None = None
    viewers: int = 2000


@dataclass(frozen=True, slots=True)
class WebConfig:
    """The whole file."""

    web: WebSection = field(default_factory=WebSection)
    storage: StorageSection = field(default_factory=StorageSection)


def parse_web(untrusted_text: str, name: str = "web.toml") -> WebConfig:
    """The tree of a TOML text, or `ConfigError`."""
    if len(untrusted_text) > MAX_WEB_BYTES:
        raise ConfigError(f"{name} is larger than {MAX_WEB_BYTES // 1024} KiB")
    try:
        untrusted: dict[str, Any] = tomllib.loads(untrusted_text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigError(f"{name} is not valid TOML: {error}", "see docs/cluster.md") from error
    refuse_unknown(untrusted, ("web", "storage"), name)
    config = WebConfig(
        web=WebSection(**section_of(untrusted.get("web", {}), WebSection, "web")),
        storage=StorageSection(**section_of(untrusted.get("storage", {}), StorageSection, "storage")),
    )
    if not config.web.desk:
        raise ConfigError(
            f"{name} does not say where the desk is", 'write [web] desk = "host:port", as [cluster] web_nodes has it'
        )
    if config.web.secret is None:
        raise ConfigError(f"{name} has no secret", "get it with: groundglass web --secret-of site.toml")
    if config.storage.state is None or not config.storage.blobs:
        raise ConfigError(
            f"{name} does not say where the site is kept", "write [storage] state and blobs as in site.toml"
        )
    return config
