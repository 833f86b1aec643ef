"""Run benches and show their figures: `./dev bench [NAME ...] [--quick] [--json]`.

Without a name, all of them. `--quick` is a look at the order of magnitude, within a minute for each bench; only
full runs are kept in bench/results. Figures go to standard output, all else to standard error.
"""

from __future__ import annotations

import argparse
import importlib
import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.cluster import PARTS as CLUSTER  # noqa: E402
from bench.events import PARTS as EVENTS  # noqa: E402
from bench.figures import Figure, plain_table  # noqa: E402 - run as a file, the root comes first
from bench.frost import PARTS as FROST  # noqa: E402
from bench.kept import keep  # noqa: E402


@dataclass(frozen=True, slots=True)
class Bench:
    """A bench by name: what it answers, how it is run, and the parts it can be run in."""

    asks: str
    measure: Callable[..., list[Figure]]
    parts: tuple[str, ...] = ()


CHANGE: Final = ("one_by_one", "pets09_s2l1")
LOAD: Final = ("told", "rush", "stored", "postgres")
"""Named here and not where they are measured: those modules load half of the server, or the scorer's libraries."""


def say(text: str) -> None:
    print(f"bench: {text}", file=sys.stderr, flush=True)


def by_module(name: str) -> Callable[..., list[Figure]]:
    def measure(quick: bool, *parts: Sequence[str]) -> list[Figure]:
        figures: list[Figure] = importlib.import_module(name).measure(quick, *parts)
        return figures

    return measure


def by_script(path: str) -> Callable[[bool], list[Figure]]:
    """A bench that is a script of its own and prints one JSON object per figure."""

    def measure(quick: bool) -> list[Figure]:
        command = [sys.executable, str(ROOT / path), "--json", *(["--quick"] if quick else [])]
        answer = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
        rows = [json.loads(line) for line in answer.stdout.splitlines() if line.startswith("{")]
        return [Figure(row["name"], row["value"], row["unit"], row.get("goal"), row.get("met")) for row in rows]

    return measure


BENCHES: Final = {
    "live": Bench("how late is the live picture, from drawing to paint?", by_module("bench.live")),
    "desk": Bench("is the console there at once, and smooth?", by_module("bench.desk")),
    "cameras": Bench("do four 1080p cameras fit on this machine?", by_module("bench.cameras")),
    "kill": Bench("what is lost when a process is killed?", by_module("bench.kill")),
    "custody": Bench("what does sealing originals cost, and opening them?", by_module("bench.custody")),
    "load": Bench("do events arrive everywhere, a thousand a second?", by_module("bench.load"), LOAD),
    "bigdb": Bench("does a large site's database answer, and forget without a pause?", by_module("bench.bigdb")),
    "frost": Bench("what leaks through the frost, and what does it cost?", by_module("bench.frost"), FROST),
    "change": Bench("what do light, weather and bad cameras do to it?", by_module("bench.frost.change"), CHANGE),
    "events": Bench("is what happens found, in time, and nothing else?", by_module("bench.events"), EVENTS),
    "attack": Bench("can a trained attacker tell who it is?", by_script("bench/attack/run.py")),
    "viewers": Bench("does everybody see live what is live, at any web node?", by_module("bench.viewers")),
    "cluster": Bench("does a site of many machines survive one of them?", by_module("bench.cluster"), CLUSTER),
    "ledger": Bench("what does the record cost, and how fast is it verified?", by_module("bench.ledger")),
}


def run_one(name: str, quick: bool, only: Sequence[str] = ()) -> list[Figure] | None:
    """The figures of one bench, kept if it was a full run; None when it could not be measured.

    A bench of parts is kept part by part, as each is done.
    """
    bench = BENCHES[name]
    say(f"{name}: {bench.asks}")
    figures: list[Figure] = []
    for part in (only or bench.parts) or (None,):
        try:
            done = bench.measure(quick) if part is None else bench.measure(quick, (part,))
        except (subprocess.CalledProcessError, OSError, ImportError) as error:
            say(f"{part or name} could not be measured: {error}")
            if part is None:
                return None
            continue
        if done and not quick:
            say(f"{part or name} is kept in {keep(name, done, part).relative_to(ROOT)}")
        figures += done
    return figures


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="./dev bench", description="Measure Groundglass.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of {', '.join(BENCHES)}; all without a name")
    parser.add_argument("--quick", action="store_true", help="the order of magnitude, within a minute")
    parser.add_argument("--json", action="store_true", help="one JSON object per figure and line")
    parser.add_argument(
        "--only", action="append", default=[], metavar="PART", help="of a bench that has parts; again for more"
    )
    asked = parser.parse_args(arguments)
    if unknown := [name for name in asked.names if name not in BENCHES]:
        parser.error(f"there is no bench called {unknown[0]!r}; there are {', '.join(BENCHES)}")
    parts = {part for name in asked.names for part in BENCHES[name].parts}
    if strange := [part for part in asked.only if part not in parts]:
        parser.error(f"there is no part called {strange[0]!r}; there are {', '.join(sorted(parts)) or 'none'}")
    failed = False
    for name in asked.names or BENCHES:
        figures = run_one(name, asked.quick, [part for part in BENCHES[name].parts if part in asked.only])
        failed = failed or figures is None
        if asked.json:
            print("".join(one.as_json() + "\n" for one in figures or []), end="", flush=True)
        elif figures:
            print(f"\n{name}: {BENCHES[name].asks}\n\n{plain_table(figures)}\n", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
