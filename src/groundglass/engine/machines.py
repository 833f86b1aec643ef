"""How many machines a list of cameras needs: cores, memory, network, disk and database, from measured costs.

Pure, and apart from the list that is read (camera_list.py) and from who prints it. What one camera costs a processor is
costs.py's; here are the figures of what is written, measured in `./dev bench bigdb` on PostgreSQL with its indexes, and
how machines are filled: the largest cameras first, each into the first machine with room, per site.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from groundglass.engine.camera_list import CameraLine
from groundglass.engine.costs import Cost, cost_of
from groundglass.errors import ConfigError

GIB: Final = 1024**3
DAY_S: Final = 86_400
FRAGMENTS_HZ: Final = 2.0
BYTES_PER_FRAGMENT: Final = 235  # a row of the recording index with its keys
OBSERVATION_ROWS_HZ: Final = 0.5
BYTES_PER_OBSERVATION_ROW: Final = 660  # two seconds of two to seven people
OBSERVATION_DAYS: Final = 31
# What a node keeps for itself: the system, the process that takes in and records, Ray's own processes.
_OWN_CORES: Final = 0.5
_OWN_BYTES: Final = 2 * GIB


@dataclass(frozen=True, slots=True)
class Machine:
    """One kind of machine that keeps cameras. `may_fail`: so many of a site may be lost, and all cameras are kept."""

    cores: float
    memory_bytes: int
    network_mbit_s: float = 1000.0
    may_fail: int = 1


@dataclass(frozen=True, slots=True)
class Demand:
    """What cameras take together. Disk is what recordings and sealed originals come to when they are as old as they
    get, `database_bytes` what PostgreSQL then holds."""

    cameras: int = 0
    cores: float = 0.0
    memory_bytes: int = 0
    in_mbit_s: float = 0.0
    out_mbit_s: float = 0.0
    recording_bytes: int = 0
    sealed_bytes: int = 0
    database_bytes: int = 0
    rows_per_s: float = 0.0


@dataclass(frozen=True, slots=True)
class SitePlan:
    """Of one site: what its cameras need, on how many machines, and what fills those first."""

    site: str
    need: Demand
    machines: int
    spare: int
    bound_by: str


def plan(lines: Sequence[CameraLine], machine: Machine) -> tuple[SitePlan, ...]:
    """The plan of every site, in order of name; `ConfigError` when one camera does not fit the machine."""
    if machine.cores <= _OWN_CORES or machine.memory_bytes <= _OWN_BYTES:
        raise ConfigError("a machine of that size keeps no camera", "it needs more than 2 GiB of memory")
    sites: dict[str, list[CameraLine]] = defaultdict(list)
    for line in lines:
        sites[line.site].append(line)
    return tuple(_of_site(site, of, machine) for site, of in sorted(sites.items()))


def together(needs: Iterable[Demand]) -> Demand:
    """The sum of all."""
    total = Demand()
    for one in needs:
        total = Demand(*(getattr(total, name) + getattr(one, name) for name in Demand.__slots__))
    return total


def demand_of(line: CameraLine) -> Demand:
    """What the cameras of one line take."""
    cost, days_s = _cost(line), line.keep_days * DAY_S
    rows = FRAGMENTS_HZ * BYTES_PER_FRAGMENT * days_s
    rows += OBSERVATION_ROWS_HZ * BYTES_PER_OBSERVATION_ROW * OBSERVATION_DAYS * DAY_S
    sealed = line.mbit_s * 1e6 / 8 * line.seal_days * DAY_S
    return Demand(
        cameras=line.count,
        cores=line.count * cost.cores,
        memory_bytes=line.count * cost.memory_bytes,
        in_mbit_s=line.count * _in_mbit_s(line),
        out_mbit_s=line.count * _out_mbit_s(line),
        recording_bytes=round(line.count * cost.mbit_s * 1e6 / 8 * days_s),
        sealed_bytes=round(line.count * sealed),
        database_bytes=round(line.count * rows),
        rows_per_s=line.count * (FRAGMENTS_HZ + OBSERVATION_ROWS_HZ),
    )


def _of_site(site: str, lines: Sequence[CameraLine], machine: Machine) -> SitePlan:
    need = together(demand_of(line) for line in lines)
    machines = _filled(lines, machine)
    shares = {
        "cores": need.cores / (machine.cores - _OWN_CORES),
        "memory": need.memory_bytes / (machine.memory_bytes - _OWN_BYTES),
        "network": max(need.in_mbit_s, need.out_mbit_s) / machine.network_mbit_s,
    }
    return SitePlan(site, need, machines + machine.may_fail, machine.may_fail, max(shares, key=shares.__getitem__))


@dataclass(slots=True)
class _Room:
    """What is left of one machine."""

    cores: float
    memory_bytes: float
    in_mbit_s: float
    out_mbit_s: float

    def fits(self, line: CameraLine, cost: Cost) -> int:
        """How many cameras of this kind."""
        return math.floor(
            min(
                self.cores / cost.cores,
                self.memory_bytes / cost.memory_bytes,
                self.in_mbit_s / _in_mbit_s(line),
                self.out_mbit_s / _out_mbit_s(line),
            )
            + 1e-9
        )

    def take(self, line: CameraLine, cost: Cost, count: int) -> None:
        self.cores -= count * cost.cores
        self.memory_bytes -= count * cost.memory_bytes
        self.in_mbit_s -= count * _in_mbit_s(line)
        self.out_mbit_s -= count * _out_mbit_s(line)


def _filled(lines: Sequence[CameraLine], machine: Machine) -> int:
    """How many machines the cameras fill. Machines that are full of one kind are counted and not looked at again."""
    own, network = machine.memory_bytes - _OWN_BYTES, machine.network_mbit_s
    rooms: list[_Room] = []
    full = 0
    for line in sorted(lines, key=lambda one: _cost(one).cores, reverse=True):
        cost, left = _cost(line), line.count
        for room in rooms:
            some = min(left, room.fits(line, cost))
            room.take(line, cost, some)
            left -= some
        empty = _Room(machine.cores - _OWN_CORES, own, network, network)
        most = empty.fits(line, cost)
        if most == 0:
            raise ConfigError(
                f"one camera of {line.frosted.width}x{line.frosted.height} at {line.frosted_hz:g} pictures a second "
                f"needs {cost.cores:.1f} cores and does not fit one machine",
                "plan with larger machines, or give its small stream: small_size",
            )
        if left:
            full += (left - 1) // most
            empty.take(line, cost, left - (left - 1) // most * most)
            rooms.append(empty)
    return full + len(rooms)


def _cost(line: CameraLine) -> Cost:
    return cost_of(
        line.frosted.width,
        line.frosted.height,
        line.frosted_hz,
        seal_mbit_s=line.mbit_s if line.seal_days else 0.0,
        detector_hz=line.detector_hz,
    )


def _in_mbit_s(line: CameraLine) -> float:
    """From a camera to its machine. With a small stream the large one is only fetched to be sealed."""
    small = line.mbit_s * (line.frosted.width * line.frosted.height) / (line.size.width * line.size.height)
    if line.small is None:
        return line.mbit_s
    return small + (line.mbit_s if line.seal_days else 0.0)


def _out_mbit_s(line: CameraLine) -> float:
    """From its machine to where blobs are kept."""
    return _cost(line).mbit_s + (line.mbit_s if line.seal_days else 0.0)
