"""`groundglass plan cameras.csv`: how many machines that takes, before any is bought.

It asks no server and no camera; figures and their limits are in docs/planning.md.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from groundglass.cli.arguments import Commands
from groundglass.cli.statuses import OK
from groundglass.cli.terminal import note, say, show_table
from groundglass.engine.camera_list import MAX_LIST_BYTES, parse_camera_list
from groundglass.engine.machines import GIB, Demand, Machine, SitePlan, plan, together
from groundglass.errors import ConfigError, NotFound

_TIB = 1024 * GIB


def add_to(commands: Commands) -> None:
    parser = commands.add_parser("plan", help="how many machines a list of cameras takes, from measured costs")
    parser.add_argument("file", type=Path, metavar="cameras.csv", help="one line per camera or kind of camera")
    parser.add_argument("--cores", type=_number(1, 1024), default=16.0, help="of one machine (default: 16)")
    parser.add_argument("--memory", type=_number(3, 16_384), default=64.0, metavar="GIB", help="of one (default: 64)")
    parser.add_argument(
        "--network", type=_number(10, 1e6), default=1000.0, metavar="MBIT", help="of one, each way (default: 1000)"
    )
    parser.add_argument(
        "--may-fail", type=int, choices=range(10), default=1, metavar="N", help="machines of a site (default: 1)"
    )
    parser.add_argument("--json", action="store_true", help="as JSON, in bytes and cores")
    parser.set_defaults(command=_plan)


def _plan(arguments: argparse.Namespace) -> int:
    machine = Machine(arguments.cores, round(arguments.memory * GIB), arguments.network, arguments.may_fail)
    plans = plan(parse_camera_list(_read(arguments.file)), machine)
    if arguments.json:
        say(json.dumps([asdict(one) for one in plans]))
        return OK
    _show(plans, machine)
    return OK


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_LIST_BYTES + 1)
    except FileNotFoundError as error:
        raise NotFound(f"there is no file {path}") from error
    except OSError as error:
        raise ConfigError(f"could not read {path}: {error.strerror}") from error


def _show(plans: tuple[SitePlan, ...], machine: Machine) -> None:
    columns = ("site", "cameras", "machines", "full first", "cores", "memory", "pictures in", "frosted out")
    rows = [
        (
            one.site or "-", f"{one.need.cameras:,}", f"{one.machines} ({one.spare} spare)", one.bound_by,
            f"{one.need.cores:.1f}", _size(one.need.memory_bytes), _rate(one.need.in_mbit_s),
            _rate(one.need.out_mbit_s),
        )
        for one in plans
    ]  # fmt: skip
    show_table(columns, rows)
    total = together(one.need for one in plans)
    say()
    show_table(("kept", "size", ""), _kept(total))
    note(
        f"machines of {machine.cores:g} cores and {_size(machine.memory_bytes)} that only keep cameras; "
        "PostgreSQL, the bucket, the desk and web nodes come beside them"
    )
    note("costs were measured, with a quarter added; scenes move them by half: docs/planning.md")


def _kept(total: Demand) -> list[tuple[str, str, str]]:
    return [
        ("recordings", _size(total.recording_bytes), f"{_rate(total.out_mbit_s)} into the bucket or the disk"),
        ("sealed originals", _size(total.sealed_bytes), ""),
        ("database", _size(total.database_bytes), f"{total.rows_per_s:,.0f} rows a second"),
    ]


def _size(count_bytes: float) -> str:
    return f"{count_bytes / _TIB:.1f} TiB" if count_bytes >= _TIB else f"{count_bytes / GIB:.1f} GiB"


def _rate(mbit_s: float) -> str:
    return f"{mbit_s / 1000:.1f} Gbit/s" if mbit_s >= 1000 else f"{mbit_s:.0f} Mbit/s"


def _number(least: float, most: float) -> Callable[[str], float]:
    """A number between two others, for argparse."""

    def number(text: str) -> float:
        value = float(text)
        if not least <= value <= most:
            raise argparse.ArgumentTypeError(f"lies between {least:g} and {most:g}")
        return value

    return number
