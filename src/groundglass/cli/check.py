"""`groundglass check`: proves the numbered invariants of design/storage.md on a data folder, and repairs."""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from rich.progress import BarColumn, TextColumn

from groundglass.cli.arguments import Commands, add_data_option
from groundglass.cli.statuses import OK
from groundglass.cli.terminal import note, progress, say
from groundglass.engine.folder import require_folder
from groundglass.errors import StoreDamaged

if TYPE_CHECKING:
    from groundglass.frosted.store.damage import Finding
    from groundglass.frosted.store.fsck import CheckReport


def add_to(commands: Commands) -> None:
    parser = commands.add_parser("check", help="prove that what is on disk is whole; --repair mends what a crash left")
    parser.add_argument("--repair", action="store_true", help="mend what can be mended; no server may run")
    add_data_option(parser)
    parser.set_defaults(command=_check)


def _check(arguments: argparse.Namespace) -> int:
    report = _with_progress(require_folder(arguments.data), repair=arguments.repair)
    say(f"looked at {report.files} files, {report.fragments} fragments, {report.size_bytes / 1024**2:.1f} MiB")
    if report.is_live:
        note("a server runs on this folder: it was only looked at, twice")
    if report.settled:
        say(f"settled {report.settled} minute{_s(report.settled)} that a crash had left open")
    elif report.unsettled and not report.is_live:
        note(f"{report.unsettled} open minute{_s(report.unsettled)} will be settled by the next start, or by --repair")
    _list("mended", report.repaired)
    _list("damaged", report.remaining)
    if not report.is_clean:
        raise StoreDamaged(_sentence(report), *_hints(report, repaired=arguments.repair))
    say("everything is whole")
    return OK


def _with_progress(folder: Path, *, repair: bool) -> CheckReport:
    from groundglass.engine.kept import kept_by
    from groundglass.frosted.store.fsck import check

    with progress(TextColumn("checking {task.description}"), BarColumn()) as shown:
        task = shown.add_task("", total=None)

        def tell(what: str, done: int, of_all: int) -> None:
            shown.update(task, description=what, completed=done, total=of_all)

        return asyncio.run(check(folder, repair=repair, progress=tell, kept=kept_by(folder)))


def _list(word: str, findings: tuple[Finding, ...]) -> None:
    for finding in findings:
        say(f"{word} (invariant {finding.invariant}): {finding.subject}: {finding.sentence}")


def _sentence(report: CheckReport) -> str:
    count = len(report.remaining)
    return f"{count} thing{_s(count)} on disk {'is' if count == 1 else 'are'} not as design/storage.md promises"


def _hints(report: CheckReport, *, repaired: bool) -> tuple[str, ...]:
    if repaired:
        return ("what is left cannot be mended here; restore it from a copy, or leave it: the rest is whole",)
    first = "stop the server, then " if report.is_live else ""
    return (f"{first}mend what can be mended: groundglass check --repair",)


def _s(count: int) -> str:
    return "" if count == 1 else "s"
