"""Arguments that several commands share, described once."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Final, Protocol

from groundglass.engine.folder import DEFAULT
from groundglass.errors import ConfigError
from groundglass.pane.settings import SecretAddress

MAX_ADDRESS_CHARACTERS: Final = 2048


class Commands(Protocol):
    """Where a command's module adds its parser."""

    def add_parser(self, name: str, *, help: str) -> argparse.ArgumentParser:
        """A parser for one more command."""


def add_data_option(parser: argparse.ArgumentParser) -> None:
    """--data DIR, as every command has it."""
    parser.add_argument(
        "--data", type=Path, default=DEFAULT, metavar="DIR", help="the data folder (default: ./groundglass-data)"
    )


def add_address(parser: argparse.ArgumentParser) -> None:
    """ADDRESS, which may hold a password and may therefore come by standard input."""
    parser.add_argument(
        "address",
        help="rtsp://, http(s)://, rtmp://, /dev/video0, a file, or demo:plaza; - reads it from standard input, "
        "which keeps a password out of the list of processes",
    )


def address_of(arguments: argparse.Namespace) -> SecretAddress:
    """The address given, made absolute where it is a file."""
    text: str = arguments.address
    if text == "-":
        text = sys.stdin.readline(MAX_ADDRESS_CHARACTERS + 1).strip()
    return parse_address_text(text)


def parse_address_text(text: str) -> SecretAddress:
    """An address as the worker needs it: the worker runs in another folder, so a file's path becomes absolute."""
    if not text or len(text) > MAX_ADDRESS_CHARACTERS or not text.isprintable():
        raise ConfigError("a camera's address is 1 to 2048 printable characters")
    if "://" not in text and not text.startswith("demo:"):
        text = str(Path(text).absolute())
    return SecretAddress(text)


def add_frosting_options(parser: argparse.ArgumentParser) -> None:
    """How a camera or file is frosted. None = the default, so that a change names only what it changes."""
    parser.add_argument("--mode", choices=("proven", "approved"), help="what makes a part of the picture place")
    parser.add_argument("--style", choices=("silhouette", "mosaic", "absent"), help="how hidden parts look")
    parser.add_argument(
        "--after", type=seconds, metavar="SECONDS", help="how long a look must hold before it may be the place"
    )


def seconds(text: str) -> float:
    """A length of time for argparse."""
    value = float(text)
    if not 0.5 <= value <= 86_400:
        raise argparse.ArgumentTypeError("lies between 0.5 and 86400 seconds")
    return value


def port(text: str) -> int:
    """A TCP port for argparse; 0 takes any free one."""
    value = int(text)
    if not 0 <= value <= 65_535:
        raise argparse.ArgumentTypeError("lies between 0 and 65535")
    return value
