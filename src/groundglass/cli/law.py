"""`groundglass law`: the papers the law asks of a site, and its signs, as files to print."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from groundglass.cli.access import ask
from groundglass.cli.arguments import Commands, add_data_option
from groundglass.cli.statuses import OK
from groundglass.cli.terminal import note, say
from groundglass.errors import StoreError


def add_to(commands: Commands) -> None:
    parser = commands.add_parser("law", help="the record of processing, the impact assessment, and signs, to print")
    acts = parser.add_subparsers(metavar="PAPER", required=True)
    for name, said in (
        ("record", "the record of processing activities (GDPR, article 30)"),
        ("assessment", "a draft of the impact assessment (article 35)"),
    ):
        paper = acts.add_parser(name, help=said)
        _add_options(paper)
        paper.set_defaults(command=_paper, paper=name)
    sign = acts.add_parser("sign", help="a camera's sign (article 13), with a code that leads to its public page")
    sign.add_argument("id", metavar="CAMERA")
    sign.add_argument("--size", choices=("a4", "a6"), default="a4", help="a4 for an entrance, a6 as a sticker")
    _add_options(sign)
    sign.set_defaults(command=_sign)


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--language", metavar="CODE", default="en", help="one of en, de, fr, es (default: en)")
    parser.add_argument("--out", type=Path, metavar="FILE", help="where to write it (default: NAME.html, here)")
    add_data_option(parser)


def _paper(arguments: argparse.Namespace) -> int:
    what = {"language": arguments.language}
    return _written(arguments, f"law.{arguments.paper}", what, f"{arguments.paper}-{arguments.language}.html")


def _sign(arguments: argparse.Namespace) -> int:
    what = {"id": arguments.id, "size": arguments.size, "language": arguments.language}
    return _written(arguments, "law.sign", what, f"sign-{arguments.id}-{arguments.size}-{arguments.language}.html")


def _written(arguments: argparse.Namespace, act: str, what: dict[str, Any], name: str) -> int:
    page = str(ask(arguments.data, act, what))
    out: Path = arguments.out or Path(name)
    try:
        out.write_text(page, encoding="utf-8")
    except OSError as error:
        raise StoreError(f"{out} cannot be written: {(error.strerror or 'unknown').lower()}") from error
    say(f"written to {out}")
    note("open it in a browser to read and print it")
    return OK
