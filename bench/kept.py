"""Results that are kept, and the tables made from them.

`bench/results/NAME.json` holds the newest full run of a bench with the machine it ran on. bench/README.md shows
them between two marks per bench; a test refuses a table that says anything else than the file. What a site tells the
public of its frosting (SHIPPED) goes into the package as well, from the same files.
"""

from __future__ import annotations

import json
import os
import platform
import re
import subprocess
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from bench.figures import Figure, markdown_table

ROOT: Final = Path(__file__).resolve().parents[1]
RESULTS: Final = ROOT / "bench" / "results"
PAGE: Final = ROOT / "bench" / "README.md"
PACKED: Final = ROOT / "src" / "groundglass" / "frosted" / "public" / "measured.json"
SHIPPED: Final = {"frost": re.compile(r" (leak|leak_worst|head_leak|clarity|presence)$"), "attack": re.compile("")}


@dataclass(frozen=True, slots=True)
class Kept:
    """One kept run."""

    name: str
    date: str
    commit: str
    machine: dict[str, str]
    figures: tuple[Figure, ...]
    parts: dict[str, str] = field(default_factory=dict)
    """When and at which commit each part was run, where a bench is run in parts."""


def machine() -> dict[str, str]:
    """What a reader must know to compare: never a host name or a path."""
    cpu = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text(encoding="ascii", errors="replace"))
    memory = re.search(r"MemTotal:\s*(\d+)", Path("/proc/meminfo").read_text(encoding="ascii"))
    return {
        "cpu": cpu[1].strip() if cpu else platform.machine(),
        "cores": str(len(os.sched_getaffinity(0))),
        "memory": f"{int(memory[1]) / 1024**2:.0f} GiB" if memory else "unknown",
        "kernel": platform.release().split("-")[0],
        "python": platform.python_version(),
    }


def commit() -> str:
    answer = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return answer.stdout.strip() or "unknown"


def keep(name: str, figures: Sequence[Figure], part: str | None = None) -> Path:
    """Write the result of a full run and renew its table. Of a part, beside what the other parts kept before."""
    now, path, parts = datetime.now(UTC).strftime("%Y-%m-%d %H:%MZ"), RESULTS / f"{name}.json", dict[str, str]()
    if part is not None:
        old = read(path) if path.exists() else None
        others = () if old is None else (one for one in old.figures if not one.name.startswith(f"{part}: "))
        parts = {**({} if old is None else old.parts), part: f"{now}, commit {commit()}"}
        figures = (*others, *figures)
    kept = Kept(name, now, commit(), machine(), tuple(figures), parts)
    RESULTS.mkdir(exist_ok=True)
    path.write_text(json.dumps(asdict(kept), indent=1) + "\n", encoding="utf-8")
    PAGE.write_text(with_tables(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    PACKED.write_text(packed(), encoding="utf-8")
    return path


def packed() -> str:
    """What the package carries of the kept results: the figures that say what is left of people."""
    told = []
    for name, which in SHIPPED.items():
        kept = read(RESULTS / f"{name}.json")
        figures = [asdict(figure) for figure in kept.figures if which.search(figure.name)]
        told.append({"name": name, "date": kept.date, "commit": kept.commit, "figures": figures})
    return json.dumps(told, indent=1) + "\n"


def read(path: Path) -> Kept:
    body = json.loads(path.read_text(encoding="utf-8"))
    figures = tuple(Figure(**one) for one in body["figures"])
    return Kept(body["name"], body["date"], body["commit"], body["machine"], figures, body.get("parts", {}))


def section(name: str) -> str:
    """What stands between the marks of a bench."""
    path = RESULTS / f"{name}.json"
    if not path.exists():
        return "Not measured yet."
    kept = read(path)
    ran = ", ".join([kept.machine["cpu"], f"{kept.machine['cores']} cores", f"Python {kept.machine['python']}"])
    when = f"{kept.date}, commit {kept.commit}"
    if kept.parts:
        when = "; ".join(f"{part} {its}" for part, its in kept.parts.items())
    return f"{markdown_table(kept.figures)}\n\n{when}, {ran}."


def with_tables(page: str) -> str:
    """The page with every table between `<!-- figures: NAME -->` and `<!-- end -->` written anew."""
    return re.sub(
        r"(<!-- figures: ([a-z]+) -->\n).*?(\n<!-- end -->)",
        lambda found: f"{found[1]}{section(found[2])}{found[3]}",
        page,
        flags=re.DOTALL,
    )
