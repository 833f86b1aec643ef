"""A real fire, and every clip without one: when the fire is told, for how much of it, and what else is called fire."""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import Final

from bench.events.camera import START, Camera, rule
from bench.figures import Figure, figure
from bench.frost.clips import find_clips, read
from groundglass.frosted.events.occurred import EventKind, Found, Phase
from groundglass.pane.ids import TICKS_PER_S, Instant90k

HOUSE: Final = ("fire/house6.mp4", 30.0)
WITHOUT: Final = (
    ("pets09_s2l1/View_001.mp4", 7.0),
    ("one_by_one/one-by-one-person-detection.mp4", 10.0),
    ("car_park/car-detection.mp4", 12.5),
    ("face_close/test_video.mp4", 30.0),
    ("face_close/test_face_video.mp4", 10.0),
    ("drone_person/person12_1.mp4", 10.0),
    ("gifs/face-demographics-walking-and-pause.gif", 10.0),
    ("gifs/worker-zone-detection.gif", 10.0),
)


def measure(quick: bool) -> list[Figure]:
    """Rules as they come, without any setting."""
    folder = find_clips()
    if folder is None or not (folder / HOUSE[0]).is_file():
        print("events: the clips of fire are not here; none is looked for", file=sys.stderr)
        return []
    found, _ = _watch(folder / HOUSE[0], HOUSE[1])
    flames = [one for one in found if one.kind is EventKind.FLAME]
    labelled = _labelled(folder / "fire" / "house6_fire_boxes.csv")
    first_s = min((_at_s(one) for one in flames), default=1e9) - labelled[0]
    seconds = sorted({int(at) for at in labelled})
    burning = [second for second in seconds if _is_on(flames, second)]
    figures = [
        figure("fire: from the first labelled flame to the event", first_s, "s", "<= 3"),
        figure("fire: seconds of flame in which the event is on", len(burning) / len(seconds) * 100, "%", ">= 95"),
    ]
    wrong, watched_s = 0, 0.0
    for path, rate in WITHOUT[:3] if quick else WITHOUT:
        if (folder / path).is_file():
            found, lasts_s = _watch(folder / path, rate)
            wrong += sum(one.phase is not Phase.ENDED for one in found)
            watched_s += lasts_s
    return [
        *figures,
        figure("fire: flame or smoke events on clips without fire", wrong, "events", "= 0"),
        figure("fire: clips without fire, together", watched_s, "s"),
    ]


def _watch(path: Path, rate: float) -> tuple[list[Found], float]:
    camera: Camera | None = None
    n = 0
    for n, (planes, _) in enumerate(read(path)):
        height, width = planes[0].shape
        camera = camera or Camera(width, height, None, (rule(1, "flame"), rule(2, "smoke")))
        camera.take(planes, Instant90k(START + round(n / rate * TICKS_PER_S)))
    return ([] if camera is None else camera.found), n / rate


def _labelled(path: Path) -> list[float]:
    with path.open(encoding="utf-8") as rows:
        return sorted({int(row["frame"]) / HOUSE[1] for row in csv.DictReader(rows)})


def _at_s(one: Found) -> float:
    return (one.at - START) / TICKS_PER_S


def _is_on(flames: list[Found], second: int) -> bool:
    """Whether the event was on at any time of a second."""
    on = False
    for one in flames:
        if one.phase is Phase.BEGAN and _at_s(one) < second + 1:
            on = True
        if one.phase is Phase.ENDED and _at_s(one) < second:
            on = False
    return on
