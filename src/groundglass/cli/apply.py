"""`groundglass apply site.toml`: makes the cameras of a site those of the file.

Declarative: what is not in the file goes, what is there already stays untouched, and applying twice changes
nothing. The difference is shown before anything is done.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Any, Final, cast

from groundglass.cli.access import ask
from groundglass.cli.arguments import Commands, parse_address_text
from groundglass.cli.statuses import OK
from groundglass.cli.terminal import confirmed, say
from groundglass.config import GIB, MAX_CONFIG_BYTES, CameraSection, Secret, SiteConfig, parse_config
from groundglass.engine.wishes import CameraWish, wish_json
from groundglass.errors import ConfigError, NotFound
from groundglass.frosted.cameras import CameraSettings
from groundglass.frosted.inventory.certificates import read_certificate
from groundglass.pane.ids import AreaId, parse_camera_id
from groundglass.pane.settings import Area, Mode, SecretAddress, Style, Transport

_MARKS: Final = {"add": "+", "restore": "+", "change": "~", "remove": "-"}


def add_to(commands: Commands) -> None:
    parser = commands.add_parser("apply", help="make the cameras those of a site file, after showing the difference")
    parser.add_argument("file", type=Path, metavar="site.toml")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.add_argument("--dry-run", action="store_true", help="show the difference and stop")
    parser.add_argument("--data", type=Path, metavar="DIR", help="the data folder (default: the file's)")
    parser.set_defaults(command=_apply)


def _apply(arguments: argparse.Namespace) -> int:
    site = read_config(arguments.file)
    data = arguments.data or Path(site.server.data)
    wishes = {"cameras": [wish_json(wish_of(camera, arguments.file)) for camera in site.cameras]}
    plan = ask(data, "plan", wishes, may_create=True, settings=arguments.file)
    for change in plan:
        _show_change(change)
    if not plan:
        say("nothing to change")
        return OK
    if arguments.dry_run or not confirmed("make these changes?", yes=arguments.yes):
        say("nothing was changed")
        return OK
    done = ask(data, "apply", wishes, may_create=True, settings=arguments.file)
    say(f"{len(done)} camera{'' if len(done) == 1 else 's'} changed")
    return OK


def _show_change(change: dict[str, Any]) -> None:
    say(f"{_MARKS[change['act']]} {change['act']} {change['id']}")
    for line in change["lines"]:
        say(f"    {line}")


def read_config(path: Path) -> SiteConfig:
    """The site file, or a `GroundglassError` saying why not."""
    return parse_config(read_text(path), path.name)


def read_text(path: Path) -> str:
    """A settings file, or a `GroundglassError` saying why not."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_CONFIG_BYTES + 1).decode()
    except FileNotFoundError as error:
        raise NotFound(f"there is no file {path}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path} is not a text in UTF-8") from error
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {(error.strerror or 'unknown').lower()}") from error


def wish_of(camera: CameraSection, file: Path) -> CameraWish:
    """What a section of the file wishes for. Relative paths of secrets are seen from the file's folder."""
    settings = CameraSettings(
        address=_address(camera.address, file),
        sub_address=_address(camera.sub_address, file) if camera.sub_address is not None else None,
        # The three were checked against the same words by config/.
        transport=cast(Transport, camera.transport),
        mode=cast(Mode, camera.mode),
        style=cast(Style, camera.style),
        evidence_s=camera.evidence_s,
        privacy=camera.privacy,
        overlays=camera.overlays,
        px_per_m_top=camera.px_per_m_top or None,
        px_per_m_bottom=camera.px_per_m_bottom or None,
        view_deg=camera.view_deg or None,
        # Rules name areas by number: the first of the list is 1.
        areas=tuple(Area(AreaId(number), area) for number, area in enumerate(camera.areas, 1)),
        keep_days=camera.keep_days or None,
        keep_bytes=round(camera.keep_gib * GIB) or None,
        seal=camera.seal,
        sound=camera.sound,
        certificate=read_certificate(read_text(file.parent / camera.certificate)).pem if camera.certificate else None,
    )
    return CameraWish(parse_camera_id(camera.id), camera.name, camera.enabled, settings)


def _address(secret: Secret, file: Path) -> SecretAddress:
    return parse_address_text(resolved(secret, file))


def resolved(secret: Secret, file: Path) -> str:
    """The secret itself. Relative paths are seen from the folder of `file`, the settings."""
    return secret.resolve(os.environ, lambda name: read_text(file.parent / name))
