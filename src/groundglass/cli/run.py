"""`groundglass run`: the server."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from groundglass.cli.apply import read_config, read_text, resolved
from groundglass.cli.arguments import Commands
from groundglass.cli.serving import add_serving_options, serve_plan
from groundglass.config import (
    GIB,
    AddressSection,
    DetectorSection,
    LedgerSection,
    OidcSection,
    ServerSection,
    SiteConfig,
    StorageSection,
)
from groundglass.engine.loading import loading
from groundglass.errors import ConfigError, LedgerError, PaneError

if TYPE_CHECKING:
    from groundglass.engine.house import ServerPlan
    from groundglass.frosted.archive import StorageLimits
    from groundglass.frosted.oidc.settings import OidcSettings
    from groundglass.frosted.outbound.channels import Channel
    from groundglass.frosted.record.witness import WitnessSettings
    from groundglass.frosted.relay.secret import ClusterSecret
    from groundglass.pane.detector import DetectorOrder
    from groundglass.pane.trust import TrustOrder


def add_to(commands: Commands) -> None:
    parser = commands.add_parser("run", help="run the server: live, recording, console, on one port")
    parser.add_argument("--config", type=Path, metavar="site.toml", help="settings; arguments here go before them")
    add_serving_options(parser)
    parser.set_defaults(command=_run)


def _run(arguments: argparse.Namespace) -> int:
    site = read_config(arguments.config) if arguments.config is not None else SiteConfig()
    with loading():
        plan = plan_of(site, arguments)
    return serve_plan(plan, browser=not arguments.no_browser)


def plan_of(site: SiteConfig, arguments: argparse.Namespace) -> ServerPlan:
    """What the server is told: the file's settings, and the arguments before them."""
    from groundglass.engine.house import ServerPlan
    from groundglass.engine.kept import kept_of

    server: ServerSection = site.server
    if site.engine.kind != "here" and (site.storage.state is None or not site.storage.blobs):
        raise ConfigError(
            "other machines are to keep the cameras, and the site is kept in this machine's folder",
            "move it to PostgreSQL and S3, which all of them reach: groundglass migrate",
        )
    return ServerPlan(
        folder=(arguments.data or Path(server.data)).absolute(),
        host=arguments.host or server.host,
        port=server.port if arguments.port is None else arguments.port,
        name=server.name,
        origins=server.origins,
        trusted_proxies=server.trusted_proxies,
        oidc=oidc_of(site.oidc, arguments.config or Path("site.toml")),
        limits=limits_of(site.storage),
        kept=kept_of(site.storage, arguments.config or Path("site.toml")),
        allow_private=site.addresses.private_networks,
        allow_files=site.addresses.files,
        allow_devices=site.addresses.devices,
        authority=authority_of(site.addresses, arguments.config or Path("site.toml")),
        witnesses=witnesses_of(site.ledger),
        witness_channels=witness_channels_of(site.ledger, arguments.config or Path("site.toml")),
        detector=detector_of(site.detector),
        detector_at=frozenset(site.detector.at),
        engine=site.engine,
        cluster=cluster_of(site, arguments.config or Path("site.toml")),
        web_nodes=site.cluster.web_nodes,
    )


def authority_of(section: AddressSection, file: Path) -> TrustOrder | None:
    """Who signs for the site's encrypted cameras; a relative path is seen from the folder of `file`."""
    from groundglass.pane.trust import TrustOrder, parse_certificates

    if not section.authority:
        return None
    try:
        return TrustOrder(parse_certificates(read_text(file.parent / section.authority)))
    except PaneError as error:
        raise ConfigError(f"authority: {error.message}", *error.hints) from error


