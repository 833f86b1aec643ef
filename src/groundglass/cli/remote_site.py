"""Which server a command asks, and as whom: `--server` and `--token-file`, or the environment.

Apart from remote.py, which only talks: here is decided to whom. Without a server named, commands that have a data
folder reach the site of this machine through its socket (access.py) as ever. A token is read from a file or the
environment and never from the command line, where every process of the machine could read it.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Final

from groundglass.cli.remote import Remote
from groundglass.errors import ConfigError, NotFound

SERVER: Final = "GROUNDGLASS_SERVER"
TOKEN: Final = "GROUNDGLASS_TOKEN"  # noqa: S105 - the name of a variable
_MAX_TOKEN_CHARACTERS: Final = 512


def add_remote_options(parser: argparse.ArgumentParser) -> None:
    """--server and --token-file, as every command that reaches a server from elsewhere has them."""
    parser.add_argument("--server", metavar="URL", help=f"a server elsewhere: https://desk.example.org (or ${SERVER})")
    parser.add_argument("--token-file", type=Path, metavar="FILE", help=f"its API token, gg_... (or ${TOKEN})")


def remote_of(arguments: argparse.Namespace) -> Remote | None:
    """The server that was named, as the program whose token was given; None when none was named."""
    address = arguments.server or os.environ.get(SERVER)
    if not address:
        return None
    remote = Remote(address)
    remote.show_token(_token(arguments.token_file))
    return remote


def require_remote(arguments: argparse.Namespace) -> Remote:
    """The same, for commands that always ask a server."""
    remote = remote_of(arguments)
    if remote is None:
        raise ConfigError("this command asks a server, and none is named", f"name it with --server, or ${SERVER}")
    return remote


def _token(file: Path | None) -> str:
    text = os.environ.get(TOKEN, "") if file is None else _read(file)
    token = text.strip()
    if not token.startswith("gg_") or len(token) > _MAX_TOKEN_CHARACTERS or not token.isascii():
        raise ConfigError(
            "no API token was given" if not token else "this is not an API token",
            f"have an administrator make one under People, and give it with --token-file or ${TOKEN}",
        )
    return token


def _read(file: Path) -> str:
    try:
        with file.open(encoding="utf-8") as opened:
            return opened.read(_MAX_TOKEN_CHARACTERS + 1)
    except FileNotFoundError as error:
        raise NotFound(f"there is no file {file}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file} cannot be read as a token") from error
