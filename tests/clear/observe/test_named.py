"""What a detector calls things stays with the track's number, and hazards are told at a bounded rate."""

from __future__ import annotations

import numpy as np
import pytest

from groundglass.clear.detect.answers import Found
from groundglass.clear.observe.named import Named
from groundglass.clear.observe.observer import Observer
from groundglass.clear.observe.tracker import Tracks
from groundglass.pane.detector import DetectedKind
from groundglass.pane.observations import Hazard, HazardSeen, Observation, ThingKind, TrackBatch
from tests.clear.observe.drawn import GRID, HEIGHT, RATE, WIDTH, at, frame, mask, person, settings, sight

COLUMNS, ROWS = WIDTH / GRID.block_px, HEIGHT / GRID.block_px


def tracks(*boxes: tuple[float, float, float, float], first: int = 7) -> Tracks:
    return Tracks.none().and_new(np.array(boxes, np.float64).reshape(-1, 4), first, at(0))


def found(kind: DetectedKind, box: tuple[float, float, float, float], sure: float = 0.8) -> Found:
    left, top, right, bottom = box
    return Found(kind, left / COLUMNS, top / ROWS, right / COLUMNS, bottom / ROWS, sure)


def test_a_track_is_called_what_was_found_where_it_is() -> None:
    named = Named(COLUMNS, ROWS)
    named.look([found(DetectedKind.VEHICLE, (11, 11, 19, 19))], tracks((10, 10, 20, 20), (40, 10, 50, 20)))
    assert named.kinds == {7: ThingKind.VEHICLE}


def test_what_was_found_elsewhere_names_nobody() -> None:
    named = Named(COLUMNS, ROWS)
    named.look(
        [found(DetectedKind.PERSON, (60, 30, 70, 40)), found(DetectedKind.SMOKE, (10, 10, 20, 20))],
        tracks((10, 10, 20, 20)),
    )
    assert named.kinds == {}
    named.look([found(DetectedKind.PERSON, (60, 30, 70, 40))], Tracks.none())
    assert named.kinds == {}


def test_the_surest_name_counts_and_it_stays_until_the_track_ends() -> None:
    named = Named(COLUMNS, ROWS)
    box = (10.0, 10.0, 20.0, 20.0)
    named.look([found(DetectedKind.ANIMAL, box, 0.9), found(DetectedKind.PERSON, box, 0.4)], tracks(box))
    assert named.kinds == {7: ThingKind.ANIMAL}
    named.look([], tracks(box))
    assert named.kinds == {7: ThingKind.ANIMAL}
    named.look([], tracks(box, first=8))
    assert named.kinds == {}


def test_a_hazard_is_told_once_a_second_and_not_twice_at_once() -> None:
    named = Named(COLUMNS, ROWS)
    flames = [found(DetectedKind.FLAME, (1, 1, 2, 2), 0.5), found(DetectedKind.FLAME, (5, 5, 8, 9), 0.9)]
    (seen,) = named.hazards(flames, at(0), frozenset())
    assert (seen.hazard, seen.sure_ppm) == (Hazard.FLAME, 900_000)
    assert seen.box.left == round(5 / COLUMNS * 1_000_000)
    assert named.hazards(flames, at(RATE - 1), frozenset()) == []
    assert len(named.hazards(flames, at(RATE), frozenset())) == 1
    assert named.hazards([found(DetectedKind.SMOKE, (1, 1, 2, 2))], at(RATE), frozenset({Hazard.SMOKE})) == []


def test_a_hazard_without_a_size_is_none() -> None:
    assert Named(COLUMNS, ROWS).hazards([Found(DetectedKind.SMOKE, 0.5, 0.5, 0.5, 0.5, 0.9)], at(0), frozenset()) == []


@pytest.mark.parametrize("kind", [DetectedKind.PERSON, DetectedKind.VEHICLE])
def test_tracks_are_told_with_their_kind(kind: DetectedKind) -> None:
    by = Observer(settings(), WIDTH, HEIGHT, at(0))
    said: list[Observation] = []
    for n in range(4 * RATE):
        x = 20 + n * 0.3
        one = found(kind, (x - 3, 18, x + 3, 30))
        said += by.look(frame(n), sight(mask(person(x, 30))), [one])
    kinds = {one.kind for batch in said if isinstance(batch, TrackBatch) for one in batch.tracks}
    assert kinds == {ThingKind[kind.name]}


def test_a_flame_that_a_detector_names_is_observed() -> None:
    by = Observer(settings(), WIDTH, HEIGHT, at(0))
    said = by.look(frame(0), sight(mask()), [found(DetectedKind.FLAME, (10, 10, 20, 20))])
    assert [one.hazard for one in said if isinstance(one, HazardSeen)] == [Hazard.FLAME]
