"""What does the record cost: appending, proving, and verifying a year of a large site?

Entries are those of recorded minutes, as a site of fifty cameras makes them: one per camera and minute, which is
nearly all of its ledger. It lies on the disk of the temporary folder, with every write flushed. Verifying is measured
with the command people use, and carried over to a year by the number of entries.
"""

from __future__ import annotations

import hashlib
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.figures import Figure, figure, percentile
from groundglass.ledger.files import FolderTiles
from groundglass.ledger.log import Log
from groundglass.ledger.merkle import leaf_hash, verify_inclusion
from groundglass.ledger.note import NoteSigner

ENTRIES = 10_000_000
QUICK_ENTRIES = 200_000
BATCH = 5_000
CAMERAS = 50
A_YEAR = 365 * 24 * 60 * CAMERAS
PROOFS = 500
START_90K = 162_000_000_000_000
MINUTE_90K = 60 * 90_000


def entry(number: int) -> bytes:
    """The entry of one camera's minute, in its canonical form."""
    minute, camera = divmod(number, CAMERAS)
    start = START_90K + minute * MINUTE_90K
    sha256 = hashlib.sha256(number.to_bytes(8, "big")).hexdigest()
    name = f"{minute // 60 % 24:02}-{minute % 60:02}-{number:x}.mp4"
    return (
        f'{{"at_90k":{start + MINUTE_90K},"blob":"video/camera-{camera}/2026-11-22/{name}",'
        f'"camera":"camera-{camera}","kind":"minute.recorded","sha256":"{sha256}",'
        f'"size_bytes":{20_000_000 + number % 9_000_000},"start_90k":{start},"until_90k":{start + MINUTE_90K},"v":1}}'
    ).encode()


def append_all(folder: Path, count: int) -> tuple[Log, list[float]]:
    """The ledger and how long each batch took, in seconds."""
    log = Log.create(FolderTiles(folder), NoteSigner.from_seed("groundglass/bench", bytes(32)))
    took = []
    for at in range(0, count, BATCH):
        entries = [entry(number) for number in range(at, min(at + BATCH, count))]
        began = time.perf_counter()
        log.append(entries)
        took.append(time.perf_counter() - began)
    return log, took


def prove_some(log: Log) -> list[float]:
    """How long it takes to make a proof nobody has asked for before, in ms. Each is verified."""
    took = []
    chosen = random.Random(1)
    for _ in range(PROOFS):
        index = chosen.randrange(log.checkpoint.size)
        began = time.perf_counter()
        proof = log.tree().inclusion(index)
        took.append(1000 * (time.perf_counter() - began))
        verify_inclusion(leaf_hash(entry(index)), index, log.checkpoint.size, proof, log.checkpoint.root)
    return took


def verify(folder: Path) -> tuple[float, float]:
    """How long `groundglass ledger verify` takes, and its processor time over all processes, in seconds."""
    command = [sys.executable, "-m", "groundglass", "ledger", "verify", str(folder)]
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    took_s, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return took_s, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure(quick: bool) -> list[Figure]:
    count = QUICK_ENTRIES if quick else ENTRIES
    folder = Path(tempfile.mkdtemp(prefix="groundglass-bench-"))
    try:
        log, batches = append_all(folder, count)
        (folder / "key").write_text(log.key.text() + "\n")
        proofs = prove_some(log)
        took_s, processor_s = verify(folder)
        on_disk = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    finally:
        shutil.rmtree(folder)
    per_s = count / took_s
    return [
        figure("ledger: entries", count, "entries"),
        figure(f"ledger: appended in batches of {BATCH}", count / sum(batches), "entries/s", ">= 5000"),
        figure("ledger: a batch, p95", 1000 * percentile(batches, 0.95), "ms"),
        figure("ledger: an inclusion proof, p95", percentile(proofs, 0.95), "ms", "<= 20"),
        figure("ledger: an inclusion proof, worst", max(proofs), "ms"),
        figure(f"ledger: verified with {len(os.sched_getaffinity(0))} processors", per_s, "entries/s"),
        figure("ledger: verifying a year of 50 cameras, at that rate", A_YEAR / per_s, "s", "<= 120"),
        figure("ledger: verifying a year of 50 cameras, processor time", processor_s / count * A_YEAR, "s"),
        figure("ledger: on disk", on_disk / count, "bytes per entry"),
    ]
