"""A folder of videos frosted on all machines of a cluster: `groundglass frost IN OUT --cluster FILE`.

Apart from batch_task.py, which is one file on one machine: this decides which are still to be done, hands them to Ray a
few at a time, and writes down what became of each, one JSON object a line. The report is also what a second run goes
by: a file that is done, and is as it was, is not done again; one that failed is tried again. Every machine must see
both folders by the same names.
"""

from __future__ import annotations

import json
import logging
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import ray

from groundglass.engine.folder import unusable
from groundglass.engine.ray.access import SITE_LABEL, RayAccess
from groundglass.engine.ray.batch_task import frost_file
from groundglass.errors import ConfigError, EngineError, NotFound

VIDEO_ENDINGS: Final = frozenset({
    ".3gp", ".asf", ".avi", ".flv", ".h264", ".h265", ".m2ts", ".m4v", ".mjpeg", ".mkv", ".mov", ".mp4", ".mpeg",
    ".mpg", ".mts", ".ts", ".webm", ".wmv",
})  # fmt: skip
MAX_FILES: Final = 1_000_000
IN_HAND: Final = 256
"""Files that Ray is told of at once: enough for every machine, little to lose."""
TRIES_MORE: Final = 2
"""A machine that goes away takes its file with it; it is begun again on another."""
_CORES: Final = 1.0


@dataclass(frozen=True, slots=True)
class Job:
    """One file to be frosted. `name` is how the report calls it: its path below the folder it is in."""

    name: str
    source: Path
    out: Path
    size_bytes: int
    modified_ns: int

    def as_it_is(self) -> dict[str, Any]:
        """By what a later run knows that this is still the file that was done."""
        return {"file": self.name, "size_bytes": self.size_bytes, "modified_ns": self.modified_ns}


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a batch is: of `files` so many were done before, are done now, or failed."""

    files: int
    before: int
    done: int = 0
    failed: int = 0
    length_s: float = 0.0  # of video, by this run


def jobs_in(source: Path, out: Path) -> list[Job]:
    """All videos below `source`, by name. Two that differ in their ending alone keep it: `a.mov.mp4`."""
    if not source.is_dir():
        raise NotFound(f"there is no folder {source}", "name the folder that holds the videos")
    if out.resolve() == source.resolve() or source.resolve() in out.resolve().parents:
        raise ConfigError("the frosted videos would lie among those to be frosted", "name a folder elsewhere")
    found = sorted(path for path in source.rglob("*") if path.suffix.lower() in VIDEO_ENDINGS and path.is_file())
    if len(found) > MAX_FILES:
        raise ConfigError(f"{source} holds more than {MAX_FILES} videos", "frost its folders one after another")
    twins = Counter(path.relative_to(source).with_suffix("") for path in found)
    jobs = []
    for path in found:
        below = path.relative_to(source)
        is_twin = twins[below.with_suffix("")] > 1
        told = path.stat()
        name = below.with_name(below.name + ".mp4") if is_twin else below.with_suffix(".mp4")
        jobs.append(Job(below.as_posix(), path.resolve(), (out / name).resolve(), told.st_size, told.st_mtime_ns))
    return jobs


def done_before(report: Path) -> dict[str, dict[str, Any]]:
    """The newest line of each file in a report; a line that was cut off by a crash counts for nothing."""
    lines: dict[str, dict[str, Any]] = {}
    try:
        with report.open(encoding="utf-8") as file:
            for line in file:
                try:
                    said = json.loads(line)
                except ValueError:
                    continue
                if isinstance(said, dict) and isinstance(said.get("file"), str):
                    lines[said["file"]] = said
    except FileNotFoundError:
        pass
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"the report {report} cannot be read", "name another with --report") from error
    return lines


def still_to_do(jobs: list[Job], lines: Mapping[str, Mapping[str, Any]]) -> list[Job]:
    """Those that are not done, or are other files than they were."""

    def is_done(job: Job) -> bool:
        said = lines.get(job.name, {})
        same = all(said.get(key) == value for key, value in job.as_it_is().items())
        return same and said.get("state") == "done" and job.out.is_file()

    return [job for job in jobs if not is_done(job)]


def frost_all(
    jobs: list[Job], report: Path, given: Mapping[str, Any], access: RayAccess, tell: Callable[[Progress], None]
) -> Progress:
    """Frost what is still to be done; every file's line is on the disk before it counts. Stopping costs the files in
    hand, which a later run does. `EngineError` when Ray does not answer. This module is imported when the process is
    one that speaks with Ray (RayAccess.assume)."""
    todo = still_to_do(jobs, done_before(report))
    seen = Progress(len(jobs), len(jobs) - len(todo))
    tell(seen)
    if not todo:
        return seen
    try:
        ray.init(
            address=access.address, namespace="groundglass-batch", log_to_driver=False, logging_level=logging.ERROR
        )
    except (ConnectionError, RuntimeError) as error:
        hint = "is its head running, and is this the secret of its site?"
        raise EngineError(f"the head of Ray does not answer at {access.address}", hint) from error
    try:
        with _opened(report) as file:
            for job, said in _answers(todo, dict(given), access.site):
                file.write(json.dumps(job.as_it_is() | said) + "\n")
                file.flush()
                is_done = said["state"] == "done"
                seen = Progress(
                    seen.files,
                    seen.before,
                    seen.done + is_done,
                    seen.failed + (not is_done),
                    seen.length_s + said.get("length_s", 0.0),
                )
                tell(seen)
    finally:
        ray.shutdown()
    return seen


def _opened(report: Path) -> Any:
    try:
        report.parent.mkdir(parents=True, exist_ok=True)
        return report.open("a", encoding="utf-8")
    except OSError as error:
        raise unusable(report, error) from error


def _answers(todo: list[Job], given: dict[str, Any], site: str) -> Iterator[tuple[Job, dict[str, Any]]]:
    """What became of each file, in the order in which they are ready."""
    task = ray.remote(frost_file).options(
        num_cpus=_CORES, max_retries=TRIES_MORE, label_selector={SITE_LABEL: site}, scheduling_strategy="SPREAD"
    )
    waiting = iter(todo)
    in_hand: dict[Any, Job] = {}
    while True:
        while len(in_hand) < IN_HAND and (job := next(waiting, None)) is not None:
            in_hand[task.remote(str(job.source), str(job.out), given)] = job
        if not in_hand:
            return
        ready, _ = ray.wait(list(in_hand), num_returns=1)
        for one in ready:
            yield in_hand.pop(one), _answer(one)


def _answer(one: Any) -> dict[str, Any]:
    try:
        answer: dict[str, Any] = ray.get(one)
        return answer
    except ray.exceptions.RayError as error:
        hint = "look at the machine's own messages, and run the command again"
        return {"state": "failed", "error": f"its machine gave up: {type(error).__name__}", "hints": [hint]}