def cluster_of(site: SiteConfig, file: Path) -> ClusterSecret | None:
    """The secret that the site's machines share; refused where cameras are to be kept elsewhere without one."""
    from groundglass.frosted.relay.secret import ClusterSecret

    if site.cluster.secret is not None:
        return ClusterSecret.parse(resolved(site.cluster.secret, file))
    if site.engine.kind != "here" or site.cluster.web_nodes:
        raise ConfigError(
            "other machines are to work for this site, and it has no secret to know them by",
            'make one with: groundglass outpost --new-secret, and write [cluster] secret = { file = "..." }',
        )
    return None


def detector_of(section: DetectorSection) -> DetectorOrder | None:
    """The model a site brings, every field checked; the file itself is read by the workers."""
    from groundglass.pane.detector import parse_detector

    if not section.file:
        return None
    told = {
        "path": str(Path(section.file).absolute()), "sha256": section.sha256.lower(), "form": section.form,
        "classes": [[int(number) if number.isdecimal() else -1, kind] for number, kind in section.classes],
        "width": section.width, "height": section.height, "sure": section.sure, "rate_hz": section.rate_hz,
        "hides": list(section.hides),
    }  # fmt: skip
    try:
        return parse_detector(told)
    except PaneError as error:
        raise ConfigError(f"detector: {error.message}", *error.hints) from error


def oidc_of(section: OidcSection, file: Path) -> OidcSettings | None:
    """The file says "" for none; a role that is not one is refused here."""
    from groundglass.frosted.oidc.settings import OidcSettings
    from groundglass.frosted.people.members import parse_role

    if not section.issuer and not section.client:
        return None
    if not section.issuer or not section.client:
        raise ConfigError("oidc: one of issuer and client is missing", "write both, or neither")
    if bool(section.claim) != bool(section.roles):
        raise ConfigError("oidc: one of claim and roles is missing", "write both, or neither: invitations work without")
    try:
        roles = {value: parse_role(role) for value, role in section.roles}
    except ConfigError as error:
        raise ConfigError(f"oidc: roles: {error.message}", *error.hints) from error
    return OidcSettings(
        issuer=section.issuer,
        client=section.client,
        client_secret=resolved(section.client_secret, file) if section.client_secret is not None else "",
        label=section.label,
        claim=section.claim,
        roles=roles,
    )


def witnesses_of(ledger: LedgerSection) -> WitnessSettings:
    """The file says "" for nobody; inside the house that is None."""
    from groundglass.frosted.record.witness import WitnessSettings
    from groundglass.ledger.cosignature import WitnessKey

    try:
        keys = tuple(WitnessKey.parse(key) for key in ledger.witness_keys)
    except LedgerError as error:
        raise ConfigError(f"ledger: witness_keys: {error.message}", *error.hints) from error
    return WitnessSettings(
        file=Path(ledger.witness_file).absolute() if ledger.witness_file else None,
        url=ledger.witness_url or None,
        keys=keys,
    )


def witness_channels_of(ledger: LedgerSection, file: Path) -> tuple[Channel, ...]:
    """The witnesses whose addresses hold passwords; `file` is where the settings stand."""
    from groundglass.frosted.outbound.witness import email_channel, mqtt_channel

    given = (
        ("witness_mqtt", ledger.witness_mqtt, mqtt_channel),
        ("witness_email", ledger.witness_email, email_channel),
    )
    channels = []
    for key, secret, channel_of in given:
        try:
            if secret is not None:
                channels.append(channel_of(resolved(secret, file)))
        except ConfigError as error:
            raise ConfigError(f"ledger: {key}: {error.message}", *error.hints) from error
    return tuple(channels)


def limits_of(storage: StorageSection) -> StorageLimits:
    """The file says 0 for "no limit"; inside the house that is None."""
    from groundglass.frosted.archive import StorageLimits

    return StorageLimits(
        keep_days=storage.keep_days or None,
        keep_bytes=round(storage.keep_gib * GIB) or None,
        free_floor_bytes=round(storage.floor_gib * GIB),
        spool_bytes=round(storage.spool_gib * GIB),
    )
