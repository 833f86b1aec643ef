"""What leaks through the frost: `./dev bench frost --only clips`, or `python bench/frost/score.py [--quick] [--json]`.

Every clip cold (empty memory) and known (the place of the first pass), scored by an outside program on the encoded
result, and a plain OpenCV background subtraction beside it as a peer. A full run
draws the leak-clarity curve over the evidence time to bench/results/frost-curve.png: figures, no picture of a clip.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from types import ModuleType
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import cv2
import numpy as np

from bench.figures import Figure, figure
from bench.frost.clips import CLIPS, ROOT, Clip, Writer, find_clips, frost_clip, load_scorer, read
from bench.frost.plates import measure_plates
from bench.script import run_script
from groundglass.clear.frost.policy import FrostPolicy


def say(text: str) -> None:
    print(f"bench: {text}", file=sys.stderr, flush=True)


def rows(title: str, scored: dict[str, Any], goals: dict[str, str]) -> list[Figure]:
    names = ("leak", "leak_worst", "head_leak", "clarity", "presence")
    return [
        figure(f"{title} {name}", float(scored[name]), "share", goals.get(name))
        for name in names
        if scored.get(name) is not None
    ]


def score_clip(clip: Clip, folder: Path, scorer: ModuleType, out: Path) -> list[Figure]:
    """One clip, cold and known."""
    source, boxes = folder / clip.path, str(folder / clip.boxes) if clip.boxes else None
    policy = FrostPolicy(evidence_s=clip.evidence_s)
    figures: list[Figure] = []
    known: bytes | None = None
    for title, goals, warm in (("cold", clip.goals_cold, clip.warm_s), ("known", clip.goals_known, 0.0)):
        target = out / f"{clip.name}-{title}.mp4"
        done = frost_clip(source, target, policy, known)
        figures += rows(f"{clip.name} {title}", scorer.score(str(source), str(target), boxes, warm, 0, clip.fps), goals)
        figures.append(figure(f"{clip.name} {title} frosting", done.frost_ms, "ms of one core per picture"))
        known = done.place
    return figures


def score_peer(clip: Clip, folder: Path, scorer: ModuleType, out: Path) -> list[Figure]:
    """OpenCV's MOG2 with its defaults, opened and dilated: what a first try looks like."""
    source, boxes = folder / clip.path, str(folder / clip.boxes) if clip.boxes else None
    model = cv2.createBackgroundSubtractorMOG2()
    target, writer = out / f"{clip.name}-mog2.mp4", None
    square = np.ones((5, 5), np.uint8)
    for (luma, blue, red), _ in read(source):
        mask = cv2.morphologyEx(model.apply(luma), cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
        mask = np.asarray(cv2.dilate(mask, square, iterations=3), np.uint8)
        small = np.asarray(cv2.resize(mask, blue.shape[::-1], interpolation=cv2.INTER_NEAREST), np.uint8)
        luma[mask > 0], blue[small > 0], red[small > 0] = 116, 150, 110
        writer = writer or Writer(target, luma.shape[1], luma.shape[0], 25)
        writer.write((luma, blue, red))
    if writer is not None:
        writer.close()
    scored = scorer.score(str(source), str(target), boxes, clip.warm_s, 0, clip.fps)
    return rows(f"{clip.name} MOG2 (peer)", scored, {})


def draw_curve(folder: Path, scorer: ModuleType, out: Path) -> None:
    """Leak against clarity over the evidence time, as a picture of numbers."""
    canvas = np.full((480, 720, 3), 255, np.uint8)
    cv2.rectangle(canvas, (70, 30), (690, 420), (120, 120, 120), 1)
    for text, at in (("clarity 0.5 .. 1.0", (300, 455)), ("leak 1e-5 .. 1e-1, down is better", (80, 22))):
        cv2.putText(canvas, text, at, cv2.FONT_HERSHEY_SIMPLEX, 0.5, (60, 60, 60), 1, cv2.LINE_AA)
    for clip, colour in zip(CLIPS, ((170, 90, 20), (30, 120, 60)), strict=True):
        for share in (0.25, 0.5, 1.0, 1.5):
            policy = FrostPolicy(evidence_s=clip.evidence_s * share)
            target = out / "curve.mp4"
            frost_clip(folder / clip.path, target, policy)
            boxes = str(folder / clip.boxes) if clip.boxes else None
            scored = scorer.score(str(folder / clip.path), str(target), boxes, clip.warm_s, 0, clip.fps)
            height = (np.log10(max(float(scored["leak"]), 1e-5)) + 5) / 4
            x = int(70 + 620 * min(max((float(scored["clarity"]) - 0.5) * 2, 0.0), 1.0))
            y = int(420 - 390 * min(max(height, 0.0), 1.0))
            cv2.circle(canvas, (x, y), 5, colour, -1, cv2.LINE_AA)
            label = f"{clip.name} {policy.evidence_s:g} s"
            cv2.putText(canvas, label, (x - 60, y - 9), cv2.FONT_HERSHEY_SIMPLEX, 0.38, colour, 1, cv2.LINE_AA)
    target = ROOT / "bench" / "results" / "frost-curve.png"
    target.parent.mkdir(exist_ok=True)
    cv2.imwrite(str(target), canvas)


def measure(quick: bool) -> list[Figure]:
    """All figures; with `quick` one clip."""
    cv2.setNumThreads(1)
    folder, scorer = find_clips(), load_scorer()
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as name:
        out = Path(name)
        if folder is None or scorer is None:
            say("no clips or no scorer (GROUNDGLASS_CLIPS, GROUNDGLASS_SCORE): leak and clarity are not measured")
        else:
            for clip in CLIPS[1:] if quick else CLIPS:
                figures += score_clip(clip, folder, scorer, out)
                if not quick:
                    figures += score_peer(clip, folder, scorer, out)
            figures += measure_plates(folder)
            if not quick:
                draw_curve(folder, scorer, out)
    return figures


if __name__ == "__main__":
    raise SystemExit(run_script(sys.argv[1:], "Score the frost.", measure))
